//! Writers of one file at the same time: nothing is lost, and none is told that the file is busy.

use std::path::Path;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use relmodel::prelude::*;
use tempfile::tempdir;

use crate::chance::seed;
use crate::child::{self, Child};
use crate::models::NewDeed;
use crate::work::{Tally, check, prepare, work};

#[test]
fn sixteen_threads_that_write_the_same_rows_end_as_if_one_after_the_other() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("threads.db");
    prepare(&path);
    let start = Barrier::new(16);
    let tallies: Vec<Tally> = thread::scope(|scope| {
        let writers: Vec<_> = (0..16)
            .map(|n| {
                let (path, start) = (&path, &start);
                scope.spawn(move || {
                    start.wait();
                    work(path, seed() * 100 + n, 60)
                })
            })
            .collect();
        let tallies = writers.into_iter().map(|writer| writer.join().unwrap());
        tallies.collect::<Result<_, _>>().unwrap()
    });
    check(&path, &tallies);
}

#[test]
fn eight_processes_that_write_the_same_rows_end_as_if_one_after_the_other() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("processes.db");
    prepare(&path);
    let writers: Vec<Child> = (0..8)
        .map(|n| {
            child::start(
                &child::Task::Work {
                    seed: seed() * 100 + 50 + n,
                    rounds: 100,
                },
                &path,
            )
        })
        .collect();
    let tallies: Vec<Tally> = writers
        .into_iter()
        .map(|writer| {
            let lines = writer.finish();
            assert!(lines.iter().any(|line| line == "end"), "{lines:?}");
            let told = lines.iter().filter_map(|line| line.rsplit_once('='));
            told.map(|(what, n)| (what.to_owned(), n.parse().unwrap()))
                .collect()
        })
        .collect();
    check(&path, &tallies);
}

/// SQLite's own way of waiting lets some of them down within seconds.
#[test]
fn writers_that_never_pause_keep_nobody_waiting_for_too_long() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("crowd.db");
    prepare(&path);
    let left = AtomicUsize::new(16);
    let told: Vec<relmodel::Result<()>> = thread::scope(|scope| {
        let writers: Vec<_> = (0..16)
            .map(|_| scope.spawn(|| deeds_until_all_have_done(&path, &left)))
            .collect();
        writers.into_iter().map(|w| w.join().unwrap()).collect()
    });
    for told in told {
        told.unwrap();
    }
}

/// Whoever has done its part goes on until all have, or one has given up.
fn deeds_until_all_have_done(path: &Path, left: &AtomicUsize) -> relmodel::Result<()> {
    let db = Db::open(path)?;
    let mut done = 0;
    while left.load(Ordering::Relaxed) > 0 {
        let ran = db.transaction(|tx| many_deeds(tx));
        if ran.is_err() {
            left.store(0, Ordering::Relaxed);
            return ran;
        }
        done += 1;
        if done == 60 {
            let _ = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(1)
            });
        }
    }
    Ok(())
}

fn many_deeds(tx: &Db) -> relmodel::Result<()> {
    for _ in 0..40 {
        let (added, post, tag, changed) = (true, 1, 1, true);
        NewDeed {
            added,
            post,
            tag,
            changed,
        }
        .insert(tx)?;
    }
    Ok(())
}
