//! Keys that are NULL in part, on either side: they lead nowhere, and nothing is asked for them.

use relmodel::prelude::*;
use relmodel_tests::statements;

#[derive(Model, Debug, Clone, PartialEq)]
#[unique(street, number)]
#[has_many(parcels: Parcel)]
pub struct Plot {
    pub id: Id<Plot>,
    pub street: Option<String>,
    pub number: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[belongs_to(plot: Plot, key = (street, number), references = (street, number))]
pub struct Parcel {
    pub id: Id<Parcel>,
    pub street: Option<String>,
    pub number: Option<i64>,
}

/// Plots and parcels that have the same half of a key.
fn world() -> Db {
    let db = Db::open_in_memory().unwrap();
    schema![Parcel].create(&db).unwrap();
    db.execute_batch(
        "INSERT INTO plot (street, number) VALUES ('Elm', NULL), (NULL, 1), (NULL, NULL);
         INSERT INTO parcel (street, number) VALUES ('Elm', NULL), (NULL, 1), (NULL, NULL);",
    )
    .unwrap();
    db
}

#[test]
fn owners_whose_key_is_null_in_part_own_nothing_and_ask_nothing() {
    let db = world();
    let queries = [
        Plot::all().with(|p| p.parcels),
        Plot::all().with(|p| p.parcels.subquery()),
        Plot::all().with(|p| p.parcels.batched()),
    ];
    for query in queries {
        let (plots, ran) = statements(&db, || query.load(&db).unwrap());
        assert_eq!(plots.len(), 3);
        assert!(plots.iter().all(|(_, parcels)| parcels.is_empty()));
        assert_eq!(ran.len(), 1, "{ran:?}");
    }
    let joined = Plot::all().with(|p| p.parcels.joined()).load(&db).unwrap();
    assert_eq!(joined.len(), 3);
    assert!(joined.iter().all(|(_, parcels)| parcels.is_empty()));
}

#[test]
fn rows_whose_foreign_key_is_null_in_part_belong_to_none_and_ask_nothing() {
    let db = world();
    let queries = [
        Parcel::all().with(|p| p.plot),
        Parcel::all().with(|p| p.plot.subquery()),
        Parcel::all().with(|p| p.plot.batched()),
    ];
    for query in queries {
        let (parcels, ran) = statements(&db, || query.load(&db).unwrap());
        assert_eq!(parcels.len(), 3);
        assert!(parcels.iter().all(|(_, plot)| plot.is_none()));
        assert_eq!(ran.len(), 1, "{ran:?}");
    }
}
