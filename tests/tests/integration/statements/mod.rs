//! How many statements a load runs, and which: for each kind of relation and each strategy, on no owner, one and many.

mod accessors;
mod belongs_to;
mod has_many;
mod has_one;
mod many_to_many;
mod nested;
mod self_relations;
mod writes;

use std::fmt::Debug;

use relmodel::prelude::*;
use relmodel_tests::statements;

use crate::models::filled;

/// Loads from a database with no owner, one and three. The rows, each shown as a line, are the first lines,
/// `per_owner` of them for each owner; the statements are those given, but without owners only the first of them.
fn loads<T: Debug>(
    load: impl Fn(&Db) -> relmodel::Result<Vec<T>>,
    line: impl Fn(T) -> String,
    lines: &[&str],
    expected: &[&str],
) {
    let per_owner = lines.len() / 3;
    for owners in [0, 1, 3] {
        let db = filled(owners);
        let (rows, ran) = statements(&db, || load(&db).unwrap());
        let mut shown: Vec<String> = rows.into_iter().map(&line).collect();
        shown.sort();
        assert_eq!(shown, lines[..per_owner * owners], "with {owners} owners");
        let expected = if owners == 0 {
            &expected[..1]
        } else {
            expected
        };
        assert_eq!(ran, expected, "with {owners} owners");
    }
}

/// `name: a b`, the parts in alphabetical order, since none was asked for.
fn line<'a>(name: &str, parts: impl IntoIterator<Item = &'a String>) -> String {
    let mut parts: Vec<&str> = parts.into_iter().map(String::as_str).collect();
    parts.sort_unstable();
    format!("{name}: {}", parts.join(" "))
}
