//! SQLite's plans of what the examples run: no table is scanned, and nothing is sorted, where an index is there. The pages of the guide are checked as they run.

#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reports by panicking"
)]

mod samples;
mod watched;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use relmodel::prelude::*;
use relmodel_examples::plans;

// A module for each program, and the list of them. What they print is compared in `output.rs`.
include!(concat!(env!("OUT_DIR"), "/programs.rs"));

#[test]
fn no_statement_of_the_examples_scans_or_sorts_where_an_index_is_there() {
    let mut refused = Vec::new();
    for (name, run) in PROGRAMS {
        assert_eq!(run(), ExitCode::SUCCESS, "example `{name}`");
        let mut statements = watched::take();
        statements.extend(printed(name));
        let db = Db::open_in_memory().unwrap();
        let (ddl, statements): (Vec<_>, Vec<_>) =
            statements.iter().partition(|sql| sql.starts_with("CREATE "));
        for sql in ddl {
            db.execute_batch(sql).unwrap();
        }
        let reads = |sql: &&&String| sql.starts_with("SELECT ");
        assert!(statements.iter().filter(reads).count() > 0, "example `{name}` was not watched");
        for sql in statements {
            let faults = plans::faults(&db, sql);
            if !faults.is_empty() {
                refused.push(format!("example `{name}`: {}:\n{sql}", faults.join("; ")));
            }
        }
    }
    assert!(refused.is_empty(), "\n{}\n", refused.join("\n"));
}

/// The statements that a program prints. It watches its database by itself then, so that nobody else can.
fn printed(name: &str) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("expected").join(format!("{name}.txt"));
    let text =
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let is_statement = |line: &&str| {
        ["SELECT ", "INSERT ", "UPDATE ", "DELETE "].iter().any(|verb| line.starts_with(verb))
    };
    text.lines().map(str::trim_start).filter(is_statement).map(str::to_owned).collect()
}
