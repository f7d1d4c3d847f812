//! Enums and newtypes in private modules, with raw names, under shadowed names, made by a macro.

mod facade {
    pub use relmodel as core;
}

#[allow(dead_code)]
mod shadows {
    pub struct Option;
    pub struct Result;
    pub struct Some;
    pub struct String;
    pub struct Value;
}

mod kinds {
    #[allow(unused_imports)]
    use crate::shadows::*;

    #[derive(relmodel::ColumnType, Debug, Clone, Copy, PartialEq)]
    pub(crate) enum r#Kind {
        r#Async,
        Two2Three,
        HTTPError,
    }

    #[derive(relmodel::ColumnType, Debug, Clone, PartialEq)]
    #[column_type(crate = crate::facade::core)]
    pub(crate) struct Name(pub(crate) std::string::String);
}

use kinds::{Kind, Name};
use relmodel::prelude::*;

const TOP: isize = 7;

macro_rules! level {
    ($name:ident, $($variant:ident = $value:expr),*) => {
        #[derive(ColumnType, Debug, Clone, Copy, PartialEq)]
        #[column_type(integer)]
        enum $name { $($variant = $value),* }
    };
}

level!(Level, Low = -1, Top = TOP);

#[derive(ColumnType, Debug, Clone, Copy, PartialEq)]
#[column_type(integer)]
#[repr(u8)]
enum Only {
    One = 200,
}

#[derive(ColumnType, Debug, Clone, Copy, PartialEq)]
struct Wrapped(Kind);

// The user's own may have the trait's name.
#[allow(dead_code)]
struct ColumnType;

#[derive(Model, Debug, PartialEq)]
struct Sample {
    id: Id<Sample>,
    kind: Kind,
    level: Level,
    only: Only,
    #[column(default = "two2_three")]
    wrapped: Wrapped,
    name: Option<Name>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    let schema = schema![Sample];
    schema.create(&db)?;
    assert!(schema.sql().contains("('async', 'two2_three', 'http_error')"), "{}", schema.sql());
    let sample = NewSample { kind: Kind::HTTPError, level: Level::Top, only: Only::One }
        .name(Name("n".into()))
        .insert(&db)?;
    assert_eq!(sample.wrapped, Wrapped(Kind::Two2Three));
    assert_eq!(sample.reload(&db)?, sample);
    NewSample { kind: Kind::Async, level: Level::Low, only: Only::One }.insert(&db)?;
    assert_eq!(Sample::filter(|s| s.level.in_([Level::Low])).count(&db)?, 1);
    Ok(())
}
