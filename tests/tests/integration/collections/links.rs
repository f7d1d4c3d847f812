//! `many_to_many`: links are rows of the through-model, added at most once and taken away alone.

use relmodel::prelude::*;
use relmodel_tests::{integer, memory_db, texts};

use crate::models::*;

/// Two posts and the tags x, y and z; the first post has x and y, the second has y.
fn tagged() -> (Db, [Post; 2], [Tag; 3]) {
    let db = empty();
    let ann = user(&db, "ann");
    let posts = ["a", "b"].map(|title| post(&db, title, &ann));
    let tags = ["x", "y", "z"].map(|name| tag(&db, name));
    for (post, tag) in [(0, 0), (0, 1), (1, 1)] {
        let (post, tag): (&Post, &Tag) = (&posts[post], &tags[tag]);
        NewPostTag {
            post_id: post.id,
            tag_id: tag.id,
        }
        .insert(&db)
        .unwrap();
    }
    (db, posts, tags)
}

fn rows(db: &Db) -> Vec<String> {
    texts(
        db,
        "SELECT p.title || t.name FROM post_tag l JOIN post p ON p.id = l.post_id JOIN tag t ON t.id = l.tag_id ORDER BY 1",
    )
}

#[test]
fn adding_makes_a_link_once() {
    let (db, [_, b], [x, y, _]) = tagged();
    b.tags().add(&db, &x).unwrap();
    b.tags().add(&db, &x).unwrap();
    b.tags().add_all(&db, [&x, &y, &x]).unwrap();
    assert_eq!(rows(&db), ["ax", "ay", "bx", "by"]);
}

#[test]
fn links_are_made_from_both_sides() {
    let (db, [a, b], [.., z]) = tagged();
    z.posts().add_all(&db, [&a, &b]).unwrap();
    assert_eq!(rows(&db), ["ax", "ay", "az", "by", "bz"]);
    assert!(z.posts().remove(&db, &a).unwrap());
    assert_eq!(rows(&db), ["ax", "ay", "by", "bz"]);
    assert!(z.posts().contains(&db, &b).unwrap());
}

#[test]
fn removing_takes_the_link_and_leaves_both_rows() {
    let (db, [a, _], [x, _, z]) = tagged();
    assert!(a.tags().remove(&db, &x).unwrap());
    assert!(!a.tags().remove(&db, &x).unwrap());
    assert!(!a.tags().remove(&db, &z).unwrap());
    assert_eq!(rows(&db), ["ay", "by"]);
    assert_eq!(Tag::all().count(&db).unwrap(), 3);
}

#[test]
fn replacing_writes_only_the_difference() {
    let (db, [a, _], [_, y, z]) = tagged();
    db.execute_batch(
        "CREATE TABLE log (what TEXT);
         CREATE TRIGGER added AFTER INSERT ON post_tag BEGIN INSERT INTO log VALUES ('+' || new.tag_id); END;
         CREATE TRIGGER removed AFTER DELETE ON post_tag BEGIN INSERT INTO log VALUES ('-' || old.tag_id); END;",
    )
    .unwrap();
    a.tags().replace(&db, [&y, &z]).unwrap();
    assert_eq!(rows(&db), ["ay", "az", "by"]);
    assert_eq!(
        texts(&db, "SELECT what FROM log"),
        ["-1", "+3"],
        "deletions first"
    );
    a.tags().replace(&db, [&z, &y, &z]).unwrap();
    assert_eq!(
        integer(&db, "SELECT count(*) FROM log"),
        2,
        "nothing was left to do"
    );
}

#[test]
fn an_empty_list_is_an_empty_set() {
    let (db, [a, _], _) = tagged();
    let none: [&Tag; 0] = [];
    a.tags().add_all(&db, none).unwrap();
    assert_eq!(rows(&db), ["ax", "ay", "by"]);
    a.tags().replace(&db, none).unwrap();
    assert_eq!(rows(&db), ["by"]);
}

#[test]
fn clearing_takes_this_owners_links_alone() {
    let (db, [a, b], [x, ..]) = tagged();
    assert_eq!(a.tags().clear(&db).unwrap(), 2);
    assert_eq!(a.tags().clear(&db).unwrap(), 0);
    assert_eq!(rows(&db), ["by"]);
    assert!(!a.tags().contains(&db, &x).unwrap());
    assert!(!b.tags().contains(&db, &x).unwrap());
}

#[test]
fn a_replacement_that_fails_leaves_the_links_as_they_were() {
    let (db, [a, _], [_, _, z]) = tagged();
    let nobody = Tag {
        id: Id::from(99),
        name: "nobody".into(),
    };
    let error = a.tags().replace(&db, [&z, &nobody]).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(rows(&db), ["ax", "ay", "by"]);
}

#[test]
fn deleting_a_side_takes_its_links() {
    let (db, [a, _], [_, y, _]) = tagged();
    y.delete(&db).unwrap();
    assert_eq!(rows(&db), ["ax"]);
    a.delete(&db).unwrap();
    assert_eq!(rows(&db), [""; 0]);
}

#[test]
fn any_number_of_links_is_replaced() {
    let (db, [a, _], _) = tagged();
    let names: Vec<String> = (0..5000).map(|n| n.to_string()).collect();
    let tags = Tag::insert_all(&db, names.iter().map(|name| NewTag { name })).unwrap();
    a.tags().replace(&db, &tags).unwrap();
    assert_eq!(a.tags().count(&db).unwrap(), 5000);
    a.tags().replace(&db, tags.iter().skip(4990)).unwrap();
    assert_eq!(a.tags().count(&db).unwrap(), 10);
    assert_eq!(rows(&db).last().unwrap(), "by");
}

#[test]
fn people_follow_people_in_one_direction() {
    let db = empty();
    let [ann, bob] = ["ann", "bob"].map(|name| person(&db, name));
    ann.following().add(&db, &bob).unwrap();
    assert!(ann.following().contains(&db, &bob).unwrap());
    assert!(!bob.following().contains(&db, &ann).unwrap());
    assert!(bob.followers().contains(&db, &ann).unwrap());
    assert_eq!(
        texts(&db, "SELECT follower_id || ' ' || followed_id FROM follow"),
        ["1 2"]
    );
    assert!(!bob.following().remove(&db, &ann).unwrap());
    assert!(bob.followers().remove(&db, &ann).unwrap());
    ann.following().add(&db, &ann).unwrap();
    assert!(ann.followers().contains(&db, &ann).unwrap());
}

/// A link that has a key of its own, a default, and a column that may be NULL.
mod a_through_model_with_more_columns {
    use super::*;

    #[derive(Model, Debug, Clone, PartialEq)]
    #[many_to_many(dishes: Dish, through = Menu)]
    struct Diner {
        id: Id<Diner>,
    }

    #[derive(Model, Debug, Clone, PartialEq)]
    #[many_to_many(diners: Diner, through = Menu)]
    struct Dish {
        #[key]
        name: String,
    }

    #[derive(Model, Debug, Clone, PartialEq)]
    struct Menu {
        id: Id<Menu>,
        #[belongs_to(dish: Dish)]
        dish_name: String,
        #[belongs_to(Diner)]
        diner_id: Id<Diner>,
        #[column(default = 1)]
        course: i64,
        note: Option<String>,
        #[column(default = sql("'from ' || 'sql'"))]
        origin: String,
    }

    fn dining() -> (Db, Diner, [Dish; 2]) {
        let db = memory_db();
        schema![Diner].create(&db).unwrap();
        let diner = NewDiner {}.insert(&db).unwrap();
        let dishes = ["soup", "it's \"cake\""].map(|name| NewDish { name }.insert(&db).unwrap());
        (db, diner, dishes)
    }

    #[test]
    fn is_filled_with_its_defaults() {
        let (db, diner, [soup, cake]) = dining();
        diner.dishes().add_all(&db, [&soup, &cake]).unwrap();
        let links = Menu::all().order_by(|m| m.id).load(&db).unwrap();
        assert_eq!(links.len(), 2);
        for link in links {
            assert_eq!(
                (link.course, link.note, &*link.origin),
                (1, None, "from sql")
            );
        }
        diner.dishes().add(&db, &soup).unwrap();
        assert_eq!(
            Menu::all().count(&db).unwrap(),
            2,
            "what is there is not added again"
        );
    }

    #[test]
    fn keeps_its_columns_when_a_replacement_keeps_the_link() {
        let (db, diner, [soup, cake]) = dining();
        let (dish_name, diner_id) = (&*soup.name, diner.id);
        let kept = NewMenu {
            dish_name,
            diner_id,
        }
        .course(3)
        .note("hot")
        .insert(&db)
        .unwrap();
        diner.dishes().replace(&db, [&cake, &soup]).unwrap();
        assert_eq!(kept.reload(&db).unwrap(), kept);
        assert_eq!(diner.dishes().count(&db).unwrap(), 2);
    }

    #[test]
    fn may_hold_a_link_twice_and_removing_takes_both() {
        let (db, diner, [soup, cake]) = dining();
        for _ in 0..2 {
            let (dish_name, diner_id) = (&*soup.name, diner.id);
            NewMenu {
                dish_name,
                diner_id,
            }
            .insert(&db)
            .unwrap();
        }
        diner.dishes().add(&db, &cake).unwrap();
        assert_eq!(diner.dishes().count(&db).unwrap(), 3);
        assert!(diner.dishes().remove(&db, &soup).unwrap());
        assert_eq!(diner.dishes().load(&db).unwrap(), [cake]);
    }

    #[test]
    fn reports_a_violation_of_another_unique_rule() {
        let (db, diner, [soup, cake]) = dining();
        db.execute_batch("CREATE UNIQUE INDEX one_course ON menu (diner_id, course)")
            .unwrap();
        diner.dishes().add(&db, &soup).unwrap();
        diner.dishes().add(&db, &soup).unwrap();
        let error = diner.dishes().add(&db, &cake).unwrap_err();
        assert!(error.is_unique_violation(), "{error:?}");
        assert_eq!(error.model(), Some("Menu"));
        assert_eq!(error.columns(), ["diner_id", "course"]);
    }
}
