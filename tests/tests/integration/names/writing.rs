//! Writing them: inserts of one and many rows, updates, deletes, and collections of every kind.

use relmodel::prelude::*;
use relmodel_tests::{integer, texts};

use super::models::*;
use super::world;

#[test]
fn rows_are_updated_and_deleted() {
    let w = world();
    let mut order = w.orders[0].clone();
    order.size = Some(-1);
    order.comma = "changed".into();
    order.update(&w.db).unwrap();
    assert_eq!(order.reload(&w.db).unwrap(), order);
    let mut line = w.lines[0].clone();
    line.rowid = "7".into();
    line._rowid_ = Some("x".into());
    line.oid = 0.5;
    line.update(&w.db).unwrap();
    assert_eq!(line.reload(&w.db).unwrap(), line);
    assert_eq!(w.lines[1].reload(&w.db).unwrap(), w.lines[1]);
    let mut link = Link::find((order.id, "a")).load(&w.db).unwrap();
    link.note = "\"".into();
    link.update(&w.db).unwrap();
    assert_eq!(link.reload(&w.db).unwrap().note, "\"");

    w.orders[1].delete(&w.db).unwrap();
    // Its line stays, without an order; its links are gone.
    assert_eq!(w.lines[3].reload(&w.db).unwrap().slot, None);
    assert_eq!(Link::all().count(&w.db).unwrap(), 2);
    assert_eq!(Mark::all().count(&w.db).unwrap(), 2);
    link.delete(&w.db).unwrap();
    assert!(link.delete(&w.db).unwrap_err().is_not_found());
}

#[test]
fn many_rows_are_inserted_with_the_keys_that_they_have() {
    let w = world();
    let names: Vec<String> = (0..300).map(|number| format!("row {number}")).collect();
    let lines = names.iter().map(|t0| Newt0 {
        t0,
        k: 5,
        rowid: t0,
    });
    let lines = t0::insert_all(&w.db, lines).unwrap();
    assert_eq!(lines.len(), 300);
    for line in &lines {
        let by_key = format!(r#"SELECT "rowid" FROM "t0" WHERE "c0" = {}"#, line.c0);
        assert_eq!(texts(&w.db, &by_key), [&*line.rowid]);
    }
    let labels = r#struct::insert_all(&w.db, names.iter().map(|value| Newstruct { value }));
    assert_eq!(labels.unwrap()[299].value, "row 299");
    let badges = w.orders[1..].iter().map(|order| NewBadge {
        blank: "tin",
        owner_id: order.id,
    });
    assert_eq!(Badge::insert_all(&w.db, badges).unwrap().len(), 2);
}

#[test]
fn children_are_added_removed_replaced_and_cleared() {
    let w = world();
    let [first, _, third] = &w.orders[..] else {
        unreachable!()
    };
    let mut lines = w.lines.clone();
    third.r#async().add(&w.db, &mut lines[0]).unwrap();
    assert_eq!(lines[0].slot, Some(third.id));
    assert!(third.r#async().contains(&w.db, &lines[0]).unwrap());
    assert!(!first.r#async().contains(&w.db, &lines[0]).unwrap());
    first.r#async().remove(&w.db, &mut lines[1]).unwrap();
    assert_eq!(lines[1].reload(&w.db).unwrap().slot, None);
    third.r#async().replace(&w.db, &mut lines[2..4]).unwrap();
    assert_eq!(third.r#async().load(&w.db).unwrap(), lines[2..4]);
    assert_eq!(third.r#async().clear(&w.db).unwrap(), 2);
    assert_eq!(t0::filter(|t| t.slot.is_null()).count(&w.db).unwrap(), 4);

    let mut second = w.orders[1].clone();
    third.r#yield().add(&w.db, &mut second).unwrap();
    assert_eq!(second.r#in().load(&w.db).unwrap().unwrap(), *third);
    let mut badge = w.badges[0].clone();
    third.r#type().add(&w.db, &mut badge).unwrap();
    assert_eq!(badge.owner().load(&w.db).unwrap(), *third);
    third.r#type().remove(&w.db, &mut badge).unwrap();
    assert_eq!(Badge::all().count(&w.db).unwrap(), 0);
}

#[test]
fn links_are_added_removed_replaced_and_cleared() {
    let w = world();
    let third = &w.orders[2];
    let labels = |relation: &str| {
        texts(
            &w.db,
            &match relation {
                "match" => format!(
                    r#"SELECT "to" FROM "index" WHERE "from" = {} ORDER BY 1"#,
                    third.id
                ),
                _ => format!(
                    r#"SELECT "oid" FROM "table" WHERE "rowid" = {} ORDER BY 1"#,
                    third.id
                ),
            },
        )
    };
    third.r#match().add_all(&w.db, &w.labels).unwrap();
    third.r#dyn().add_all(&w.db, &w.labels).unwrap();
    third.r#dyn().add(&w.db, &w.labels[2]).unwrap();
    for relation in ["match", "dyn"] {
        assert_eq!(labels(relation), ["", "'\"", "a"]);
    }
    assert!(third.r#match().contains(&w.db, &w.labels[2]).unwrap());
    third.r#match().remove(&w.db, &w.labels[0]).unwrap();
    third.r#dyn().remove(&w.db, &w.labels[0]).unwrap();
    for relation in ["match", "dyn"] {
        assert_eq!(labels(relation), ["'\"", "a"]);
    }
    third.r#match().replace(&w.db, &w.labels[..2]).unwrap();
    third.r#dyn().replace(&w.db, &w.labels[..2]).unwrap();
    for relation in ["match", "dyn"] {
        assert_eq!(labels(relation), ["", "a"]);
    }
    assert_eq!(third.r#match().clear(&w.db).unwrap(), 2);
    assert_eq!(third.r#dyn().clear(&w.db).unwrap(), 2);
    // Those of the others stay.
    assert_eq!(integer(&w.db, r#"SELECT count(*) FROM "index""#), 3);
    assert_eq!(integer(&w.db, r#"SELECT count(*) FROM "table""#), 3);
    let label = &w.labels[0];
    assert_eq!(label.r#ref().count(&w.db).unwrap(), 2);
    assert_eq!(label.r#loop().load(&w.db).unwrap()[0].t_c0, w.lines[0].c0);
}

#[test]
fn errors_name_the_columns_as_they_are() {
    let w = world();
    let error = NewOrder { r#where: "first" }.insert(&w.db).unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    assert_eq!(error.columns(), ["it's \"quoted\"; -- /*", "GRÖßE"]);
    let many = Order::insert_all(&w.db, [NewOrder { r#where: "third" }]);
    assert_eq!(many.unwrap_err().columns().len(), 2);
    let link = NewLink {
        order_id: Id::from(99),
        label_value: "a",
    };
    let error = link.insert(&w.db).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(error.columns(), ["from"]);
    let link = NewLink {
        order_id: w.orders[0].id,
        label_value: "a",
    };
    let error = link.insert(&w.db).unwrap_err();
    assert_eq!(error.columns(), ["from", "to"]);
    assert_eq!(error.table(), Some("index"));
    // A third row of its `rowid` goes on being a row of its own.
    w.db.execute_batch(r#"DROP TABLE "table""#).unwrap();
    let error = Mark::all().load(&w.db).unwrap_err();
    assert!(error.is_schema(), "{error:?}");
    assert_eq!(error.table(), Some("table"));
}
