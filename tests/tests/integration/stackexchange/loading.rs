//! Nested eager loads by each strategy, against a query for each parent in plain SQL.

use relmodel::prelude::*;

use super::models::*;
use super::stackexchange;
use crate::naive::{assert_same, by_each_strategy, naive, row, sorted, tree};
use crate::strategies::by;

/// Both references to users, one of them from the user -1 too, and comments whose author is gone.
#[test]
fn users_with_posts_with_comments_with_their_authors() {
    let Some(db) = stackexchange() else { return };
    let there = naive(
        "SELECT Id, DisplayName FROM Users ORDER BY Id",
        [
            naive(
                "SELECT Id, OwnerUserId, LastEditorUserId FROM Posts WHERE OwnerUserId = ?1 ORDER BY Score DESC, Id",
                [
                    naive("SELECT DisplayName FROM Users WHERE Id = ?3", []),
                    naive(
                        "SELECT Id, UserId FROM Comments WHERE PostId = ?1 ORDER BY Id",
                        [naive("SELECT Reputation FROM Users WHERE Id = ?2", [])],
                    ),
                ],
            ),
            naive(
                "SELECT Name, Class FROM Badges WHERE UserId = ?1 ORDER BY Class, Id DESC LIMIT 3",
                [],
            ),
        ],
    );
    by_each_strategy(&db, &there, [4, 2, 6, 6], |how| {
        let users = User::all()
            .order_by(|u| u.id)
            .with(|u| {
                by(how, u.posts)
                    .order_by(|p| (p.score.desc(), p.id))
                    .with(|p| by(how, p.last_editor))
                    .with(|p| by(how, p.comments).with(|c| by(how, c.user)))
            })
            .with(|u| {
                by(how, u.badges)
                    .order_by(|b| (b.class, b.id.desc()))
                    .limit(3)
            })
            .load(&*db)?;
        type Comments = Vec<(Comment, Option<User>)>;
        let comment = |(c, user): (Comment, Option<User>)| {
            let user = user.iter().map(|u| tree(row![u.reputation], []));
            tree(row![c.id, c.user_id], [user.collect()])
        };
        let post = |(p, editor, comments): (Post, Option<User>, Comments)| {
            let editor = editor.iter().map(|u| tree(row![u.name], []));
            let comments = comments.into_iter().map(comment);
            tree(
                row![p.id, p.owner_id, p.last_editor_id],
                [editor.collect(), comments.collect()],
            )
        };
        let users = users.into_iter().map(|(u, posts, badges)| {
            let badges = badges.iter().map(|b| tree(row![b.name, b.class], []));
            tree(
                row![u.id, u.name],
                [posts.into_iter().map(post).collect(), badges.collect()],
            )
        });
        Ok(users.collect())
    });
}

#[test]
fn the_best_answers_of_each_tag_with_their_votes() {
    let Some(db) = stackexchange() else { return };
    let there = naive(
        "SELECT Id, TagName, WikiPostId FROM Tags ORDER BY TagName",
        [
            naive(
                "SELECT p.Id, p.Title FROM PostTags t JOIN Posts p ON p.Id = t.PostId WHERE TagId = ?1 ORDER BY p.Score DESC, p.Id LIMIT 5",
                [naive(
                    "SELECT Id, Score FROM Posts WHERE ParentId = ?1 ORDER BY Score DESC, Id LIMIT 2",
                    [naive(
                        "SELECT t.Name FROM Votes v JOIN VoteTypes t ON t.Id = v.VoteTypeId WHERE v.PostId = ?1 ORDER BY v.Id LIMIT 4",
                        [],
                    )],
                )],
            ),
            naive("SELECT Body FROM Posts WHERE Id = ?3", []),
        ],
    );
    // The types of the votes are joined to them.
    by_each_strategy(&db, &there, [4, 4, 6, 6], |how| {
        let tags = Tag::all()
            .order_by(|t| t.name)
            .with(|t| {
                by(how, t.posts)
                    .order_by(|p| (p.score.desc(), p.id))
                    .limit(5)
                    .with(|p| {
                        by(how, p.answers)
                            .order_by(|a| (a.score.desc(), a.id))
                            .limit(2)
                            .with(|a| {
                                by(how, a.votes)
                                    .order_by(|v| v.id)
                                    .limit(4)
                                    .with(|v| by(how, v.vote_type))
                            })
                    })
            })
            .with(|t| by(how, t.wiki))
            .load(&*db)?;
        let answer = |(a, votes): (Post, Vec<(Vote, VoteType)>)| {
            let votes = votes.iter().map(|(_, t)| tree(row![t.name], []));
            tree(row![a.id, a.score], [votes.collect()])
        };
        let post = |(p, answers): (Post, Vec<_>)| {
            tree(
                row![p.id, p.title],
                [answers.into_iter().map(answer).collect()],
            )
        };
        let tags = tags.into_iter().map(|(t, posts, wiki)| {
            let posts = posts.into_iter().map(post);
            let wiki = wiki.iter().map(|p| tree(row![p.body], []));
            tree(
                row![t.id, t.name, t.wiki_id],
                [posts.collect(), wiki.collect()],
            )
        });
        Ok(tags.collect())
    });
}

/// 119 votes are for posts that are gone: none of them is left out.
#[test]
fn votes_for_posts_that_are_gone_are_loaded_with_none() {
    let Some(db) = stackexchange() else { return };
    let there = naive(
        "SELECT Id, PostId, UserId FROM Votes ORDER BY Id",
        [
            naive(
                "SELECT Id, ParentId FROM Posts WHERE Id = ?2",
                [naive("SELECT Title FROM Posts WHERE Id = ?2", [])],
            ),
            naive("SELECT DisplayName FROM Users WHERE Id = ?3", []),
        ],
    );
    by_each_strategy(&db, &there, [1, 1, 4, 4], |how| {
        let votes = Vote::all()
            .order_by(|v| v.id)
            .with(|v| by(how, v.post).with(|p| by(how, p.parent)))
            .with(|v| by(how, v.user))
            .load(&*db)?;
        assert_eq!(
            votes.iter().filter(|(_, post, _)| post.is_none()).count(),
            119
        );
        let votes = votes.into_iter().map(|(v, post, user)| {
            let post = post.map(|(p, parent): (Post, Option<Post>)| {
                let parent = parent.iter().map(|p| tree(row![p.title], []));
                tree(row![p.id, p.parent_id], [parent.collect()])
            });
            let user = user.iter().map(|u| tree(row![u.name], [])).collect();
            tree(
                row![v.id, v.post_id, v.user_id],
                [post.into_iter().collect(), user],
            )
        });
        Ok(votes.collect())
    });
}

#[test]
fn a_path_over_posts_and_comments_gives_each_user_once() {
    let Some(db) = stackexchange() else { return };
    let there = naive(
        "SELECT Id FROM Users WHERE Reputation > 500 ORDER BY Id",
        [naive(
            "SELECT DISTINCT c.UserId FROM Posts p JOIN Comments c ON c.PostId = p.Id WHERE p.OwnerUserId = ?1 AND c.UserId IS NOT NULL ORDER BY 1",
            [naive(
                "SELECT Id FROM Posts WHERE OwnerUserId = ?1 AND PostTypeId = 1 ORDER BY Score DESC, Id",
                [naive(
                    "SELECT t.TagName FROM PostTags JOIN Tags t ON t.Id = TagId WHERE PostId = ?1 ORDER BY 1",
                    [],
                )],
            )],
        )],
    );
    by_each_strategy(&db, &there, [4, 1, 4, 4], |how| {
        let users = User::filter(|u| u.reputation.gt(500))
            .order_by(|u| u.id)
            .with(|u| {
                by(how, u.commenters).with(|c| by(how, c.questions).with(|q| by(how, q.tags)))
            })
            .load(&*db)?;
        let question = |(q, tags): (Post, Vec<Tag>)| {
            tree(
                row![q.id],
                [tags.iter().map(|t| tree(row![t.name], [])).collect()],
            )
        };
        let commenter = |(u, questions): (User, Vec<_>)| {
            tree(row![u.id], [questions.into_iter().map(question).collect()])
        };
        let users = users.into_iter().map(|(u, commenters)| {
            tree(
                row![u.id],
                [commenters.into_iter().map(commenter).collect()],
            )
        });
        Ok(users.collect())
    });
}

#[test]
fn accessors_give_what_a_query_for_each_row_gives() {
    let Some(db) = stackexchange() else { return };
    let there = naive(
        "SELECT Id, OwnerUserId FROM Posts",
        [
            naive("SELECT DisplayName FROM Users WHERE Id = ?2", []),
            naive("SELECT Id FROM Posts WHERE ParentId = ?1", []),
            naive(
                "SELECT r.Id FROM PostLinks l JOIN Posts r ON r.Id = l.RelatedPostId WHERE l.PostId = ?1",
                [],
            ),
        ],
    );
    let posts = Post::all().load(&*db).unwrap().into_iter().map(|p| {
        let owner = p.owner().load(&*db).unwrap();
        let answers = p.answers().load(&*db).unwrap();
        let related = p.related().load(&*db).unwrap();
        tree(
            row![p.id, p.owner_id],
            [
                owner.iter().map(|u| tree(row![u.name], [])).collect(),
                answers.iter().map(|p| tree(row![p.id], [])).collect(),
                related.iter().map(|p| tree(row![p.id], [])).collect(),
            ],
        )
    });
    assert_same(
        "accessors",
        &sorted(posts.collect()),
        &sorted(there.trees(&db)),
    );
}
