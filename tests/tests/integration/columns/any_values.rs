//! `AnyValue`: columns that mix storage classes, in tables of ours and in those of other programs.

use relmodel::prelude::*;
use relmodel::{AnyValue, Loading};
use relmodel_tests::{memory_db, texts};

#[derive(Model, Debug, Clone, PartialEq)]
struct Setting {
    id: Id<Setting>,
    value: AnyValue,
    previous: Option<AnyValue>,
    #[column(default = 1.0)]
    real: AnyValue,
    #[column(default = 1)]
    integer: AnyValue,
    #[column(default = "1", collate = "NOCASE")]
    text: AnyValue,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(notes: Note)]
struct Thing {
    #[key]
    key: AnyValue,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Note {
    id: Id<Note>,
    #[belongs_to(thing: Thing)]
    thing_key: Option<AnyValue>,
}

fn db() -> Db {
    let db = memory_db();
    schema![Setting, Thing].create(&db).unwrap();
    db
}

/// In the order of SQLite.
fn values() -> Vec<AnyValue> {
    vec![
        AnyValue::Real(f64::NEG_INFINITY),
        i64::MIN.into(),
        (-1).into(),
        0.5.into(),
        2.into(),
        i64::MAX.into(),
        1e300.into(),
        "".into(),
        "1".into(),
        "a\0b".into(),
        String::from("ß😀").into(),
        Vec::new().into(),
        vec![0, 0xff].into(),
    ]
}

fn setting(db: &Db, value: AnyValue) -> Setting {
    NewSetting { value }.insert(db).unwrap()
}

#[test]
fn every_value_comes_back_as_it_was() {
    let db = db();
    for value in values().into_iter().chain([AnyValue::Real(1.0)]) {
        let row = NewSetting {
            value: value.clone(),
        }
        .previous(value.clone())
        .insert(&db)
        .unwrap();
        assert_eq!((&row.value, &row.previous), (&value, &Some(value.clone())));
        assert_eq!(row.reload(&db).unwrap(), row);
        row.update(&db).unwrap();
        assert_eq!(row.reload(&db).unwrap(), row);
    }
    let row = setting(&db, AnyValue::Integer(1));
    assert_eq!(
        (row.previous, row.real, row.integer, row.text),
        (None, 1.0.into(), 1.into(), "1".into())
    );
    assert_eq!(
        texts(&db, "SELECT DISTINCT typeof(value) FROM setting ORDER BY 1"),
        ["blob", "integer", "real", "text"]
    );
    let sql = schema![Setting].sql();
    for part in [
        r#""value" ANY NOT NULL,"#,
        r#""previous" ANY,"#,
        r#""real" ANY NOT NULL DEFAULT 1.0,"#,
        r#""text" ANY NOT NULL COLLATE "NOCASE" DEFAULT '1'"#,
    ] {
        assert!(sql.contains(part), "{sql}");
    }
}

#[test]
fn it_is_compared_and_ordered_as_sqlite_does() {
    let db = db();
    for value in values().into_iter().rev() {
        setting(&db, value);
    }
    let sorted: Vec<AnyValue> = Setting::all()
        .order_by(|s| s.value)
        .load(&db)
        .unwrap()
        .into_iter()
        .map(|row| row.value)
        .collect();
    assert_eq!(sorted, values());
    for value in values() {
        let found = Setting::filter(|s| s.value.eq(&value)).load(&db).unwrap();
        assert_eq!(found.len(), 1, "{value:?}");
        assert_eq!(found[0].value, value);
    }
    let count = |query: Query<Setting>| query.count(&db).unwrap();
    assert_eq!(
        count(Setting::filter(|s| s.value.eq(AnyValue::Real(2.0)))),
        1
    );
    assert_eq!(
        count(Setting::filter(|s| s.value.gt(AnyValue::from("")))),
        5
    );
    assert_eq!(count(Setting::filter(|s| s.value.in_(values()))), 13);
    assert_eq!(count(Setting::filter(|s| s.previous.eq(None))), 13);
    assert_eq!(
        count(Setting::filter(|s| s
            .previous
            .eq(Some(AnyValue::Integer(1))))),
        0
    );
}

#[test]
fn nan_is_not_stored() {
    let db = db();
    let error = NewSetting {
        value: f64::NAN.into(),
    }
    .insert(&db)
    .unwrap_err();
    assert!(error.is_unstorable(), "{error:?}");
    assert_eq!(error.columns(), ["value"]);
}

#[test]
fn columns_of_other_programs_are_read_whatever_they_hold() {
    #[derive(Model, Debug, PartialEq)]
    #[model(table = "mixed")]
    struct Mixed {
        #[key]
        id: i64,
        untyped: Option<AnyValue>,
        number: Option<AnyValue>,
        word: AnyValue,
    }
    let db = memory_db();
    db.execute_batch(
        "CREATE TABLE mixed (id INTEGER PRIMARY KEY, untyped, number NUMERIC, word TEXT);
         INSERT INTO mixed VALUES (1, 1, 1.5, 7), (2, 1.0, 'x', x'00'), (3, 'a', NULL, 'w'), (4, NULL, x'ff', '');",
    )
    .unwrap();
    let rows = Mixed::all().order_by(|m| m.id).load(&db).unwrap();
    let row = |id, untyped, number, word| Mixed {
        id,
        untyped,
        number,
        word,
    };
    assert_eq!(
        rows,
        [
            row(1, Some(1.into()), Some(1.5.into()), "7".into()),
            row(2, Some(1.0.into()), Some("x".into()), vec![0].into()),
            row(3, Some("a".into()), None, "w".into()),
            row(4, None, Some(vec![0xff].into()), "".into()),
        ]
    );
}

#[test]
fn null_and_text_that_is_not_utf8_are_errors() {
    for (value, part) in [
        ("NULL", "a key is never NULL"),
        ("CAST(x'ff' AS TEXT)", "not UTF-8"),
    ] {
        let db = memory_db();
        db.execute_batch(&format!(
            "CREATE TABLE thing (key PRIMARY KEY); INSERT INTO thing VALUES ({value})"
        ))
        .unwrap();
        let error = Thing::all().load(&db).unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(
            (error.model(), error.columns()),
            (Some("Thing"), &["key".to_owned()][..])
        );
        assert!(error.to_string().contains(part), "{error}");
    }
}

#[test]
fn it_is_a_key_that_relations_follow_in_every_way() {
    let db = db();
    let things = Thing::insert_all(&db, values().into_iter().map(|key| NewThing { key })).unwrap();
    for thing in &things {
        assert_eq!(Thing::find(&thing.key).load(&db).unwrap(), *thing);
        NewNote {}.thing_key(thing.key.clone()).insert(&db).unwrap();
    }
    NewNote {}.insert(&db).unwrap();
    let again = NewThing { key: 2.into() }.insert(&db).unwrap_err();
    assert!(again.is_unique_violation(), "{again:?}");
    let notes = || Note::all().order_by(|n| n.id);
    let all = || Thing::all().order_by(|t| t.key);
    for (notes, all) in [
        (
            notes().with(|n| n.thing).load(&db),
            all().with(|t| t.notes).load(&db),
        ),
        (
            notes().with(|n| n.thing.joined()).load(&db),
            all().with(|t| t.notes.joined()).load(&db),
        ),
        (
            notes().with(|n| n.thing.subquery()).load(&db),
            all().with(|t| t.notes.subquery()).load(&db),
        ),
        (
            notes().with(|n| n.thing.batched()).load(&db),
            all().with(|t| t.notes.batched()).load(&db),
        ),
    ] {
        let mut expected: Vec<Option<Thing>> = things.iter().cloned().map(Some).collect();
        expected.push(None);
        let found: Vec<Option<Thing>> =
            notes.unwrap().into_iter().map(|(_, thing)| thing).collect();
        assert_eq!(found, expected);
        for (thing, notes) in all.unwrap() {
            assert_eq!(notes.len(), 1);
            assert_eq!(notes[0].thing_key, Some(thing.key));
        }
    }
}

#[test]
fn numbers_that_are_equal_lead_to_the_same_row_in_every_way() {
    let db = db();
    let two = NewThing { key: 2.into() }.insert(&db).unwrap();
    let keys = [AnyValue::Integer(2), AnyValue::Real(2.0)];
    for key in &keys {
        NewNote {}.thing_key(key.clone()).insert(&db).unwrap();
    }
    let notes = || Note::all().order_by(|n| n.id);
    for loaded in [
        notes().with(|n| n.thing).load(&db),
        notes().with(|n| n.thing.joined()).load(&db),
        notes().with(|n| n.thing.subquery()).load(&db),
        notes().with(|n| n.thing.batched()).load(&db),
    ] {
        let things: Vec<Option<Thing>> = loaded.unwrap().into_iter().map(|(_, t)| t).collect();
        assert_eq!(things, [Some(two.clone()), Some(two.clone())]);
    }
    for loaded in [
        Thing::all().with(|t| t.notes.order_by(|n| n.id).joined()),
        Thing::all().with(|t| t.notes.order_by(|n| n.id).subquery()),
        Thing::all().with(|t| t.notes.order_by(|n| n.id).batched()),
    ] {
        let (_, notes) = loaded.one(&db).unwrap();
        let found: Vec<AnyValue> = notes.into_iter().filter_map(|n| n.thing_key).collect();
        assert_eq!(found, keys);
    }
}
