//! Files that are not there, are no database, or are damaged.

use std::fs;

use relmodel::prelude::*;
use tempfile::tempdir;

use super::model;
use crate::models::{User, user};

#[test]
fn a_missing_file_is_made_unless_it_must_exist() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("new.db");
    let error = Db::options().must_exist(true).open(&path).unwrap_err();
    assert!(error.is_cannot_open(), "{error:?}");
    assert!(error.to_string().contains("new.db"), "{error}");
    assert!(!path.exists(), "a failed open leaves no file");
    Db::open(&path).unwrap();
    assert!(path.exists());
    Db::options().must_exist(true).open(&path).unwrap();
}

#[test]
fn a_missing_file_is_not_made_to_be_read_only() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("new.db");
    let error = Db::options().read_only(true).open(&path).unwrap_err();
    assert!(error.is_cannot_open(), "{error:?}");
    assert!(!path.exists());
}

#[test]
fn a_folder_that_is_missing_or_is_the_path_itself_can_not_be_opened() {
    let folder = tempdir().unwrap();
    for path in [
        folder.path().to_path_buf(),
        folder.path().join("no/such.db"),
    ] {
        let error = Db::open(&path).unwrap_err();
        assert!(error.is_cannot_open(), "{error:?}");
        assert!(
            error.to_string().contains(path.to_str().unwrap()),
            "{error}"
        );
    }
}

#[test]
fn a_file_that_is_no_database_is_corrupt() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    let text = "Dear reader, this is no database. ".repeat(100);
    fs::write(&path, &text).unwrap();
    for options in [
        Db::options(),
        Db::options().read_only(true),
        Db::options().wal(false),
    ] {
        let error = options.open(&path).unwrap_err();
        assert!(error.is_corrupt(), "{error:?}");
        assert!(error.to_string().contains("letter.txt"), "{error}");
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        text,
        "the file is left as it was"
    );
}

#[test]
fn a_damaged_page_is_found_when_it_is_read() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("damaged.db");
    let db = Db::options().wal(false).open(&path).unwrap();
    schema![User].create(&db).unwrap();
    let names: Vec<String> = (0..2000).map(|n| format!("user number {n}")).collect();
    User::insert_all(
        &db,
        names.iter().map(|name| crate::models::NewUser { name }),
    )
    .unwrap();
    drop(db);
    let mut bytes = fs::read(&path).unwrap();
    // The schema is on the first page and stays readable.
    bytes[20_000..].fill(0xA5);
    fs::write(&path, bytes).unwrap();

    let db = Db::options().wal(false).open(&path).unwrap();
    let error = User::all().load(&db).unwrap_err();
    assert!(error.is_corrupt(), "{error:?}");
    assert_eq!(model(&error), "User");
    let error = User::all().with(|u| u.posts).load(&db).unwrap_err();
    assert!(error.is_corrupt(), "{error:?}");
    assert!(
        db.with_connection(|raw| raw.is_autocommit()),
        "no transaction is left open"
    );
}

#[test]
fn writing_to_a_database_that_is_read_only_says_so() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("fixed.db");
    let db = Db::open(&path).unwrap();
    schema![User].create(&db).unwrap();
    let mut ann = user(&db, "ann");
    drop(db);
    let db = Db::options().read_only(true).open(&path).unwrap();
    ann.name = "anna".into();
    for error in [
        crate::models::NewUser { name: "bob" }
            .insert(&db)
            .unwrap_err(),
        ann.update(&db).unwrap_err(),
        ann.delete(&db).unwrap_err(),
    ] {
        assert!(error.is_read_only(), "{error:?}");
        assert_eq!(model(&error), "User");
    }
    assert_eq!(User::all().load(&db).unwrap()[0].name, "ann");
    let error = schema![crate::models::Employee].create(&db).unwrap_err();
    assert!(error.is_read_only(), "{error:?}");
}

#[test]
fn a_database_that_is_full_refuses_the_row_and_keeps_what_it_has() {
    let db = crate::models::empty();
    db.execute_batch("PRAGMA max_page_count = 30").unwrap();
    let long = "x".repeat(300_000);
    let error = crate::models::NewUser { name: &long }
        .insert(&db)
        .unwrap_err();
    assert!(error.is_full(), "{error:?}");
    assert_eq!(model(&error), "User");
    user(&db, "ann");
    assert_eq!(User::all().count(&db).unwrap(), 1);
}
