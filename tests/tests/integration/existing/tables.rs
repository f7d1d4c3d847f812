//! Tables that differ from their models: more columns, another order, triggers, and views in their place.

use relmodel::prelude::*;
use relmodel_tests::{integer, texts};

use super::{Existing, made_elsewhere};
use crate::strategies::{ALL, by};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(lines: Line)]
struct Invoice {
    id: Id<Invoice>,
    customer: String,
    total: Option<f64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Line {
    id: Id<Line>,
    amount: f64,
    #[belongs_to(Invoice)]
    #[cascade(delete_orphan)]
    invoice_id: Id<Invoice>,
}

const TABLES: &str = "
    CREATE TABLE line (invoice_id INTEGER NOT NULL REFERENCES invoice (id) ON DELETE CASCADE, amount NUMERIC, tax REAL AS (amount * 0.2) STORED, id INTEGER PRIMARY KEY);
    CREATE TABLE invoice (
        total NUMERIC, made TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, customer TEXT NOT NULL, secret BLOB DEFAULT (x'01'), id INTEGER PRIMARY KEY,
        number INT UNIQUE, upper_customer TEXT AS (upper(customer)));
    INSERT INTO invoice (id, customer, total, number, secret) VALUES (1, 'ann', 10, 501, 'ssh'), (2, 'bob', 2.5, 502, NULL);
    INSERT INTO line (id, invoice_id, amount) VALUES (1, 1, 4), (2, 1, 6.0), (3, 2, 2.5);";

fn books(more: &str) -> Existing {
    made_elsewhere(&format!("{TABLES}{more}"))
}

#[test]
fn columns_stand_in_any_order_and_others_are_left_alone() {
    let db = books("");
    for how in ALL {
        let invoices = Invoice::all()
            .order_by(|i| i.id)
            .with(|i| by(how, i.lines).order_by(|l| l.id))
            .load(&*db)
            .unwrap();
        let found: Vec<_> = invoices
            .iter()
            .map(|(i, lines)| (&*i.customer, i.total, lines.len()))
            .collect();
        assert_eq!(
            found,
            [("ann", Some(10.0), 2), ("bob", Some(2.5), 1)],
            "{how:?}"
        );
    }
    let mut invoice = Invoice::find(Id::from(1)).load(&*db).unwrap();
    invoice.customer = "anne".into();
    invoice.update(&*db).unwrap();
    let row = "SELECT customer || number || secret || upper_customer FROM invoice WHERE id = 1";
    assert_eq!(texts(&db, row), ["anne501sshANNE"]);

    let new = NewInvoice { customer: "cy" }.insert(&*db).unwrap();
    assert_eq!(new.id, Id::from(3));
    let defaults = "SELECT length(made) || hex(secret) || upper_customer FROM invoice WHERE id = 3";
    assert_eq!(texts(&db, defaults), ["1901CY"]);
    let customers = ["d", "e"].map(|customer| NewInvoice { customer });
    assert_eq!(
        Invoice::insert_all(&*db, customers).unwrap()[1].id,
        Id::from(5)
    );
    invoice.lines().clear(&*db).unwrap();
    assert_eq!(integer(&db, "SELECT count(*) FROM line"), 1);
}

#[test]
fn a_required_column_that_the_model_has_not_is_an_error_that_names_it() {
    let db = made_elsewhere(
        "CREATE TABLE invoice (id INTEGER PRIMARY KEY, customer TEXT, total NUMERIC, number INT NOT NULL CHECK (number > 0))",
    );
    let error = NewInvoice { customer: "a" }.insert(&*db).unwrap_err();
    assert!(error.is_not_null_violation(), "{error:?}");
    assert_eq!(error.columns(), ["number"]);
    assert_eq!(error.to_string(), "Invoice: `number` can't be NULL");
}

#[test]
fn a_column_that_the_table_has_not_is_an_error_that_names_it() {
    let db = made_elsewhere("CREATE TABLE invoice (id INTEGER PRIMARY KEY, customer TEXT)");
    for error in [
        Invoice::all().load(&*db).unwrap_err(),
        NewInvoice { customer: "a" }
            .total(1.0)
            .insert(&*db)
            .unwrap_err(),
        Invoice::filter(|i| i.total.gt(1.0))
            .count(&*db)
            .unwrap_err(),
    ] {
        assert!(error.is_schema(), "{error:?}");
        assert!(error.to_string().contains("total"), "{error}");
        assert_eq!(error.model(), Some("Invoice"), "{error:?}");
    }
}

#[test]
fn what_triggers_overwrite_is_seen_by_reload() {
    let db = books(
        "CREATE TRIGGER made AFTER INSERT ON invoice BEGIN UPDATE invoice SET customer = upper(new.customer) WHERE id = new.id; END;
         CREATE TRIGGER changed AFTER UPDATE OF total ON invoice BEGIN UPDATE invoice SET total = new.total + 1 WHERE id = new.id; END;
         CREATE TRIGGER counted AFTER INSERT ON line BEGIN UPDATE invoice SET total = ifnull(total, 0) + new.amount WHERE id = new.invoice_id; END;",
    );
    let mut invoice = NewInvoice { customer: "cy" }.insert(&*db).unwrap();
    assert_eq!((invoice.id, &*invoice.customer), (Id::from(3), "cy"));
    invoice = invoice.reload(&*db).unwrap();
    assert_eq!(invoice.customer, "CY");
    invoice.total = Some(1.0);
    invoice.update(&*db).unwrap();
    assert_eq!(invoice.total, Some(1.0));
    assert_eq!(invoice.reload(&*db).unwrap().total, Some(2.0));
    let lines = (0..300).map(|_| NewLine {
        amount: 1.0,
        invoice_id: invoice.id,
    });
    let lines = Line::insert_all(&*db, lines).unwrap();
    assert_eq!(lines[299].id, Id::from(303));
    assert_eq!(lines[299].reload(&*db).unwrap(), lines[299]);
    // Each line adds 1, and the trigger of the invoice 1 more, once: triggers don't trigger themselves.
    assert_eq!(invoice.reload(&*db).unwrap().total, Some(602.0));
}

#[test]
fn a_trigger_that_writes_elsewhere_does_not_change_the_key_that_comes_back() {
    let db = books(
        "CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);
         INSERT INTO log VALUES (1000, 'start');
         CREATE TRIGGER logged AFTER INSERT ON invoice BEGIN INSERT INTO log (what) VALUES (new.customer); END;
         CREATE TRIGGER before_it BEFORE INSERT ON invoice BEGIN INSERT INTO log (what) VALUES ('before'); END;",
    );
    let one = NewInvoice { customer: "cy" }.insert(&*db).unwrap();
    assert_eq!(one.reload(&*db).unwrap(), one);
    let names: Vec<String> = (0..200).map(|number| number.to_string()).collect();
    let new = names.iter().map(|customer| NewInvoice { customer });
    for invoice in Invoice::insert_all(&*db, new).unwrap() {
        assert_eq!(invoice.reload(&*db).unwrap(), invoice);
    }
    assert_eq!(integer(&db, "SELECT count(*) FROM log"), 403);
}

#[test]
fn triggers_keep_a_full_text_index() {
    let db = books(
        "CREATE VIRTUAL TABLE words USING fts5 (customer, content = 'invoice', content_rowid = 'id');
         CREATE TRIGGER indexed AFTER INSERT ON invoice BEGIN INSERT INTO words (rowid, customer) VALUES (new.id, new.customer); END;",
    );
    NewInvoice {
        customer: "dora the explorer",
    }
    .insert(&*db)
    .unwrap();
    assert_eq!(
        integer(
            &db,
            "SELECT count(*) FROM words WHERE words MATCH 'explorer'"
        ),
        1
    );
}

/// A view with a column that has no two equal values serves as a model that is only read.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "big_invoice")]
#[has_many(parts: Part)]
struct Big {
    #[key]
    #[column(name = "no.")]
    number: i64,
    who: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "part")]
struct Part {
    #[key]
    id: i64,
    #[belongs_to(big: Big)]
    number: Option<i64>,
}

const VIEWS: &str = r#"
    CREATE VIEW big_invoice AS SELECT id AS "no.", customer || '!' AS who FROM invoice WHERE total > 5;
    CREATE VIEW part (id, number) AS SELECT l.id, i.id FROM line AS l LEFT JOIN invoice AS i ON i.id = l.invoice_id AND i.total > 5;"#;

#[test]
fn views_are_read_as_tables_are() {
    let db = books(VIEWS);
    let big = Big::find(1).load(&*db).unwrap();
    assert_eq!(big.who, "ann!");
    assert_eq!(big.parts().count(&*db).unwrap(), 2);
    for how in ALL {
        let bigs = Big::filter(|b| b.who.starts_with("a"))
            .with(|b| by(how, b.parts).order_by(|p| p.id))
            .load(&*db)
            .unwrap();
        let parts: Vec<i64> = bigs[0].1.iter().map(|part| part.id).collect();
        assert_eq!((bigs.len(), parts), (1, vec![1, 2]), "{how:?}");
        let parts = Part::all()
            .order_by(|p| p.id)
            .with(|p| by(how, p.big))
            .load(&*db)
            .unwrap();
        let there: Vec<_> = parts
            .iter()
            .map(|(_, big)| big.as_ref().map(|b| b.number))
            .collect();
        assert_eq!(there, [Some(1), Some(1), None], "{how:?}");
    }
    assert!(
        Part::filter(|p| p.big.is(|b| b.who.eq("ann!")))
            .exists(&*db)
            .unwrap()
    );
}

#[test]
fn what_a_view_does_not_take_is_an_error() {
    let db = books(VIEWS);
    let big = Big::find(1).load(&*db).unwrap();
    for error in [
        big.update(&*db).unwrap_err(),
        big.delete(&*db).unwrap_err(),
        NewBig {
            number: 7,
            who: "x",
        }
        .insert(&*db)
        .unwrap_err(),
    ] {
        assert!(error.to_string().contains("view"), "{error}");
        assert_eq!(error.model(), Some("Big"), "{error:?}");
    }
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "notes")]
struct Note {
    #[key]
    number: i64,
    text: String,
}

#[test]
fn a_view_whose_triggers_write_elsewhere_is_written_as_a_table() {
    let db = made_elsewhere(
        "CREATE TABLE paper (number INTEGER PRIMARY KEY, text TEXT);
         CREATE VIEW notes AS SELECT * FROM paper;
         CREATE TRIGGER i INSTEAD OF INSERT ON notes BEGIN INSERT INTO paper VALUES (new.number, new.text); END;
         CREATE TRIGGER u INSTEAD OF UPDATE ON notes BEGIN UPDATE paper SET text = new.text WHERE number = old.number; END;
         CREATE TRIGGER d INSTEAD OF DELETE ON notes BEGIN DELETE FROM paper WHERE number = old.number; END;",
    );
    let mut note = NewNote {
        number: 3,
        text: "a",
    }
    .insert(&*db)
    .unwrap();
    note.text = "b".into();
    note.update(&*db).unwrap();
    assert_eq!(Note::all().load(&*db).unwrap(), [note.clone()]);

    // By a query, too.
    let text = || Note::find(3).load(&*db).unwrap().text;
    let found = Note::find(3);
    let longer = |n: NoteFields| n.text.set(concat((n.text, "!")));
    found.update(&*db, longer).unwrap();
    assert_eq!(text(), "b!");
    Note::all().limit(1).update(&*db, longer).unwrap();
    assert_eq!(text(), "b!!");
    assert_eq!(found.update_returning(&*db, longer).unwrap().text, "b!!!");
    let same = |n: NoteFields| n.text.in_(Note::all().select(|n| n.text));
    assert_eq!(Note::filter(same).delete_returning(&*db).unwrap().len(), 1);
    note.insert(&*db).unwrap();
    found.delete(&*db).unwrap();

    note.insert(&*db).unwrap();
    note.delete(&*db).unwrap();
    assert_eq!(Note::all().count(&*db).unwrap(), 0);
}

#[test]
fn triggers_with_texts_in_double_quotes_run_where_they_are_allowed() {
    let sql = "CREATE TABLE notes (number INTEGER PRIMARY KEY, text TEXT);
         CREATE TRIGGER i AFTER INSERT ON notes BEGIN UPDATE notes SET text = \"changed\" WHERE number = new.number; END;";
    let db = made_elsewhere(sql);
    let refused = NewNote {
        number: 3,
        text: "a",
    }
    .insert(&*db)
    .unwrap_err();
    assert!(refused.is_schema(), "{refused}");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch(sql)
        .unwrap();
    let db = Db::options()
        .double_quoted_strings(true)
        .open(&path)
        .unwrap();
    let note = NewNote {
        number: 3,
        text: "a",
    }
    .insert(&db)
    .unwrap();
    assert_eq!(note.reload(&db).unwrap().text, "changed");
}
