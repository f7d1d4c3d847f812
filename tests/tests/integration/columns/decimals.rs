//! `Decimal`: text, the same for equal numbers.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, texts};
use rust_decimal::Decimal;

#[derive(Model, Debug, Clone, PartialEq)]
struct Price {
    id: Id<Price>,
    amount: Decimal,
    discount: Option<Decimal>,
}

fn db() -> Db {
    let db = memory_db();
    schema![Price].create(&db).unwrap();
    db
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

#[test]
fn a_decimal_comes_back_exactly_as_text_without_trailing_zeros() {
    let db = db();
    for (written, stored) in [
        ("0", "0"),
        ("-0.00", "0"),
        ("1.50", "1.5"),
        ("100", "100"),
        ("-0.1", "-0.1"),
        (
            "79228162514264337593543950335",
            "79228162514264337593543950335",
        ),
        (
            "-79228162514264337593543950335",
            "-79228162514264337593543950335",
        ),
        (
            "0.0000000000000000000000000001",
            "0.0000000000000000000000000001",
        ),
    ] {
        let amount = decimal(written);
        let price = NewPrice { amount }.discount(amount).insert(&db).unwrap();
        assert_eq!(price.amount, amount);
        assert_eq!(price.reload(&db).unwrap(), price);
        let stored_text = texts(
            &db,
            &format!("SELECT amount FROM price WHERE id = {}", price.id),
        );
        assert_eq!(stored_text, [stored]);
        price.delete(&db).unwrap();
    }
}

#[test]
fn equal_numbers_are_found_however_they_are_written() {
    let db = db();
    let price = NewPrice {
        amount: decimal("1.50"),
    }
    .insert(&db)
    .unwrap();
    for query in [
        Price::filter(|p| p.amount.eq(decimal("1.5"))),
        Price::filter(|p| p.amount.eq(decimal("1.5000"))),
        Price::filter(|p| p.amount.in_([decimal("7"), decimal("1.500")])),
        Price::filter(|p| p.amount.ne(decimal("1.51"))),
        Price::filter(|p| p.discount.eq(None)),
        Price::filter(|p| p.discount.is_null()),
    ] {
        assert_eq!(query.one(&db).unwrap(), price);
    }
}

#[test]
fn text_that_is_no_decimal_names_model_and_column() {
    for text in [
        "",
        "one",
        "1,5",
        "NaN",
        "79228162514264337593543950336",
        "0.00000000000000000000000000001",
    ] {
        let db = db();
        db.execute_batch(&format!("INSERT INTO price (amount) VALUES ('{text}')"))
            .unwrap();
        let error = Price::all().load(&db).unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(
            (error.model(), error.columns()),
            (Some("Price"), &["amount".to_owned()][..])
        );
        assert!(error.to_string().contains("Decimal"), "{error}");
    }
}
