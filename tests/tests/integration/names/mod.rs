//! Names in the database: models in which every name is a trap, used in every way, and names that SQLite itself gives a meaning.
//! What the derive refuses is in `ui/attribute/`.

mod clashes;
mod loading;
mod models;
mod rowid;
mod wide;
mod writing;

use models::*;
use relmodel::prelude::*;
use relmodel_tests::memory_db;

/// What is in the tables of [`world`].
struct World {
    db: Db,
    orders: Vec<Order>,
    lines: Vec<t0>,
    badges: Vec<Badge>,
    labels: Vec<r#struct>,
}

/// Three orders: the first has lines, a badge, labels and an order within it; the second a line and a label; the last nothing.
fn world() -> World {
    let db = memory_db();
    schema![Order].create(&db).unwrap();
    let first = NewOrder { r#where: "first" }.size(1).insert(&db).unwrap();
    let second = NewOrder { r#where: "second" }
        .in_id(first.id)
        .other(8)
        .comma("\"")
        .insert(&db)
        .unwrap();
    let third = NewOrder { r#where: "third" }.insert(&db).unwrap();
    let lines = [(1, &first), (2, &first), (3, &first), (4, &second)];
    let lines = lines.map(|(k, order)| {
        let (t0, rowid) = (&*order.r#where, "not a number");
        Newt0 { t0, k, rowid }.slot(order.id).value("v")
    });
    let lines = t0::insert_all(&db, lines).unwrap();
    let badge = NewBadge {
        blank: "gold",
        owner_id: first.id,
    };
    let badges = vec![badge.insert(&db).unwrap()];
    let labels = ["", "a", "'\""].map(|value| Newstruct { value }.r#type(3));
    let labels = r#struct::insert_all(&db, labels).unwrap();
    for (order, labels) in [(&first, &labels[..2]), (&second, &labels[..1])] {
        order.r#match().add_all(&db, labels).unwrap();
        order.r#dyn().add_all(&db, labels).unwrap();
    }
    for (line, label) in [(0, 0), (0, 2), (3, 2)] {
        let (line, label): (&t0, &r#struct) = (&lines[line], &labels[label]);
        line.t1().add(&db, label).unwrap();
    }
    World {
        db,
        orders: vec![first, second, third],
        lines,
        badges,
        labels,
    }
}

#[test]
fn every_statement_of_the_schema_is_run_as_it_is_shown() {
    let db = memory_db();
    // As one text, and not statement by statement.
    db.execute_batch(&schema![Order].sql()).unwrap();
    schema![Order].create(&db).unwrap();
    let tables = relmodel_tests::texts(
        &db,
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY length(name), name",
    );
    assert_eq!(tables[..4], ["k", "t0", "index", "table"]);
    assert_eq!(
        tables[5],
        r#"order "by" 'x'; DROP TABLE `y`; -- [z] /* %s ?1 $a :b @c "#
    );
    assert_eq!(tables.len(), 7);
    let columns = relmodel_tests::texts(
        &db,
        "SELECT name FROM pragma_table_info('名前 😀 e\u{301} \u{202e}')",
    );
    assert_eq!(columns, ["2B", " ", "`1st` [owner]", "\t\n\\"]);
}
