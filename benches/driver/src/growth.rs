//! How costs grow with the number of rows and of columns: instructions, time and memory.

use std::process::Command;

use protocol::{COLUMNS, PARENTS, Place, Workload};

use crate::build::Library;
use crate::command::Options;
use crate::data::{Measure, Results};
use crate::{Result, count, time};

/// Measures what grows. On a file, so that the database is no part of the memory.
pub fn all(libraries: &[Library], options: &Options, results: &mut Results) -> Result<()> {
    let options = Options {
        workloads: PARENTS.iter().chain(COLUMNS).collect(),
        libraries: Vec::new(),
        places: Some(Place::File),
        rounds: options.rounds.min(7),
    };
    time::all(libraries, &options, results)?;
    for workload in &options.workloads {
        for library in libraries {
            if let Some(bytes) = memory(library, workload)? {
                results.set(
                    Measure::Memory,
                    Place::File,
                    workload,
                    &library.name,
                    vec![bytes],
                );
            }
        }
    }
    count::all(libraries, &options, results)
}

/// The bytes that one round needs at its peak, in a process of its own; `None` when it can't do it.
fn memory(library: &Library, workload: &Workload) -> Result<Option<f64>> {
    let output = Command::new(&library.program)
        .args(["memory", workload.name, "file"])
        .output()?;
    if !output.status.success() {
        return Ok(None);
    }
    Ok(Some(String::from_utf8(output.stdout)?.trim().parse()?))
}
