//! `Uuid`: its 16 bytes, as a column, as a key and as what points at one.

use relmodel::Loading;
use relmodel::prelude::*;
use relmodel_tests::{memory_db, texts};
use uuid::Uuid;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(parts: Part, inverse = thing)]
#[many_to_many(labels: Label, through = Labelled)]
struct Thing {
    #[key]
    id: Uuid,
    name: String,
    batch: Option<Uuid>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Part {
    id: Uuid,
    #[belongs_to(Thing)]
    thing_id: Uuid,
    #[belongs_to(spare: Thing)]
    spare_id: Option<Uuid>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Label {
    id: Id<Label>,
    text: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Labelled {
    #[key]
    #[belongs_to(Thing)]
    thing_id: Uuid,
    #[key]
    #[belongs_to(Label)]
    label_id: Id<Label>,
}

fn db() -> Db {
    let db = memory_db();
    schema![Thing].create(&db).unwrap();
    db
}

fn thing(db: &Db, id: u128, name: &str) -> Thing {
    NewThing {
        id: Uuid::from_u128(id),
        name,
    }
    .insert(db)
    .unwrap()
}

#[test]
fn a_uuid_is_stored_as_its_bytes_and_found() {
    let db = db();
    for id in [Uuid::nil(), Uuid::max(), Uuid::from_u128(0x0123_4567)] {
        let row = NewThing { id, name: "n" }.batch(id).insert(&db).unwrap();
        assert_eq!((row.id, row.batch), (id, Some(id)));
        assert_eq!(Thing::find(id).load(&db).unwrap(), row);
        let same = Thing::filter(|t| t.id.eq(id).and(t.batch.eq(Some(id))).and(t.id.in_([id])));
        assert_eq!(same.one(&db).unwrap(), row);
    }
    assert_eq!(
        texts(&db, "SELECT typeof(id) || length(id) FROM thing GROUP BY 1"),
        ["blob16"]
    );
    assert_eq!(Thing::filter(|t| t.batch.eq(None)).count(&db).unwrap(), 0);
    let ids: Vec<Uuid> = Thing::all()
        .order_by(|t| t.id)
        .load(&db)
        .unwrap()
        .iter()
        .map(|t| t.id)
        .collect();
    assert!(ids.is_sorted(), "{ids:?}");
}

#[test]
fn uuids_are_keys_that_relations_follow_in_every_way() {
    let db = db();
    let [a, b] = [thing(&db, 1, "a"), thing(&db, u128::MAX, "b")];
    let part = |id: u128, of: &Thing| NewPart {
        id: Uuid::from_u128(id),
        thing_id: of.id,
    };
    let first = part(1, &a).spare_id(b.id).insert(&db).unwrap();
    let second = part(2, &a).insert(&db).unwrap();
    let third = part(3, &b).spare_id(None).insert(&db).unwrap();
    let label = NewLabel { text: "l" }.insert(&db).unwrap();
    b.labels().add(&db, &label).unwrap();

    let expected = [
        (a.clone(), vec![first.clone(), second], vec![]),
        (b.clone(), vec![third], vec![label]),
    ];
    let things = || Thing::all().order_by(|t| t.id);
    for loaded in [
        things().with(|t| t.parts).with(|t| t.labels).load(&db),
        things()
            .with(|t| t.parts.joined())
            .with(|t| t.labels.joined())
            .load(&db),
        things()
            .with(|t| t.parts.subquery())
            .with(|t| t.labels.subquery())
            .load(&db),
        things()
            .with(|t| t.parts.batched())
            .with(|t| t.labels.batched())
            .load(&db),
    ] {
        assert_eq!(loaded.unwrap(), expected);
    }
    let parts = || Part::filter(|p| p.id.eq(first.id));
    for loaded in [
        parts().with(|p| p.thing).with(|p| p.spare).load(&db),
        parts()
            .with(|p| p.thing.joined())
            .with(|p| p.spare.joined())
            .load(&db),
        parts()
            .with(|p| p.thing.subquery())
            .with(|p| p.spare.subquery())
            .load(&db),
        parts()
            .with(|p| p.thing.batched())
            .with(|p| p.spare.batched())
            .load(&db),
    ] {
        assert_eq!(
            loaded.unwrap(),
            [(first.clone(), a.clone(), Some(b.clone()))]
        );
    }
    assert_eq!(first.thing().load(&db).unwrap(), a);
    assert!(a.delete(&db).unwrap_err().is_foreign_key_violation());
}

#[test]
fn what_is_not_sixteen_bytes_names_model_and_column() {
    for (value, part) in [
        ("x'00'", "16 bytes"),
        ("zeroblob(17)", "16 bytes"),
        (
            "'67e55044-10b1-426f-9247-bb680e5fe0c8'",
            "stored as 16 bytes",
        ),
        ("7", "INTEGER"),
    ] {
        let db = memory_db();
        db.execute_batch(&format!(
            "CREATE TABLE thing (id PRIMARY KEY, name, batch); INSERT INTO thing VALUES ({value}, 'n', NULL)"
        ))
        .unwrap();
        let error = Thing::all().load(&db).unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(
            (error.model(), error.columns()),
            (Some("Thing"), &["id".to_owned()][..])
        );
        for part in [part, "Uuid"] {
            assert!(error.to_string().contains(part), "{error}");
        }
    }
}
