//! What was measured, as lines of a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use protocol::{Place, Workload};

use crate::Result;

/// What was measured: a list of numbers for each kind, place, workload and library. Of times they
/// are the quartiles in nanoseconds, and the quartiles of the ratio to rusqlite; of instructions one.
#[derive(Debug, Default)]
pub struct Results {
    numbers: BTreeMap<[String; 4], Vec<f64>>,
    /// What is said about the run: the date, the machine, versions.
    pub facts: BTreeMap<String, String>,
}

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    Instructions,
    /// Three quartiles of the time, then of the ratio to rusqlite.
    Time,
    /// The bytes of memory that one round needs at its peak.
    Memory,
}

impl Measure {
    fn name(self) -> &'static str {
        match self {
            Self::Instructions => "instructions",
            Self::Time => "time",
            Self::Memory => "memory",
        }
    }
}

impl Results {
    pub fn read(file: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("nothing was measured yet: {}: {error}", file.display()))?;
        let mut results = Self::default();
        for line in text.lines() {
            let words: Vec<&str> = line.split('\t').collect();
            match words.as_slice() {
                ["fact", name, said] => {
                    results.facts.insert((*name).to_owned(), (*said).to_owned());
                }
                [measure, place, workload, library, numbers @ ..] => {
                    let key = [*measure, place, workload, library].map(str::to_owned);
                    let numbers = numbers.iter().map(|number| number.parse());
                    results
                        .numbers
                        .insert(key, numbers.collect::<std::result::Result<_, _>>()?);
                }
                _ => return Err(format!("a line that is none: {line}").into()),
            }
        }
        Ok(results)
    }

    pub fn write(&self, file: &Path) -> Result<()> {
        let mut text = String::new();
        for (name, said) in &self.facts {
            writeln!(text, "fact\t{name}\t{said}")?;
        }
        for (key, numbers) in &self.numbers {
            text += &key.join("\t");
            for number in numbers {
                write!(text, "\t{number:.4}")?;
            }
            text.push('\n');
        }
        Ok(std::fs::write(file, text)?)
    }

    pub fn set(
        &mut self,
        measure: Measure,
        place: Place,
        workload: &Workload,
        library: &str,
        numbers: Vec<f64>,
    ) {
        let key = [measure.name(), &place.to_string(), workload.name, library].map(str::to_owned);
        self.numbers.insert(key, numbers);
    }

    pub fn get(
        &self,
        measure: Measure,
        place: Place,
        workload: &Workload,
        library: &str,
    ) -> Option<&[f64]> {
        let key = [measure.name(), &place.to_string(), workload.name, library].map(str::to_owned);
        self.numbers.get(&key).map(Vec::as_slice)
    }

    /// The libraries that have a number, in the order of the tables.
    pub fn libraries(&self) -> Vec<String> {
        let mut names: Vec<String> = self.numbers.keys().map(|[.., name]| name.clone()).collect();
        names.sort_by_key(|name| {
            let place = [crate::build::BASE, crate::build::OURS];
            (
                place.iter().position(|first| first == name).unwrap_or(2),
                name.clone(),
            )
        });
        names.dedup();
        names
    }
}
