//! `page_after`: pages by where the one before ended.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use relmodel::prelude::*;
use relmodel::{Cursor, KeysetPage};
use relmodel_tests::{memory_db, statements};

use crate::models::{Post, User, filled, user};

#[derive(Model, Debug, Clone, PartialEq)]
#[index(place, word)]
struct Note {
    id: Id<Note>,
    #[index]
    word: String,
    #[column(collate = "NOCASE")]
    name: String,
    place: i64,
    #[index]
    rank: Option<i64>,
    weight: Option<f64>,
    #[column(sql_type = "ANY")]
    any: Option<relmodel::AnyValue>,
}

fn notes() -> Db {
    let db = memory_db();
    schema![Note].create(&db).unwrap();
    db
}

/// All pages one after the other, each found by the text of its cursor.
fn all_pages(db: &Db, query: &Query<Note>, size: u64) -> Vec<Vec<Note>> {
    let mut pages = Vec::new();
    let mut cursor: Option<Cursor> = None;
    loop {
        let page: KeysetPage<Note> = query.page_after(db, cursor.as_ref(), size).unwrap();
        pages.push(page.rows);
        match page.next {
            Some(next) => cursor = Some(next.to_string().parse().unwrap()),
            None => return pages,
        }
    }
}

fn order(query: Query<Note>, order: usize) -> Query<Note> {
    match order {
        0 => query,
        1 => query.order_by(|n| n.rank),
        2 => query.order_by(|n| n.rank.desc()),
        3 => query.order_by(|n| (n.name, n.rank.desc(), n.word)),
        4 => query.order_by(|n| (n.place, n.word)),
        5 => query.order_by(|n| (n.place.desc(), n.word.desc(), n.id.desc())),
        6 => query.order_by(|n| (n.weight.desc(), n.place, n.rank)),
        7 => query.order_by(|n| (n.any, n.name.desc())),
        8 => query.order_by(|n| (n.rank.is_null(), n.weight)),
        9 => query.order_by(|n| (n.place.desc(), n.id)),
        _ => query.order_by(|n| n.rank.gt(1)),
    }
}

const ORDERS: usize = 11;

type Seed = (
    String,
    String,
    i64,
    Option<i64>,
    Option<f64>,
    Option<relmodel::AnyValue>,
);

fn seed() -> impl Strategy<Value = Seed> {
    use relmodel::AnyValue;
    let word = prop_oneof!["[abAB]{0,2}", "[é%_'\u{0}\u{10FFFF}]{0,2}"];
    let any = prop_oneof![
        (0..3_i64).prop_map(AnyValue::Integer),
        prop_oneof![Just(0.5), Just(f64::INFINITY), Just(-1.0)].prop_map(AnyValue::Real),
        "[aA]{0,1}".prop_map(AnyValue::Text),
        proptest::collection::vec(any::<u8>(), 0..2).prop_map(AnyValue::Blob),
    ];
    (
        word,
        "[abAB]{1}",
        0..2_i64,
        proptest::option::of(0..3_i64),
        proptest::option::of(prop_oneof![Just(0.1), Just(-0.0), Just(f64::NEG_INFINITY)]),
        proptest::option::of(any),
    )
}

fn insert(db: &Db, seeds: Vec<Seed>) {
    for (word, name, place, rank, weight, any) in seeds {
        NewNote {
            word: &word,
            name: &name,
            place,
        }
        .rank(rank)
        .weight(weight)
        .any(any)
        .insert(db)
        .unwrap();
    }
}

proptest! {
    // The same in each run: a failure is of the change that it comes with.
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(4),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn pages_are_the_whole_list_cut_into_parts(
        seeds in proptest::collection::vec(seed(), 0..24),
        kind in 0..ORDERS,
        size in 1..6_u64,
    ) {
        let db = notes();
        insert(&db, seeds);
        let query = order(Note::all(), kind);
        let pages = all_pages(&db, &query, size);
        let whole: Vec<Note> = (1..)
            .map(|number| query.page(&db, number, 100).unwrap().rows)
            .take_while(|rows| !rows.is_empty())
            .flatten()
            .collect();
        let size = usize::try_from(size).unwrap();
        let parts: Vec<Vec<Note>> = whole.chunks(size).map(<[Note]>::to_vec).collect();
        let expected = if parts.is_empty() { vec![vec![]] } else { parts };
        prop_assert_eq!(pages, expected);
    }

    #[test]
    fn rows_that_come_and_go_move_nothing(
        seeds in proptest::collection::vec(seed(), 1..16),
        more in proptest::collection::vec(seed(), 8),
        gone in proptest::collection::vec(1..16_i64, 0..6),
        kind in 0..ORDERS,
        size in 1..4_u64,
    ) {
        let db = notes();
        let count = i64::try_from(seeds.len()).unwrap();
        insert(&db, seeds);
        let query = order(Note::all(), kind);
        let mut seen: Vec<i64> = Vec::new();
        let mut cursor = None;
        let (mut more, mut leave) = (more.into_iter(), gone.clone().into_iter());
        loop {
            let page = query.page_after(&db, cursor.as_ref(), size).unwrap();
            seen.extend(page.rows.iter().map(|note| note.id.get()));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
            insert(&db, more.next().into_iter().collect());
            if let Some(id) = leave.next() {
                db.execute_batch(&format!("DELETE FROM note WHERE id = {id}")).unwrap();
            }
        }
        let mut sorted = seen.clone();
        sorted.sort_unstable();
        sorted.dedup();
        prop_assert_eq!(sorted.len(), seen.len(), "none comes twice");
        for id in (1..=count).filter(|id| !gone.contains(id)) {
            prop_assert!(seen.contains(&id), "{} stayed and was missed", id);
        }
    }

    #[test]
    fn no_text_is_taken_for_a_cursor_by_chance(text in "[A-Za-z0-9_-]{0,60}|\\PC{0,20}") {
        let error = text.parse::<Cursor>().unwrap_err();
        prop_assert!(error.is_query());
    }

    #[test]
    fn a_changed_cursor_is_refused(place in 0..60_usize, letter in "[A-Za-z0-9_-]") {
        let db = notes();
        insert(&db, vec![("a".into(), "n".into(), 1, None, None, None), ("b".into(), "n".into(), 1, None, None, None)]);
        let text = Note::all().order_by(|n| (n.word, n.rank)).page_after(&db, None, 1).unwrap().next.unwrap().to_string();
        let place = place % text.len();
        let changed = format!("{}{letter}{}", &text[..place], &text[place + 1..]);
        prop_assert_eq!(changed.parse::<Cursor>().is_ok(), changed == text);
        prop_assert!(text[..place].parse::<Cursor>().is_err());
    }
}

#[test]
fn a_cursor_is_a_text_for_urls() {
    let db = notes();
    let odd = "a b/ü?&=\u{0}'".to_owned();
    insert(&db, vec![(odd.clone(), "n".into(), 1, None, None, None); 3]);
    let page = Note::all()
        .order_by(|n| (n.word, n.rank, n.weight))
        .page_after(&db, None, 1)
        .unwrap();
    let cursor = page.next.unwrap();
    let text = cursor.to_string();
    assert!(
        text.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'),
        "{text}"
    );
    assert_eq!(text.parse::<Cursor>().unwrap(), cursor);
}

#[test]
fn a_cursor_of_another_query_is_refused() {
    let db = notes();
    insert(
        &db,
        vec![("a".into(), "n".into(), 1, Some(1), None, None); 3],
    );
    let query = Note::filter(|n| n.place.gt(0)).order_by(|n| n.word);
    let cursor = query.page_after(&db, None, 1).unwrap().next;
    let refused = |other: Query<Note>| {
        let error = other.page_after(&db, cursor.as_ref(), 1).unwrap_err();
        assert!(error.is_query());
        assert!(error.to_string().contains("of another query"), "{error}");
    };
    refused(Note::filter(|n| n.place.gt(0)));
    refused(query.clone().order_by(|n| n.word.desc()));
    refused(query.clone().order_by(|n| n.name));
    refused(query.clone().filter(|n| n.rank.is_null()));
    refused(Note::filter(|n| n.place.lt(9)).order_by(|n| n.word));

    // Where a row stands depends on the values of the order.
    let near = |place: i64| Note::all().order_by(move |n| (n.place - place).abs());
    let nearest = near(3).page_after(&db, None, 1).unwrap().next;
    assert!(near(3).page_after(&db, nearest.as_ref(), 1).is_ok());
    let error = near(4).page_after(&db, nearest.as_ref(), 1).unwrap_err();
    assert!(error.to_string().contains("of another query"), "{error}");

    // The same query with other values, other columns, another size: the place in the order is the same.
    let same = Note::filter(|n| n.place.gt(-5)).order_by(|n| n.word);
    assert_eq!(
        same.page_after(&db, cursor.as_ref(), 9).unwrap().rows.len(),
        2
    );
    let words = same.select(|n| n.word);
    assert_eq!(
        words.page_after(&db, cursor.as_ref(), 9).unwrap().rows,
        ["a", "a"]
    );
}

#[test]
fn a_cursor_of_another_model_is_refused() {
    let db = filled(3);
    let cursor = User::all().page_after(&db, None, 1).unwrap().next;
    let error = Post::all().page_after(&db, cursor.as_ref(), 1).unwrap_err();
    assert!(error.is_query());
}

#[test]
fn sizes_limits_and_offsets_that_have_no_meaning_are_refused() {
    let db = notes();
    assert!(Note::all().page_after(&db, None, 0).unwrap_err().is_query());
    for query in [Note::all().limit(3), Note::all().offset(3)] {
        let error = query.page_after(&db, None, 2).unwrap_err();
        assert!(error.is_query());
        assert!(error.to_string().contains("`limit`"), "{error}");
    }
}

#[test]
fn the_last_page_is_known_to_be_the_last() {
    let db = notes();
    let empty = Note::all().page_after(&db, None, 2).unwrap();
    assert!(empty.rows.is_empty() && empty.next.is_none());
    insert(&db, vec![("a".into(), "n".into(), 1, None, None, None); 4]);
    let first = Note::all().page_after(&db, None, 2).unwrap();
    let second = Note::all().page_after(&db, first.next.as_ref(), 2).unwrap();
    assert_eq!((second.rows.len(), second.next), (2, None));
    let whole = Note::all().page_after(&db, None, u64::MAX).unwrap();
    assert_eq!((whole.rows.len(), whole.next), (4, None));
}

#[test]
fn relations_are_loaded_for_the_rows_of_the_page_alone() {
    let db = filled(5);
    for strategy in 0..3 {
        let query = User::all().order_by(|u| u.name).with(|u| match strategy {
            0 => u.posts.batched(),
            1 => u.posts.joined(),
            _ => u.posts.subquery(),
        });
        let (first, ran) = statements(&db, || query.page_after(&db, None, 2).unwrap());
        assert_eq!(ran.len(), if strategy == 1 { 1 } else { 2 });
        let ((second, is_last), _) = statements(&db, || {
            let page = query.page_after(&db, first.next.as_ref(), 3).unwrap();
            (page.rows, page.next.is_none())
        });
        let names = |rows: &[(User, Vec<Post>)]| -> Vec<(String, usize)> {
            rows.iter()
                .map(|(u, p)| (u.name.clone(), p.len()))
                .collect()
        };
        assert_eq!(
            names(&first.rows),
            [("user 1".to_owned(), 2), ("user 2".to_owned(), 2)]
        );
        assert_eq!(names(&second).len(), 3);
        assert!(second.iter().all(|(_, posts)| posts.len() == 2));
        assert!(is_last);
    }
    // The key of the third user, who is read to know whether there are more, is not asked for.
    let titles = User::all().with(|u| u.posts.with(|p| p.author).with(|p| p.comments));
    let page = titles.page_after(&db, None, 2).unwrap();
    assert_eq!(page.rows.len(), 2);
}

#[test]
fn an_accessor_whose_key_is_null_has_one_empty_page() {
    let db = filled(1);
    let ann = user(&db, "nobody");
    let (page, ran) = statements(&db, || ann.posts().page_after(&db, None, 2).unwrap());
    assert!(page.rows.is_empty() && page.next.is_none());
    assert_eq!(ran.len(), 1);
}

/// The plan of the statement of a second page.
fn plan(db: &Db, query: &Query<Note>) -> String {
    let first = query.page_after(db, None, 1).unwrap();
    let (_, ran) = statements(db, || {
        query.page_after(db, first.next.as_ref(), 1).unwrap();
    });
    let sql = format!("EXPLAIN QUERY PLAN {}", ran[0]);
    db.with_connection(|raw| {
        let mut statement = raw.prepare(&sql).unwrap();
        let rows = statement.raw_query().mapped(|row| row.get::<_, String>(3));
        rows.collect::<Result<Vec<_>, _>>().unwrap().join("; ")
    })
}

#[test]
fn the_index_leads_to_where_the_page_begins() {
    let db = notes();
    insert(
        &db,
        vec![("a".into(), "n".into(), 1, Some(1), None, None); 4],
    );
    for (query, expected) in [
        (Note::all(), "SEARCH t0 USING INTEGER PRIMARY KEY (rowid>?)"),
        (
            Note::all().order_by(|n| n.id.desc()),
            "SEARCH t0 USING INTEGER PRIMARY KEY (rowid<?)",
        ),
        (
            Note::all().order_by(|n| n.word.desc()),
            "SEARCH t0 USING INDEX note(word) (word<?); USE TEMP B-TREE FOR LAST TERM OF ORDER BY",
        ),
        (
            Note::all().order_by(|n| (n.word, n.id)),
            "SEARCH t0 USING INDEX note(word) (word>?)",
        ),
        (
            Note::all().order_by(|n| (n.word.desc(), n.id.desc())),
            "SEARCH t0 USING INDEX note(word) (word<?)",
        ),
        (
            Note::all().order_by(|n| (n.rank, n.id)),
            "SEARCH t0 USING INDEX note(rank) (rank>?)",
        ),
        (
            Note::all().order_by(|n| (n.place, n.word)),
            "SEARCH t0 USING INDEX note(place,word) ((place,word)>(?,?))",
        ),
        (
            Note::filter(|n| n.place.eq(1)).order_by(|n| (n.word, n.id)),
            "SEARCH t0 USING INDEX note(place,word) (place=? AND word>?)",
        ),
    ] {
        assert_eq!(plan(&db, &query), expected);
    }
}
