//! Counts, sums and values of related rows, against the same reckoned in Rust.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, statements};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post, inverse = author)]
#[has_one(profile: Profile)]
#[has_many(popular: Post, inverse = author, where = |p| p.likes.gt(5))]
#[has_many(labels: Tag, through = posts.tags)]
struct User {
    id: Id<User>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Profile {
    id: Id<Profile>,
    bio: Option<String>,
    #[unique]
    #[belongs_to(User)]
    user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(tags: Tag, through = PostTag)]
struct Post {
    id: Id<Post>,
    title: String,
    likes: i64,
    rating: Option<f64>,
    #[belongs_to(author: User)]
    user_id: Id<User>,
    #[belongs_to(editor: User)]
    editor_id: Option<Id<User>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Tag {
    id: Id<Tag>,
    name: String,
    weight: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct PostTag {
    #[key]
    #[belongs_to(Post)]
    post_id: Id<Post>,
    #[key]
    #[belongs_to(Tag)]
    tag_id: Id<Tag>,
}

type World = Vec<(User, Vec<(Post, Vec<Tag>)>, Option<Profile>)>;

/// Users with 0, 1, 2, … posts; posts with 0, 1, … tags, which repeat.
fn world() -> (Db, World) {
    let db = memory_db();
    schema![User].create(&db).unwrap();
    let tags: Vec<Tag> = Tag::insert_all(
        &db,
        [("é", 1), ("b", -2), ("c", 3)].map(|(name, weight)| NewTag { name, weight }),
    )
    .unwrap();
    for n in 0..5_i64 {
        let name = format!("user {n}");
        let user = NewUser { name: &name }.insert(&db).unwrap();
        if n % 2 == 0 {
            let bio = (n > 0).then_some("bio");
            NewProfile { user_id: user.id }
                .bio(bio)
                .insert(&db)
                .unwrap();
        }
        for m in 0..n {
            let title = format!("post {m}");
            let post = NewPost {
                title: &title,
                likes: m * 4 - 2,
                user_id: user.id,
            }
            .rating((m % 2 == 1).then_some(m as f64 / 2.0))
            .editor_id((m % 3 == 1).then_some(user.id))
            .insert(&db)
            .unwrap();
            for tag in tags.iter().take(m as usize) {
                NewPostTag {
                    post_id: post.id,
                    tag_id: tag.id,
                }
                .insert(&db)
                .unwrap();
            }
        }
    }
    let world = User::all()
        .order_by(|u| u.id)
        .with(|u| {
            u.posts
                .order_by(|p| p.id)
                .with(|p| p.tags.order_by(|t| t.id))
        })
        .with(|u| u.profile)
        .load(&db)
        .unwrap();
    (db, world)
}

#[test]
fn two_collections_are_counted_and_summed_up_apart() {
    let (db, world) = world();
    let query = User::all().order_by(|u| u.id).select(|u| {
        (
            u.id,
            u.posts.count(),
            u.labels.count(),
            u.popular.count(),
            u.posts.sum(|p| p.likes),
            u.labels.sum(|t| t.weight),
        )
    });
    let (found, statements) = db.count_statements(|| query.load(&db));
    assert_eq!(statements, 1);
    let expected: Vec<_> = world
        .iter()
        .map(|(user, posts, _)| {
            let mut tags: Vec<&Tag> = posts.iter().flat_map(|(_, tags)| tags).collect();
            tags.sort_by_key(|tag| tag.id);
            tags.dedup();
            (
                user.id,
                posts.len() as i64,
                tags.len() as i64,
                posts.iter().filter(|(p, _)| p.likes > 5).count() as i64,
                posts.iter().map(|(p, _)| p.likes).sum::<i64>(),
                tags.iter().map(|t| t.weight).sum::<i64>(),
            )
        })
        .collect();
    assert_eq!(found.unwrap(), expected);
}

#[test]
fn of_nothing_the_sum_is_0_and_the_others_are_none() {
    let (db, world) = world();
    let query = User::all().order_by(|u| u.id).select(|u| {
        (
            u.posts.sum(|p| p.rating),
            u.posts.avg(|p| p.likes),
            u.posts.min(|p| p.title),
            u.posts.max(|p| p.rating),
            u.posts.max(|p| p.likes * 2 + 1),
        )
    });
    let ratings = |posts: &[(Post, Vec<Tag>)]| -> Vec<f64> {
        posts.iter().filter_map(|(p, _)| p.rating).collect()
    };
    let expected: Vec<_> = world
        .iter()
        .map(|(_, posts, _)| {
            let likes: i64 = posts.iter().map(|(p, _)| p.likes).sum();
            (
                ratings(posts).iter().sum::<f64>(),
                (!posts.is_empty()).then(|| likes as f64 / posts.len() as f64),
                posts.iter().map(|(p, _)| p.title.clone()).min(),
                ratings(posts).into_iter().reduce(f64::max),
                posts.iter().map(|(p, _)| p.likes * 2 + 1).max(),
            )
        })
        .collect();
    assert_eq!(query.load(&db).unwrap(), expected);
}

#[test]
fn a_refined_relation_is_asked_about_the_rows_that_are_left() {
    let (db, world) = world();
    let query = User::all().order_by(|u| u.id).select(|u| {
        (
            u.posts.filter(|p| p.likes.gt(0)).count(),
            u.posts
                .order_by(|p| p.likes.desc())
                .limit(2)
                .sum(|p| p.likes),
            u.posts.order_by(|p| p.id).offset(1).limit(2).count(),
            u.posts.order_by(|p| p.id).limit(1).any(|p| p.likes.gt(0)),
            u.posts
                .order_by(|p| p.id.desc())
                .limit(1)
                .all(|p| p.likes.gt(0)),
            u.posts
                .filter(|p| p.title.ne(u.name))
                .filter(|p| p.rating.is_null())
                .none(|p| p.likes.gt(5)),
            u.posts
                .filter(|p| p.tags.count().ge(2))
                .max(|p| p.tags.sum(|t| t.weight)),
        )
    });
    let expected: Vec<_> = world
        .iter()
        .map(|(_, posts, _)| {
            let mut likes: Vec<i64> = posts.iter().map(|(p, _)| p.likes).collect();
            let (first, last) = (likes.first().copied(), likes.last().copied());
            likes.sort_unstable();
            (
                likes.iter().filter(|l| **l > 0).count() as i64,
                likes.iter().rev().take(2).sum::<i64>(),
                likes.iter().skip(1).take(2).count() as i64,
                first > Some(0),
                last.is_none_or(|l| l > 0),
                !posts.iter().any(|(p, _)| p.rating.is_none() && p.likes > 5),
                posts
                    .iter()
                    .filter(|(_, tags)| tags.len() >= 2)
                    .map(|(_, tags)| tags.iter().map(|t| t.weight).sum::<i64>())
                    .max(),
            )
        })
        .collect();
    assert_eq!(query.load(&db).unwrap(), expected);
}

#[test]
fn all_holds_where_no_row_fails_and_null_fails() {
    let (db, world) = world();
    let ids = |query: Query<User>| -> Vec<Id<User>> {
        query.order_by(|u| u.id).select(|u| u.id).load(&db).unwrap()
    };
    let picked = |keep: &dyn Fn(&[(Post, Vec<Tag>)]) -> bool| -> Vec<Id<User>> {
        world
            .iter()
            .filter(|(_, posts, _)| keep(posts))
            .map(|(u, ..)| u.id)
            .collect()
    };
    let rated = |p: PostFields| p.rating.gt(0.1);
    let is_rated = |p: &Post| p.rating.is_some_and(|r| r > 0.1);
    assert_eq!(
        ids(User::filter(|u| u.posts.all(rated))),
        picked(&|posts| posts.iter().all(|(p, _)| is_rated(p)))
    );
    assert_eq!(
        ids(User::filter(|u| u.posts.all(rated).not())),
        picked(&|posts| !posts.iter().all(|(p, _)| is_rated(p)))
    );
    assert_eq!(
        ids(User::filter(|u| u
            .posts
            .all(|p| p.tags.any(|t| t.weight.gt(0))))),
        picked(&|posts| posts
            .iter()
            .all(|(_, tags)| tags.iter().any(|t| t.weight > 0)))
    );
    assert_eq!(
        ids(User::filter(|u| u.labels.all(|t| t.weight.gt(0)))),
        picked(&|posts| posts
            .iter()
            .flat_map(|(_, tags)| tags)
            .all(|t| t.weight > 0))
    );
}

#[test]
fn rows_are_filtered_and_ordered_by_aggregates() {
    let (db, world) = world();
    let found = User::filter(|u| u.posts.count().gt(1).and(u.posts.avg(|p| p.likes).ge(0.0)))
        .order_by(|u| (u.posts.sum(|p| p.likes).desc(), u.id))
        .load(&db)
        .unwrap();
    let mut picked: Vec<_> = world
        .iter()
        .filter(|(_, posts, _)| posts.len() > 1)
        .collect();
    picked.sort_by_key(|(_, posts, _)| {
        std::cmp::Reverse(posts.iter().map(|(p, _)| p.likes).sum::<i64>())
    });
    assert_eq!(
        found,
        picked
            .into_iter()
            .map(|(u, ..)| u.clone())
            .collect::<Vec<_>>()
    );
}

#[test]
fn get_gives_a_value_of_the_one_row() {
    let (db, world) = world();
    let query = User::all().order_by(|u| u.id).select(|u| {
        (
            u.id,
            u.profile.get(|p| p.bio),
            u.profile.get(|p| p.id),
            u.profile.get(|p| p.user_id.eq(u.id)),
        )
    });
    let expected: Vec<_> = world
        .iter()
        .map(|(u, _, profile)| {
            let profile = profile.as_ref();
            (
                u.id,
                profile.and_then(|p| p.bio.clone()),
                profile.map(|p| p.id),
                profile.map(|_| true),
            )
        })
        .collect();
    assert_eq!(query.load(&db).unwrap(), expected);

    let query = Post::all().order_by(|p| p.id).select(|p| {
        (
            p.author.get(|u| u.name.upper()),
            p.editor.get(|u| u.name),
            p.author.get(|u| u.posts.count()) + 1,
            p.author.filter(|u| u.name.eq("user 4")).get(|u| u.id),
            p.editor.get(|u| u.posts.count()).coalesce(0),
        )
    });
    let mut posts: Vec<(&User, &Post, i64)> = Vec::new();
    for (user, own, _) in &world {
        posts.extend(own.iter().map(|(post, _)| (user, post, own.len() as i64)));
    }
    posts.sort_by_key(|(_, post, _)| post.id);
    let expected: Vec<_> = posts
        .into_iter()
        .map(|(user, post, count)| {
            let is_edited = post.editor_id.is_some();
            (
                user.name.to_uppercase(),
                is_edited.then(|| user.name.clone()),
                count + 1,
                (user.name == "user 4").then_some(user.id),
                if is_edited { count } else { 0 },
            )
        })
        .collect();
    assert_eq!(query.load(&db).unwrap(), expected);
}

#[test]
fn get_is_compared_by_two_values() {
    let (db, world) = world();
    let count = |query: Query<User>| query.count(&db).unwrap();
    let with_bio = world
        .iter()
        .filter(|(.., p)| p.as_ref().is_some_and(|p| p.bio.is_some()))
        .count() as u64;
    let with_bio_query = |u: UserFields| u.profile.get(|p| p.bio).eq("bio");
    assert_eq!(count(User::filter(with_bio_query)), with_bio);
    assert_eq!(
        count(User::filter(|u| with_bio_query(u).not())),
        5 - with_bio
    );
    assert_eq!(
        count(User::filter(|u| u.profile.get(|p| p.bio).is_null())),
        5 - with_bio
    );
    assert_eq!(
        count(User::filter(|u| u
            .profile
            .filter(|p| p.bio.eq("bio"))
            .is_none())),
        5 - with_bio
    );
    assert_eq!(
        count(User::filter(|u| u
            .profile
            .filter(|p| p.bio.is_null())
            .is(|_| true))),
        1
    );
}

#[test]
fn a_sum_of_more_than_64_bits_is_an_error() {
    let (db, world) = world();
    let user = &world[2].0;
    db.execute_batch(&format!(
        "UPDATE post SET likes = {} WHERE user_id = {}",
        i64::MAX,
        user.id
    ))
    .unwrap();
    let query = User::filter(|u| u.id.eq(user.id));
    let error = query
        .clone()
        .select(|u| u.posts.sum(|p| p.likes))
        .load(&db)
        .unwrap_err();
    assert!(error.to_string().contains("integer overflow"), "{error}");
    let max = query.select(|u| u.posts.max(|p| p.likes)).one(&db).unwrap();
    assert_eq!(max, Some(i64::MAX));
}

#[test]
fn the_rows_below_at_any_depth_are_counted() {
    #[derive(Model, Debug, Clone, PartialEq)]
    #[has_many(reports: Employee)]
    struct Employee {
        id: Id<Employee>,
        #[belongs_to(manager: Employee)]
        manager_id: Option<Id<Employee>>,
    }
    let db = memory_db();
    schema![Employee].create(&db).unwrap();
    let managers = [None, Some(1), Some(2), Some(2), None, Some(4)];
    for manager in managers {
        NewEmployee {}
            .manager_id(manager.map(Id::from))
            .insert(&db)
            .unwrap();
    }
    let found = Employee::all().order_by(|e| e.id).select(|e| {
        (
            e.reports.descendants().count(),
            e.manager.ancestors().count(),
            e.reports.descendants().max_depth(1).count(),
            e.reports
                .descendants()
                .filter(|d| d.id.gt(e.id))
                .max(|d| d.id),
        )
    });
    let id = |n| Some(Id::from(n));
    assert_eq!(
        found.load(&db).unwrap(),
        [
            (4, 0, 1, id(6)),
            (3, 1, 2, id(6)),
            (0, 2, 0, None),
            (1, 2, 1, id(6)),
            (0, 0, 0, None),
            (0, 3, 0, None)
        ]
    );
    assert_eq!(
        Employee::filter(|e| e.reports.descendants().any(|d| d.id.eq(Id::from(6))))
            .count(&db)
            .unwrap(),
        3
    );
}

#[test]
fn aggregates_go_by_the_index_of_the_foreign_key() {
    let (db, _) = world();
    let query = User::all()
        .order_by(|u| u.posts.count().desc())
        .select(|u| {
            (
                u.posts.sum(|p| p.likes),
                u.labels.count(),
                u.posts.all(|p| p.likes.gt(0)),
            )
        });
    let sql = format!("EXPLAIN QUERY PLAN {}", query.to_sql().unwrap());
    let plan: Vec<String> = db.with_connection(|raw| {
        let mut statement = raw.prepare(&sql).unwrap();
        let mut rows = statement.raw_query();
        let mut plan = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            plan.push(row.get(3).unwrap());
        }
        plan
    });
    // What a sub-query found is read as it is found.
    let is_table = |scan: &&String| {
        let found = scan.replace("SCAN", "CO-ROUTINE");
        scan.starts_with("SCAN") && !plan.contains(&found)
    };
    let scans: Vec<&String> = plan.iter().filter(is_table).collect();
    assert_eq!(scans, ["SCAN t0"], "{plan:#?}");
}

#[test]
fn the_statement_is_one_whatever_is_asked() {
    let (db, _) = world();
    let ((), texts) = statements(&db, || {
        let query = User::filter(|u| u.posts.filter(|p| p.likes.gt(1)).count().gt(1));
        query
            .select(|u| {
                u.posts
                    .order_by(|p| p.likes.desc())
                    .limit(2)
                    .sum(|p| p.likes)
            })
            .load(&db)
            .unwrap();
    });
    assert_eq!(
        texts,
        [
            r#"SELECT (SELECT coalesce(sum(t1.c0), 0) FROM (SELECT t2."likes" AS c0 FROM "post" AS t2 WHERE t2."user_id" = t0."id" ORDER BY t2."likes" DESC, t2."id" LIMIT ?1) AS t1) FROM "user" AS t0 WHERE (SELECT count(*) FROM "post" AS t3 WHERE t3."user_id" = t0."id" AND t3."likes" > ?2) > ?3"#
        ]
    );
}
