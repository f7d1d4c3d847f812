//! The command: what it prints where, and with which exit code it ends.

use std::fs;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::golden;

#[test]
fn models_go_to_the_terminal() {
    let (_folder, file) = database();
    let output = relmodel(&["models", &file]);
    assert_eq!((code(&output), error(&output)), (0, String::new()));
    assert!(printed(&output).contains("pub struct User {"));
}

#[test]
fn out_writes_the_models_into_a_file_and_says_nothing() {
    let (folder, file) = database();
    let out = folder.path().join("models.rs");
    fs::write(
        &out,
        "what was there before, which may be longer than the models of one table, but is gone",
    )
    .unwrap();
    let output = relmodel(&["models", &file, "--out", out.to_str().unwrap()]);
    assert_eq!((code(&output), error(&output)), (0, String::new()));
    assert_eq!(printed(&output), "");
    let written = fs::read_to_string(&out).unwrap();
    assert_eq!(written, printed(&relmodel(&["models", &file])));
}

#[test]
fn the_database_is_not_changed() {
    let (folder, file) = database();
    let before = fs::read(&file).unwrap();
    assert_eq!(code(&relmodel(&["models", &file])), 0);
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn help_says_what_there_is() {
    let output = relmodel(&["--help"]);
    assert_eq!(code(&output), 0);
    assert!(printed(&output).contains("models  Write the Rust models"));
    let output = relmodel(&["models", "--help"]);
    let help = printed(&output);
    for word in [
        "Usage: relmodel models [OPTIONS] <FILE.db>",
        "-o, --out <FILE>",
        "Examples:",
    ] {
        assert!(help.contains(word), "{help}");
    }
    assert!(printed(&relmodel(&["--version"])).starts_with("relmodel 0."));
}

#[test]
fn what_the_command_does_not_know_is_a_mistake_of_the_user() {
    for arguments in [
        &["modles"][..],
        &["models"],
        &["models", "a.db", "--uot", "b"],
        &[],
    ] {
        let output = relmodel(arguments);
        assert_eq!(
            (code(&output), printed(&output)),
            (2, String::new()),
            "{arguments:?}"
        );
    }
    assert!(error(&relmodel(&["modles"])).contains("a similar subcommand exists: 'models'"));
}

#[test]
fn a_file_that_cannot_be_read_is_a_plain_sentence() {
    let (folder, file) = database();
    let here = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(
        here("text.db"),
        "This is a text, and no database, although it is longer than a header.",
    )
    .unwrap();
    for (arguments, sentence) in [
        (
            vec!["models", "/no/such.db"],
            "there is no file `/no/such.db`".to_owned(),
        ),
        (
            vec!["models", &here("text.db")],
            format!(
                "`{}` is not a SQLite database, or it is encrypted",
                here("text.db")
            ),
        ),
        (
            vec!["models", &here("")],
            format!("`{}` is a folder: give the file of a database", here("")),
        ),
        (
            vec!["models", &file, "--out", &file],
            format!(
                "the models would overwrite the database `{file}`: give another file to `--out`"
            ),
        ),
        (
            vec!["models", &file, "--out", "/no/such/folder.rs"],
            "`/no/such/folder.rs` can't be written: No such file or directory (os error 2)"
                .to_owned(),
        ),
    ] {
        let output = relmodel(&arguments);
        assert_eq!(error(&output), format!("error: {sentence}\n"));
        assert_eq!((code(&output), printed(&output)), (1, String::new()));
    }
}

fn database() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("test.db");
    golden::make(
        &file,
        "CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT)",
    );
    let file = file.to_str().unwrap().to_owned();
    (folder, file)
}

fn relmodel(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_relmodel");
    Command::new(program).args(arguments).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn error(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
