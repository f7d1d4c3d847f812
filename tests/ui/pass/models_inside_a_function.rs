//! A model may be local to a function or a block.

use relmodel::prelude::*;

fn main() -> relmodel::Result<()> {
    #[derive(Model, Debug, PartialEq)]
    #[has_many(posts: Post)]
    struct User {
        id: Id<User>,
        name: String,
    }

    #[derive(Model, Debug, PartialEq)]
    struct Post {
        id: Id<Post>,
        #[belongs_to(User)]
        user_id: Id<User>,
    }

    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let john = NewUser { name: "john" }.insert(&db)?;
    let post = NewPost { user_id: john.id }.insert(&db)?;
    {
        #[derive(Model, Debug, PartialEq)]
        struct User {
            id: Id<User>,
        }
        assert!(User::all().load(&db).is_ok());
    }
    assert_eq!(
        User::all().with(|u| u.posts).load(&db)?,
        [(john, vec![post])]
    );
    Ok(())
}
