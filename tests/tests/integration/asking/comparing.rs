//! Comparisons, conditions and lists on a small table with NULLs: two-valued, as in Rust.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, statements};

#[derive(Model, Debug, Clone, PartialEq)]
struct Item {
    id: Id<Item>,
    number: i64,
    maybe: Option<i64>,
    other: Option<i64>,
    text: Option<String>,
    real: f64,
    flag: bool,
}

/// Every pair of NULL, 0, 1 and 2, once with the flag and once without.
fn items() -> (Db, Vec<Item>) {
    let db = memory_db();
    schema![Item].create(&db).unwrap();
    let values = [None, Some(0), Some(1), Some(2)];
    let mut rows = Vec::new();
    for (n, maybe) in values.into_iter().enumerate() {
        for other in values {
            for flag in [false, true] {
                let number = n as i64;
                let text = maybe.map(|maybe| ["", "a", "B"][maybe as usize]);
                let real = number as f64 / 2.0;
                rows.push(
                    NewItem { number, real, flag }
                        .maybe(maybe)
                        .other(other)
                        .text(text),
                );
            }
        }
    }
    let items = Item::insert_all(&db, rows).unwrap();
    (db, items)
}

/// The query gives the rows that the closure picks, and its negation the others.
fn same(what: &str, condition: impl Fn(ItemFields) -> Expr<bool>, picks: impl Fn(&Item) -> bool) {
    let (db, items) = items();
    let found = Item::filter(&condition)
        .order_by(|i| i.id)
        .load(&db)
        .unwrap();
    let left = Item::filter(|i| condition(i).not())
        .order_by(|i| i.id)
        .load(&db)
        .unwrap();
    let (picked, others): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| picks(item));
    assert_eq!(found, picked, "{what}");
    assert_eq!(left, others, "not {what}");
    let twice = Item::filter(|i| condition(i).not().not())
        .count(&db)
        .unwrap();
    assert_eq!(twice, picked.len() as u64, "not not {what}");
}

#[test]
fn equality_knows_null_on_both_sides() {
    same("= value", |i| i.number.eq(1), |i| i.number == 1);
    same("<> value", |i| i.number.ne(1), |i| i.number != 1);
    same("maybe = value", |i| i.maybe.eq(1), |i| i.maybe == Some(1));
    same("maybe <> value", |i| i.maybe.ne(1), |i| i.maybe != Some(1));
    same("maybe = None", |i| i.maybe.eq(None), |i| i.maybe.is_none());
    same("maybe <> None", |i| i.maybe.ne(None), |i| i.maybe.is_some());
    same(
        "maybe = Some",
        |i| i.maybe.eq(Some(2)),
        |i| i.maybe == Some(2),
    );
    same(
        "maybe = other",
        |i| i.maybe.eq(i.other),
        |i| i.maybe == i.other,
    );
    same(
        "maybe <> other",
        |i| i.maybe.ne(i.other),
        |i| i.maybe != i.other,
    );
    same(
        "number = maybe",
        |i| i.number.eq(i.maybe),
        |i| Some(i.number) == i.maybe,
    );
    same(
        "maybe = number",
        |i| i.maybe.eq(i.number),
        |i| Some(i.number) == i.maybe,
    );
    same("itself", |i| i.maybe.eq(i.maybe), |_| true);
}

#[test]
fn null_is_neither_less_nor_greater() {
    same("number < 1", |i| i.number.lt(1), |i| i.number < 1);
    same("number >= 1", |i| i.number.ge(1), |i| i.number >= 1);
    let less = |a: Option<i64>, b: Option<i64>| a.is_some() && b.is_some() && a < b;
    let less_or_equal = |a: Option<i64>, b: Option<i64>| a.is_some() && b.is_some() && a <= b;
    same("maybe < 1", |i| i.maybe.lt(1), |i| less(i.maybe, Some(1)));
    same(
        "maybe <= 1",
        |i| i.maybe.le(1),
        |i| less_or_equal(i.maybe, Some(1)),
    );
    same("maybe > 1", |i| i.maybe.gt(1), |i| less(Some(1), i.maybe));
    same(
        "maybe >= 1",
        |i| i.maybe.ge(1),
        |i| less_or_equal(Some(1), i.maybe),
    );
    same(
        "maybe < other",
        |i| i.maybe.lt(i.other),
        |i| less(i.maybe, i.other),
    );
    same(
        "maybe >= other",
        |i| i.maybe.ge(i.other),
        |i| less_or_equal(i.other, i.maybe),
    );
}

#[test]
fn null_tests() {
    same("is null", |i| i.maybe.is_null(), |i| i.maybe.is_none());
    same(
        "is not null",
        |i| i.other.is_not_null(),
        |i| i.other.is_some(),
    );
    same("text is null", |i| i.text.is_null(), |i| i.text.is_none());
}

#[test]
fn text_bool_and_float_compare_as_in_rust() {
    same(
        "text = ''",
        |i| i.text.eq(""),
        |i| i.text.as_deref() == Some(""),
    );
    same(
        "text = a",
        |i| i.text.eq("a".to_owned()),
        |i| i.text.as_deref() == Some("a"),
    );
    same(
        "text <> a",
        |i| i.text.ne("a".to_owned()),
        |i| i.text.as_deref() != Some("a"),
    );
    same("text = None", |i| i.text.eq(None), |i| i.text.is_none());
    same(
        "text > A",
        |i| i.text.gt("A"),
        |i| i.text.as_deref().is_some_and(|t| t > "A"),
    );
    same("real", |i| i.real.ge(0.5), |i| i.real >= 0.5);
    same(
        "a column as condition",
        |i| i.flag.into_condition(),
        |i| i.flag,
    );
    same("flag = false", |i| i.flag.eq(false), |i| !i.flag);
    same("!flag", |i| !i.flag, |i| !i.flag);
}

#[test]
fn conditions_join_as_in_rust() {
    let two = |i: &Item| i.maybe == Some(2);
    let none = |i: &Item| i.other.is_none();
    same(
        "and",
        |i| i.maybe.eq(2).and(i.other.is_null()),
        |i| two(i) && none(i),
    );
    same(
        "or",
        |i| i.maybe.eq(2).or(i.other.is_null()),
        |i| two(i) || none(i),
    );
    same(
        "or inside and",
        |i| i.flag.and(i.maybe.eq(2).or(i.other.is_null())),
        |i| i.flag && (two(i) || none(i)),
    );
    same(
        "and inside or",
        |i| i.flag.and(i.maybe.eq(2)).or(i.other.is_null()),
        |i| i.flag && two(i) || none(i),
    );
    same(
        "not of an or with NULLs",
        |i| i.maybe.lt(1).or(i.other.gt(1)).not(),
        |i| !(i.maybe.is_some_and(|m| m < 1) || i.other.is_some_and(|o| o > 1)),
    );
    same(
        "not inside an and with NULLs",
        |i| i.maybe.lt(1).not().and(i.other.lt(1).not()),
        |i| i.maybe.is_none_or(|m| m >= 1) && i.other.is_none_or(|o| o >= 1),
    );
    same(
        "a comparison of comparisons",
        |i| i.maybe.lt(1).eq(i.other.lt(1)).or(true),
        |_| true,
    );
    same(
        "operators",
        |i| (i.flag & i.maybe.eq(2)) | !i.other.is_null(),
        |i| i.flag && two(i) || !none(i),
    );
}

#[test]
fn all_of_nothing_is_true_and_any_of_nothing_is_false() {
    let no = || Vec::<Expr<bool>>::new();
    same("all of nothing", |_| all_of(no()), |_| true);
    same("any of nothing", |_| any_of(no()), |_| false);
    same("true", |_| true.into_condition(), |_| true);
    same("false", |_| false.into_condition(), |_| false);
    same("and true", |i| i.flag.and(true), |i| i.flag);
    same("or false", |i| i.flag.or(false), |i| i.flag);
    same(
        "all of three",
        |i| all_of([i.number.gt(0), i.maybe.is_not_null(), i.flag.eq(true)]),
        |i| i.number > 0 && i.maybe.is_some() && i.flag,
    );
    same(
        "any of three",
        |i| any_of([i.number.eq(0), i.maybe.is_null(), i.flag.eq(true)]),
        |i| i.number == 0 || i.maybe.is_none() || i.flag,
    );
}

#[test]
fn several_filters_all_hold() {
    let (db, items) = items();
    let query = Item::filter(|i| i.flag)
        .filter(|i| i.maybe.eq(1).or(i.maybe.eq(2)))
        .filter(|i| i.other.is_null());
    let found = query.order_by(|i| i.id).load(&db).unwrap();
    let picked: Vec<Item> = items
        .into_iter()
        .filter(|i| i.flag && matches!(i.maybe, Some(1 | 2)) && i.other.is_none())
        .collect();
    assert_eq!(found, picked);
}

#[test]
fn in_is_membership_and_null_is_never_a_member() {
    same("in nothing", |i| i.number.in_(Vec::<i64>::new()), |_| false);
    same("in one", |i| i.number.in_([1]), |i| i.number == 1);
    same(
        "in some",
        |i| i.maybe.in_(vec![0, 2, 2]),
        |i| matches!(i.maybe, Some(0 | 2)),
    );
    same(
        "in a range",
        |i| i.number.in_(1..3),
        |i| (1..3).contains(&i.number),
    );
    same(
        "text in",
        |i| i.text.in_(["a", ""]),
        |i| matches!(i.text.as_deref(), Some("a" | "")),
    );
    let strings = vec!["B".to_owned()];
    same(
        "text in a slice",
        |i| i.text.in_(&strings),
        |i| i.text.as_deref() == Some("B"),
    );
    same(
        "not in nothing",
        |i| i.maybe.in_(Vec::<i64>::new()).not(),
        |_| true,
    );
}

#[test]
fn in_takes_any_number_of_values_as_one() {
    let (db, _) = items();
    for count in [0, 1, 40_000, 200_000] {
        let (found, ran) = statements(&db, || {
            Item::filter(|i| i.number.in_(1..1 + count))
                .load(&db)
                .unwrap()
        });
        let per_number = if count == 0 { 0 } else { 8 };
        assert_eq!(found.len(), if count > 1 { 24 } else { per_number });
        assert_eq!(ran.len(), 1);
        assert!(
            ran[0].ends_with(r#"WHERE t0."number" IN rarray(?1)"#),
            "{}",
            ran[0]
        );
    }
}

#[test]
fn a_comparison_with_null_goes_by_the_index() {
    let db = crate::models::empty();
    let query = crate::models::Employee::filter(|e| e.manager_id.eq(None));
    let explain = format!("EXPLAIN QUERY PLAN {}", query.to_sql().unwrap());
    let plan: String =
        db.with_connection(|raw| raw.query_row(&explain, [], |row| row.get(3)).unwrap());
    assert!(plan.contains("USING INDEX employee(manager_id)"), "{plan}");
}

#[test]
fn rows_come_in_the_order_asked_for() {
    let (db, mut items) = items();
    let found = Item::all()
        .order_by(|i| (i.maybe.desc(), i.other, i.flag.desc(), i.id))
        .load(&db)
        .unwrap();
    items.sort_by_key(|i| {
        (
            std::cmp::Reverse(i.maybe),
            i.other,
            std::cmp::Reverse(i.flag),
            i.id,
        )
    });
    assert_eq!(found, items);
}

#[test]
fn a_second_order_replaces_the_first() {
    let (db, items) = items();
    let query = Item::all().order_by(|i| i.number.desc()).order_by(|i| i.id);
    assert_eq!(query.load(&db).unwrap(), items);
}

#[test]
fn an_order_may_be_a_condition() {
    let (db, mut items) = items();
    let found = Item::all()
        .order_by(|i| (i.maybe.is_null().desc(), i.id.desc()))
        .load(&db)
        .unwrap();
    items.sort_by_key(|i| (i.maybe.is_some(), std::cmp::Reverse(i.id)));
    assert_eq!(found, items);
}

#[test]
fn a_list_without_an_end_is_refused() {
    let db = memory_db();
    schema![Item].create(&db).unwrap();
    let error = Item::filter(|i| i.number.in_(300..))
        .count(&db)
        .unwrap_err();
    assert!(error.is_query());
    assert!(error.to_string().contains("without an end"), "{error}");
    let endless = Item::filter(|i| i.number.in_(std::iter::repeat(1)));
    assert!(endless.load(&db).unwrap_err().is_query());
}

#[test]
fn an_order_is_made_when_the_program_runs() {
    let order = |by: &'static [(&'static str, bool)]| {
        Item::all()
            .order_by(|i| {
                let terms = by
                    .iter()
                    .map(|(column, descending)| match (*column, descending) {
                        ("number", true) => i.number.desc(),
                        ("number", false) => i.number.asc(),
                        _ => i.text.desc(),
                    });
                terms.collect::<Vec<_>>()
            })
            .to_sql()
            .unwrap()
    };
    let sql = order(&[("number", true), ("text", true)]);
    assert!(sql.ends_with(r#" ORDER BY t0."number" DESC, t0."text" DESC"#));
    assert!(order(&[("number", false)]).ends_with(r#" ORDER BY t0."number""#));
    assert!(!order(&[]).contains("ORDER BY"));
}
