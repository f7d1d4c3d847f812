//! Posts refer to posts: as answers, as accepted answers, and by links with a key of their own.

use relmodel::prelude::*;
use relmodel_tests::integer;

use super::models::*;
use super::stackexchange;
use crate::naive::{assert_same, by_each_strategy, naive, row, sorted, tree};
use crate::strategies::{ALL, by};

#[test]
fn questions_with_their_answers_and_the_accepted_one_and_back() {
    let Some(db) = stackexchange() else { return };
    let there = naive(
        "SELECT Id, AcceptedAnswerId FROM Posts WHERE PostTypeId = 1 ORDER BY Id",
        [
            naive(
                "SELECT Id, ParentId FROM Posts WHERE Id = ?2",
                [
                    naive(
                        "SELECT Title, AcceptedAnswerId FROM Posts WHERE Id = ?2",
                        [],
                    ),
                    naive("SELECT Id FROM Posts WHERE AcceptedAnswerId = ?1", []),
                ],
            ),
            naive(
                "SELECT Id, ParentId FROM Posts WHERE ParentId = ?1 ORDER BY Id DESC",
                [naive(
                    "SELECT AcceptedAnswerId FROM Posts WHERE Id = ?2",
                    [naive("SELECT Score FROM Posts WHERE Id = ?1", [])],
                )],
            ),
        ],
    );
    by_each_strategy(&db, &there, [3, 2, 7, 7], |how| {
        let questions = Post::filter(|p| p.post_type.is(|t| t.name.eq("Question")))
            .order_by(|p| p.id)
            .with(|p| {
                by(how, p.accepted)
                    .with(|a| by(how, a.parent))
                    .with(|a| by(how, a.accepted_by))
            })
            .with(|p| {
                by(how, p.answers)
                    .order_by(|a| a.id.desc())
                    .with(|a| by(how, a.parent).with(|q| by(how, q.accepted)))
            })
            .load(&*db)?;
        let accepted = |(a, parent, by): (Post, Option<Post>, Vec<Post>)| {
            let parent = parent.iter();
            let parent = parent.map(|p| tree(row![p.title, p.accepted_id], []));
            let by = by.iter().map(|p| tree(row![p.id], []));
            tree(row![a.id, a.parent_id], [parent.collect(), by.collect()])
        };
        type Question = Option<(Post, Option<Post>)>;
        let answer = |(a, question): (Post, Question)| {
            let question = question.map(|(q, best)| {
                let best = best.iter().map(|a| tree(row![a.score], []));
                tree(row![q.accepted_id], [best.collect()])
            });
            tree(row![a.id, a.parent_id], [question.into_iter().collect()])
        };
        let questions = questions.into_iter().map(|(q, best, answers)| {
            let best = best.into_iter().map(accepted);
            let answers = answers.into_iter().map(answer);
            tree(
                row![q.id, q.accepted_id],
                [best.collect(), answers.collect()],
            )
        });
        Ok(questions.collect())
    });
}

/// Five pairs of posts are linked twice, and six links come from posts that are gone.
#[test]
fn linked_posts_come_as_often_as_they_are_linked() {
    let Some(db) = stackexchange() else { return };
    let there = naive(
        "SELECT Id FROM Posts ORDER BY Id",
        [
            naive(
                "SELECT p.Id, l.LinkTypeId FROM PostLinks l JOIN Posts p ON p.Id = l.RelatedPostId WHERE l.PostId = ?1",
                [naive(
                    "SELECT p.Id, l.LinkTypeId FROM PostLinks l JOIN Posts p ON p.Id = l.PostId WHERE l.RelatedPostId = ?1",
                    [],
                )],
            ),
            naive(
                "SELECT Id, RelatedPostId, LinkTypeId FROM PostLinks WHERE PostId = ?1",
                [
                    naive("SELECT Title FROM Posts WHERE Id = ?2", []),
                    naive("SELECT Name FROM LinkTypes WHERE Id = ?3", []),
                ],
            ),
        ],
    );
    let there = sorted(there.trees(&db));
    for how in ALL {
        let posts = Post::all()
            .with(|p| {
                let related = p.related.with_link();
                by(how, related.with(|r| by(how, r.related_by.with_link())))
            })
            .with(|p| {
                by(how, p.links)
                    .with(|l| by(how, l.related_post))
                    .with(|l| by(how, l.link_type))
            })
            .load(&*db)
            .unwrap();
        type Linked = (Post, PostLink, Vec<(Post, PostLink)>);
        let related = |(p, l, back): Linked| {
            let back = back
                .iter()
                .map(|(p, l)| tree(row![p.id, l.link_type_id], []));
            tree(row![p.id, l.link_type_id], [back.collect()])
        };
        let link = |(l, post, kind): (PostLink, Post, LinkType)| {
            let post = vec![tree(row![post.title], [])];
            let kind = vec![tree(row![kind.name], [])];
            tree(row![l.id, l.related_post_id, l.link_type_id], [post, kind])
        };
        let posts = posts.into_iter().map(|(p, all, links)| {
            let links = links.into_iter().map(link);
            tree(
                row![p.id],
                [all.into_iter().map(related).collect(), links.collect()],
            )
        });
        assert_same(&format!("{how:?}"), &sorted(posts.collect()), &there);
    }
    assert_eq!(
        PostLink::filter(|l| l.post.is_none()).count(&*db).unwrap(),
        6
    );
}

#[test]
fn posts_form_a_tree_by_their_parents() {
    let Some(db) = stackexchange() else { return };
    // Deeper than the sample's own two levels: answers to answers.
    db.execute_batch(
        "UPDATE Posts SET ParentId = (SELECT min(o.Id) FROM Posts o WHERE o.ParentId = Posts.ParentId) WHERE PostTypeId = 2 AND Id % 3 = 0
         AND Id > (SELECT min(o.Id) FROM Posts o WHERE o.ParentId = Posts.ParentId)",
    )
    .unwrap();
    let there = naive(
        "SELECT Id, OwnerUserId FROM Posts WHERE PostTypeId = 1 AND Score > 3 ORDER BY Id",
        [
            naive(
                "WITH RECURSIVE below (id, depth) AS (SELECT Id, 1 FROM Posts WHERE ParentId = ?1
                 UNION ALL SELECT p.Id, b.depth + 1 FROM Posts p JOIN below b ON p.ParentId = b.id)
                 SELECT id, depth FROM below ORDER BY depth, id",
                [naive(
                    "WITH RECURSIVE above (id, depth) AS (SELECT ParentId, 1 FROM Posts WHERE Id = ?1 AND ParentId IS NOT NULL
                     UNION ALL SELECT p.ParentId, a.depth + 1 FROM Posts p JOIN above a ON p.Id = a.id WHERE p.ParentId IS NOT NULL)
                     SELECT id FROM above ORDER BY depth",
                    [],
                )],
            ),
            naive("SELECT DisplayName FROM Users WHERE Id = ?2", []),
        ],
    );
    by_each_strategy(&db, &there, [3, 3, 4, 4], |how| {
        let questions = Post::filter(|p| p.post_type_id.eq(Id::from(1)) & p.score.gt(3))
            .order_by(|p| p.id)
            .with(|p| {
                let below = p.answers.descendants().with_depth();
                by(how, below.with(|a| by(how, a.parent.ancestors())))
            })
            .with(|p| by(how, p.owner))
            .load(&*db)?;
        let questions = questions.into_iter().map(|(q, mut below, owner)| {
            below.sort_by_key(|(a, depth, _): &(Post, u32, Vec<Post>)| (*depth, a.id));
            let answer = |(a, depth, above): &(Post, u32, Vec<Post>)| {
                let above = above.iter().map(|p| tree(row![p.id], []));
                tree(row![a.id, depth], [above.collect()])
            };
            let owner = owner.iter().map(|u| tree(row![u.name], [])).collect();
            tree(
                row![q.id, q.owner_id],
                [below.iter().map(answer).collect(), owner],
            )
        });
        Ok(questions.collect())
    });
    let deep = Post::filter(|p| p.parent.is(|p| p.parent.is(|_| true)));
    let there = "SELECT count(*) FROM Posts a JOIN Posts b ON b.Id = a.ParentId WHERE b.ParentId IS NOT NULL";
    assert_eq!(
        deep.count(&*db).unwrap(),
        integer(&db, there).cast_unsigned()
    );
    assert!(deep.count(&*db).unwrap() > 10);
}
