//! Random trees of arithmetic, comparisons, `coalesce` and `case` over NULLs: what SQLite makes of them, Rust does.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use relmodel::prelude::*;
use relmodel_tests::memory_db;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(below: Cell)]
struct Cell {
    id: Id<Cell>,
    number: i64,
    a: Option<i64>,
    b: Option<i64>,
    flag: bool,
    #[belongs_to(above: Cell)]
    above_id: Option<Id<Cell>>,
}

/// A number that may be NULL.
#[derive(Debug, Clone)]
enum Number {
    Own,
    A,
    B,
    Value(Option<i64>),
    Plus(Box<[Number; 2]>),
    Minus(Box<[Number; 2]>),
    Times(Box<[Number; 2]>),
    Divided(Box<[Number; 2]>),
    Rest(Box<[Number; 2]>),
    Negated(Box<Number>),
    Abs(Box<Number>),
    Coalesce(Box<[Number; 2]>),
    Case(Box<(Condition, Number, Number)>),
    CaseOrNone(Box<(Condition, Number)>),
    Of(Box<Condition>),
    Above(Box<Number>),
    CountBelow(Box<Condition>),
    SumBelow(Box<Number>),
    MaxBelow(Box<Number>),
}

#[derive(Debug, Clone)]
enum Condition {
    Flag,
    Eq(Number, Number),
    Ne(Number, Number),
    Lt(Number, Number),
    Between(Number, Number, Number),
    In(Number, Vec<i64>),
    IsNull(Number),
    Not(Box<Condition>),
    And(Box<[Condition; 2]>),
    Or(Box<[Condition; 2]>),
    Same(Box<[Condition; 2]>),
    AllBelow(Box<Condition>),
    InAll(Number, Number),
}

fn number(n: &Number, c: CellFields) -> Expr<Option<i64>> {
    let pair = |both: &[Number; 2]| (number(&both[0], c), number(&both[1], c));
    match n {
        Number::Own => c.number.optional(),
        Number::A => c.a + 0,
        Number::B => c.b.optional(),
        Number::Value(v) => value(*v),
        Number::Plus(both) => pair(both).0 + pair(both).1,
        Number::Minus(both) => pair(both).0 - pair(both).1,
        Number::Times(both) => pair(both).0 * pair(both).1,
        Number::Divided(both) => pair(both).0 / pair(both).1,
        Number::Rest(both) => pair(both).0 % pair(both).1,
        Number::Negated(n) => -number(n, c),
        Number::Abs(n) => number(n, c).abs(),
        Number::Coalesce(both) => pair(both).0.coalesce(pair(both).1),
        Number::Case(case) => {
            case_when(condition(&case.0, c), number(&case.1, c)).otherwise(number(&case.2, c))
        }
        Number::CaseOrNone(case) => case_when(condition(&case.0, c), number(&case.1, c)).or_none(),
        Number::Of(of) => condition(of, c).cast::<i64>().optional(),
        Number::Above(n) => c.above.get(|above| number(n, above)),
        Number::CountBelow(of) => c
            .below
            .filter(|below| condition(of, below))
            .count()
            .optional(),
        Number::SumBelow(n) => c.below.sum(|below| number(n, below)).optional(),
        Number::MaxBelow(n) => c.below.max(|below| number(n, below)),
    }
}

fn condition(of: &Condition, c: CellFields) -> Expr<bool> {
    match of {
        Condition::Flag => c.flag.and(true),
        Condition::Eq(a, b) => number(a, c).eq(number(b, c)),
        Condition::Ne(a, b) => number(a, c).ne(number(b, c)),
        Condition::Lt(a, b) => number(a, c).lt(number(b, c)),
        Condition::Between(a, low, high) => number(a, c).between(number(low, c), number(high, c)),
        Condition::In(a, list) => number(a, c).in_(list),
        Condition::IsNull(a) => number(a, c).is_null(),
        Condition::Not(of) => condition(of, c).not(),
        Condition::And(both) => condition(&both[0], c).and(condition(&both[1], c)),
        Condition::Or(both) => condition(&both[0], c).or(condition(&both[1], c)),
        Condition::Same(both) => condition(&both[0], c).eq(condition(&both[1], c)),
        Condition::AllBelow(of) => c.below.all(|below| condition(of, below)),
        Condition::InAll(a, b) => number(a, c).in_(Cell::all().select(|other| number(b, other))),
    }
}

/// The same in Rust. The outer `Err` is a number of more than 64 bits, of which nothing is said.
type Known<T> = Result<T, TooLarge>;
struct TooLarge;

fn rust(n: &Number, c: &Cell, all: &[Cell]) -> Known<Option<i64>> {
    let both = |both: &[Number; 2], op: fn(i64, i64) -> Option<Option<i64>>| {
        let (a, b) = (rust(&both[0], c, all)?, rust(&both[1], c, all)?);
        a.zip(b).map_or(Ok(None), |(a, b)| op(a, b).ok_or(TooLarge))
    };
    let below = || all.iter().filter(|other| other.above_id == Some(c.id));
    let below_numbers = |n: &Number| -> Known<Vec<i64>> {
        let numbers: Vec<Option<i64>> = below()
            .map(|other| rust(n, other, all))
            .collect::<Known<_>>()?;
        Ok(numbers.into_iter().flatten().collect())
    };
    Ok(match n {
        Number::Own => Some(c.number),
        Number::A => c.a,
        Number::B => c.b,
        Number::Value(v) => *v,
        Number::Plus(n) => both(n, |a, b| a.checked_add(b).map(Some))?,
        Number::Minus(n) => both(n, |a, b| a.checked_sub(b).map(Some))?,
        Number::Times(n) => both(n, |a, b| a.checked_mul(b).map(Some))?,
        Number::Divided(n) => both(n, |a, b| {
            if b == 0 {
                Some(None)
            } else {
                a.checked_div(b).map(Some)
            }
        })?,
        Number::Rest(n) => both(n, |a, b| Some((b != 0).then(|| a.wrapping_rem(b))))?,
        Number::Negated(n) => match rust(n, c, all)? {
            Some(n) => Some(n.checked_neg().ok_or(TooLarge)?),
            None => None,
        },
        Number::Abs(n) => match rust(n, c, all)? {
            Some(n) => Some(n.checked_abs().ok_or(TooLarge)?),
            None => None,
        },
        Number::Coalesce(n) => {
            let (a, b) = (rust(&n[0], c, all)?, rust(&n[1], c, all)?);
            a.or(b)
        }
        Number::Case(case) => {
            let (a, b) = (rust(&case.1, c, all)?, rust(&case.2, c, all)?);
            if holds(&case.0, c, all)? { a } else { b }
        }
        Number::CaseOrNone(case) => {
            let a = rust(&case.1, c, all)?;
            if holds(&case.0, c, all)? { a } else { None }
        }
        Number::Of(of) => Some(i64::from(holds(of, c, all)?)),
        Number::Above(n) => match all.iter().find(|other| Some(other.id) == c.above_id) {
            Some(above) => rust(n, above, all)?,
            None => None,
        },
        Number::CountBelow(of) => {
            let kept: Vec<bool> = below()
                .map(|other| holds(of, other, all))
                .collect::<Known<_>>()?;
            Some(kept.into_iter().filter(|kept| *kept).count() as i64)
        }
        Number::SumBelow(n) => {
            let mut sum = 0_i64;
            for n in below_numbers(n)? {
                sum = sum.checked_add(n).ok_or(TooLarge)?;
            }
            Some(sum)
        }
        Number::MaxBelow(n) => below_numbers(n)?.into_iter().max(),
    })
}

fn holds(of: &Condition, c: &Cell, all: &[Cell]) -> Known<bool> {
    let n = |n: &Number| rust(n, c, all);
    let pair = |both: &[Condition; 2]| Ok((holds(&both[0], c, all)?, holds(&both[1], c, all)?));
    Ok(match of {
        Condition::Flag => c.flag,
        Condition::Eq(a, b) => n(a)? == n(b)?,
        Condition::Ne(a, b) => n(a)? != n(b)?,
        Condition::Lt(a, b) => n(a)?.zip(n(b)?).is_some_and(|(a, b)| a < b),
        Condition::Between(a, low, high) => {
            let (a, low, high) = (n(a)?, n(low)?, n(high)?);
            a.zip(low).is_some_and(|(a, low)| a >= low)
                && a.zip(high).is_some_and(|(a, high)| a <= high)
        }
        Condition::In(a, list) => n(a)?.is_some_and(|a| list.contains(&a)),
        Condition::IsNull(a) => n(a)?.is_none(),
        Condition::Not(of) => !holds(of, c, all)?,
        Condition::And(both) => pair(both).map(|(a, b)| a && b)?,
        Condition::Or(both) => pair(both).map(|(a, b)| a || b)?,
        Condition::Same(both) => pair(both).map(|(a, b)| a == b)?,
        Condition::AllBelow(of) => {
            let below = all.iter().filter(|other| other.above_id == Some(c.id));
            let kept: Vec<bool> = below
                .map(|other| holds(of, other, all))
                .collect::<Known<_>>()?;
            kept.into_iter().all(|kept| kept)
        }
        Condition::InAll(a, b) => {
            let a = n(a)?;
            let list: Vec<Option<i64>> = all
                .iter()
                .map(|other| rust(b, other, all))
                .collect::<Known<_>>()?;
            a.is_some() && list.contains(&a)
        }
    })
}

fn numbers(depth: u32) -> BoxedStrategy<Number> {
    let value = prop_oneof![Just(None), (-3..4_i64).prop_map(Some), Just(Some(i64::MAX))];
    let leaf = prop_oneof![
        Just(Number::Own),
        Just(Number::A),
        Just(Number::B),
        value.prop_map(Number::Value),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let one = || numbers(depth - 1);
    let boxed = || numbers(depth - 1).prop_map(Box::new);
    let two = || (one(), one()).prop_map(|(a, b)| Box::new([a, b]));
    let if_ = || conditions(depth - 1);
    prop_oneof![
        leaf,
        two().prop_map(Number::Plus),
        two().prop_map(Number::Minus),
        two().prop_map(Number::Times),
        two().prop_map(Number::Divided),
        two().prop_map(Number::Rest),
        two().prop_map(Number::Coalesce),
        boxed().prop_map(Number::Negated),
        boxed().prop_map(Number::Abs),
        (if_(), one(), one()).prop_map(|case| Number::Case(Box::new(case))),
        (if_(), one()).prop_map(|case| Number::CaseOrNone(Box::new(case))),
        if_().prop_map(|of| Number::Of(Box::new(of))),
        boxed().prop_map(Number::Above),
        if_().prop_map(|of| Number::CountBelow(Box::new(of))),
        boxed().prop_map(Number::SumBelow),
        boxed().prop_map(Number::MaxBelow),
    ]
    .boxed()
}

fn conditions(depth: u32) -> BoxedStrategy<Condition> {
    if depth == 0 {
        return Just(Condition::Flag).boxed();
    }
    let n = || numbers(depth - 1);
    let of = || conditions(depth - 1);
    let two = || (of(), of()).prop_map(|(a, b)| Box::new([a, b]));
    prop_oneof![
        (n(), n()).prop_map(|(a, b)| Condition::Eq(a, b)),
        (n(), n()).prop_map(|(a, b)| Condition::Ne(a, b)),
        (n(), n()).prop_map(|(a, b)| Condition::Lt(a, b)),
        (n(), n(), n()).prop_map(|(a, b, c)| Condition::Between(a, b, c)),
        (n(), proptest::collection::vec(-3..4_i64, 0..4))
            .prop_map(|(a, list)| Condition::In(a, list)),
        n().prop_map(Condition::IsNull),
        of().prop_map(|of| Condition::Not(Box::new(of))),
        two().prop_map(Condition::And),
        two().prop_map(Condition::Or),
        two().prop_map(Condition::Same),
        of().prop_map(|of| Condition::AllBelow(Box::new(of))),
        (n(), n()).prop_map(|(a, b)| Condition::InAll(a, b)),
    ]
    .boxed()
}

fn cells() -> (Db, Vec<Cell>) {
    let db = memory_db();
    schema![Cell].create(&db).unwrap();
    let values = [None, Some(0), Some(-2), Some(3)];
    for n in 0..12_i64 {
        NewCell {
            number: n % 5 - 2,
            flag: n % 2 == 0,
        }
        .a(values[n as usize % 4])
        .b(values[n as usize / 3])
        .above_id((n > 3).then(|| Id::from(n / 4)))
        .insert(&db)
        .unwrap();
    }
    let cells = Cell::all().order_by(|c| c.id).load(&db).unwrap();
    (db, cells)
}

fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

#[test]
fn random_numbers_are_those_of_rust() {
    let (db, cells) = cells();
    let compared = std::cell::Cell::new(0);
    let outcome = runner(1500).run(&numbers(3), |tree| {
        let expected: Known<Vec<_>> = cells.iter().map(|c| rust(&tree, c, &cells)).collect();
        let Ok(expected) = expected else {
            return Ok(());
        };
        compared.set(compared.get() + 1);
        let query = Cell::all().order_by(|c| c.id).select(|c| number(&tree, c));
        let sql = query.to_sql()?;
        prop_assert_eq!(query.load(&db)?, expected, "{}", sql);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(compared.get() > 1000, "{} were compared", compared.get());
}

#[test]
fn random_conditions_are_those_of_rust() {
    let (db, cells) = cells();
    let compared = std::cell::Cell::new(0);
    let outcome = runner(1500).run(&conditions(3), |tree| {
        let expected: Known<Vec<bool>> = cells.iter().map(|c| holds(&tree, c, &cells)).collect();
        let Ok(expected) = expected else {
            return Ok(());
        };
        compared.set(compared.get() + 1);
        let picked = |keep: bool| -> Vec<Id<Cell>> {
            let pairs = cells.iter().zip(&expected);
            pairs
                .filter(|(_, holds)| **holds == keep)
                .map(|(c, _)| c.id)
                .collect()
        };
        let ids = |query: Query<Cell>| query.order_by(|c| c.id).select(|c| c.id).load(&db);
        let sql = Cell::filter(|c| condition(&tree, c)).to_sql()?;
        prop_assert_eq!(
            ids(Cell::filter(|c| condition(&tree, c)))?,
            picked(true),
            "{}",
            sql
        );
        let not = |c: CellFields| condition(&tree, c).not();
        prop_assert_eq!(ids(Cell::filter(not))?, picked(false), "not {}", sql);
        let selected = Cell::all()
            .order_by(|c| c.id)
            .select(|c| condition(&tree, c))
            .load(&db)?;
        prop_assert_eq!(selected, expected.clone(), "selected {}", sql);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(compared.get() > 1000, "{} were compared", compared.get());
}
