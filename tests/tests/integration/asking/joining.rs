//! Conditions joined by `and`, `or`, `not`, `all_of` and `any_of`, in any shape, mean what they mean in Rust.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use relmodel::prelude::*;
use relmodel_tests::memory_db;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(marks: Mark)]
struct Row {
    id: Id<Row>,
    a: Option<i64>,
    b: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Mark {
    id: Id<Mark>,
    c: i64,
    #[belongs_to(Row)]
    row_id: Id<Row>,
}

#[derive(Debug, Clone)]
enum Tree {
    ALess(i64),
    ASame(Option<i64>),
    B(i64),
    Const(bool),
    Marked(i64),
    Not(Box<Tree>),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Same(Box<Tree>, bool),
    Among(Box<Tree>, bool),
}

impl Tree {
    fn ask(&self, r: RowFields) -> Expr<bool> {
        match self {
            Self::ALess(v) => r.a.lt(*v),
            Self::ASame(v) => r.a.eq(*v),
            Self::B(v) => r.b.eq(*v),
            Self::Const(v) => all_of([*v]),
            Self::Marked(v) => r.marks.any(|m| m.c.eq(*v).or(m.c.eq(*v + 1))),
            Self::Not(tree) => relmodel::Condition::not(tree.ask(r)),
            Self::And(left, right) => left.ask(r).and(right.ask(r)),
            Self::Or(left, right) => left.ask(r).or(right.ask(r)),
            Self::All(trees) => all_of(trees.iter().map(|tree| tree.ask(r))),
            Self::Any(trees) => any_of(trees.iter().map(|tree| tree.ask(r))),
            Self::Same(tree, v) => tree.ask(r).eq(*v),
            Self::Among(tree, v) => tree.ask(r).in_([*v]),
        }
    }

    fn holds(&self, row: &Row, marks: &[Mark]) -> bool {
        match self {
            Self::ALess(v) => row.a.is_some_and(|a| a < *v),
            Self::ASame(v) => row.a == *v,
            Self::B(v) => row.b == *v,
            Self::Const(v) => *v,
            Self::Marked(v) => {
                let own = |mark: &&Mark| mark.row_id == row.id;
                marks
                    .iter()
                    .filter(own)
                    .any(|mark| mark.c == *v || mark.c == *v + 1)
            }
            Self::Not(tree) => !tree.holds(row, marks),
            Self::And(left, right) => left.holds(row, marks) && right.holds(row, marks),
            Self::Or(left, right) => left.holds(row, marks) || right.holds(row, marks),
            Self::All(trees) => trees.iter().all(|tree| tree.holds(row, marks)),
            Self::Any(trees) => trees.iter().any(|tree| tree.holds(row, marks)),
            Self::Same(tree, v) | Self::Among(tree, v) => tree.holds(row, marks) == *v,
        }
    }
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        (0..3i64).prop_map(Tree::ALess),
        prop::option::of(0..3i64).prop_map(Tree::ASame),
        (0..3i64).prop_map(Tree::B),
        any::<bool>().prop_map(Tree::Const),
        (0..3i64).prop_map(Tree::Marked),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let pair = || (inner.clone(), inner.clone());
        prop_oneof![
            inner.clone().prop_map(|tree| Tree::Not(Box::new(tree))),
            pair().prop_map(|(left, right)| Tree::And(Box::new(left), Box::new(right))),
            pair().prop_map(|(left, right)| Tree::Or(Box::new(left), Box::new(right))),
            (inner.clone(), any::<bool>()).prop_map(|(tree, v)| Tree::Same(Box::new(tree), v)),
            (inner.clone(), any::<bool>()).prop_map(|(tree, v)| Tree::Among(Box::new(tree), v)),
            vec(inner.clone(), 0..4).prop_map(Tree::All),
            vec(inner.clone(), 0..4).prop_map(Tree::Any),
        ]
    })
}

#[test]
fn conditions_of_any_shape_mean_what_they_mean_in_rust() {
    let db = memory_db();
    schema![Row, Mark].create(&db).unwrap();
    for a in [None, Some(0), Some(1), Some(2)] {
        for b in 0..3 {
            let row = NewRow { b }.a(a).insert(&db).unwrap();
            for c in 0..a.unwrap_or(0) {
                NewMark {
                    c: c + b,
                    row_id: row.id,
                }
                .insert(&db)
                .unwrap();
            }
        }
    }
    let rows = Row::all().load(&db).unwrap();
    let marks = Mark::all().load(&db).unwrap();
    let config = Config {
        cases: 600,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    TestRunner::new_with_rng(config, rng)
        .run(&(trees(), vec(trees(), 0..3)), |(tree, more)| {
            let mut query = Row::filter(|r| tree.ask(r)).order_by(|r| r.id);
            for tree in &more {
                query = query.filter(|r| tree.ask(r));
            }
            let holds = |row: &&Row| {
                tree.holds(row, &marks) && more.iter().all(|tree| tree.holds(row, &marks))
            };
            let expected: Vec<Row> = rows.iter().filter(holds).cloned().collect();
            prop_assert_eq!(
                query.load(&db).unwrap(),
                expected,
                "{}",
                query.to_sql().unwrap()
            );
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_list_of_one_or_is_kept_together_beside_other_conditions() {
    let word = "x";
    let query =
        Row::filter(|r| r.b.eq(1)).filter(|r| any_of([word].map(|_| r.b.eq(2).or(r.b.eq(3)))));
    let sql = query.to_sql().unwrap();
    assert!(
        sql.ends_with(r#"WHERE t0."b" = ?1 AND (t0."b" = ?2 OR t0."b" = ?3)"#),
        "{sql}"
    );
}
