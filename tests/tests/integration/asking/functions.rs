//! Expressions give what the same does in Rust, on NULLs, negative numbers, empty texts, NUL and letters of several bytes.

use std::fmt::Debug;

use relmodel::bounds::Row;
use relmodel::prelude::*;
use relmodel::{ColumnType, Selection};
use relmodel_tests::memory_db;

#[derive(Model, Debug, Clone, PartialEq)]
struct Thing {
    id: Id<Thing>,
    text: String,
    note: Option<String>,
    number: i64,
    maybe: Option<i64>,
    small: u8,
    real: f64,
    rebate: Option<f64>,
    flag: bool,
}

const TEXTS: [&str; 14] = [
    "",
    "a",
    "Añ B",
    " \u{a0}x y\t\n",
    "a\0b",
    "\0",
    "\0\0a",
    "😀a😀",
    "ABC",
    "%_",
    "ß",
    "\u{10FFFF}\u{FFFF}",
    "aa",
    "ab ab",
];

fn things() -> (Db, Vec<Thing>) {
    let db = memory_db();
    schema![Thing].create(&db).unwrap();
    let numbers = [0, 1, -1, 7, -8, 100];
    let reals = [0.0, 0.5, -0.5, 2.5, -1e300, 3.0, f64::INFINITY];
    let mut rows = Vec::new();
    for (n, text) in TEXTS.iter().cycle().take(84).enumerate() {
        let new = NewThing {
            text,
            number: numbers[n % 6],
            small: [0, 1, 200, 255][n % 4],
            real: reals[n % 7],
            flag: n % 2 == 0,
        };
        rows.push(
            new.note((n % 3 != 0).then_some(*text))
                .maybe((n % 5 != 0).then_some(numbers[(n / 2) % 6]))
                .rebate((n % 4 != 0).then_some(reals[(n / 3) % 7])),
        );
    }
    let things = Thing::insert_all(&db, rows).unwrap();
    (db, things)
}

/// The expression gives for each row what the closure does.
fn gives<E, Out>(what: &str, ask: impl Fn(ThingFields) -> E, rust: impl Fn(&Thing) -> Out)
where
    E: Selection<Out = Out>,
    Out: Row + Debug + PartialEq,
{
    let (db, things) = things();
    let query = Thing::all().order_by(|t| t.id).select(ask);
    let found = query
        .load(&db)
        .unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(found.len(), things.len());
    for (found, thing) in found.into_iter().zip(&things) {
        assert_eq!(found, rust(thing), "{what} of {thing:?}");
    }
}

#[test]
fn arithmetic_of_integers_is_that_of_rust() {
    gives("+", |t| t.number + 1, |t| t.number + 1);
    gives(
        "-",
        |t| t.number - t.maybe,
        |t| t.maybe.map(|m| t.number - m),
    );
    gives(
        "*",
        |t| t.maybe * t.number,
        |t| t.maybe.map(|m| t.number * m),
    );
    gives("/", |t| t.number / 3, |t| t.number.checked_div(3));
    gives(
        "/ column",
        |t| t.number / t.maybe,
        |t| t.maybe.and_then(|m| t.number.checked_div(m)),
    );
    gives("%", |t| t.number % 3, |t| t.number.checked_rem(3));
    gives(
        "% column",
        |t| t.maybe % t.number,
        |t| t.maybe.and_then(|m| m.checked_rem(t.number)),
    );
    gives("neg", |t| -t.number, |t| -t.number);
    gives("neg neg", |t| -(-t.maybe), |t| t.maybe);
    gives(
        "parentheses",
        |t| (t.number + 1) * (t.number - 2),
        |t| (t.number + 1) * (t.number - 2),
    );
    gives(
        "no parentheses",
        |t| t.number + t.number * 2 - 1,
        |t| t.number + t.number * 2 - 1,
    );
    gives("left to right", |t| t.number - (t.number - 1), |_| 1);
    gives(
        "value first",
        |t| value(10_i64) - t.number,
        |t| 10 - t.number,
    );
    gives("of a value", |_| value(3_i64) + 4, |_| 7);
    gives("abs", |t| t.number.abs(), |t| t.number.abs());
    gives("abs of none", |t| t.maybe.abs(), |t| t.maybe.map(i64::abs));
}

#[test]
fn arithmetic_of_floats_is_that_of_rust_but_for_nan() {
    let number = |real: f64| (!real.is_nan()).then_some(real);
    gives("+", |t| t.real + 0.25, |t| t.real + 0.25);
    gives(
        "-",
        |t| (t.real - t.rebate).optional(),
        |t| t.rebate.and_then(|r| number(t.real - r)),
    );
    gives(
        "*",
        |t| (t.real * t.real).optional(),
        |t| number(t.real * t.real),
    );
    gives("/", |t| t.real / 2.0, |t| number(t.real / 2.0));
    gives("/ 0", |t| t.real / 0.0, |_| None);
    gives("neg", |t| -t.rebate, |t| t.rebate.map(|r| -r));
    gives("round", |t| t.real.round(), |t| t.real.round());
    gives(
        "round_to",
        |t| (t.real / 3.0).round_to(1),
        |t| {
            Some((t.real / 3.0 * 10.0).round() / 10.0)
                .map(|r| if t.real == -1e300 { t.real / 3.0 } else { r })
        },
    );
    gives("abs", |t| t.real.abs(), |t| t.real.abs());
    gives(
        "cast",
        |t| t.number.cast::<f64>() / 2.0,
        |t| Some(t.number as f64 / 2.0),
    );
}

#[test]
fn floats_that_have_no_sum_are_null_and_conditions_stay_two_valued() {
    let (db, things) = things();
    let none = |t: &&Thing| (t.real - t.real).is_nan();
    let is_zero = Thing::filter(|t| (t.real - t.real).eq(0.0))
        .count(&db)
        .unwrap();
    let is_not = Thing::filter(|t| (t.real - t.real).eq(0.0).not())
        .count(&db)
        .unwrap();
    let ne = Thing::filter(|t| (t.real - t.real).ne(0.0))
        .count(&db)
        .unwrap();
    let nans = things.iter().filter(none).count() as u64;
    assert!(nans > 0);
    assert_eq!((is_zero, is_not, ne), (84 - nans, nans, nans));
}

#[test]
fn functions_of_texts_are_those_of_str() {
    gives("lower", |t| t.text.lower(), |t| t.text.to_ascii_lowercase());
    gives(
        "upper",
        |t| t.note.upper(),
        |t| t.note.as_ref().map(|n| n.to_ascii_uppercase()),
    );
    gives("trim", |t| t.text.trim(), |t| t.text.trim().to_owned());
    gives(
        "trim_start",
        |t| t.text.trim_start(),
        |t| t.text.trim_start().to_owned(),
    );
    gives(
        "trim_end",
        |t| t.note.trim_end(),
        |t| t.note.as_ref().map(|n| n.trim_end().to_owned()),
    );
    gives(
        "length",
        |t| t.text.length(),
        |t| t.text.chars().count() as i64,
    );
    gives(
        "length of none",
        |t| t.note.length(),
        |t| t.note.as_ref().map(|n| n.chars().count() as i64),
    );
    gives(
        "byte_length",
        |t| t.text.byte_length(),
        |t| t.text.len() as i64,
    );
    for part in ["a", "", "\0", "😀", "a\0", "b ab", "\u{FFFF}", "x"] {
        gives(
            "find",
            |t| t.text.find(part),
            |t| {
                t.text
                    .find(part)
                    .map(|at| t.text[..at].chars().count() as i64)
            },
        );
        if !part.is_empty() && !part.starts_with('\0') {
            gives(
                "replace",
                |t| t.text.replace(part, "<é>"),
                |t| t.text.replace(part, "<é>"),
            );
            gives(
                "replace by nothing",
                |t| t.note.replace(part, ""),
                |t| t.note.as_ref().map(|n| n.replace(part, "")),
            );
        }
    }
    gives(
        "replace nothing",
        |t| t.text.replace("", "x"),
        |t| t.text.clone(),
    );
    for (start, length) in [(0, 0), (0, 1), (1, 2), (2, 100), (50, 1)] {
        gives(
            "substr",
            |t| t.text.substr(start, length),
            |t| {
                let letters = t.text.chars().take_while(|c| *c != '\0');
                letters
                    .skip(start as usize)
                    .take(length as usize)
                    .collect::<String>()
            },
        );
    }
}

#[test]
fn texts_are_joined() {
    gives(
        "concat",
        |t| concat((t.text, "-", t.text)),
        |t| format!("{}-{}", t.text, t.text),
    );
    gives(
        "concat with none",
        |t| concat((t.text, t.note)),
        |t| t.note.as_ref().map(|n| format!("{}{n}", t.text)),
    );
    gives(
        "concat none first",
        |t| concat((t.note, ":", t.text.upper())),
        |t| {
            t.note
                .as_ref()
                .map(|n| format!("{n}:{}", t.text.to_ascii_uppercase()))
        },
    );
    gives(
        "with a number",
        |t| concat(("n=", t.number.cast::<String>())),
        |t| format!("n={}", t.number),
    );
}

#[test]
fn a_replaced_part_that_begins_with_nul_is_refused() {
    let (db, _) = things();
    let error = Thing::all()
        .select(|t| t.text.replace("\0", ""))
        .load(&db)
        .unwrap_err();
    assert!(error.is_unstorable(), "{error:?}");
}

#[test]
fn coalesce_gives_the_first_that_is_not_null() {
    gives("value", |t| t.maybe.coalesce(5), |t| t.maybe.unwrap_or(5));
    gives(
        "column",
        |t| t.maybe.coalesce(t.number),
        |t| t.maybe.unwrap_or(t.number),
    );
    gives(
        "text",
        |t| t.note.coalesce("none"),
        |t| t.note.clone().unwrap_or_else(|| "none".into()),
    );
    gives(
        "of two options",
        |t| t.maybe.coalesce(t.maybe / 2).coalesce(t.number),
        |t| t.maybe.unwrap_or(t.number),
    );
    gives("an option", |t| t.rebate.coalesce(None), |t| t.rebate);
    gives(
        "reckoned with",
        |t| t.maybe.coalesce(0) + 1,
        |t| t.maybe.unwrap_or(0) + 1,
    );
}

#[test]
fn a_case_takes_the_first_condition_that_holds() {
    gives(
        "texts",
        |t| {
            case_when(t.maybe.lt(0), "less")
                .when(t.maybe.gt(0), "more")
                .otherwise("other")
        },
        |t| match t.maybe {
            Some(..=-1) => "less".to_owned(),
            Some(1..) => "more".to_owned(),
            _ => "other".to_owned(),
        },
    );
    gives(
        "columns",
        |t| case_when(t.flag, t.number).otherwise(t.maybe),
        |t| if t.flag { Some(t.number) } else { t.maybe },
    );
    gives(
        "or none",
        |t| case_when(t.flag, t.number).or_none(),
        |t| t.flag.then_some(t.number),
    );
    gives(
        "conditions",
        |t| case_when(t.flag, t.maybe.gt(0)).otherwise(t.number.gt(0)),
        |t| {
            if t.flag {
                t.maybe > Some(0)
            } else {
                t.number > 0
            }
        },
    );
}

#[test]
fn a_case_is_a_condition() {
    let (db, things) = things();
    let found = Thing::filter(|t| case_when(t.flag, t.maybe.gt(0)).otherwise(false).not());
    let picked = things
        .iter()
        .filter(|t| !(t.flag && t.maybe > Some(0)))
        .count();
    assert_eq!(found.count(&db).unwrap(), picked as u64);
}

#[test]
fn casts_are_those_of_sqlite() {
    gives(
        "to text",
        |t| t.number.cast::<String>(),
        |t| t.number.to_string(),
    );
    gives(
        "to float",
        |t| t.maybe.cast::<f64>(),
        |t| t.maybe.map(|m| m as f64),
    );
    gives("to integer", |t| t.real.cast::<i64>(), |t| t.real as i64);
    gives(
        "to bytes",
        |t| t.text.cast::<Vec<u8>>(),
        |t| t.text.clone().into_bytes(),
    );
    gives(
        "to a key",
        |t| t.number.cast::<Id<Thing>>(),
        |t| Id::from(t.number),
    );
    gives("from bool", |t| t.flag.cast::<i64>(), |t| i64::from(t.flag));
    gives(
        "from a condition",
        |t| t.maybe.gt(0).cast::<i64>(),
        |t| i64::from(t.maybe > Some(0)),
    );
    gives("of text", |t| concat(("12", t.text)).cast::<i64>(), |_| 12);
}

#[test]
fn selected_conditions_are_true_or_false() {
    gives(
        "less",
        |t| t.maybe.lt(1),
        |t| t.maybe.is_some_and(|m| m < 1),
    );
    gives(
        "in",
        |t| t.maybe.in_([1, 7]),
        |t| matches!(t.maybe, Some(1 | 7)),
    );
    gives(
        "between",
        |t| t.maybe.between(0, t.number),
        |t| t.maybe.is_some_and(|m| (0..=t.number).contains(&m)),
    );
    gives(
        "not between",
        |t| t.maybe.between(0, 5).not(),
        |t| !t.maybe.is_some_and(|m| (0..=5).contains(&m)),
    );
    gives(
        "of arithmetic",
        |t| (t.maybe + 1).eq(t.number).not(),
        |t| t.maybe.map(|m| m + 1) != Some(t.number),
    );
    gives(
        "division",
        |t| (t.number / t.maybe).ne(1),
        |t| t.maybe.and_then(|m| t.number.checked_div(m)) != Some(1),
    );
    gives(
        "of null",
        |t| t.note.lower().contains("a").not(),
        |t| {
            !t.note
                .as_ref()
                .is_some_and(|n| n.to_ascii_lowercase().contains('a'))
        },
    );
}

#[test]
fn rows_are_ordered_by_expressions() {
    let (db, mut things) = things();
    let found = Thing::all()
        .order_by(|t| ((t.number * t.number).desc(), t.text.length(), t.id))
        .load(&db)
        .unwrap();
    things.sort_by_key(|t| {
        (
            std::cmp::Reverse(t.number * t.number),
            t.text.chars().count(),
            t.id,
        )
    });
    assert_eq!(found, things);
}

#[test]
fn raw_expressions_take_values_and_columns() {
    gives(
        "unicode",
        |t| Expr::<Option<i64>>::raw("unicode(?)", t.text),
        |t| {
            t.text
                .chars()
                .next()
                .filter(|c| *c != '\0')
                .map(|c| i64::from(u32::from(c)))
        },
    );
    gives(
        "operators",
        |t| Expr::<i64>::raw("? + ? * ?", (t.number, 2, 3)) * 2,
        |t| (t.number + 6) * 2,
    );
    gives(
        "quotes",
        |t| Expr::<String>::raw("? || '?''?' || ?", (t.text, "?")),
        |t| format!("{}?'??", t.text),
    );
    gives("nothing", |_| Expr::<i64>::raw("1 + 1", ()), |_| 2);
    gives(
        "none",
        |_| Expr::<Option<i64>>::raw("?", None::<i64>),
        |_| None,
    );
    gives(
        "of a condition",
        |t| Expr::<i64>::raw("iif(?, 1, 0)", t.maybe.gt(0)),
        |t| i64::from(t.maybe > Some(0)),
    );
}

#[test]
fn a_raw_condition_counts_as_false_where_it_is_null() {
    let (db, things) = things();
    let count = |query: Query<Thing>| query.count(&db).unwrap();
    let glob = |t: ThingFields| Expr::<bool>::raw("? GLOB '*a*'", t.note);
    let some = things.iter().filter(|t| {
        t.note
            .as_ref()
            .is_some_and(|n| n.split('\0').next().unwrap().contains('a'))
    });
    let some = some.count() as u64;
    assert_eq!(count(Thing::filter(glob)), some);
    assert_eq!(count(Thing::filter(|t| glob(t).not())), 84 - some);
    assert_eq!(count(Thing::filter(|t| glob(t).or(t.flag).and(t.flag))), 42);
    let or = |_| Expr::<bool>::raw("0 OR 1", ());
    assert_eq!(count(Thing::filter(|t| t.flag.and(or(t)))), 42);
}

#[test]
fn raw_texts_that_are_no_expression_are_refused() {
    let (db, _) = things();
    for sql in [
        "? + ?",
        "1",
        "?1",
        ":a + ?",
        "? -- x",
        "? /* x */",
        "?; DELETE FROM thing",
        "?)",
        "(?",
        "'?",
        "?) OR (1",
    ] {
        let query = Thing::filter(|t| Expr::<i64>::raw(sql, t.number).eq(1));
        let error = query.load(&db).unwrap_err();
        assert!(error.is_query(), "{sql}: {error:?}");
        assert!(error.to_string().contains(sql), "{sql}: {error}");
    }
}

/// What the database says is kept, and the message names the place and says why.
fn refused<E: Selection<Out = Out>, Out: Row + Debug>(
    ask: impl FnOnce(ThingFields) -> E,
) -> String {
    let (db, things) = things();
    let mut greatest = things[0].clone();
    greatest.number = i64::MAX;
    greatest.maybe = Some(i64::MIN);
    greatest.small = 255;
    greatest.update(&db).unwrap();
    let query = Thing::filter(|t| t.id.eq(greatest.id)).select(ask);
    let error = query.load(&db).unwrap_err();
    assert!(error.to_string().contains("Thing"), "{error}");
    error.to_string()
}

#[test]
fn a_result_of_more_than_64_bits_is_an_error() {
    for error in [
        refused(|t| t.number + 1),
        refused(|t| t.number * t.number),
        refused(|t| t.maybe - 1),
        refused(|t| -t.maybe),
        refused(|t| t.maybe / -1),
        refused(|t| (t.number + 1) - 1),
        refused(|t| case_when(t.flag, t.number + 1).otherwise(0)),
    ] {
        assert!(error.contains("64 bits"), "{error}");
        assert!(error.contains("in place 1"), "{error}");
    }
    let error = refused(|t| t.maybe.abs());
    assert!(error.contains("integer overflow"), "{error}");
    let error = refused(|t| (t.id, t.small + t.small));
    assert!(
        error.contains("510 is out of range") && error.contains("in place 2"),
        "{error}"
    );
}

#[test]
fn a_result_of_more_than_64_bits_counts_in_conditions() {
    let db = memory_db();
    schema![Thing].create(&db).unwrap();
    let new = NewThing {
        text: "",
        number: i64::MAX,
        small: 0,
        real: 0.0,
        flag: true,
    };
    new.insert(&db).unwrap();
    let count = |query: Query<Thing>| query.count(&db).unwrap();
    assert_eq!(count(Thing::filter(|t| (t.number + 1).gt(t.number))), 1);
    assert_eq!(count(Thing::filter(|t| (t.number + 1).lt(0))), 0);
}

#[test]
fn chains_of_200_000_operators_are_refused() {
    let (db, _) = things();
    let query = Thing::filter(|t| {
        let mut sum = t.number + 1;
        for n in 0..200_000 {
            sum = sum + n;
        }
        sum.gt(1)
    });
    assert!(query.load(&db).unwrap_err().is_limit());
    let query = Thing::filter(|t| {
        let mut text = t.text.lower();
        for _ in 0..200_000 {
            text = concat((text, case_when(t.flag, "a").otherwise("b")));
        }
        text.eq("")
    });
    assert!(query.load(&db).unwrap_err().is_limit());
}

#[test]
fn expressions_fill_tuples_beside_relations_loaded_apart() {
    #[derive(Model, Debug, Clone, PartialEq)]
    struct Author {
        id: Id<Author>,
        age: i64,
    }
    #[derive(Model, Debug, Clone, PartialEq)]
    struct Book {
        id: Id<Book>,
        #[belongs_to(Author)]
        author_id: Id<Author>,
    }
    let db = memory_db();
    schema![Book].create(&db).unwrap();
    let author = NewAuthor { age: 41 }.insert(&db).unwrap();
    let book = NewBook {
        author_id: author.id,
    }
    .insert(&db)
    .unwrap();
    let expected = [(book, (author.id, 42))];
    let all = Book::all();
    let select = |a: AuthorFields| (a.id, a.age + 1);
    assert_eq!(
        all.clone()
            .with(|b| b.author.select(select))
            .load(&db)
            .unwrap(),
        expected
    );
    assert_eq!(
        all.clone()
            .with(|b| b.author.batched().select(select))
            .load(&db)
            .unwrap(),
        expected
    );
    assert_eq!(
        all.with(|b| b.author.subquery().select(select))
            .load(&db)
            .unwrap(),
        expected
    );
}

/// A type around a number is reckoned with as the number that it is stored as.
#[test]
fn types_around_numbers_and_texts_are_cast() {
    #[derive(ColumnType, Debug, Clone, Copy, PartialEq)]
    struct Cents(i64);
    #[derive(ColumnType, Debug, Clone, PartialEq)]
    struct Email(String);
    #[derive(Model, Debug)]
    struct Bill {
        id: Id<Bill>,
        amount: Cents,
        email: Email,
    }
    fn is_column<T: ColumnType>() {}
    is_column::<Option<Cents>>();
    let db = memory_db();
    schema![Bill].create(&db).unwrap();
    let email = Email("Ann@X".into());
    NewBill {
        amount: Cents(250),
        email,
    }
    .insert(&db)
    .unwrap();
    let select = |b: BillFields| {
        (
            (b.amount.cast::<i64>() * 2).cast::<Cents>(),
            b.email.lower(),
            concat((b.email, "!")),
        )
    };
    let found: (Cents, String, String) = Bill::all().select(select).one(&db).unwrap();
    assert_eq!(found, (Cents(500), "ann@x".into(), "Ann@X!".into()));
}
