//! Compiles one program, written with relmodel, by hand, and with other libraries, and says what it took. The README says how to read it.

#![forbid(unsafe_code)]

mod arguments;
mod chart;
mod command;
mod expansion;
mod ir;
mod library;
mod measure;
mod program;
mod report;

use std::error::Error;
use std::{env, fs};

use arguments::{Arguments, Task};
use expansion::Part;
use library::Library;
use measure::Measured;
use program::Program;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    if let Some(("timed", command)) = words.split_first().map(|(word, rest)| (&**word, rest)) {
        return Ok(command::timed(command)?);
    }
    let Some(arguments) = Arguments::read(&words)? else {
        println!("{}", arguments::HELP);
        return Ok(());
    };
    match &arguments.task {
        Task::Write => {
            for program in programs(&arguments)? {
                println!("{}", program.folder.display());
            }
        }
        Task::Functions(library, models) => {
            let program = Program::write(*library, *models, &arguments.scratch)?;
            program.fetch()?;
            let functions = measure::functions(&program)?;
            println!("{:>8} {:>6}  all", functions.lines, functions.count);
            for (name, group) in functions.groups().iter().take(60) {
                println!("{:>8} {:>6}  {name}", group.lines, group.copies);
            }
        }
        Task::Measure => measure(&arguments)?,
    }
    Ok(())
}

/// The ten models with each library, and other numbers of models with relmodel.
fn programs(arguments: &Arguments) -> Result<Vec<Program>, Box<dyn Error>> {
    let mut programs = Vec::new();
    for library in Library::ALL {
        if !arguments.wants(library) {
            continue;
        }
        programs.push(Program::write(library, TEN, &arguments.scratch)?);
        if library == Library::Relmodel {
            for models in arguments.sizes.iter().filter(|models| **models != TEN) {
                programs.push(Program::write(library, *models, &arguments.scratch)?);
            }
        }
    }
    Ok(programs)
}

const TEN: usize = 10;

fn measure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let programs = programs(arguments)?;
    // What is measured gives the same result, whoever wrote it.
    for program in &programs {
        eprintln!("{program}: building what it needs");
        program.fetch()?;
        let (got, expected) = (program.run()?, program.result());
        if got != expected {
            return Err(format!("{program} prints {got}, not {expected}").into());
        }
    }
    let mut measured: Vec<Measured> = programs.into_iter().map(Measured::new).collect();
    for round in 1..=arguments.rounds {
        for each in &mut measured {
            if each.program.models > TEN && round > arguments.large {
                continue;
            }
            eprintln!("round {round} of {}: {}", arguments.rounds, each.program);
            each.round(round)?;
        }
    }
    for each in &mut measured {
        eprintln!("{}: lines", each.program);
        each.count()?;
    }
    let parts = match arguments.wants(Library::Relmodel) {
        true => expansion::parts(&arguments.scratch)?,
        false => Vec::new(),
    };
    tell(arguments, &measured, &parts)?;
    if arguments.instructions {
        for each in &mut measured {
            each.count_instructions()?;
        }
        tell(arguments, &measured, &parts)?;
    }
    Ok(())
}

fn tell(
    arguments: &Arguments,
    measured: &[Measured],
    parts: &[Part],
) -> Result<(), Box<dyn Error>> {
    let results = report::write(arguments, measured, parts)?;
    println!("{results}");
    if arguments.keep {
        let folder = env!("CARGO_MANIFEST_DIR");
        fs::write(format!("{folder}/RESULTS.md"), results)?;
        chart::draw(measured, &format!("{folder}/../../docs/compile-time.svg"))?;
    }
    Ok(())
}
