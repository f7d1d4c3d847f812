//! How many statements a write runs, and which: the tutorial's counts, and no reading before writing.

use relmodel::prelude::*;
use relmodel_tests::{integer, statements};

use crate::models::*;

/// The statements that a write runs; it must not fail.
fn ran<T>(db: &Db, write: impl FnOnce() -> relmodel::Result<T>) -> Vec<String> {
    statements(db, || write().unwrap()).1
}

#[test]
fn a_row_is_inserted_updated_reloaded_and_deleted_by_one_statement_each() {
    let db = empty();
    let mut ann = user(&db, "ann");
    ann.name = "anna".into();
    let texts = ran(&db, || {
        NewUser { name: "bob" }.insert(&db)?;
        ann.update(&db)?;
        ann.reload(&db)?;
        ann.delete(&db)
    });
    assert_eq!(
        texts,
        [
            r#"INSERT INTO "user" ("name") VALUES (?1)"#,
            r#"UPDATE "user" SET "name" = ?1 WHERE "id" = ?2"#,
            r#"SELECT t0."id", t0."name" FROM "user" AS t0 WHERE t0."id" = ?1"#,
            r#"DELETE FROM "user" WHERE "id" = ?1"#,
        ]
    );
}

#[test]
fn deleting_a_row_whose_children_cascade_takes_one_statement() {
    let db = filled(2);
    let user = User::find(Id::from(1)).load(&db).unwrap();
    assert_eq!(
        ran(&db, || user.delete(&db)),
        [r#"DELETE FROM "user" WHERE "id" = ?1"#]
    );
    // The other user's rows are left.
    for (table, rows) in [("post", 2), ("comment", 2), ("post_tag", 2), ("profile", 1)] {
        let left = integer(&db, &format!(r#"SELECT count(*) FROM "{table}""#));
        assert_eq!(left, rows, "{table}");
    }
}

#[test]
fn removing_an_orphan_takes_one_statement() {
    let db = filled(1);
    let user = User::find(Id::from(1)).load(&db).unwrap();
    let mut post = user.posts().first(&db).unwrap().unwrap();
    assert_eq!(
        ran(&db, || user.posts().remove(&db, &mut post)),
        [r#"DELETE FROM "post" WHERE "user_id" = ?1 AND "id" IN rarray(?2)"#]
    );
}

#[test]
fn removing_a_child_whose_key_may_be_null_takes_one_statement() {
    let db = filled(1);
    let user = User::find(Id::from(1)).load(&db).unwrap();
    let mut post = user.edited().first(&db).unwrap().unwrap();
    assert_eq!(
        ran(&db, || user.edited().remove(&db, &mut post)),
        [r#"UPDATE "post" SET "editor_id" = NULL WHERE "editor_id" = ?1 AND "id" IN rarray(?2)"#]
    );
}

#[test]
fn removing_a_link_takes_one_statement() {
    let db = filled(1);
    let post = Post::find(Id::from(1)).load(&db).unwrap();
    let tag = post.tags().first(&db).unwrap().unwrap();
    assert_eq!(
        ran(&db, || post.tags().remove(&db, &tag)),
        [r#"DELETE FROM "post_tag" WHERE "post_id" = ?1 AND "tag_id" IN rarray(?2)"#]
    );
}

#[test]
fn adding_any_number_of_links_takes_one_statement() {
    let db = filled(1);
    let post = Post::find(Id::from(2)).load(&db).unwrap();
    let tags: Vec<Tag> = (0..40).map(|n| tag(&db, &n.to_string())).collect();
    let link = concat!(
        r#"INSERT INTO "post_tag" ("post_id", "tag_id") SELECT DISTINCT ?1, k.value FROM rarray(?2) AS k "#,
        r#"WHERE NOT EXISTS (SELECT 1 FROM "post_tag" AS t WHERE t."post_id" = ?1 AND t."tag_id" = k.value)"#,
    );
    assert_eq!(ran(&db, || post.tags().add(&db, &tags[0])), [link]);
    assert_eq!(ran(&db, || post.tags().add_all(&db, &tags)), [link]);
    assert_eq!(post.tags().count(&db).unwrap(), 40);
    assert_eq!(ran(&db, || post.tags().add_all(&db, &tags[..0])), [""; 0]);
}

#[test]
fn adding_any_number_of_children_takes_one_statement() {
    let db = empty();
    let (ann, bob) = (user(&db, "ann"), user(&db, "bob"));
    let mut posts: Vec<Post> = (0..40).map(|n| post(&db, &n.to_string(), &ann)).collect();
    assert_eq!(
        ran(&db, || bob.posts().add_all(&db, &mut posts)),
        [r#"UPDATE "post" SET "user_id" = ?1 WHERE "id" IN rarray(?2) AND "user_id" IS NOT ?1"#]
    );
    assert_eq!(bob.posts().count(&db).unwrap(), 40);
    let none: [&mut Post; 0] = [];
    assert_eq!(ran(&db, || bob.posts().add_all(&db, none)), [""; 0]);
}

#[test]
fn replacing_links_takes_one_delete_and_one_insert() {
    let db = filled(1);
    let post = Post::find(Id::from(1)).load(&db).unwrap();
    let tags: Vec<Tag> = (0..40).map(|n| tag(&db, &n.to_string())).collect();
    let texts = ran(&db, || post.tags().replace(&db, &tags));
    assert_eq!(
        texts,
        [
            r#"DELETE FROM "post_tag" WHERE "post_id" = ?1 AND "tag_id" NOT IN rarray(?2)"#,
            concat!(
                r#"INSERT INTO "post_tag" ("post_id", "tag_id") SELECT DISTINCT ?1, k.value FROM rarray(?2) AS k "#,
                r#"WHERE NOT EXISTS (SELECT 1 FROM "post_tag" AS t WHERE t."post_id" = ?1 AND t."tag_id" = k.value)"#,
            ),
        ]
    );
    assert_eq!(
        ran(&db, || post.tags().replace(&db, &tags[..0])),
        [r#"DELETE FROM "post_tag" WHERE "post_id" = ?1"#]
    );
}

#[test]
fn replacing_children_takes_three_statements_at_most_and_writes_the_difference() {
    let db = filled(1);
    let user = User::find(Id::from(1)).load(&db).unwrap();
    let mut posts = user.posts().load(&db).unwrap();
    assert_eq!(
        ran(&db, || user.posts().replace(&db, &mut posts[..1])),
        [
            r#"DELETE FROM "post" WHERE "user_id" = ?1 AND "id" NOT IN rarray(?2)"#,
            r#"UPDATE "post" SET "user_id" = ?1 WHERE "id" IN rarray(?2) AND "user_id" IS NOT ?1"#,
            // Whether those that were not written are there.
            r#"SELECT count(*) FROM "post" WHERE "user_id" = ?1 AND "id" IN rarray(?2)"#,
        ]
    );
    let changes = || db.with_connection(|connection| connection.total_changes());
    let before = changes();
    user.posts().replace(&db, &mut posts[..1]).unwrap();
    assert_eq!(changes(), before);
}

#[test]
fn clearing_and_asking_whether_a_row_is_there_take_one_statement_each() {
    let db = filled(1);
    let post = Post::find(Id::from(1)).load(&db).unwrap();
    let tag = Tag::find(Id::from(1)).load(&db).unwrap();
    assert_eq!(
        ran(&db, || {
            post.tags().contains(&db, &tag)?;
            post.tags().clear(&db)?;
            post.comments().clear(&db)
        }),
        [
            r#"SELECT EXISTS (SELECT 1 FROM "post_tag" WHERE "post_id" = ?1 AND "tag_id" = ?2)"#,
            r#"DELETE FROM "post_tag" WHERE "post_id" = ?1"#,
            r#"DELETE FROM "comment" WHERE "post_id" = ?1"#,
        ]
    );
}

#[test]
fn rows_are_inserted_128_by_one_statement() {
    let db = empty();
    let names: Vec<String> = (0..300).map(|n| n.to_string()).collect();
    let texts = ran(&db, || {
        User::insert_all(&db, names.iter().map(|name| NewUser { name }))
    });
    let (many, rest): (Vec<&String>, Vec<&String>) = texts
        .iter()
        .filter(|text| text.starts_with("INSERT"))
        .partition(|text| text.contains("), ("));
    assert_eq!(many.len(), 2);
    assert_eq!(rest.len(), 300 - 2 * 128);
    assert!(many.iter().all(|text| text.matches("(?").count() == 128));
    // One more asks whether the ids can be counted back.
    assert_eq!(texts.len(), many.len() + rest.len() + 1);
}

#[test]
fn a_few_rows_are_inserted_one_by_one_and_nothing_is_asked_before() {
    let db = empty();
    let texts = ran(&db, || {
        User::insert_all(&db, ["ann", "bob"].map(|name| NewUser { name }))
    });
    let insert = r#"INSERT INTO "user" ("name") VALUES (?1)"#;
    assert_eq!(texts, [insert, insert]);
}
