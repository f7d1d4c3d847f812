//! What must not compile, with the text that the user reads, and what must compile and run.
//!
//! `tests/ui/pass/` holds the programs that compile; every other folder of `tests/ui/` is a theme
//! of mistakes. `tests/README.md` says how to write and to bless a case.

#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reports by panicking"
)]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use relmodel_tests::{say_skipped, workspace_root};

/// Clippy does not see the cases themselves. It sees this one, whose lints are strict, from here.
#[cfg(clippy)]
#[path = "../ui/pass/strict_lints.rs"]
#[allow(dead_code, reason = "its `main` is run as a case")]
pub mod strict_lints;

/// The compiler whose words the `.stderr` files hold. Others put the same mistake differently, so
/// the texts are compared only with this one. It moves together with all `.stderr` files.
const PINNED_RUSTC: &str = "1.95";

#[test]
fn every_mistake_is_told_in_the_recorded_words() {
    let rustc = rustc_version();
    if !is_pinned(&rustc) {
        say_skipped(
            "the texts of compile errors (tests/ui)",
            &format!("they are those of rustc {PINNED_RUSTC}, and this is {rustc}"),
        );
        return;
    }
    let mistakes = cases(&["rs"])
        .into_iter()
        .filter(|case| !compiles(case))
        .collect();
    // Apart from the passing cases: alone, all of them are checked by one run of cargo.
    run(mistakes, trybuild::TestCases::compile_fail);
}

#[test]
fn every_good_model_compiles_and_runs() {
    let good = cases(&["rs"])
        .into_iter()
        .filter(|case| compiles(case))
        .collect();
    run(good, trybuild::TestCases::pass);
}

/// A mistake without a text is reported by `trybuild`.
#[test]
fn every_recorded_text_belongs_to_a_mistake() {
    let mut lonely = cases(&["stderr"]);
    lonely.retain(|text| compiles(text) || !package().join(text).with_extension("rs").is_file());
    assert!(lonely.is_empty(), "these belong to no mistake: {lonely:#?}");
}

/// Cases with more errors than mistakes.
const REPEATED: &[(&str, usize)] = &[
    // The sizes of types are checked apart, and that of `New…` by its last field.
    ("a_borrowed_text_is_not_a_column", 2),
    ("a_column_has_a_column_type", 2),
    ("a_model_is_not_a_column", 2),
    // A name that is not found, once for each generated item that says it.
    ("a_misspelt_target_is_not_found", 3),
    ("a_type_that_does_not_exist_is_not_a_column", 2),
    // The generated struct and the user's have one name: rustc goes on with the user's.
    ("the_new_struct_has_a_name_of_its_own", 2),
    // Both operands, both elements, both sides.
    ("conditions_are_not_joined_by_double_ampersands", 2),
    ("find_takes_a_composite_key_in_its_order", 2),
    ("many_to_many_goes_through_a_model", 2),
    // What is no model has no fields either; what is no projection can't be read either.
    ("a_projection_is_of_a_model", 2),
    ("a_row_of_a_list_is_a_projection", 2),
    // What is no model can't be loaded either.
    ("belongs_to_leads_to_a_model", 2),
    ("has_many_leads_to_a_model", 3),
    // The type of the relation has one place, that of its first key.
    ("to_names_a_belongs_to", 2),
    ("two_exchanged_sides_are_two_errors", 3),
];

#[test]
fn a_mistake_gives_one_error() {
    let mut wrong = Vec::new();
    for case in cases(&["stderr"]) {
        let name = case.file_stem().and_then(OsStr::to_str).unwrap();
        let mistakes = match name {
            _ if name.ends_with("_are_two_errors") => 2,
            _ if name.ends_with("_are_three_errors") => 3,
            _ => 1,
        };
        let repeated = REPEATED.iter().find(|(repeated, _)| *repeated == name);
        let expected = repeated.map_or(mistakes, |(_, errors)| *errors);
        let text = fs::read_to_string(package().join(&case)).expect("a .stderr file can be read");
        let found = text
            .lines()
            .filter(|line| line.starts_with("error"))
            .count();
        if found != expected {
            wrong.push(format!(
                "{}: {found} errors, not {expected}",
                case.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}\n", wrong.join("\n"));
}

#[test]
fn no_message_opens_with_an_internal_name() {
    let mut leaks = Vec::new();
    for case in cases(&["stderr"]) {
        let text = fs::read_to_string(package().join(&case)).expect("a .stderr file can be read");
        leaks.extend(internal_headlines(&text).map(|line| format!("{}: {line}", case.display())));
    }
    assert!(
        leaks.is_empty(),
        "say it in the user's words:\n{}\n",
        leaks.join("\n")
    );
}

#[test]
fn an_internal_name_is_seen_in_the_headline_only() {
    let leak = "error[E0277]: `relmodel::__private::Fk` is missing\n --> a.rs:1:1\n";
    assert_eq!(internal_headlines(leak).count(), 1);
    let hash = "error[E0277]: `Post` is not `BelongsTo<User, 9036332894136256754>`\n";
    assert_eq!(internal_headlines(hash).count(), 1);
    let fine = "error: `Tag` does not belong to `User`\n  = note: required by `__private::Fk`\n";
    assert_eq!(internal_headlines(fine).count(), 0);
}

#[test]
fn the_pinned_compiler_is_told_from_its_neighbours() {
    assert!(is_pinned("1.95.0"));
    assert!(is_pinned("1.95.1"));
    assert!(!is_pinned("1.96.0"));
    assert!(!is_pinned("1.950.0"));
    assert!(!is_pinned("1.95.0-nightly"));
}

fn run(cases: Vec<PathBuf>, expect: fn(&trybuild::TestCases, PathBuf)) {
    // Even an empty set of cases builds every dependency once more.
    if cases.is_empty() {
        return;
    }
    let tests = trybuild::TestCases::new();
    for case in cases {
        expect(&tests, case);
    }
}

/// The files of `tests/ui/*/` with one of these endings, in order, as paths inside the package.
fn cases(endings: &[&str]) -> Vec<PathBuf> {
    let package = package();
    let mut cases = Vec::new();
    for theme in list(&package.join("ui")) {
        for file in list(&theme) {
            if file
                .extension()
                .is_some_and(|end| endings.iter().any(|ending| end == *ending))
            {
                let case = file
                    .strip_prefix(&package)
                    .expect("the case is in the package");
                cases.push(case.to_path_buf());
            }
        }
    }
    cases.sort();
    cases
}

/// The folder of this package.
fn package() -> PathBuf {
    workspace_root().join("tests")
}

/// What is in a folder; nothing if it does not exist.
fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .map(|entry| entry.expect("an entry can be read").path())
        .collect()
}

fn compiles(case: &Path) -> bool {
    case.starts_with("ui/pass")
}

/// The first lines of errors that name what only generated code may name, or what no user can
/// read: a trait that has no words of its own, a hash.
fn internal_headlines(stderr: &str) -> impl Iterator<Item = &str> {
    stderr.lines().filter(|line| {
        let is_internal = ["__p", "the trait bound", "KeyType"]
            .iter()
            .any(|name| line.contains(name));
        let mut words = line.split(|letter: char| !letter.is_ascii_digit());
        line.starts_with("error") && (is_internal || words.any(|digits| digits.len() > 9))
    })
}

fn is_pinned(version: &str) -> bool {
    let patch = version
        .strip_prefix(PINNED_RUSTC)
        .and_then(|rest| rest.strip_prefix('.'));
    patch.is_some_and(|patch| patch.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The version of the compiler that cargo uses here, such as `1.95.0` or `1.96.0-nightly`.
fn rustc_version() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .arg("--version")
        .output()
        .expect("rustc runs");
    let text = String::from_utf8(output.stdout).expect("rustc prints UTF-8");
    text.split_whitespace()
        .nth(1)
        .expect("rustc prints its version")
        .to_owned()
}
