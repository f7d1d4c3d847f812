//! Plans that must be refused, and plans that must not: a rule that can't fail would go unnoticed.

use relmodel::prelude::*;
use relmodel_examples::plans::{self, Step, Tables};

/// Statements that SQLite plans badly, and what is to be said of them.
const REFUSED: [(&str, &str); 10] = [
    (
        r#"SELECT 1 FROM "user" AS t0 CROSS JOIN "post" AS t1 ON instr(t1."title", t0."name") > 0"#,
        "`post` is scanned for each row of what is before it",
    ),
    (
        r#"SELECT 1 FROM "user" AS t0 LEFT JOIN "post" AS t1 ON t1."title" = t0."name""#,
        "SQLite makes an index of its own",
    ),
    (
        r#"SELECT 1 FROM "user" AS t0 WHERE (SELECT count(*) FROM "post" AS t1 WHERE t1."title" = t0."name") > 0"#,
        "`post` is scanned for each row of what is around it",
    ),
    (
        r#"SELECT (SELECT max(t1."title") FROM "post" AS t1 WHERE t1."user_id" + 0 = t0."id") FROM "user" AS t0"#,
        "`post` is scanned for each row of what is around it",
    ),
    (
        r#"WITH RECURSIVE w AS (SELECT 1 AS n UNION SELECT t."id" FROM w CROSS JOIN "post" AS t ON instr(t."title", w.n) > 0) SELECT n FROM w"#,
        "`post` is scanned for each row of what is before it",
    ),
    (
        r#"SELECT 1 FROM "user" AS t0 WHERE t0."age" > ?1 AND t0."name" = ?2 COLLATE NOCASE"#,
        r#"`user` is scanned, though an index serves `t0."name" = ?2 COLLATE NOCASE`"#,
    ),
    (
        r#"SELECT 1 FROM rarray(?1) AS t0 WHERE t0.value IN (SELECT t1."id" FROM "user" AS t1 WHERE t1."name" IN (?2 COLLATE NOCASE, +t1."name"))"#,
        "`user` is scanned, though an index serves",
    ),
    (
        r#"DELETE FROM "user" WHERE "name" = ?1 COLLATE NOCASE"#,
        "`user` is scanned, though an index serves",
    ),
    (
        r#"SELECT t0."age" FROM "user" AS t0 ORDER BY t0."name" COLLATE NOCASE LIMIT ?1"#,
        "the rows of `user` are sorted by (name), though the index (name, id) has them in this order",
    ),
    (
        r#"SELECT count(*) FROM "user" AS t0 GROUP BY t0."name" COLLATE NOCASE"#,
        "the rows of `user` are sorted by (name), though the index (name, id) has them in this order",
    ),
];

/// Statements that read what they must.
const ACCEPTED: [&str; 17] = [
    r#"SELECT t0."id" FROM "user" AS t0"#,
    r#"SELECT count(*) FROM "user" AS t0"#,
    r#"SELECT t0."id" FROM "user" AS t0 WHERE instr(t0."name", ?1) > 0 ORDER BY t0."age" LIMIT ?2"#,
    r#"SELECT t0."id" FROM "user" AS t0 WHERE t0."name" <> ?1"#,
    r#"SELECT t0."id" FROM "user" AS t0 WHERE t0."name" = ?1 OR t0."age" > ?2"#,
    r#"SELECT t0."id" FROM "user" AS t0 WHERE t0."name" = ?1 OR t0."id" = ?2"#,
    r#"SELECT t0."id" FROM "post" AS t0 WHERE t0."user_id" = ?1 AND t0."title" > ?2 ORDER BY t0."id" DESC"#,
    r#"SELECT t0."id" FROM "post" AS t0 WHERE t0."user_id" IN rarray(?1) ORDER BY t0."id""#,
    r#"SELECT t0."id" FROM "post" AS t0 WHERE t0."user_id" = ?1 ORDER BY t0."title", t0."id""#,
    r#"SELECT t0."title" FROM "post" AS t0 WHERE t0."user_id" <= ?1 ORDER BY t0."id""#,
    r#"SELECT t0."id", t1."id" FROM "post" AS t0 LEFT JOIN "user" AS t1 ON t1."id" = t0."user_id" ORDER BY t0."user_id" DESC, t0."id" DESC LIMIT ?1"#,
    r#"SELECT t0.rowid, t1."id" FROM rarray(?1) AS t0 CROSS JOIN "post" AS t1 ON t1."user_id" = t0.value ORDER BY t0.rowid, t1."title""#,
    r#"SELECT t0.c0, t1."id" FROM (SELECT t2."id" AS c0, row_number() OVER () AS c1 FROM "user" AS t2) AS t0 LEFT JOIN "post" AS t1 ON t1."user_id" = t0.c0 ORDER BY t0.c1"#,
    r#"SELECT t0."id" FROM "user" AS t0 WHERE t0."id" IN (SELECT t1."user_id" FROM "post" AS t1 WHERE t1."title" = ?1)"#,
    r#"SELECT t0."id" FROM "user" AS t0 WHERE EXISTS (SELECT 1 FROM "post" AS t1 WHERE t1."user_id" = t0."id")"#,
    r#"SELECT t0."user_id", count(*) FROM "post" AS t0 GROUP BY t0."user_id" ORDER BY count(*) DESC"#,
    r#"SELECT m.name FROM (SELECT DISTINCT "title" AS name FROM "post") AS t JOIN sqlite_schema AS m ON m.name = t.name AND m.type = 'table'"#,
];

fn database() -> Db {
    let db = Db::open_in_memory().unwrap();
    db.execute_batch(
        r#"CREATE TABLE "user" ("id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL UNIQUE, "age" INTEGER) STRICT;
        CREATE TABLE "post" ("id" INTEGER PRIMARY KEY, "title" TEXT, "user_id" INTEGER NOT NULL) STRICT;
        CREATE INDEX "post(user_id)" ON "post" ("user_id");"#,
    )
    .unwrap();
    db
}

#[test]
fn a_plan_that_reads_or_sorts_too_much_is_refused() {
    let db = database();
    for (sql, expected) in REFUSED {
        let faults = plans::faults(&db, sql);
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{faults:#?}\n{sql}");
    }
}

#[test]
fn a_plan_that_reads_what_it_must_is_not() {
    let db = database();
    for sql in ACCEPTED {
        assert_eq!(plans::faults(&db, sql), [""; 0], "{sql}");
    }
}

/// What another version of SQLite might do with the same statements.
#[test]
fn each_kind_of_fault_is_found_in_the_plan_and_not_in_the_statement() {
    let tables = Tables::of(&database());
    let faults_of = |sql: &str, details: &[&str]| {
        let steps = (1_i64..).zip(details);
        let steps: Vec<Step> = steps
            .map(|(id, detail)| Step { id, parent: 0, detail: (*detail).to_owned() })
            .collect();
        plans::faults_of(sql, &steps, &tables).len()
    };
    let sql = r#"SELECT t0."id" FROM "post" AS t0 WHERE t0."user_id" = ?1 ORDER BY t0."id""#;
    let faults = |details: &[&str]| faults_of(sql, details);
    let search = "SEARCH t0 USING INDEX post(user_id) (user_id=?)";
    assert_eq!(faults(&[search]), 0);
    assert_eq!(faults(&["SCAN t0"]), 1);
    assert_eq!(faults(&["SCAN t0 USING COVERING INDEX post(user_id)"]), 1);
    assert_eq!(faults(&["SCAN t0", "USE TEMP B-TREE FOR ORDER BY"]), 2);
    assert_eq!(faults(&[search, "USE TEMP B-TREE FOR ORDER BY"]), 1);
    assert_eq!(faults(&["SEARCH t0 USING AUTOMATIC COVERING INDEX (user_id=?)"]), 1);
    assert_eq!(faults(&["SCAN other", search]), 0);

    // A range of what the rows are ordered by is found by the index that has the order.
    let sql = r#"SELECT 1 FROM "post" AS t0 WHERE t0."user_id" >= ?1 ORDER BY t0."user_id""#;
    assert_eq!(faults_of(sql, &["SCAN t0 USING INDEX post(user_id)"]), 1);
}

#[test]
fn tables_are_known_with_their_keys_and_indexes() {
    let db = database();
    db.execute_batch(
        r#"CREATE TABLE "link" ("b" INTEGER, "a" INTEGER, "c" TEXT UNIQUE, PRIMARY KEY ("a", "b")) WITHOUT ROWID;
        CREATE TABLE "word" ("text" TEXT PRIMARY KEY, "length" INTEGER) STRICT;
        CREATE INDEX "word(length)" ON "word" ("length");
        CREATE TABLE "note" ("text" TEXT) STRICT;"#,
    )
    .unwrap();
    let expected = Tables::default()
        .with("user", &[&["name", "id"], &["id"]])
        .with("post", &[&["user_id", "id"], &["id"]])
        .with("link", &[&["a", "b"], &["c", "a", "b"]])
        .with("word", &[&["length"], &["text"]])
        .with("note", &[]);
    assert_eq!(Tables::of(&db), expected);
}
