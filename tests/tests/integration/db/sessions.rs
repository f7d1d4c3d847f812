//! Sessions: what runs in one is what runs on its database, and is seen and counted as elsewhere.

use std::panic::{AssertUnwindSafe, catch_unwind};

use relmodel::prelude::*;
use relmodel_tests::statements;

use crate::models::*;

/// Calls of all kinds, and what they give. Names end in `mark`, so that the calls can be made again.
fn calls(db: &dyn Executor, mark: &str) -> relmodel::Result<Vec<String>> {
    let mut given = reading(db)?;
    given.extend(writing(db, mark)?);
    given.extend(collections(db, mark)?);
    given.extend(reading(db)?);
    Ok(given)
}

fn reading(db: &dyn Executor) -> relmodel::Result<Vec<String>> {
    let mut given = Vec::new();
    let mut note = |value: &dyn std::fmt::Debug| given.push(format!("{value:?}"));
    note(&User::all().load(db)?);
    note(&User::find(Id::from(2)).load(db)?);
    note(&User::find(Id::from(99)).optional(db)?);
    note(&User::find(Id::from(99)).load(db).unwrap_err().to_string());
    note(&User::filter(|u| u.name.eq("user 2")).first(db)?);
    note(&User::all().one(db).unwrap_err().to_string());
    note(&User::all().count(db)?);
    note(&User::filter(|u| u.posts.any(|p| p.title.eq("2a"))).exists(db)?);
    note(&User::all().with(|u| u.posts).load(db)?);
    note(&User::all().with(|u| u.posts.joined()).load(db)?);
    note(&User::all().with(|u| u.posts.subquery()).load(db)?);
    note(
        &User::all()
            .with(|u| {
                u.posts
                    .with(|p| p.tags)
                    .with(|p| p.comments.with(|c| c.user))
            })
            .with(|u| u.profile)
            .load(db)?,
    );
    note(&Post::all().with(|p| p.editor).with(|p| p.author).load(db)?);
    note(
        &Employee::all()
            .with(|e| e.manager)
            .with(|e| e.reports)
            .load(db)?,
    );
    note(
        &Person::all()
            .with(|p| p.followers)
            .with(|p| p.following)
            .load(db)?,
    );
    note(&Post::all().select(|p| (p.title, p.editor_id)).load(db)?);
    note(
        &Post::all()
            .order_by(|p| p.title.desc())
            .limit(2)
            .offset(1)
            .load(db)?,
    );
    note(
        &Post::all()
            .group_by(|p| p.user_id)
            .select(|g| (g.key(), g.count()))
            .load(db)?,
    );
    let page = User::all().order_by(|u| u.id).page(db, 1, 2)?;
    note(&(page.total, &page.rows));
    for batch in Post::all().in_batches(db, 4) {
        note(&batch?);
    }
    let mut names = Vec::new();
    User::all().for_each(db, |user| names.push(user.name))?;
    User::all()
        .with(|u| u.posts)
        .for_each(db, |(user, posts)| {
            names.push(format!("{} {}", user.name, posts.len()));
        })?;
    note(&names);
    note(&User::raw("SELECT * FROM user WHERE name GLOB ?", ("*2",)).load(db)?);
    Ok(given)
}

fn writing(db: &dyn Executor, mark: &str) -> relmodel::Result<Vec<String>> {
    let mut given = Vec::new();
    let mut note = |value: &dyn std::fmt::Debug| given.push(format!("{value:?}"));
    let [one, two, three, four] =
        ["one", "two", "three", "four"].map(|name| format!("{name} {mark}"));
    let mut user = NewUser { name: &one }.insert(db)?;
    note(&user);
    note(&NewUser { name: &two }.insert_key(db)?);
    note(&NewUser { name: &two }.insert(db).unwrap_err().to_string());
    note(&User::insert_all(
        db,
        [&three, &four].map(|name| NewUser { name }),
    )?);
    let names: Vec<String> = (0..130).map(|n| format!("{n} {mark}")).collect();
    note(&Tag::insert_all_keys(
        db,
        names.iter().map(|name| NewTag { name }),
    )?);
    note(&NewUser { name: &one }.upsert(db, |keys| keys.name)?);
    note(&NewUser { name: &one }.insert_or_ignore(db, |keys| keys.name)?);
    note(&NewUser { name: &one }.find_or_insert(db, |keys| keys.name)?);
    user.name.push('!');
    note(&user.update(db)?);
    note(&User::filter(|u| u.name.eq(&two)).update(db, |u| u.name.set("changed"))?);
    note(&User::filter(|u| u.name.eq("changed")).update_returning(db, |u| u.name.set(&two))?);
    note(&User::filter(|u| u.name.eq(&three)).delete(db)?);
    note(&User::filter(|u| u.name.eq(&four)).delete_returning(db)?);
    note(&user.delete(db)?);
    Ok(given)
}

fn collections(db: &dyn Executor, mark: &str) -> relmodel::Result<Vec<String>> {
    let mut given = Vec::new();
    let post = Post::find(Id::from(2)).load(db)?;
    let tags = [1, 2, 3].map(|id| Tag::find(Id::from(id)).load(db));
    let tags = tags.into_iter().collect::<relmodel::Result<Vec<Tag>>>()?;
    let mut note = |db: &dyn Executor| -> relmodel::Result<()> {
        let tags = post.tags().load(db)?;
        given.push(format!("{mark}: {tags:?}"));
        Ok(())
    };
    post.tags().add(db, &tags[0])?;
    note(db)?;
    post.tags().replace(db, &tags)?;
    note(db)?;
    post.tags().remove(db, &tags[1])?;
    note(db)?;
    post.tags().clear(db)?;
    note(db)?;
    given.push(format!("{:?}", post.author().load(db)?));
    given.push(format!("{:?}", post.comments().count(db)?));
    Ok(given)
}

/// What three rounds of calls gave, with the statements.
type Seen = (Vec<Vec<String>>, Vec<String>);

fn rounds(watched: &Db, db: &dyn Executor) -> Seen {
    statements(watched, || {
        ["a", "b", "c"]
            .map(|mark| calls(db, mark).unwrap())
            .to_vec()
    })
}

#[test]
fn a_session_and_a_transaction_give_what_the_database_gives_by_the_same_statements() {
    let db = filled(3);
    let on_db = rounds(&db, &db);
    assert!(on_db.1.len() > 200);

    let db = filled(3);
    let session = db.session();
    assert_eq!(rounds(&db, &session), on_db);

    let db = filled(3);
    let in_tx = db.transaction(|tx| Ok(rounds(&db, tx))).unwrap();
    assert_eq!(in_tx, on_db);

    let db = filled(3);
    let session = db.session();
    let in_session_tx = session
        .transaction(|tx| tx.transaction(|inner| Ok(rounds(&db, inner))))
        .unwrap();
    assert_eq!(in_session_tx, on_db);
}

/// Functions of a program's own, by each way to take a database.
#[test]
fn functions_of_each_kind_take_a_session() {
    fn dynamic(db: &dyn Executor) -> u64 {
        User::all().count(db).unwrap()
    }
    fn plain(db: &Db) -> u64 {
        User::all().count(db).unwrap()
    }
    fn generic(db: impl Executor) -> u64 {
        User::all().count(&db).unwrap()
    }
    let db = filled(2);
    let session = db.session();
    for _ in 0..3 {
        assert_eq!(
            (dynamic(&session), plain(&session), generic(&session)),
            (2, 2, 2)
        );
    }
}

/// A part of a program that holds a session for as long as it works.
struct Job<'db> {
    session: relmodel::Session<'db>,
}

#[test]
fn a_session_has_a_type_with_a_name() {
    let db = filled(2);
    let job = Job {
        session: db.session(),
    };
    assert_eq!(User::all().count(&job.session).unwrap(), 2);
}

#[test]
fn statements_of_a_session_are_observed_and_counted() {
    let db = filled(2);
    let session = db.session();
    let find = || User::find(Id::from(1)).load(&session).unwrap();
    let (_, counted) = session.count_statements(|| (find(), find()));
    assert_eq!(counted, 2);
    let (_, counted) = db.count_statements(|| (find(), find(), find()));
    assert_eq!(counted, 3);
    let (_, seen) = statements(&db, || (find(), find()));
    let text = r#"SELECT "id", "name" FROM "user" WHERE "id" = ?1"#;
    let shown = User::find(Id::from(1)).to_sql().unwrap();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0] == text || seen[0] == shown, "{seen:?}");
    // One that fails, too.
    let (_, seen) = statements(&db, || {
        for _ in 0..2 {
            NewUser { name: "user 1" }.insert(&session).unwrap_err();
        }
    });
    assert_eq!(seen, [r#"INSERT INTO "user" ("name") VALUES (?1)"#; 2]);
}

/// All users in the order of their keys, for each of them, for each of them.
fn loops(db: &dyn Executor) -> Vec<String> {
    let mut seen = Vec::new();
    let query = User::all().order_by(|u| u.id);
    query
        .for_each(db, |outer| {
            query
                .for_each(db, |inner| {
                    let names: Vec<_> = query.load(db).unwrap();
                    let found = User::find(inner.id).load(db).unwrap();
                    seen.push(format!("{} {} {}", outer.name, found.name, names.len()));
                })
                .unwrap();
        })
        .unwrap();
    // Without an order `for_each` reads row by row, and `load` all at once.
    let query = User::all();
    query
        .for_each(db, |outer| {
            let (inner, again) = (query.load(db).unwrap(), query.load(db).unwrap());
            assert_eq!(inner, again);
            seen.push(format!("{} {}", outer.name, inner.len()));
        })
        .unwrap();
    seen
}

#[test]
fn a_statement_runs_inside_its_own_loop() {
    let db = filled(3);
    let on_db = loops(&db);
    assert_eq!(on_db.len(), 9 + 3);
    let session = db.session();
    for _ in 0..2 {
        assert_eq!(loops(&session), on_db);
        db.transaction(|tx| {
            assert_eq!(loops(tx), on_db);
            tx.transaction(|inner| {
                assert_eq!(loops(inner), on_db);
                Ok(())
            })?;
            assert_eq!(loops(tx), on_db);
            Ok(())
        })
        .unwrap();
    }
}

#[test]
fn one_that_an_error_or_a_panic_ended_runs_again_from_its_first_row() {
    type Boxed = Box<dyn std::error::Error>;
    fn twice(db: &dyn Executor) {
        let query = User::all().order_by(|u| u.id);
        for _ in 0..2 {
            let mut seen = 0;
            let stopped: Result<(), Boxed> = query.try_for_each(db, |_| {
                seen += 1;
                if seen == 2 { Err("enough")? } else { Ok(()) }
            });
            assert_eq!(stopped.unwrap_err().to_string(), "enough");
            let panic = catch_unwind(AssertUnwindSafe(|| {
                query.for_each(db, |user| assert_ne!(user.name, "user 2", "a panic"))
            }));
            assert!(panic.is_err());
            let mut names = Vec::new();
            query.for_each(db, |user| names.push(user.name)).unwrap();
            assert_eq!(names, ["user 1", "user 2", "user 3"]);
            assert_eq!(query.load(db).unwrap().len(), 3);
            // And the rows may be written to, which a statement that is left open would keep from.
            db_is_free(db);
        }
    }
    /// A table can't be dropped while a statement is open.
    fn db_is_free(db: &dyn Executor) {
        let name = "spare";
        let spare = NewTag { name }
            .find_or_insert(db, |keys| keys.name)
            .unwrap();
        spare.delete(db).unwrap();
    }
    let db = filled(3);
    twice(&db.session());
    db.transaction(|tx| {
        twice(tx);
        Ok(())
    })
    .unwrap();
    let session = db.session();
    twice(&session);
    session.execute_batch("DROP TABLE comment").unwrap();
}

#[test]
fn one_that_failed_runs_again() {
    let db = filled(2);
    let session = db.session();
    for _ in 0..2 {
        let error = NewUser { name: "user 1" }.insert(&session).unwrap_err();
        assert!(error.is_unique_violation());
        let new = NewUser { name: "new" }.insert(&session).unwrap();
        assert_eq!(User::find(new.id).load(&session).unwrap(), new);
        new.delete(&session).unwrap();
        assert!(
            User::find(new.id)
                .load(&session)
                .unwrap_err()
                .is_not_found()
        );
    }
}

#[test]
fn a_database_with_its_session_is_used_in_another_thread() {
    let db = filled(2);
    let names = std::thread::spawn(move || {
        let session = db.session();
        let names: Vec<String> = (0..4)
            .map(|n| User::find(Id::from(n % 2 + 1)).load(&session).unwrap().name)
            .collect();
        drop(session);
        (db, names)
    });
    let (db, names) = names.join().unwrap();
    assert_eq!(names, ["user 1", "user 2", "user 1", "user 2"]);
    assert_eq!(User::all().count(&db.session()).unwrap(), 2);
}

#[test]
fn sessions_stand_beside_each_other_and_go_in_any_order() {
    let db = filled(2);
    let (first, second) = (db.session(), db.session());
    let all = |db: &dyn Executor| User::all().with(|u| u.posts).load(db).unwrap();
    let right = all(&db);
    assert_eq!((all(&first), all(&second)), (right.clone(), right.clone()));
    drop(first);
    assert_eq!(all(&second), right);
    let third = db.session();
    assert_eq!((all(&third), all(&second)), (right.clone(), right.clone()));
    drop(second);
    drop(third);
    assert_eq!(all(&db), right);
}

#[test]
fn a_session_sees_what_was_written_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let (here, there) = (Db::open(&path).unwrap(), Db::open(&path).unwrap());
    schema![User].create(&here).unwrap();
    let session = here.session();
    for count in 0..4 {
        assert_eq!(User::all().count(&session).unwrap(), count);
        assert_eq!(User::all().load(&session).unwrap().len() as u64, count);
        user(&there, &format!("{count}"));
    }
    // Nor does it keep a lock between calls.
    there.execute_batch("DROP TABLE comment").unwrap();
}
