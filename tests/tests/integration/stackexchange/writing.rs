//! What goes with a row that is deleted, what stays without it, and what can't be deleted.

use relmodel::prelude::*;
use relmodel_tests::integer;

use super::models::*;
use super::stackexchange;

/// The user whose posts are none, with badges and comments.
fn commenter(db: &Db) -> User {
    User::filter(|u| {
        u.posts.none(|_| true)
            & u.edited.none(|_| true)
            & u.votes.none(|_| true)
            & u.comments.any(|_| true)
            & u.badges.any(|_| true)
    })
    .order_by(|u| u.id)
    .first(db)
    .unwrap()
    .unwrap()
}

#[test]
fn badges_go_with_a_user_and_comments_stay() {
    let Some(db) = stackexchange() else { return };
    let user = commenter(&db);
    let comments = user.comments().load(&*db).unwrap();
    let badges = user.badges().count(&*db).unwrap();
    let before = Badge::all().count(&*db).unwrap();
    assert!(badges > 0 && !comments.is_empty());
    user.delete(&*db).unwrap();
    assert_eq!(Badge::all().count(&*db).unwrap(), before - badges);
    for comment in comments {
        assert_eq!(comment.reload(&*db).unwrap().user_id, None);
    }
}

#[test]
fn a_user_with_posts_can_not_go() {
    let Some(db) = stackexchange() else { return };
    let community = User::find(Id::from(-1)).load(&*db).unwrap();
    let posts = "SELECT count(*) FROM Posts WHERE OwnerUserId = -1";
    assert_eq!(
        community.posts().count(&*db).unwrap(),
        integer(&db, posts).cast_unsigned()
    );
    let error = community.delete(&*db).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(User::all().count(&*db).unwrap(), 1703);
}

#[test]
fn comments_and_tags_go_with_a_post() {
    let Some(db) = stackexchange() else { return };
    let lonely = |p: PostFields| {
        p.answers.none(|_| true)
            & p.related.none(|_| true)
            & p.related_by.none(|_| true)
            & p.links.none(|_| true)
            & p.comments.any(|_| true)
            & p.tags.any(|_| true)
    };
    let post = Post::filter(lonely).order_by(|p| p.id).first(&*db).unwrap();
    let (post, comments, tags, votes) = Post::find(post.unwrap().id)
        .with(|p| p.comments)
        .with(|p| p.tags)
        .with(|p| p.votes)
        .load(&*db)
        .unwrap();
    assert!(!comments.is_empty() && !tags.is_empty() && !votes.is_empty());
    post.delete(&*db).unwrap();
    for comment in comments {
        assert!(comment.reload(&*db).unwrap_err().is_not_found());
    }
    // The database deletes the votes, though the model says that it does not enforce their key.
    for vote in votes {
        assert!(vote.reload(&*db).unwrap_err().is_not_found());
    }
    for tag in tags {
        assert!(!tag.posts().load(&*db).unwrap().contains(&post));
    }
}

#[test]
fn a_question_that_accepts_its_answer_goes_with_it_when_checks_wait() {
    let Some(db) = stackexchange() else { return };
    let question = Post::filter(|p| {
        p.accepted.is(|a| a.related_by.none(|_| true))
            & p.links.none(|_| true)
            & p.related_by.none(|_| true)
    })
    .order_by(|p| p.id)
    .first(&*db)
    .unwrap()
    .unwrap();
    assert!(
        question
            .delete(&*db)
            .unwrap_err()
            .is_foreign_key_violation()
    );
    let before = Post::all().count(&*db).unwrap();
    let gone = db
        .transaction(|tx| {
            tx.defer_foreign_keys()?;
            let answers = question.answers().load(tx)?;
            for answer in &answers {
                answer.delete(tx)?;
            }
            question.delete(tx)?;
            Ok(answers.len() as u64 + 1)
        })
        .unwrap();
    assert_eq!(Post::all().count(&*db).unwrap(), before - gone);
}

#[test]
fn badges_are_replaced_through_their_user_and_links_added_once_more() {
    let Some(db) = stackexchange() else { return };
    let user = commenter(&db);
    let mut kept = user
        .badges()
        .order_by(|b| b.id)
        .limit(1)
        .load(&*db)
        .unwrap();
    let before = Badge::all().count(&*db).unwrap();
    let had = user.badges().count(&*db).unwrap();
    user.badges().replace(&*db, &mut kept).unwrap();
    assert_eq!(user.badges().load(&*db).unwrap(), kept);
    assert_eq!(Badge::all().count(&*db).unwrap(), before - had + 1);

    let tag = NewTag {
        name: "nouveau",
        count: 0,
    }
    .insert(&*db)
    .unwrap();
    let error = NewTag {
        name: "nouveau",
        count: 0,
    }
    .insert(&*db)
    .unwrap_err();
    assert!(error.is_unique_violation());
    assert_eq!(
        (error.model(), error.columns()),
        (Some("Tag"), &["TagName".to_owned()][..])
    );
    let posts = Post::all()
        .order_by(|p| p.id)
        .limit(300)
        .load(&*db)
        .unwrap();
    tag.posts().add_all(&*db, &posts).unwrap();
    tag.posts().add_all(&*db, &posts[..10]).unwrap();
    assert_eq!(tag.posts().count(&*db).unwrap(), 300);
    let error = tag.delete(&*db).unwrap_err();
    assert!(error.is_foreign_key_violation());
    tag.posts().clear(&*db).unwrap();
    tag.delete(&*db).unwrap();
}
