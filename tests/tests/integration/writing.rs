//! Inserting, updating and deleting rows: what is given back is what is stored, and a failed write leaves nothing.

use relmodel::prelude::*;
use relmodel_tests::{integer, memory_db, statements, texts};

use crate::models::*;

#[derive(Model, Debug, Clone, PartialEq)]
struct Entry {
    id: Id<Entry>,
    #[unique]
    name: String,
    note: Option<String>,
    #[column(default = 7)]
    points: i64,
}

fn entries() -> Db {
    let db = memory_db();
    schema![Entry].create(&db).unwrap();
    db
}

#[test]
fn an_inserted_row_is_given_back_as_it_is_stored() {
    let db = entries();
    let plain = NewEntry { name: "plain" }.insert(&db).unwrap();
    let expected = Entry {
        id: Id::from(1),
        name: "plain".into(),
        note: None,
        points: 7,
    };
    assert_eq!(plain, expected);
    let full = NewEntry { name: "full" }
        .note("n")
        .points(3)
        .insert(&db)
        .unwrap();
    assert_eq!(
        (full.id.get(), full.note.as_deref(), full.points),
        (2, Some("n"), 3)
    );
    for entry in [plain, full] {
        assert_eq!(entry.reload(&db).unwrap(), entry);
    }
}

#[test]
fn setters_take_values_and_options_and_none_leaves_the_column_out() {
    let db = entries();
    let text = String::from("text");
    let given: Option<&str> = None;
    let a = NewEntry { name: "a" }.note(&text).insert(&db).unwrap();
    let b = NewEntry { name: "b" }
        .note(text.clone())
        .insert(&db)
        .unwrap();
    let c = NewEntry { name: "c" }
        .note(Some(&*text))
        .insert(&db)
        .unwrap();
    let d = NewEntry { name: "d" }
        .note(given)
        .points(None)
        .insert(&db)
        .unwrap();
    let e = NewEntry { name: "e" }
        .note(Some(text))
        .points(Some(1))
        .insert(&db)
        .unwrap();
    for entry in [a, b, c, e] {
        assert_eq!(entry.note.as_deref(), Some("text"));
    }
    assert_eq!((d.note, d.points), (None, 7));
}

#[test]
fn any_number_of_rows_is_inserted_in_the_order_given() {
    for count in [0, 1, 2, 127, 128, 129, 256, 1000] {
        let db = entries();
        NewEntry { name: "before" }.insert(&db).unwrap();
        let names: Vec<String> = (0..count)
            .map(|n| format!("{}", (n * 7919) % 1009))
            .collect();
        let rows = names
            .iter()
            .enumerate()
            .map(|(n, name)| NewEntry { name }.points(n as i64));
        let entries = Entry::insert_all(&db, rows).unwrap();
        assert_eq!(entries.len(), count);
        for (n, entry) in entries.iter().enumerate() {
            assert_eq!(entry.id.get(), n as i64 + 2);
            assert_eq!((&entry.name, entry.points), (&names[n], n as i64));
        }
        assert_eq!(
            Entry::filter(|e| e.id.gt(Id::from(1)))
                .order_by(|e| e.id)
                .load(&db)
                .unwrap(),
            entries
        );
    }
}

#[test]
fn inserting_no_rows_runs_nothing() {
    let db = entries();
    let none: [NewEntry; 0] = [];
    let (entries, ran) = statements(&db, || Entry::insert_all(&db, none).unwrap());
    assert_eq!(entries, []);
    assert_eq!(ran, [""; 0]);
}

#[test]
fn rows_of_one_call_may_set_different_columns() {
    let db = entries();
    let rows = (0..300).map(|n| {
        let name: &'static str = Box::leak(n.to_string().into_boxed_str());
        NewEntry { name }
            .note((n % 2 == 0).then_some("even"))
            .points((n % 3 == 0).then_some(n))
    });
    let stored = Entry::insert_all(&db, rows).unwrap();
    for (n, entry) in stored.iter().enumerate() {
        assert_eq!(entry.note.is_some(), n % 2 == 0);
        assert_eq!(entry.points, if n % 3 == 0 { n as i64 } else { 7 });
    }
    assert_eq!(Entry::all().order_by(|e| e.id).load(&db).unwrap(), stored);
}

#[test]
fn ids_are_right_where_a_trigger_inserts_into_the_same_table() {
    for timing in ["AFTER", "BEFORE"] {
        for temporary in ["", "TEMP"] {
            let db = entries();
            db.execute_batch(&format!(
                "CREATE {temporary} TRIGGER copy {timing} INSERT ON entry WHEN new.name NOT LIKE 'copy%' \
                 BEGIN INSERT INTO entry (name) VALUES ('copy of ' || new.name); END"
            ))
            .unwrap();
            let names: Vec<String> = (0..200).map(|n| n.to_string()).collect();
            let stored =
                Entry::insert_all(&db, names.iter().map(|name| NewEntry { name })).unwrap();
            for (entry, name) in stored.iter().zip(&names) {
                assert_eq!(&entry.name, name, "{temporary} {timing}");
                assert_eq!(
                    entry.reload(&db).unwrap().name,
                    *name,
                    "{temporary} {timing}"
                );
            }
            let one = NewEntry { name: "one" }.insert(&db).unwrap();
            assert_eq!(one.reload(&db).unwrap().name, "one");
        }
    }
}

#[test]
fn ids_are_right_where_a_trigger_inserts_into_another_table() {
    let db = entries();
    db.execute_batch(
        "CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);
         INSERT INTO log (id, what) VALUES (1000, 'begin');
         CREATE TRIGGER logged AFTER INSERT ON entry BEGIN INSERT INTO log (what) VALUES (new.name); END",
    )
    .unwrap();
    let stored = Entry::insert_all(&db, ["a", "b", "c"].map(|name| NewEntry { name })).unwrap();
    let ids: Vec<i64> = stored.iter().map(|entry| entry.id.get()).collect();
    assert_eq!(ids, [1, 2, 3]);
    assert_eq!(NewEntry { name: "d" }.insert(&db).unwrap().id.get(), 4);
}

#[test]
fn ids_are_right_where_the_numbers_run_out() {
    let db = entries();
    let last = i64::MAX - 50;
    db.execute_batch(&format!(
        "INSERT INTO entry (id, name) VALUES ({last}, 'last')"
    ))
    .unwrap();
    let names: Vec<String> = (0..200).map(|n| n.to_string()).collect();
    let stored = Entry::insert_all(&db, names.iter().map(|name| NewEntry { name })).unwrap();
    for (entry, name) in stored.iter().zip(&names) {
        assert_eq!(entry.name, *name);
        assert_eq!(entry.reload(&db).unwrap(), *entry);
    }
}

#[test]
fn of_many_rows_all_are_inserted_or_none() {
    for bad in [0, 1, 127, 128, 150, 299] {
        let db = entries();
        NewEntry { name: "taken" }.insert(&db).unwrap();
        let names: Vec<String> = (0..300)
            .map(|n| {
                if n == bad {
                    "taken".into()
                } else {
                    n.to_string()
                }
            })
            .collect();
        let error = Entry::insert_all(&db, names.iter().map(|name| NewEntry { name })).unwrap_err();
        assert!(error.is_unique_violation(), "{error:?}");
        assert_eq!(integer(&db, "SELECT count(*) FROM entry"), 1, "row {bad}");
        assert!(db.with_connection(|raw| raw.is_autocommit()));
    }
}

#[test]
fn inside_a_transaction_many_rows_that_fail_leave_the_rest_of_it() {
    let db = entries();
    db.transaction(|tx| {
        NewEntry { name: "kept" }.insert(tx)?;
        let rows = ["a", "b", "kept"].map(|name| NewEntry { name });
        assert!(
            Entry::insert_all(tx, rows)
                .unwrap_err()
                .is_unique_violation()
        );
        NewEntry { name: "also kept" }.insert(tx)
    })
    .unwrap();
    assert_eq!(
        texts(&db, "SELECT name FROM entry ORDER BY id"),
        ["kept", "also kept"]
    );
}

#[test]
fn a_row_of_nothing_but_a_key_can_be_inserted_alone_and_in_numbers() {
    #[derive(Model, Debug, PartialEq)]
    struct Ticket {
        id: Id<Ticket>,
    }
    let db = memory_db();
    schema![Ticket].create(&db).unwrap();
    assert_eq!(NewTicket {}.insert(&db).unwrap().id.get(), 1);
    let tickets = Ticket::insert_all(&db, (0..200).map(|_| NewTicket {})).unwrap();
    let ids: Vec<i64> = tickets.iter().map(|ticket| ticket.id.get()).collect();
    assert_eq!(ids, (2..202).collect::<Vec<i64>>());
    tickets[0].update(&db).unwrap();
    tickets[0].delete(&db).unwrap();
    assert!(tickets[0].update(&db).unwrap_err().is_not_found());
}

#[test]
fn an_update_writes_every_column_of_its_row_and_of_no_other() {
    let db = entries();
    let mut a = NewEntry { name: "a" }.note("old").insert(&db).unwrap();
    let b = NewEntry { name: "b" }.insert(&db).unwrap();
    a.name = "c".into();
    a.note = None;
    a.points = -1;
    a.update(&db).unwrap();
    assert_eq!(a.reload(&db).unwrap(), a);
    assert_eq!(b.reload(&db).unwrap(), b);
}

#[test]
fn an_update_that_changes_nothing_is_none_the_less_one() {
    let db = entries();
    let entry = NewEntry { name: "a" }.insert(&db).unwrap();
    entry.update(&db).unwrap();
    let link = filled(1);
    let tag = PostTag::all().first(&link).unwrap().unwrap();
    tag.update(&link).unwrap();
    tag.delete(&link).unwrap();
    assert!(tag.update(&link).unwrap_err().is_not_found());
}

#[test]
fn a_delete_takes_its_row_and_no_other() {
    let db = filled(1);
    let link = PostTag::find((Id::from(1), Id::from(2))).load(&db).unwrap();
    link.delete(&db).unwrap();
    assert_eq!(
        texts(&db, "SELECT post_id || ' ' || tag_id FROM post_tag"),
        ["1 1"]
    );
    let comment = Comment::all().first(&db).unwrap().unwrap();
    comment.delete(&db).unwrap();
    assert_eq!(Comment::all().count(&db).unwrap(), 1);
}

#[test]
fn deleting_a_user_takes_what_cascades_and_sets_null_what_is_so_declared() {
    let db = empty();
    let (ann, bob) = (user(&db, "ann"), user(&db, "bob"));
    let mut by_bob = post(&db, "by bob", &bob);
    by_bob.editor_id = Some(ann.id);
    by_bob.update(&db).unwrap();
    let by_ann = post(&db, "by ann", &ann);
    comment(&db, "ann on bob's", &by_bob, &ann);
    comment(&db, "bob on ann's", &by_ann, &bob);
    NewProfile { user_id: ann.id }.insert(&db).unwrap();
    ann.delete(&db).unwrap();
    assert_eq!(texts(&db, "SELECT title FROM post"), ["by bob"]);
    assert_eq!(by_bob.reload(&db).unwrap().editor_id, None);
    for table in ["comment", "profile"] {
        assert_eq!(
            integer(&db, &format!("SELECT count(*) FROM {table}")),
            0,
            "{table}"
        );
    }
}

#[test]
fn every_call_takes_a_database_or_a_transaction() {
    fn helper(db: &Db) -> relmodel::Result<User> {
        NewUser {
            name: "in a helper",
        }
        .insert(db)
    }
    let db = empty();
    db.transaction(|tx| {
        let mut ann = NewUser { name: "ann" }.insert(tx)?;
        ann.name = "anna".into();
        ann.update(tx)?;
        let post = post(tx, "a", &ann);
        let tags = Tag::insert_all(tx, [NewTag { name: "x" }, NewTag { name: "y" }])?;
        post.tags().replace(tx, &tags)?;
        assert_eq!(ann.posts().with(|p| p.tags).load(tx)?[0].1.len(), 2);
        helper(tx)?;
        ann.reload(tx)?.delete(tx)
    })
    .unwrap();
    assert_eq!(texts(&db, "SELECT name FROM user"), ["in a helper"]);
}
