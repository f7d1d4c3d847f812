//! The tables: their DDL, making them, and which models belong to a schema.

use relmodel::prelude::*;
use relmodel_tests::{integer, memory_db, texts};

use crate::models;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(books: Book)]
struct Shelf {
    #[key]
    code: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[index(rank, title)]
#[unique(title, rank)]
struct Book {
    id: Id<Book>,
    #[unique]
    isbn: String,
    title: String,
    #[index]
    rank: i64,
    #[column(default = 1.5)]
    price: f64,
    #[column(default = "it's \"new\"")]
    state: String,
    #[column(default = true)]
    active: bool,
    #[column(default = now)]
    added: jiff::Timestamp,
    #[column(default = sql("random()"))]
    seed: i64,
    cover: Option<Vec<u8>>,
    #[belongs_to(shelf: Shelf, on_delete = set_null, on_update = cascade)]
    shelf_code: Option<String>,
    #[belongs_to(previous: Book)]
    previous_id: Option<Id<Book>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Loan {
    #[key]
    #[belongs_to(Book)]
    #[cascade]
    book_id: Id<Book>,
    #[key]
    day: i64,
    #[belongs_to(deputy: Book, on_delete = restrict)]
    #[unique]
    deputy_id: Id<Book>,
    #[belongs_to(spare: Book, on_delete = set_default, on_update = restrict)]
    #[column(default = 0)]
    spare_id: Id<Book>,
    #[belongs_to(shelf: Shelf)]
    #[cascade(update, delete_orphan)]
    shelf_code: String,
}

#[test]
fn the_ddl_says_what_the_models_say() {
    assert_eq!(
        schema![Loan].sql(),
        r#"CREATE TABLE IF NOT EXISTS "loan" (
    "book_id" INTEGER NOT NULL,
    "day" INTEGER NOT NULL,
    "deputy_id" INTEGER NOT NULL,
    "spare_id" INTEGER NOT NULL DEFAULT 0,
    "shelf_code" TEXT NOT NULL,
    PRIMARY KEY ("book_id", "day"),
    UNIQUE ("deputy_id"),
    FOREIGN KEY ("book_id") REFERENCES "book" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("deputy_id") REFERENCES "book" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("spare_id") REFERENCES "book" ("id") ON DELETE SET DEFAULT ON UPDATE RESTRICT,
    FOREIGN KEY ("shelf_code") REFERENCES "shelf" ("code") ON DELETE CASCADE ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "loan(spare_id)" ON "loan" ("spare_id");
CREATE INDEX IF NOT EXISTS "loan(shelf_code)" ON "loan" ("shelf_code");
CREATE TABLE IF NOT EXISTS "book" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "isbn" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "price" REAL NOT NULL DEFAULT 1.5,
    "state" TEXT NOT NULL DEFAULT 'it''s "new"',
    "active" INTEGER NOT NULL DEFAULT 1,
    "added" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000000', 'now')),
    "seed" INTEGER NOT NULL DEFAULT (random()),
    "cover" BLOB,
    "shelf_code" TEXT,
    "previous_id" INTEGER,
    UNIQUE ("isbn"),
    UNIQUE ("title", "rank"),
    FOREIGN KEY ("shelf_code") REFERENCES "shelf" ("code") ON DELETE SET NULL ON UPDATE CASCADE,
    FOREIGN KEY ("previous_id") REFERENCES "book" ("id")
) STRICT;
CREATE INDEX IF NOT EXISTS "book(rank)" ON "book" ("rank");
CREATE INDEX IF NOT EXISTS "book(rank,title)" ON "book" ("rank", "title");
CREATE INDEX IF NOT EXISTS "book(shelf_code)" ON "book" ("shelf_code");
CREATE INDEX IF NOT EXISTS "book(previous_id)" ON "book" ("previous_id");
CREATE TABLE IF NOT EXISTS "shelf" (
    "code" TEXT PRIMARY KEY NOT NULL
) STRICT;
"#
    );
}

#[test]
fn sqlite_takes_the_ddl_and_enforces_it() {
    let db = memory_db();
    schema![Loan].create(&db).unwrap();
    assert_eq!(
        texts(
            &db,
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict ORDER BY name"
        ),
        ["book", "loan", "shelf"]
    );
    assert_eq!(
        texts(
            &db,
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND wr AND name NOT LIKE 'sqlite%'"
        ),
        ["loan"]
    );
    let refused =
        db.execute_batch("INSERT INTO book (isbn, title, rank) VALUES ('i', 't', 'no number')");
    assert!(refused.is_err());
    assert_eq!(
        integer(&db, "SELECT count(*) FROM pragma_foreign_key_list('loan')"),
        4
    );
}

#[test]
fn every_foreign_key_has_an_index_and_none_has_two() {
    let db = memory_db();
    schema![Loan, models::User, models::Employee, models::Person]
        .create(&db)
        .unwrap();
    for table in texts(&db, "SELECT name FROM sqlite_schema WHERE type = 'table'") {
        for key in texts(
            &db,
            &format!(r#"SELECT "from" FROM pragma_foreign_key_list('{table}')"#),
        ) {
            let leading = format!(
                "SELECT count(*) FROM pragma_index_list('{table}') AS i, pragma_index_info(i.name) AS c WHERE c.seqno = 0 AND c.name = '{key}'"
            );
            assert_eq!(integer(&db, &leading), 1, "{table}.{key}");
        }
    }
}

#[test]
fn creating_twice_makes_what_is_missing_and_leaves_what_is_there() {
    let db = memory_db();
    schema![models::Tag].create(&db).unwrap();
    models::user(&db, "ann");
    schema![models::User, models::Employee].create(&db).unwrap();
    schema![models::User, models::Employee].create(&db).unwrap();
    assert_eq!(models::User::all().count(&db).unwrap(), 1);
    assert_eq!(models::Employee::all().count(&db).unwrap(), 0);
}

#[test]
fn a_schema_reaches_every_model_that_its_models_lead_to() {
    let tables = |schema: Schema| -> Vec<String> {
        let db = memory_db();
        schema.create(&db).unwrap();
        texts(
            &db,
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
        )
    };
    let blog = ["comment", "post", "post_tag", "profile", "tag", "user"];
    for schema in [
        schema![models::User],
        schema![models::Tag],
        schema![models::Comment],
        schema![models::PostTag],
        schema![models::User, models::Tag, models::User],
    ] {
        assert_eq!(tables(schema), blog);
    }
    assert_eq!(tables(schema![models::Person]), ["follow", "person"]);
    // `Loan` points at them, but they don't lead to it.
    assert_eq!(tables(schema![Book]), ["book", "shelf"]);
}

#[test]
fn making_tables_is_all_or_nothing() {
    let db = memory_db();
    // An index of this name stands in the way of the one on `shelf_code`.
    db.execute_batch(r#"CREATE TABLE "book(shelf_code)" (a)"#)
        .unwrap();
    let error = schema![Loan].create(&db).unwrap_err();
    assert_eq!(error.model(), Some("Book"));
    assert_eq!(
        texts(&db, "SELECT name FROM sqlite_schema WHERE type = 'table'"),
        ["book(shelf_code)"]
    );
    assert!(db.with_connection(|raw| raw.is_autocommit()));
}

#[test]
fn two_models_of_one_table_are_refused() {
    #[derive(Model, Debug)]
    #[model(table = "USER")]
    struct Other {
        id: Id<Other>,
    }
    let db = memory_db();
    let error = schema![models::User, Other].create(&db).unwrap_err();
    assert!(error.is_schema(), "{error:?}");
    for part in ["User", "Other", "USER"] {
        assert!(error.to_string().contains(part), "{error}");
    }
    assert_eq!(integer(&db, "SELECT count(*) FROM sqlite_schema"), 0);
}

/// Names that are keywords, or hold spaces, quotes, dots, brackets and other letters.
mod names {
    use super::*;

    #[derive(Model, Debug, Clone, PartialEq)]
    #[model(table = "Order Details; \"quoted\"")]
    #[has_many(lines: Line)]
    #[many_to_many(tags: Marker, through = Line)]
    struct Select {
        #[column(name = "group")]
        id: Id<Select>,
        #[unique]
        #[column(name = "a \"b\" 'c' [d] `e`")]
        quoted: String,
        #[index]
        #[column(name = "park.key")]
        dotted: Option<i64>,
        #[column(name = "ключ 😀")]
        unicode: i64,
    }

    #[derive(Model, Debug, Clone, PartialEq)]
    #[model(table = "from.where")]
    struct Line {
        #[key]
        #[belongs_to(select: Select)]
        #[cascade(delete_orphan)]
        #[column(name = "order by")]
        select_id: Id<Select>,
        #[key]
        #[belongs_to(marker: Marker)]
        #[cascade]
        #[column(name = "2B")]
        marker_id: Id<Marker>,
    }

    #[derive(Model, Debug, Clone, PartialEq)]
    #[model(table = "2nd, table")]
    struct Marker {
        id: Id<Marker>,
        r#type: Option<String>,
        #[unique]
        #[column(name = "in.out")]
        code: i64,
    }

    fn db() -> (Db, Select, Marker) {
        let db = memory_db();
        schema![Select].create(&db).unwrap();
        let select = NewSelect {
            quoted: "q",
            unicode: 1,
        }
        .dotted(7)
        .insert(&db)
        .unwrap();
        let marker = NewMarker { code: 1 }.r#type("t").insert(&db).unwrap();
        (db, select, marker)
    }

    #[test]
    fn work_in_every_kind_of_statement() {
        let (db, mut select, marker) = db();
        schema![Select].create(&db).unwrap();
        select.quoted = "changed".into();
        select.update(&db).unwrap();
        assert_eq!(select.reload(&db).unwrap(), select);
        select.tags().add(&db, &marker).unwrap();
        select.tags().replace(&db, [&marker]).unwrap();
        assert!(select.tags().contains(&db, &marker).unwrap());
        for loaded in [
            Select::all()
                .with(|s| s.tags)
                .with(|s| s.lines)
                .load(&db)
                .unwrap(),
            Select::all()
                .with(|s| s.tags.joined())
                .with(|s| s.lines.subquery())
                .load(&db)
                .unwrap(),
        ] {
            assert_eq!(loaded[0].1, std::slice::from_ref(&marker));
            assert_eq!(loaded[0].2.len(), 1);
        }
        let found = Select::filter(|s| {
            s.quoted
                .starts_with("ch")
                .and(s.dotted.eq(7))
                .and(s.tags.any(|t| t.r#type.eq("t")))
        })
        .order_by(|s| (s.unicode, s.quoted.desc()));
        assert_eq!(found.one(&db).unwrap(), select);
        assert_eq!(found.count(&db).unwrap(), 1);
        select.tags().clear(&db).unwrap();
        select.delete(&db).unwrap();
        Select::insert_all(
            &db,
            (0..200).map(|n| NewSelect {
                quoted: Box::leak(n.to_string().into_boxed_str()),
                unicode: n,
            }),
        )
        .unwrap();
    }

    #[test]
    fn are_told_in_errors_as_they_are() {
        let (db, select, marker) = db();
        let error = NewSelect {
            quoted: "q",
            unicode: 2,
        }
        .insert(&db)
        .unwrap_err();
        assert!(error.is_unique_violation(), "{error:?}");
        assert_eq!(error.model(), Some("Select"));
        assert_eq!(error.table(), Some("Order Details; \"quoted\""));
        assert_eq!(error.columns(), ["a \"b\" 'c' [d] `e`"]);
        let (select_id, marker_id) = (select.id, marker.id);
        NewLine {
            select_id,
            marker_id,
        }
        .insert(&db)
        .unwrap();
        let error = NewLine {
            select_id,
            marker_id,
        }
        .insert(&db)
        .unwrap_err();
        assert!(error.is_unique_violation(), "{error:?}");
        assert_eq!(error.table(), Some("from.where"));
        assert_eq!(error.columns(), ["order by", "2B"]);
        let error = NewMarker { code: 1 }.insert(&db).unwrap_err();
        assert_eq!(error.columns(), ["in.out"]);
        let error = NewLine {
            select_id: Id::from(9),
            marker_id,
        }
        .insert(&db)
        .unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
        assert_eq!(error.columns(), ["order by"]);
    }
}

#[test]
fn a_table_is_named_after_its_model_and_a_column_after_its_field() {
    #[derive(Model, Debug)]
    struct HTTPLogEntry2 {
        id: Id<HTTPLogEntry2>,
        r#match: bool,
    }
    assert_eq!(
        schema![HTTPLogEntry2].sql(),
        "CREATE TABLE IF NOT EXISTS \"http_log_entry2\" (\n    \"id\" INTEGER PRIMARY KEY NOT NULL,\n    \"match\" INTEGER NOT NULL\n) STRICT;\n"
    );
}

#[test]
fn on_update_cascade_takes_the_children_along() {
    let db = memory_db();
    schema![Book].create(&db).unwrap();
    NewShelf { code: "old" }.insert(&db).unwrap();
    let book = NewBook {
        isbn: "i",
        title: "t",
        rank: 1,
    }
    .shelf_code("old")
    .insert(&db)
    .unwrap();
    db.execute_batch("UPDATE shelf SET code = 'new'").unwrap();
    assert_eq!(book.reload(&db).unwrap().shelf_code.as_deref(), Some("new"));
    Shelf::find("new").load(&db).unwrap().delete(&db).unwrap();
    assert_eq!(book.reload(&db).unwrap().shelf_code, None);
}

/// Names of indexes share one space in a database.
mod indexes {
    use relmodel::prelude::*;
    use relmodel_tests::memory_db;

    #[derive(Model)]
    struct Owner {
        id: Id<Owner>,
    }

    #[derive(Model)]
    struct User {
        id: Id<User>,
        #[belongs_to(Owner)]
        group_owner_id: Id<Owner>,
    }

    #[derive(Model)]
    #[index(a, b_c)]
    #[index(a_b, c)]
    struct UserGroup {
        id: Id<UserGroup>,
        a: i64,
        b_c: i64,
        a_b: i64,
        c: i64,
        #[belongs_to(Owner)]
        owner_id: Id<Owner>,
    }

    #[test]
    fn are_all_made_however_tables_and_columns_are_named() {
        let db = memory_db();
        schema![User, UserGroup].create(&db).unwrap();
        let count = "SELECT count(*) FROM sqlite_schema WHERE type = 'index'";
        let indexes: i64 = db
            .with_connection(|c| c.query_row(count, [], |row| row.get(0)))
            .unwrap();
        assert_eq!(indexes, 4);
    }
}
