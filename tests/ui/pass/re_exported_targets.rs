//! Models that know each other by re-exports only.

use relmodel::prelude::*;

mod model {
    mod post {
        use crate::model::User;
        use relmodel::prelude::*;

        #[derive(Model, Debug, PartialEq)]
        pub struct Post {
            pub id: Id<Post>,
            #[belongs_to(author: User)]
            pub user_id: Id<User>,
        }
    }

    mod user {
        use super::Post;
        use relmodel::prelude::*;

        #[derive(Model, Debug, PartialEq)]
        #[has_many(posts: Post)]
        pub struct User {
            pub id: Id<User>,
            pub name: String,
        }
    }

    pub use post::*;
    pub use user::{NewUser, User, UserFields};
}

fn by_john(p: model::PostFields) -> Expr<bool> {
    p.author.is(|u: model::UserFields| u.name.eq("john"))
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![model::User].create(&db)?;
    let john = model::NewUser { name: "john" }.insert(&db)?;
    let post = model::NewPost { user_id: john.id }.insert(&db)?;
    assert_eq!(model::Post::filter(by_john).load(&db)?, [post]);
    Ok(())
}
