//! A library's program at work: a workload is named, and the answer is read.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use protocol::{Place, Workload};

use crate::Result;
use crate::build::Library;

/// A library's program, waiting for work.
pub struct Server {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

/// What a round took, and the checksum of what it did.
#[derive(Debug, Clone, Copy)]
pub struct Round {
    pub nanoseconds: u64,
    pub checksum: u64,
}

impl Server {
    pub fn start(library: &Library) -> Result<Self> {
        let mut child = Command::new(&library.program)
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let to = child.stdin.take().ok_or("no input")?;
        let from = BufReader::new(child.stdout.take().ok_or("no output")?);
        Ok(Self { child, to, from })
    }

    /// Does the workload once; `None` when the library can't.
    pub fn round(&mut self, workload: &Workload, place: Place) -> Result<Option<Round>> {
        writeln!(self.to, "{} {place}", workload.name)?;
        let mut answer = String::new();
        self.from.read_line(&mut answer)?;
        let answer = answer.trim();
        if answer == "-" {
            return Ok(None);
        }
        let read = answer.split_once(' ').and_then(|(time, sum)| {
            Some(Round {
                nanoseconds: time.parse().ok()?,
                checksum: sum.parse().ok()?,
            })
        });
        read.map(Some).ok_or_else(|| {
            let said = if answer.is_empty() {
                "it ended"
            } else {
                answer
            };
            said.into()
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is a child without a task; when it is gone already, that is right, too.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
