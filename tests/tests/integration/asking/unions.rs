//! `union`: the rows of two queries, each once.

use relmodel::prelude::*;
use relmodel_tests::memory_db;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Post {
    id: Id<Post>,
    views: i64,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Slot {
    #[key]
    shelf: String,
    #[key]
    place: i64,
    count: i64,
}

/// Ann has the posts 1 to 5, Ben the posts 6 to 10; the views go down and up again.
fn filled() -> (Db, [User; 2]) {
    let db = memory_db();
    schema![User, Slot].create(&db).unwrap();
    let users = ["ann", "ben"].map(|name| NewUser { name }.insert(&db).unwrap());
    for number in 1..=10 {
        let user_id = users[usize::from(number > 5)].id;
        let views = (number - 6) * (number - 6);
        NewPost { views, user_id }.insert(&db).unwrap();
    }
    (db, users)
}

fn ids(posts: &[Post]) -> Vec<i64> {
    posts.iter().map(|post| post.id.get()).collect()
}

#[test]
fn each_side_keeps_its_limit_and_a_row_of_both_comes_once() {
    let (db, _) = filled();
    let newest = Post::all().order_by(|p| p.id.desc()).limit(3);
    let most_read = Post::all().order_by(|p| (p.views.desc(), p.id)).limit(3);
    let both = newest.union(most_read).order_by(|p| p.id);
    // The newest are 8, 9 and 10; the most read 1 with 25 views, 2 and 10 with 16.
    assert_eq!(ids(&both.load(&db).unwrap()), [1, 2, 8, 9, 10]);
    assert_eq!(both.count(&db).unwrap(), 5);
}

#[test]
fn what_comes_after_a_union_is_about_both_sides() {
    let (db, users) = filled();
    let both = Post::filter(|p| p.id.le(Id::from(2))).union(Post::filter(|p| p.id.ge(Id::from(9))));
    let picked = both
        .filter(|p| p.views.ge(10))
        .order_by(|p| p.id.desc())
        .limit(2)
        .with(|p| p.author);
    let (rows, statements) = db.count_statements(|| picked.load(&db).unwrap());
    assert_eq!(statements, 1);
    let rows: Vec<_> = rows.iter().map(|(p, u)| (p.id.get(), &*u.name)).collect();
    assert_eq!(rows, [(10, &*users[1].name), (2, &*users[0].name)]);
}

#[test]
fn an_accessor_is_a_side_and_relations_are_loaded_under_each_strategy() {
    let (db, [ann, ben]) = filled();
    let users = User::find(ann.id)
        .filter(|u| u.name.eq("nobody"))
        .into_query();
    let nobody = User::filter(|u| u.name.eq("nobody")).union(users);
    assert_eq!(nobody.load(&db).unwrap(), []);
    let posts = ann.posts().into_query().union(ben.posts());
    assert_eq!(posts.count(&db).unwrap(), 10);
    let both = || {
        let ann = User::filter(|u| u.posts.any(|p| p.id.eq(Id::from(1))));
        ann.union(User::filter(|u| u.name.eq("ben")))
            .order_by(|u| u.id)
    };
    let batched = both().with(|u| u.posts.order_by(|p| p.id).batched());
    let joined = both().with(|u| u.posts.order_by(|p| p.id).joined());
    let subquery = both().with(|u| u.posts.order_by(|p| p.id).subquery());
    let expected = batched.load(&db).unwrap();
    assert_eq!(expected.len(), 2);
    assert_eq!(ids(&expected[1].1), [6, 7, 8, 9, 10]);
    assert_eq!(joined.load(&db).unwrap(), expected);
    assert_eq!(subquery.load(&db).unwrap(), expected);
}

#[test]
fn a_union_with_itself_is_itself() {
    let (db, _) = filled();
    let few = Post::filter(|p| p.views.le(1)).order_by(|p| p.id).limit(2);
    let twice = few.clone().union(few.clone()).order_by(|p| p.id);
    assert_eq!(twice.load(&db).unwrap(), few.load(&db).unwrap());
}

#[test]
fn many_queries_become_one_which_is_no_deeper_than_one_of_two() {
    let (db, _) = filled();
    let of = |count: i64| {
        (0..count)
            .map(|number| Post::filter(|p| p.id.eq(Id::from(number))))
            .reduce(Query::union)
            .unwrap()
    };
    assert_eq!(of(8).count(&db).unwrap(), 7);
    assert_eq!(of(5_000).count(&db).unwrap(), 10);
    let three = of(3).to_sql().unwrap();
    assert_eq!(three.matches(" OR ").count(), 2);
    assert_eq!(three.matches("((").count(), 0);
}

#[test]
fn composite_keys_are_told_apart_by_all_their_columns() {
    let (db, _) = filled();
    for (shelf, place, count) in [("a", 1, 5), ("a", 2, 6), ("b", 1, 7), ("b", 2, 8)] {
        NewSlot {
            shelf,
            place,
            count,
        }
        .insert(&db)
        .unwrap();
    }
    let first = Slot::all().order_by(|s| s.count).limit(1);
    let last = Slot::all().order_by(|s| s.count.desc()).limit(1);
    let both = first.union(last).order_by(|s| s.count);
    let counts: Vec<i64> = both
        .load(&db)
        .unwrap()
        .iter()
        .map(|slot| slot.count)
        .collect();
    assert_eq!(counts, [5, 8]);
}

#[test]
fn each_side_finds_its_rows_by_the_key() {
    let (db, _) = filled();
    let newest = || Post::all().order_by(|p| p.id.desc()).limit(3);
    let plan = newest().union(newest()).explain(&db).unwrap().to_string();
    assert!(!plan.contains("SCAN t0"), "{plan}");
    let slots = || Slot::all().order_by(|s| s.count).limit(1);
    let plan = slots().union(slots()).explain(&db).unwrap().to_string();
    assert!(!plan.contains("SCAN t0"), "{plan}");
}

#[test]
fn a_union_stands_beside_queries_that_were_made_of_it() {
    let (db, _) = filled();
    let low = Post::filter(|p| p.views.eq(0)).union(Post::filter(|p| p.views.eq(1)));
    let more = Post::filter(|p| p.views.eq(4)).union(low.clone());
    assert_eq!(low.clone().union(low.clone()).count(&db).unwrap(), 3);
    assert_eq!(low.clone().union(more.clone()).count(&db).unwrap(), 5);
    assert_eq!(
        more.union(low.clone().filter(|p| p.views.eq(0)))
            .count(&db)
            .unwrap(),
        5
    );
    let limited = low.order_by(|p| p.id.desc()).limit(1);
    let last = limited
        .clone()
        .union(Post::filter(|p| p.id.eq(Id::from(1))));
    assert_eq!(last.count(&db).unwrap(), 2);
}

#[test]
fn accessors_are_united_with_queries() {
    let (db, [ann, ben]) = filled();
    let both = ann.posts().union(Post::filter(|p| p.views.gt(15)));
    assert_eq!(both.count(&db).unwrap(), 6);
    assert_eq!(ann.posts().union(ben.posts()).count(&db).unwrap(), 10);
}
