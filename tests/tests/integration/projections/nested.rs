//! Projections in projections, to any depth, by every strategy.

use super::{Comment, Post, User, world};
use relmodel::prelude::*;
use relmodel_tests::statements;

#[derive(Projection, Debug, Clone, PartialEq)]
#[projection(User)]
struct AuthorPage {
    name: String,
    #[projection(|u| u.posts.order_by(|p| p.id))]
    posts: Vec<PostPage>,
    #[projection(|u| u.comments.order_by(|c| c.id))]
    comments: Vec<CommentLine>,
}

#[derive(Projection, Debug, Clone, PartialEq)]
#[projection(Post)]
struct PostPage {
    title: String,
    editor: Option<Who>,
    #[projection(|p| p.comments.order_by(|c| c.id))]
    comments: Vec<CommentLine>,
    #[projection(|p| p.tags.order_by(|t| t.id).select(|t| t.name))]
    tags: Vec<String>,
}

#[derive(Projection, Debug, Clone, PartialEq)]
#[projection(Comment)]
struct CommentLine {
    text: String,
    user: Who,
    post: Whose,
}

#[derive(Projection, Debug, Clone, PartialEq)]
#[projection(User)]
struct Who {
    name: String,
}

#[derive(Projection, Debug, Clone, PartialEq)]
#[projection(Post)]
struct Whose {
    author: Who,
}

#[test]
fn three_levels_with_six_relations_take_one_statement_for_each_to_many_and_one() {
    let db = world();
    let (pages, run) = statements(&db, || {
        User::all()
            .order_by(|u| u.id)
            .project::<AuthorPage>()
            .load(&db)
            .unwrap()
    });
    assert_eq!(run.len(), 5);
    let ann = &pages[0];
    assert_eq!(ann.posts[0].editor, Some(Who { name: "bob".into() }));
    assert_eq!(ann.posts[0].tags, ["rust", "orm"]);
    let lines = |comments: &[CommentLine]| {
        comments
            .iter()
            .map(|c| format!("{} {} {}", c.text, c.user.name, c.post.author.name))
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&ann.posts[0].comments), ["x bob ann", "y ann ann"]);
    assert_eq!(lines(&ann.comments), ["y ann ann"]);
    assert_eq!(lines(&pages[1].comments), ["x bob ann", "z bob ann"]);
    assert!(pages[1].posts.is_empty());
}

#[test]
fn a_projection_is_the_row_of_an_accessor_and_of_a_relation() {
    let db = world();
    let ann = User::find(Id::from(1)).load(&db).unwrap();
    let pages: Vec<PostPage> = ann.posts().order_by(|p| p.id).project().load(&db).unwrap();
    assert_eq!(pages[1].tags, ["orm"]);
    let beside: Vec<(User, Vec<PostPage>)> = User::all()
        .order_by(|u| u.id)
        .with(|u| u.posts.order_by(|p| p.id).project::<PostPage>())
        .load(&db)
        .unwrap();
    assert_eq!(beside[0].1, pages);
    let joined: Vec<(User, Vec<PostPage>)> = User::all()
        .order_by(|u| u.id)
        .with(|u| u.posts.order_by(|p| p.id).project().joined())
        .load(&db)
        .unwrap();
    assert_eq!(joined, beside);
    let subquery: Vec<(User, Vec<PostPage>)> = User::all()
        .order_by(|u| u.id)
        .with(|u| u.posts.order_by(|p| p.id).project().subquery())
        .load(&db)
        .unwrap();
    assert_eq!(subquery, beside);
}
