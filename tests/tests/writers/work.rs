//! What each of several writers does to the same rows, and what it tells of it; and whether all that was told is there in the end.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use relmodel::prelude::*;

use crate::chance::Chance;
use crate::models::*;

const POSTS: i64 = 4;
const TAGS: i64 = 3;
const NAMES: u64 = 20;

/// What was done how often.
pub type Tally = BTreeMap<String, i64>;

/// Makes the file, with the rows that all write to. Links of the first half of the posts are changed with a record of it.
pub fn prepare(path: &Path) {
    let db = Db::open(path).unwrap();
    create(&db);
    let user = NewUser { name: "all" }.insert(&db).unwrap();
    let posts = (0..POSTS).map(|_| NewPost {
        title: "post",
        user_id: user.id,
    });
    Post::insert_all(&db, posts).unwrap();
    let tags: Vec<String> = (0..TAGS).map(|n| format!("tag {n}")).collect();
    Tag::insert_all(&db, tags.iter().map(|name| NewTag { name })).unwrap();
}

/// Writes so many times, with a connection of its own and default options, and tells what it did.
pub fn work(path: &Path, seed: u64, rounds: u64) -> relmodel::Result<Tally> {
    let db = Db::open(path)?;
    let mut chance = Chance::new(seed);
    let mut tally = Tally::new();
    for _ in 0..rounds {
        step(&db, &mut chance, &mut tally)?;
    }
    Ok(tally)
}

fn count(tally: &mut Tally, what: String, n: i64) {
    *tally.entry(what).or_default() += n;
}

fn step(db: &Db, chance: &mut Chance, tally: &mut Tally) -> relmodel::Result<()> {
    let user = Id::<User>::from(1);
    let name = format!("name {}", chance.below(NAMES));
    let half = POSTS / 2;
    let place = i64::try_from(chance.below(half.unsigned_abs())).unwrap();
    let tag = 1 + i64::try_from(chance.below(TAGS.unsigned_abs())).unwrap();
    match chance.below(8) {
        0 => {
            User::find(user).update(db, |u| u.visits.set(u.visits + 1))?;
            count(tally, "visits".into(), 1);
        }
        1 => {
            db.transaction_with_retries(3, |tx| {
                let mut user = User::find(user).load(tx)?;
                user.visits += 1;
                user.update(tx)
            })?;
            count(tally, "visits".into(), 1);
        }
        2 => {
            let add = NewUser { name: &name }.visits(1);
            add.upsert_with(
                db,
                |keys| keys.name,
                |old, new| old.visits.set(old.visits + new.visits),
            )?;
            count(tally, format!("upserts of {name}"), 1);
        }
        3 => {
            let tag = NewTag { name: &name }.find_or_insert(db, |keys| keys.name)?;
            count(tally, format!("tag {name} is {}", tag.id), 1);
        }
        4 => {
            let name = format!("other {name}");
            let new = NewTag { name: &name }.insert_or_ignore(db, |keys| keys.name)?;
            count(tally, format!("first {name}"), i64::from(new.is_some()));
        }
        5 => {
            let post = Post::find(Id::from(1 + half + place)).load(db)?;
            let tag = Tag::find(Id::from(tag)).load(db)?;
            let changed = match chance.below(2) {
                0 => i64::from(
                    post.tags()
                        .add_with(db, &tag, |post_id, tag_id| NewPostTag { post_id, tag_id })?,
                ),
                _ => -i64::from(post.tags().remove(db, &tag)?),
            };
            count(tally, format!("links {} {}", post.id, tag.id), changed);
        }
        _ => {
            let added = chance.below(2) == 0;
            db.transaction(|tx| {
                let post = Post::find(Id::from(1 + place)).load(tx)?;
                let tag = Tag::find(Id::from(tag)).load(tx)?;
                let was = post.tags().contains(tx, &tag)?;
                let changed = match added {
                    true => {
                        post.tags().add(tx, &tag)?;
                        !was
                    }
                    false => post.tags().remove(tx, &tag)?,
                };
                let deed = NewDeed {
                    added,
                    post: post.id.get(),
                    tag: tag.id.get(),
                    changed,
                };
                deed.insert(tx)
            })?;
            count(tally, "deeds".into(), 1);
        }
    }
    Ok(())
}

/// Holds that the file is what all that was told comes to, in some order.
pub fn check(path: &Path, tallies: &[Tally]) {
    let db = Db::open(path).unwrap();
    assert_eq!(faults(&db), [""; 0]);
    let mut told = Tally::new();
    for (what, n) in tallies.iter().flatten() {
        count(&mut told, what.clone(), *n);
    }
    let told_of = |what: &str| told.get(what).copied().unwrap_or(0);
    let links: BTreeSet<(i64, i64)> = PostTag::all()
        .load(&db)
        .unwrap()
        .iter()
        .map(|link| (link.post_id.get(), link.tag_id.get()))
        .collect();

    let user = User::find(Id::from(1)).load(&db).unwrap();
    assert_eq!(user.visits, told_of("visits"), "no addition is lost");
    for n in 0..NAMES {
        let name = format!("name {n}");
        let user = User::filter(|u| u.name.eq(&*name)).optional(&db).unwrap();
        let visits = user.map_or(0, |user| user.visits);
        assert_eq!(visits, told_of(&format!("upserts of {name}")), "{name}");
        found_once(&db, &told, &name);
        let first = format!("first other {name}");
        let tried = told.contains_key(&first);
        assert_eq!(told_of(&first), i64::from(tried), "one inserts {name}");
    }
    for post in 1 + POSTS / 2..=POSTS {
        for tag in 1..=TAGS {
            let sum = told_of(&format!("links {post} {tag}"));
            assert_eq!(sum, i64::from(links.contains(&(post, tag))), "{post} {tag}");
        }
    }
    let deeds = Deed::all().order_by(|d| d.id).load(&db).unwrap();
    assert_eq!(i64::try_from(deeds.len()).unwrap(), told_of("deeds"));
    let logged = links.iter().filter(|(post, _)| *post <= POSTS / 2);
    assert_eq!(one_by_one(&deeds), logged.copied().collect::<BTreeSet<_>>());
}

/// All that looked for a tag, or inserted it, got the same one.
fn found_once(db: &Db, told: &Tally, name: &str) {
    let start = format!("tag {name} is ");
    let ids: Vec<&str> = told
        .keys()
        .filter_map(|what| what.strip_prefix(&start))
        .collect();
    let there = Tag::filter(|t| t.name.eq(name)).load(db).unwrap();
    let there: Vec<String> = there.iter().map(|tag| tag.id.to_string()).collect();
    assert_eq!(ids, there, "{name}");
}

/// The links after the deeds, done one after the other. Each must have changed what it says.
fn one_by_one(deeds: &[Deed]) -> BTreeSet<(i64, i64)> {
    let mut links = BTreeSet::new();
    for deed in deeds {
        let link = (deed.post, deed.tag);
        let changed = match deed.added {
            true => links.insert(link),
            false => links.remove(&link),
        };
        assert_eq!(changed, deed.changed, "{deed:?}");
    }
    links
}
