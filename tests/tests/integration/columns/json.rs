//! `Json<T>`: a value of serde in one column.

use std::collections::BTreeMap;

use relmodel::Json;
use relmodel::prelude::*;
use relmodel_tests::{memory_db, texts};

type Words = BTreeMap<String, Vec<Option<i64>>>;

#[derive(Model, Debug, Clone, PartialEq)]
struct Page {
    id: Id<Page>,
    words: Json<Words>,
    extra: Option<Json<Vec<String>>>,
    /// Without the `Option` around it, none is JSON's `null`.
    inner: Json<Option<bool>>,
}

#[derive(Model, Debug, PartialEq)]
struct Odd {
    id: Id<Odd>,
    map: Json<BTreeMap<Vec<u8>, u8>>,
}

fn db() -> Db {
    let db = memory_db();
    schema![Page, Odd].create(&db).unwrap();
    db
}

fn words() -> Words {
    BTreeMap::from([
        ("it's \"ß😀\"\0".to_owned(), vec![Some(i64::MIN), None]),
        (String::new(), vec![]),
    ])
}

fn new() -> NewPage<'static> {
    NewPage {
        words: words().into(),
        inner: Json(None),
    }
}

#[test]
fn a_value_of_serde_is_stored_as_json_and_comes_back() {
    let db = db();
    let page = new().extra(Json(vec!["a".to_owned()])).insert(&db).unwrap();
    assert_eq!(*page.words, words());
    assert_eq!(page.words.len(), 2);
    assert_eq!(page.reload(&db).unwrap(), page);
    assert_eq!(
        texts(&db, "SELECT words ->> '$.\"\"' || extra || inner FROM page"),
        ["[][\"a\"]null"]
    );
    let mut changed = page;
    changed.words.clear();
    changed.extra = None;
    changed.inner = Json(Some(true));
    changed.update(&db).unwrap();
    assert_eq!(changed.reload(&db).unwrap(), changed);
}

#[test]
fn values_that_are_written_alike_are_equal() {
    let db = db();
    let page = new().insert(&db).unwrap();
    for (query, found) in [
        (Page::filter(|p| p.words.eq(Json(words()))), 1),
        (Page::filter(|p| p.words.eq(&page.words)), 1),
        (Page::filter(|p| p.words.ne(Json(Words::new()))), 1),
        (
            Page::filter(|p| p.words.in_([Json(Words::new()), Json(words())])),
            1,
        ),
        (Page::filter(|p| p.extra.eq(None)), 1),
        (Page::filter(|p| p.extra.eq(Some(Json(vec![])))), 0),
    ] {
        assert_eq!(query.count(&db).unwrap(), found);
    }
}

#[test]
fn to_serde_it_is_the_value_in_it() {
    fn is_serde<T: serde::Serialize + serde::de::DeserializeOwned>() {}
    is_serde::<Json<Words>>();
    // So one in another is written as the inner one alone.
    #[derive(Model, Debug, PartialEq)]
    struct Nested {
        id: Id<Nested>,
        value: Json<Json<i64>>,
    }
    let db = memory_db();
    schema![Nested].create(&db).unwrap();
    let row = NewNested {
        value: Json(Json(7)),
    }
    .insert(&db)
    .unwrap();
    assert_eq!(texts(&db, "SELECT value FROM nested"), ["7"]);
    assert_eq!(row.reload(&db).unwrap(), row);
}

#[test]
fn broken_json_names_model_and_column() {
    for text in [
        "''",
        "'{'",
        "'[1]'",
        "'{\"a\": [\"b\"]}'",
        "'{} {}'",
        "CAST(x'22ff22' AS TEXT)",
    ] {
        let db = db();
        new().insert(&db).unwrap();
        db.execute_batch(&format!("UPDATE page SET words = {text}"))
            .unwrap();
        let error = Page::all().load(&db).unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(
            (error.model(), error.columns()),
            (Some("Page"), &["words".to_owned()][..])
        );
        assert!(error.to_string().contains("Json"), "{error}");
    }
}

#[test]
fn what_json_has_no_words_for_is_refused() {
    let db = db();
    let map = Json(BTreeMap::from([(vec![1], 1)]));
    let error = NewOdd { map }.insert(&db).unwrap_err();
    assert!(error.is_unstorable(), "{error:?}");
    assert_eq!(error.columns(), ["map"]);
    assert!(error.to_string().contains("JSON"), "{error}");
}

#[test]
fn a_value_that_could_not_be_read_again_is_not_written() {
    #[derive(Model, Debug, PartialEq)]
    struct Measure {
        id: Id<Measure>,
        value: Json<f64>,
    }
    let db = memory_db();
    schema![Measure].create(&db).unwrap();
    let value = Json(f64::NAN);
    let error = NewMeasure { value }.insert(&db).unwrap_err();
    assert!(error.is_unstorable(), "{error:?}");
    assert_eq!(error.columns(), ["value"]);
    assert_eq!(Measure::all().count(&db).unwrap(), 0);
}
