//! `find`: the row of a key, by each way to read it; alone it needs no plan, and refined it is a query as any other.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, statements};

use crate::models::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "the \"plates\"")]
struct Plate {
    #[key]
    country: String,
    note: Option<String>,
    #[key]
    number: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Code {
    #[key]
    #[column(collate = "NOCASE")]
    code: String,
    value: f64,
}

fn plates() -> Db {
    let db = memory_db();
    schema![Plate, Code].create(&db).unwrap();
    for (country, number) in [("a", 1), ("a", 2), ("b", 1)] {
        NewPlate { country, number }.insert(&db).unwrap();
    }
    let code = "Ab";
    NewCode { code, value: 1.0 }.insert(&db).unwrap();
    db
}

/// Calls `f` with the database, with a session twice, and with a transaction.
fn each_way(db: &Db, f: impl Fn(&dyn Executor)) {
    let session = db.session();
    f(db);
    f(&session);
    f(&session);
    db.transaction(|tx| {
        f(tx);
        f(tx);
        Ok(())
    })
    .unwrap();
}

#[test]
fn each_way_to_read_gives_the_row_by_one_statement_which_is_the_one_that_is_shown() {
    let db = filled(2);
    let right = User::filter(|u| u.name.eq("user 2")).one(&db).unwrap();
    let query = User::find(Id::from(2));
    each_way(&db, |ex| {
        let (_, ran) = statements(&db, || {
            assert_eq!(query.load(ex).unwrap(), right);
            assert_eq!(query.one(ex).unwrap(), right);
            assert_eq!(query.first(ex).unwrap().as_ref(), Some(&right));
            assert_eq!(query.optional(ex).unwrap().as_ref(), Some(&right));
            assert_eq!(query.clone().load(ex).unwrap(), right);
            assert_eq!(query.count(ex).unwrap(), 1);
            assert!(query.exists(ex).unwrap());
        });
        assert_eq!(ran.len(), 7);
        let text = r#"SELECT t0."id", t0."name" FROM "user" AS t0 WHERE t0."id" = ?1"#;
        assert_eq!(query.to_sql().unwrap(), text);
        assert_eq!((&*ran[0], &*ran[3]), (text, text));
    });
}

#[test]
fn a_key_without_a_row_is_told() {
    let db = filled(1);
    let query = User::find(Id::from(7));
    each_way(&db, |ex| {
        let error = query.load(ex).unwrap_err();
        assert!(error.is_not_found(), "{error:?}");
        assert_eq!(error.model(), Some("User"));
        assert!(error.to_string().contains('7'), "{error}");
        assert_eq!(query.one(ex).unwrap_err().to_string(), error.to_string());
        // The same after its plan was looked at, and of a clone.
        assert!(query.to_sql().is_ok());
        assert_eq!(query.load(ex).unwrap_err().to_string(), error.to_string());
        assert_eq!(
            query.clone().load(ex).unwrap_err().to_string(),
            error.to_string()
        );
        assert_eq!(query.optional(ex).unwrap(), None);
        assert_eq!(query.first(ex).unwrap(), None);
        assert_eq!(query.count(ex).unwrap(), 0);
        assert!(!query.exists(ex).unwrap());
    });
}

#[test]
fn keys_of_several_columns_and_with_a_collation() {
    let db = plates();
    each_way(&db, |ex| {
        for (country, number) in [("a", 1), ("a", 2), ("b", 1)] {
            let plate = Plate::find((country, number)).load(ex).unwrap();
            assert_eq!((&*plate.country, plate.number), (country, number));
        }
        assert_eq!(Plate::find(("b", 2)).optional(ex).unwrap(), None);
        let text = Plate::find(("b", 2)).load(ex).unwrap_err().to_string();
        assert!(text.contains('b') && text.contains('2'), "{text}");
        // As an equation of the column does.
        assert_eq!(Code::find("aB").load(ex).unwrap().code, "Ab");
        assert_eq!(
            Code::filter(|c| c.code.eq("aB")).one(ex).unwrap().code,
            "Ab"
        );
    });
    let (_, ran) = statements(&db, || Plate::find(("a", 1)).load(&db).unwrap());
    assert_eq!(ran, [Plate::find(("a", 1)).to_sql().unwrap()]);
}

#[test]
fn an_unreadable_row_is_told_as_by_a_plan() {
    let db = memory_db();
    db.execute_batch(
        "CREATE TABLE code (code, value); INSERT INTO code VALUES ('a', 'no number'), ('b', 1.0)",
    )
    .unwrap();
    each_way(&db, |ex| {
        let error = Code::find("a").load(ex).unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        let planned = Code::find("a")
            .filter(|c| c.code.ne("b"))
            .load(ex)
            .unwrap_err();
        assert_eq!(error.to_string(), planned.to_string());
        assert_eq!(
            (error.model(), error.columns()),
            (planned.model(), planned.columns())
        );
        assert!(Code::find("a").exists(ex).unwrap());
        assert_eq!(Code::find("b").load(ex).unwrap().value, 1.0);
    });
    db.execute_batch("DROP TABLE code").unwrap();
    each_way(&db, |ex| {
        let error = Code::find("a").load(ex).unwrap_err();
        assert!(error.is_schema(), "{error:?}");
        let planned = Code::find("a")
            .filter(|c| c.code.ne("b"))
            .load(ex)
            .unwrap_err();
        assert_eq!(error.to_string(), planned.to_string());
    });
}

#[test]
fn it_is_refined_as_any_query() {
    let db = filled(2);
    let find = || User::find(Id::from(2));
    each_way(&db, |ex| {
        assert_eq!(
            find().filter(|u| u.name.eq("user 1")).optional(ex).unwrap(),
            None
        );
        assert_eq!(
            find()
                .filter(|u| u.name.eq("user 2"))
                .load(ex)
                .unwrap()
                .name,
            "user 2"
        );
        assert_eq!(find().select(|u| u.name).load(ex).unwrap(), "user 2");
        let (user, posts, profile) = find()
            .with(|u| u.posts)
            .with(|u| u.profile)
            .load(ex)
            .unwrap();
        assert_eq!(
            (user.name.as_str(), posts.len(), profile.is_some()),
            ("user 2", 2, true)
        );
        assert!(posts.iter().all(|post| post.user_id == user.id));
        assert_eq!(find().limit(0).optional(ex).unwrap(), None);
        let looked_at = find();
        let shown = looked_at.to_sql().unwrap();
        assert_eq!(
            looked_at.filter(|u| u.name.ne("x")).load(ex).unwrap().name,
            "user 2"
        );
        assert_eq!(find().to_sql().unwrap(), shown);
    });
    // And it changes and deletes the row.
    find().update(&db, |u| u.name.set("new")).unwrap();
    assert_eq!(find().load(&db).unwrap().name, "new");
    Post::all().delete(&db).unwrap();
    Profile::all().delete(&db).unwrap();
    find().delete(&db).unwrap();
    assert!(find().load(&db).unwrap_err().is_not_found());
    assert_eq!(User::all().count(&db).unwrap(), 1);
}

#[test]
fn it_may_be_shared_between_threads() {
    fn is_shared<T: Send + Sync + Clone + std::fmt::Debug>(_: &T) {}
    let query = User::find(Id::from(1));
    is_shared(&query);
    is_shared(&User::all().with(|u| u.posts));
    let names = std::thread::scope(|scope| {
        let threads = [(); 4].map(|()| {
            scope.spawn(|| {
                let db = filled(1);
                let shown = query.to_sql().unwrap();
                (query.load(&db).unwrap().name, shown, format!("{query:?}"))
            })
        });
        threads.map(|thread| thread.join().unwrap())
    });
    assert!(names.iter().all(|shown| *shown == names[0]));
}
