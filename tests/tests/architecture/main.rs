//! The architecture as tests: what ARCHITECTURE.md claims, read from the sources.
//!
//! Each rule is one test, and each has a second test that shows it a bad sample: a rule that can't
//! fail protects nothing. The rules themselves are in `rules.rs`, `traits.rs` and `links.rs`. Nothing here runs relmodel.

#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reports by panicking"
)]
#![allow(
    unreachable_pub,
    reason = "a test program exports nothing: `pub` is the short word for what modules share"
)]

mod links;
mod rules;
mod samples;
mod tokens;
mod traits;

use std::fs;
use std::path::{Path, PathBuf};

use relmodel_tests::workspace_root;
use rules::Source;

/// The modules of `relmodel/src`, lowest first: a module names itself and those before it.
/// ARCHITECTURE.md shows the same order.
const LAYERS: &[&str] = &[
    "error",
    "value",
    "schema",
    "sql",
    "db",
    "row",
    "record",
    "expr",
    "query",
    "projection",
    "relation",
    "write",
    "model",
];
/// `migrate` stands beside the upper layers: it works on descriptions, never on queries.
const MIGRATE_USES: &[&str] = &["error", "value", "schema", "sql", "db"];
/// What only gathers names. In turn no layer names these.
const NAME_ANYTHING: &[&str] = &["bounds", "lib", "prelude", "private"];

/// Public traits whose absence is never what a user is told, and why.
const SILENT: &[(&str, &str)] = &[
    (
        "Beside",
        "every `Include` that a `Push` has a place for: these tell",
    ),
    (
        "Cardinality",
        "the shapes of a result, all of them relmodel's",
    ),
    ("Collect", "in a private module, without a name outside"),
    ("Keep", "in a private module, without a name outside"),
    ("DateFunctions", "every `Expression`: that tells"),
    (
        "ForeignKey",
        "made by the derive for each `belongs_to`: `BelongsTo` and `Named` tell",
    ),
    (
        "Linkable",
        "every collection whose link is `OnlyKeys`: that tells",
    ),
    (
        "Loading",
        "every `Relation`, refined or not, which only the derive makes",
    ),
    ("Model", "every `Record`: that tells"),
    ("NumberFunctions", "every `Expression`: that tells"),
    ("Origin", "every kind of query, all of them relmodel's"),
    (
        "Related",
        "made by the derive for each `Relation` that it makes",
    ),
    ("Sealed", "every `Executor`: that tells"),
    ("TextFunctions", "every `Expression`: that tells"),
    (
        "Uniqueness",
        "every key that is found: `BelongsTo` and `Named` tell",
    ),
    (
        "FieldShape",
        "every shape, for the fields that `ManyField`, `OptionalField` and `Projection` tell of",
    ),
];

#[test]
fn imports_go_one_way_through_the_layers() {
    let names = rules::root_names(&read("relmodel/src/lib.rs"));
    let check = |source: &Source| rules::imports_against_the_order(source, &names);
    none(code_of("relmodel").iter().flat_map(check));
}

#[test]
fn architecture_md_shows_the_order_that_is_checked() {
    let document = read("ARCHITECTURE.md");
    let order = LAYERS.join(" ← ");
    assert!(
        document.contains(&order),
        "ARCHITECTURE.md does not contain the line\n{order}"
    );
}

#[test]
fn every_module_is_described_in_architecture_md() {
    let document = read("ARCHITECTURE.md");
    let folder = workspace_root().join("relmodel/src");
    let mut missing = Vec::new();
    for entry in fs::read_dir(&folder).expect("relmodel/src can be listed") {
        let entry = entry.expect("an entry can be read");
        let name = entry
            .file_name()
            .into_string()
            .expect("a file name is UTF-8");
        let path = format!(
            "`relmodel/src/{name}{}`",
            if entry.path().is_dir() { "/" } else { "" }
        );
        if !document.contains(&path) {
            missing.push(format!("ARCHITECTURE.md says nothing about {path}"));
        }
    }
    none(missing);
}

/// The files that name rusqlite.
const RUSQLITE: [&str; 4] = [
    "db/at_once.rs",
    "db/failure.rs",
    "db/prepared.rs",
    "db/sqlite.rs",
];

#[test]
fn rusqlite_is_named_only_where_sqlite_is_entered() {
    let sources = code_of("relmodel");
    let elsewhere = sources
        .iter()
        .filter(|source| !RUSQLITE.contains(&&*source.path));
    none(elsewhere.flat_map(rules::rusqlite_named));
}

#[test]
fn every_source_file_opens_by_saying_what_it_is_for() {
    let sources = ["relmodel", "relmodel-derive", "relmodel-cli"].map(sources_of);
    none(sources.concat().iter().flat_map(rules::opening_missing));
}

#[test]
fn expand_sees_only_the_validated_model() {
    let sources = code_of("relmodel-derive");
    let expand: Vec<&Source> = sources
        .iter()
        .filter(|source| source.top() == "expand")
        .collect();
    assert!(
        !expand.is_empty(),
        "relmodel-derive/src/expand has no files: did the folder move?"
    );
    none(expand.into_iter().flat_map(rules::expand_imports_beyond_ir));
}

#[test]
fn every_path_named_in_architecture_md_exists() {
    let root = workspace_root();
    none(rules::paths_missing(&read("ARCHITECTURE.md"), |path| {
        root.join(path).exists()
    }));
}

#[test]
fn every_link_between_pages_leads_to_a_file_and_a_heading() {
    let root = workspace_root();
    let mut pages: Vec<String> = ["README", "ARCHITECTURE", "CONTRIBUTING", "CHANGELOG"]
        .map(|name| format!("{name}.md"))
        .into();
    pages.push("tests/README.md".to_owned());
    for folder in ["docs", "docs/design"] {
        for entry in fs::read_dir(root.join(folder)).expect("the folder is there") {
            let name = entry.expect("an entry can be read").file_name();
            let name = name.to_string_lossy();
            if name.ends_with(".md") {
                pages.push(format!("{folder}/{name}"));
            }
        }
    }
    let text = |path: &str| {
        let path = root.join(path);
        path.exists()
            .then(|| fs::read_to_string(path).unwrap_or_default())
    };
    none(
        pages
            .iter()
            .flat_map(|page| links::broken(page, &read(page), text)),
    );
}

#[test]
fn every_test_named_in_architecture_md_exists() {
    let mut code = String::new();
    for folder in [
        "relmodel",
        "relmodel-derive",
        "relmodel-cli/tests",
        "tests/tests",
        "examples/tests",
    ] {
        for file in rust_files(&workspace_root().join(folder)) {
            code += &fs::read_to_string(file).expect("a source file can be read");
        }
    }
    let named = rules::tests_named(&read("ARCHITECTURE.md"));
    assert!(!named.is_empty(), "ARCHITECTURE.md names no test");
    none(named.into_iter().filter_map(|(line, name)| {
        let function = format!("fn {name}(");
        (!code.contains(&function)).then(|| format!("line {line}: there is no test `{name}`"))
    }));
}

#[test]
fn every_crate_forbids_unsafe_code() {
    for package in ["relmodel", "relmodel-derive", "relmodel-cli"] {
        let lib = read(&format!("{package}/src/lib.rs"));
        assert!(
            rules::forbids_unsafe(&lib),
            "{package} lacks `#![forbid(unsafe_code)]`"
        );
    }
}

#[test]
fn sql_is_written_in_the_sql_module_only() {
    let sources = code_of("relmodel");
    let elsewhere = sources.iter().filter(|source| source.top() != "sql");
    none(elsewhere.flat_map(rules::sql_text));
}

#[test]
fn every_public_trait_says_what_is_missing() {
    none(traits::without_words(&code_of("relmodel"), SILENT));
}

#[test]
fn every_integration_test_file_is_part_of_the_program() {
    let folder = workspace_root().join("tests/tests/integration");
    let files: Vec<String> = fs::read_dir(&folder)
        .expect("the folder of the integration tests can be listed")
        .map(|entry| entry.expect("an entry can be read").path())
        .map(|path| {
            path.file_stem()
                .expect("a file has a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    none(rules::modules_not_declared(
        &read("tests/tests/integration/main.rs"),
        &files,
    ));
}

/// Fails with every problem, one a line.
#[track_caller]
fn none(problems: impl IntoIterator<Item = String>) {
    let problems: Vec<String> = problems.into_iter().collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// The text of a file of the repository.
fn read(path: &str) -> String {
    fs::read_to_string(workspace_root().join(path))
        .unwrap_or_else(|error| panic!("{path} can't be read: {error}"))
}

/// The source files of a package, test files included, and recorded expansions left out.
fn sources_of(package: &str) -> Vec<Source> {
    let src = workspace_root().join(package).join("src");
    let sources: Vec<Source> = rust_files(&src)
        .into_iter()
        .filter(|file| !file.starts_with(src.join("snapshots")))
        .map(|file| Source {
            path: file
                .strip_prefix(&src)
                .expect("the file was found below src")
                .to_string_lossy()
                .replace('\\', "/"),
            text: fs::read_to_string(&file).expect("a source file can be read"),
        })
        .collect();
    assert!(
        !sources.is_empty(),
        "{package}/src has no files: did the folder move?"
    );
    sources
}

/// The source files of a package that are not tests of their own module.
fn code_of(package: &str) -> Vec<Source> {
    let is_test = |source: &Source| {
        source
            .path
            .split('/')
            .any(|p| p == "tests" || p == "tests.rs")
    };
    sources_of(package)
        .into_iter()
        .filter(|source| !is_test(source))
        .collect()
}

/// All `.rs` files below a folder, in the order of their paths.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{} can't be listed: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
