//! Writers of one file at the same time: nothing is lost, and none is told that the file is busy.

use std::sync::Barrier;
use std::thread;

use tempfile::tempdir;

use crate::chance::seed;
use crate::child::{self, Child};
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
