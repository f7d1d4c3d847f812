//! Instructions, counted by valgrind: nearly the same on each run, whatever else the machine does.

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use protocol::{Place, Workload};

use crate::Result;
use crate::build::{self, BASE, Library, OURS};
use crate::command::{Options, folder};
use crate::data::{Measure, Results};

/// A library that takes so many times as long as rusqlite is not run in valgrind.
const TOO_SLOW: f64 = 60.0;

/// A bar: how many of rusqlite's instructions relmodel may need.
pub struct Bar {
    pub workload: &'static Workload,
    pub ratio: f64,
    /// The ratio that the gate holds: what was reached, where that is above the bar.
    pub held: Option<f64>,
}

/// By how much a ratio may be worse than what is held.
const LEEWAY: f64 = 0.03;

/// Counts the instructions of all workloads, several at the same time.
pub fn all(libraries: &[Library], options: &Options, results: &mut Results) -> Result<()> {
    for place in options.places(&[Place::Memory]) {
        for (workload, library, count) in counts(libraries, options, place, results)? {
            let count = count as f64;
            results.set(Measure::Instructions, place, workload, library, vec![count]);
        }
        for workload in &options.workloads {
            println!("{}", line(libraries, workload, place, results));
        }
    }
    Ok(())
}

/// Counts what `bars.tsv` says is held, and fails when relmodel needs more than it may.
pub fn bars(options: &Options) -> Result<()> {
    let bars: Vec<Bar> = read_bars(&folder().join("bars.tsv"))?
        .into_iter()
        .filter(|bar| bar.held.is_some())
        .collect();
    let libraries = build::all(&folder(), &[OURS.to_owned()])?;
    let options = Options {
        workloads: bars.iter().map(|bar| bar.workload).collect(),
        libraries: Vec::new(),
        places: options.places,
        rounds: 0,
    };
    let mut results = Results::default();
    all(&libraries, &options, &mut results)?;
    let mut over = Vec::new();
    for bar in &bars {
        let place = options.places(&[Place::Memory])[0];
        let ratio = ratio(&results, place, bar.workload, OURS).ok_or("nothing was counted")?;
        if ratio > bar.ratio + LEEWAY {
            println!(
                "not met: {} at {ratio:.2}, its bar is {:.2}",
                bar.workload.name, bar.ratio
            );
        }
        let held = bar.held.unwrap_or(bar.ratio);
        if ratio > held + LEEWAY {
            over.push(format!(
                "{} needs {ratio:.2} of rusqlite's instructions; {held:.2} are held, and {LEEWAY} more are let pass",
                bar.workload.name
            ));
        }
    }
    if over.is_empty() {
        Ok(())
    } else {
        Err(over.join("\n").into())
    }
}

/// The lines `WORKLOAD BAR [HELD]`.
pub fn read_bars(file: &Path) -> Result<Vec<Bar>> {
    let text = std::fs::read_to_string(file)?;
    let mut bars = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (name, ratio, rest) = match words.as_slice() {
            [name, ratio, rest @ ..] => (name, ratio, rest),
            _ => return Err(format!("{}: `{line}` is no bar", file.display()).into()),
        };
        bars.push(Bar {
            workload: Workload::find(name).ok_or_else(|| format!("`{name}` is no workload"))?,
            ratio: ratio.parse()?,
            held: rest.first().map(|held| held.parse()).transpose()?,
        });
    }
    Ok(bars)
}

/// A library's instructions as a part of rusqlite's.
pub fn ratio(results: &Results, place: Place, workload: &Workload, library: &str) -> Option<f64> {
    let of = |name| {
        Some(
            *results
                .get(Measure::Instructions, place, workload, name)?
                .first()?,
        )
    };
    Some(of(library)? / of(BASE)?)
}

fn line(libraries: &[Library], workload: &Workload, place: Place, results: &Results) -> String {
    let mut line = format!("{:<20} {place:<6}", workload.name);
    for library in libraries {
        let count = results.get(Measure::Instructions, place, workload, &library.name);
        if let (Some([count]), Some(ratio)) =
            (count, ratio(results, place, workload, &library.name))
        {
            line += &format!("  {} {:.2} M {ratio:.2}", library.name, count / 1e6);
        }
    }
    line
}

type Count<'a> = (&'static Workload, &'a str, u64);

/// Counts on all processors.
fn counts<'a>(
    libraries: &'a [Library],
    options: &Options,
    place: Place,
    results: &Results,
) -> Result<Vec<Count<'a>>> {
    let jobs: Vec<(&'static Workload, &Library)> = options
        .workloads
        .iter()
        .flat_map(|workload| libraries.iter().map(|library| (*workload, library)))
        .filter(|(workload, library)| !is_too_slow(results, place, workload, &library.name))
        .collect();
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || -> std::result::Result<(), String> {
        while let Some((workload, library)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let count = counted(library, workload, place)
                .map_err(|error| format!("{}, {}: {error}", library.name, workload.name))?;
            if let (Some(count), Ok(mut done)) = (count, done.lock()) {
                eprintln!("counted {}, {}", library.name, workload.name);
                done.push((*workload, library.name.as_str(), count));
            }
        }
        Ok(())
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        all.into_iter().try_for_each(|one| match one.join() {
            Ok(ended) => Ok(ended?),
            Err(_) => Err("a thread that counts panicked".into()),
        })
    })
    .and_then(|()| Ok(done.into_inner().map_err(|error| error.to_string())?))
}

fn is_too_slow(results: &Results, place: Place, workload: &Workload, library: &str) -> bool {
    let time = results.get(Measure::Time, place, workload, library);
    time.is_some_and(|numbers| numbers.get(4).is_some_and(|ratio| *ratio > TOO_SLOW))
}

/// What one round needs: a run of more rounds, less a run of one, so that neither opening nor
/// preparing counts.
fn counted(library: &Library, workload: &Workload, place: Place) -> Result<Option<u64>> {
    let (few, many) = match workload.is_heavy {
        // Of a million rows the first round is as good as any.
        true if workload.data.users >= 1_000_000 => (0, 1),
        true => (1, 2),
        false => (1, 3),
    };
    let Some(least) = refs(library, workload, place, few)? else {
        return Ok(None);
    };
    let most = refs(library, workload, place, many)?.ok_or("it can't do it twice")?;
    Ok(Some(most.saturating_sub(least) / (many - few)))
}

/// All instructions of a run; `None` when the library can't do the workload.
fn refs(library: &Library, workload: &Workload, place: Place, rounds: u64) -> Result<Option<u64>> {
    let output = Command::new("valgrind")
        .args([
            "--tool=cachegrind",
            "--cache-sim=no",
            "--cachegrind-out-file=/dev/null",
        ])
        .arg(&library.program)
        .args([
            "run",
            workload.name,
            &place.to_string(),
            &rounds.to_string(),
        ])
        .output()
        .map_err(|error| format!("valgrind can't be run ({error}); install it"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        let can_not = format!("can't do `{}`", workload.name);
        return if said.contains(&can_not) {
            Ok(None)
        } else {
            Err(said.into())
        };
    }
    // `==1== I refs: 78,540,971`, with more spaces in older versions.
    let refs = said
        .lines()
        .filter_map(|line| line.split_once("refs:"))
        .find(|(start, _)| start.trim_end().ends_with('I'));
    let (_, refs) = refs.ok_or_else(|| format!("valgrind counted nothing:\n{said}"))?;
    Ok(Some(refs.trim().replace(',', "").parse()?))
}

#[cfg(test)]
mod tests {
    use crate::command::folder;

    #[test]
    fn six_ratios_are_held_and_all_bars_are_of_workloads() {
        let bars = super::read_bars(&folder().join("bars.tsv")).unwrap();
        assert_eq!(bars.iter().filter(|bar| bar.held.is_some()).count(), 6);
    }
}
