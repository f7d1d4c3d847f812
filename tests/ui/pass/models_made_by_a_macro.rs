//! A `macro_rules!` may write models.

use relmodel::prelude::*;

macro_rules! model {
    ($name:ident { $($field:ident: $type:ty = $default:literal),* $(,)? } of $owner:ty as $relation:ident) => {
        #[derive(Model, Debug, Clone, PartialEq)]
        struct $name {
            id: Id<$name>,
            $(#[column(default = $default)] $field: $type,)*
            #[belongs_to($relation: $owner)]
            owner_id: Id<$owner>,
        }
    };
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
}

model! {
    Post { title: String = "untitled", likes: i64 = 0 } of User as author
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let john = NewUser {}.insert(&db)?;
    let post = NewPost { owner_id: john.id }.likes(2).insert(&db)?;
    assert_eq!(post.title, "untitled");
    assert_eq!(
        john.posts().filter(|p| p.likes.gt(1)).load(&db)?,
        [post.clone()]
    );
    assert_eq!(post.author().load(&db)?, john);
    Ok(())
}
