//! Changing rows without loading them: by a query, by a unique key, and by the link to another row.

mod computed_keys;
mod conflicts;
mod deleting;
mod links;
mod shared_columns;
mod updating;

use relmodel::prelude::*;
use relmodel_tests::memory_db;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
    #[unique]
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(tags: Tag, through = PostTag)]
#[unique(user_id, title)]
struct Post {
    id: Id<Post>,
    title: String,
    subtitle: Option<String>,
    #[column(default = 0)]
    likes: i64,
    #[column(default = 5)]
    stars: u8,
    #[column(generated = "likes * 10")]
    heat: i64,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(posts: Post, through = PostTag)]
struct Tag {
    #[key]
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct PostTag {
    #[key]
    #[belongs_to(Post)]
    #[cascade]
    post_id: Id<Post>,
    #[key]
    #[belongs_to(tag: Tag)]
    #[cascade]
    tag_name: String,
    weight: i64,
    note: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless)]
struct Event {
    kind: String,
    count: i64,
}

/// Two users; `ann` has the posts `a`, `b` and `c` with 1, 2 and 3 likes.
fn blog() -> (Db, User, User) {
    let db = memory_db();
    schema![User, Event].create(&db).unwrap();
    let [ann, bob] = ["ann", "bob"].map(|name| NewUser { name }.insert(&db).unwrap());
    for (title, likes) in [("a", 1), ("b", 2), ("c", 3)] {
        let post = NewPost {
            title,
            user_id: ann.id,
        };
        post.likes(likes).insert(&db).unwrap();
    }
    (db, ann, bob)
}

/// The titles and likes of all posts.
fn likes(db: &Db) -> Vec<(String, i64)> {
    let posts = Post::all()
        .order_by(|p| p.id)
        .select(|p| (p.title, p.likes));
    posts.load(db).unwrap()
}

fn expected(likes: &[(&str, i64)]) -> Vec<(String, i64)> {
    let likes = likes.iter();
    likes
        .map(|(title, likes)| ((*title).to_owned(), *likes))
        .collect()
}
