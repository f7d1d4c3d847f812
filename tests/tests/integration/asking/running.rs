//! What runs a query: `load`, `first`, `one`, `optional` on many rows, on a found row and on to-one relations;
//! `count`, `exists`, `reload`, `limit`, `offset`, `to_sql`.

use relmodel::prelude::*;
use relmodel_tests::statements;

use crate::models::*;

fn users(names: &[&str]) -> Db {
    let db = empty();
    for name in names {
        user(&db, name);
    }
    db
}

#[test]
fn many_rows() {
    for names in [&[][..], &["ann"], &["ann", "bob"]] {
        let db = users(names);
        let all: Query<User> = User::all().order_by(|u| u.name);
        let loaded: Vec<User> = all.load(&db).unwrap();
        assert_eq!(loaded.len(), names.len());
        let first: Option<User> = all.first(&db).unwrap();
        assert_eq!(first.map(|u| u.name).as_deref(), names.first().copied());
        match (names, all.one(&db), all.optional(&db)) {
            ([], one, optional) => {
                assert!(one.unwrap_err().is_not_found());
                assert_eq!(optional.unwrap(), None);
            }
            ([name], one, optional) => {
                assert_eq!(one.unwrap().name, *name);
                assert_eq!(optional.unwrap().unwrap().name, *name);
            }
            (_, one, optional) => {
                assert!(one.unwrap_err().is_not_single());
                assert!(optional.unwrap_err().is_not_single());
            }
        }
    }
}

#[test]
fn a_row_that_is_found_by_its_key() {
    let db = users(&["ann", "bob"]);
    let find = User::find(Id::from(2));
    let bob: User = find.load(&db).unwrap();
    assert_eq!(bob.name, "bob");
    assert_eq!(find.first(&db).unwrap().as_ref(), Some(&bob));
    assert_eq!(find.one(&db).unwrap(), bob);
    assert_eq!(find.optional(&db).unwrap(), Some(bob));
    let missing = User::find(Id::from(3));
    let error = missing.load(&db).unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.model(), Some("User"));
    assert_eq!(missing.first(&db).unwrap(), None);
    assert!(missing.one(&db).unwrap_err().is_not_found());
    assert_eq!(missing.optional(&db).unwrap(), None);
}

#[test]
fn a_composite_key_is_found_by_a_tuple() {
    let db = filled(1);
    let (post_id, tag_id) = (Id::from(1), Id::from(2));
    let link: PostTag = PostTag::find((post_id, tag_id)).load(&db).unwrap();
    assert_eq!(link, PostTag { post_id, tag_id });
    assert_eq!(
        PostTag::find((Id::from(2), tag_id)).optional(&db).unwrap(),
        None
    );
    assert_eq!(
        PostTag::find((post_id, tag_id)).to_sql().unwrap(),
        r#"SELECT t0."post_id", t0."tag_id" FROM "post_tag" AS t0 WHERE t0."post_id" = ?1 AND t0."tag_id" = ?2"#
    );
}

#[test]
fn a_required_to_one() {
    let db = users(&["ann"]);
    let ann = User::all().one(&db).unwrap();
    let post = post(&db, "a", &ann);
    let author: User = post.author().load(&db).unwrap();
    assert_eq!(author, ann);
    assert_eq!(post.author().first(&db).unwrap().as_ref(), Some(&ann));
    assert_eq!(post.author().one(&db).unwrap(), ann);
    assert_eq!(post.author().optional(&db).unwrap(), Some(ann));
    let other = post.author().filter(|u| u.name.eq("bob"));
    assert!(other.load(&db).unwrap_err().is_not_found());
    assert_eq!(other.optional(&db).unwrap(), None);
}

#[test]
fn an_optional_to_one() {
    let db = users(&["ann"]);
    let ann = User::all().one(&db).unwrap();
    let mut post = post(&db, "a", &ann);
    let none: Option<User> = post.editor().load(&db).unwrap();
    assert_eq!(none, None);
    assert_eq!(post.editor().first(&db).unwrap(), None);
    let error = post.editor().one(&db).unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.model(), Some("User"));
    assert_eq!(post.editor().optional(&db).unwrap(), None);
    post.editor_id = Some(ann.id);
    assert_eq!(post.editor().load(&db).unwrap().as_ref(), Some(&ann));
    assert_eq!(post.editor().first(&db).unwrap().as_ref(), Some(&ann));
    assert_eq!(post.editor().one(&db).unwrap(), ann);
    assert_eq!(post.editor().optional(&db).unwrap(), Some(ann));
}

#[test]
fn first_adds_the_key_to_the_order_and_takes_one_row() {
    let db = filled(3);
    let (_, ran) = statements(&db, || {
        User::all().first(&db).unwrap();
        User::all().order_by(|u| u.name.desc()).first(&db).unwrap();
        User::all().limit(5).offset(1).first(&db).unwrap();
        assert_eq!(User::all().limit(0).first(&db).unwrap(), None);
        PostTag::all().first(&db).unwrap();
    });
    assert_eq!(
        ran,
        [
            r#"SELECT t0."id", t0."name" FROM "user" AS t0 ORDER BY t0."id" LIMIT ?1"#,
            r#"SELECT t0."id", t0."name" FROM "user" AS t0 ORDER BY t0."name" DESC, t0."id" LIMIT ?1"#,
            r#"SELECT t0."id", t0."name" FROM "user" AS t0 ORDER BY t0."id" LIMIT ?1 OFFSET ?2"#,
            r#"SELECT t0."id", t0."name" FROM "user" AS t0 ORDER BY t0."id" LIMIT ?1"#,
            r#"SELECT t0."post_id", t0."tag_id" FROM "post_tag" AS t0 ORDER BY t0."post_id", t0."tag_id" LIMIT ?1"#,
        ]
    );
}

#[test]
fn first_one_and_optional_load_relations_too() {
    let db = filled(3);
    let query = User::all()
        .order_by(|u| u.id)
        .with(|u| u.posts)
        .with(|u| u.profile);
    let (user, posts, profile) = query.first(&db).unwrap().unwrap();
    assert_eq!((&*user.name, posts.len()), ("user 1", 2));
    assert_eq!(profile.unwrap().user_id, user.id);
    assert!(query.one(&db).unwrap_err().is_not_single());
    assert!(query.optional(&db).unwrap_err().is_not_single());
    let joined = User::all().order_by(|u| u.id).with(|u| u.posts.joined());
    let (user, posts) = joined.clone().limit(1).one(&db).unwrap();
    assert_eq!((&*user.name, posts.len()), ("user 1", 2));
    assert_eq!(joined.first(&db).unwrap().unwrap().1.len(), 2);
    let found = User::find(Id::from(2)).with(|u| u.posts.joined());
    assert_eq!(found.one(&db).unwrap().1.len(), 2);
    assert_eq!(found.optional(&db).unwrap().unwrap().1.len(), 2);
    let (_, posts): (User, Vec<Post>) = found.load(&db).unwrap();
    assert_eq!(posts.len(), 2);
}

#[test]
fn limit_and_offset() {
    let db = users(&["a", "b", "c", "d"]);
    let names = |query: Query<User>| -> String {
        query
            .load(&db)
            .unwrap()
            .into_iter()
            .map(|u| u.name)
            .collect()
    };
    let all = || User::all().order_by(|u| u.name);
    assert_eq!(names(all().limit(2)), "ab");
    assert_eq!(names(all().offset(3)), "d");
    assert_eq!(names(all().limit(2).offset(1)), "bc");
    assert_eq!(names(all().offset(1).limit(2)), "bc");
    assert_eq!(names(all().limit(0)), "");
    assert_eq!(names(all().limit(u64::MAX).offset(2)), "cd");
    assert_eq!(names(all().offset(u64::MAX)), "");
    assert_eq!(names(all().limit(3).limit(1)), "a");
}

#[test]
fn count_and_exists_respect_limit_and_offset() {
    let db = users(&["a", "b", "c", "d"]);
    let all = User::all();
    assert_eq!(all.count(&db).unwrap(), 4);
    assert!(all.exists(&db).unwrap());
    assert_eq!(all.clone().limit(3).count(&db).unwrap(), 3);
    assert_eq!(all.clone().limit(9).offset(3).count(&db).unwrap(), 1);
    assert_eq!(all.clone().offset(9).count(&db).unwrap(), 0);
    assert!(!all.clone().offset(4).exists(&db).unwrap());
    assert!(!all.clone().limit(0).exists(&db).unwrap());
    assert!(all.clone().limit(1).exists(&db).unwrap());
    assert_eq!(
        all.clone()
            .order_by(|u| u.name)
            .limit(2)
            .count(&db)
            .unwrap(),
        2
    );
    let none = User::filter(|u| u.name.eq("z"));
    assert_eq!(none.count(&db).unwrap(), 0);
    assert!(!none.exists(&db).unwrap());
}

#[test]
fn count_and_exists_run_one_statement_and_load_nothing_beside() {
    let db = filled(3);
    let (_, ran) = statements(&db, || {
        let loaded = User::filter(|u| u.name.ne("x"))
            .with(|u| u.posts)
            .with(|u| u.profile);
        assert_eq!(loaded.count(&db).unwrap(), 3);
        assert!(loaded.exists(&db).unwrap());
        let joined = User::all().with(|u| u.posts.joined());
        assert_eq!(joined.count(&db).unwrap(), 3);
        assert_eq!(joined.limit(2).count(&db).unwrap(), 2);
        let user = User::find(Id::from(1)).load(&db).unwrap();
        assert_eq!(user.posts().count(&db).unwrap(), 2);
        assert!(user.posts().exists(&db).unwrap());
    });
    assert_eq!(
        ran,
        [
            r#"SELECT count(*) FROM "user" AS t0 WHERE t0."name" <> ?1"#,
            r#"SELECT EXISTS (SELECT 1 FROM "user" AS t0 WHERE t0."name" <> ?1)"#,
            r#"SELECT count(*) FROM "user" AS t0"#,
            r#"SELECT count(*) FROM (SELECT 1 FROM "user" AS t1 LIMIT ?1) AS t0"#,
            r#"SELECT t0."id", t0."name" FROM "user" AS t0 WHERE t0."id" = ?1"#,
            r#"SELECT count(*) FROM "post" AS t0 WHERE t0."user_id" = ?1"#,
            r#"SELECT EXISTS (SELECT 1 FROM "post" AS t0 WHERE t0."user_id" = ?1)"#,
        ]
    );
}

#[test]
fn links_are_counted_as_they_are_loaded() {
    let db = filled(2);
    let post = Post::find(Id::from(1)).load(&db).unwrap();
    assert_eq!(post.tags().count(&db).unwrap(), 2);
    assert_eq!(
        post.tags()
            .filter(|t| t.name.ends_with("x"))
            .count(&db)
            .unwrap(),
        1
    );
    assert!(!post.tags().filter(|t| t.name.eq("")).exists(&db).unwrap());
}

#[test]
fn a_row_is_read_again() {
    let db = users(&["ann"]);
    let ann = User::all().one(&db).unwrap();
    db.execute_batch("UPDATE user SET name = 'anna'").unwrap();
    assert_eq!(ann.reload(&db).unwrap().name, "anna");
    assert_eq!(ann.name, "ann", "the row at hand stays");
    ann.delete(&db).unwrap();
    assert!(ann.reload(&db).unwrap_err().is_not_found());
}

#[test]
fn a_query_can_be_kept_cloned_and_sent_to_another_thread() {
    let db = users(&["ann", "bob"]);
    let query = User::filter(|u| u.name.starts_with("a")).with(|u| u.posts);
    let copy = query.clone();
    let sent = std::thread::spawn(move || copy.to_sql().unwrap())
        .join()
        .unwrap();
    assert_eq!(sent, query.to_sql().unwrap());
    let loaded = std::thread::spawn(move || query.load(&db).unwrap())
        .join()
        .unwrap();
    assert_eq!(loaded.len(), 1);
}

#[test]
fn a_query_that_is_cloned_and_refined_leaves_the_first_as_it_was() {
    let db = users(&["ann", "bob"]);
    let all = User::all();
    let some = all.clone().filter(|u| u.name.eq("ann"));
    assert_eq!(all.count(&db).unwrap(), 2);
    assert_eq!(some.count(&db).unwrap(), 1);
}

#[test]
fn a_row_that_is_not_found_is_named_by_its_own_key() {
    #[derive(Model, Debug)]
    #[has_one(badge: Badge)]
    struct Guest {
        id: Id<Guest>,
        #[belongs_to(host: Guest)]
        host_id: Option<Id<Guest>>,
    }
    #[derive(Model, Debug)]
    struct Badge {
        id: Id<Badge>,
        #[unique]
        #[belongs_to(Guest)]
        guest_id: Id<Guest>,
    }
    let db = relmodel_tests::memory_db();
    schema![Guest].create(&db).unwrap();
    NewGuest {}.insert(&db).unwrap();
    let guest = NewGuest {}.insert(&db).unwrap();
    let said = |error: Error| {
        assert!(error.is_not_found());
        error.to_string()
    };
    assert_eq!(
        said(guest.badge().one(&db).unwrap_err()),
        "Badge: no row was found"
    );
    assert_eq!(
        said(guest.host().one(&db).unwrap_err()),
        "Guest: no row was found"
    );
    let missing = Guest::find(Id::from(7)).load(&db).unwrap_err();
    assert_eq!(said(missing), "Guest: there is no row with the key 7");
}
