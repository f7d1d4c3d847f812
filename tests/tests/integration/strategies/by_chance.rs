//! Owners that are found by chance: each gets its own rows all the same, whatever the strategy.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, statements};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(plays: Play)]
struct Track {
    id: Id<Track>,
    #[belongs_to(twin: Track)]
    twin_id: Option<Id<Track>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Play {
    id: Id<Play>,
    #[belongs_to(Track)]
    track_id: Id<Track>,
}

/// Fifty tracks with two plays each; each is its own twin.
fn tracks() -> Db {
    let db = memory_db();
    schema![Track].create(&db).unwrap();
    for id in (1..=50).map(Id::from) {
        let twin_id = Some(id);
        Track { id, twin_id }.insert(&db).unwrap();
        let play = || NewPlay { track_id: id };
        Play::insert_all(&db, [play(), play()]).unwrap();
    }
    db
}

#[test]
fn owners_in_a_random_order_get_their_own_rows() {
    let db = tracks();
    let random = |_: TrackFields| Expr::<i64>::raw("random()", ());
    let ten = Track::all().order_by(random).limit(10);
    let raw = Track::raw("SELECT * FROM track ORDER BY random() LIMIT 10", ());
    let some = Track::filter(|_| Expr::<bool>::raw("random() % 2", ()));
    for query in [ten, raw, some] {
        let (loaded, ran) = statements(&db, || {
            query
                .with(|t| t.plays.subquery())
                .with(|t| t.twin.subquery().with(|t| t.plays.subquery()))
                .load(&db)
        });
        for (track, plays, twin) in loaded.unwrap() {
            let (twin, of_twin) = twin.unwrap();
            assert_eq!((plays.len(), of_twin.len()), (2, 2));
            assert!(plays.iter().all(|play| play.track_id == track.id));
            assert_eq!(twin, track);
        }
        let repeats = |sql: &&String| sql.contains("random()");
        assert_eq!(ran.iter().filter(repeats).count(), 1, "{ran:#?}");
    }
}
