//! `contains`, `starts_with` and `ends_with` mean what they mean for Rust's `str`, on texts that break LIKE and `length`.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use relmodel::prelude::*;
use relmodel_tests::memory_db;

#[derive(Model, Debug, Clone, PartialEq)]
struct Note {
    id: Id<Note>,
    text: String,
    #[index]
    maybe: Option<String>,
}

const PIECES: [&str; 20] = [
    "",
    "a",
    "A",
    "b",
    "ab",
    "%",
    "_",
    "\\",
    "'",
    "\"",
    "\0",
    " ",
    "é",
    "e\u{301}",
    "ß",
    "😀",
    "\u{D7FF}",
    "\u{E000}",
    "\u{10FFFF}",
    "\u{7F}",
];

fn texts() -> impl Strategy<Value = String> {
    vec(select(&PIECES[..]), 0..5).prop_map(|pieces| pieces.concat())
}

type Asks = fn(NoteFields, &str) -> Expr<bool>;
type Matches = fn(&str, &str) -> bool;

const KINDS: [(&str, Asks, Asks, Matches); 3] = [
    (
        "contains",
        |n, p| n.text.contains(p),
        |n, p| n.maybe.contains(p),
        |t, p| t.contains(p),
    ),
    (
        "starts_with",
        |n, p| n.text.starts_with(p),
        |n, p| n.maybe.starts_with(p),
        |t, p| t.starts_with(p),
    ),
    (
        "ends_with",
        |n, p| n.text.ends_with(p),
        |n, p| n.maybe.ends_with(p),
        |t, p| t.ends_with(p),
    ),
];

/// Each kind of matching finds in a table what it finds in a list.
fn same(notes: &[String], part: &str) -> Result<(), TestCaseError> {
    let db = memory_db();
    schema![Note].create(&db)?;
    let rows = notes
        .iter()
        .enumerate()
        .map(|(n, text)| NewNote { text }.maybe((n % 3 != 0).then_some(text)));
    let notes = Note::insert_all(&db, rows)?;
    let ids = |keep: &dyn Fn(&Note) -> bool| -> Vec<Id<Note>> {
        notes
            .iter()
            .filter(|note| keep(note))
            .map(|note| note.id)
            .collect()
    };
    for (name, asks, asks_maybe, matches) in KINDS {
        let found = |query: Query<Note>| -> relmodel::Result<Vec<Id<Note>>> {
            Ok(query
                .order_by(|n| n.id)
                .load(&db)?
                .into_iter()
                .map(|n| n.id)
                .collect())
        };
        prop_assert_eq!(
            found(Note::filter(|n| asks(n, part)))?,
            ids(&|n| matches(&n.text, part)),
            "{} {:?}",
            name,
            part
        );
        prop_assert_eq!(
            found(Note::filter(|n| asks(n, part).not()))?,
            ids(&|n| !matches(&n.text, part)),
            "not {} {:?}",
            name,
            part
        );
        prop_assert_eq!(
            found(Note::filter(|n| asks_maybe(n, part)))?,
            ids(&|n| n.maybe.as_deref().is_some_and(|t| matches(t, part))),
            "maybe {} {:?}",
            name,
            part
        );
        prop_assert_eq!(
            found(Note::filter(|n| asks_maybe(n, part).not()))?,
            ids(&|n| !n.maybe.as_deref().is_some_and(|t| matches(t, part))),
            "not maybe {} {:?}",
            name,
            part
        );
    }
    Ok(())
}

#[test]
fn texts_match_as_in_rust() {
    let config = Config {
        cases: 300,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let values = (
        vec(texts(), 1..12),
        texts(),
        any::<proptest::sample::Index>(),
    );
    let outcome = runner.run(&values, |(notes, other, place)| {
        // A part of one of the texts is found more often than any other.
        let text = place.get(&notes);
        let letters: Vec<char> = text.chars().collect();
        let half: String = letters[..letters.len() / 2].iter().collect();
        let rest: String = letters[letters.len() / 2..].iter().collect();
        for part in [&other, &half, &rest, text] {
            same(&notes, part)?;
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[test]
fn every_piece_is_matched_in_every_piece() {
    let notes: Vec<String> = PIECES
        .iter()
        .flat_map(|a| PIECES.iter().map(move |b| format!("{a}{b}")))
        .collect();
    for part in PIECES {
        same(&notes, part).unwrap();
    }
}

#[test]
fn a_prefix_goes_by_the_index() {
    let db = memory_db();
    schema![Note].create(&db).unwrap();
    let explain = |query: Query<Note>, values: &[&str]| -> String {
        let sql = format!("EXPLAIN QUERY PLAN {}", query.to_sql().unwrap());
        db.with_connection(|raw| {
            let mut statement = raw.prepare(&sql).unwrap();
            for (place, value) in values.iter().enumerate() {
                statement.raw_bind_parameter(place + 1, value).unwrap();
            }
            let mut rows = statement.raw_query();
            rows.next().unwrap().unwrap().get(3).unwrap()
        })
    };
    let plan = explain(Note::filter(|n| n.maybe.starts_with("ab")), &["ab", "ac"]);
    assert!(
        plan.contains("SEARCH") && plan.contains("note(maybe)"),
        "{plan}"
    );
    let plan = explain(Note::filter(|n| n.maybe.eq("ab")), &["ab"]);
    assert!(
        plan.contains("SEARCH") && plan.contains("note(maybe)"),
        "{plan}"
    );
}

#[test]
fn like_is_sqlites_own() {
    let db = memory_db();
    schema![Note].create(&db).unwrap();
    let rows = ["Rust", "rust", "trust", "russet"].map(|text| NewNote { text });
    Note::insert_all(&db, rows).unwrap();
    let found = |pattern: &str| Note::filter(|n| n.text.like(pattern)).count(&db).unwrap();
    assert_eq!(found("rust"), 2);
    assert_eq!(found("r_st"), 2);
    assert_eq!(found("%ru%"), 4);
    assert_eq!(found(""), 0);
}
