//! The models that several files use: each kind of relation once, with few columns. And rows for them.

use relmodel::prelude::*;
use relmodel_tests::memory_db;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post, inverse = author)]
#[has_many(edited: Post, inverse = editor)]
#[has_one(profile: Profile)]
pub struct User {
    pub id: Id<User>,
    #[unique]
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Profile {
    pub id: Id<Profile>,
    pub bio: Option<String>,
    #[belongs_to(User)]
    #[unique]
    #[cascade(delete_orphan)]
    pub user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(comments: Comment)]
#[many_to_many(tags: Tag, through = PostTag)]
pub struct Post {
    pub id: Id<Post>,
    pub title: String,
    #[belongs_to(author: User)]
    #[cascade(delete_orphan)]
    pub user_id: Id<User>,
    #[belongs_to(editor: User, on_delete = set_null)]
    pub editor_id: Option<Id<User>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Comment {
    pub id: Id<Comment>,
    pub text: String,
    #[belongs_to(Post)]
    #[cascade(delete_orphan)]
    pub post_id: Id<Post>,
    #[belongs_to(User)]
    #[cascade]
    pub user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(posts: Post, through = PostTag)]
pub struct Tag {
    pub id: Id<Tag>,
    #[unique]
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct PostTag {
    #[key]
    #[belongs_to(Post)]
    #[cascade]
    pub post_id: Id<Post>,
    #[key]
    #[belongs_to(Tag)]
    #[cascade]
    pub tag_id: Id<Tag>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(reports: Employee)]
pub struct Employee {
    pub id: Id<Employee>,
    pub name: String,
    #[belongs_to(manager: Employee)]
    pub manager_id: Option<Id<Employee>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(following: Person, through = Follow, from = follower, to = followed)]
#[many_to_many(followers: Person, through = Follow, from = followed, to = follower)]
pub struct Person {
    pub id: Id<Person>,
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Follow {
    #[key]
    #[belongs_to(follower: Person)]
    #[cascade]
    pub follower_id: Id<Person>,
    #[key]
    #[belongs_to(followed: Person)]
    #[cascade]
    pub followed_id: Id<Person>,
}

/// A database with the tables of all models, and no rows.
pub fn empty() -> Db {
    let db = memory_db();
    schema![User, Employee, Person].create(&db).unwrap();
    db
}

pub fn user(db: &Db, name: &str) -> User {
    NewUser { name }.insert(db).unwrap()
}

pub fn post(db: &Db, title: &str, author: &User) -> Post {
    let user_id = author.id;
    NewPost { title, user_id }.insert(db).unwrap()
}

pub fn comment(db: &Db, text: &str, post: &Post, user: &User) -> Comment {
    let (post_id, user_id) = (post.id, user.id);
    NewComment {
        text,
        post_id,
        user_id,
    }
    .insert(db)
    .unwrap()
}

pub fn tag(db: &Db, name: &str) -> Tag {
    NewTag { name }.insert(db).unwrap()
}

pub fn employee(db: &Db, name: &str, manager: Option<&Employee>) -> Employee {
    NewEmployee { name }
        .manager_id(manager.map(|manager| manager.id))
        .insert(db)
        .unwrap()
}

pub fn person(db: &Db, name: &str) -> Person {
    NewPerson { name }.insert(db).unwrap()
}

/// The n-th user has a profile, two posts, of which the user edits the second,
/// and on the first two comments and two tags; the n-th boss has one report; the n-th star one fan.
pub fn filled(owners: usize) -> Db {
    let db = empty();
    for n in 1..=owners {
        let user = user(&db, &format!("user {n}"));
        let bio = format!("bio {n}");
        let profile = NewProfile { user_id: user.id }.bio(&bio);
        profile.insert(&db).unwrap();
        let first = post(&db, &format!("{n}a"), &user);
        let mut second = post(&db, &format!("{n}b"), &user);
        second.editor_id = Some(user.id);
        second.update(&db).unwrap();
        for place in ["x", "y"] {
            comment(&db, &format!("comment {n}{place}"), &first, &user);
            let tag = tag(&db, &format!("tag {n}{place}"));
            first.tags().add(&db, &tag).unwrap();
        }
        let boss = employee(&db, &format!("boss {n}"), None);
        employee(&db, &format!("report {n}"), Some(&boss));
        let star = person(&db, &format!("star {n}"));
        let fan = person(&db, &format!("fan {n}"));
        fan.following().add(&db, &star).unwrap();
    }
    db
}
