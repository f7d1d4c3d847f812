//! `#[column(default_with = …)]`: defaults that a function of the program gives, for each row anew.

use std::sync::atomic::{AtomicI64, Ordering};

use relmodel::prelude::*;
use relmodel_tests::{memory_db, statements};
use uuid::Uuid;

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(workers: Worker, through = Shift)]
struct Job {
    #[key]
    #[column(default_with = Uuid::new_v4)]
    id: Uuid,
    name: String,
    #[column(default_with = Self::first_state)]
    state: Option<String>,
    #[column(default_with = Vec::new)]
    payload: Vec<u8>,
    #[column(default_with = numbers::next)]
    #[index]
    number: i64,
}

impl Job {
    #[allow(clippy::unnecessary_wraps, reason = "it gives what the field holds")]
    fn first_state() -> Option<String> {
        Some("new".to_owned())
    }
}

mod numbers {
    use super::{AtomicI64, Ordering};

    static LAST: AtomicI64 = AtomicI64::new(0);

    pub fn next() -> i64 {
        LAST.fetch_add(1, Ordering::Relaxed)
    }
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Worker {
    #[column(default_with = Worker::next_id)]
    id: Id<Worker>,
}

impl Worker {
    fn next_id() -> Id<Self> {
        Id::from(numbers::next() + 1_000_000)
    }
}

#[derive(Model, Debug, Clone, PartialEq)]
#[unique(job_id, worker_id)]
struct Shift {
    #[key]
    #[column(default_with = Uuid::new_v4)]
    id: Uuid,
    #[belongs_to(Job)]
    job_id: Uuid,
    #[belongs_to(Worker)]
    worker_id: Id<Worker>,
}

fn db() -> Db {
    let db = memory_db();
    schema![Job].create(&db).unwrap();
    db
}

#[test]
fn the_function_gives_what_the_row_is_not_given() {
    let db = db();
    let (job, ran) = statements(&db, || NewJob { name: "a" }.insert(&db).unwrap());
    assert_eq!(
        ran,
        [
            r#"INSERT INTO "job" ("id", "name", "state", "payload", "number") VALUES (?1, ?2, ?3, ?4, ?5)"#
        ]
    );
    assert_eq!(job.id.get_version_num(), 4);
    assert_eq!(
        (job.state.as_deref(), &*job.payload),
        (Some("new"), &[][..])
    );
    assert_eq!(Job::find(job.id).load(&db).unwrap(), job);
    let other = NewJob { name: "a" }
        .state(None::<&str>)
        .insert(&db)
        .unwrap();
    assert_ne!(other.id, job.id);
    assert!(other.number > job.number);
    assert_eq!(other.state.as_deref(), Some("new"));
}

#[test]
fn what_is_given_takes_its_place() {
    let db = db();
    let id = Uuid::from_u128(7);
    let job = NewJob { name: "a" }
        .id(id)
        .state("done")
        .payload(&b"p"[..])
        .number(-1)
        .insert(&db)
        .unwrap();
    assert_eq!(
        (job.id, job.state.as_deref(), &*job.payload, job.number),
        (id, Some("done"), &b"p"[..], -1)
    );
    assert_eq!(job.reload(&db).unwrap(), job);
}

#[test]
fn each_of_many_rows_gets_its_own() {
    let db = db();
    let jobs = Job::insert_all(&db, (0..300).map(|_| NewJob { name: "n" })).unwrap();
    assert!(jobs.is_sorted_by(|a, b| a.number < b.number));
    let stored = Job::all().order_by(|job| job.number).load(&db).unwrap();
    assert_eq!(stored, jobs);
}

#[test]
fn an_id_can_be_made_by_the_program() {
    let db = db();
    let worker = NewWorker {}.insert(&db).unwrap();
    assert!(worker.id.get() >= 1_000_000);
    assert_eq!(worker.reload(&db).unwrap(), worker);
    assert_eq!(
        NewWorker {}.id(Id::from(5)).insert(&db).unwrap().id.get(),
        5
    );
}

#[test]
fn the_database_knows_nothing_of_it() {
    let sql = schema![Job].sql();
    assert!(!sql.contains("DEFAULT"), "{sql}");
}

#[test]
fn each_link_gets_its_own() {
    let db = db();
    let job = NewJob { name: "a" }.insert(&db).unwrap();
    let workers = Worker::insert_all(&db, (0..3).map(|_| NewWorker {})).unwrap();
    job.workers().add(&db, &workers[0]).unwrap();
    job.workers().add_all(&db, &workers).unwrap();
    let loaded = job.workers().order_by(|w| w.id).load(&db).unwrap();
    assert_eq!(loaded, workers);
    job.workers().replace(&db, &workers[1..]).unwrap();
    assert_eq!(Shift::all().count(&db).unwrap(), 2);
}
