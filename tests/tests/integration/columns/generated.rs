//! `#[column(generated = …)]`: columns that SQLite computes from others. They are read, and never written.

use relmodel::Loading;
use relmodel::prelude::*;
use relmodel_tests::{memory_db, statements, texts};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(lines: Line)]
struct Order {
    id: Id<Order>,
    number: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[index(total)]
struct Line {
    id: Id<Line>,
    price: f64,
    quantity: i64,
    #[column(generated = "price * quantity")]
    total: f64,
    #[column(generated = stored("nullif(upper(trim(note)), '')"), collate = "NOCASE")]
    #[unique]
    shout: Option<String>,
    note: Option<String>,
    #[belongs_to(order: Order)]
    order_id: Option<Id<Order>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(tags: Tag, through = ItemTag)]
struct Item {
    id: Id<Item>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Tag {
    id: Id<Tag>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct ItemTag {
    #[key]
    #[belongs_to(Item)]
    item_id: Id<Item>,
    #[key]
    #[belongs_to(Tag)]
    tag_id: Id<Tag>,
    #[column(generated = "item_id || '-' || tag_id")]
    label: String,
}

fn db() -> Db {
    let db = memory_db();
    schema![Order, Item].create(&db).unwrap();
    db
}

fn line(db: &Db, price: f64, quantity: i64) -> Line {
    NewLine { price, quantity }.insert(db).unwrap()
}

#[test]
fn the_ddl_has_the_expressions_as_they_are_written() {
    let sql = schema![Order].sql();
    for part in [
        r#""total" REAL NOT NULL GENERATED ALWAYS AS (price * quantity) VIRTUAL,"#,
        r#""shout" TEXT COLLATE "NOCASE" GENERATED ALWAYS AS (nullif(upper(trim(note)), '')) STORED,"#,
    ] {
        assert!(sql.contains(part), "{sql}");
    }
    let db = db();
    assert_eq!(
        texts(
            &db,
            "SELECT name || hidden FROM pragma_table_xinfo('line') WHERE hidden ORDER BY cid"
        ),
        ["total2", "shout3"]
    );
}

#[test]
fn an_insert_gives_back_what_sqlite_computed() {
    let db = db();
    let (line, ran) = statements(&db, || {
        NewLine {
            price: 2.5,
            quantity: 4,
        }
        .note(" ab ")
        .insert(&db)
        .unwrap()
    });
    assert_eq!(
        ran,
        [
            r#"INSERT INTO "line" ("price", "quantity", "note", "order_id") VALUES (?1, ?2, ?3, ?4) RETURNING "id", "price", "quantity", "total", "shout", "note", "order_id""#
        ]
    );
    assert_eq!((line.total, line.shout.as_deref()), (10.0, Some("AB")));
    assert_eq!(line.reload(&db).unwrap(), line);
    let rows = (0..150).map(|quantity| NewLine {
        price: 0.5,
        quantity,
    });
    let lines = Line::insert_all(&db, rows).unwrap();
    assert_eq!(lines[7].total, 3.5);
    assert_eq!(lines.last().unwrap().reload(&db).unwrap(), lines[149]);
}

#[test]
fn an_update_leaves_it_out() {
    let db = db();
    let mut line = line(&db, 2.0, 3);
    line.quantity = 4;
    line.note = Some("x".to_owned());
    line.total = f64::NAN;
    let ((), ran) = statements(&db, || line.update(&db).unwrap());
    assert_eq!(
        ran,
        [
            r#"UPDATE "line" SET "price" = ?1, "quantity" = ?2, "note" = ?3, "order_id" = ?4 WHERE "id" = ?5"#
        ]
    );
    let line = line.reload(&db).unwrap();
    assert_eq!((line.total, line.shout.as_deref()), (8.0, Some("X")));
}

#[test]
fn it_is_asked_ordered_by_and_loaded_as_others() {
    let db = db();
    let order = NewOrder { number: "1" }.insert(&db).unwrap();
    let mut lines = [line(&db, 1.0, 9), line(&db, 5.0, 1), line(&db, 2.0, 4)];
    order.lines().add_all(&db, &mut lines).unwrap();
    let [nine, _, eight] = lines;
    let found = Order::all()
        .with(|o| o.lines.filter(|l| l.total.gt(5.0)).order_by(|l| l.total))
        .load(&db)
        .unwrap();
    assert_eq!(found, [(order.clone(), vec![eight.clone(), nine])]);
    order.lines().replace(&db, &mut [eight.clone()]).unwrap();
    assert_eq!(order.lines().load(&db).unwrap(), [eight]);
}

#[test]
fn it_has_the_rules_of_other_columns() {
    let db = db();
    let noted = |note| {
        NewLine {
            price: 1.0,
            quantity: 1,
        }
        .note(note)
        .insert(&db)
    };
    noted("a").unwrap();
    let error = noted(" A").unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    assert_eq!(error.columns(), ["shout"]);
    let refused = db.execute_batch("UPDATE line SET total = 3");
    assert!(refused.is_err());
}

#[test]
fn a_link_needs_nothing_for_it() {
    let db = db();
    let item = NewItem {}.insert(&db).unwrap();
    let tags = Tag::insert_all(&db, [NewTag {}, NewTag {}]).unwrap();
    item.tags().add_all(&db, &tags).unwrap();
    let labels: Vec<String> = ItemTag::all()
        .order_by(|link| link.label)
        .load(&db)
        .unwrap()
        .into_iter()
        .map(|link| link.label)
        .collect();
    assert_eq!(labels, ["1-1", "1-2"]);
    item.tags().remove(&db, &tags[0]).unwrap();
    assert_eq!(item.tags().load(&db).unwrap(), tags[1..]);
}

#[test]
fn a_value_that_does_not_fit_its_column_names_it_and_nothing_is_written() {
    #[derive(Model, Debug)]
    struct Wrong {
        id: Id<Wrong>,
        number: i64,
        #[column(generated = "number + 1")]
        flag: bool,
    }
    let db = memory_db();
    schema![Wrong].create(&db).unwrap();
    assert!(NewWrong { number: 0 }.insert(&db).unwrap().flag);
    let error = NewWrong { number: 1 }.insert(&db).unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(
        (error.model(), error.columns()),
        (Some("Wrong"), &["flag".to_owned()][..])
    );
    assert_eq!(Wrong::all().count(&db).unwrap(), 1);
}
