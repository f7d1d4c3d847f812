//! Models of several modules, all of them and what is made for them imported by globs.

use blog::*;
use people::*;
use relmodel::prelude::*;

mod prelude {
    pub use crate::blog::*;
    pub use crate::people::*;
    pub use relmodel::prelude::*;
}

mod people {
    use crate::prelude::*;

    #[derive(Model, Debug, Clone, PartialEq)]
    #[has_many(posts: Post)]
    #[many_to_many(read: Post, through = Reading)]
    pub struct User {
        pub id: Id<User>,
        pub name: String,
    }
}

mod blog {
    use crate::prelude::*;

    #[derive(Model, Debug, Clone, PartialEq)]
    #[many_to_many(readers: User, through = Reading)]
    pub struct Post {
        pub id: Id<Post>,
        #[belongs_to(author: User)]
        pub user_id: Id<User>,
        pub title: Option<String>,
    }

    #[derive(Model, Debug, Clone, PartialEq)]
    pub struct Reading {
        #[key]
        #[belongs_to(Post)]
        pub post_id: Id<Post>,
        #[key]
        #[belongs_to(User)]
        pub user_id: Id<User>,
    }
}

fn titled(p: PostFields) -> Expr<bool> {
    p.title.is_null().not()
}

fn draft(user: &User) -> NewPostWith<'static> {
    NewPost { user_id: user.id }.title("Draft")
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let john = NewUser { name: "john" }.insert(&db)?;
    let post = draft(&john).insert(&db)?;
    post.readers().add(&db, &john)?;
    let readers = |u: UserFields| u.read.any(titled);
    assert_eq!(User::filter(readers).load(&db)?, [john.clone()]);
    assert_eq!(john.posts().load(&db)?, [post]);
    Ok(())
}
