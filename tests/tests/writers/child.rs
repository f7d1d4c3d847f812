//! Other processes: this program again, for one test, with its task in the environment. They tell by lines what they have done.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{ChildStdout, Command, Stdio};
use std::str::FromStr;
use std::{env, process, thread, time};

use relmodel::prelude::*;

use crate::moments::{self, Moment};
use crate::work::work;
use crate::writes::WRITES;

const TASK: &str = "RELMODEL_WRITER_TASK";
const FILE: &str = "RELMODEL_WRITER_FILE";

/// What a process does.
pub enum Task {
    /// To the rows that all write to.
    Work { seed: u64, rounds: u64 },
    /// So many writes, one after the other, from the numbered one on; in the first of them it stands still at a moment.
    Writes {
        first: usize,
        count: usize,
        moment: Option<Moment>,
        wal: bool,
    },
}

/// A process that was started.
pub struct Child {
    process: process::Child,
    lines: BufReader<ChildStdout>,
    told: Vec<String>,
}

/// Starts a process that writes to the file.
pub fn start(task: &Task, path: &Path) -> Child {
    let task = match task {
        Task::Work { seed, rounds } => format!("work {seed} {rounds}"),
        Task::Writes {
            first,
            count,
            moment,
            wal,
        } => {
            let moment = moment
                .as_ref()
                .map_or(String::from("none 0"), Moment::to_string);
            format!("writes {first} {count} {moment} {wal}")
        }
    };
    let mut process = Command::new(env::current_exe().unwrap())
        .args([
            "child::writes_what_it_is_told",
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .env(TASK, task)
        .env(FILE, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap());
    Child {
        process,
        lines,
        told: Vec::new(),
    }
}

impl Child {
    /// Waits for a line that begins so, or for the end.
    pub fn wait_for(&mut self, beginning: &str) {
        let mut line = String::new();
        while self.lines.read_line(&mut line).unwrap() > 0 {
            self.told.push(line.trim_end().to_owned());
            if line.starts_with(beginning) {
                return;
            }
            line.clear();
        }
    }

    /// Kills it, and gives what it told before.
    pub fn kill(mut self) -> Vec<String> {
        self.process.kill().unwrap();
        self.finish()
    }

    /// Waits for its end, and gives what it told.
    pub fn finish(mut self) -> Vec<String> {
        self.wait_for("\0");
        self.process.wait().unwrap();
        std::mem::take(&mut self.told)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // It has ended, unless the test failed.
        let _ = self.process.kill();
    }
}

#[test]
#[ignore = "it is what the processes do that other tests start"]
fn writes_what_it_is_told() {
    let (Ok(task), Ok(path)) = (env::var(TASK), env::var(FILE)) else {
        return;
    };
    let path = Path::new(&path);
    // The runner of the test has begun a line.
    tell("");
    let words: Vec<&str> = task.split(' ').collect();
    match *words {
        ["work", seed, rounds] => {
            for (what, n) in work(path, number(seed), number(rounds)).unwrap() {
                tell(&format!("{what}={n}"));
            }
        }
        ["writes", first, count, kind, at, wal] => {
            let db = Db::options().wal(number(wal)).open(path).unwrap();
            // Pages go to the file before the commit.
            db.execute_batch("PRAGMA cache_size = 8").unwrap();
            if let Some(moment) = Moment::of(kind, number(at)) {
                moments::at(&db, moment, || {
                    tell("here");
                    thread::sleep(time::Duration::from_secs(60));
                });
            }
            let first: usize = number(first);
            for n in first..first + number::<usize>(count) {
                tell(&format!("begin {n}"));
                WRITES[n % WRITES.len()].run(&db, n).unwrap();
                tell(&format!("done {n}"));
            }
        }
        _ => panic!("what is {task}?"),
    }
    tell("end");
}

fn number<T: FromStr>(word: &str) -> T {
    word.parse().ok().expect("a number")
}

fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}
