//! A model and its columns may be deprecated: who uses them is warned, and what is generated is not.

#![deny(warnings, deprecated)]

use relmodel::prelude::*;

mod old {
    use relmodel::prelude::*;

    #[derive(Model, Debug, Clone, PartialEq)]
    #[has_many(posts: Post)]
    pub struct User {
        pub id: Id<User>,
        #[deprecated = "write `name`"]
        pub nick: Option<String>,
        #[deprecated]
        #[column(default = 0)]
        pub age: i64,
        #[allow(dead_code)]
        pub name: String,
    }

    #[derive(Model, Debug, Clone, PartialEq)]
    pub struct Post {
        pub id: Id<Post>,
        #[belongs_to(User)]
        #[deprecated(note = "ask for the user")]
        pub user_id: Option<Id<User>>,
    }
}

use old::{NewPost, NewUser, User};

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let john = NewUser { name: "john" }.insert(&db)?;
    let mut post = NewPost {}.insert(&db)?;
    john.posts().add(&db, &mut post)?;
    assert_eq!(
        User::all().with(|u| u.posts).load(&db)?,
        [(john, vec![post])]
    );
    Ok(())
}
