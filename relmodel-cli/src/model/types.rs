//! The type of a column: what its declaration says, if what it holds agrees.

use super::Base;
use crate::inspect::{Column, Values};

/// The type, and why it is not the declared one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verified {
    pub(super) base: Base,
    pub(super) why: Option<String>,
}

/// What values of a column are read as.
pub(super) fn verified(column: &Column) -> Verified {
    let (declared, values) = (declared(&column.declared), &column.values);
    let base = match declared {
        Declared::Type(base) if holds(base, values) => base,
        Declared::Unless(base) if values.none() => base,
        _ => stored(values),
    };
    let why = match declared {
        Declared::Type(declared) if declared != base => Some(format!(
            "Declared as {}, but it holds {}.",
            column.declared,
            listed(values)
        )),
        Declared::Unless(_) if base == Base::Any && !values.none() => {
            Some(format!("It holds {}.", listed(values)))
        }
        _ => None,
    };
    Verified { base, why }
}

/// What a declaration says.
#[derive(Clone, Copy)]
enum Declared {
    /// This type.
    Type(Base),
    /// Nothing, so that the values say; this if there are none.
    Unless(Base),
}

fn declared(declared: &str) -> Declared {
    let name = declared.to_ascii_uppercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if name == "ANY" {
        Declared::Type(Base::Any)
    } else if has(&["INT"]) {
        Declared::Type(Base::Integer)
    } else if has(&["BOOL"]) {
        Declared::Type(Base::Bool)
    // Firebird's `BLOB SUB_TYPE TEXT` is text, too.
    } else if has(&["CHAR", "CLOB", "TEXT"]) {
        Declared::Type(Base::Text)
    } else if has(&["BLOB", "BINARY"]) {
        Declared::Type(Base::Blob)
    } else if has(&["REAL", "FLOA", "DOUB", "DEC", "NUM", "MONEY"]) {
        Declared::Type(Base::Real)
    } else if name.is_empty() {
        Declared::Unless(Base::Any)
    } else if has(&["DATE", "TIME", "ID", "JSON", "STRING", "ENUM", "XML", "URL"]) {
        Declared::Unless(Base::Text)
    } else {
        Declared::Unless(Base::Any)
    }
}

/// Whether a type reads all values.
fn holds(base: Base, values: &Values) -> bool {
    let Values {
        integers,
        reals,
        texts,
        blobs,
        ..
    } = *values;
    match base {
        Base::Integer | Base::Id(_) => reals + texts + blobs == 0,
        Base::Real => texts + blobs == 0,
        Base::Bool => reals + texts + blobs + values.not_bool == 0,
        Base::Text => integers + reals + blobs == 0,
        Base::Blob => integers + reals + texts == 0,
        Base::Any => true,
    }
}

/// The narrowest type that reads all values.
fn stored(values: &Values) -> Base {
    let bases = [Base::Integer, Base::Real, Base::Text, Base::Blob];
    let mut bases = bases.into_iter();
    bases
        .find(|base| !values.none() && holds(*base, values))
        .unwrap_or(Base::Any)
}

/// `3 texts and 20 integers`
fn listed(values: &Values) -> String {
    let kinds = [
        (values.integers, "integer"),
        (values.reals, "real"),
        (values.texts, "text"),
        (values.blobs, "BLOB"),
    ];
    let kinds = kinds.into_iter().filter(|(count, _)| *count > 0);
    let kinds: Vec<_> = kinds
        .map(|(count, kind)| format!("{count} {kind}{}", if count == 1 { "" } else { "s" }))
        .collect();
    match &*kinds {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
