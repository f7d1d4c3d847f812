//! Databases that others made, and the small ones of `golden`: their models compile without a change,
//! and read every row of every table and every relation, without any DDL of ours.
//!
//! Where the databases are not beside the repository the test says that they were skipped.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use relmodel_cli::{inspect, model, print};
use relmodel_tests::{real_bytes, workspace_root};

use crate::{golden, program};

const DATABASES: [&str; 5] = [
    "northwind.db",
    "sakila.db.zst",
    "mondial.db.zst",
    "stackexchange.db.zst",
    "baseball.db.zst",
];

#[test]
fn models_of_databases_that_exist_compile_and_read_every_row() {
    // Always the same folder, so that cargo finds what it built before.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("databases");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).unwrap();
    let mut names = unpack(&folder);
    for name in golden::NAMES {
        let file = folder.join(format!("{name}.db"));
        golden::make(&file, &golden::sql(name));
        names.push(name.to_owned());
    }
    write(&folder, &names);
    let built = cargo(
        &folder,
        &["build", "--offline", "--quiet", "--color", "never"],
    );
    let messages = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{messages}");
    // Only what a letter looks like may be warned of: the database decides that.
    let mut warnings = messages
        .split("\n\n")
        .filter(|warning| warning.contains("--> src/"));
    let odd =
        |warning: &str| warning.contains("uncommon_codepoints") || warning.contains("confusable");
    assert!(warnings.all(odd), "{messages}");
    let program = target().join("debug").join("models_of_databases");
    let read = Command::new(program).arg(&folder).output().unwrap();
    let messages = String::from_utf8_lossy(&read.stderr);
    assert!(read.status.success(), "{messages}");
    let read = String::from_utf8(read.stdout).unwrap();
    println!("{read}");
    assert_eq!(read.lines().count(), names.len());
}

/// Copies the databases into the folder, and gives their names.
fn unpack(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for database in DATABASES {
        let Some(bytes) = real_bytes(database) else {
            continue;
        };
        let (name, _) = database.split_once('.').unwrap();
        fs::write(folder.join(format!("{name}.db")), bytes).unwrap();
        names.push(name.to_owned());
    }
    names
}

/// Writes a crate with the models of each database and a program that reads it.
fn write(folder: &Path, names: &[String]) {
    let workspace = workspace_root();
    let manifest = format!(
        "[package]\nname = \"models_of_databases\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nrelmodel = {{ path = {:?} }}\n\n\
         [profile.dev]\ndebug = false\nincremental = false\n\n[workspace]\n",
        workspace.join("relmodel")
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    // The versions that are downloaded already.
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    for name in names {
        let database = inspect::read(&folder.join(format!("{name}.db"))).unwrap();
        let models = model::decide(&database);
        let file = |name: String| folder.join("src").join(name);
        fs::write(file(format!("{name}.rs")), print::print(&models)).unwrap();
        fs::write(
            file(format!("check_{name}.rs")),
            program::check(name, &models),
        )
        .unwrap();
    }
    fs::write(folder.join("src/main.rs"), program::main(names)).unwrap();
}

/// Where the crate is built: the next run finds relmodel and SQLite compiled.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("models_of_databases")
}

fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(cargo);
    cargo
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        // What the outer build is told is not meant for this one.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo.output().unwrap()
}
