//! The tables, in Markdown.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::process::Command;

use crate::TEN;
use crate::arguments::Arguments;
use crate::command::{self, Took};
use crate::expansion::Part;
use crate::library::Library;
use crate::measure::{Measured, median, spread};

/// Writes all tables.
pub fn write(
    arguments: &Arguments,
    measured: &[Measured],
    parts: &[Part],
) -> Result<String, Box<dyn Error>> {
    let mut text = String::from("# What the program takes to compile\n\n");
    head(&mut text, arguments)?;
    libraries(&mut text, measured)?;
    models(&mut text, measured)?;
    derive(&mut text, parts)?;
    Ok(text)
}

fn head(text: &mut String, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let date = command::run(Command::new("date").args(["-u", "+%Y-%m-%d"]))?;
    let rustc = command::run(Command::new("rustc").arg("--version"))?;
    let system = command::run(Command::new("uname").args(["-s", "-m"]))?;
    let line = match &*arguments.line {
        "" => String::new(),
        line => format!(" -- {line}"),
    };
    writeln!(
        text,
        "- Command: `cargo run --release{line}`, in this folder"
    )?;
    writeln!(text, "- Date: {}", date.trim())?;
    writeln!(text, "- Compiler: {}", rustc.trim())?;
    writeln!(
        text,
        "- Machine: {}, {}; others may have worked on it at the same time",
        system.trim(),
        processor()
    )?;
    writeln!(
        text,
        "- Times: wall (CPU in brackets), medians of {} rounds, of {} for more than ten models; the README says what each column is\n",
        arguments.rounds,
        arguments.large.min(arguments.rounds)
    )?;
    Ok(())
}

fn processor() -> String {
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let values = told
        .lines()
        .filter_map(|line| line.strip_prefix("model name"));
    let names: Vec<&str> = values
        .map(|value| value.trim_matches([' ', '\t', ':']))
        .collect();
    match names.first() {
        Some(name) => format!("{} cores of {name}", names.len()),
        None => "an unknown processor".to_owned(),
    }
}

fn libraries(text: &mut String, measured: &[Measured]) -> Result<(), Box<dyn Error>> {
    let ten: Vec<&Measured> = measured
        .iter()
        .filter(|each| each.program.models == TEN)
        .collect();
    if ten.is_empty() {
        return Ok(());
    }
    writeln!(text, "## Ten models, each library\n")?;
    writeln!(
        text,
        "| | own crate, debug | after a changed line | check | check after a changed line | peak memory | LLVM IR | macros write | instructions of rustc |"
    )?;
    writeln!(text, "|---|---|---|---|---|---|---|---|---|")?;
    for each in &ten {
        writeln!(
            text,
            "| {} | {} | {} | {} | {} | {:.0} MB | {} | {} | {} |",
            version(each)?,
            time(&each.build),
            time(&each.rebuild),
            time(&each.check),
            time(&each.recheck),
            median(&each.build, |took| took.peak_megabytes),
            thousands(each.functions.lines),
            lines(each.expanded),
            instructions(each),
        )?;
    }
    writeln!(text, "\nLowest and highest wall time of the rounds:\n")?;
    writeln!(
        text,
        "| | own crate, debug | after a changed line |\n|---|---|---|"
    )?;
    for each in &ten {
        let name = each.program.library.name();
        writeln!(
            text,
            "| {name} | {} | {} |",
            range(&each.build),
            range(&each.rebuild)
        )?;
    }
    Ok(())
}

fn models(text: &mut String, measured: &[Measured]) -> Result<(), Box<dyn Error>> {
    let mut sizes: Vec<&Measured> = measured
        .iter()
        .filter(|each| each.program.library == Library::Relmodel)
        .collect();
    sizes.sort_by_key(|each| each.program.models);
    if sizes.len() < 2 {
        return Ok(());
    }
    writeln!(text, "\n## relmodel, by the number of models\n")?;
    writeln!(
        text,
        "| models | own crate, debug | after a changed line | check | peak memory | LLVM IR | functions | instructions of rustc |"
    )?;
    writeln!(text, "|---|---|---|---|---|---|---|---|")?;
    for each in &sizes {
        writeln!(
            text,
            "| {} | {} | {} | {} | {:.0} MB | {} | {} | {} |",
            each.program.models,
            time(&each.build),
            time(&each.rebuild),
            time(&each.check),
            median(&each.build, |took| took.peak_megabytes),
            thousands(each.functions.lines),
            lines(each.functions.count),
            instructions(each),
        )?;
    }
    steps(text, &sizes)
}

/// What one more model takes.
fn steps(text: &mut String, sizes: &[&Measured]) -> Result<(), Box<dyn Error>> {
    writeln!(
        text,
        "\nWhat one more model takes, between the number of models before and this one:\n"
    )?;
    writeln!(
        text,
        "| models | own crate, debug, CPU | after a changed line, CPU | check, CPU | memory | LLVM IR | instructions of rustc |"
    )?;
    writeln!(text, "|---|---|---|---|---|---|---|")?;
    for pair in sizes.windows(2) {
        let [before, after] = pair else { continue };
        let more = (after.program.models - before.program.models) as f64;
        let step = |of: &dyn Fn(&Measured) -> f64| (of(after) - of(before)) / more;
        let cpu = |took: &Took| took.cpu_seconds;
        writeln!(
            text,
            "| {} → {} | {:.0} ms | {:.1} ms | {:.1} ms | {:.2} MB | {:.0} lines | {} |",
            before.program.models,
            after.program.models,
            step(&|each| median(&each.build, cpu) * 1e3),
            step(&|each| median(&each.rebuild, cpu) * 1e3),
            step(&|each| median(&each.check, cpu) * 1e3),
            step(&|each| median(&each.build, |took| took.peak_megabytes)),
            step(&|each| each.functions.lines as f64),
            match (before.instructions, after.instructions) {
                (Some(fewer), Some(many)) => {
                    format!("{:.2} G", (many as f64 - fewer as f64) / more / 1e9)
                }
                _ => "–".to_owned(),
            },
        )?;
    }
    Ok(())
}

fn derive(text: &mut String, parts: &[Part]) -> Result<(), Box<dyn Error>> {
    if parts.is_empty() {
        return Ok(());
    }
    writeln!(
        text,
        "\n## What `derive(Model)` writes\n\n| | lines |\n|---|---|"
    )?;
    for part in parts {
        writeln!(text, "| {} | {:.1} |", part.what, part.lines)?;
    }
    Ok(())
}

fn instructions(each: &Measured) -> String {
    match each.instructions {
        Some(count) => format!("{:.1} G", count as f64 / 1e9),
        None => "–".to_owned(),
    }
}

fn time(took: &[Took]) -> String {
    let seconds = median(took, |took| took.seconds);
    format!(
        "{seconds:.2} s ({:.2})",
        median(took, |took| took.cpu_seconds)
    )
}

fn range(took: &[Took]) -> String {
    let (low, high) = spread(took, |took| took.seconds);
    format!("{low:.2} – {high:.2} s")
}

fn thousands(count: usize) -> String {
    format!("{:.0}k", count as f64 / 1e3)
}

/// With commas between thousands.
fn lines(count: usize) -> String {
    let digits = count.to_string();
    let mut written = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// The name of the library and the version that was built.
fn version(each: &Measured) -> Result<String, Box<dyn Error>> {
    let name = each.program.library.name();
    let lock = fs::read_to_string(each.program.folder.join("Cargo.lock"))?;
    let mut rows = lock
        .lines()
        .skip_while(|row| *row != format!("name = \"{name}\""));
    let version = rows
        .nth(1)
        .and_then(|row| row.split('"').nth(1))
        .unwrap_or_default();
    Ok(match each.program.library {
        Library::Relmodel => format!("**{name}**"),
        Library::Rusqlite => format!("{name} {version}, by hand"),
        _ => format!("{name} {version}"),
    })
}
