//! Makes a program that fails shorter, and tells what it does.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use relmodel::Db;
use relmodel_tests::statements;

use crate::place::Place;
use crate::program::Step;
use crate::run::{Checked, Run};

/// Runs a program; a panic is a failure, too.
pub fn run(run: &mut Run<'_>, db: &Db, steps: &[Step]) -> Checked {
    match catch_unwind(AssertUnwindSafe(|| run.program(db, steps))) {
        Ok(checked) => checked,
        Err(panic) => Err(format!("it panics: {}", message(&*panic))),
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(|text| &**text);
    text.or(panic.downcast_ref::<&str>().copied())
        .unwrap_or("by something else")
}

/// The same with fewer steps, as long as it fails: what it does, and the statements that it runs.
pub fn smallest(steps: &[Step], is_file: bool) -> String {
    let mut steps = steps.to_vec();
    while let Some(shorter) = shorter(&steps)
        .into_iter()
        .find(|steps| fails(steps, is_file).is_some())
    {
        steps = shorter;
    }
    match fails(&steps, is_file) {
        Some(why) => why,
        None => "It does not fail again, on a database of its own.".to_owned(),
    }
}

fn fails(steps: &[Step], is_file: bool) -> Option<String> {
    let place = Place::new(is_file);
    let mut told = Run::new(place.other.as_ref(), true);
    let (checked, log) = statements(&place.db, || run(&mut told, &place.db, steps));
    let why = checked.err()?;
    let calls = told.told.unwrap_or_default().join("\n");
    Some(format!(
        "Shortest: {why}\n\nCalls:\n{calls}\n\nStatements:\n{}",
        log.join("\n")
    ))
}

/// Without a step, or with the steps of a transaction instead of it.
fn shorter(steps: &[Step]) -> Vec<Vec<Step>> {
    let mut all = Vec::new();
    // Large pieces first.
    for size in [8, 4, 2] {
        for first in (0..steps.len()).step_by(size) {
            let mut without = steps.to_vec();
            without.drain(first..(first + size).min(steps.len()));
            all.push(without);
        }
    }
    for place in 0..steps.len() {
        let mut without = steps.to_vec();
        let step = without.remove(place);
        all.push(without.clone());
        if let Step::Nest(nest) = step {
            let mut flat = without.clone();
            flat.splice(place..place, nest.steps.clone());
            all.push(flat);
            for inner in shorter(&nest.steps) {
                let mut nest = nest.clone();
                nest.steps = inner;
                let mut with = without.clone();
                with.insert(place, Step::Nest(nest));
                all.push(with);
            }
        }
    }
    all.retain(|shorter| size(shorter) < size(steps));
    all
}

fn size(steps: &[Step]) -> usize {
    let size_of = |step: &Step| match step {
        Step::Call(_) => 1,
        Step::Nest(nest) => 1 + size(&nest.steps),
    };
    steps.iter().map(size_of).sum()
}
