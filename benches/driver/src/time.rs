//! Times: interleaved rounds, so that what else the machine does strikes all libraries alike.

use protocol::{Place, Workload};

use crate::Result;
use crate::build::{BASE, Library};
use crate::command::Options;
use crate::data::{Measure, Results};
use crate::serve::Server;

/// What is not waited for longer than this is done fewer times: so much time for all rounds.
const ENOUGH: u64 = 12_000_000_000;

/// Takes the times of all workloads. Each library is one process, which does all of them in turn.
pub fn all(libraries: &[Library], options: &Options, results: &mut Results) -> Result<()> {
    for place in options.places(&[Place::Memory, Place::File]) {
        let mut servers = Vec::new();
        for library in libraries {
            servers.push(Server::start(library)?);
        }
        for workload in &options.workloads {
            let rounds = rounds(&mut servers, workload, place, options.rounds)?;
            keep(libraries, workload, place, &rounds, results);
        }
    }
    Ok(())
}

/// The nanoseconds of each round of each library; none of one that can't do it.
fn rounds(
    servers: &mut [Server],
    workload: &Workload,
    place: Place,
    rounds: usize,
) -> Result<Vec<Vec<u64>>> {
    let mut times = vec![Vec::new(); servers.len()];
    let mut left = vec![0; servers.len()];
    for (server, left) in servers.iter_mut().zip(&mut left) {
        // The first two warm up, and say how long it takes.
        if server.round(workload, place)?.is_some()
            && let Some(second) = server.round(workload, place)?
        {
            let most = ENOUGH / second.nanoseconds.max(1) + 1;
            *left = rounds.min(usize::try_from(most).unwrap_or(rounds));
        }
    }
    for _ in 0..rounds {
        for ((server, left), times) in servers.iter_mut().zip(&mut left).zip(&mut times) {
            if *left == 0 {
                continue;
            }
            *left -= 1;
            if let Some(round) = server.round(workload, place)? {
                times.push(round.nanoseconds);
            }
        }
    }
    Ok(times)
}

fn keep(
    libraries: &[Library],
    workload: &Workload,
    place: Place,
    rounds: &[Vec<u64>],
    results: &mut Results,
) {
    let base = libraries.iter().position(|library| library.name == BASE);
    let base = base
        .and_then(|place| rounds.get(place))
        .cloned()
        .unwrap_or_default();
    let mut line = format!("{:<20} {place:<6}", workload.name);
    for (library, times) in libraries.iter().zip(rounds) {
        if times.is_empty() {
            continue;
        }
        let ratios = times
            .iter()
            .zip(&base)
            .map(|(own, base)| *own as f64 / *base as f64);
        let mut numbers = quartiles(times.iter().map(|time| *time as f64)).to_vec();
        numbers.extend(quartiles(ratios));
        line += &format!(
            "  {} {:.0} µs {:.2}",
            library.name,
            numbers[1] / 1e3,
            numbers[4]
        );
        results.set(Measure::Time, place, workload, &library.name, numbers);
    }
    eprintln!("{line}");
}

/// The first quartile, the median and the third.
fn quartiles(numbers: impl Iterator<Item = f64>) -> [f64; 3] {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    let last = numbers.len().saturating_sub(1);
    [1, 2, 3].map(|quarter| numbers.get(last * quarter / 4).copied().unwrap_or(f64::NAN))
}

#[cfg(test)]
mod tests {
    use super::quartiles;

    #[test]
    fn quartiles_are_of_the_sorted_numbers() {
        let numbers = [9.0, 1.0, 5.0, 3.0, 7.0];
        assert_eq!(quartiles(numbers.into_iter()), [3.0, 5.0, 7.0]);
    }
}
