//! Random schemas: models and relations of all kinds, described at run time, filled with rows by chance.
//! What tuples hold by each strategy, and projections in each way of reading, is what plain Rust works out from the rows.
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
mod deep;
mod defs;
mod dynamic;
mod edge;
mod known;
mod load;
mod naive;
mod places;
mod schema;
mod shown;
mod shrink;
mod templates;
mod tree;
mod vary;
mod verbs;
mod watch;

use std::io::Write;

use check::Case;
use load::{Load, STRATEGIES};

use relmodel::{Db, Executor};
use relmodel_tests::{Random, memory_db};
use schema::Schema;
use templates::{ACCESSORS, TEMPLATES, Template};

/// How many schemas are tried.
const SCHEMAS: u64 = 2_000;
/// How many loads of each, beside one by accessors.
const LOADS: usize = 2;
/// How many projections of each, beside one of a form that tuples are loaded by, too.
const PROJECTIONS: usize = 2;

#[test]
fn random_loads_of_random_schemas_equal_the_naive_answer_by_every_strategy() {
    try_schemas("random schemas", |tried, seed, made, on, random| {
        for (templates, count) in [(TEMPLATES, LOADS), (ACCESSORS, 1)] {
            for _ in 0..count {
                if let Some(load) = some_load(&made.schema, &made.tables, templates, random) {
                    tried.load(seed, made, on, &load, random);
                }
            }
        }
    });
}

#[test]
fn random_projections_of_random_schemas_equal_the_naive_answer_in_every_way() {
    try_schemas(
        "projections of random schemas",
        |tried, seed, made, on, random| {
            for _ in 0..PROJECTIONS {
                let load = Load::projected(&made.schema, &made.tables, random);
                tried.load(seed, made, on, &load, random);
            }
            let load = some_load(&made.schema, &made.tables, TEMPLATES, random);
            if let Some(mut load) = load.filter(Load::is_projectable) {
                load.show(&made.schema, &made.tables, random);
                tried.load(seed, made, on, &load, random);
            }
        },
    );
}

/// A schema with rows, in a database.
struct Made {
    schema: Schema,
    tables: data::Tables,
    db: Db,
}

impl Made {
    fn new(seed: u64, random: &mut Random) -> Self {
        let schema = Schema::random(random);
        let db = memory_db();
        watch::over(&db);
        let ddl = defs::use_schema(&schema);
        ddl.create(&db)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}\n{}", ddl.sql()));
        let rows = schema.rows(random);
        schema
            .insert(&db, &rows)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}\n{}\n{rows:?}", ddl.sql()));
        let tables = schema
            .read(&db)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        Self { schema, tables, db }
    }
}

/// Tries something with each schema, and says how much was tried.
fn try_schemas(what: &str, of_each: impl Fn(&mut Tried, u64, &Made, &dyn Executor, &mut Random)) {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .map(|text| text.parse().expect("a number"))
    };
    let first: u64 = number("RELMODEL_SEED").unwrap_or(0);
    let schemas: u64 = number("RELMODEL_SCHEMAS").unwrap_or(SCHEMAS);
    let mut tried = Tried::default();
    for seed in first..first + schemas {
        let mut random = Random::new(seed);
        let made = Made::new(seed, &mut random);
        let mut of_each = |on: &dyn Executor| of_each(&mut tried, seed, &made, on, &mut random);
        // Half of them run where statements are kept.
        match seed % 4 {
            2 => of_each(&made.db.session()),
            3 => of_each(&made.db.begin().unwrap()),
            _ => of_each(&made.db),
        }
    }
    // Past the capture of the test runner: how much was tried is part of the result.
    let Tried {
        loads,
        answers,
        errors,
    } = tried;
    let _ = writeln!(
        std::io::stderr(),
        "\n{what}: {schemas} schemas, {loads} loads, {answers} answers compared, {errors} of them errors\n",
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
    /// Tries a load by each strategy; where statements are kept, again with other values, and once more with its own.
    fn load(
        &mut self,
        seed: u64,
        made: &Made,
        on: &dyn Executor,
        load: &Load,
        random: &mut Random,
    ) {
        self.loads += 1;
        for load in with_strategies(load, random) {
            self.check(seed, made, on, &load);
            if seed % 4 >= 2 {
                let other = load.with_other_values(&made.tables, random);
                self.check(seed, made, on, &other);
            }
            // A projection has run in many ways by then.
            if seed % 4 >= 2 && load.shown.is_none() {
                self.check(seed, made, on, &load);
            }
        }
    }

    fn check(&mut self, seed: u64, made: &Made, on: &dyn Executor, load: &Load) {
        let case = Case {
            schema: &made.schema,
            tables: &made.tables,
            load,
        };
        match case.check(on) {
            Ok(checked) => {
                self.answers += checked.answers;
                self.errors += checked.errors;
            }
            // It would have to be waited for again and again.
            Err(why) if why.contains("interrupted") => panic!("seed {seed}: {why}\n{load:?}"),
            Err(why) => panic!("seed {seed}: {why}\n{}", shrink::smallest(&case)),
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

/// The load by each strategy, and by a strategy drawn for each relation. A projection runs in many ways, and so by fewer.
fn with_strategies(load: &Load, random: &mut Random) -> Vec<Load> {
    if load.nodes.is_empty() || load.template.by_accessor && load.nodes.len() == 1 {
        return vec![load.clone()];
    }
    let (same, drawn) = match load.shown {
        Some(_) => (1, 1),
        None => (STRATEGIES.len(), usize::from(load.nodes.len() > 1)),
    };
    let mut loads = Vec::new();
    for strategy in &STRATEGIES[..same] {
        let mut load = load.clone();
        load.nodes
            .iter_mut()
            .for_each(|node| node.strategy = *strategy);
        loads.push(load);
    }
    for _ in 0..drawn {
        let mut load = load.clone();
        for node in &mut load.nodes {
            node.strategy = STRATEGIES[random.below(4)];
        }
        loads.push(load);
    }
    loads
}
