//! A target is found by its type, however it is spelled: aliases, paths, re-exports, `Self`.

use relmodel::prelude::*;

mod accounts {
    pub mod inner {
        use relmodel::prelude::*;

        #[derive(Model, Debug, Clone, PartialEq)]
        #[has_many(posts: super::super::Article)]
        #[has_many(invited: Self, inverse = host)]
        pub struct Account {
            pub id: Id<Self>,
            #[belongs_to(host: Self)]
            pub host_id: Option<Id<Self>>,
        }
    }

    pub use inner::{Account as Member, NewAccount};
}

use accounts::Member as User;

type UserId = Id<User>;
type Person = accounts::inner::Account;
type Title = String;

#[derive(Model, Debug, Clone, PartialEq)]
struct Post {
    id: Id<Post>,
    title: Title,
    #[belongs_to(author: crate::accounts::Member)]
    user_id: UserId,
}

type Article = Post;

#[derive(Model, Debug, Clone, PartialEq)]
struct Counter {
    #[key(auto)]
    number: Number,
    #[belongs_to(post: self::Article)]
    #[unique]
    post_id: relmodel::Id<Article>,
}

type Number = i64;

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Person, Counter].create(&db)?;
    let john = accounts::NewAccount {}.insert(&db)?;
    let jane = accounts::NewAccount {}.host_id(john.id).insert(&db)?;
    assert_eq!(john.invited().load(&db)?, [jane]);
    let post = NewPost {
        title: "First",
        user_id: john.id,
    }
    .insert(&db)?;
    assert_eq!(john.posts().load(&db)?, [post.clone()]);
    let counter = NewCounter { post_id: post.id }.insert(&db)?;
    assert_eq!((counter.number, counter.post().load(&db)?), (1, post));
    Ok(())
}
