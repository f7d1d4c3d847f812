//! Projections: structs whose fields say what is loaded.

mod fields;
mod nested;
mod selected;

use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post, inverse = author)]
#[has_many(comments: Comment)]
#[has_one(profile: Profile)]
pub struct User {
    pub id: Id<User>,
    pub name: String,
    pub email: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Profile {
    pub id: Id<Profile>,
    pub bio: Option<String>,
    #[unique]
    #[belongs_to(User)]
    pub user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(comments: Comment)]
#[many_to_many(tags: Tag, through = PostTag)]
pub struct Post {
    pub id: Id<Post>,
    pub title: String,
    pub likes: i64,
    #[belongs_to(author: User)]
    pub user_id: Id<User>,
    #[belongs_to(editor: User)]
    pub editor_id: Option<Id<User>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Comment {
    pub id: Id<Comment>,
    pub text: String,
    #[belongs_to(Post)]
    pub post_id: Id<Post>,
    #[belongs_to(User)]
    pub user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Tag {
    pub id: Id<Tag>,
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct PostTag {
    #[key]
    #[belongs_to(Post)]
    pub post_id: Id<Post>,
    #[key]
    #[belongs_to(Tag)]
    pub tag_id: Id<Tag>,
}

/// Ann wrote two posts, and has a profile without a bio; Bob edited one, and has neither.
fn world() -> Db {
    let db = Db::open_in_memory().unwrap();
    schema![User].create(&db).unwrap();
    db.execute_batch(
        "INSERT INTO user VALUES (1, 'ann', 'a@x'), (2, 'bob', NULL);
         INSERT INTO profile VALUES (1, NULL, 1);
         INSERT INTO post VALUES (1, 'A', 5, 1, 2), (2, 'B', 7, 1, NULL);
         INSERT INTO comment VALUES (1, 'x', 1, 2), (2, 'y', 1, 1), (3, 'z', 2, 2);
         INSERT INTO tag VALUES (1, 'rust'), (2, 'orm');
         INSERT INTO post_tag VALUES (1, 1), (1, 2), (2, 2);",
    )
    .unwrap();
    db
}
