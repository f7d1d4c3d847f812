//! Projections in projections, to any depth, by every strategy.

use super::{Comment, Post, Tag, User, world};
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

#[derive(Projection, Debug, Clone, PartialEq)]
#[projection(User)]
struct Everything {
    #[projection(|u| u.comments.order_by(|c| c.id))]
    comments: Vec<Commented>,
    #[projection(|u| u.posts.order_by(|p| p.id))]
    posts: Vec<Posted>,
}

#[derive(Projection, Debug, Clone, PartialEq)]
#[projection(Comment)]
struct Commented {
    text: String,
    post: Tagged,
}

#[derive(Projection, Debug, Clone, PartialEq)]
#[projection(Post)]
struct Posted {
    #[projection(|p| p.comments.order_by(|c| c.id))]
    comments: Vec<Commented>,
    #[projection(|p| p.tags.order_by(|t| t.id))]
    tags: Vec<Tag>,
}

#[derive(Projection, Debug, Clone, PartialEq)]
#[projection(Post)]
struct Tagged {
    #[projection(|p| p.tags.order_by(|t| t.id).select(|t| t.name))]
    tags: Vec<String>,
}

#[test]
fn three_levels_with_six_to_many_relations_take_seven_statements() {
    let db = world();
    let (users, run) = statements(&db, || {
        User::all()
            .order_by(|u| u.id)
            .project::<Everything>()
            .load(&db)
            .unwrap()
    });
    let tables: Vec<&str> = run.iter().map(|sql| last_table(sql)).collect();
    assert_eq!(
        tables,
        [
            "user",    // the users,
            "comment", // their comments, with the posts of these joined,
            "tag",     // whose tags,
            "post",    // the users' posts,
            "comment", // the comments of these, with their posts,
            "tag",     // whose tags,
            "tag",     // and the posts' own tags
        ]
    );
    let ann = &users[0];
    assert_eq!(ann.comments[0].post.tags, ["rust", "orm"]);
    let texts = |comments: &[Commented]| -> Vec<(String, usize)> {
        let each = comments.iter();
        each.map(|c| (c.text.clone(), c.post.tags.len())).collect()
    };
    assert_eq!(
        texts(&ann.posts[0].comments),
        [("x".into(), 2), ("y".into(), 2)]
    );
    assert_eq!(texts(&ann.posts[1].comments), [("z".into(), 1)]);
    assert_eq!(ann.posts[1].tags[0].name, "orm");
    assert!(users[1].posts.is_empty());
    assert_eq!(
        texts(&users[1].comments),
        [("x".into(), 2), ("z".into(), 1)]
    );
}

/// The table whose rows a statement gives: the last that is not joined to another's row.
fn last_table(sql: &str) -> &str {
    let from = sql.split(" LEFT JOIN ").next().unwrap_or_default();
    let at = |table: &&str| from.rfind(&format!("\"{table}\" AS"));
    let tables = ["user", "comment", "post", "tag"];
    tables.into_iter().max_by_key(at).unwrap_or_default()
}

#[derive(Projection, Debug, Clone, PartialEq)]
#[projection(Post)]
struct Title {
    title: String,
}

#[test]
fn the_first_rows_of_each_owner_are_those_with_the_lowest_keys_where_the_order_is_equal() {
    let db = world();
    // In a descending order of rows as they lie, and two owners that meet the same ones.
    db.execute_batch(
        "INSERT INTO post VALUES (9, 'I', 3, 1, NULL), (8, 'H', 3, 1, NULL), (7, 'G', 3, 1, NULL), (6, 'F', 3, 2, NULL), (5, 'E', 3, 2, NULL);
         CREATE INDEX post_title ON post (user_id, likes, title DESC);",
    )
    .unwrap();
    let titles = |posts: &[Title]| posts.iter().map(|p| &*p.title).collect::<String>();
    for strategy in 0..4 {
        let loaded: Vec<(User, Vec<Title>)> = User::all()
            .order_by(|u| u.id)
            .with(|u| {
                let posts = u.posts.order_by(|p| p.likes).limit(2).offset(1);
                let posts = posts.project::<Title>();
                match strategy {
                    0 => posts,
                    1 => posts.joined(),
                    2 => posts.subquery(),
                    _ => posts.batched(),
                }
            })
            .load(&db)
            .unwrap();
        assert_eq!(titles(&loaded[0].1), "HI", "{strategy}");
        assert_eq!(titles(&loaded[1].1), "F", "{strategy}");
    }
    #[derive(Projection)]
    #[projection(User)]
    struct Firsts {
        #[projection(|u| u.posts.order_by(|p| p.likes).limit(2))]
        posts: Vec<Title>,
    }
    let users: Vec<Firsts> = User::all().order_by(|u| u.id).project().load(&db).unwrap();
    assert_eq!(titles(&users[0].posts), "GH");
    assert_eq!(titles(&users[1].posts), "EF");
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
