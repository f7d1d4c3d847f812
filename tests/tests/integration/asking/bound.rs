//! No text of the user reaches SQL unbound: whatever takes a text is given one that stands in no statement that runs.

use std::sync::{Arc, Mutex};

use relmodel::prelude::*;
use relmodel::{AnyValue, Cursor};
use relmodel_tests::memory_db;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(leaves: Leaf)]
struct Tree {
    #[key]
    name: String,
    note: Option<String>,
    #[column(sql_type = "ANY")]
    any: Option<AnyValue>,
    blob: Vec<u8>,
    height: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Leaf {
    id: Id<Leaf>,
    word: String,
    #[belongs_to(tree: Tree)]
    tree_name: String,
}

/// It would end a literal, a name or the statement, and is the same text in each way of writing it.
const MARK: &str = "Mark'\"`];--/*?1:m@m$m%_\\\u{e9}";
/// What is looked for: a part that no quoting changes.
const PART: &str = "Mark";

#[derive(Projection, Debug)]
#[projection(Tree)]
struct Shown {
    #[projection(|t| t.leaves.filter(|l| l.word.ne(MARK)).order_by(|l| l.word.replace(MARK, "x")).limit(3))]
    others: Vec<Leaf>,
    #[projection(|t| t.leaves.filter(|l| l.word.contains(MARK)).count())]
    count: i64,
    #[projection(|t| t.note.coalesce(MARK))]
    note: String,
    #[projection(|t| concat((t.name, MARK)))]
    name: String,
}

fn trees() -> (Db, Arc<Mutex<Vec<String>>>) {
    let db = memory_db();
    schema![Tree].create(&db).unwrap();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    db.observe(move |event| log.lock().unwrap().push(event.sql().to_owned()));
    for name in ["a", MARK, "z"] {
        let tree = NewTree {
            name,
            blob: MARK.as_bytes(),
            height: 2,
        };
        let tree = tree
            .note(MARK)
            .any(AnyValue::from(MARK))
            .insert(&db)
            .unwrap();
        NewLeaf {
            word: MARK,
            tree_name: &*tree.name,
        }
        .insert(&db)
        .unwrap();
    }
    (db, seen)
}

/// Runs a query in every way; each gives what is right for three trees.
fn run(db: &Db, query: Query<Tree>) {
    let count = query.count(db).unwrap();
    assert!(count > 0, "{}", query.to_sql().unwrap());
    assert_eq!(query.load(db).unwrap().len() as u64, count);
    assert!(query.exists(db).unwrap());
    assert!(query.first(db).unwrap().is_some());
    query.for_each(db, |_| {}).unwrap();
    query.page(db, 1, 2).unwrap();
    let mut cursor: Option<Cursor> = None;
    loop {
        let page = query.page_after(db, cursor.as_ref(), 1).unwrap();
        cursor = page.next.map(|next| next.to_string().parse().unwrap());
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(query.in_batches(db, 1).count() as u64, count);
    let with = query
        .clone()
        .with(|t| t.leaves.subquery().filter(|l| l.word.ends_with(MARK)));
    with.load(db).unwrap();
    query
        .clone()
        .with(|t| t.leaves.joined().filter(|l| l.word.eq(MARK)))
        .load(db)
        .unwrap();
    query
        .clone()
        .with(|t| t.leaves.filter(|l| l.word.starts_with(MARK)).limit(1))
        .load(db)
        .unwrap();
    assert_eq!(
        query.clone().project::<Shown>().load(db).unwrap().len() as u64,
        count
    );
    query.explain(db).unwrap();
    for statement in query.clone().statements().unwrap() {
        assert!(!statement.sql.contains(PART), "{}", statement.sql);
    }
    query
        .union(Tree::filter(|t| t.name.eq(MARK)))
        .load(db)
        .unwrap();
}

#[test]
fn no_text_of_the_user_stands_in_a_statement() {
    let (db, seen) = trees();
    let text = MARK.to_owned();
    let bytes = || MARK.as_bytes().to_vec();
    let any = || AnyValue::from(MARK);
    for query in [
        Tree::all(),
        Tree::filter(|t| t.name.eq(MARK).and(t.name.le(&text)).and(t.name.ge(MARK))),
        Tree::filter(|t| t.name.ne(MARK).or(t.name.lt(MARK)).or(t.name.gt(MARK))),
        Tree::filter(|t| t.name.in_([MARK, "a"]).and(t.name.between(MARK, MARK))),
        Tree::filter(|t| t.note.in_(vec![text.clone()]).and(t.note.eq(Some(MARK)))),
        Tree::filter(|t| t.any.eq(any()).and(t.any.in_([any()]))),
        Tree::filter(|t| t.blob.eq(bytes()).and(t.blob.in_([bytes()]))),
        Tree::filter(|t| {
            t.name
                .contains(MARK)
                .and(t.name.starts_with(MARK))
                .and(t.name.ends_with(MARK))
        }),
        Tree::filter(|t| t.name.like(MARK).or(t.name.find(MARK).eq(0))),
        Tree::filter(|t| {
            t.name
                .replace(MARK, MARK)
                .eq(concat((MARK, t.name)).replace(MARK, ""))
        }),
        Tree::filter(|t| t.note.coalesce(MARK).eq(value(MARK))),
        Tree::filter(|t| {
            case_when(t.name.eq(MARK), MARK)
                .when(t.name.eq("a"), &text)
                .otherwise(MARK)
                .eq(MARK)
        }),
        Tree::filter(|t| Expr::<bool>::raw("? = ? OR ? IN (?)", (t.name, MARK, MARK, &*text))),
        Tree::filter(|t| {
            t.leaves
                .any(|l| l.word.eq(MARK))
                .and(t.leaves.all(|l| l.word.eq(MARK)))
        }),
        Tree::filter(|t| {
            t.leaves
                .none(|l| l.word.ne(MARK))
                .and(t.leaves.filter(|l| l.word.eq(MARK)).count().gt(0))
        }),
        Tree::filter(|t| t.leaves.max(|l| concat((l.word, MARK))).gt(MARK)),
        Tree::filter(|t| {
            t.name
                .in_(Leaf::filter(|l| l.word.eq(MARK)).select(|l| l.tree_name))
        }),
        Tree::filter(|t| {
            exists(Leaf::filter(|l| {
                l.word.eq(MARK).and(l.tree_name.eq(t.name))
            }))
        }),
        Tree::filter(|t| all_of([t.name.ge("a"), any_of([t.name.eq(MARK), t.name.eq("a")])])),
        Tree::all().order_by(|t| (t.name.eq(MARK).desc(), t.name.replace(MARK, "b"))),
        Tree::raw(
            "SELECT * FROM tree WHERE name = ? OR note = ?",
            (MARK, &text),
        ),
        Tree::raw("SELECT * FROM tree WHERE blob = ?", (bytes(),)).filter(|t| t.note.eq(MARK)),
    ] {
        run(&db, query);
    }
    check(&seen, 300);
}

#[test]
fn nor_does_one_that_is_selected_grouped_loaded_by_or_written() {
    let (db, seen) = trees();
    let chosen = Tree::all().select(|t| {
        (
            value(MARK),
            concat((t.name, MARK, t.note)),
            case_when(t.name.eq(MARK), MARK).or_none(),
            Expr::<String>::raw("? || 'x'", MARK),
            t.name.contains(MARK),
        )
    });
    assert_eq!(chosen.load(&db).unwrap().len(), 3);
    chosen.clone().distinct().load(&db).unwrap();
    chosen.for_each_ref(&db, |_| {}).unwrap();
    let groups = Tree::filter(|t| t.note.eq(MARK))
        .group_by(|t| concat((t.note, MARK)))
        .having(|g| g.key().eq(MARK).not().and(g.max(|t| t.name).ge(MARK)))
        .order_by(|g| g.max(|t| t.name.replace(MARK, "x")))
        .select(|g| (g.key(), g.count(), g.min(|t| concat((t.name, MARK)))));
    groups.load(&db).unwrap();
    groups.first(&db).unwrap();
    groups.count(&db).unwrap();
    let lengths: Vec<(i64, String)> = db.query_raw("SELECT length(?1), ?1", (MARK,)).unwrap();
    assert_eq!(lengths[0].1, MARK);

    let mut tree = Tree::find(MARK).load(&db).unwrap();
    let leaves = tree.leaves().filter(|l| l.word.eq(MARK)).load(&db).unwrap();
    assert_eq!(leaves[0].tree().load(&db).unwrap(), tree);
    assert_eq!(tree.reload(&db).unwrap(), tree);
    tree.note = Some(format!("{MARK}{MARK}"));
    tree.update(&db).unwrap();
    leaves[0].delete(&db).unwrap();
    tree.delete(&db).unwrap();
    assert!(Tree::find(MARK).optional(&db).unwrap().is_none());
    check(&seen, 15);
}

/// Nothing that ran holds the text, not even as the numbers of its letters.
fn check(seen: &Mutex<Vec<String>>, at_least: usize) {
    let seen = seen.lock().unwrap();
    assert!(seen.len() > at_least, "only {} statements ran", seen.len());
    let hex: String = PART.bytes().map(|byte| format!("{byte:02x}")).collect();
    for sql in seen.iter() {
        assert!(
            !sql.contains(PART) && !sql.to_lowercase().contains(&hex),
            "{sql}"
        );
    }
}
