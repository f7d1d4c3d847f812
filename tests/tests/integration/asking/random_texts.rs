//! Functions of texts give what those of Rust's `str` give, on random texts that break LIKE, `length` and `substr`.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use relmodel::prelude::*;
use relmodel_tests::memory_db;

#[derive(Model, Debug, Clone, PartialEq)]
struct Line {
    id: Id<Line>,
    text: String,
    maybe: Option<String>,
}

const PIECES: [&str; 27] = [
    "",
    "a",
    "A",
    "ab",
    "b",
    "%",
    "_",
    "\\",
    "'",
    "''",
    "\"",
    "\0",
    " ",
    "\t",
    "\n",
    "\u{a0}",
    "\u{3000}",
    "é",
    "e\u{301}",
    "É",
    "ß",
    "İ",
    "😀",
    "\u{D7FF}",
    "\u{FFFF}",
    "\u{10FFFF}",
    "\u{7F}",
];

/// What is made of a text, by the parts and the numbers of a case.
#[derive(Debug, Clone, PartialEq)]
struct Made {
    lower: String,
    upper: String,
    trimmed: [String; 3],
    lengths: [i64; 2],
    substr: String,
    replaced: Option<String>,
    found: Option<i64>,
    joined: String,
}

impl Made {
    fn of(text: &str, case: &Case) -> Self {
        let Case {
            part,
            other,
            start,
            length,
        } = case;
        let before_nul = text.chars().take_while(|letter| *letter != '\0');
        let taken = before_nul.skip(*start as usize).take(*length as usize);
        let replaced = match part.as_str() {
            "" => Some(text.to_owned()),
            part => (!part.starts_with('\0')).then(|| text.replace(part, other)),
        };
        let count = |text: &str| i64::try_from(text.chars().count()).unwrap();
        Self {
            lower: text.to_ascii_lowercase(),
            upper: text.to_ascii_uppercase(),
            trimmed: [text.trim(), text.trim_start(), text.trim_end()].map(str::to_owned),
            lengths: [count(text), i64::try_from(text.len()).unwrap()],
            substr: taken.collect(),
            replaced,
            found: text.find(&**part).map(|at| count(&text[..at])),
            joined: format!("{text}{part}{text}"),
        }
    }
}

#[derive(Debug, Clone)]
struct Case {
    part: String,
    other: String,
    start: u32,
    length: u32,
}

fn texts() -> impl Strategy<Value = String> {
    vec(select(&PIECES[..]), 0..6).prop_map(|pieces| pieces.concat())
}

fn cases() -> impl Strategy<Value = Case> {
    let numbers = || prop_oneof![0..4_u32, Just(u32::MAX)];
    let case = (texts(), texts(), numbers(), numbers());
    case.prop_map(|(part, other, start, length)| Case {
        part,
        other,
        start,
        length,
    })
}

type Out = (
    String,
    String,
    (String, String, String),
    (i64, i64),
    String,
    Option<i64>,
    String,
);

fn made_by(db: &Db, case: &Case) -> relmodel::Result<Vec<Made>> {
    let Case {
        part,
        other,
        start,
        length,
    } = case;
    let made: Vec<Out> = Line::all()
        .order_by(|l| l.id)
        .select(|l| {
            (
                l.text.lower(),
                l.text.upper(),
                (l.text.trim(), l.text.trim_start(), l.text.trim_end()),
                (l.text.length(), l.text.byte_length()),
                l.text.substr(*start, *length),
                l.text.find(part),
                concat((l.text, &**part, l.text)),
            )
        })
        .load(db)?;
    // SQLite finds no part that begins with NUL, and relmodel says so.
    let replaced = Line::all()
        .order_by(|l| l.id)
        .select(|l| l.text.replace(part, other));
    let replaced: Vec<Option<String>> = match replaced.load(db) {
        Ok(rows) => rows.into_iter().map(Some).collect(),
        Err(error) if error.is_unstorable() => vec![None; made.len()],
        Err(error) => return Err(error),
    };
    let rows = made.into_iter().zip(replaced).map(|(row, replaced)| {
        let (lower, upper, (trim, start, end), (length, bytes), substr, found, joined) = row;
        Made {
            lower,
            upper,
            trimmed: [trim, start, end],
            lengths: [length, bytes],
            substr,
            replaced,
            found,
            joined,
        }
    });
    Ok(rows.collect())
}

#[test]
fn random_texts_are_treated_as_in_rust() {
    let config = Config {
        cases: 400,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let values = (
        vec(texts(), 1..10),
        cases(),
        any::<proptest::sample::Index>(),
    );
    let outcome = TestRunner::new_with_rng(config, rng).run(&values, |(lines, case, place)| {
        let db = memory_db();
        schema![Line].create(&db)?;
        let rows = lines.iter().map(|text| NewLine { text });
        Line::insert_all(&db, rows)?;
        // A part of one of the texts is found more often than any other.
        let letters: Vec<char> = place.get(&lines).chars().collect();
        let part = letters[letters.len() / 3..letters.len().div_ceil(2)]
            .iter()
            .collect();
        for case in [
            Case {
                part,
                ..case.clone()
            },
            case,
        ] {
            let right: Vec<Made> = lines.iter().map(|text| Made::of(text, &case)).collect();
            prop_assert_eq!(made_by(&db, &case)?, right, "{:?}", case);
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[test]
fn functions_of_no_text_give_none() {
    let db = memory_db();
    schema![Line].create(&db).unwrap();
    NewLine { text: "a" }.insert(&db).unwrap();
    let row = Line::all()
        .select(|l| {
            (
                (l.maybe.lower(), l.maybe.upper(), l.maybe.trim()),
                (
                    l.maybe.trim_start(),
                    l.maybe.trim_end(),
                    l.maybe.substr(0, 1),
                ),
                (l.maybe.length(), l.maybe.byte_length(), l.maybe.find("")),
                l.maybe.replace("a", "b"),
                concat((l.text, l.maybe)),
            )
        })
        .one(&db)
        .unwrap();
    let none = || None::<String>;
    let nones = (none(), none(), none());
    assert_eq!(
        row,
        (nones.clone(), nones, (None, None, None), none(), none())
    );
}
