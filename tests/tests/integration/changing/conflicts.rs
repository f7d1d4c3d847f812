//! Inserting where a row may be there: `upsert`, `insert_or_ignore`, `find_or_insert`.

use super::*;
use relmodel_tests::statements;

#[test]
fn upsert_inserts_where_there_is_no_row() {
    let (db, ..) = blog();
    let (user, ran) = statements(&db, || {
        NewUser { name: "cid" }.upsert(&db, |keys| keys.name)
    });
    assert_eq!(
        user.unwrap(),
        User {
            id: Id::from(3),
            name: "cid".into()
        }
    );
    assert_eq!(
        ran,
        [
            r#"INSERT INTO "user" AS t0 ("name") VALUES (?1) ON CONFLICT ("name") DO UPDATE SET "name" = t0."name" RETURNING "id", "name""#
        ]
    );
}

#[test]
fn upsert_overwrites_what_is_given_and_nothing_else() {
    let (db, ann, _) = blog();
    let old = Post::find(Id::from(2)).load(&db).unwrap();
    let new = NewPost {
        title: "b",
        user_id: ann.id,
    }
    .subtitle("new");
    let post = new.upsert(&db, |keys| keys.user_id_and_title).unwrap();
    assert_eq!(
        post,
        Post {
            subtitle: Some("new".into()),
            ..old
        }
    );
    assert_eq!(post.reload(&db).unwrap(), post);
    assert_eq!(likes(&db).len(), 3);
}

#[test]
fn upsert_of_a_row_keeps_the_key_of_the_row_that_is_there() {
    let (db, ..) = blog();
    let mut ann = User {
        id: Id::from(77),
        name: "ann".into(),
    };
    assert_eq!(ann.upsert(&db, |keys| keys.name).unwrap().id, Id::from(1));
    ann.id = Id::from(1);
    ann.name = "anne".into();
    assert_eq!(ann.upsert(&db, |keys| keys.id).unwrap(), ann);
    assert_eq!(ann.posts().count(&db).unwrap(), 3);
}

#[test]
fn upsert_all_writes_all_rows_or_none() {
    let (db, ann, bob) = blog();
    let rows = |names: &[&'static str]| {
        names
            .iter()
            .map(|name| NewUser { name })
            .collect::<Vec<_>>()
    };
    let (users, ran) = statements(&db, || {
        User::upsert_all(&db, rows(&["bob", "cid", "ann", "cid"]), |keys| keys.name)
    });
    let users = users.unwrap();
    assert_eq!(
        (users[0].clone(), users[2].clone(), ran.len()),
        (bob, ann.clone(), 4)
    );
    assert_eq!(users[1], users[3]);

    let posts =
        [("x", ann.id), ("y", Id::from(9))].map(|(title, user_id)| NewPost { title, user_id });
    let error = Post::upsert_all(&db, posts, |keys| keys.user_id_and_title).unwrap_err();
    assert!(error.is_foreign_key_violation());
    assert_eq!(likes(&db).len(), 3);
    let (none, ran) = statements(&db, || User::upsert_all(&db, rows(&[]), |keys| keys.name));
    assert_eq!((none.unwrap().len(), ran.len()), (0, 0));
}

#[test]
fn upsert_with_sets_what_the_closure_makes_of_both_rows() {
    let (db, ann, _) = blog();
    let upsert = |title| {
        NewPost {
            title,
            user_id: ann.id,
        }
        .likes(10)
        .upsert_with(
            &db,
            |keys| keys.user_id_and_title,
            |old, new| {
                (
                    old.likes.set(old.likes + new.likes),
                    old.subtitle.set(new.title),
                )
            },
        )
    };
    let post = upsert("c").unwrap();
    assert_eq!((post.likes, post.subtitle.as_deref()), (13, Some("c")));
    let post = upsert("d").unwrap();
    assert_eq!((post.likes, post.subtitle), (10, None));
}

#[test]
fn upsert_with_nothing_to_set_gives_the_row_that_is_there() {
    let (db, ann, _) = blog();
    let found = NewUser { name: "ann" }.upsert_with(
        &db,
        |keys| keys.name,
        |_, _| None::<relmodel::Assignment<User>>,
    );
    assert_eq!(found.unwrap(), ann);
}

#[test]
fn another_unique_key_than_the_chosen_one_is_an_error() {
    let (db, ann, _) = blog();
    let row = User {
        id: Id::from(2),
        name: "ann".into(),
    };
    let error = row.upsert(&db, |keys| keys.id).unwrap_err();
    assert!(error.is_unique_violation());
    let error = row.insert_or_ignore(&db, |keys| keys.id).map(drop);
    assert!(error.is_ok(), "the key is the one that conflicts");
    let row = User {
        id: Id::from(9),
        name: "ann".into(),
    };
    assert!(
        row.insert_or_ignore(&db, |keys| keys.id)
            .unwrap_err()
            .is_unique_violation()
    );
    assert!(
        row.find_or_insert(&db, |keys| keys.id)
            .unwrap_err()
            .is_unique_violation()
    );
    assert_eq!(User::find(ann.id).load(&db).unwrap(), ann);
}

#[test]
fn insert_or_ignore_says_whether_it_inserted() {
    let (db, ..) = blog();
    let insert = |name| NewUser { name }.insert_or_ignore(&db, |keys| keys.name);
    let (first, ran) = statements(&db, || insert("cid"));
    assert_eq!(first.unwrap().unwrap().id, Id::from(3));
    assert_eq!(
        ran,
        [r#"INSERT INTO "user" AS t0 ("name") VALUES (?1) ON CONFLICT ("name") DO NOTHING"#]
    );
    assert_eq!(insert("cid").unwrap(), None);
    assert_eq!(User::all().count(&db).unwrap(), 3);
}

#[test]
fn find_or_insert_gives_the_row_that_is_there_as_it_is() {
    let (db, ann, _) = blog();
    let find = |title| {
        NewPost {
            title,
            user_id: ann.id,
        }
        .likes(50)
        .find_or_insert(&db, |keys| keys.user_id_and_title)
    };
    let (found, ran) = statements(&db, || find("c"));
    assert_eq!(found.unwrap().likes, 3);
    assert_eq!(ran.len(), 1);
    let (made, ran) = statements(&db, || find("d"));
    assert_eq!((made.unwrap().likes, ran.len()), (50, 2));
    assert_eq!(find("d").unwrap().id, Id::from(4));
}

#[test]
fn a_key_that_sqlite_assigns_is_equal_to_no_other() {
    let (db, ..) = blog();
    let error = NewUser { name: "ann" }
        .upsert(&db, |keys| keys.id)
        .unwrap_err();
    assert!(error.is_query());
    assert_eq!(
        error.to_string(),
        "User: the new row has no `id`, which SQLite assigns, so it is equal to no other by it: choose another unique key"
    );
}

#[test]
fn rows_that_break_another_rule_are_not_stored() {
    let (db, ..) = blog();
    let error = NewPost {
        title: "x",
        user_id: Id::from(9),
    }
    .upsert(&db, |keys| keys.user_id_and_title)
    .unwrap_err();
    assert!(error.is_foreign_key_violation());
    assert_eq!(
        error.to_string(),
        "Post: `author` would point at no row: there is no `User` with the key 9"
    );
    assert_eq!(likes(&db).len(), 3);
}

mod nulls {
    use super::*;

    #[derive(Model, Debug, Clone, PartialEq)]
    struct Device {
        id: Id<Device>,
        #[unique]
        serial: Option<String>,
    }

    #[test]
    fn are_equal_to_nothing() {
        let db = memory_db();
        schema![Device].create(&db).unwrap();
        let ids: Vec<i64> = [
            NewDevice {}.upsert(&db, |keys| keys.serial).unwrap(),
            NewDevice {}
                .find_or_insert(&db, |keys| keys.serial)
                .unwrap(),
            NewDevice {}
                .insert_or_ignore(&db, |keys| keys.serial)
                .unwrap()
                .unwrap(),
            NewDevice {}
                .serial("s")
                .find_or_insert(&db, |keys| keys.serial)
                .unwrap(),
            NewDevice {}
                .serial("s")
                .find_or_insert(&db, |keys| keys.serial)
                .unwrap(),
        ]
        .map(|device| device.id.get())
        .to_vec();
        assert_eq!(ids, [1, 2, 3, 4, 4]);
    }
}

mod collations {
    use super::*;

    #[derive(Model, Debug, Clone, PartialEq)]
    struct Account {
        id: Id<Account>,
        #[unique]
        #[column(collate = "NOCASE")]
        email: String,
    }

    #[test]
    fn are_those_of_the_column() {
        let db = memory_db();
        schema![Account].create(&db).unwrap();
        let first = NewAccount { email: "A@x" }
            .find_or_insert(&db, |keys| keys.email)
            .unwrap();
        assert_eq!(
            NewAccount { email: "a@X" }
                .find_or_insert(&db, |keys| keys.email)
                .unwrap(),
            first
        );
        assert_eq!(
            NewAccount { email: "a@x" }
                .upsert(&db, |keys| keys.email)
                .unwrap(),
            first
        );
    }
}

#[test]
fn a_table_without_the_index_is_told() {
    let db = memory_db();
    db.execute_batch("CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT NOT NULL)")
        .unwrap();
    let error = NewUser { name: "ann" }
        .upsert(&db, |keys| keys.name)
        .unwrap_err();
    assert!(error.is_schema());
    assert_eq!(
        error.to_string(),
        "User: the table has no unique index over `name`: its rows are not told apart by that"
    );
}

mod defaults_of_the_program {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};

    static IS_BEGUN: AtomicBool = AtomicBool::new(false);

    fn label() -> String {
        assert!(!IS_BEGUN.load(Ordering::Relaxed), "a transaction is open");
        "made".to_owned()
    }

    #[derive(Model, Debug, Clone, PartialEq)]
    struct Asset {
        id: Id<Asset>,
        #[unique]
        name: String,
        #[column(default_with = label)]
        label: String,
    }

    #[test]
    fn are_made_before_the_transaction_begins() {
        let db = memory_db();
        schema![Asset].create(&db).unwrap();
        db.observe(|event| {
            if event.is_control() {
                IS_BEGUN.store(!event.sql().starts_with("COMMIT"), Ordering::Relaxed);
            }
        });
        let new = |name| NewAsset { name };
        for name in ["a", "a", "b"] {
            new(name).upsert(&db, |keys| keys.name).unwrap();
            let (key, set) = (
                |keys: AssetKeys| keys.name,
                |old: AssetFields, new: AssetFields| old.label.set(new.label),
            );
            new(name).upsert_with(&db, key, set).unwrap();
            new(name).insert_or_ignore(&db, |keys| keys.name).unwrap();
            new(name).find_or_insert(&db, |keys| keys.name).unwrap();
        }
        Asset::upsert_all(&db, ["a", "b", "c"].map(new), |keys| keys.name).unwrap();
        Asset::insert_all(&db, ["d", "e"].map(new)).unwrap();
        assert_eq!(Asset::all().count(&db).unwrap(), 5);
    }
}
