//! What is said about a run: the date, the machine, the versions.

use std::process::Command;

use crate::Result;
use crate::build::Library;
use crate::data::Results;

/// Notes the date, the machine and all versions.
pub fn note(libraries: &[Library], results: &mut Results) -> Result<()> {
    let mut fact = |name: &str, said: String| results.facts.insert(name.to_owned(), said);
    let date = said("date", &["-u", "+%F"])?;
    fact("machine", machine());
    fact("rustc", said("rustc", &["--version"])?);
    fact(
        "valgrind",
        said("valgrind", &["--version"]).unwrap_or_else(|_| "none".to_owned()),
    );
    for library in libraries {
        let program = library.program.to_string_lossy();
        let versions = said(&program, &["versions"])?.replace('\n', ", ");
        let versions = format!("{versions}, measured {date}");
        fact(&format!("library {}", library.name), versions);
    }
    Ok(())
}

fn said(program: &str, words: &[&str]) -> Result<String> {
    let output = Command::new(program).args(words).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// The processor and the system, as far as Linux says them.
fn machine() -> String {
    let about = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("unknown processor", |line| {
        line.trim_start_matches([' ', '\t', ':'])
    });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} cores of {model}, {}", std::env::consts::OS)
}
