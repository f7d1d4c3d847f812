//! Integers, floats, bools, text and bytes, as they are and as `Option`.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use relmodel::Expression;
use relmodel::prelude::*;
use relmodel_tests::{integer, memory_db, texts};

#[derive(Model, Debug, Clone, PartialEq)]
struct All {
    id: Id<All>,
    i8_: i8,
    i16_: i16,
    i32_: i32,
    i64_: i64,
    isize_: isize,
    u8_: u8,
    u16_: u16,
    u32_: u32,
    u64_: u64,
    usize_: usize,
    f32_: f32,
    f64_: f64,
    bool_: bool,
    text: String,
    bytes: Vec<u8>,
    link: Id<crate::models::User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Maybe {
    id: Id<Maybe>,
    i8_: Option<i8>,
    i64_: Option<i64>,
    u64_: Option<u64>,
    f32_: Option<f32>,
    f64_: Option<f64>,
    bool_: Option<bool>,
    text: Option<String>,
    bytes: Option<Vec<u8>>,
    link: Option<Id<crate::models::User>>,
}

fn db() -> Db {
    let db = memory_db();
    schema![All, Maybe].create(&db).unwrap();
    db
}

fn least() -> All {
    All {
        id: Id::from(1),
        i8_: i8::MIN,
        i16_: i16::MIN,
        i32_: i32::MIN,
        i64_: i64::MIN,
        isize_: isize::MIN,
        u8_: 0,
        u16_: 0,
        u32_: 0,
        u64_: 0,
        usize_: 0,
        f32_: f32::NEG_INFINITY,
        f64_: f64::NEG_INFINITY,
        bool_: false,
        text: String::new(),
        bytes: Vec::new(),
        link: Id::from(i64::MIN),
    }
}

fn greatest() -> All {
    All {
        id: Id::from(1),
        i8_: i8::MAX,
        i16_: i16::MAX,
        i32_: i32::MAX,
        i64_: i64::MAX,
        isize_: isize::MAX,
        u8_: u8::MAX,
        u16_: u16::MAX,
        u32_: u32::MAX,
        u64_: i64::MAX as u64,
        usize_: i64::MAX as usize,
        f32_: f32::INFINITY,
        f64_: f64::INFINITY,
        bool_: true,
        text: "\0 '\" ; 😀 \u{10FFFF} e\u{301}\r\n".into(),
        bytes: (0..=255).collect(),
        link: Id::from(i64::MAX),
    }
}

fn insert(db: &Db, row: &All) -> relmodel::Result<All> {
    NewAll {
        i8_: row.i8_,
        i16_: row.i16_,
        i32_: row.i32_,
        i64_: row.i64_,
        isize_: row.isize_,
        u8_: row.u8_,
        u16_: row.u16_,
        u32_: row.u32_,
        u64_: row.u64_,
        usize_: row.usize_,
        f32_: row.f32_,
        f64_: row.f64_,
        bool_: row.bool_,
        text: &row.text,
        bytes: &row.bytes,
        link: row.link,
    }
    .insert(db)
}

#[test]
fn the_extremes_of_every_type_come_back_from_insert_update_and_load() {
    for row in [least(), greatest()] {
        let db = db();
        assert_eq!(insert(&db, &row).unwrap(), row);
        assert_eq!(All::all().one(&db).unwrap(), row);
        let other = if row == least() { greatest() } else { least() };
        other.update(&db).unwrap();
        assert_eq!(All::find(other.id).load(&db).unwrap(), other);
    }
}

#[test]
fn the_extremes_of_every_type_are_found_by_comparing() {
    let db = db();
    for row in [least(), greatest()] {
        let row = insert(&db, &row).unwrap();
        let conditions = [
            All::filter(|a| {
                a.i8_
                    .eq(row.i8_)
                    .and(a.i16_.eq(row.i16_))
                    .and(a.i32_.eq(row.i32_))
            }),
            All::filter(|a| a.i64_.eq(row.i64_).and(a.isize_.eq(row.isize_))),
            All::filter(|a| {
                a.u8_
                    .eq(row.u8_)
                    .and(a.u16_.eq(row.u16_))
                    .and(a.u32_.eq(row.u32_))
            }),
            All::filter(|a| a.u64_.eq(row.u64_).and(a.usize_.eq(row.usize_))),
            All::filter(|a| a.f32_.eq(row.f32_).and(a.f64_.eq(row.f64_))),
            All::filter(|a| a.bool_.eq(row.bool_)),
            All::filter(|a| a.text.eq(&row.text)),
            All::filter(|a| a.bytes.eq(&row.bytes)),
            All::filter(|a| a.bytes.in_([&row.bytes])),
            All::filter(|a| a.link.eq(row.link)),
        ];
        for (n, query) in conditions.into_iter().enumerate() {
            assert_eq!(query.one(&db).unwrap().id, row.id, "condition {n}");
        }
    }
}

#[test]
fn values_are_stored_as_the_type_that_the_table_declares() {
    let db = db();
    insert(&db, &greatest()).unwrap();
    let types = texts(
        &db,
        "SELECT typeof(i8_) || typeof(u64_) || typeof(f32_) || typeof(bool_) || typeof(text) || typeof(bytes) || typeof(link) FROM \"all\"",
    );
    assert_eq!(types, ["integerintegerrealintegertextblobinteger"]);
    // A whole number in a float column stays a float.
    db.execute_batch("UPDATE \"all\" SET f64_ = 3").unwrap();
    assert_eq!(All::all().one(&db).unwrap().f64_, 3.0);
}

#[test]
fn nothing_comes_back_as_nothing_and_something_as_it_was() {
    let db = db();
    let nothing = NewMaybe {}.insert(&db).unwrap();
    assert_eq!(
        nothing,
        Maybe {
            id: Id::from(1),
            i8_: None,
            i64_: None,
            u64_: None,
            f32_: None,
            f64_: None,
            bool_: None,
            text: None,
            bytes: None,
            link: None,
        }
    );
    assert_eq!(nothing.reload(&db).unwrap(), nothing);
    let something = NewMaybe {}
        .i8_(-1_i8)
        .i64_(i64::MIN)
        .u64_(0_u64)
        .f32_(1.5_f32)
        .f64_(f64::MAX)
        .bool_(false)
        .text("")
        .bytes(&[][..])
        .link(Id::from(0))
        .insert(&db)
        .unwrap();
    assert_eq!(something.reload(&db).unwrap(), something);
    // Empty is not NULL.
    assert_eq!(
        (something.text.as_deref(), something.bytes.as_deref()),
        (Some(""), Some(&[][..]))
    );
    assert_eq!(
        integer(
            &db,
            "SELECT count(*) FROM maybe WHERE text IS NOT NULL AND bytes IS NOT NULL AND typeof(bytes) = 'blob'"
        ),
        1
    );
    Maybe {
        id: something.id,
        ..nothing.clone()
    }
    .update(&db)
    .unwrap();
    assert_eq!(something.reload(&db).unwrap().text, None);
}

#[test]
fn minus_zero_is_zero_and_the_smallest_floats_stay() {
    let db = db();
    for real in [-0.0, f64::MIN_POSITIVE, 5e-324, f64::EPSILON, 0.1 + 0.2] {
        let stored = NewMaybe {}.f64_(real).insert(&db).unwrap();
        assert_eq!(stored.reload(&db).unwrap().f64_, Some(real));
    }
    for real in [f32::MIN_POSITIVE, 1e-45_f32, 0.1_f32, f32::MAX, f32::MIN] {
        let stored = NewMaybe {}.f32_(real).insert(&db).unwrap();
        assert_eq!(stored.reload(&db).unwrap().f32_, Some(real));
    }
}

#[test]
fn any_value_comes_back_as_it_was() {
    let config = Config {
        cases: 300,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let db = db();
    let values = (
        any::<i64>(),
        any::<f64>().prop_filter("NaN is refused", |real| !real.is_nan()),
        any::<f32>().prop_filter("NaN is refused", |real| !real.is_nan()),
        any::<String>(),
        proptest::collection::vec(any::<u8>(), 0..50),
        any::<Option<bool>>(),
    );
    let outcome = runner.run(&values, |(number, real, narrow, text, bytes, flag)| {
        let stored = NewMaybe {}
            .i64_(number)
            .f64_(real)
            .f32_(narrow)
            .text(&text)
            .bytes(&bytes)
            .bool_(flag)
            .insert(&db)?;
        prop_assert_eq!(&stored.text, &Some(text));
        prop_assert_eq!(&stored.bytes, &Some(bytes));
        prop_assert_eq!(
            (stored.i64_, stored.f64_, stored.f32_, stored.bool_),
            (Some(number), Some(real), Some(narrow), flag)
        );
        prop_assert_eq!(stored.reload(&db)?, stored);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
