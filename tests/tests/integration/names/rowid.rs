//! Columns called `rowid`, `oid` or `_rowid_`: there the name means the column, and no longer the number of the row.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, texts};

/// The key is the number of the row, and another column has its name.
#[derive(Model, Debug, Clone, PartialEq)]
struct Hidden {
    id: Id<Hidden>,
    name: String,
    rowid: i64,
}

/// The key has that name itself.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(parts: Part)]
struct Named {
    #[key]
    rowid: Id<Named>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Part {
    #[key(auto)]
    oid: i64,
    #[belongs_to(named: Named)]
    _rowid_: Id<Named>,
}

/// The key is a text of that name.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(leaves: Leaf)]
struct Word {
    #[key]
    rowid: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Leaf {
    id: Id<Leaf>,
    #[belongs_to(word: Word)]
    rowid: Option<String>,
}

fn check_numbers(db: &Db, rows: &[Hidden]) {
    for row in rows {
        let sql = format!("SELECT name FROM hidden WHERE id = {}", row.id);
        assert_eq!(texts(db, &sql), [&*row.name]);
    }
}

#[test]
fn another_column_called_rowid_does_not_number_the_rows() {
    let names: Vec<String> = (0..300).map(|number| number.to_string()).collect();
    for rowid in [0, -1, i64::MAX] {
        let db = memory_db();
        schema![Hidden].create(&db).unwrap();
        let new = |name| NewHidden { name, rowid };
        let rows = Hidden::insert_all(&db, names.iter().map(|name| new(name))).unwrap();
        assert_eq!(rows[299].id, Id::from(300));
        check_numbers(&db, &rows);
        let again = Hidden::insert_all(&db, names.iter().map(|name| new(name))).unwrap();
        assert_eq!(again[0].id, Id::from(301));
        check_numbers(&db, &again);
    }
}

#[test]
fn numbers_that_run_out_are_seen_whatever_is_called_rowid() {
    let db = memory_db();
    schema![Hidden].create(&db).unwrap();
    // After the highest number SQLite picks free ones by chance.
    db.execute_batch("INSERT INTO hidden VALUES (9223372036854775807, 'last', 1)")
        .unwrap();
    let names: Vec<String> = (0..300).map(|number| number.to_string()).collect();
    let rows = Hidden::insert_all(&db, names.iter().map(|name| NewHidden { name, rowid: 1 }));
    check_numbers(&db, &rows.unwrap());
}

#[test]
fn a_key_called_rowid_is_the_key() {
    let db = memory_db();
    schema![Named, Word].create(&db).unwrap();
    let names: Vec<String> = (0..200).map(|number| number.to_string()).collect();
    let named = Named::insert_all(&db, names.iter().map(|name| NewNamed { name })).unwrap();
    let parts = named.iter().map(|named| NewPart {
        _rowid_: named.rowid,
    });
    let parts = Part::insert_all(&db, parts).unwrap();
    assert_eq!(
        (parts[199].oid, parts[199]._rowid_),
        (200, named[199].rowid)
    );
    for how in crate::strategies::ALL {
        let loaded = Named::filter(|n| n.rowid.ge(Id::from(199)))
            .order_by(|n| n.rowid)
            .with(|n| crate::strategies::by(how, n.parts))
            .load(&db)
            .unwrap();
        assert_eq!(loaded[1], (named[199].clone(), vec![parts[199].clone()]));
    }
    named[0].parts().one(&db).unwrap().delete(&db).unwrap();
    assert_eq!(Part::all().count(&db).unwrap(), 199);

    let word = NewWord { rowid: "w" }.insert(&db).unwrap();
    let mut leaf = NewLeaf {}.insert(&db).unwrap();
    word.leaves().add(&db, &mut leaf).unwrap();
    let mut found = Word::all().with(|w| w.leaves).load(&db).unwrap();
    assert_eq!(found.remove(0), (word.clone(), vec![leaf]));
    assert_eq!(Word::find("w").load(&db).unwrap(), word);
}
