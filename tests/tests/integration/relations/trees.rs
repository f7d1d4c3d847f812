//! Descendants and ancestors.

use relmodel::prelude::*;
use relmodel_tests::{integer, statements};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(reports: Employee)]
struct Employee {
    id: Id<Employee>,
    name: String,
    #[belongs_to(manager: Employee)]
    manager_id: Option<Id<Employee>>,
}

/// A tree whose key has two columns.
#[derive(Model, Debug, Clone, PartialEq)]
#[belongs_to(parent: Part, key = (of, number_of))]
#[has_many(parts: Part)]
struct Part {
    #[key]
    series: String,
    #[key]
    number: i64,
    of: Option<String>,
    number_of: Option<i64>,
}

/// 1 is above 2 and 3, 2 above 4 and 5, 5 above 6; 7 stands alone.
fn world() -> Db {
    let db = Db::open_in_memory().unwrap();
    schema![Employee].create(&db).unwrap();
    db.execute_batch(
        "INSERT INTO employee VALUES (1, 'a', NULL), (2, 'b', 1), (3, 'c', 1), (4, 'd', 2), (5, 'e', 2), (6, 'f', 5), (7, 'g', NULL);",
    )
    .unwrap();
    db
}

fn employee(db: &Db, id: i64) -> Employee {
    Employee::find(Id::from(id)).load(db).unwrap()
}

fn ids(rows: &[Employee]) -> Vec<i64> {
    rows.iter().map(|row| row.id.get()).collect()
}

fn depths(rows: &[(Employee, u32)]) -> Vec<(i64, u32)> {
    let mut depths: Vec<_> = rows
        .iter()
        .map(|(row, depth)| (row.id.get(), *depth))
        .collect();
    depths.sort_unstable_by_key(|(id, depth)| (*depth, *id));
    depths
}

#[test]
fn one_statement_finds_all_rows_below() {
    let db = world();
    let boss = employee(&db, 1);
    let (below, run) = statements(&db, || {
        boss.reports().descendants().with_depth().load(&db).unwrap()
    });
    assert_eq!(depths(&below), [(2, 1), (3, 1), (4, 2), (5, 2), (6, 3)]);
    assert!(below.is_sorted_by_key(|(_, depth)| *depth));
    assert_eq!(
        run,
        [concat!(
            r#"SELECT t1."id", t1."name", t1."manager_id", t0.c0 FROM ("#,
            r#"WITH RECURSIVE relmodel_walk AS ("#,
            r#"SELECT 1 AS depth, t2.rowid AS l0, t."id" AS k0, t."id" AS n0, t."id" AS m0 FROM rarray(?1) AS t2 CROSS JOIN "employee" AS t ON t."manager_id" = t2.value "#,
            r#"UNION SELECT w.depth + 1, w.l0, t."id", t."id", iif(w.depth & (w.depth - 1), w.m0, w.k0) FROM relmodel_walk AS w CROSS JOIN "employee" AS t ON t."manager_id" = w.n0 WHERE NOT (t."id" = w.m0) AND w.depth < (SELECT count(*) FROM "employee")) "#,
            r#"SELECT min(depth) AS c0, l0 AS c1, k0 AS c2 FROM relmodel_walk GROUP BY l0 COLLATE BINARY, k0) AS t0 "#,
            r#"CROSS JOIN "employee" AS t1 ON t1."id" = t0.c2 ORDER BY t0.c0"#,
        )]
    );
}

#[test]
fn the_rows_above_come_from_near_to_far() {
    let db = world();
    let (above, run) = statements(&db, || {
        employee(&db, 6).manager().ancestors().load(&db).unwrap()
    });
    assert_eq!((ids(&above), run.len()), (vec![5, 2, 1], 2));
    assert_eq!(
        employee(&db, 1).manager().ancestors().load(&db).unwrap(),
        []
    );
    let (_, run) = statements(&db, || {
        employee(&db, 7).manager().ancestors().load(&db).unwrap()
    });
    assert_eq!(
        run.len(),
        1,
        "a key that is NULL leads nowhere, and asks nothing"
    );
}

#[test]
fn the_depth_has_a_limit() {
    let db = world();
    let below = |most| {
        ids(&employee(&db, 1)
            .reports()
            .descendants()
            .max_depth(most)
            .order_by(|e| e.id)
            .load(&db)
            .unwrap())
    };
    assert!(below(0).is_empty());
    assert_eq!(below(1), [2, 3]);
    assert_eq!(below(2), [2, 3, 4, 5]);
    assert_eq!(below(99), [2, 3, 4, 5, 6]);
    let above = employee(&db, 6)
        .manager()
        .ancestors()
        .max_depth(2)
        .load(&db)
        .unwrap();
    assert_eq!(ids(&above), [5, 2]);
}

#[test]
fn a_query_for_them_is_refined_as_any() {
    let db = world();
    let below = || employee(&db, 1).reports().descendants();
    assert_eq!(
        ids(&below()
            .filter(|e| e.name.gt("c"))
            .order_by(|e| e.id.desc())
            .limit(2)
            .load(&db)
            .unwrap()),
        [6, 5]
    );
    assert_eq!(below().count(&db).unwrap(), 5);
    assert!(below().exists(&db).unwrap());
    assert_eq!(
        below()
            .order_by(|e| e.id)
            .first(&db)
            .unwrap()
            .unwrap()
            .id
            .get(),
        2
    );
    let beside: Vec<(Employee, u32, Option<Employee>, Vec<Employee>)> = below()
        .with_depth()
        .with(|e| e.manager)
        .with(|e| e.reports)
        .load(&db)
        .unwrap();
    let (last, depth, manager, reports) = beside.last().unwrap();
    assert_eq!(
        (
            last.id.get(),
            *depth,
            manager.as_ref().unwrap().id.get(),
            reports.len()
        ),
        (6, 3, 5, 0)
    );
    let joined: Vec<(Employee, Vec<Employee>)> =
        below().with(|e| e.reports.joined()).load(&db).unwrap();
    assert_eq!(joined.len(), 5);
}

#[test]
fn they_are_loaded_beside_each_row_by_every_strategy() {
    let db = world();
    let all = || Employee::all().order_by(|e| e.id);
    let loaded = |rows: Vec<(Employee, Vec<(Employee, u32)>)>| {
        rows.iter()
            .map(|(_, below)| depths(below))
            .collect::<Vec<_>>()
    };
    let expected = [
        vec![(2, 1), (3, 1), (4, 2), (5, 2), (6, 3)],
        vec![(4, 1), (5, 1), (6, 2)],
        vec![],
        vec![],
        vec![(6, 1)],
        vec![],
        vec![],
    ];
    let (usual, run) = statements(&db, || {
        all()
            .with(|e| e.reports.descendants().with_depth())
            .load(&db)
            .unwrap()
    });
    assert_eq!((loaded(usual), run.len()), (expected.to_vec(), 2));
    assert_eq!(
        loaded(
            all()
                .with(|e| e.reports.descendants().with_depth().subquery())
                .load(&db)
                .unwrap()
        ),
        expected
    );
    assert_eq!(
        loaded(
            all()
                .with(|e| e.reports.descendants().with_depth().joined())
                .load(&db)
                .unwrap()
        ),
        expected
    );
    let near: Vec<(Employee, Vec<Employee>)> = all()
        .with(|e| e.manager.ancestors().limit(1))
        .load(&db)
        .unwrap();
    assert_eq!(
        near.iter().map(|(_, above)| ids(above)).collect::<Vec<_>>(),
        [vec![], vec![1], vec![1], vec![2], vec![2], vec![5], vec![]]
    );
    let nested: Vec<(Employee, Vec<(Employee, Vec<Employee>)>)> = all()
        .limit(1)
        .with(|e| {
            e.reports
                .with(|e| e.reports.descendants().max_depth(1).order_by(|e| e.id))
        })
        .load(&db)
        .unwrap();
    assert_eq!(ids(&nested[0].1[0].1), [4, 5]);
}

#[test]
fn circles_end() {
    let db = world();
    // 1 → 2 → 5 → 1 is a circle now, with 3 and 4 and 6 hanging on it; 7 is its own manager.
    db.execute_batch("UPDATE employee SET manager_id = 5 WHERE id = 1; UPDATE employee SET manager_id = 7 WHERE id = 7;").unwrap();
    let below = employee(&db, 2)
        .reports()
        .descendants()
        .with_depth()
        .load(&db)
        .unwrap();
    assert_eq!(
        depths(&below),
        [(4, 1), (5, 1), (1, 2), (6, 2), (2, 3), (3, 3)]
    );
    let above = employee(&db, 6)
        .manager()
        .ancestors()
        .with_depth()
        .load(&db)
        .unwrap();
    assert_eq!(depths(&above), [(5, 1), (2, 2), (1, 3)]);
    assert_eq!(
        ids(&employee(&db, 7).manager().ancestors().load(&db).unwrap()),
        [7]
    );
    assert_eq!(
        ids(&employee(&db, 7).reports().descendants().load(&db).unwrap()),
        [7]
    );
    let all: Vec<(Employee, Vec<Employee>)> = Employee::all()
        .with(|e| e.manager.ancestors())
        .load(&db)
        .unwrap();
    assert_eq!(all.len(), 7);
}

#[test]
fn circles_of_any_length_end_with_every_row_once() {
    for (tail, circle) in (0..12).flat_map(|tail| (1..12).map(move |circle| (tail, circle))) {
        let db = Db::open_in_memory().unwrap();
        schema![Employee].create(&db).unwrap();
        // 1 → 2 → … → tail + circle → tail + 1
        let last = tail + circle;
        db.execute_batch(&format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {last})
             INSERT INTO employee SELECT i, '', iif(i = {last}, {tail} + 1, i + 1) FROM n ORDER BY i DESC"
        ))
        .unwrap_or_else(|_| panic!("{tail} {circle}"));
        let above = employee(&db, 1)
            .manager()
            .ancestors()
            .with_depth()
            .load(&db)
            .unwrap();
        let first = if tail == 0 { 1 } else { 2 };
        assert_eq!(
            above.len(),
            usize::try_from(last - first + 1).unwrap(),
            "{tail} {circle}"
        );
        assert!(above.iter().all(|(row, depth)| i64::from(*depth)
            == if row.id.get() == 1 {
                last
            } else {
                row.id.get() - 1
            }));
        let below = employee(&db, last)
            .reports()
            .descendants()
            .count(&db)
            .unwrap();
        assert_eq!(below, last.cast_unsigned(), "{tail} {circle}");
    }
}

#[test]
fn a_chain_of_a_hundred_thousand_rows_is_walked_to_its_end() {
    let db = Db::open_in_memory().unwrap();
    schema![Employee].create(&db).unwrap();
    db.execute_batch(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
         INSERT INTO employee SELECT i, '', nullif(i - 1, 0) FROM n",
    )
    .unwrap();
    let below = employee(&db, 1).reports().descendants().load(&db).unwrap();
    assert_eq!((below.len(), below[99_998].id.get()), (99_999, 100_000));
    let above = employee(&db, 100_000)
        .manager()
        .ancestors()
        .with_depth()
        .load(&db)
        .unwrap();
    assert_eq!((above.len(), above[99_998].1), (99_999, 99_999));
    assert_eq!(integer(&db, "SELECT count(*) FROM employee"), 100_000);
}

#[test]
fn trees_go_by_keys_of_several_columns() {
    let db = Db::open_in_memory().unwrap();
    schema![Part].create(&db).unwrap();
    db.execute_batch("INSERT INTO part VALUES ('a', 1, NULL, NULL), ('b', 1, 'a', 1), ('b', 2, 'a', 2), ('a', 2, 'b', 1), ('c', 1, 'a', NULL)").unwrap();
    let names = |parts: Vec<Part>| {
        parts
            .into_iter()
            .map(|p| format!("{}{}", p.series, p.number))
            .collect::<Vec<_>>()
    };
    let root = Part::find(("a", 1)).load(&db).unwrap();
    assert_eq!(
        names(root.parts().descendants().load(&db).unwrap()),
        ["b1", "a2", "b2"]
    );
    let leaf = Part::find(("b", 2)).load(&db).unwrap();
    assert_eq!(
        names(leaf.parent().ancestors().load(&db).unwrap()),
        ["a2", "b1", "a1"]
    );
    let all: Vec<(Part, Vec<Part>)> = Part::all()
        .order_by(|p| (p.series, p.number))
        .with(|p| p.parent.ancestors())
        .load(&db)
        .unwrap();
    let above: Vec<_> = all
        .into_iter()
        .map(|(_, above)| names(above).concat())
        .collect();
    assert_eq!(above, ["", "b1a1", "a1", "a2b1a1", ""]);
}

/// A tree by another column than the key, which is NULL in leaves.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(children: Branch)]
struct Branch {
    id: Id<Branch>,
    #[unique]
    code: Option<String>,
    #[belongs_to(parent: Branch, references = code)]
    parent_code: Option<String>,
}

#[test]
fn a_row_that_none_can_point_at_is_a_descendant_all_the_same() {
    let db = Db::open_in_memory().unwrap();
    schema![Branch].create(&db).unwrap();
    db.execute_batch(
        "INSERT INTO branch VALUES (1, 'a', NULL), (2, 'b', 'a'), (3, NULL, 'a'), (4, NULL, 'b')",
    )
    .unwrap();
    let root = Branch::find(Id::from(1)).load(&db).unwrap();
    let below = root
        .children()
        .descendants()
        .with_depth()
        .load(&db)
        .unwrap();
    let mut below: Vec<_> = below
        .iter()
        .map(|(row, depth)| (row.id.get(), *depth))
        .collect();
    below.sort_unstable();
    assert_eq!(below, [(2, 1), (3, 1), (4, 2)]);
    let leaf = Branch::find(Id::from(4)).load(&db).unwrap();
    let above = leaf.parent().ancestors().load(&db).unwrap();
    assert_eq!(
        above.iter().map(|row| row.id.get()).collect::<Vec<_>>(),
        [2, 1]
    );
    let all: Vec<(Branch, Vec<Branch>)> = Branch::all()
        .order_by(|b| b.id)
        .with(|b| b.children.descendants().subquery())
        .load(&db)
        .unwrap();
    assert_eq!(
        all.iter().map(|(_, below)| below.len()).collect::<Vec<_>>(),
        [3, 1, 0, 0]
    );
}

/// What points at a row is compared without regard to case, and the key is not.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(children: Node)]
struct Node {
    #[key]
    code: String,
    #[column(collate = "NOCASE")]
    #[belongs_to(parent: Node, constraint = false)]
    parent_code: Option<String>,
}

#[test]
fn walks_end_where_the_collations_of_a_key_and_of_what_points_at_it_differ() {
    let db = Db::open_in_memory().unwrap();
    schema![Node].create(&db).unwrap();
    db.execute_batch("INSERT INTO node VALUES ('a', 'A'), ('A', 'b'), ('b', 'a'), ('B', 'a')")
        .unwrap();
    for node in Node::all().load(&db).unwrap() {
        let below = node.children().descendants().count(&db).unwrap();
        let above = node.parent().ancestors().count(&db).unwrap();
        assert!(below <= 4 && above <= 4, "{node:?}");
        let children = node.children().count(&db).unwrap();
        let step = node.children().descendants().max_depth(1);
        assert_eq!(step.count(&db).unwrap(), children);
    }
    assert_eq!(
        Node::all()
            .with(|n| n.children.descendants())
            .load(&db)
            .unwrap()
            .len(),
        4
    );
}

/// Nothing keeps rows of this table from standing twice.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless)]
#[has_many(children: Twin)]
struct Twin {
    #[unique]
    number: i64,
    #[belongs_to(parent: Twin, references = number, constraint = false)]
    parent_number: Option<i64>,
}

#[test]
fn walks_end_where_a_row_has_several_above_it() {
    let db = Db::open_in_memory().unwrap();
    db.execute_batch("CREATE TABLE twin (number INTEGER, parent_number INTEGER)")
        .unwrap();
    for number in 0..30 {
        db.execute_batch(&format!(
            "INSERT INTO twin VALUES ({number}, {number} - 1), ({number}, {number} - 1)"
        ))
        .unwrap();
    }
    db.execute_batch("UPDATE twin SET parent_number = 29 WHERE number = 0")
        .unwrap();
    let first = Twin::all().first(&db).unwrap().unwrap();
    let below = first
        .children()
        .descendants()
        .with_depth()
        .load(&db)
        .unwrap();
    assert_eq!(below.len(), 60);
}
