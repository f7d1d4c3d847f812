//! Links that hold more than their two keys: adding by them, and changing what they hold.

use super::*;
use relmodel_tests::statements;

fn tagged() -> (Db, Post, [Tag; 2]) {
    let (db, ..) = blog();
    let tags = ["x", "y"].map(|name| NewTag { name }.insert(&db).unwrap());
    let post = Post::find(Id::from(1)).load(&db).unwrap();
    (db, post, tags)
}

#[test]
fn a_row_is_added_with_what_its_link_holds() {
    let (db, post, [x, _]) = tagged();
    let (added, ran) = statements(&db, || {
        post.tags().add_with(&db, &x, |post_id, tag_name| {
            NewPostTag {
                post_id,
                tag_name,
                weight: 3,
            }
            .note("n")
        })
    });
    assert!(added.unwrap());
    assert_eq!(ran.len(), 1);
    let expected = PostTag {
        post_id: post.id,
        tag_name: "x".into(),
        weight: 3,
        note: Some("n".into()),
    };
    assert_eq!(
        post.tags().with_link().load(&db).unwrap(),
        [(x.clone(), expected)]
    );
    // From the other side, too.
    let other = Post::find(Id::from(2)).load(&db).unwrap();
    x.posts()
        .add_with(&db, &other, |tag_name, post_id| NewPostTag {
            post_id,
            tag_name,
            weight: 4,
        })
        .unwrap();
    assert_eq!(x.posts().count(&db).unwrap(), 2);
}

#[test]
fn a_link_that_is_there_stays_as_it_is() {
    let (db, post, [x, _]) = tagged();
    let add = |weight| {
        post.tags()
            .add_with(&db, &x, |post_id, tag_name| NewPostTag {
                post_id,
                tag_name,
                weight,
            })
    };
    assert!(add(1).unwrap());
    assert!(!add(2).unwrap());
    assert_eq!(post.tags().with_link().one(&db).unwrap().1.weight, 1);
}

#[test]
fn the_two_keys_are_those_of_the_rows_whatever_the_closure_says() {
    let (db, post, [x, _]) = tagged();
    post.tags()
        .add_with(&db, &x, |_, _| NewPostTag {
            post_id: Id::from(3),
            tag_name: "y",
            weight: 1,
        })
        .unwrap();
    let links = PostTag::all()
        .select(|l| (l.post_id, l.tag_name))
        .load(&db)
        .unwrap();
    assert_eq!(links, [(post.id, "x".to_owned())]);
}

#[test]
fn columns_of_the_link_are_set() {
    let (db, post, [x, y]) = tagged();
    for tag in [&x, &y] {
        post.tags()
            .add_with(&db, tag, |post_id, tag_name| NewPostTag {
                post_id,
                tag_name,
                weight: 1,
            })
            .unwrap();
    }
    assert_eq!(
        post.tags()
            .update_link(&db, &x, |l| (l.weight.set(l.weight + 4), l.note.set("n")))
            .unwrap(),
        1
    );
    let links = PostTag::all()
        .order_by(|l| l.tag_name)
        .select(|l| (l.weight, l.note))
        .load(&db)
        .unwrap();
    assert_eq!(links, [(5, Some("n".to_owned())), (1, None)]);
    let other = Post::find(Id::from(2)).load(&db).unwrap();
    assert_eq!(
        other
            .tags()
            .update_link(&db, &x, |l| l.weight.set(9))
            .unwrap(),
        0
    );
}

#[test]
fn a_side_that_is_gone_is_an_error() {
    let (db, post, [x, y]) = tagged();
    x.delete(&db).unwrap();
    let error = post
        .tags()
        .add_with(&db, &x, |post_id, tag_name| NewPostTag {
            post_id,
            tag_name,
            weight: 1,
        })
        .unwrap_err();
    assert!(error.is_foreign_key_violation());
    assert_eq!(
        error.to_string(),
        "PostTag: `tag` would point at no row: there is no `Tag` with the key 'x'"
    );
    post.delete(&db).unwrap();
    let error = post
        .tags()
        .add_with(&db, &y, |post_id, tag_name| NewPostTag {
            post_id,
            tag_name,
            weight: 1,
        })
        .unwrap_err();
    assert!(error.is_foreign_key_violation());
}

mod several_columns {
    use super::*;

    #[derive(Model, Debug, Clone, PartialEq)]
    #[many_to_many(guides: Guide, through = Tour)]
    struct Town {
        #[key]
        name: String,
        #[key]
        country: String,
    }

    #[derive(Model, Debug, Clone, PartialEq)]
    struct Guide {
        id: Id<Guide>,
    }

    #[derive(Model, Debug, Clone, PartialEq)]
    #[belongs_to(town: Town, key = (name, country))]
    struct Tour {
        id: Id<Tour>,
        name: String,
        country: String,
        #[belongs_to(Guide)]
        guide_id: Option<Id<Guide>>,
        price: i64,
    }

    #[test]
    fn are_handed_over_as_a_tuple() {
        let db = memory_db();
        schema![Town, Guide].create(&db).unwrap();
        let ulm = NewTown {
            name: "Ulm",
            country: "D",
        }
        .insert(&db)
        .unwrap();
        let guide = NewGuide {}.insert(&db).unwrap();
        let added = ulm
            .guides()
            .add_with(&db, &guide, |(name, country), guide_id| {
                NewTour {
                    name,
                    country,
                    price: 7,
                }
                .guide_id(guide_id)
            });
        assert!(added.unwrap());
        let (found, tour) = ulm.guides().with_link().one(&db).unwrap();
        assert_eq!((found, tour.price, &*tour.country), (guide.clone(), 7, "D"));
        assert_eq!(
            ulm.guides()
                .update_link(&db, &guide, |t| t.price.set(8))
                .unwrap(),
            1
        );
    }
}
