//! A million rows in the memory of a few: streams, batches and keyset pages, with what each takes at its peak.
//! Then an eager load over 100,000 rows, in two statements.
//!
//! Measured is what the program allocates. What SQLite itself does is bounded by its cache, of two megabytes; on Linux
//! the peak of the whole process is shown on stderr, SQLite included, beside the exact numbers.

#![forbid(unsafe_code)]

use std::error::Error;
use std::fs;

use comfy_table::{Cell, CellAlignment, Table, presets};
use peak_alloc::PeakAlloc;
use relmodel::prelude::*;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

#[derive(Model)]
#[has_many(readings: Reading)]
struct Sensor {
    id: Id<Sensor>,
    place: String,
}

#[derive(Model)]
struct Reading {
    id: Id<Reading>,
    #[belongs_to(Sensor)]
    sensor_id: Id<Sensor>,
    hour: i64,
    note: String,
}

type Task = (&'static str, fn(&Db) -> relmodel::Result<u64>);

const TASKS: [Task; 6] = [
    ("for_each", each_reading),
    ("for_each_ref", each_note),
    ("for_each with a to-many", each_sensor),
    ("in_batches(1000) with a to-many", batches),
    ("page_after, pages of 1000", pages),
    ("load, to compare", all_at_once),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let small = Db::open(folder.path().join("small.db"))?;
    let large = Db::open(folder.path().join("large.db"))?;
    fill(&small, 1_000)?;
    fill(&large, 100_000)?;

    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_header(["", "10,000 readings", "1,000,000 readings"]);
    for (name, task) in TASKS {
        let few = peak(name, || task(&small), 10_000)?;
        let many = peak(name, || task(&large), 1_000_000)?;
        table.add_row([Cell::new(name), below(few), below(many)]);
    }
    println!("Memory at the peak of reading\n{table}\n");
    eager_loads(&large)
}

/// Each reading by itself, as a row of its own.
fn each_reading(db: &Db) -> relmodel::Result<u64> {
    let mut read = 0;
    Reading::all().for_each(db, |reading| read += u64::from(reading.note.len() == 12))?;
    Ok(read)
}

/// Borrowed: the text of a note is not copied.
fn each_note(db: &Db) -> relmodel::Result<u64> {
    let mut read = 0;
    let notes = Reading::all().select(|r| (r.hour, r.note));
    notes.for_each_ref(db, |(_, note): (i64, &str)| read += u64::from(note.len() == 12))?;
    Ok(read)
}

/// A stream carries relations, too.
fn each_sensor(db: &Db) -> relmodel::Result<u64> {
    let mut read = 0;
    Sensor::all()
        .with(|s| s.readings)
        .for_each(db, |(_, readings)| read += readings.len() as u64)?;
    Ok(read)
}

/// Between two batches the loop may write, and others may, too.
fn batches(db: &Db) -> relmodel::Result<u64> {
    let mut read = 0;
    for batch in Sensor::all().with(|s| s.readings).in_batches(db, 1000) {
        read += batch?.iter().map(|(_, readings)| readings.len() as u64).sum::<u64>();
    }
    Ok(read)
}

/// Each page goes on where the one before ended: the last is found as fast as the first.
fn pages(db: &Db) -> relmodel::Result<u64> {
    let readings = Reading::all().with(|r| r.sensor);
    let mut read = 0;
    let mut cursor = None;
    loop {
        let page = readings.page_after(db, cursor.as_ref(), 1000)?;
        read += page.rows.len() as u64;
        cursor = page.next;
        if cursor.is_none() {
            return Ok(read);
        }
    }
}

/// The one that is not flat: it holds all rows.
fn all_at_once(db: &Db) -> relmodel::Result<u64> {
    Ok(Reading::all().load(db)?.len() as u64)
}

/// All rows in memory, with what belongs to them. The number of statements does not depend on theirs.
fn eager_loads(db: &Db) -> Result<(), Box<dyn Error>> {
    let (sensors, statements) = db
        .count_statements(|| Sensor::all().with(|s| s.readings.filter(|r| r.hour.lt(3))).load(db));
    let sensors: Vec<(Sensor, Vec<Reading>)> = sensors?;
    let readings: usize = sensors.iter().map(|(_, readings)| readings.len()).sum();
    println!("{} sensors with {readings} readings: {statements} statements", sensors.len());
    drop(sensors);

    let (readings, statements) =
        db.count_statements(|| Reading::filter(|r| r.hour.lt(3)).with(|r| r.sensor).load(db));
    let readings: Vec<(Reading, Sensor)> = readings?;
    println!("{} readings, each with its sensor: {statements} statement", readings.len());
    assert!(readings.iter().all(|(reading, sensor)| reading.sensor_id == sensor.id));
    Ok(())
}

/// Sensors with ten readings each, a thousand at a time, in one transaction.
fn fill(db: &Db, sensors: usize) -> relmodel::Result<()> {
    const HOURS: i64 = 10;
    schema![Sensor].create(db)?;
    db.transaction(|tx| {
        for _ in 0..sensors / 1000 {
            let sensors = Sensor::insert_all(tx, [(); 1000].map(|()| NewSensor { place: "roof" }))?;
            let readings = sensors.iter().flat_map(|sensor| {
                (0..HOURS).map(|hour| NewReading {
                    sensor_id: sensor.id,
                    hour,
                    note: "all is quiet",
                })
            });
            Reading::insert_all(tx, readings)?;
        }
        Ok(())
    })
}

/// How many bytes more than before a task holds at its peak.
fn peak(
    name: &str,
    task: impl FnOnce() -> relmodel::Result<u64>,
    rows: u64,
) -> relmodel::Result<usize> {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    assert_eq!(task()?, rows);
    let bytes = MEMORY.peak_usage() - before;

    let process = process_peak().unwrap_or("unknown here".to_owned());
    eprintln!("{name}, {rows} readings: {bytes} bytes; the process so far at most: {process}");
    Ok(bytes)
}

/// Rounded up, so that it is the same on each machine, and small changes don't show.
fn below(bytes: usize) -> Cell {
    let kib = bytes.div_ceil(1024).next_power_of_two().max(64);
    let rounded = if kib < 1024 { format!("{kib} KiB") } else { format!("{} MiB", kib / 1024) };
    Cell::new(format!("below {rounded}")).set_alignment(CellAlignment::Right)
}

/// What the whole process has held at most since it began, SQLite included, as Linux tells it.
fn process_peak() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().to_owned())
}
