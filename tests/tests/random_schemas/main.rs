//! Random schemas: models and relations of all kinds, described at run time, filled with rows by chance.
//! What loads give, by each strategy, is what plain Rust works out from the rows.
//!
//! `RELMODEL_SCHEMAS` says how many schemas, `RELMODEL_SEED` with which seed to begin.

#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    reason = "a test reports by panicking"
)]
#![allow(
    unreachable_pub,
    reason = "a test program exports nothing: `pub` is the short word for what modules share"
)]

mod cell;
mod check;
mod data;
mod defs;
mod dynamic;
mod edge;
mod known;
mod load;
mod naive;
mod places;
mod random;
mod schema;
mod shrink;
mod templates;
mod tree;
mod watch;

use std::io::Write;

use check::Case;
use load::{Load, STRATEGIES};
use random::Random;
use relmodel::Db;
use relmodel_tests::memory_db;
use schema::Schema;
use templates::{ACCESSORS, TEMPLATES, Template};

/// How many schemas are tried.
const SCHEMAS: u64 = 2_000;
/// How many loads of each, beside one by accessors.
const LOADS: usize = 2;

#[test]
fn random_loads_of_random_schemas_equal_the_naive_answer_by_every_strategy() {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .map(|text| text.parse().expect("a number"))
    };
    let first: u64 = number("RELMODEL_SEED").unwrap_or(0);
    let schemas: u64 = number("RELMODEL_SCHEMAS").unwrap_or(SCHEMAS);
    let mut tried = Tried::default();
    for seed in first..first + schemas {
        tried.schema(seed);
    }
    // Past the capture of the test runner: how much was tried is part of the result.
    let _ = writeln!(
        std::io::stderr(),
        "\nrandom schemas: {schemas} schemas, {} loads, {} answers by strategies compared, {} of them errors\n",
        tried.loads,
        tried.answers,
        tried.errors
    );
}

/// How much was tried.
#[derive(Default)]
struct Tried {
    loads: usize,
    answers: usize,
    errors: usize,
}

impl Tried {
    /// Tries some loads of the schema of a seed.
    fn schema(&mut self, seed: u64) {
        let mut random = Random::new(seed);
        let schema = Schema::random(&mut random);
        let db = memory_db();
        watch::over(&db);
        let ddl = defs::use_schema(&schema);
        ddl.create(&db)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}\n{}", ddl.sql()));
        let rows = schema.rows(&mut random);
        schema
            .insert(&db, &rows)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}\n{}\n{rows:?}", ddl.sql()));
        let tables = schema
            .read(&db)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        for (templates, count) in [(TEMPLATES, LOADS), (ACCESSORS, 1)] {
            for _ in 0..count {
                if let Some(load) = some_load(&schema, &tables, templates, &mut random) {
                    self.loads += 1;
                    for load in with_strategies(&load, &mut random) {
                        let case = Case {
                            schema: &schema,
                            tables: &tables,
                            load: &load,
                        };
                        self.answer(seed, &db, &case);
                    }
                }
            }
        }
    }

    fn answer(&mut self, seed: u64, db: &Db, case: &Case<'_>) {
        self.answers += 1;
        match case.check(db) {
            Ok(is_error) => self.errors += usize::from(is_error),
            // It would have to be waited for again and again.
            Err(why) if why.contains("interrupted") => {
                panic!("seed {seed}: {why}\n{:?}", case.load)
            }
            Err(why) => panic!("seed {seed}: {why}\n{}", shrink::smallest(case)),
        }
    }
}

/// A load of one of these forms that the schema has the relations for.
fn some_load(
    schema: &Schema,
    tables: &data::Tables,
    templates: &'static [Template],
    random: &mut Random,
) -> Option<Load> {
    (0..40).find_map(|_| {
        let template = random.pick(templates)?;
        Load::random(schema, tables, template, random)
    })
}

/// The load by each strategy, and by a strategy drawn for each relation.
fn with_strategies(load: &Load, random: &mut Random) -> Vec<Load> {
    let mut loads = Vec::new();
    if load.nodes.is_empty() || load.template.by_accessor && load.nodes.len() == 1 {
        return vec![load.clone()];
    }
    for strategy in STRATEGIES {
        let mut load = load.clone();
        load.nodes
            .iter_mut()
            .for_each(|node| node.strategy = strategy);
        loads.push(load);
    }
    if load.nodes.len() > 1 {
        let mut load = load.clone();
        for node in &mut load.nodes {
            node.strategy = STRATEGIES[random.below(4)];
        }
        loads.push(load);
    }
    loads
}
