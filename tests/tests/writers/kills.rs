//! Writers that are killed at some moment: what they had committed is there, and of what they were doing all or nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::{thread, time};

use relmodel::prelude::*;
use tempfile::{TempDir, tempdir};

use crate::chance::{Chance, seed};
use crate::child::{self, Task};
use crate::models::{everything, faults};
use crate::moments::{self, Moment};
use crate::writes::{self, WRITES};

/// How often each kind of write is done.
const ROUNDS: usize = 2;
const KILLS: u64 = 300;
/// How many writes one process does that is killed after a time.
const IN_A_ROW: usize = 3;

/// The database before each write and after the last, as it is where nobody is killed.
struct Course {
    folder: TempDir,
    states: Vec<String>,
    /// How many statements each write runs, and how many rows it writes.
    counts: Vec<(u64, u64)>,
}

impl Course {
    fn run() -> Self {
        let folder = tempdir().unwrap();
        let files = |n: usize| folder.path().join(format!("{n}.db"));
        let (states, statements) = course(Some(&files), |db, count| {
            moments::each_statement(db, move || add_one(&count));
        });
        let (same, rows) = course(None, |db, count| {
            moments::each_row(db, move || add_one(&count));
        });
        assert!(states == same, "what counts the rows changes nothing");
        let counts = statements.into_iter().zip(rows).collect();
        Self {
            folder,
            states,
            counts,
        }
    }

    /// The file as it is before a write.
    fn file(&self, n: usize) -> PathBuf {
        self.folder.path().join(format!("{n}.db"))
    }

    /// Some moment in a write: each kind of moment in each kind of write.
    fn moment(&self, n: usize, kill: u64, chance: &mut Chance) -> Option<Moment> {
        let (statements, rows) = self.counts[n];
        match kill % 3 {
            0 => Some(Moment::Statement(1 + chance.below(statements))),
            1 if rows > 0 => Some(Moment::Row(1 + chance.below(rows))),
            _ => None,
        }
    }
}

/// All writes, one after the other: the states before, between and after them, and what is counted of each.
fn course(
    files: Option<&dyn Fn(usize) -> PathBuf>,
    counting: impl FnOnce(&Db, Arc<AtomicU64>),
) -> (Vec<String>, Vec<u64>) {
    let db = Db::open_in_memory().unwrap();
    writes::prepare(&db);
    let counted = Arc::new(AtomicU64::new(0));
    counting(&db, counted.clone());
    let (mut states, mut counts) = (Vec::new(), Vec::new());
    for n in 0..ROUNDS * WRITES.len() {
        states.push(everything(&db));
        if let Some(file) = files {
            let file = file(n);
            let file = file.to_str().unwrap();
            db.with_connection(|raw| raw.execute("VACUUM INTO ?1", [file]))
                .unwrap();
        }
        counted.store(0, Ordering::Relaxed);
        let write = &WRITES[n % WRITES.len()];
        let ran = write.run(&db, n);
        ran.unwrap_or_else(|error| panic!("{n}, {}: {error}", write.name));
        counts.push(counted.load(Ordering::Relaxed));
    }
    states.push(everything(&db));
    (states, counts)
}

fn add_one(count: &AtomicU64) {
    count.fetch_add(1, Ordering::Relaxed);
}

/// What was seen of all kills.
#[derive(Default)]
struct Seen {
    inside: u64,
    /// What the killed one had written was in the file, and had to be rolled back or left out.
    unfinished: u64,
    /// It was committed, and not yet told.
    untold: u64,
    kinds: BTreeMap<&'static str, u64>,
}

#[test]
fn a_writer_that_is_killed_leaves_all_or_nothing_of_what_it_wrote() {
    let course = Course::run();
    let seen = Mutex::new(Seen::default());
    let next = AtomicU64::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let kill = next.fetch_add(1, Ordering::Relaxed);
                    if kill >= KILLS {
                        return;
                    }
                    one(&course, kill, &seen);
                }
            });
        }
    });
    let seen = seen.into_inner().unwrap();
    println!(
        "{KILLS} writers killed: {} in the middle of a write, {} with a journal left behind, {} committed and not told",
        seen.inside, seen.unfinished, seen.untold
    );
    println!("in the middle of: {:?}", seen.kinds);
    assert!(
        seen.inside > KILLS / 2,
        "most are killed in the middle of a write"
    );
    assert_eq!(
        seen.kinds.len(),
        WRITES.len(),
        "each kind of write is among them"
    );
    assert!(seen.unfinished > KILLS / 10);
}

/// Starts a writer, kills it, and looks at what is there.
fn one(course: &Course, kill: u64, seen: &Mutex<Seen>) {
    let mut chance = Chance::new(seed() * 1000 + kill);
    let wal = kill.is_multiple_of(2);
    let writes = course.counts.len();
    let first = usize::try_from(kill / 2).unwrap() % writes;
    let count = IN_A_ROW.min(writes - first);
    let folder = tempdir().unwrap();
    let path = folder.path().join("killed.db");
    fs::copy(course.file(first), &path).unwrap();

    let moment = course.moment(first, kill, &mut chance);
    let task = Task::Writes {
        first,
        count,
        moment,
        wal,
    };
    let mut writer = child::start(&task, &path);
    if moment.is_some() {
        writer.wait_for("here");
    } else {
        writer.wait_for("begin");
        thread::sleep(time::Duration::from_micros(chance.below(12_000)));
    }
    let told = writer.kill();
    let is_told = |what: &str, n: usize| told.contains(&format!("{what} {n}"));
    let done = (first..first + count)
        .take_while(|n| is_told("done", *n))
        .count();
    let at = first + done;
    let is_inside = is_told("begin", at);
    let is_unfinished = is_inside && done == 0 && has_journal(&path);

    let now = whole(&path, wal);
    let what = format!(
        "kill {kill} at write {at}, {}",
        WRITES[at % WRITES.len()].name
    );
    let is_before = now == course.states[at];
    let is_after = is_inside && now == course.states[at + 1];
    assert!(
        is_before || is_after,
        "{what}: neither all nor nothing; told: {told:?}"
    );
    if is_before && is_inside {
        // It goes on from there as if nothing had been.
        let db = Db::open(&path).unwrap();
        WRITES[at % WRITES.len()].run(&db, at).unwrap();
        assert_eq!(everything(&db), course.states[at + 1], "{what}");
    }
    let mut seen = seen.lock().unwrap();
    seen.inside += u64::from(is_inside);
    seen.unfinished += u64::from(is_before && is_unfinished);
    seen.untold += u64::from(!is_before);
    if is_inside {
        *seen
            .kinds
            .entry(WRITES[at % WRITES.len()].name)
            .or_default() += 1;
    }
}

/// All that is in the file after it was opened again; it is whole.
fn whole(path: &Path, wal: bool) -> String {
    let db = Db::options().wal(wal).open(path).unwrap();
    assert_eq!(faults(&db), [""; 0]);
    everything(&db)
}

/// Whether there is a journal to roll back from, or a log of what was written.
fn has_journal(path: &Path) -> bool {
    ["-journal", "-wal"].iter().any(|end| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        fs::metadata(name).is_ok_and(|file| file.len() > 0)
    })
}
