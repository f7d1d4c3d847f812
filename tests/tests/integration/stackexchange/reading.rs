//! Every row of every table is read as plain SQL reads it, and the filters ask as it does.

use relmodel::prelude::*;

use super::models::*;
use super::stackexchange;
use crate::naive::{assert_count, same_rows};

#[test]
#[rustfmt::skip]
fn every_row_of_every_table_is_read() {
    let Some(db) = stackexchange() else { return };
    same_rows!(db, PostType, "SELECT * FROM PostTypes", id, name);
    same_rows!(db, VoteType, "SELECT * FROM VoteTypes", id, name);
    same_rows!(db, LinkType, "SELECT * FROM LinkTypes", id, name);
    same_rows!(
        db, User, "SELECT Id, Reputation, replace(substr(CreationDate, 1, 19), 'T', ' '), DisplayName, Views, UpVotes, DownVotes, AccountId FROM Users",
        id, reputation, created, name, views, up_votes, down_votes, account_id,
    );
    same_rows!(
        db, Post, "SELECT Id, PostTypeId, AcceptedAnswerId, ParentId, Score, ViewCount, Body, OwnerUserId, OwnerDisplayName, LastEditorUserId, Title FROM Posts",
        id, post_type_id, accepted_id, parent_id, score, views, body, owner_id, owner_name, last_editor_id, title,
    );
    same_rows!(db, Comment, "SELECT Id, PostId, Score, Text, UserId FROM Comments", id, post_id, score, text, user_id);
    same_rows!(db, Vote, "SELECT Id, PostId, VoteTypeId, UserId, BountyAmount FROM Votes", id, post_id, vote_type_id, user_id, bounty);
    same_rows!(db, Badge, "SELECT Id, UserId, Name, Class, TagBased FROM Badges", id, user_id, name, class, is_tag_based);
    same_rows!(db, Tag, "SELECT Id, TagName, Count, ExcerptPostId, WikiPostId FROM Tags", id, name, count, excerpt_id, wiki_id);
    same_rows!(db, PostTag, "SELECT * FROM PostTags", post_id, tag_id);
    same_rows!(db, PostLink, "SELECT Id, PostId, RelatedPostId, LinkTypeId FROM PostLinks", id, post_id, related_post_id, link_type_id);
}

#[test]
fn questions_about_collections() {
    let Some(db) = stackexchange() else { return };
    assert_count(
        &db,
        &User::filter(|u| u.posts.none(|_| true) & u.comments.any(|c| c.score.gt(0))),
        "SELECT count(*) FROM Users u WHERE Id NOT IN (SELECT OwnerUserId FROM Posts WHERE OwnerUserId IS NOT NULL)
         AND Id IN (SELECT UserId FROM Comments WHERE Score > 0)",
    );
    assert_count(
        &db,
        &Post::filter(|p| p.answers.any(|a| a.owner.is(|o| o.reputation.gt(1000))) & p.tags.none(|t| t.name.eq("bug"))),
        "SELECT count(DISTINCT a.ParentId) FROM Posts a JOIN Users u ON u.Id = a.OwnerUserId
         WHERE u.Reputation > 1000 AND a.ParentId NOT IN (SELECT PostId FROM PostTags JOIN Tags ON Tags.Id = TagId WHERE TagName = 'bug')",
    );
    assert_count(
        &db,
        &Post::filter(|p| p.related.any(|r| r.related_by.any(|back| back.id.ne(p.id)))),
        "SELECT count(DISTINCT a.PostId) FROM PostLinks a JOIN PostLinks b ON b.RelatedPostId = a.RelatedPostId AND b.PostId <> a.PostId
         WHERE a.PostId IN (SELECT Id FROM Posts) AND b.PostId IN (SELECT Id FROM Posts)",
    );
    assert_count(
        &db,
        &User::filter(|u| u.questions.any(|q| q.accepted.is_none()) & u.edited.any(|_| true)),
        "SELECT count(*) FROM Users WHERE Id IN (SELECT OwnerUserId FROM Posts WHERE PostTypeId = 1 AND AcceptedAnswerId IS NULL)
         AND Id IN (SELECT LastEditorUserId FROM Posts)",
    );
}

#[test]
fn questions_about_references() {
    let Some(db) = stackexchange() else { return };
    assert_count(
        &db,
        &Post::filter(|p| p.accepted.is(|a| a.owner.is(|o| o.id.eq(p.owner_id)))),
        "SELECT count(*) FROM Posts q JOIN Posts a ON a.Id = q.AcceptedAnswerId WHERE a.OwnerUserId = q.OwnerUserId",
    );
    assert_count(
        &db,
        &Post::filter(|p| p.owner.is_none()),
        "SELECT count(*) FROM Posts WHERE OwnerUserId IS NULL",
    );
    assert_count(
        &db,
        &Vote::filter(|v| v.post.is_none()),
        "SELECT count(*) FROM Votes WHERE PostId NOT IN (SELECT Id FROM Posts)",
    );
    assert_count(
        &db,
        &Vote::filter(|v| {
            v.post.is(|p| p.parent.is_none()) & v.vote_type.is(|t| t.name.eq("UpMod"))
        }),
        "SELECT count(*) FROM Votes v JOIN Posts p ON p.Id = v.PostId JOIN VoteTypes t ON t.Id = VoteTypeId WHERE ParentId IS NULL AND t.Name = 'UpMod'",
    );
    assert_count(
        &db,
        &Tag::filter(|t| t.excerpt.is(|p| p.owner.is(|u| u.id.eq(Id::from(-1)))) | t.wiki.is(|p| p.score.ge(0))),
        "SELECT count(*) FROM Tags t WHERE EXISTS (SELECT 1 FROM Posts WHERE Id = ExcerptPostId AND OwnerUserId = -1)
         OR EXISTS (SELECT 1 FROM Posts WHERE Id = WikiPostId AND Score >= 0)",
    );
}
