//! A small database in which something is wrong, and what the calls are given.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use relmodel::prelude::*;
use relmodel_tests::texts;
use rusqlite::functions::FunctionFlags;
use tempfile::{TempDir, tempdir};

use super::Bad;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(items: Item)]
pub struct Shelf {
    pub id: Id<Shelf>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(notes: Note)]
#[many_to_many(labels: Label, through = ItemLabel)]
pub struct Item {
    pub id: Id<Item>,
    #[unique]
    pub code: i64,
    #[unique]
    pub name: String,
    /// The table takes no NULL.
    pub note: Option<String>,
    #[check("size < 100")]
    pub size: i64,
    pub weight: f64,
    pub small: u8,
    pub big: u64,
    #[belongs_to(Shelf)]
    #[cascade(delete_orphan)]
    pub shelf_id: Id<Shelf>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Note {
    pub id: Id<Note>,
    pub text: String,
    #[belongs_to(Item)]
    pub item_id: Id<Item>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Label {
    pub id: Id<Label>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct ItemLabel {
    #[key]
    #[belongs_to(Item)]
    #[cascade]
    pub item_id: Id<Item>,
    #[key]
    #[belongs_to(Label)]
    #[cascade]
    pub label_id: Id<Label>,
    #[column(default = "text")]
    pub text: String,
    #[column(default = 0)]
    #[check("size < 100")]
    pub size: i64,
    #[column(default = 0.0)]
    pub weight: f64,
    #[column(default = 255)]
    pub small: u8,
    #[column(default = 0)]
    pub big: u64,
}

/// The columns that are given, one of which may be bad.
#[derive(Debug, Clone)]
pub struct Given {
    pub name: String,
    pub note: Option<&'static str>,
    pub size: i64,
    pub weight: f64,
    pub small: u8,
    pub big: u64,
    pub shelf: Id<Shelf>,
}

/// A database, and rows of it at hand.
pub struct World {
    pub db: Db,
    pub given: Given,
    pub shelf: Shelf,
    /// A row, or one that is gone; notes may keep it from being deleted.
    pub item: Item,
    /// Another one on another shelf.
    pub other: Item,
    /// The notes' own.
    pub kept: Id<Item>,
    /// Linked with the item.
    pub linked: Label,
    /// Not linked, or gone.
    pub label: Label,
    _folder: Option<TempDir>,
    /// Who holds the lock.
    holder: Option<Db>,
}

const TABLES: &str = "CREATE TABLE shelf (id INTEGER PRIMARY KEY);
    CREATE TABLE item (
        id INTEGER PRIMARY KEY, code INTEGER NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, note TEXT NOT NULL,
        size INTEGER NOT NULL CHECK (size < 100), weight REAL NOT NULL, small INTEGER NOT NULL, big INTEGER NOT NULL,
        shelf_id INTEGER NOT NULL REFERENCES shelf (id) ON DELETE CASCADE
    ) STRICT;";

impl World {
    pub fn good() -> Self {
        Self::of(Db::open_in_memory().unwrap(), None)
    }

    /// In a file, which others can open.
    fn in_a_file() -> Self {
        let folder = tempdir().unwrap();
        let options = Db::options().busy_timeout(Duration::ZERO);
        let db = options.open(folder.path().join("a.db")).unwrap();
        Self::of(db, Some(folder))
    }

    fn of(db: Db, folder: Option<TempDir>) -> Self {
        db.execute_batch(TABLES).unwrap();
        schema![Item].create(&db).unwrap();
        let shelf = NewShelf {}.insert(&db).unwrap();
        let elsewhere = NewShelf {}.insert(&db).unwrap();
        let item = |code, name: &str, shelf_id| {
            let (size, weight, small, big) = (1, 1.0, 255, 0);
            let new = NewItem {
                code,
                name,
                size,
                weight,
                small,
                big,
                shelf_id,
            };
            new.note("note").insert(&db).unwrap()
        };
        let (item, other) = (item(1, "item", shelf.id), item(2, "other", elsewhere.id));
        let kept = NewItem {
            code: 3,
            name: "kept",
            size: 1,
            weight: 1.0,
            small: 1,
            big: 1,
            shelf_id: elsewhere.id,
        };
        let kept = kept.note("note").insert(&db).unwrap().id;
        let label = NewLabel {}.insert(&db).unwrap();
        let linked = NewLabel {}.insert(&db).unwrap();
        item.labels().add(&db, &linked).unwrap();
        let given = Given {
            name: "given".into(),
            note: Some("note"),
            size: 2,
            weight: 2.0,
            small: 2,
            big: 2,
            shelf: shelf.id,
        };
        Self {
            db,
            given,
            shelf,
            item,
            other,
            kept,
            linked,
            label,
            _folder: folder,
            holder: None,
        }
    }

    pub fn with(bad: Bad) -> Self {
        let mut world = match bad {
            Bad::Busy => Self::in_a_file(),
            _ => Self::good(),
        };
        let raw = |sql: &str| {
            world
                .db
                .with_connection(|raw| raw.execute_batch(sql))
                .unwrap()
        };
        match bad {
            Bad::Duplicate => world.given.name = "kept".into(),
            Bad::Null => world.given.note = None,
            Bad::Check => world.given.size = 100,
            Bad::Dangling => world.given.shelf = Id::from(99),
            Bad::NotANumber => world.given.weight = f64::NAN,
            Bad::TooLarge => world.given.big = i64::MAX.unsigned_abs() + 1,
            Bad::TooLong => {
                let limit = rusqlite::limits::Limit::SQLITE_LIMIT_LENGTH;
                world
                    .db
                    .with_connection(|raw| raw.set_limit(limit, 100_000))
                    .unwrap();
                world.given.name = "x".repeat(100_001);
            }
            Bad::Gone => {
                world.item.delete(&world.db).unwrap();
                world.label.delete(&world.db).unwrap();
                world.item.id = Id::from(77);
                world.label.id = Id::from(77);
            }
            Bad::Held => {
                let (text, item_id) = ("held", world.item.id);
                NewNote { text, item_id }.insert(&world.db).unwrap();
            }
            Bad::Full => {
                raw("PRAGMA max_page_count = 1");
                world.given.name = "x".repeat(1_000_000);
            }
            Bad::ReadOnly => raw("PRAGMA query_only = ON"),
            Bad::NoTable => raw(
                "PRAGMA foreign_keys = OFF; ALTER TABLE item RENAME TO item_; ALTER TABLE item_label RENAME TO item_label_; ALTER TABLE label RENAME TO label_",
            ),
            Bad::Busy => {
                let path = world
                    .db
                    .with_connection(|raw| raw.path().unwrap().to_owned());
                let holder = Db::open(path).unwrap();
                holder.execute_batch("BEGIN IMMEDIATE").unwrap();
                world.holder = Some(holder);
            }
            Bad::Interrupted => world.interrupt_each_write(),
        }
        world
    }

    fn interrupt_each_write(&self) {
        let handle = AssertUnwindSafe(self.db.interrupt_handle());
        let stop = move |_: &rusqlite::functions::Context<'_>| {
            handle.interrupt();
            Ok(0)
        };
        self.db
            .with_connection(|raw| {
                raw.create_scalar_function("stop", 0, FunctionFlags::SQLITE_UTF8, stop)
            })
            .unwrap();
        for table in ["item", "label", "item_label"] {
            for change in ["INSERT", "UPDATE", "DELETE"] {
                let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
                self.db
                    .execute_batch(&format!(
                        "CREATE TEMP TRIGGER {change}_{table} AFTER {change} ON main.{table} BEGIN SELECT stop(), ({endless}); END"
                    ))
                    .unwrap();
            }
        }
    }

    /// Takes away what was wrong with the database.
    pub fn is_mended(&self) {
        let raw = |sql: &str| {
            self.db
                .with_connection(|raw| raw.execute_batch(sql))
                .unwrap()
        };
        raw("PRAGMA query_only = OFF; PRAGMA max_page_count = 100000");
        if texts(
            &self.db,
            "SELECT name FROM sqlite_schema WHERE name = 'item_'",
        ) == ["item_"]
        {
            raw(
                "ALTER TABLE item_ RENAME TO item; ALTER TABLE item_label_ RENAME TO item_label; ALTER TABLE label_ RENAME TO label; PRAGMA foreign_keys = ON",
            );
        }
        if let Some(holder) = &self.holder {
            holder.execute_batch("ROLLBACK").unwrap();
        }
    }
}

/// All rows, past relmodel.
pub fn everything(db: &Db) -> Vec<String> {
    let mut all = Vec::new();
    for table in ["shelf", "item", "note", "label", "item_label"] {
        let is_away = texts(
            db,
            &format!("SELECT name FROM sqlite_schema WHERE name = '{table}'"),
        )
        .is_empty();
        let place = if is_away {
            format!("{table}_")
        } else {
            table.to_owned()
        };
        let columns = texts(
            db,
            &format!("SELECT name FROM pragma_table_info('{place}')"),
        )
        .join(" || '|' || ");
        all.extend(texts(
            db,
            &format!("SELECT '{table} ' || {columns} FROM {place} ORDER BY 1"),
        ));
    }
    all
}
