//! Columns that compare by another collation, and columns declared as another type.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, texts};

#[derive(Model, Debug, Clone, PartialEq)]
struct Tag {
    id: Id<Tag>,
    #[unique]
    #[column(collate = "NOCASE")]
    name: String,
    #[column(collate = "nocase", default = "x")]
    note: Option<String>,
    plain: String,
    #[column(sql_type = "any")]
    loose: String,
    #[column(sql_type = "INTEGER")]
    whole: f64,
}

fn db() -> Db {
    let db = memory_db();
    schema![Tag].create(&db).unwrap();
    for name in ["Ann", "anton", "BOB", "Ä"] {
        NewTag {
            name,
            plain: name,
            loose: "7",
            whole: 2.0,
        }
        .note(name)
        .insert(&db)
        .unwrap();
    }
    db
}

fn names(db: &Db, condition: fn(TagFields) -> Expr<bool>) -> Vec<String> {
    let rows = Tag::filter(condition).order_by(|t| t.id).load(db).unwrap();
    rows.into_iter().map(|tag| tag.name).collect()
}

#[test]
fn the_ddl_says_collation_and_type() {
    assert_eq!(
        schema![Tag].sql(),
        r#"CREATE TABLE IF NOT EXISTS "tag" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL COLLATE "NOCASE",
    "note" TEXT COLLATE "nocase" DEFAULT 'x',
    "plain" TEXT NOT NULL,
    "loose" ANY NOT NULL,
    "whole" INTEGER NOT NULL,
    UNIQUE ("name")
) STRICT;
"#
    );
}

#[test]
fn equality_order_and_uniqueness_follow_the_collation() {
    let db = db();
    assert_eq!(names(&db, |t| t.name.eq("ANN")), ["Ann"]);
    assert_eq!(names(&db, |t| t.plain.eq("ANN")), Vec::<String>::new());
    let ordered = Tag::all().order_by(|t| t.name).load(&db).unwrap();
    let ordered: Vec<_> = ordered.iter().map(|tag| &*tag.name).collect();
    assert_eq!(ordered, ["Ann", "anton", "BOB", "Ä"]);
    let again = NewTag {
        name: "bob",
        plain: "",
        loose: "",
        whole: 0.0,
    };
    assert!(again.insert(&db).unwrap_err().is_unique_violation());
}

#[test]
fn texts_are_matched_with_regard_to_case_whatever_the_collation() {
    let db = db();
    assert_eq!(names(&db, |t| t.name.starts_with("An")), ["Ann"]);
    assert_eq!(names(&db, |t| t.name.starts_with("an")), ["anton"]);
    assert_eq!(names(&db, |t| t.note.starts_with("an")), ["anton"]);
    assert_eq!(
        names(&db, |t| !t.name.starts_with("A")),
        ["anton", "BOB", "Ä"]
    );
    assert_eq!(names(&db, |t| t.name.contains("OB")), ["BOB"]);
    assert_eq!(names(&db, |t| t.name.contains("ob")), Vec::<String>::new());
    assert_eq!(names(&db, |t| t.name.ends_with("NN")), Vec::<String>::new());
    assert_eq!(names(&db, |t| t.name.starts_with("")).len(), 4);
    let sql = |query: Query<Tag>| query.to_sql().unwrap();
    assert!(
        sql(Tag::filter(|t| t.name.starts_with("a")))
            .ends_with(r#"WHERE t0."name" COLLATE BINARY >= ?1 AND t0."name" COLLATE BINARY < ?2"#)
    );
    assert!(
        sql(Tag::filter(|t| t.plain.starts_with("a")))
            .ends_with(r#"WHERE t0."plain" >= ?1 AND t0."plain" < ?2"#)
    );
}

#[test]
fn another_declared_type_keeps_the_values() {
    let db = db();
    let tag = Tag::find(Id::from(1)).load(&db).unwrap();
    assert_eq!((&*tag.loose, tag.whole), ("7", 2.0));
    assert_eq!(
        texts(
            &db,
            "SELECT typeof(loose) || typeof(whole) FROM tag WHERE id = 1"
        ),
        ["textinteger"]
    );
}
