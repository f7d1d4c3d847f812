//! Whether all libraries do the same, before anything is measured.

use protocol::{Place, Workload};

use crate::Result;
use crate::build::Library;
use crate::command::Options;
use crate::serve::Server;

/// How many rounds are compared: writes differ from round to round.
const ROUNDS: usize = 2;

/// Does each workload in all libraries and compares the checksums.
pub fn all(libraries: &[Library], options: &Options) -> Result<()> {
    let mut wrong = Vec::new();
    for place in options.places(&[Place::Memory, Place::File]) {
        for workload in &options.workloads {
            compare(libraries, workload, place, &mut wrong)?;
        }
    }
    if wrong.is_empty() {
        eprintln!("all checksums are equal");
        return Ok(());
    }
    Err(wrong.join("\n").into())
}

fn compare(
    libraries: &[Library],
    workload: &Workload,
    place: Place,
    wrong: &mut Vec<String>,
) -> Result<()> {
    let mut expected = Vec::new();
    for library in libraries {
        let mut server = Server::start(library)?;
        for number in 0..ROUNDS {
            let said = match server.round(workload, place) {
                Ok(None) => break,
                Ok(Some(round)) => round.checksum,
                Err(error) => {
                    wrong.push(format!(
                        "{}, {} {place}: {error}",
                        library.name, workload.name
                    ));
                    break;
                }
            };
            match expected.get(number) {
                None => expected.push(said),
                Some(right) if *right == said => {}
                Some(_) => wrong.push(format!(
                    "{}, {} {place}: another checksum than the first library's in round {number}",
                    library.name, workload.name
                )),
            }
        }
    }
    Ok(())
}
