//! Small databases and the models that are written for them, compared letter by letter with `tests/suite/golden/`.
//!
//! `BLESS=1 cargo test -p relmodel-cli --test suite golden` writes the expected files from what is printed now.
//! That they compile, and read the rows, is tested in `databases.rs`.

use std::fs;
use std::path::PathBuf;

use relmodel_cli::{inspect, model, print};

/// The names of the databases.
pub const NAMES: [&str; 6] = ["names", "relations", "links", "keys", "types", "unsaid"];

#[test]
fn any_name_becomes_an_identifier() {
    compare("names");
}

#[test]
fn relations_between_the_same_tables_are_told_apart() {
    compare("relations");
}

#[test]
fn tables_that_link_two_others_are_many_to_many_too() {
    compare("links");
}

#[test]
fn keys_of_every_kind_give_their_type_to_what_points_at_them() {
    compare("keys");
}

#[test]
fn types_are_those_of_the_values_that_are_stored() {
    compare("types");
}

#[test]
fn what_cannot_be_said_is_a_comment() {
    compare("unsaid");
}

#[test]
fn a_database_without_tables_has_no_models() {
    let models = models_of("");
    assert_eq!(
        models,
        "// Models of `test.db`, written by `relmodel models`.\n\nuse relmodel::prelude::*;\n\n\
         // The database has no tables.\n"
    );
}

/// Compares the models of the database that `name.sql` makes with `name.rs`.
#[track_caller]
fn compare(name: &str) {
    let models = models_of(&sql(name));
    let file = folder().join(format!("{name}.rs"));
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, &models).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    for (number, (line, expected)) in models.lines().zip(expected.lines()).enumerate() {
        assert_eq!(line, expected, "{name}.rs, line {}", number + 1);
    }
    assert_eq!(models, expected, "to accept it: BLESS=1 cargo test");
}

fn models_of(sql: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("test.db");
    make(&file, sql);
    let database = inspect::read(&file).unwrap();
    print::print(&model::decide(&database))
}

/// The statements that make a database.
pub fn sql(name: &str) -> String {
    fs::read_to_string(folder().join(format!("{name}.sql"))).unwrap()
}

/// Makes a database. `VACUUM` writes the file of one without tables, too.
pub fn make(file: &std::path::Path, sql: &str) {
    let connection = rusqlite::Connection::open(file).unwrap();
    let sql = format!("PRAGMA foreign_keys = OFF; VACUUM; {sql}");
    connection.execute_batch(&sql).unwrap();
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/suite/golden")
}
