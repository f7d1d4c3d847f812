//! Keys of several columns, foreign keys to them and to other unique columns, with the names of the library's own and others.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, texts};

use crate::strategies::{ALL, by};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "rowid")]
#[has_many(r#static: Cell, inverse = grid)]
#[has_one(r#const: Lock)]
#[many_to_many(r#mod: Grid, through = Wire, from = r#in, to = out)]
struct Grid {
    #[key]
    slot: i64,
    #[key]
    #[column(name = "c0\"")]
    c1: String,
    #[unique]
    #[column(name = "value; --")]
    value: Option<String>,
}

/// The columns stand in another order than those of the key, and are called as the other ones there.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "c0")]
#[belongs_to(grid: Grid, key = (c0, slot))]
struct Cell {
    id: Id<Cell>,
    #[column(name = "c1")]
    slot: Option<String>,
    #[column(name = "rowid")]
    c0: i64,
    #[belongs_to(named: Grid, references = value)]
    #[column(name = "a.b")]
    key: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "slot")]
#[belongs_to(grid: Grid, key = (rowid, oid))]
#[cascade]
#[unique(oid, rowid)]
struct Lock {
    id: Id<Lock>,
    oid: String,
    rowid: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "\"value\"")]
#[belongs_to(r#in: Grid, key = (c0, c1))]
#[cascade]
#[belongs_to(out: Grid, key = (c2, c3), on_delete = cascade)]
struct Wire {
    #[key]
    c0: i64,
    #[key]
    c1: String,
    #[key]
    c2: i64,
    #[key]
    #[column(name = "1' 2` 3]")]
    c3: String,
}

fn world() -> (Db, Vec<Grid>) {
    let db = memory_db();
    schema![Grid, Cell, Wire].create(&db).unwrap();
    let grids = [(1, "a", "x"), (1, "b", "y'"), (2, "a", "z")];
    let grids = grids.map(|(slot, c1, value)| NewGrid { slot, c1 }.value(value));
    let grids = Grid::insert_all(&db, grids).unwrap();
    let cells = [
        (1, Some("a"), "z"),
        (1, Some("a"), "x"),
        (2, Some("a"), "y'"),
        (7, None, "x"),
    ];
    let cells = cells.map(|(c0, slot, key)| NewCell { c0 }.slot(slot).key(key));
    Cell::insert_all(&db, cells).unwrap();
    NewLock { oid: "b", rowid: 1 }.insert(&db).unwrap();
    grids[0].r#mod().add_all(&db, &grids[1..]).unwrap();
    grids[2].r#mod().add(&db, &grids[0]).unwrap();
    (db, grids)
}

#[test]
fn are_loaded_under_every_strategy() {
    let (db, grids) = world();
    for how in ALL {
        let loaded = Grid::all()
            .order_by(|g| (g.slot, g.c1))
            .with(|g| by(how, g.r#static).order_by(|c| c.id))
            .with(|g| by(how, g.r#const))
            .with(|g| by(how, g.r#mod).order_by(|g| (g.slot, g.c1)))
            .load(&db)
            .unwrap();
        let found: Vec<_> = loaded
            .iter()
            .map(|(grid, cells, lock, mods)| {
                let cells: Vec<i64> = cells.iter().map(|cell| cell.id.get()).collect();
                (grid, cells, lock.is_some(), &mods[..])
            })
            .collect();
        let there = [
            (&grids[0], vec![1, 2], false, &grids[1..]),
            (&grids[1], vec![], true, &[]),
            (&grids[2], vec![3], false, &grids[..1]),
        ];
        assert_eq!(found, there, "{how:?}");

        let cells = Cell::all()
            .order_by(|c| c.id)
            .with(|c| by(how, c.grid).with(|g| by(how, g.r#const)))
            .with(|c| by(how, c.named).with(|g| by(how, g.r#mod)))
            .load(&db)
            .unwrap();
        let found: Vec<_> = cells
            .iter()
            .map(|(_, grid, named)| {
                let grid = grid.as_ref().map(|(grid, _)| grid);
                let (named, mods) = named.as_ref().unwrap();
                (grid, named, mods.len())
            })
            .collect();
        let there = [
            (Some(&grids[0]), &grids[2], 1),
            (Some(&grids[0]), &grids[0], 2),
            (Some(&grids[2]), &grids[1], 0),
            (None, &grids[0], 2),
        ];
        assert_eq!(found, there, "{how:?}");

        let limited = Grid::all()
            .order_by(|g| (g.slot, g.c1))
            .limit(2)
            .with(|g| by(how, g.r#const))
            .with(|g| by(how, g.r#static).order_by(|c| c.c0).limit(1))
            .load(&db)
            .unwrap();
        assert_eq!((limited[0].2.len(), limited[1].1.is_some()), (1, true));
    }
}

#[test]
fn are_asked_for_found_and_written() {
    let (db, grids) = world();
    assert_eq!(Grid::find((1, "b")).load(&db).unwrap(), grids[1]);
    let asked = Grid::filter(|g| g.r#static.any(|c| c.named.is(|n| n.value.eq("z"))));
    assert_eq!(asked.load(&db).unwrap(), grids[..1]);
    let asked = Grid::filter(|g| g.r#mod.none(|_| true).and(g.r#const.is(|l| l.oid.eq("b"))));
    assert_eq!(asked.load(&db).unwrap(), grids[1..2]);

    let mut cell = Cell::find(Id::from(3)).load(&db).unwrap();
    grids[0].r#static().add(&db, &mut cell).unwrap();
    assert_eq!((cell.c0, cell.slot.as_deref()), (1, Some("a")));
    assert!(grids[0].r#static().contains(&db, &cell).unwrap());
    grids[0].r#static().remove(&db, &mut cell).unwrap();
    assert_eq!(cell.reload(&db).unwrap(), cell);
    assert_eq!(cell.grid().load(&db).unwrap(), None);

    grids[0].r#mod().replace(&db, &grids[..2]).unwrap();
    let links = r#"SELECT "c2" || "1' 2` 3]" FROM """value""" WHERE "c0" = 1 ORDER BY 1"#;
    assert_eq!(texts(&db, links), ["1a", "1b"]);
    assert_eq!(grids[0].r#mod().clear(&db).unwrap(), 2);
    let error = grids[0].delete(&db).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    cell.key = None;
    cell.update(&db).unwrap();
    grids[1].delete(&db).unwrap();
    assert_eq!(Lock::all().count(&db).unwrap(), 0);
    let error = NewLock { oid: "?", rowid: 1 }.insert(&db).unwrap_err();
    let mut columns = error.columns().to_vec();
    columns.sort();
    assert_eq!(columns, ["oid", "rowid"]);
}
