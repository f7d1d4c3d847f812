//! Settings, read back from SQLite.

use std::time::Duration;

use relmodel::prelude::*;
use relmodel_tests::{integer, texts};
use rusqlite::config::DbConfig;
use tempfile::tempdir;

use crate::models::{User, empty, user};

fn pragma(db: &Db, name: &str) -> String {
    db.with_connection(|raw| {
        let value = raw.query_row(&format!("PRAGMA {name}"), [], |row| {
            row.get_ref(0).map(|v| format!("{v:?}"))
        });
        value.unwrap()
    })
}

#[test]
fn a_file_is_opened_with_what_keeps_it_right_and_fast() {
    let folder = tempdir().unwrap();
    let db = Db::open(folder.path().join("a.db")).unwrap();
    assert_eq!(pragma(&db, "foreign_keys"), "Integer(1)");
    assert_eq!(texts(&db, "PRAGMA journal_mode"), ["wal"]);
    assert_eq!(pragma(&db, "synchronous"), "Integer(1)");
    assert_eq!(pragma(&db, "trusted_schema"), "Integer(0)");
}

#[test]
fn a_database_in_memory_enforces_its_keys_too() {
    let db = Db::open_in_memory().unwrap();
    assert_eq!(pragma(&db, "foreign_keys"), "Integer(1)");
    assert_eq!(pragma(&db, "trusted_schema"), "Integer(0)");
}

/// Otherwise SQLite compiles a statement again for each new value that is bound to it, once there are statistics.
#[test]
fn plans_do_not_depend_on_the_values_that_are_bound() {
    let db = Db::open_in_memory().unwrap();
    let is_on = |setting| db.with_connection(|raw| raw.db_config(setting).unwrap());
    assert!(is_on(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG));
    assert!(is_on(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY));
    assert!(!is_on(DbConfig::SQLITE_DBCONFIG_DQS_DML));
    assert!(!is_on(DbConfig::SQLITE_DBCONFIG_DQS_DDL));
    assert!(!is_on(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA));
}

#[test]
fn a_misspelt_name_in_double_quotes_is_an_error_and_no_text() {
    let db = empty();
    user(&db, "ann");
    let query =
        |sql: &str| db.with_connection(|raw| raw.query_row(sql, [], |row| row.get::<_, String>(0)));
    assert!(query(r#"SELECT "nme" FROM user"#).is_err());
    assert_eq!(query(r#"SELECT "name" FROM user"#).unwrap(), "ann");
    assert!(
        db.execute_batch(r#"CREATE VIEW v AS SELECT * FROM user WHERE name = "ann""#)
            .is_err()
            || query("SELECT name FROM v").is_err()
    );
    assert!(
        db.execute_batch(r#"CREATE INDEX i ON user ("nme")"#)
            .is_err()
    );
}

#[test]
fn every_setting_can_be_chosen() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.db");
    let options = Db::options()
        .wal(false)
        .foreign_keys(false)
        .busy_timeout(Duration::from_millis(70));
    let db = options.open(&path).unwrap();
    assert_eq!(pragma(&db, "foreign_keys"), "Integer(0)");
    assert_eq!(texts(&db, "PRAGMA journal_mode"), ["delete"]);
    assert_eq!(pragma(&db, "synchronous"), "Integer(2)");
}

#[test]
fn wal_stays_in_the_file() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.db");
    let db = Db::open(&path).unwrap();
    schema![User].create(&db).unwrap();
    drop(db);
    let db = Db::options().wal(false).open(&path).unwrap();
    assert_eq!(texts(&db, "PRAGMA journal_mode"), ["wal"]);
}

#[test]
fn reading_alone_leaves_the_journal_mode_as_it_is() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.db");
    let db = Db::options().wal(false).open(&path).unwrap();
    schema![User].create(&db).unwrap();
    user(&db, "ann");
    drop(db);
    let db = Db::options().read_only(true).open(&path).unwrap();
    assert_eq!(texts(&db, "PRAGMA journal_mode"), ["delete"]);
    assert_eq!(User::all().with(|u| u.posts).load(&db).unwrap().len(), 1);
    assert_eq!(pragma(&db, "foreign_keys"), "Integer(1)");
}

#[test]
fn a_path_is_a_path_and_a_uri_only_when_asked_for() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("plain.db");
    drop(Db::open(&path).unwrap());
    let uri = format!("file:{}?mode=ro", path.display());
    assert!(
        Db::options()
            .must_exist(true)
            .open(&uri)
            .unwrap_err()
            .is_cannot_open()
    );
    let db = Db::options().uri(true).wal(false).open(&uri).unwrap();
    assert!(schema![User].create(&db).unwrap_err().is_read_only());
}

#[test]
fn a_database_moves_between_threads() {
    let db = empty();
    let db = std::thread::spawn(move || {
        user(&db, "ann");
        db
    })
    .join()
    .unwrap();
    assert_eq!(User::all().count(&db).unwrap(), 1);
}

#[test]
fn what_is_written_is_there_when_the_file_is_opened_again() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.db");
    let db = Db::open(&path).unwrap();
    schema![User].create(&db).unwrap();
    user(&db, "ann");
    drop(db);
    let db = Db::open(&path).unwrap();
    schema![User].create(&db).unwrap();
    assert_eq!(User::all().one(&db).unwrap().name, "ann");
}

#[test]
fn the_connection_of_rusqlite_is_at_hand() {
    let db = empty();
    let changed = db.with_connection(|raw| {
        raw.execute("INSERT INTO user (name) VALUES (?1)", ["ann"])
            .unwrap()
    });
    assert_eq!(changed, 1);
    assert_eq!(integer(&db, "SELECT count(*) FROM user"), 1);
}

#[test]
fn keys_are_enforced_whatever_the_settings_of_the_sqlite_that_is_linked() {
    let db = empty();
    let error = db
        .execute_batch("INSERT INTO post (title, user_id) VALUES ('a', 99)")
        .unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
}

#[test]
fn names_that_sqlite_reads_otherwise_are_plain_names() {
    assert!(Db::open("").unwrap_err().is_cannot_open());
    let error = Db::open(":memory:").unwrap_err();
    assert!(error.is_cannot_open());
    assert!(error.to_string().contains("open_in_memory"), "{error}");
}

#[test]
fn many_connections_may_make_one_file_at_once() {
    for _ in 0..10 {
        let folder = tempdir().unwrap();
        let path = folder.path().join("new.db");
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| Db::open(&path).unwrap());
            }
        });
    }
}

#[test]
fn a_file_that_refuses_wal_keeps_its_own_safety() {
    let folder = tempdir().unwrap();
    let uri = format!(
        "file:{}?vfs=unix-none",
        folder.path().join("a.db").display()
    );
    let db = Db::options().uri(true).open(uri).unwrap();
    let mode: String = db.with_connection(|raw| {
        raw.query_row("PRAGMA journal_mode", [], |row| row.get(0))
            .unwrap()
    });
    assert_ne!(mode, "wal");
    assert_eq!(integer(&db, "PRAGMA synchronous"), 2);
}
