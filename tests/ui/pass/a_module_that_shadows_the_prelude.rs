//! Generated code names nothing that a module can shadow.

#![allow(dead_code, reason = "what shadows is there to be in the way")]

use relmodel::Db;

mod shadowed {
    use ::relmodel::{Id, Model};

    pub struct Option;
    pub struct Result;
    pub struct String;
    pub struct Vec;
    pub struct Box;
    pub struct Some;
    pub struct None;
    pub struct Ok;
    pub struct Err;
    pub struct PhantomData;
    pub trait Clone {}
    pub trait Copy {}
    pub trait Default {}
    pub trait From {}
    pub trait Into {}
    pub trait Iterator {}
    pub trait Sized {}
    pub trait Send {}
    pub mod core {}
    pub mod std {}
    pub mod relmodel {}
    pub mod __p {}

    #[allow(unused_macros)]
    macro_rules! assert {
        () => {};
    }
    #[allow(unused_imports)]
    use assert;

    type Text = ::std::string::String;
    type Maybe<T> = ::std::option::Option<T>;

    #[derive(Model)]
    #[has_many(posts: Post)]
    #[has_one(first: Badge)]
    #[many_to_many(friends: User, through = Friendship, from = left, to = right)]
    pub struct User {
        pub id: Id<User>,
        pub name: Text,
        #[column(default = "")]
        pub nick: Text,
        pub age: Maybe<i64>,
    }

    #[derive(Model)]
    pub struct Post {
        pub id: Id<Post>,
        #[belongs_to(User, on_delete = set_null)]
        pub user_id: ::std::option::Option<Id<User>>,
    }

    #[derive(Model)]
    pub struct Badge {
        pub id: Id<Badge>,
        #[belongs_to(User)]
        #[unique]
        #[cascade(delete_orphan)]
        pub user_id: Id<User>,
    }

    #[derive(Model)]
    pub struct Friendship {
        #[key]
        #[belongs_to(left: User)]
        pub left_id: Id<User>,
        #[key]
        #[belongs_to(right: User)]
        pub right_id: Id<User>,
    }
}

use relmodel::prelude::*;
use shadowed::{NewUser, User};

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let john = NewUser {
        name: "john",
        age: None,
    }
    .nick("j")
    .insert(&db)?;
    assert_eq!(john.nick, "j");
    assert!(
        User::all().with(|u| u.posts).with(|u| u.first).load(&db)?[0]
            .1
            .is_empty()
    );
    Ok(())
}
