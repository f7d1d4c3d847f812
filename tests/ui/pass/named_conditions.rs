//! Conditions are values: they have names, are passed on, joined in loops, kept and given back.

use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
    name: String,
    age: Option<i64>,
    active: bool,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Post {
    id: Id<Post>,
    likes: i64,
    #[belongs_to(User)]
    user_id: Id<User>,
}

fn adult(u: UserFields) -> Expr<bool> {
    u.age.ge(18)
}

fn popular(p: PostFields) -> Expr<bool> {
    p.likes.gt(100)
}

fn named(name: &str) -> impl Fn(UserFields) -> Expr<bool> {
    move |u| u.name.eq(name)
}

fn writes(u: UserFields) -> Expr<bool> {
    u.posts.any(popular)
}

fn oldest(query: Query<User>) -> Query<User> {
    query.order_by(|u| (u.age.desc(), u.id)).limit(1)
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let john = NewUser {
        name: "john",
        active: true,
    }
    .age(30)
    .insert(&db)?;
    NewUser {
        name: "jane",
        active: false,
    }
    .insert(&db)?;
    NewPost {
        likes: 200,
        user_id: john.id,
    }
    .insert(&db)?;

    assert_eq!(User::filter(adult).load(&db)?, [john.clone()]);
    assert_eq!(User::filter(named("john")).load(&db)?, [john.clone()]);
    assert_eq!(
        User::filter(|u| adult(u).and(writes(u))).load(&db)?,
        [john.clone()]
    );
    assert_eq!(
        oldest(User::filter(|u| u.active)).load(&db)?,
        [john.clone()]
    );
    assert_eq!(User::filter(|u| !(adult(u) | u.active)).count(&db)?, 1);

    let mut query = User::all();
    for name in ["jane", "jack"] {
        query = query.filter(|u| u.name.ne(name));
    }
    assert_eq!(query.clone().load(&db)?, query.load(&db)?);
    let any = User::filter(|u| any_of(["john", "jane"].map(|name| u.name.eq(name))));
    assert_eq!(any.count(&db)?, 2);
    let conditions: [fn(UserFields) -> Expr<bool>; 2] = [adult, writes];
    let all = User::filter(|u| all_of(conditions.iter().map(|condition| condition(u))));
    assert_eq!(all.load(&db)?, [john]);
    Ok(())
}
