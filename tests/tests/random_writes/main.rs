//! Random programs of writes: inserts, updates, deletes, upserts, collections and transactions inside each other, of models of
//! all kinds. A model in memory, plain maps, says what each call gives and what the tables hold after it.
//!
//! `RELMODEL_PROGRAMS` says how many programs, `RELMODEL_SEED` with which seed to begin.

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
mod children;
mod draw;
mod links;
mod models;
mod place;
mod program;
mod queries;
mod rows;
mod run;
mod shrink;
mod tables;
mod tested;
mod world;

use std::io::Write;

use place::Place;
use relmodel_tests::Random;
use run::{Counts, Run};
use world::Kind;

/// How many programs are tried.
const PROGRAMS: u64 = 3_200;
/// How many of them run on one database, one after the other.
const ON_ONE: u64 = 40;
/// Of so many databases one is a file, and the others are in memory.
const IN_MEMORY: u64 = 5;

#[test]
fn random_programs_of_writes_leave_what_plain_maps_leave() {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .map(|text| text.parse().expect("a number"))
    };
    let first: u64 = number("RELMODEL_SEED").unwrap_or(0);
    let programs: u64 = number("RELMODEL_PROGRAMS").unwrap_or(PROGRAMS);
    let threads = std::thread::available_parallelism().map_or(1, |number| number.get() as u64);
    let counts: Vec<Counts> = std::thread::scope(|scope| {
        let part = |thread: u64| first + programs * thread / threads;
        let run = |thread| scope.spawn(move || some_programs(part(thread)..part(thread + 1)));
        let running: Vec<_> = (0..threads).map(run).collect();
        let joined = running.into_iter().map(|thread| thread.join());
        joined
            .map(|counts| counts.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let sum = |of: &dyn Fn(&Counts) -> usize| counts.iter().map(of).sum::<usize>();
    let errors = Kind::ALL.map(|kind| (kind, sum(&|counts| counts.errors[kind as usize])));
    // Past the capture of the test runner: how much was tried is part of the result.
    let _ = writeln!(
        std::io::stderr(),
        "\nrandom writes: {programs} programs, {} calls, {} transactions, {} of them rolled back, the tables compared {} times\n    errors: {errors:?}\n",
        sum(&|counts| counts.calls),
        sum(&|counts| counts.transactions),
        sum(&|counts| counts.rolled_back),
        sum(&|counts| counts.comparisons),
    );
}

fn some_programs(seeds: std::ops::Range<u64>) -> Counts {
    let mut counts = Counts::default();
    let is_file = |seed: u64| (seed / ON_ONE).is_multiple_of(IN_MEMORY);
    let mut place = Place::new(is_file(seeds.start));
    for seed in seeds {
        if seed % ON_ONE == 0 {
            place = Place::new(is_file(seed));
        }
        let steps = program::random(&mut Random::new(seed));
        let mut run = Run::new(place.other.as_ref(), false);
        run.counts = counts;
        if let Err(why) = shrink::run(&mut run, &place.db, &steps) {
            let smallest = shrink::smallest(&steps, is_file(seed));
            panic!("seed {seed}: {why}\n\n{smallest}");
        }
        counts = run.counts;
        place.clear();
    }
    counts
}
