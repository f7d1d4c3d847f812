//! The rows of many owners come in one list, and each owner is given its own: in whatever order they come, and however often.

use std::collections::BTreeMap;

use relmodel::prelude::*;
use relmodel_tests::Random;

use crate::models::*;

/// Users, posts that come to them by turns, and tags on the posts by chance.
fn by_turns(users: usize, posts: usize, seed: u64) -> Db {
    let db = empty();
    let mut random = Random::new(seed);
    let names: Vec<String> = (0..users).map(|n| format!("u{n}")).collect();
    let users = User::insert_all_keys(&db, names.iter().map(|name| NewUser { name })).unwrap();
    let names: Vec<String> = (0..5).map(|n| format!("t{n}")).collect();
    let tags = Tag::insert_all_keys(&db, names.iter().map(|name| NewTag { name })).unwrap();
    for n in 0..posts {
        let (title, user_id) = (&*format!("p{n}"), users[n % users.len()]);
        let editor = random.pick(&users).copied();
        let new = NewPost { title, user_id }.editor_id(editor.filter(|_| random.chance(70)));
        let post_id = new.insert_key(&db).unwrap();
        let count = random.below(4);
        let links = random.some(&tags, count);
        let links = links
            .into_iter()
            .map(|tag_id| NewPostTag { post_id, tag_id });
        PostTag::insert_all_keys(&db, links).unwrap();
    }
    db
}

/// What there is, by plain loads of whole tables.
struct Plain {
    users: BTreeMap<Id<User>, User>,
    posts: Vec<Post>,
    tags: BTreeMap<Id<Tag>, Tag>,
    links: Vec<PostTag>,
}

impl Plain {
    fn of(db: &Db) -> Self {
        let users = User::all().order_by(|u| u.id).load(db).unwrap();
        let tags = Tag::all().order_by(|t| t.id).load(db).unwrap();
        Self {
            users: users.into_iter().map(|user| (user.id, user)).collect(),
            posts: Post::all().order_by(|p| p.id).load(db).unwrap(),
            tags: tags.into_iter().map(|tag| (tag.id, tag)).collect(),
            links: PostTag::all().load(db).unwrap(),
        }
    }

    fn posts_of(&self, user: &User) -> Vec<Post> {
        let posts = self.posts.iter();
        posts
            .filter(|post| post.user_id == user.id)
            .cloned()
            .collect()
    }

    fn tags_of(&self, post: &Post) -> Vec<Tag> {
        let links = self.links.iter().filter(|link| link.post_id == post.id);
        sorted(links.map(|link| self.tags[&link.tag_id].clone()).collect())
    }

    fn posts_with(&self, tag: &Tag) -> Vec<Post> {
        let is_with = |post: &&Post| self.tags_of(post).contains(tag);
        self.posts.iter().filter(is_with).cloned().collect()
    }
}

trait Keyed {
    fn key(&self) -> i64;
}

impl Keyed for Post {
    fn key(&self) -> i64 {
        self.id.get()
    }
}

impl Keyed for Tag {
    fn key(&self) -> i64 {
        self.id.get()
    }
}

fn sorted<T: Keyed>(mut rows: Vec<T>) -> Vec<T> {
    rows.sort_by_key(Keyed::key);
    rows
}

#[test]
fn rows_that_come_by_turns_are_each_its_owners() {
    for (seed, (users, posts)) in (0..).zip([(1, 0), (1, 5), (3, 40), (7, 200)]) {
        let db = by_turns(users, posts, seed);
        let plain = Plain::of(&db);
        let session = db.session();
        for loaded in [
            User::all().with(|u| u.posts).load(&db).unwrap(),
            User::all()
                .with(|u| u.posts.subquery())
                .load(&session)
                .unwrap(),
            User::all()
                .with(|u| u.posts.subquery().order_by(|p| p.id))
                .load(&session)
                .unwrap(),
            User::all()
                .with(|u| u.posts.order_by(|p| p.title))
                .load(&session)
                .unwrap(),
            User::all()
                .order_by(|u| u.name.desc())
                .with(|u| u.posts)
                .load(&db)
                .unwrap(),
            User::all().with(|u| u.posts.joined()).load(&db).unwrap(),
        ] {
            assert_eq!(loaded.len(), users);
            for (user, posts) in loaded {
                assert_eq!(sorted(posts), plain.posts_of(&user));
            }
        }
    }
}

#[test]
fn several_owners_with_one_key_each_get_all_of_its_rows() {
    let db = by_turns(3, 20, 1);
    let plain = Plain::of(&db);
    let query = Post::all()
        .with(|p| p.author.batched().with(|u| u.posts))
        .with(|p| p.editor.batched().with(|u| u.posts.subquery()));
    let joined = Post::all()
        .with(|p| p.author.with(|u| u.posts))
        .with(|p| p.editor.with(|u| u.posts));
    for loaded in [query.load(&db).unwrap(), joined.load(&db).unwrap()] {
        assert_eq!(loaded.len(), 20);
        for (post, (author, posts), editor) in loaded {
            assert_eq!(author, plain.users[&post.user_id]);
            assert_eq!(sorted(posts), plain.posts_of(&author));
            assert_eq!(editor.as_ref().map(|(editor, _)| editor.id), post.editor_id);
            if let Some((editor, posts)) = editor {
                assert_eq!(sorted(posts), plain.posts_of(&editor));
            }
        }
    }
}

#[test]
fn owners_that_come_several_times_below_a_many_to_many_each_get_theirs() {
    for seed in 0..6 {
        let db = by_turns(3, 25, seed);
        let plain = Plain::of(&db);
        for loaded in [
            Tag::all()
                .with(|t| t.posts.with(|p| p.tags.with(|t| t.posts)))
                .load(&db)
                .unwrap(),
            Tag::all()
                .with(|t| {
                    t.posts
                        .subquery()
                        .with(|p| p.tags.subquery().with(|t| t.posts.subquery()))
                })
                .load(&db)
                .unwrap(),
            Tag::all()
                .with(|t| {
                    t.posts
                        .order_by(|p| p.title.desc())
                        .with(|p| p.tags.with(|t| t.posts.joined()))
                })
                .load(&db)
                .unwrap(),
        ] {
            for (tag, posts) in loaded {
                let found = posts.iter().map(|(post, _)| post.clone()).collect();
                assert_eq!(sorted(found), plain.posts_with(&tag));
                for (post, tags) in posts {
                    let found = tags.iter().map(|(tag, _)| tag.clone()).collect();
                    assert_eq!(sorted(found), plain.tags_of(&post));
                    for (tag, posts) in tags {
                        assert_eq!(sorted(posts), plain.posts_with(&tag));
                    }
                }
            }
        }
    }
}

#[test]
fn lists_of_rows_that_come_one_after_the_other_have_no_room_to_spare() {
    let db = by_turns(20, 333, 0);
    let users = User::all()
        .order_by(|u| u.id)
        .with(|u| u.posts.with(|p| p.tags))
        .load(&db)
        .unwrap();
    let mut rows = 0;
    for (_, posts) in &users {
        assert_eq!(posts.capacity(), posts.len());
        for (_, tags) in posts {
            assert_eq!(tags.capacity(), tags.len());
            rows += tags.len();
        }
        rows += posts.len();
    }
    assert!(rows > 600, "{rows}");
}
