//! Attributes stand in any order, above and between each other, and commas may end their lists.

use relmodel::prelude::*;

#[derive(Debug, Model)]
#[unique(name, age)]
/// A user.
#[has_many(posts: Post,)]
#[model(table = "person", new = "Person")]
#[index(age, name)]
#[many_to_many(tags: Tag, to = tag, through = PostTag, from = user,)]
#[derive(Clone, PartialEq)]
#[check("age >= 0")]
#[check("length(name) > 0")]
struct User {
    name: String,
    age: i64,
    /// The key needn't come first.
    id: Id<User>,
}

#[derive(PartialEq, Model, Debug, Clone)]
struct Post {
    #[cascade(update, delete_orphan)]
    #[index]
    #[belongs_to(author: User,)]
    #[column(name = "author")]
    user_id: Id<User>,
    #[key(auto)]
    number: u32,
}

#[derive(Clone, Debug, Model, PartialEq)]
struct Tag {
    #[unique]
    #[column(collate = "NOCASE", default = "x", name = "label")]
    #[check("label <> ''")]
    name: String,
    id: Id<Tag>,
}

#[derive(Clone, Debug, PartialEq, Model)]
struct PostTag {
    #[cascade]
    #[key]
    #[belongs_to(Tag)]
    tag_id: Id<Tag>,
    #[belongs_to(User, on_update = cascade, on_delete = restrict)]
    #[key]
    user_id: Id<User>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let ann = Person {
        name: "ann",
        age: 3,
    };
    let ann = ann.insert(&db)?;
    let post = NewPost { user_id: ann.id }.insert(&db)?;
    let tag = NewTag {}.name("T").insert(&db)?;
    ann.tags().add(&db, &tag)?;
    // The key is a tuple in the order of the fields.
    assert!(PostTag::find((tag.id, ann.id)).exists(&db)?);
    let loaded = User::all().with(|u| u.posts).with(|u| u.tags).one(&db)?;
    assert_eq!(loaded, (ann, vec![post], vec![tag]));
    Ok(())
}
