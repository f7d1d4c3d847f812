//! `page`: the rows of a page, and the numbers around it.

use relmodel::Page;
use relmodel::prelude::*;
use relmodel_tests::{memory_db, statements};

use crate::models::*;

fn names(page: &Page<User>) -> String {
    page.into_iter().map(|user| user.name.as_str()).collect()
}

fn users(names: &str) -> Db {
    let db = empty();
    for name in names.chars() {
        user(&db, &name.to_string());
    }
    db
}

#[test]
fn pages_divide_the_rows_and_know_their_neighbours() {
    let db = users("abcdefg");
    let all = User::all().order_by(|u| u.name);
    let pages: Vec<Page<User>> = (1..=4).map(|n| all.page(&db, n, 3).unwrap()).collect();
    let shown: Vec<String> = pages.iter().map(names).collect();
    assert_eq!(shown, ["abc", "def", "g", ""]);
    let neighbours: Vec<_> = pages.iter().map(|p| (p.previous(), p.next())).collect();
    assert_eq!(
        neighbours,
        [
            (None, Some(2)),
            (Some(1), Some(3)),
            (Some(2), None),
            (Some(3), None)
        ]
    );
    let places: Vec<_> = pages.iter().map(|p| (p.first(), p.last())).collect();
    assert_eq!(places, [(1, 3), (4, 6), (7, 7), (0, 0)]);
    for (page, number) in pages.iter().zip(1..) {
        let Page {
            number: own,
            size,
            total,
            ..
        } = *page;
        assert_eq!((own, size, total, page.pages()), (number, 3, 7, 3));
    }
}

#[test]
fn a_page_runs_two_statements_and_those_of_its_relations_for_its_own_rows() {
    let db = filled(5);
    let query = User::all()
        .order_by(|u| u.name.desc())
        .with(|u| u.posts)
        .with(|u| u.profile);
    let (page, ran) = statements(&db, || query.page(&db, 2, 2).unwrap());
    assert_eq!(ran.len(), 4, "the rows, their number, and each relation");
    assert_eq!(ran[0], r#"SELECT count(*) FROM "user" AS t0"#);
    assert!(
        ran[1]
            .ends_with(r#"FROM "user" AS t0 ORDER BY t0."name" DESC, t0."id" LIMIT ?1 OFFSET ?2"#)
    );
    assert!(ran[2..].iter().all(|text| text.contains("FROM rarray(?1)")));
    let shown: Vec<_> = page
        .rows
        .iter()
        .map(|(user, posts, profile)| (&*user.name, posts.len(), profile.is_some()))
        .collect();
    assert_eq!(shown, [("user 3", 2, true), ("user 2", 2, true)]);
}

#[test]
fn a_page_behind_the_last_asks_for_no_rows() {
    let db = users("ab");
    let (page, ran) = statements(&db, || User::all().page(&db, 9, 2).unwrap());
    assert_eq!(ran, [r#"SELECT count(*) FROM "user" AS t0"#]);
    assert_eq!((page.rows.len(), page.total, page.pages()), (0, 2, 1));
    assert_eq!((page.previous(), page.next()), (Some(1), None));
    let none = User::filter(|u| u.name.eq("z")).page(&db, 1, 2).unwrap();
    assert_eq!((none.total, none.pages()), (0, 0));
    assert_eq!((none.previous(), none.next()), (None, None));
    let far = User::all().page(&db, u64::MAX, u64::MAX).unwrap();
    assert_eq!((far.rows.len(), far.previous()), (0, Some(1)));
    assert_eq!(User::all().page(&db, 1, u64::MAX).unwrap().rows.len(), 2);
}

#[test]
fn the_limit_and_offset_of_a_query_say_what_is_divided() {
    let db = users("abcdefgh");
    let middle = User::all().order_by(|u| u.name).offset(1).limit(5);
    let pages: Vec<Page<User>> = (1..=3).map(|n| middle.page(&db, n, 2).unwrap()).collect();
    let shown: Vec<String> = pages.iter().map(names).collect();
    assert_eq!(shown, ["bc", "de", "f"]);
    assert!(pages.iter().all(|page| page.total == 5));
    let rest = User::all().order_by(|u| u.name).offset(6);
    assert_eq!(names(&rest.page(&db, 1, 9).unwrap()), "gh");
}

#[test]
fn there_is_no_page_0_and_no_page_of_0_rows() {
    let db = users("a");
    for (number, size) in [(0, 1), (1, 0), (0, 0)] {
        let error = User::all().page(&db, number, size).unwrap_err();
        assert!(error.is_query(), "{error}");
        assert_eq!(error.model(), Some("User"));
    }
}

#[test]
fn ties_in_the_order_are_broken_by_the_key() {
    let db = empty();
    let ann = user(&db, "ann");
    for _ in 0..50 {
        post(&db, "same", &ann);
    }
    let posts = Post::all().order_by(|p| p.title);
    let mut seen: Vec<i64> = Vec::new();
    for number in 1..=10 {
        let page = posts.page(&db, number, 5).unwrap();
        seen.extend(page.into_iter().map(|post| post.id.get()));
    }
    assert_eq!(seen, (1..=50).collect::<Vec<_>>());
}

#[test]
fn a_composite_key_is_added_where_it_is_missing() {
    let db = filled(2);
    let (_, ran) = statements(&db, || {
        PostTag::all()
            .order_by(|l| l.tag_id.desc())
            .page(&db, 1, 2)
            .unwrap()
    });
    assert!(
        ran[1].ends_with(r#"ORDER BY t0."tag_id" DESC, t0."post_id" LIMIT ?1 OFFSET ?2"#),
        "{}",
        ran[1]
    );
}

#[test]
fn rows_without_a_key_need_an_order() {
    #[derive(Model, Debug)]
    #[model(keyless)]
    struct Line {
        text: String,
    }
    let db = memory_db();
    schema![Line].create(&db).unwrap();
    for text in ["b", "a", "c"] {
        NewLine { text }.insert(&db).unwrap();
    }
    let error = Line::all().page(&db, 1, 2).unwrap_err();
    assert!(error.is_query());
    assert!(error.to_string().contains("has no key"), "{error}");
    let page = Line::all().order_by(|l| l.text).page(&db, 2, 2).unwrap();
    assert_eq!((&*page.rows[0].text, page.total), ("c", 3));
    // Rows that are told apart by their columns are ordered by them.
    NewLine { text: "a" }.insert(&db).unwrap();
    let page = Line::all().distinct().page(&db, 2, 2).unwrap();
    assert_eq!((&*page.rows[0].text, page.total), ("c", 3));
}

#[test]
fn accessors_and_selected_values_have_pages_too() {
    let db = filled(3);
    let user = User::find(Id::from(1)).load(&db).unwrap();
    let page = user.posts().page(&db, 2, 1).unwrap();
    assert_eq!((page.rows.len(), page.total), (1, 2));
    let names: Page<String> = User::all()
        .order_by(|u| u.name)
        .select(|u| u.name)
        .page(&db, 2, 2)
        .unwrap();
    assert_eq!(names.rows, ["user 3"]);
    let post = Post::find(Id::from(1)).load(&db).unwrap();
    let tags: Page<(Tag, PostTag)> = post.tags().with_link().page(&db, 2, 1).unwrap();
    assert_eq!((&*tags.rows[0].0.name, tags.total), ("tag 1y", 2));
}

#[test]
fn a_link_that_stands_twice_is_told_apart_by_its_own_key() {
    use crate::strategies::world::{Book, Genre, Shelf};
    let db = memory_db();
    schema![Book, Shelf].create(&db).unwrap();
    db.execute_batch(
        "INSERT INTO author VALUES (1, 'a', NULL);
         INSERT INTO book VALUES (1, 'b', 0, NULL, 1);
         INSERT INTO genre VALUES (1, 'g'), (2, 'h');
         INSERT INTO shelf VALUES (1, 1, 1), (2, 1, 2), (3, 1, 1), (4, 1, 1)",
    )
    .unwrap();
    let book = Book::find(Id::from(1)).load(&db).unwrap();
    let mut links = Vec::new();
    let mut cursor = None;
    loop {
        let linked = book.genres().with_link();
        let page = linked.page_after(&db, cursor.as_ref(), 1).unwrap();
        links.extend(page.rows.into_iter().map(|(_, shelf)| shelf.id.get()));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(links, [1, 3, 4, 2]);
    let (page, ran) = statements(&db, || book.genres().page(&db, 1, 3).unwrap());
    let genres: Vec<i64> = page
        .into_iter()
        .map(|genre: Genre| genre.id.get())
        .collect();
    assert_eq!(genres, [1, 1, 1]);
    assert!(
        ran[1].contains(r#"ORDER BY t1."id", t0."id" LIMIT"#),
        "{}",
        ran[1]
    );
}

#[test]
fn a_page_is_of_one_state_of_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pages.db");
    let db = Db::open(&path).unwrap();
    schema![User].create(&db).unwrap();
    for name in ["a", "b", "c"] {
        user(&db, name);
    }
    let other = Db::open(&path).unwrap();
    let other = std::sync::Mutex::new(other);
    db.observe(move |event| {
        if event.sql().starts_with("SELECT count") {
            user(&other.lock().unwrap(), "0");
        }
    });
    let page = User::all().order_by(|u| u.name).page(&db, 1, 9).unwrap();
    db.unobserve();
    assert_eq!((names(&page).as_str(), page.total), ("abc", 3));
    assert_eq!(User::all().count(&db).unwrap(), 4);
}

#[test]
fn links_name_the_pages_at_the_edges_and_around() {
    let links = |number, total, edge, around| -> String {
        let page = Page::<()> {
            rows: vec![],
            number,
            size: 1,
            total,
        };
        let links = page.links(edge, around);
        let links = links
            .into_iter()
            .map(|n| n.map_or("…".to_owned(), |n| n.to_string()));
        links.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(links(1, 0, 2, 2), "");
    assert_eq!(links(1, 1, 2, 2), "1");
    assert_eq!(links(1, 9, 1, 1), "1 2 … 9");
    assert_eq!(links(5, 9, 1, 1), "1 … 4 5 6 … 9");
    assert_eq!(links(9, 9, 1, 1), "1 … 8 9");
    assert_eq!(links(5, 9, 0, 1), "… 4 5 6 …");
    assert_eq!(links(3, 5, 9, 9), "1 2 3 4 5");
    assert_eq!(links(99, 5, 1, 1), "1 … 5");
    assert_eq!(links(u64::MAX, 3, u64::MAX, u64::MAX), "1 2 3");
}

#[test]
fn the_rows_of_a_path_come_once_on_all_pages_together() {
    #[derive(Model, Debug)]
    #[has_many(children: Child)]
    #[has_many(friends: Friend, through = children.friend)]
    struct Parent {
        id: Id<Parent>,
    }
    #[derive(Model, Debug)]
    struct Child {
        id: Id<Child>,
        #[belongs_to(Parent)]
        parent_id: Id<Parent>,
        #[belongs_to(Friend)]
        friend_id: Id<Friend>,
    }
    #[derive(Model, Debug, PartialEq)]
    struct Friend {
        id: Id<Friend>,
        name: String,
    }
    let db = memory_db();
    schema![Parent].create(&db).unwrap();
    db.execute_batch(
        "INSERT INTO parent VALUES (1);
         INSERT INTO friend VALUES (1, 'b'), (2, 'a'), (3, 'a');
         INSERT INTO child VALUES (1, 1, 1), (2, 1, 2), (3, 1, 2), (4, 1, 3), (5, 1, 3)",
    )
    .unwrap();
    let parent = Parent::find(Id::from(1)).load(&db).unwrap();
    let friends = parent.friends().order_by(|f| f.name);
    let page = friends.page(&db, 1, 2).unwrap();
    assert_eq!((page.total, page.rows.len()), (3, 2));
    let first = friends.page_after(&db, None, 2).unwrap();
    let second = friends.page_after(&db, first.next.as_ref(), 2).unwrap();
    let ids = |rows: &[Friend]| rows.iter().map(|f| f.id.get()).collect::<Vec<_>>();
    assert_eq!((ids(&first.rows), ids(&second.rows)), (vec![2, 3], vec![1]));
    let batches = parent.friends().in_batches(&db, 2);
    let batches: Vec<_> = batches.map(|batch| ids(&batch.unwrap())).collect();
    assert_eq!(batches, [vec![1, 2], vec![3]]);
    let mut streamed = Vec::new();
    friends
        .for_each(&db, |friend| streamed.push(friend))
        .unwrap();
    assert_eq!(streamed, friends.load(&db).unwrap());
}
