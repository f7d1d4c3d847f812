//! Columns of `jiff` types, and `now` as their default.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
struct Event {
    id: Id<Event>,
    day: Date,
    hour: Option<Time>,
    #[column(default = now)]
    created_at: Timestamp,
    #[column(default = now)]
    local: DateTime,
    #[column(default = now)]
    seen_at: Option<Timestamp>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Event].create(&db)?;
    let before = Timestamp::now();
    let event = NewEvent {
        day: jiff::civil::date(2026, 11, 22),
    }
    .insert(&db)?;
    assert!(event.created_at >= before && event.seen_at.is_some() && event.hour.is_none());
    let found = Event::filter(|e| {
        e.created_at
            .ge(before)
            .and(e.day.lt(jiff::civil::date(2027, 1, 1)))
    });
    assert_eq!(found.order_by(|e| e.local).load(&db)?, [event]);
    Ok(())
}
