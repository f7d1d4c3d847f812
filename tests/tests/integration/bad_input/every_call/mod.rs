//! Each call that writes, with each bad input and in each bad condition: an error of its kind, nothing written, and the connection can be used.
//!
//! The two lists are `Bad` and [`CALLS`](calls::CALLS); which of them go together is said by kinds, so that a new call meets all that can happen to it.

mod calls;
mod world;

use relmodel::prelude::*;

use calls::{CALLS, Call, Kind};
use world::{NewNote, Note, World, everything};

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bad {
    // Of a value that is stored.
    Duplicate,
    Null,
    Check,
    Dangling,
    NotANumber,
    TooLarge,
    TooLong,
    // Of the rows.
    Gone,
    Held,
    // Of everything else.
    Full,
    ReadOnly,
    NoTable,
    Busy,
    Interrupted,
}

const ALL: [Bad; 14] = [
    Bad::Duplicate,
    Bad::Null,
    Bad::Check,
    Bad::Dangling,
    Bad::NotANumber,
    Bad::TooLarge,
    Bad::TooLong,
    Bad::Gone,
    Bad::Held,
    Bad::Full,
    Bad::ReadOnly,
    Bad::NoTable,
    Bad::Busy,
    Bad::Interrupted,
];

impl Bad {
    /// Which calls it can happen to.
    fn is_for(self, call: &Call) -> bool {
        let has = |kind| call.kinds.contains(&kind);
        match self {
            Self::Duplicate => has(Kind::StoresName),
            Self::Null | Self::Dangling => has(Kind::StoresItem),
            Self::Check | Self::NotANumber | Self::TooLarge | Self::TooLong | Self::Full => {
                has(Kind::StoresItem) || has(Kind::StoresLink)
            }
            Self::Gone => has(Kind::NeedsRow) || has(Kind::NeedsBoth),
            Self::Held => has(Kind::Deletes),
            Self::ReadOnly | Self::NoTable | Self::Busy | Self::Interrupted => true,
        }
    }

    fn is_told_by(self, call: &Call, error: &Error) -> bool {
        match self {
            Self::Duplicate => error.is_unique_violation() && error.columns() == ["name"],
            Self::Null => error.is_not_null_violation() && error.columns() == ["note"],
            Self::Check => error.is_check_violation(),
            Self::Dangling => error.is_foreign_key_violation(),
            Self::NotANumber => error.is_unstorable() && error.columns() == ["weight"],
            Self::TooLarge => error.is_unstorable() && error.columns() == ["big"],
            Self::TooLong => error.is_limit(),
            // A link has two ends, and the database says that one is missing.
            Self::Gone if call.kinds.contains(&Kind::NeedsBoth) => error.is_foreign_key_violation(),
            Self::Gone => error.is_not_found(),
            Self::Held => error.is_foreign_key_violation() && error.to_string().contains("Note"),
            Self::Full => error.is_full(),
            Self::ReadOnly => error.is_read_only(),
            Self::NoTable => error.is_schema(),
            Self::Busy => error.is_busy(),
            Self::Interrupted => error.is_interrupted(),
        }
    }

    /// Whether it takes the transaction along that it happens in; where SQLite has the choice, whether it did.
    fn ends(self, tx: &Db) -> bool {
        match self {
            Self::Interrupted => true,
            Self::Full => tx.with_connection(|raw| raw.is_autocommit()),
            _ => false,
        }
    }
}

/// All that can happen to all calls.
fn combinations() -> impl Iterator<Item = (Bad, &'static Call)> {
    let all = ALL
        .into_iter()
        .flat_map(|bad| CALLS.iter().map(move |call| (bad, call)));
    all.filter(|(bad, call)| bad.is_for(call))
}

fn check(bad: Bad, call: &Call, result: relmodel::Result<()>) {
    let what = format!("{} with {bad:?}", call.name);
    let Err(error) = result else {
        panic!("{what} is no error")
    };
    assert!(
        bad.is_told_by(call, &error),
        "{what}: {error:?} {:?}",
        error.columns()
    );
    let model = error
        .model()
        .unwrap_or_else(|| panic!("{what} names no model: {error}"));
    assert!(
        ["Item", "Label", "ItemLabel"].contains(&model),
        "{what}: {error}"
    );
}

#[test]
fn each_is_told_by_its_kind_and_writes_nothing() {
    for (bad, call) in combinations() {
        let what = format!("{} with {bad:?}", call.name);
        let world = World::with(bad);
        let before = everything(&world.db);
        check(bad, call, (call.run)(&world.db, &world));
        assert!(
            world.db.with_connection(|raw| raw.is_autocommit()),
            "{what}"
        );
        world.is_mended();
        assert_eq!(everything(&world.db), before, "{what}");
        NewNote {
            text: "after",
            item_id: world.kept,
        }
        .insert(&world.db)
        .unwrap();
    }
}

#[test]
fn in_a_transaction_each_leaves_what_was_written_before_or_ends_it() {
    let apart = [Bad::ReadOnly, Bad::Busy, Bad::NoTable];
    for (bad, call) in combinations().filter(|(bad, _)| !apart.contains(bad)) {
        let what = format!("{} with {bad:?}", call.name);
        let world = World::with(bad);
        let before = everything(&world.db);
        let note = |db: &Db, text| {
            NewNote {
                text,
                item_id: world.kept,
            }
            .insert(db)
        };
        let mut has_ended = false;
        let result = world.db.transaction(|tx| {
            note(tx, "first")?;
            let between = everything(tx);
            check(bad, call, (call.run)(tx, &world));
            has_ended = bad.ends(tx);
            if has_ended {
                let late = note(tx, "late").unwrap_err();
                assert!(
                    late.to_string().contains("ended by an error"),
                    "{what}: {late}"
                );
                return Ok(());
            }
            assert_eq!(everything(tx), between, "{what}");
            // There is no room for one.
            (bad != Bad::Full)
                .then(|| note(tx, "second"))
                .transpose()
                .map(drop)
        });
        assert_eq!(result.is_err(), has_ended, "{what}: {result:?}");
        world.is_mended();
        match has_ended {
            true => assert_eq!(everything(&world.db), before, "{what}"),
            false => {
                let notes = Note::filter(|n| n.text.in_(["first", "second"]));
                let two = if bad == Bad::Full { 1 } else { 2 };
                assert_eq!(notes.count(&world.db).unwrap(), two, "{what}");
            }
        }
        note(&world.db, "after").unwrap();
    }
}

#[test]
fn no_call_fails_where_nothing_is_wrong() {
    for call in CALLS {
        let world = World::good();
        let before = everything(&world.db);
        (call.run)(&world.db, &world).unwrap_or_else(|error| panic!("{}: {error}", call.name));
        assert_ne!(everything(&world.db), before, "{} writes", call.name);
    }
}

#[test]
fn text_of_a_hundred_megabytes_is_stored_as_any_other() {
    let world = World::good();
    let long = "x".repeat(100_000_000);
    let mut item = world.item.clone();
    item.name = long;
    item.update(&world.db).unwrap();
    assert!(item.reload(&world.db).unwrap() == item);
    world::Item::find(item.id)
        .update(&world.db, |i| i.name.set("short"))
        .unwrap();
    assert_eq!(item.reload(&world.db).unwrap().name, "short");
}

/// What is worked out must be a value of the column's type, whoever asks for it.
#[test]
fn a_number_that_is_worked_out_and_does_not_fit_is_refused_by_each_call() {
    type Reckoning = (&'static str, fn(&Db, &World) -> relmodel::Result<()>);
    let calls: &[Reckoning] = &[
        ("update", |db, _| {
            world::Item::all()
                .update(db, |i| i.small.set(i.small + 1))
                .map(drop)
        }),
        ("update, below zero", |db, _| {
            world::Item::all()
                .update(db, |i| i.big.set(i.big - 5))
                .map(drop)
        }),
        ("update, above 64 bits", |db, _| {
            world::Item::all()
                .update(db, |i| i.code.set(i.code + i64::MAX))
                .map(drop)
        }),
        ("update, limited", |db, _| {
            world::Item::all()
                .order_by(|i| i.id)
                .limit(2)
                .update(db, |i| i.small.set(i.small + 1))
                .map(drop)
        }),
        ("update_returning", |db, _| {
            world::Item::all()
                .update_returning(db, |i| i.small.set(i.small + 1))
                .map(drop)
        }),
        ("upsert_with", |db, world| {
            calls::old(world)
                .upsert_with(db, |keys| keys.code, |old, _| old.small.set(old.small + 1))
                .map(drop)
        }),
        ("upsert_with, by the new row", |db, world| {
            calls::old(world)
                .upsert_with(
                    db,
                    |keys| keys.code,
                    |old, new| old.small.set(old.small + new.small),
                )
                .map(drop)
        }),
        ("update_link", |db, world| {
            world
                .item
                .labels()
                .update_link(db, &world.linked, |l| l.small.set(l.small + 1))
                .map(drop)
        }),
    ];
    for (name, call) in calls {
        let world = World::good();
        let before = everything(&world.db);
        let error = call(&world.db, &world).unwrap_err();
        assert!(error.is_unstorable(), "{name}: {error:?}");
        assert!(
            ["Item", "ItemLabel"].contains(&error.model().unwrap()),
            "{name}: {error:?}"
        );
        assert_eq!(everything(&world.db), before, "{name}");
        world
            .db
            .transaction(|tx| {
                NewNote {
                    text: "before",
                    item_id: world.kept,
                }
                .insert(tx)?;
                assert!(call(tx, &world).is_err());
                NewNote {
                    text: "after",
                    item_id: world.kept,
                }
                .insert(tx)
            })
            .unwrap();
        assert_eq!(everything(&world.db).len(), before.len() + 2, "{name}");
    }
}
