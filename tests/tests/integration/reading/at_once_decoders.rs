//! What happens while rows are read all at once: decoders that panic, that run queries of their own, that interrupt; and who else may call the function.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use relmodel::Json;
use relmodel::prelude::*;
use relmodel_tests::memory_db;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number whose decoding calls what the test has put there.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Probe(i64);

type Hook = Rc<dyn Fn(i64)>;

thread_local! {
    static HOOK: RefCell<Option<Hook>> = const { RefCell::new(None) };
    static PANICS: Cell<usize> = const { Cell::new(0) };
}

impl<'de> Deserialize<'de> for Probe {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = i64::deserialize(deserializer)?;
        let hook = HOOK.with(|hook| hook.borrow().clone());
        if let Some(hook) = hook {
            hook(number);
        }
        Ok(Self(number))
    }
}

impl Serialize for Probe {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Calls `f`, in which each decoded probe calls `hook`.
fn hooked<T>(hook: impl Fn(i64) + 'static, f: impl FnOnce() -> T) -> T {
    HOOK.set(Some(Rc::new(hook)));
    let value = catch_unwind(AssertUnwindSafe(f));
    HOOK.set(None);
    value.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(lines: Line)]
struct Sheet {
    id: Id<Sheet>,
    probe: Json<Probe>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Line {
    id: Id<Line>,
    text: String,
    probe: Json<Probe>,
    #[belongs_to(Sheet)]
    sheet_id: Id<Sheet>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Note {
    id: Id<Note>,
    text: String,
}

/// So many sheets of two lines each. The lines of the n-th probe 10 n and 10 n + 1.
fn sheets(count: i64) -> Rc<Db> {
    let db = memory_db();
    schema![Sheet, Note].create(&db).unwrap();
    for n in 1..=count {
        let sheet = NewSheet {
            probe: Json(Probe(n)),
        };
        let sheet_id = sheet.insert_key(&db).unwrap();
        for place in 0..2 {
            let (text, probe) = (&*format!("{n} {place}"), Json(Probe(10 * n + place)));
            let line = NewLine {
                text,
                probe,
                sheet_id,
            };
            line.insert(&db).unwrap();
        }
        NewNote { text: "a" }.insert(&db).unwrap();
    }
    Rc::new(db)
}

fn all(db: &dyn Executor) -> Vec<(Sheet, Vec<Line>)> {
    Sheet::all().with(|s| s.lines).load(db).unwrap()
}

/// What a panic says.
fn panic_of<T: std::fmt::Debug>(f: impl FnOnce() -> T) -> String {
    let panic = catch_unwind(AssertUnwindSafe(f)).unwrap_err();
    *panic.downcast::<String>().unwrap()
}

#[test]
fn a_panic_in_a_decoder_reaches_the_caller_and_leaves_the_database_as_it_was() {
    let db = sheets(3);
    let right = all(&*db);
    let session = db.session();
    // In a sheet, in a line, and in the last row.
    for at in [2, 20, 31] {
        let stop = move |number: i64| assert_ne!(number, at, "a panic at {at}");
        for db in [&*db as &dyn Executor, &session, &session] {
            let panic = panic_of(|| hooked(stop, || all(db)));
            assert!(panic.contains(&format!("a panic at {at}")), "{panic}");
            assert_eq!(all(db), right);
        }
        assert!(session.with_connection(|raw| raw.is_autocommit()));
    }
    db.execute_batch("DROP TABLE line").unwrap();
}

#[test]
fn in_a_transaction_that_goes_on_and_in_one_that_the_panic_ends() {
    let db = sheets(3);
    let stop = |number: i64| assert_ne!(number, 2, "no two");
    db.transaction(|tx| {
        NewNote { text: "before" }.insert(tx)?;
        let panic = panic_of(|| hooked(stop, || Sheet::all().load(tx)));
        assert!(panic.contains("no two"), "{panic}");
        assert_eq!(Sheet::all().load(tx)?.len(), 3);
        NewNote { text: "after" }.insert(tx)
    })
    .unwrap();
    assert_eq!(Note::all().count(&*db).unwrap(), 5);
    let panic = panic_of(|| {
        hooked(stop, || {
            db.transaction(|tx| {
                NewNote { text: "lost" }.insert(tx)?;
                Sheet::all().load(tx)
            })
        })
    });
    assert!(panic.contains("no two"), "{panic}");
    assert!(db.with_connection(|raw| raw.is_autocommit()));
    assert_eq!(Note::all().count(&*db).unwrap(), 5);
    assert_eq!(all(&*db).len(), 3);
}

#[test]
fn a_decoder_runs_queries_of_its_own() {
    let db = sheets(4);
    let right = all(&*db);
    let seen = Rc::new(RefCell::new(Vec::new()));
    let (inner, log) = (db.clone(), seen.clone());
    let hook = move |number: i64| {
        let db = &*inner;
        let notes = Note::all().load(db).unwrap();
        let again = Note::all().load(db).unwrap();
        assert_eq!(notes, again);
        let mut rows = 0;
        Note::all().for_each(db, |_| rows += 1).unwrap();
        let found = Note::find(Id::from(1)).load(db).unwrap();
        assert!(Note::find(Id::from(999)).load(db).is_err());
        assert!(Note::filter(|n| n.text.eq("a")).exists(db).unwrap());
        log.borrow_mut()
            .push((number, notes.len(), rows, found.text));
    };
    let session = db.session();
    for db in [&*db as &dyn Executor, &session, &session] {
        assert_eq!(hooked(hook.clone(), || all(db)), right);
        let seen = std::mem::take(&mut *seen.borrow_mut());
        let numbers: Vec<i64> = seen.iter().map(|(number, ..)| *number).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 10, 11, 20, 21, 30, 31, 40, 41]);
        assert!(
            seen.iter()
                .all(|(_, notes, rows, text)| { (*notes, *rows, &**text) == (4, 4, "a") })
        );
    }
}

#[test]
fn a_decoder_loads_the_same_rows_down_to_some_depth() {
    let db = sheets(3);
    let right = all(&*db);
    let depth = Rc::new(Cell::new(0));
    let (inner, below) = (db.clone(), depth.clone());
    let hook = move |number: i64| {
        if number == 2 && below.get() < 5 {
            below.set(below.get() + 1);
            assert_eq!(Sheet::all().load(&*inner).unwrap().len(), 3);
        }
    };
    assert_eq!(hooked(hook, || all(&*db)), right);
    assert_eq!(depth.get(), 5);
}

#[test]
fn a_panic_in_the_inner_one_of_two_is_caught_between_them() {
    let db = sheets(3);
    let right = all(&*db);
    let inner = db.clone();
    let hook = move |number: i64| {
        if number == 2 {
            let load = || Line::all().load(&*inner);
            let panic = panic_of(load);
            assert!(panic.contains("no line"), "{panic}");
            assert_eq!(Note::all().load(&*inner).unwrap().len(), 3);
        }
        assert_ne!(number, 20, "no line");
    };
    let sheets = hooked(hook, || Sheet::all().load(&*db).unwrap());
    assert_eq!(sheets.len(), 3);
    assert_eq!(all(&*db), right);
}

#[test]
fn a_decoder_that_writes_and_one_that_interrupts() {
    let db = sheets(3);
    let inner = db.clone();
    let write = move |_: i64| {
        NewNote { text: "written" }.insert(&*inner).unwrap();
    };
    assert_eq!(hooked(write, || Sheet::all().load(&*db).unwrap()).len(), 3);
    assert_eq!(Note::all().count(&*db).unwrap(), 6);
    let session = db.session();
    for db in [&*db as &dyn Executor, &session, &session] {
        let handle = session.interrupt_handle();
        let interrupt = move |_: i64| handle.interrupt();
        let error = hooked(interrupt, || Sheet::all().load(db).unwrap_err());
        assert!(error.is_interrupted(), "{error:?}");
        assert_eq!(Sheet::all().load(db).unwrap().len(), 3);
    }
}

/// Rows of a view that calls the function.
#[derive(Model, Debug, Clone, PartialEq)]
struct Stolen {
    id: Id<Stolen>,
    text: i64,
}

#[test]
fn nobody_else_calls_the_function() {
    std::panic::set_hook({
        let before = std::panic::take_hook();
        Box::new(move |panic| {
            PANICS.set(PANICS.get() + 1);
            before(panic);
        })
    });
    let db = sheets(2);
    let is_refused = |error: Error| {
        let text = error.to_string();
        assert!(text.contains("relmodel_rows"), "{text}");
        assert_eq!(PANICS.get(), 0, "{text}");
    };
    for sql in [
        "SELECT relmodel_rows(id, text) FROM note",
        "SELECT relmodel_rows(id, text) FROM note WHERE id < 0",
        "SELECT relmodel_rows(id) OVER () FROM note",
        "SELECT (SELECT relmodel_rows(id) FROM note)",
        "SELECT id FROM note GROUP BY id HAVING relmodel_rows() > 0",
    ] {
        is_refused(db.query_raw::<i64>(sql, ()).unwrap_err());
        is_refused(db.execute_batch(sql).unwrap_err());
    }
    // Also where a program trusts its schema, and while rows are read all at once.
    db.execute_batch(
        "PRAGMA trusted_schema = ON;
         CREATE VIEW stolen AS SELECT 1 AS id, relmodel_rows(id, text) AS text FROM note;
         CREATE TEMP TRIGGER steal AFTER INSERT ON note BEGIN SELECT relmodel_rows(id, text) FROM note; END",
    )
    .unwrap();
    is_refused(Stolen::all().load(&*db).unwrap_err());
    is_refused(
        db.query_raw::<i64>("SELECT text FROM stolen", ())
            .unwrap_err(),
    );
    is_refused(NewNote { text: "b" }.insert(&*db).unwrap_err());
    // Nor by a statement that a decoder runs.
    let inner = db.clone();
    let call = move |_: i64| {
        let called = inner.query_raw::<i64>("SELECT relmodel_rows(id, text) FROM note", ());
        assert!(called.unwrap_err().to_string().contains("relmodel_rows"));
    };
    assert_eq!(hooked(call, || Sheet::all().load(&*db).unwrap()).len(), 2);
    assert_eq!(Note::all().load(&*db).unwrap().len(), 2);
}
