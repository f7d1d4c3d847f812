//! `update` of a query: columns are set in the rows that it finds, and in no others.

use super::*;
use relmodel_tests::statements;

#[test]
fn sets_columns_of_the_rows_that_the_query_finds() {
    let (db, ..) = blog();
    let (changed, ran) = statements(&db, || {
        Post::filter(|p| p.likes.ge(2))
            .update(&db, |p| (p.likes.set(p.likes * 10), p.subtitle.set("x")))
    });
    assert_eq!(changed.unwrap(), 2);
    assert_eq!(
        ran,
        [
            r#"UPDATE "post" AS t0 SET "likes" = t0."likes" * ?1, "subtitle" = ?2 WHERE t0."likes" >= ?3"#
        ]
    );
    assert_eq!(likes(&db), expected(&[("a", 1), ("b", 20), ("c", 30)]));
    assert_eq!(Post::filter(|p| p.subtitle.eq("x")).count(&db).unwrap(), 2);
}

#[test]
fn expressions_see_the_row_as_it_was() {
    let (db, ..) = blog();
    let swap = Post::filter(|p| p.title.eq("c"));
    swap.update(&db, |p| {
        (
            p.stars.set(p.likes.cast::<u8>()),
            p.likes.set(p.stars.cast::<i64>()),
        )
    })
    .unwrap();
    let post = swap.one(&db).unwrap();
    assert_eq!((post.likes, post.stars, post.heat), (5, 3, 50));
}

#[test]
fn by_find_a_missing_row_is_an_error() {
    let (db, ..) = blog();
    let missing = Post::find(Id::from(9));
    let error = missing.update(&db, |p| p.likes.set(1)).unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.to_string(), "Post: there is no row with the key 9");
    let error = missing
        .update_returning(&db, |p| p.likes.set(1))
        .unwrap_err();
    assert!(error.is_not_found());
    assert!(missing.delete(&db).unwrap_err().is_not_found());
    assert!(missing.delete_returning(&db).unwrap_err().is_not_found());
    assert_eq!(
        Post::find(Id::from(2))
            .update(&db, |p| p.likes.set(0))
            .unwrap(),
        1
    );
    assert_eq!(
        Post::filter(|p| p.likes.eq(77))
            .update(&db, |p| p.likes.set(0))
            .unwrap(),
        0
    );
}

#[test]
fn gives_the_rows_back_as_they_are_then() {
    let (db, ..) = blog();
    let post: Post = Post::find(Id::from(1))
        .update_returning(&db, |p| p.likes.set(p.likes + 1))
        .unwrap();
    assert_eq!((post.likes, post.heat), (2, 20));
    let (posts, ran) = statements(&db, || {
        Post::filter(|p| p.likes.eq(2))
            .update_returning(&db, |p| p.title.set(concat((p.title, "!"))))
    });
    let mut titles: Vec<String> = posts.unwrap().into_iter().map(|post| post.title).collect();
    titles.sort();
    assert_eq!(titles, ["a!", "b!"]);
    assert_eq!(
        ran,
        [
            r#"UPDATE "post" AS t0 SET "title" = t0."title" || ?1 WHERE t0."likes" = ?2 RETURNING "id", "title", "subtitle", "likes", "stars", "heat", "user_id""#
        ]
    );
}

#[test]
fn a_limit_leaves_the_other_rows_as_they_are() {
    let (db, ..) = blog();
    let most = Post::all().order_by(|p| p.likes.desc()).limit(1);
    let (changed, ran) = statements(&db, || most.update(&db, |p| p.likes.set(0)));
    assert_eq!(changed.unwrap(), 1);
    assert_eq!(
        ran,
        [
            r#"UPDATE "post" AS t0 SET "likes" = ?1 WHERE t0."id" IN (SELECT t1."id" FROM "post" AS t1 ORDER BY t1."likes" DESC LIMIT ?2)"#
        ]
    );
    assert_eq!(likes(&db), expected(&[("a", 1), ("b", 2), ("c", 0)]));
    Post::all()
        .order_by(|p| p.id)
        .offset(1)
        .update(&db, |p| p.likes.set(9))
        .unwrap();
    assert_eq!(likes(&db), expected(&[("a", 1), ("b", 9), ("c", 9)]));
}

#[test]
fn keys_of_several_columns_find_the_rows_of_a_limit() {
    let (db, ..) = blog();
    for name in ["x", "y", "z"] {
        NewTag { name }.insert(&db).unwrap();
        NewPostTag {
            post_id: Id::from(1),
            tag_name: name,
            weight: 1,
        }
        .insert(&db)
        .unwrap();
    }
    let changed = PostTag::all()
        .order_by(|l| l.tag_name.desc())
        .limit(2)
        .update(&db, |l| l.weight.set(5));
    assert_eq!(changed.unwrap(), 2);
    let weights = PostTag::all().order_by(|l| l.tag_name).select(|l| l.weight);
    assert_eq!(weights.load(&db).unwrap(), [1, 5, 5]);
}

#[test]
fn accessors_update_the_rows_that_they_lead_to() {
    let (db, ann, bob) = blog();
    NewPost {
        title: "a",
        user_id: bob.id,
    }
    .likes(7)
    .insert(&db)
    .unwrap();
    assert_eq!(ann.posts().update(&db, |p| p.likes.set(0)).unwrap(), 3);
    assert_eq!(
        likes(&db),
        expected(&[("a", 0), ("b", 0), ("c", 0), ("a", 7)])
    );

    let post = Post::find(Id::from(4)).load(&db).unwrap();
    NewTag { name: "x" }.insert(&db).unwrap();
    NewPostTag {
        post_id: post.id,
        tag_name: "x",
        weight: 1,
    }
    .insert(&db)
    .unwrap();
    let (changed, ran) = statements(&db, || {
        Tag::find("x")
            .load(&db)
            .unwrap()
            .posts()
            .update(&db, |p| p.likes.set(8))
    });
    assert_eq!(changed.unwrap(), 1);
    assert_eq!(
        ran.last().unwrap(),
        r#"UPDATE "post" AS t0 SET "likes" = ?1 WHERE t0."id" IN (SELECT t2."id" FROM "post_tag" AS t1 CROSS JOIN "post" AS t2 ON t2."id" = t1."post_id" WHERE t1."tag_name" = ?2)"#
    );
    assert_eq!(
        likes(&db),
        expected(&[("a", 0), ("b", 0), ("c", 0), ("a", 8)])
    );
    assert_eq!(
        post.author().update(&db, |u| u.name.set("bobby")).unwrap(),
        1
    );
    assert_eq!(bob.reload(&db).unwrap().name, "bobby");
}

#[test]
fn relations_choose_the_rows_and_give_the_values() {
    let (db, ann, bob) = blog();
    let changed = User::filter(|u| u.posts.any(|p| p.likes.gt(2))).update(&db, |u| {
        u.name
            .set(concat((u.name, u.posts.count().cast::<String>())))
    });
    assert_eq!(changed.unwrap(), 1);
    assert_eq!(ann.reload(&db).unwrap().name, "ann3");
    assert_eq!(bob.reload(&db).unwrap(), bob);
}

#[test]
fn a_union_is_updated_once_for_each_row() {
    let (db, ..) = blog();
    let both = Post::filter(|p| p.likes.le(2)).union(Post::filter(|p| p.likes.ge(2)));
    assert_eq!(both.update(&db, |p| p.likes.set(p.likes + 1)).unwrap(), 3);
    assert_eq!(likes(&db), expected(&[("a", 2), ("b", 3), ("c", 4)]));
}

#[test]
fn nothing_to_set_is_nothing_to_do() {
    let (db, ..) = blog();
    let title: Option<&str> = None;
    let update = || Post::find(Id::from(9)).update(&db, |p| title.map(|title| p.title.set(title)));
    let (changed, ran) = statements(&db, update);
    assert_eq!((changed.unwrap(), ran.len()), (0, 0));
    let error = Post::all()
        .update_returning(&db, |p| title.map(|title| p.title.set(title)))
        .unwrap_err();
    assert!(error.is_query());
    let several = [("likes", 4), ("stars", 2)];
    let changed = Post::find(Id::from(1)).update(&db, |p| {
        let set = several.into_iter().map(|(column, value)| match column {
            "likes" => p.likes.set(i64::from(value)),
            _ => p.stars.set(value),
        });
        set.collect::<Vec<_>>()
    });
    assert_eq!(changed.unwrap(), 1);
    assert_eq!(likes(&db)[0].1, 4);
}

#[test]
fn a_column_that_may_be_null_takes_none_and_optional_expressions() {
    let (db, ..) = blog();
    Post::all().update(&db, |p| p.subtitle.set("x")).unwrap();
    Post::find(Id::from(1))
        .update(&db, |p| p.subtitle.set(None))
        .unwrap();
    Post::find(Id::from(2))
        .update(&db, |p| p.subtitle.set(Some("y")))
        .unwrap();
    Post::find(Id::from(3))
        .update(&db, |p| p.subtitle.set(p.title))
        .unwrap();
    let subtitles = Post::all()
        .order_by(|p| p.id)
        .select(|p| p.subtitle)
        .load(&db)
        .unwrap();
    assert_eq!(
        subtitles,
        [None, Some("y".to_owned()), Some("c".to_owned())]
    );
}

mod what_may_not_be {
    use super::*;

    #[track_caller]
    fn unchanged(db: &Db) {
        assert_eq!(likes(db), expected(&[("a", 1), ("b", 2), ("c", 3)]));
    }

    #[test]
    fn a_column_that_sqlite_computes() {
        let (db, ..) = blog();
        let error = Post::all().update(&db, |p| p.heat.set(1)).unwrap_err();
        assert!(error.is_query());
        assert_eq!(
            error.to_string(),
            "Post: column `heat` is computed by SQLite: it can't be set"
        );
    }

    #[test]
    fn a_column_twice() {
        let (db, ..) = blog();
        let error = Post::all()
            .update(&db, |p| (p.likes.set(1), p.likes.set(2)))
            .unwrap_err();
        assert!(error.is_query());
        assert_eq!(error.to_string(), "Post: column `likes` is set twice");
        unchanged(&db);
    }

    #[test]
    fn a_result_that_the_type_does_not_hold() {
        let (db, ..) = blog();
        for stars in [-6, 251] {
            let add = |p: PostFields| p.stars.set((p.stars.cast::<i64>() + stars).cast::<u8>());
            let error = Post::filter(|p| p.likes.ge(2))
                .update(&db, add)
                .unwrap_err();
            assert!(error.is_unstorable(), "{error}");
            assert_eq!(error.columns(), ["stars"]);
        }
        let error = Post::all()
            .update(&db, |p| p.stars.set(p.stars * 100))
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "Post: column `stars` of type `u8` can't hold 500"
        );
        let error = Post::all()
            .update_returning(&db, |p| p.stars.set(p.stars * 100))
            .unwrap_err();
        assert!(error.is_unstorable(), "{error}");
        assert_eq!(
            Post::all()
                .select(|p| p.stars.cast::<i64>())
                .load(&db)
                .unwrap(),
            [5, 5, 5]
        );
        assert_eq!(
            Post::all()
                .update(&db, |p| p.stars.set(p.stars + 250))
                .unwrap(),
            3
        );
        let error = Post::all()
            .update(&db, |p| p.likes.set(p.likes + i64::MAX))
            .unwrap_err();
        assert!(error.is_unstorable(), "{error}");
        unchanged(&db);
    }

    #[test]
    fn a_result_that_a_narrow_float_or_an_enum_does_not_hold() {
        #[derive(ColumnType, Debug, Clone, Copy, PartialEq)]
        enum State {
            Open,
            Done,
        }

        #[derive(Model, Debug, Clone, PartialEq)]
        struct Job {
            id: Id<Job>,
            rate: f32,
            wide: f64,
            #[column(sql_type = "TEXT")]
            state: State,
        }

        let db = memory_db();
        db.execute_batch("CREATE TABLE job (id INTEGER PRIMARY KEY, rate REAL NOT NULL, wide REAL NOT NULL, state TEXT NOT NULL)")
            .unwrap();
        let job = NewJob {
            rate: 3e38,
            wide: 3e38,
            state: State::Open,
        }
        .insert(&db)
        .unwrap();
        let error = Job::all()
            .update(&db, |j| j.rate.set(j.rate * 10.0_f32))
            .unwrap_err();
        assert!(error.is_unstorable(), "{error}");
        assert_eq!(error.columns(), ["rate"]);
        let unknown = |j: JobFields| j.state.set(Expr::<State>::raw("'nothing'", ()));
        assert!(Job::all().update(&db, unknown).unwrap_err().is_unstorable());
        assert!(
            Job::all()
                .update_returning(&db, unknown)
                .unwrap_err()
                .is_unstorable()
        );
        assert_eq!(job.reload(&db).unwrap(), job);
        assert_eq!(
            Job::all()
                .update(&db, |j| j.wide.set(j.wide * 10.0))
                .unwrap(),
            1
        );
        let done = |j: JobFields| {
            j.state
                .set(case_when(j.rate.gt(1.0_f32), State::Done).otherwise(State::Open))
        };
        assert_eq!(Job::all().update(&db, done).unwrap(), 1);
        assert_eq!(job.reload(&db).unwrap().state, State::Done);
    }

    #[test]
    fn a_value_that_breaks_a_rule() {
        let (db, ann, bob) = blog();
        let error = User::find(bob.id)
            .update(&db, |u| u.name.set("ann"))
            .unwrap_err();
        assert!(error.is_unique_violation());
        assert_eq!(error.to_string(), "User: another row has the same `name`");
        let error = ann
            .posts()
            .update(&db, |p| p.user_id.set(Id::from(9)))
            .unwrap_err();
        assert!(error.is_foreign_key_violation());
        assert_eq!(
            error.to_string(),
            "Post: `author` would point at no row: there is no `User` with the key 9"
        );
        unchanged(&db);
    }

    #[test]
    fn a_limit_without_a_key() {
        let (db, ..) = blog();
        NewEvent {
            kind: "a",
            count: 1,
        }
        .insert(&db)
        .unwrap();
        assert_eq!(
            Event::filter(|e| e.kind.eq("a"))
                .update(&db, |e| e.count.set(e.count + 1))
                .unwrap(),
            1
        );
        assert_eq!(Event::all().one(&db).unwrap().count, 2);
        let error = Event::all()
            .limit(1)
            .update(&db, |e| e.count.set(0))
            .unwrap_err();
        assert!(error.is_query(), "{error}");
        assert!(Event::all().limit(1).delete(&db).unwrap_err().is_query());
        assert_eq!(Event::all().delete(&db).unwrap(), 1);
    }
}

#[test]
fn a_key_that_rows_point_at_stays_and_the_error_says_so() {
    let (db, ann, _) = blog();
    for error in [
        User::find(ann.id)
            .update(&db, |u| u.id.set(Id::from(50)))
            .unwrap_err(),
        User::find(ann.id)
            .update_returning(&db, |u| u.id.set(Id::from(50)))
            .unwrap_err(),
    ] {
        assert!(error.is_foreign_key_violation());
        assert_eq!(
            error.to_string(),
            "User: rows still point at it by the key that would change: `#[cascade(update)]` lets them follow"
        );
    }
    assert_eq!(ann.reload(&db).unwrap(), ann);
}

mod one {
    use super::*;

    #[derive(Model, Debug, Clone, PartialEq)]
    #[has_one(card: Card)]
    struct Owner {
        id: Id<Owner>,
    }

    #[derive(Model, Debug, Clone, PartialEq)]
    struct Card {
        id: Id<Card>,
        #[unique]
        #[belongs_to(owner: Owner)]
        owner_id: Id<Owner>,
        text: String,
    }

    /// A database made elsewhere may not keep a second row out.
    #[test]
    fn where_one_row_is_meant_several_stay_as_they_were() {
        let db = memory_db();
        db.execute_batch(
            "CREATE TABLE owner (id INTEGER PRIMARY KEY);
             CREATE TABLE card (id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL, text TEXT NOT NULL);
             INSERT INTO owner VALUES (1);
             INSERT INTO card VALUES (1, 1, 'a'), (2, 1, 'b')",
        )
        .unwrap();
        let card = Owner::find(Id::from(1)).load(&db).unwrap().card();
        let before = Card::all().load(&db).unwrap();
        for error in [
            (card.update_returning(&db, |c| c.text.set("x"))).unwrap_err(),
            card.delete_returning(&db).unwrap_err(),
        ] {
            assert!(error.to_string().contains("more than one row"), "{error}");
            assert_eq!(Card::all().load(&db).unwrap(), before);
        }
    }
}
