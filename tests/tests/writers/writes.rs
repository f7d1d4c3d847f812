//! Each kind of write, as all or nothing. What it does follows from the rows that are there and a number, so that it can be done again elsewhere.

use relmodel::prelude::*;

use crate::models::*;

/// A kind of write.
pub struct Write {
    pub name: &'static str,
    run: fn(&Db, usize) -> relmodel::Result<()>,
}

impl Write {
    pub fn run(&self, db: &Db, n: usize) -> relmodel::Result<()> {
        (self.run)(db, n)
    }
}

macro_rules! writes {
    ($($name:ident)*) => {
        &[$(Write { name: stringify!($name), run: $name }),*]
    };
}

/// All kinds.
pub const WRITES: &[Write] = writes![
    insert
    insert_computed
    insert_whole_row
    insert_all
    insert_all_computed
    insert_graph
    update
    update_by_query
    update_reckoned
    update_limited
    update_returning
    delete_with_cascade
    delete_by_query
    delete_returning
    add
    add_with
    add_all
    add_children
    update_link
    remove
    replace
    replace_children
    clear
    upsert
    upsert_with
    insert_or_ignore
    find_or_insert
    transaction
    transaction_with_savepoints
    begun_and_committed
    deferred_keys
    create_tables
];

/// The rows that the first write finds.
pub fn prepare(db: &Db) {
    create(db);
    for n in 0..60 {
        graph(db, &format!("user {n}")).unwrap();
    }
}

/// A user with posts, their comments and tags, and a profile.
fn graph(db: &Db, name: &str) -> relmodel::Result<User> {
    db.transaction(|tx| {
        let user = NewUser { name }.insert(tx)?;
        NewProfile {
            bio: name,
            user_id: user.id,
        }
        .insert(tx)?;
        let title = long(name, 0);
        let posts = Post::insert_all(
            tx,
            (0..4).map(|_| NewPost {
                title: &title,
                user_id: user.id,
            }),
        )?;
        let comments = posts.iter().flat_map(|post| [post.id; 3]);
        let comments = comments.map(|post| NewComment { text: &title }.post_id(post));
        Comment::insert_all(tx, comments)?;
        for (n, post) in posts.iter().enumerate() {
            let name = format!("tag {n}");
            let tag = NewTag { name: &name }.find_or_insert(tx, |keys| keys.name)?;
            post.tags().add(tx, &tag)?;
        }
        Ok(user)
    })
}

/// Text that fills a good part of a page.
fn long(name: &str, n: usize) -> String {
    format!("{name} {n} {}", "x".repeat(400))
}

fn a_user(db: &Db) -> relmodel::Result<User> {
    User::all().order_by(|u| u.id).limit(1).one(db)
}

fn a_post(db: &Db) -> relmodel::Result<Post> {
    let post = Post::filter(|p| p.tags.any(|_| true).or(p.comments.any(|_| true)));
    post.order_by(|p| p.id).limit(1).one(db)
}

fn insert(db: &Db, n: usize) -> relmodel::Result<()> {
    let name = long("insert", n);
    NewUser { name: &name }.insert(db).map(drop)
}

fn insert_computed(db: &Db, n: usize) -> relmodel::Result<()> {
    let (bio, user) = (long("bio", n), User::filter(|u| u.profile.is_none()));
    let user_id = user.order_by(|u| u.id).limit(1).one(db)?.id;
    NewProfile { bio: &bio, user_id }.insert(db).map(drop)
}

fn insert_whole_row(db: &Db, n: usize) -> relmodel::Result<()> {
    let id = Id::from(1_000_000 + i64::try_from(n).unwrap());
    let name = long("whole", n);
    User {
        id,
        name,
        visits: 1,
        level: 2,
    }
    .insert(db)
    .map(drop)
}

fn insert_all(db: &Db, n: usize) -> relmodel::Result<()> {
    let (title, user_id) = (long("many", n), Id::from(50));
    let rows = (0..300).map(|_| NewPost {
        title: &title,
        user_id,
    });
    Post::insert_all(db, rows).map(drop)
}

fn insert_all_computed(db: &Db, n: usize) -> relmodel::Result<()> {
    let bio = long("bios", n);
    let users = User::filter(|u| u.profile.is_none()).load(db)?;
    let rows = users.iter().map(|user| NewProfile {
        bio: &bio,
        user_id: user.id,
    });
    Profile::insert_all(db, rows).map(drop)
}

fn insert_graph(db: &Db, n: usize) -> relmodel::Result<()> {
    graph(db, &format!("graph {n}")).map(drop)
}

fn update(db: &Db, n: usize) -> relmodel::Result<()> {
    let mut user = a_user(db)?;
    user.name = long("updated", n);
    user.update(db)
}

fn update_by_query(db: &Db, n: usize) -> relmodel::Result<()> {
    let title = long("by query", n);
    Post::all().update(db, |p| p.title.set(&*title)).map(drop)
}

fn update_reckoned(db: &Db, _: usize) -> relmodel::Result<()> {
    let set = |u: UserFields| (u.level.set(u.level + 1), u.visits.set(u.visits + 2));
    User::all().update(db, set).map(drop)
}

fn update_limited(db: &Db, n: usize) -> relmodel::Result<()> {
    let text = long("limited", n);
    let last = Comment::all().order_by(|c| c.id.desc()).limit(80);
    last.update(db, |c| c.text.set(&*text)).map(drop)
}

fn update_returning(db: &Db, n: usize) -> relmodel::Result<()> {
    let text = long("returning", n);
    let found = Comment::filter(|c| c.id.le(Id::from(60)));
    found.update_returning(db, |c| c.text.set(&*text)).map(drop)
}

fn delete_with_cascade(db: &Db, _: usize) -> relmodel::Result<()> {
    a_user(db)?.delete(db)
}

fn delete_by_query(db: &Db, _: usize) -> relmodel::Result<()> {
    let posts = Post::filter(|p| p.title.starts_with("by query"));
    posts
        .order_by(|p| p.id.desc())
        .limit(200)
        .delete(db)
        .map(drop)
}

fn delete_returning(db: &Db, _: usize) -> relmodel::Result<()> {
    let posts = Post::all().order_by(|p| p.id.desc()).limit(60);
    posts.delete_returning(db).map(drop)
}

fn add(db: &Db, n: usize) -> relmodel::Result<()> {
    let (post, name) = (a_post(db)?, format!("added {n}"));
    db.transaction(|tx| post.tags().add(tx, &NewTag { name: &name }.insert(tx)?))
}

fn add_with(db: &Db, n: usize) -> relmodel::Result<()> {
    let post = a_post(db)?;
    let weight = i64::try_from(n).unwrap();
    let tag = Tag::filter(|t| t.posts.none(|p| p.id.eq(post.id))).order_by(|t| t.id);
    let Some(tag) = tag.first(db)? else {
        return Ok(());
    };
    let link = |post_id, tag_id| NewPostTag { post_id, tag_id }.weight(weight);
    post.tags().add_with(db, &tag, link).map(drop)
}

fn add_all(db: &Db, n: usize) -> relmodel::Result<()> {
    let names: Vec<String> = (0..150).map(|i| format!("tag {n} {i}")).collect();
    db.transaction(|tx| {
        let tags = Tag::insert_all(tx, names.iter().map(|name| NewTag { name }))?;
        a_post(tx)?.tags().add_all(tx, &tags)
    })
}

fn add_children(db: &Db, _: usize) -> relmodel::Result<()> {
    let user = a_user(db)?;
    let mut posts = Post::all().order_by(|p| p.id.desc()).limit(60).load(db)?;
    user.posts().add_all(db, &mut posts)
}

fn update_link(db: &Db, _: usize) -> relmodel::Result<()> {
    let post = a_post(db)?;
    let Some(tag) = post.tags().order_by(|t| t.id).first(db)? else {
        return Ok(());
    };
    let set = |l: PostTagFields| l.weight.set(l.weight + 1);
    post.tags().update_link(db, &tag, set).map(drop)
}

fn remove(db: &Db, _: usize) -> relmodel::Result<()> {
    let user = a_user(db)?;
    let Some(mut post) = user.posts().order_by(|p| p.id).first(db)? else {
        return Ok(());
    };
    user.posts().remove(db, &mut post).map(drop)
}

fn replace(db: &Db, n: usize) -> relmodel::Result<()> {
    let tags = Tag::all()
        .order_by(|t| t.id)
        .offset(n as u64 % 7)
        .limit(40)
        .load(db)?;
    a_post(db)?.tags().replace(db, &tags)
}

fn replace_children(db: &Db, _: usize) -> relmodel::Result<()> {
    let user = a_user(db)?;
    let mut posts = Post::all().order_by(|p| p.id).limit(20).load(db)?;
    user.posts().replace(db, &mut posts)
}

fn clear(db: &Db, _: usize) -> relmodel::Result<()> {
    a_post(db)?.comments().clear(db).map(drop)
}

fn upsert(db: &Db, n: usize) -> relmodel::Result<()> {
    let name = a_user(db)?.name;
    let new = NewUser { name: &name }.visits(i64::try_from(n).unwrap());
    new.upsert(db, |keys| keys.name).map(drop)
}

fn upsert_with(db: &Db, _: usize) -> relmodel::Result<()> {
    let name = a_user(db)?.name;
    let new = NewUser { name: &name }.visits(10);
    let set = |old: UserFields, new: UserFields| old.visits.set(old.visits + new.visits);
    new.upsert_with(db, |keys| keys.name, set).map(drop)
}

fn insert_or_ignore(db: &Db, n: usize) -> relmodel::Result<()> {
    let name = long("ignored", n / 2);
    NewTag { name: &name }
        .insert_or_ignore(db, |keys| keys.name)
        .map(drop)
}

fn find_or_insert(db: &Db, n: usize) -> relmodel::Result<()> {
    let name = long("found", n);
    NewTag { name: &name }
        .find_or_insert(db, |keys| keys.name)
        .map(drop)
}

fn transaction(db: &Db, n: usize) -> relmodel::Result<()> {
    db.transaction(|tx| {
        insert(tx, n + 10_000)?;
        insert_all(tx, n)?;
        a_user(tx)?.delete(tx)?;
        update_by_query(tx, n)
    })
}

fn transaction_with_savepoints(db: &Db, n: usize) -> relmodel::Result<()> {
    db.transaction(|tx| {
        tx.transaction(|tx| update_by_query(tx, n))?;
        let undone = tx.transaction(|tx| {
            insert_all(tx, n)?;
            User::all().delete(tx)?;
            User::find(Id::from(-1)).load(tx)
        });
        assert!(undone.is_err_and(|error| error.is_not_found()));
        tx.transaction(|tx| {
            graph(tx, &format!("within {n}"))?;
            tx.transaction(|tx| delete_returning(tx, n))
        })
    })
}

fn begun_and_committed(db: &Db, n: usize) -> relmodel::Result<()> {
    let tx = db.begin()?;
    insert_all(&tx, n)?;
    let inner = tx.begin()?;
    update_by_query(&inner, n)?;
    inner.rollback()?;
    insert(&tx, n + 20_000)?;
    tx.commit()
}

/// Children come before their owner.
fn deferred_keys(db: &Db, n: usize) -> relmodel::Result<()> {
    db.transaction(|tx| {
        tx.defer_foreign_keys()?;
        let title = long("early", n);
        let user_id = Id::from(2_000_000 + i64::try_from(n).unwrap());
        Post::insert_all(
            tx,
            (0..100).map(|_| NewPost {
                title: &title,
                user_id,
            }),
        )?;
        let owner = User {
            id: user_id,
            name: long("late", n),
            visits: 0,
            level: 0,
        };
        owner.insert(tx).map(drop)
    })
}

fn create_tables(db: &Db, _: usize) -> relmodel::Result<()> {
    db.transaction(|tx| {
        tx.execute_batch("DROP TABLE IF EXISTS late")?;
        schema![Late].create(tx)?;
        let names: Vec<String> = (0..50).map(|n| long("row", n)).collect();
        Late::insert_all(tx, names.iter().map(|name| NewLate { name })).map(drop)
    })
}
