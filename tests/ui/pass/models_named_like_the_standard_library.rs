//! Models named as items of the standard library's prelude: what is generated does not mean those.

#![allow(dead_code, reason = "some only stand in the way")]

use relmodel::prelude::*;

type Text = ::std::string::String;

#[derive(Model)]
#[has_many(boxes: Box)]
#[many_to_many(results: Result, through = Option)]
struct Vec {
    id: Id<Vec>,
    string: Text,
    count: ::std::option::Option<i64>,
}

#[derive(Model)]
struct Box {
    id: Id<Box>,
    #[belongs_to(Vec)]
    vec_id: Id<Vec>,
}

#[derive(Model)]
struct Result {
    id: Id<Result>,
}

#[derive(Model)]
struct Option {
    #[key]
    #[belongs_to(Vec)]
    vec_id: Id<Vec>,
    #[key]
    #[belongs_to(Result)]
    result_id: Id<Result>,
}

#[derive(Model)]
#[has_one(some: Some)]
struct String {
    id: Id<String>,
}

#[derive(Model)]
struct Some {
    id: Id<Some>,
    #[unique]
    #[belongs_to(String)]
    string_id: ::core::option::Option<Id<String>>,
}

#[derive(Model)]
struct Iterator {
    id: Id<Iterator>,
    #[column(default = true)]
    default: bool,
}

#[derive(Model)]
struct Default {
    id: Id<Default>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Vec, String, Iterator, Default].create(&db)?;
    let vec = NewVec { string: "a" }.count(1).insert(&db)?;
    NewBox { vec_id: vec.id }.insert(&db)?;
    vec.results().add(&db, &NewResult {}.insert(&db)?)?;
    let loaded = Vec::all().with(|v| v.boxes).with(|v| v.results).one(&db)?;
    assert_eq!((loaded.1.len(), loaded.2.len()), (1, 1));
    let string = NewString {}.insert(&db)?;
    NewSome {}.string_id(string.id).insert(&db)?;
    assert!(string.some().load(&db)?.is_some());
    assert!(NewIterator {}.default(true).insert(&db)?.default);
    NewDefault {}.insert(&db)?;
    Ok(())
}
