//! Rows that no order was asked for are read all at once: they are those that come row by row, in the same order, and so are errors.

use std::time::Duration;

use relmodel::prelude::*;
use relmodel::{AnyValue, bounds};
use relmodel_tests::{Random, memory_db, statements};

use crate::models::{User, filled};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(items: Item, inverse = owner)]
#[has_one(badge: Badge)]
#[many_to_many(labels: Label, through = Stuck)]
struct Owner {
    id: Id<Owner>,
    name: Option<String>,
    real: f64,
    bytes: Option<Vec<u8>>,
    any: Option<AnyValue>,
    #[belongs_to(chief: Owner)]
    chief_id: Option<Id<Owner>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(parts: Part)]
struct Item {
    id: Id<Item>,
    count: Option<i64>,
    #[belongs_to(Owner)]
    owner_id: Option<Id<Owner>>,
    #[belongs_to(keeper: Owner)]
    keeper_id: Id<Owner>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Part {
    #[key]
    item_id: i64,
    #[key]
    place: String,
    #[belongs_to(Item)]
    of_id: Id<Item>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Badge {
    id: Id<Badge>,
    bytes: Vec<u8>,
    #[belongs_to(Owner)]
    #[unique]
    owner_id: Id<Owner>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(owners: Owner, through = Stuck)]
struct Label {
    #[key]
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Stuck {
    #[key]
    #[belongs_to(Owner)]
    owner_id: Id<Owner>,
    #[key]
    #[belongs_to(on: Label)]
    label: String,
}

/// A value of any class, written as SQL.
fn literal(random: &mut Random) -> String {
    let number = random.between(0, 300);
    match random.below(6) {
        0 => "NULL".to_owned(),
        1 => format!("{number} - 150"),
        2 => format!("{number} / 7.0"),
        3 => format!("'text {number} ß'"),
        4 => format!("x'00ff{number:04}'"),
        _ => "''".to_owned(),
    }
}

/// Tables with so many owners and what is theirs, inserted in any order of their keys.
fn world(random: &mut Random, owners: usize) -> Db {
    let db = Db::options().foreign_keys(false).open_in_memory().unwrap();
    schema![Owner, Item, Part, Badge, Label, Stuck]
        .create(&db)
        .unwrap();
    let mut sql = String::new();
    let mut ids: Vec<usize> = (1..=owners * 2).collect();
    ids = random.some(&ids, owners);
    if random.chance(50) {
        ids.reverse();
    }
    for (n, id) in ids.iter().enumerate() {
        let chief = random
            .pick(&ids[..n])
            .map_or("NULL".to_owned(), usize::to_string);
        let (any, name) = (literal(random), random.below(9));
        let bytes = random.pick(&["NULL", "x''", "x'00ff'"]).unwrap();
        // An integer in a column of floats.
        let real = random.pick(&["1", "0.5", "-7", "9e99"]).unwrap();
        sql += &format!(
            "INSERT INTO owner VALUES ({id}, nullif('n{name}', 'n3'), {real}, {bytes}, {any}, {chief});"
        );
        if random.chance(60) {
            sql += &format!("INSERT INTO badge (bytes, owner_id) VALUES (x'{n:04}', {id});");
        }
        if random.chance(70) {
            sql += &format!("INSERT INTO label VALUES ('l{n}');");
        }
        for _ in 0..random.below(4) {
            let owner = random.pick(&ids).unwrap();
            let keeper = random.pick(&ids).unwrap();
            let count = random.below(5);
            sql += &format!(
                "INSERT INTO item (count, owner_id, keeper_id) VALUES (nullif({count}, 2), nullif({owner}, {id}), {keeper});"
            );
            sql += &format!(
                "INSERT OR IGNORE INTO stuck VALUES ({owner}, 'l{}');",
                random.below(owners)
            );
            for place in 0..random.below(3) {
                sql += &format!(
                    "INSERT OR IGNORE INTO part SELECT {n}, '{place}', max(id) FROM item;"
                );
            }
        }
    }
    sql += "DELETE FROM stuck WHERE label NOT IN (SELECT name FROM label);";
    db.execute_batch(&sql).unwrap();
    db
}

/// What `load` gives is what `for_each` does, which reads row by row, on the database, in a session and in a transaction.
#[track_caller]
fn same<M, S>(db: &Db, query: &Query<M, S>) -> usize
where
    M: bounds::Record,
    S: bounds::Row + PartialEq + std::fmt::Debug,
{
    let mut rows = Vec::new();
    query.for_each(db, |row| rows.push(row)).unwrap();
    assert_eq!(query.load(db).unwrap(), rows);
    let session = db.session();
    for _ in 0..2 {
        assert_eq!(query.load(&session).unwrap(), rows);
    }
    db.transaction(|tx| {
        assert_eq!(query.load(tx)?, rows);
        Ok(())
    })
    .unwrap();
    rows.len()
}

#[test]
fn rows_without_an_order_come_as_they_come_row_by_row() {
    let mut rows = 0;
    for seed in 0..40 {
        let mut random = Random::new(seed);
        let owners = [0, 1, 2, 7, 30][random.below(5)];
        let db = world(&mut random, owners);
        rows += same(&db, &Owner::all());
        rows += same(&db, &Item::all());
        rows += same(&db, &Part::all());
        rows += same(&db, &Label::all());
        rows += same(&db, &Stuck::all());
        rows += same(&db, &Owner::filter(|o| o.real.gt(0.7).or(o.name.is_null())));
        rows += same(&db, &Item::filter(|i| i.keeper.is(|k| k.name.eq("n1"))));
        rows += same(&db, &Owner::filter(|o| o.items.any(|i| i.count.gt(1))));
        rows += same(&db, &Owner::all().select(|o| (o.any, o.real, o.bytes)));
        rows += same(&db, &Owner::all().select(|o| o.name));
        rows += same(&db, &Owner::all().with(|o| o.items));
        rows += same(&db, &Owner::all().with(|o| o.items.with(|i| i.parts)));
        rows += same(
            &db,
            &Owner::all().with(|o| o.items.with(|i| i.keeper.with(|o| o.items))),
        );
        rows += same(&db, &Owner::all().with(|o| o.badge).with(|o| o.chief));
        rows += same(
            &db,
            &Owner::all()
                .with(|o| o.badge.batched())
                .with(|o| o.chief.batched()),
        );
        rows += same(
            &db,
            &Item::all()
                .with(|i| i.owner.batched())
                .with(|i| i.keeper.batched()),
        );
        rows += same(
            &db,
            &Item::all().with(|i| i.keeper.with(|o| o.badge.batched())),
        );
        rows += same(&db, &Owner::all().with(|o| o.labels));
        rows += same(&db, &Label::all().with(|l| l.owners.with(|o| o.items)));
        rows += same(
            &db,
            &Owner::all()
                .with(|o| o.items.subquery())
                .with(|o| o.labels.subquery()),
        );
        rows += same(&db, &Owner::all().with(|o| o.items.joined()));
        rows += same(&db, &Part::all().with(|p| p.of.with(|i| i.owner)));
    }
    assert!(rows > 4000, "{rows} rows");
}

/// Tables as others make them, which hold whatever they are given.
fn loose() -> Db {
    let db = memory_db();
    db.execute_batch(
        "CREATE TABLE owner (id INTEGER PRIMARY KEY, name, real, bytes, any, chief_id);
         CREATE TABLE item (id INTEGER PRIMARY KEY, count, owner_id, keeper_id);
         INSERT INTO owner VALUES (1, 'a', 1, NULL, 1, NULL), (2, 'b', 2.5, x'01', NULL, 1), (3, NULL, 3, NULL, 'x', 1);
         INSERT INTO item VALUES (1, 1, 1, 1), (2, 2, 1, 2), (3, 3, 2, 1), (4, NULL, NULL, 3)",
    )
    .unwrap();
    db
}

#[test]
fn an_error_in_a_row_between_others_is_the_one_that_it_is_row_by_row() {
    for (column, value, part) in [
        ("name", "x'61'", "BLOB"),
        ("name", "7", "INTEGER"),
        ("name", "CAST(x'ff' AS TEXT)", "UTF-8"),
        ("any", "CAST(x'ff' AS TEXT)", "UTF-8"),
        ("real", "'1.5'", "TEXT"),
        ("real", "NULL", "NULL"),
        ("bytes", "'text'", "TEXT"),
        ("chief_id", "1.5", "1.5"),
    ] {
        let db = loose();
        let session = db.session();
        let is_well = |db: &dyn Executor| {
            let names = Owner::filter(|o| o.id.ne(Id::from(2))).load(db).unwrap();
            assert_eq!(names.len(), 2);
            let items = Owner::filter(|o| o.id.ne(Id::from(2)))
                .with(|o| o.items)
                .load(db);
            assert_eq!(items.unwrap().len(), 2);
        };
        db.execute_batch(&format!("UPDATE owner SET {column} = {value} WHERE id = 2"))
            .unwrap();
        let right = Owner::all().for_each(&db, |_| ()).unwrap_err();
        assert!(right.is_decode(), "{right:?}");
        assert_eq!(right.model(), Some("Owner"));
        let text = right.to_string();
        let says = [&*format!("`{column}`"), "2", part];
        assert!(says.iter().all(|says| text.contains(says)), "{text}");
        for db in [&db as &dyn Executor, &session, &session] {
            let error = Owner::all().load(db).unwrap_err();
            assert_eq!(
                (error.to_string(), error.columns()),
                (text.clone(), right.columns())
            );
            is_well(db);
        }
        // Below other rows, in a transaction, which goes on.
        db.transaction(|tx| {
            let error = Item::all()
                .with(|i| i.keeper.batched())
                .load(tx)
                .unwrap_err();
            assert_eq!(error.columns(), right.columns());
            is_well(tx);
            Ok(())
        })
        .unwrap();
    }
}

#[test]
fn a_statement_is_shown_as_if_it_gave_its_rows() {
    let db = filled(2);
    let query = User::all()
        .with(|u| u.posts.with(|p| p.tags))
        .with(|u| u.profile);
    let is_plain = |text: &str| {
        assert!(text.contains(r#"SELECT t0."id", t0."name""#), "{text}");
        assert!(!text.contains("relmodel_rows"), "{text}");
    };
    is_plain(&query.to_sql().unwrap());
    is_plain(&query.explain(&db).unwrap());
    let shown = query.statements().unwrap();
    is_plain(
        &shown
            .iter()
            .map(|shown| shown.sql.as_str())
            .collect::<String>(),
    );
    let session = db.session();
    for db in [&db as &dyn Executor, &session, &session] {
        let (_, ran) = statements(&session, || query.load(db).unwrap());
        assert_eq!(ran.len(), 3);
        is_plain(&ran.join("; "));
    }
    // Nor is it in what an error tells, be it that there is no table or no column.
    db.execute_batch("PRAGMA foreign_keys = OFF; DROP TABLE tag")
        .unwrap();
    for made in ["", "CREATE TABLE tag (id INTEGER PRIMARY KEY)"] {
        db.execute_batch(made).unwrap();
        for db in [&db as &dyn Executor, &session] {
            let error = query.load(db).unwrap_err();
            assert!(error.is_schema(), "{error:?}");
            let mut told: Option<&dyn std::error::Error> = Some(&error);
            while let Some(error) = told {
                assert!(!error.to_string().contains("relmodel_rows"), "{error}");
                told = error.source();
            }
        }
    }
}

#[test]
fn a_limit_of_time_ends_it() {
    let options = Db::options().statement_timeout(Duration::from_nanos(1));
    let db = options.open_in_memory().unwrap();
    db.with_connection(|raw| {
        raw.execute_batch(
            "CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
             INSERT INTO user SELECT i, 'user ' || i FROM n",
        )
    })
    .unwrap();
    let session = db.session();
    for db in [&db as &dyn Executor, &session, &session] {
        let error = User::all().load(db).unwrap_err();
        assert!(error.is_interrupted(), "{error:?}");
        assert!(error.to_string().contains("limit of 1ns"), "{error}");
        assert_eq!(
            User::filter(|u| u.id.le(Id::from(3)))
                .load(db)
                .unwrap()
                .len(),
            3
        );
    }
}

/// A model of so many columns beside its key.
macro_rules! wide {
    ($model:ident: $($column:ident)*) => {
        #[derive(Model, Debug, Clone, PartialEq)]
        struct $model {
            #[key]
            id: i64,
            $($column: i64,)*
        }

        impl $model {
            fn sum(&self) -> i64 {
                0 $(+ self.$column)*
            }
            const COLUMNS: usize = 1 $(+ { let _ = stringify!($column); 1 })*;
        }
    };
}

wide!(Hundred:
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
    e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 g0 g1 g2 g3 g4 g5 g6 g7 g8 g9 h0 h1 h2 h3 h4 h5 h6 h7 h8 h9
    i0 i1 i2 i3 i4 i5 i6 i7 i8 i9 j0 j1 j2 j3 j4 j5 j6 j7 j8);

wide!(HundredOne:
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
    e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 g0 g1 g2 g3 g4 g5 g6 g7 g8 g9 h0 h1 h2 h3 h4 h5 h6 h7 h8 h9
    i0 i1 i2 i3 i4 i5 i6 i7 i8 i9 j0 j1 j2 j3 j4 j5 j6 j7 j8 j9);

/// An SQLite built with its smallest limits gives functions a hundred arguments.
#[test]
fn rows_of_more_columns_than_a_function_takes_are_read_as_well() {
    assert_eq!((Hundred::COLUMNS, HundredOne::COLUMNS), (100, 101));
    let db = memory_db();
    schema![Hundred, HundredOne].create(&db).unwrap();
    let limit = rusqlite::limits::Limit::SQLITE_LIMIT_FUNCTION_ARG;
    db.with_connection(|raw| raw.set_limit(limit, 100)).unwrap();
    for id in 1..4 {
        for (table, columns) in [("hundred", 100), ("hundred_one", 101)] {
            let values: Vec<String> = (0..columns).map(|n: i64| (id + n).to_string()).collect();
            db.execute_batch(&format!(
                "INSERT INTO {table} VALUES ({})",
                values.join(", ")
            ))
            .unwrap();
        }
    }
    let rows = Hundred::all().load(&db).unwrap();
    let sums: Vec<i64> = rows.iter().map(Hundred::sum).collect();
    assert_eq!(sums, [1, 2, 3].map(|id| 99 * id + 99 * 100 / 2));
    let rows = HundredOne::all().load(&db).unwrap();
    let sums: Vec<i64> = rows.iter().map(HundredOne::sum).collect();
    assert_eq!(sums, [1, 2, 3].map(|id| 100 * id + 100 * 101 / 2));
    same(&db, &Hundred::all());
    same(&db, &HundredOne::all());
}
