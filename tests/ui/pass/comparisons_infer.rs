//! What a column is compared with is inferred, with nothing to annotate.

use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post, inverse = author)]
struct User {
    id: Id<User>,
    name: String,
    nick: Option<String>,
    age: Option<i32>,
    score: f64,
    active: bool,
    picture: Option<Vec<u8>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Post {
    id: Id<Post>,
    title: String,
    #[belongs_to(author: User)]
    user_id: Id<User>,
    #[belongs_to(editor: User)]
    editor_id: Option<Id<User>>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Post].create(&db)?;
    let (text, id) = (String::from("john"), Id::from(1));
    let nobody: Option<&str> = None;
    let names = vec![text.clone()];
    let ids: Vec<Id<User>> = vec![id];
    let john = NewUser {
        name: &text,
        score: 1.0,
        active: true,
    }
    .insert(&db)?;
    let conditions: Vec<Query<User>> = vec![
        User::filter(|u| u.name.eq("john")),
        User::filter(|u| u.name.eq(&text)),
        User::filter(|u| u.name.eq(text.clone())),
        User::filter(|u| u.name.eq(text.as_str())),
        User::filter(|u| u.age.eq(None)),
        User::filter(|u| u.age.ne(30)),
        User::filter(|u| u.age.ne(Some(30))),
        User::filter(|u| u.nick.eq(None)),
        User::filter(|u| u.nick.ne(Some("j"))),
        User::filter(|u| u.nick.eq(nobody)),
        User::filter(|u| u.nick.ne("j")),
        User::filter(|u| u.nick.ne(u.name)),
        User::filter(|u| u.name.ne(u.nick)),
        User::filter(|u| u.picture.eq(None)),
        User::filter(|u| u.nick.is_null()),
        User::filter(|u| u.score.gt(0.5)),
        User::filter(|u| u.id.eq(id)),
        User::filter(|u| u.id.eq(john.id)),
        User::filter(|u| u.id.eq(&john.id)),
        User::filter(|u| u.id.eq(Id::from(1))),
        User::filter(|u| u.id.in_([id, john.id])),
        User::filter(|u| u.id.in_(ids)),
        User::filter(|u| u.id.in_([1, 2].map(Id::from))),
        User::filter(|u| u.name.in_(["john", "jane"])),
        User::filter(|u| u.name.in_(&names)),
        User::filter(|u| u.name.in_(names.iter().filter(|name| !name.is_empty()))),
        User::filter(|u| u.age.in_(1..5).not()),
        User::filter(|u| u.active),
        User::filter(|u| u.active.eq(true)),
        User::filter(|u| u.active & !u.posts_by_none()),
        User::filter(|u| u.active | u.age.gt(3)),
        User::filter(|u| u.active.and(true).or(false)),
        User::filter(|u| u.name.contains("oh").and(u.name.starts_with("j"))),
        User::filter(|u| u.nick.ends_with("x").not()),
    ];
    for query in conditions {
        assert_eq!(query.load(&db)?, [john.clone()], "{}", query.to_sql()?);
    }
    Ok(())
}

impl UserFields {
    fn posts_by_none(self) -> Expr<bool> {
        self.name.eq("")
    }
}
