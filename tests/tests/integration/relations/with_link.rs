//! `with_link`: the row of the through-model beside each target.

use relmodel::prelude::*;
use relmodel_tests::statements;

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(actors: Person, through = Role, order = |p| p.name)]
struct Film {
    id: Id<Film>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(films: Film, through = Role)]
#[has_many(prizes: Prize)]
struct Person {
    id: Id<Person>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Role {
    id: Id<Role>,
    #[belongs_to(Film)]
    film_id: Id<Film>,
    #[belongs_to(Person)]
    person_id: Id<Person>,
    part: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Prize {
    id: Id<Prize>,
    #[belongs_to(Person)]
    person_id: Id<Person>,
}

fn world() -> Db {
    let db = Db::open_in_memory().unwrap();
    schema![Film].create(&db).unwrap();
    db.execute_batch(
        "INSERT INTO film VALUES (1), (2), (3);
         INSERT INTO person VALUES (1, 'b'), (2, 'a');
         INSERT INTO prize VALUES (1, 1), (2, 1);
         INSERT INTO role VALUES (1, 1, 1, 'hero'), (2, 1, 2, 'fool'), (3, 1, 1, 'voice'), (4, 2, 1, 'king');",
    )
    .unwrap();
    db
}

fn parts(actors: &[(Person, Role)]) -> Vec<String> {
    let mut parts: Vec<_> = actors
        .iter()
        .map(|(p, r)| format!("{} {}", p.name, r.part))
        .collect();
    parts.sort();
    parts
}

#[test]
fn each_link_comes_with_its_target_by_every_strategy() {
    let db = world();
    let films = || Film::all().order_by(|f| f.id);
    let expected = [vec!["a fool", "b hero", "b voice"], vec!["b king"], vec![]];
    let loaded = |films: Vec<(Film, Vec<(Person, Role)>)>| {
        films.iter().map(|(_, a)| parts(a)).collect::<Vec<_>>()
    };
    let (usual, run) = statements(&db, || {
        films().with(|f| f.actors.with_link()).load(&db).unwrap()
    });
    assert_eq!(loaded(usual), expected);
    assert_eq!(
        run[1],
        concat!(
            r#"SELECT t0.rowid, t2."id", t2."name", t1."id", t1."film_id", t1."person_id", t1."part" FROM rarray(?1) AS t0 "#,
            r#"CROSS JOIN "role" AS t1 ON t1."film_id" = t0.value CROSS JOIN "person" AS t2 ON t2."id" = t1."person_id" ORDER BY t0.rowid, t2."name""#,
        )
    );
    assert_eq!(
        loaded(
            films()
                .with(|f| f.actors.with_link().joined())
                .load(&db)
                .unwrap()
        ),
        expected
    );
    assert_eq!(
        loaded(
            films()
                .with(|f| f.actors.with_link().subquery())
                .load(&db)
                .unwrap()
        ),
        expected
    );
    let one = films().with(|f| f.actors.with_link().order_by(|p| p.name.desc()).limit(1));
    assert_eq!(one.load(&db).unwrap()[0].1[0].0.name, "b");
}

#[test]
fn an_accessor_gives_the_links_of_its_row() {
    let db = world();
    let film = Film::find(Id::from(1)).load(&db).unwrap();
    let (actors, run) = statements(&db, || film.actors().with_link().load(&db).unwrap());
    assert_eq!((parts(&actors).len(), run.len()), (3, 1));
    assert_eq!(actors[0].0.name, "a", "the relation's own order holds");
    let heroes = film
        .actors()
        .with_link()
        .filter(|p| p.name.eq("b"))
        .load(&db)
        .unwrap();
    assert_eq!(parts(&heroes), ["b hero", "b voice"]);
}

#[test]
fn what_is_loaded_beside_the_target_stands_behind_the_link() {
    let db = world();
    let films: Vec<(Film, Vec<(Person, Role, Vec<Prize>)>)> = Film::all()
        .order_by(|f| f.id)
        .with(|f| f.actors.with_link().with(|p| p.prizes))
        .load(&db)
        .unwrap();
    let counts: Vec<usize> = films[0]
        .1
        .iter()
        .map(|(_, _, prizes)| prizes.len())
        .collect();
    assert_eq!(counts, [0, 2, 2]);
}

#[test]
fn a_link_that_can_not_be_read_is_named() {
    let db = world();
    db.execute_batch("CREATE TABLE loose AS SELECT * FROM role; DROP TABLE role; ALTER TABLE loose RENAME TO role; UPDATE role SET part = x'ff'").unwrap();
    let error = Film::all()
        .with(|f| f.actors.with_link())
        .load(&db)
        .unwrap_err();
    assert!(
        error.is_decode() && error.to_string().contains("Role: column `part`"),
        "{error}"
    );
}
