//! A model's own methods win over the verbs it gets, which stay within reach.

use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
struct User {
    id: Id<User>,
    name: String,
}

impl User {
    fn all() -> Query<User> {
        <User as Model>::filter(|u| u.name.ne("root"))
    }

    fn update(&self) -> &'static str {
        "mine"
    }

    fn filter(name: &str) -> Query<User> {
        User::all().filter(|u| u.name.eq(name))
    }
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    NewUser { name: "root" }.insert(&db)?;
    let john = NewUser { name: "john" }.insert(&db)?;
    assert_eq!(User::all().load(&db)?, [john.clone()]);
    assert_eq!(User::filter("john").one(&db)?, john);
    assert_eq!(<User as Model>::all().count(&db)?, 2);
    assert_eq!(john.update(), "mine");
    Model::update(&john, &db)?;
    Ok(())
}
