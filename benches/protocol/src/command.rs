//! The commands of a library's program.

use std::collections::HashMap;
use std::io::{BufRead as _, Write as _};
use std::process::ExitCode;

use crate::session::Session;
use crate::{Library, Place, Result, WORKLOADS, Workload, memory};

const USAGE: &str = "\
usage:
  versions                        the library's version and SQLite's
  list                            the workloads that the library can do
  run WORKLOAD PLACE TIMES        does it, up to 3 times; for counting instructions
  memory WORKLOAD PLACE           how many bytes of memory one round needs at its peak
  serve                           reads lines `WORKLOAD PLACE`, answers `NANOSECONDS CHECKSUM`,
                                  `-` when the library can't do it, or `error: …`
PLACE is `memory` or `file`.";

/// How many rounds `run` makes the input of.
const MOST: i64 = 3;

/// Runs the command that the program was given.
pub fn main<L: Library>() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["versions"] => versions::<L>(),
        ["list"] => list::<L>(),
        ["run", workload, place, times] => run::<L>(workload, place, times),
        ["memory", workload, place] => memory::<L>(workload, place),
        ["serve"] => serve::<L>(),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn versions<L: Library>() -> Result<()> {
    for (name, version) in L::versions() {
        println!("{name} {version}");
    }
    Ok(())
}

fn list<L: Library>() -> Result<()> {
    for workload in WORKLOADS {
        if L::work(workload.name).is_some() {
            println!("{}\t{}", workload.name, workload.title);
        }
    }
    Ok(())
}

fn run<L: Library>(workload: &str, place: &str, times: &str) -> Result<()> {
    let mut session = opened::<L>(workload, place.parse()?)?
        .ok_or_else(|| format!("{} can't do `{workload}`", L::NAME))?;
    session.run(times.parse()?, MOST)
}

fn memory<L: Library>(workload: &str, place: &str) -> Result<()> {
    let mut session = opened::<L>(workload, place.parse()?)?
        .ok_or_else(|| format!("{} can't do `{workload}`", L::NAME))?;
    let before = memory::start()?;
    session.run(1, 1)?;
    println!("{}", memory::peak()?.saturating_sub(before));
    Ok(())
}

fn opened<L: Library>(workload: &str, place: Place) -> Result<Option<Session<L>>> {
    let workload = Workload::find(workload)
        .ok_or_else(|| format!("`{workload}` is no workload; `list` shows them"))?;
    Session::open(workload, place)
}

fn serve<L: Library>() -> Result<()> {
    let mut open = HashMap::new();
    for line in std::io::stdin().lock().lines() {
        let answer =
            answer::<L>(&mut open, &line?).unwrap_or_else(|error| format!("error: {error}"));
        println!("{}", answer.replace('\n', " "));
        std::io::stdout().flush()?;
    }
    Ok(())
}

type Sessions<L> = HashMap<(String, Place), Option<Session<L>>>;

fn answer<L: Library>(open: &mut Sessions<L>, line: &str) -> Result<String> {
    let (workload, place) = line.split_once(' ').ok_or(USAGE)?;
    let key = (workload.to_owned(), place.parse()?);
    if !open.contains_key(&key) {
        let session = opened(workload, key.1)?;
        open.insert(key.clone(), session);
    }
    Ok(match open.get_mut(&key).and_then(Option::as_mut) {
        Some(session) => {
            let round = session.round()?;
            format!("{} {}", round.nanoseconds, round.checksum)
        }
        None => "-".to_owned(),
    })
}
