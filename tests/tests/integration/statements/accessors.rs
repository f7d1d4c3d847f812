//! Accessors: one statement each time they are loaded, none for a key that is NULL. The tutorial's `select` and `dynamic`.

use relmodel::prelude::*;
use relmodel_tests::statements;

use crate::models::{Employee, Person, Post, Profile, User, empty, filled, post, user};

#[test]
fn a_collection_that_is_loaded_for_each_owner_takes_one_and_n_statements() {
    for n in [0, 1, 4] {
        let db = filled(n);
        let (_, ran) = statements(&db, || {
            for user in User::all().load(&db).unwrap() {
                assert_eq!(user.posts().load(&db).unwrap().len(), 2);
            }
        });
        assert_eq!(ran.len(), 1 + n);
    }
}

#[test]
fn each_kind_has_its_statement() {
    let db = filled(1);
    let user = User::find(Id::from(1)).load(&db).unwrap();
    let second = Post::find(Id::from(2)).load(&db).unwrap();
    let report = Employee::find(Id::from(2)).load(&db).unwrap();
    let fan = Person::find(Id::from(2)).load(&db).unwrap();
    let (_, ran) = statements(&db, || {
        let posts: Vec<Post> = user.posts().load(&db).unwrap();
        let profile: Option<Profile> = user.profile().load(&db).unwrap();
        let author: User = second.author().load(&db).unwrap();
        let editor: Option<User> = second.editor().load(&db).unwrap();
        assert_eq!(posts.len(), 2);
        assert_eq!(profile.unwrap().bio.as_deref(), Some("bio 1"));
        assert_eq!(author, user);
        assert_eq!(editor, Some(author));
        second.tags().load(&db).unwrap();
        assert_eq!(report.manager().load(&db).unwrap().unwrap().name, "boss 1");
        assert_eq!(report.reports().load(&db).unwrap(), []);
        assert_eq!(fan.following().load(&db).unwrap()[0].name, "star 1");
        assert_eq!(fan.followers().load(&db).unwrap(), []);
    });
    assert_eq!(
        ran,
        [
            r#"SELECT t0."id", t0."title", t0."user_id", t0."editor_id" FROM "post" AS t0 WHERE t0."user_id" = ?1"#,
            r#"SELECT t0."id", t0."bio", t0."user_id" FROM "profile" AS t0 WHERE t0."user_id" = ?1"#,
            r#"SELECT t0."id", t0."name" FROM "user" AS t0 WHERE t0."id" = ?1"#,
            r#"SELECT t0."id", t0."name" FROM "user" AS t0 WHERE t0."id" = ?1"#,
            concat!(
                r#"SELECT t1."id", t1."name" FROM "post_tag" AS t0 CROSS JOIN "tag" AS t1 ON t1."id" = t0."tag_id" "#,
                r#"WHERE t0."post_id" = ?1"#,
            ),
            r#"SELECT t0."id", t0."name", t0."manager_id" FROM "employee" AS t0 WHERE t0."id" = ?1"#,
            r#"SELECT t0."id", t0."name", t0."manager_id" FROM "employee" AS t0 WHERE t0."manager_id" = ?1"#,
            concat!(
                r#"SELECT t1."id", t1."name" FROM "follow" AS t0 CROSS JOIN "person" AS t1 ON t1."id" = t0."followed_id" "#,
                r#"WHERE t0."follower_id" = ?1"#,
            ),
            concat!(
                r#"SELECT t1."id", t1."name" FROM "follow" AS t0 CROSS JOIN "person" AS t1 ON t1."id" = t0."follower_id" "#,
                r#"WHERE t0."followed_id" = ?1"#,
            ),
        ]
    );
}

#[test]
fn a_key_that_is_null_leads_nowhere_and_asks_nothing() {
    let db = empty();
    let ann = user(&db, "ann");
    let post = post(&db, "a", &ann);
    let (_, ran) = statements(&db, || {
        assert_eq!(post.editor().load(&db).unwrap(), None);
        assert_eq!(post.editor().first(&db).unwrap(), None);
        assert_eq!(post.editor().optional(&db).unwrap(), None);
        assert!(post.editor().one(&db).unwrap_err().is_not_found());
        assert_eq!(post.editor().count(&db).unwrap(), 0);
        assert!(!post.editor().exists(&db).unwrap());
        let refined = post.editor().filter(|u| u.name.eq("ann")).with(|u| u.posts);
        assert_eq!(refined.load(&db).unwrap(), None);
    });
    assert_eq!(ran, [""; 0]);
}

#[test]
fn an_accessor_does_nothing_until_it_is_loaded() {
    let db = filled(1);
    let user = User::find(Id::from(1)).load(&db).unwrap();
    let (query, ran) = statements(&db, || {
        user.posts()
            .filter(|p| p.title.ge("1b"))
            .order_by(|p| p.title.desc())
            .limit(5)
            .with(|p| p.comments)
    });
    assert_eq!(ran, [""; 0]);
    assert_eq!(
        query.to_sql().unwrap(),
        concat!(
            r#"SELECT t0."id", t0."title", t0."user_id", t0."editor_id" FROM "post" AS t0 "#,
            r#"WHERE t0."user_id" = ?1 AND t0."title" >= ?2 ORDER BY t0."title" DESC LIMIT ?3"#,
        )
    );
    let posts = query.load(&db).unwrap();
    assert_eq!(posts.len(), 1);
    assert_eq!(posts[0].0.title, "1b");
}

#[test]
fn an_accessor_sees_what_has_changed_since_it_was_made() {
    let db = empty();
    let ann = user(&db, "ann");
    let posts = ann.posts();
    assert_eq!(posts.count(&db).unwrap(), 0);
    post(&db, "a", &ann);
    assert_eq!(posts.count(&db).unwrap(), 1);
}
