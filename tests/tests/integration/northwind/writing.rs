//! Writing to tables that others made, whose keys are enforced from now on.

use relmodel::prelude::*;
use relmodel_tests::{integer, texts};

use super::models::*;
use super::northwind;

#[test]
fn an_order_with_its_lines_is_written_and_taken_back() {
    let Some(nw) = northwind() else { return };
    let lines = integer(&nw.db, r#"SELECT count(*) FROM "Order Details""#);
    let order = nw
        .db
        .transaction(|tx| {
            let order = NewOrder {}
                .customer_id("ALFKI")
                .date("2026-11-22T07:44:00".parse::<jiff::civil::DateTime>().ok())
                .insert(tx)?;
            let products = Product::all().order_by(|p| p.id).limit(3).load(tx)?;
            order.products().add_all(tx, &products)?;
            Ok(order)
        })
        .unwrap();
    assert_eq!(order.id.get(), 11078, "AUTOINCREMENT goes on");
    assert_eq!(
        texts(
            &nw.db,
            r#"SELECT ProductID || '|' || UnitPrice || '|' || Quantity FROM "Order Details" WHERE OrderID = 11078 ORDER BY 1"#
        ),
        ["1|0|1", "2|0|1", "3|0|1"]
    );
    assert_eq!(order.reload(&nw.db).unwrap(), order);
    assert!(order.delete(&nw.db).unwrap_err().is_foreign_key_violation());
    order.products().clear(&nw.db).unwrap();
    order.delete(&nw.db).unwrap();
    assert_eq!(
        integer(&nw.db, r#"SELECT count(*) FROM "Order Details""#),
        lines
    );
}

#[test]
fn the_rules_of_the_tables_are_told_in_the_words_of_the_models() {
    let Some(nw) = northwind() else { return };
    let error = NewOrder {}.customer_id("NOONE").insert(&nw.db).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(
        (error.model(), error.columns()),
        (Some("Order"), &["CustomerID".to_owned()][..])
    );
    let line = Line::all()
        .order_by(|l| (l.order_id, l.product_id))
        .first(&nw.db)
        .unwrap()
        .unwrap();
    let error = Line {
        quantity: 0,
        ..line.clone()
    }
    .update(&nw.db)
    .unwrap_err();
    assert!(error.is_check_violation(), "{error:?}");
    assert_eq!(error.model(), Some("Line"));
    let (order_id, product_id) = (line.order_id, line.product_id);
    let error = NewLine {
        order_id,
        product_id,
    }
    .insert(&nw.db)
    .unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    assert_eq!(
        (error.table(), error.columns()),
        (
            Some("Order Details"),
            &["OrderID".to_owned(), "ProductID".to_owned()][..]
        )
    );
    let fuller = Employee::filter(|e| e.last_name.eq("Fuller"))
        .one(&nw.db)
        .unwrap();
    let error = fuller.delete(&nw.db).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(error.model(), Some("Employee"));
}
