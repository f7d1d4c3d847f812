//! The commands, and what they are given.

use std::path::{Path, PathBuf};

use protocol::{Place, WORKLOADS, Workload};

use crate::build::{self, Library};
use crate::data::Results;
use crate::{Result, check, count, facts, growth, render, time};

const USAGE: &str = "\
usage: cargo run --release -- [COMMAND] [OPTIONS] [WORKLOAD…]
  all            measures everything, and makes the tables and charts
  check          runs the workloads once in all libraries and compares the checksums
  instructions   counts instructions
  time           takes times, in interleaved rounds
  growth         measures how costs grow with rows and columns, of relmodel and rusqlite
  render         makes the tables and charts from what was measured last
  bars           fails when relmodel needs more instructions than `bars.tsv` holds
options:
  --libraries A,B   only these, beside rusqlite (default: every crate of this folder)
  --place P         `memory` or `file` (default: both for times, memory for instructions)
  --rounds N        how many rounds of times (default: 15)
Without workloads it is all of them.";

/// What a command is to work on.
pub struct Options {
    pub workloads: Vec<&'static Workload>,
    pub libraries: Vec<String>,
    pub places: Option<Place>,
    pub rounds: usize,
}

/// Runs the command that the words say.
pub fn run(words: impl Iterator<Item = String>) -> Result<()> {
    let mut words = words.peekable();
    let command = words.next().unwrap_or_else(|| "help".to_owned());
    let options = Options::read(words)?;
    match command.as_str() {
        "all" => all(&options),
        "check" => check::all(&built(&options)?, &options),
        "instructions" => {
            let libraries = built(&options)?;
            keep(&libraries, |results| {
                count::all(&libraries, &options, results)
            })
        }
        "time" => {
            let libraries = built(&options)?;
            check::all(&libraries, &options)?;
            keep(&libraries, |results| {
                time::all(&libraries, &options, results)
            })
        }
        "growth" => {
            let libraries = few()?;
            keep(&libraries, |results| {
                growth::all(&libraries, &options, results)
            })
        }
        "render" => render::all(&Results::read(&results_file())?),
        "bars" => count::bars(&options),
        _ => Err(USAGE.into()),
    }
}

impl Options {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self {
            workloads: Vec::new(),
            libraries: Vec::new(),
            places: None,
            rounds: 15,
        };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            match word.as_str() {
                "--libraries" => {
                    options.libraries = value()?.split(',').map(str::to_owned).collect();
                }
                "--place" => options.places = Some(value()?.parse()?),
                "--rounds" => options.rounds = value()?.parse()?,
                name => options.workloads.push(
                    Workload::find(name)
                        .ok_or_else(|| format!("`{name}` is no workload\n{USAGE}"))?,
                ),
            }
        }
        if options.workloads.is_empty() {
            options.workloads = WORKLOADS.iter().collect();
        }
        Ok(options)
    }

    /// The places to work at, when none was chosen.
    pub fn places(&self, otherwise: &[Place]) -> Vec<Place> {
        self.places.map_or(otherwise.to_vec(), |place| vec![place])
    }
}

fn all(options: &Options) -> Result<()> {
    let libraries = built(options)?;
    check::all(&libraries, options)?;
    Results::default().write(&results_file())?;
    let few = few()?;
    keep(&libraries, |results| {
        time::all(&libraries, options, results)?;
        count::all(&libraries, options, results)?;
        growth::all(&few, options, results)?;
        let run = "all at once".to_owned();
        results.facts.insert("run".to_owned(), run);
        Ok(())
    })?;
    render::all(&Results::read(&results_file())?)
}

fn few() -> Result<Vec<Library>> {
    build::all(&folder(), &[build::OURS.to_owned()])
}

fn built(options: &Options) -> Result<Vec<Library>> {
    build::all(&folder(), &options.libraries)
}

/// Adds to what was measured before, also what was measured until something failed.
fn keep(libraries: &[Library], measure: impl FnOnce(&mut Results) -> Result<()>) -> Result<()> {
    let file = results_file();
    let mut results = Results::read(&file).unwrap_or_default();
    facts::note(libraries, &mut results)?;
    results
        .facts
        .insert("run".to_owned(), "in parts, one after the other".to_owned());
    let measured = measure(&mut results);
    results.write(&file)?;
    measured
}

/// The folder of the benchmarks.
pub fn folder() -> PathBuf {
    let driver = Path::new(env!("CARGO_MANIFEST_DIR"));
    driver.parent().unwrap_or(driver).to_owned()
}

/// Where the numbers are, from which tables and charts are made.
fn results_file() -> PathBuf {
    folder().join("results.tsv")
}
