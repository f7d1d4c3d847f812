//! Keys that are not the number of the row: declared INT, BIGINT or text, without NOT NULL, or in tables without row numbers.

use relmodel::prelude::*;
use relmodel_tests::texts;

use super::{Existing, made_elsewhere};
use crate::strategies::{ALL, by};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(cities: City)]
#[many_to_many(rivers: River, through = Flow)]
#[has_one(flag: Flag)]
struct Country {
    #[key]
    id: i64,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct City {
    #[key]
    id: i64,
    name: Option<String>,
    #[belongs_to(Country)]
    country_id: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct River {
    #[key]
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Flow {
    #[key]
    #[belongs_to(country: Country)]
    country_id: i64,
    #[key]
    #[belongs_to(river: River)]
    river_name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Flag {
    #[key]
    #[belongs_to(Country)]
    country_id: i64,
    colours: i64,
}

fn atlas() -> Existing {
    made_elsewhere(
        "CREATE TABLE country (id INT PRIMARY KEY, name VARCHAR(30));
         CREATE TABLE city (id BIGINT NOT NULL PRIMARY KEY, name TEXT, country_id INT REFERENCES country (id));
         CREATE TABLE river (name VARCHAR(30) PRIMARY KEY) WITHOUT ROWID;
         CREATE TABLE flow (country_id INT REFERENCES country (id), river_name VARCHAR(30) REFERENCES river (name), PRIMARY KEY (river_name, country_id));
         CREATE TABLE flag (country_id INTEGER PRIMARY KEY REFERENCES country (id), colours INT) WITHOUT ROWID;
         INSERT INTO country VALUES (30, 'c'), (10, 'a'), (20, 'b');
         INSERT INTO city VALUES (7, 'x', 10), (5, 'y', 10), (6, NULL, 30), (8, 'z', NULL);
         INSERT INTO river VALUES ('r'), ('R'), ('');
         INSERT INTO flow VALUES (10, 'r'), (10, 'R'), (30, 'r');
         INSERT INTO flag VALUES (10, 3);",
    )
}

#[test]
fn rows_are_found_inserted_updated_and_deleted_by_them() {
    let db = atlas();
    assert_eq!(Country::find(20).load(&*db).unwrap().name, "b");
    assert_eq!(City::find(6).load(&*db).unwrap().name, None);
    let new = NewCountry { id: 40, name: "d" };
    let mut country = new.insert(&*db).unwrap();
    country.name = "e".into();
    country.update(&*db).unwrap();
    assert_eq!(country.reload(&*db).unwrap().name, "e");
    assert_eq!(
        texts(&db, "SELECT name FROM country ORDER BY id"),
        ["a", "b", "c", "e"]
    );
    country.delete(&*db).unwrap();
    assert!(country.reload(&*db).unwrap_err().is_not_found());

    let many: Vec<NewCity> = (100..400).map(|id| NewCity { id }).collect();
    let many = City::insert_all(&*db, many.into_iter().map(|new| new.country_id(20))).unwrap();
    assert_eq!(many[299].id, 399);
    assert_eq!(many[299].reload(&*db).unwrap(), many[299]);
    let error = NewCity { id: 399 }.insert(&*db).unwrap_err();
    assert!(error.is_unique_violation());
    assert_eq!(error.columns(), ["id"]);
    let error = NewCity { id: 1 }.country_id(77).insert(&*db).unwrap_err();
    assert!(error.is_foreign_key_violation());
}

#[test]
fn relations_go_by_them_under_every_strategy() {
    let db = atlas();
    let names = |rivers: &[River]| -> Vec<String> {
        rivers.iter().map(|river| river.name.clone()).collect()
    };
    for how in ALL {
        let countries = Country::all()
            .order_by(|c| c.id)
            .with(|c| by(how, c.cities).order_by(|c| c.id))
            .with(|c| by(how, c.rivers).order_by(|r| r.name))
            .with(|c| by(how, c.flag))
            .load(&*db)
            .unwrap();
        let found: Vec<_> = countries
            .iter()
            .map(|(country, cities, rivers, flag)| {
                let cities: Vec<i64> = cities.iter().map(|city| city.id).collect();
                (
                    country.id,
                    cities,
                    names(rivers),
                    flag.as_ref().map(|flag| flag.colours),
                )
            })
            .collect();
        let there = [
            (
                10,
                vec![5, 7],
                vec!["R".to_owned(), "r".to_owned()],
                Some(3),
            ),
            (20, vec![], vec![], None),
            (30, vec![6], vec!["r".to_owned()], None),
        ];
        assert_eq!(found, there, "{how:?}");

        let cities = City::all()
            .order_by(|c| c.id)
            .with(|c| by(how, c.country).with(|c| by(how, c.flag)))
            .load(&*db)
            .unwrap();
        let found: Vec<_> = cities
            .iter()
            .map(|(city, country)| {
                let country = country.as_ref();
                (city.id, country.map(|(c, flag)| (c.id, flag.is_some())))
            })
            .collect();
        let there = [
            (5, Some((10, true))),
            (6, Some((30, false))),
            (7, Some((10, true))),
            (8, None),
        ];
        assert_eq!(found, there, "{how:?}");

        let first = Country::all()
            .order_by(|c| c.id)
            .limit(1)
            .with(|c| by(how, c.flag))
            .with(|c| by(how, c.cities).order_by(|c| c.name.desc()).limit(1))
            .load(&*db)
            .unwrap();
        assert_eq!(first[0].2[0].id, 5, "{how:?}");
    }
}

#[test]
fn collections_are_written_by_them() {
    let db = atlas();
    let country = Country::find(20).load(&*db).unwrap();
    let mut city = City::find(8).load(&*db).unwrap();
    country.cities().add(&*db, &mut city).unwrap();
    assert_eq!(city.country().load(&*db).unwrap().unwrap(), country);
    let rivers = River::all().load(&*db).unwrap();
    country.rivers().add_all(&*db, &rivers).unwrap();
    assert_eq!(country.rivers().count(&*db).unwrap(), 3);
    country.rivers().replace(&*db, &rivers[..1]).unwrap();
    assert!(country.rivers().contains(&*db, &rivers[0]).unwrap());
    assert!(!country.rivers().contains(&*db, &rivers[1]).unwrap());
    assert_eq!(country.rivers().clear(&*db).unwrap(), 1);
    country.cities().remove(&*db, &mut city).unwrap();
    assert_eq!(city.reload(&*db).unwrap(), city);
}

/// A key that is not INTEGER PRIMARY KEY may be NULL in a table that doesn't say otherwise.
#[test]
fn a_key_that_is_null_is_an_error_that_names_it() {
    let db = atlas();
    db.execute_batch("INSERT INTO country VALUES (NULL, 'nowhere'), (NULL, 'nowhere')")
        .unwrap();
    let error = Country::all().load(&*db).unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.columns(), ["id"]);
    assert_eq!(Country::all().count(&*db).unwrap(), 5);
    let known = Country::filter(|c| c.id.ge(0))
        .with(|c| c.cities)
        .load(&*db);
    assert_eq!(known.unwrap().len(), 3);
}

/// The same table without row numbers, though its key is declared as if it were one.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "flag")]
struct Assigned {
    #[column(name = "country_id")]
    id: Id<Assigned>,
    colours: i64,
}

#[test]
fn a_table_without_row_numbers_assigns_no_key_and_says_so() {
    let db = atlas();
    assert_eq!(Assigned::find(Id::from(10)).load(&*db).unwrap().colours, 3);
    let one = NewAssigned { colours: 1 }.insert(&*db).unwrap_err();
    let many = Assigned::insert_all(&*db, (0..200).map(|colours| NewAssigned { colours }));
    for error in [one, many.unwrap_err()] {
        assert!(error.is_schema(), "{error:?}");
        assert_eq!(error.columns(), ["country_id"]);
        assert_eq!(error.model(), Some("Assigned"));
    }
}

#[test]
fn where_sqlite_assigns_no_key_no_row_is_inserted_without_one() {
    for key in [
        "INT PRIMARY KEY",
        "INTEGER PRIMARY KEY DESC",
        "BIGINT PRIMARY KEY NOT NULL",
        "INTEGER",
        "INTEGER UNIQUE",
    ] {
        let db = made_elsewhere(&format!(
            "CREATE TABLE flag (country_id {key}, colours INTEGER);"
        ));
        let one = NewAssigned { colours: 1 }.insert(&*db).unwrap_err();
        assert!(one.is_schema(), "{key}: {one:?}");
        assert!(
            one.to_string()
                .contains("`country_id` is not its `INTEGER PRIMARY KEY`"),
            "{one}"
        );
        let many = Assigned::insert_all(&*db, (0..200).map(|colours| NewAssigned { colours }));
        assert!(many.unwrap_err().is_schema(), "{key}");
        assert_eq!(Assigned::all().count(&*db).unwrap(), 0, "{key}");
        let given = Assigned {
            id: Id::from(7),
            colours: 3,
        };
        assert_eq!(given.insert(&*db).unwrap(), given);
    }
    for key in [
        "INTEGER PRIMARY KEY",
        "integer primary key autoincrement",
        "\"INTEGER\" CONSTRAINT pk PRIMARY KEY ASC",
        "INTEGER, PRIMARY KEY (country_id)",
    ] {
        let (column, rest) = key.split_once(',').unwrap_or((key, ""));
        let rest = if rest.is_empty() {
            String::new()
        } else {
            format!(", {rest}")
        };
        let db = made_elsewhere(&format!(
            "CREATE TABLE FLAG (colours INTEGER, Country_Id {column}{rest});"
        ));
        assert_eq!(
            NewAssigned { colours: 1 }.insert(&*db).unwrap().id,
            Id::from(1),
            "{key}"
        );
    }
}

#[test]
fn a_table_that_comes_later_is_looked_at_then() {
    let db = Db::open_in_memory().unwrap();
    assert!(
        NewAssigned { colours: 1 }
            .insert(&db)
            .unwrap_err()
            .to_string()
            .contains("no such table")
    );
    db.execute_batch("CREATE TABLE flag (country_id INT PRIMARY KEY, colours INTEGER)")
        .unwrap();
    assert!(
        NewAssigned { colours: 1 }
            .insert(&db)
            .unwrap_err()
            .is_schema()
    );
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "COUNTRY")]
#[has_many(cities: Town)]
struct Land {
    #[key]
    #[column(name = "ID")]
    id: i64,
    #[column(name = "Name")]
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "City")]
struct Town {
    #[key]
    #[column(name = "Id")]
    id: i64,
    #[belongs_to(land: Land)]
    #[column(name = "Country_ID")]
    country_id: Option<i64>,
}

#[test]
fn names_may_be_written_in_another_case_than_in_the_database() {
    let db = atlas();
    let lands = Land::filter(|l| l.cities.any(|_| true))
        .order_by(|l| l.id)
        .with(|l| l.cities)
        .load(&*db)
        .unwrap();
    assert_eq!(lands.len(), 2);
    assert_eq!(lands[0].1.len(), 2);
    let error = NewLand { id: 10, name: "" }.insert(&*db).unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    assert_eq!(error.model(), Some("Land"));
    assert!(error.columns()[0].eq_ignore_ascii_case("id"), "{error:?}");
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "flag")]
struct Numbered {
    #[column(name = "rowid")]
    id: Id<Numbered>,
    colours: i64,
}

#[test]
fn the_number_of_a_row_is_a_key_that_no_column_declares() {
    let db = made_elsewhere("CREATE TABLE flag (colours INTEGER)");
    let flag = NewNumbered { colours: 3 }.insert(&*db).unwrap();
    assert_eq!(
        (flag.id, flag.reload(&*db).unwrap()),
        (Id::from(1), flag.clone())
    );
    let many = Numbered::insert_all(&*db, (0..200).map(|colours| NewNumbered { colours })).unwrap();
    assert_eq!(many[199].reload(&*db).unwrap(), many[199]);

    let db = made_elsewhere("CREATE TABLE flag (rowid TEXT, colours INTEGER)");
    assert!(
        NewNumbered { colours: 3 }
            .insert(&*db)
            .unwrap_err()
            .is_schema()
    );
}

#[test]
fn a_table_that_is_made_anew_is_looked_at_again() {
    let db = Db::open_in_memory().unwrap();
    let good = "CREATE TABLE flag (country_id INTEGER PRIMARY KEY, colours INTEGER)";
    let bad = "CREATE TABLE flag (country_id INT PRIMARY KEY, colours INTEGER)";
    let rolled_back = db.transaction(|tx| {
        tx.execute_batch(good)?;
        NewAssigned { colours: 1 }.insert(tx)?;
        Assigned::find(Id::from(99)).load(tx)
    });
    assert!(rolled_back.unwrap_err().is_not_found());
    db.with_connection(|raw| raw.execute_batch(bad)).unwrap();
    assert!(
        NewAssigned { colours: 1 }
            .insert(&db)
            .unwrap_err()
            .is_schema()
    );
    db.execute_batch(&format!("DROP TABLE flag; {good}"))
        .unwrap();
    NewAssigned { colours: 1 }.insert(&db).unwrap();
    db.execute_batch(&format!("DROP TABLE flag; {bad}"))
        .unwrap();
    assert!(
        NewAssigned { colours: 1 }
            .insert(&db)
            .unwrap_err()
            .is_schema()
    );
}
