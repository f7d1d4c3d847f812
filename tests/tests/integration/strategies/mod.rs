//! The strategies give the same rows: `joined`, `subquery`, `batched` and the usual one, each chosen by chance for each relation,
//! against a search in plain Rust. On random data, with nothing left out: rows that point at nothing, keys that are NULL,
//! owners without rows, one target many times, and links that stand twice.

mod by_chance;
mod nested;
mod other_keys;
mod refined;
pub mod world;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use relmodel::Refined;

use relmodel::bounds::Record;
use relmodel::prelude::*;
use world::{World, build, seeds};

/// How a relation is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Usual,
    Joined,
    Subquery,
    Batched,
}

pub const ALL: [How; 4] = [How::Usual, How::Joined, How::Subquery, How::Batched];

/// The relation, to be loaded in a way that is known only at run time.
pub fn by<M: Record, R: relmodel::Loading<M>>(
    how: How,
    relation: R,
) -> Refined<M, R::To, R::Row, R::Shape> {
    match how {
        How::Usual => relation.refined(),
        How::Joined => relation.joined(),
        How::Subquery => relation.subquery(),
        How::Batched => relation.batched(),
    }
}

/// One way for each relation of a shape.
fn hows() -> impl Strategy<Value = [How; 6]> {
    proptest::array::uniform6(proptest::sample::select(&ALL[..]))
}

/// Runs a property on so many cases, the same ones each time, and says how many there were.
/// PROPTEST_CASES asks for more.
fn check<T: std::fmt::Debug>(
    name: &str,
    cases: u32,
    values: impl Strategy<Value = T>,
    property: impl Fn(T) -> Result<(), TestCaseError>,
) {
    let asked = std::env::var("PROPTEST_CASES").ok();
    let cases = asked.and_then(|n| n.parse().ok()).unwrap_or(cases);
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    if let Err(error) = runner.run(&values, property) {
        panic!("{name}: {error}");
    }
    println!("{name}: {cases} cases");
}

/// Rows in an order that is the same for equal ones, where none was asked for.
pub fn sorted<T: std::fmt::Debug>(mut rows: Vec<T>) -> Vec<T> {
    rows.sort_by_cached_key(|row| format!("{row:?}"));
    rows
}

/// Runs a shape on random rows with integer keys, with random strategies and two random numbers for limits.
fn shape(
    name: &str,
    property: impl Fn(&Db, &World, [How; 6], (u64, u64)) -> Result<(), TestCaseError>,
) {
    let values = (seeds(), hows(), (0..4_u64, 0..4_u64));
    check(name, 300, values, |(seeds, hows, numbers)| {
        let (db, world) = build(&seeds)?;
        property(&db, &world, hows, numbers)
    });
}
