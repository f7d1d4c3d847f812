//! The tables, in Markdown.

use std::fmt::Write as _;

use protocol::{COLUMNS, PARENTS, Place, WORKLOADS, Workload};

use crate::build::{BASE, OURS};
use crate::command::folder;
use crate::count::{self, Bar};
use crate::data::{Measure, Results};
use crate::{Result, chart, growth_chart};

/// Makes `RESULTS.md` and the charts.
pub fn all(results: &Results) -> Result<()> {
    let folder = folder();
    let bars = count::read_bars(&folder.join("bars.tsv"))?;
    std::fs::write(folder.join("RESULTS.md"), page(results, &bars)?)?;
    chart::speed(results, &folder.join("../docs/speed.svg"))?;
    growth_chart::draw(results, &folder.join("../docs/growth.svg"))?;
    eprintln!("RESULTS.md, docs/speed.svg and docs/growth.svg are made");
    Ok(())
}

fn page(results: &Results, bars: &[Bar]) -> Result<String> {
    let mut page = String::from(
        "# Results\n\n\
         `cargo run --release -- all` in this folder makes this page; [README.md](README.md) says how to read it. \
         The numbers behind it are in [results.tsv](results.tsv).\n\n\
         ![Instructions of all libraries, as a ratio to rusqlite](../docs/speed.svg)\n\n",
    );
    facts(&mut page, results)?;
    writeln!(page, "\n## Instructions\n")?;
    writeln!(
        page,
        "In memory; millions for rusqlite by hand, and the ratio to it for all others. Less is better.\n"
    )?;
    instructions(&mut page, results, bars)?;
    for place in [Place::Memory, Place::File] {
        writeln!(page, "\n## Time, {}\n", title(place))?;
        writeln!(
            page,
            "Median in microseconds for rusqlite by hand, and for all others the median of the ratios of each round to rusqlite's, \
             with their quartiles.\n"
        )?;
        times(&mut page, results, place)?;
    }
    writeln!(page, "\n## Growth\n")?;
    writeln!(
        page,
        "![Costs for each owner and each value](../docs/growth.svg)\n"
    )?;
    writeln!(
        page,
        "On a file. Owners have 3 related rows each, which are loaded with them; a row of so many columns is a key and then texts and numbers \
         in turn, 2,000 rows. For rusqlite by hand / relmodel.\n"
    )?;
    growth(&mut page, results)?;
    Ok(page)
}

fn growth(page: &mut String, results: &Results) -> Result<()> {
    writeln!(
        page,
        "| | instructions | nanoseconds | bytes at the peak |\n|---|---|---|---|"
    )?;
    for workload in PARENTS.iter().chain(COLUMNS) {
        let cell = |measure, place: usize| {
            let each = |library| {
                let number = results
                    .get(measure, Place::File, workload, library)?
                    .get(place)?;
                Some(number / growth_chart::count(workload))
            };
            match (each(BASE), each(OURS)) {
                (Some(by_hand), Some(ours)) => format!("{by_hand:.0} / {ours:.0}"),
                _ => "–".to_owned(),
            }
        };
        writeln!(
            page,
            "| {} | {} | {} | {} |",
            workload.title,
            cell(Measure::Instructions, 0),
            cell(Measure::Time, 1),
            cell(Measure::Memory, 0)
        )?;
    }
    Ok(())
}

fn title(place: Place) -> &'static str {
    match place {
        Place::Memory => "in memory",
        Place::File => "on a file",
    }
}

fn facts(page: &mut String, results: &Results) -> Result<()> {
    writeln!(page, "| | |\n|---|---|")?;
    for name in ["run", "machine", "rustc", "valgrind"] {
        if let Some(said) = results.facts.get(name) {
            writeln!(page, "| {name} | {said} |")?;
        }
    }
    for library in results.libraries() {
        if let Some(said) = results.facts.get(&format!("library {library}")) {
            writeln!(page, "| {library} | {said} |")?;
        }
    }
    Ok(())
}

fn head(page: &mut String, libraries: &[String], last: &str) -> Result<()> {
    writeln!(page, "| workload | {} |{last}", libraries.join(" | "))?;
    let lines = libraries.len() + usize::from(!last.is_empty());
    Ok(writeln!(page, "|---|{}", "---|".repeat(lines))?)
}

fn instructions(page: &mut String, results: &Results, bars: &[Bar]) -> Result<()> {
    let libraries = results.libraries();
    head(page, &libraries, " bar |")?;
    for workload in WORKLOADS {
        let base = results.get(Measure::Instructions, Place::Memory, workload, BASE);
        let Some([base]) = base else { continue };
        write!(page, "| {} | {:.2} M |", workload.title, base / 1e6)?;
        for library in libraries.iter().filter(|name| *name != BASE) {
            let ratio = count::ratio(results, Place::Memory, workload, library);
            write!(page, " {} |", ratio.map_or_else(|| "–".to_owned(), shown))?;
        }
        writeln!(page, " {:.2} |", bar(bars, workload))?;
    }
    Ok(())
}

/// What relmodel may need of a workload, as a part of rusqlite's.
fn bar(bars: &[Bar], workload: &Workload) -> f64 {
    let own = bars.iter().find(|bar| bar.workload.name == workload.name);
    own.map_or(1.05, |bar| bar.ratio)
}

fn times(page: &mut String, results: &Results, place: Place) -> Result<()> {
    let libraries = results.libraries();
    head(page, &libraries, "")?;
    for workload in WORKLOADS {
        let base = results.get(Measure::Time, place, workload, BASE);
        let Some([_, base, ..]) = base else { continue };
        write!(page, "| {} | {:.0} µs |", workload.title, base / 1e3)?;
        for library in libraries.iter().filter(|name| *name != BASE) {
            match results.get(Measure::Time, place, workload, library) {
                Some([.., low, median, high]) => {
                    let (low, high) = (shown(*low), shown(*high));
                    write!(page, " {} ({low}–{high}) |", shown(*median))?;
                }
                _ => write!(page, " – |")?,
            }
        }
        page.push('\n');
    }
    Ok(())
}

/// A ratio, with as many places as count.
pub fn shown(ratio: f64) -> String {
    match ratio {
        ..9.95 => format!("{ratio:.2}"),
        _ => format!("{ratio:.0}"),
    }
}
