//! Relations of a model to itself, both ways: each occurrence of the table has its own alias.

use relmodel::prelude::*;

use super::{line, loads};
use crate::models::{Employee, Person};

mod manager {
    use super::*;

    const LINES: [&str; 6] = [
        "boss 1: ",
        "boss 2: ",
        "boss 3: ",
        "report 1: boss 1",
        "report 2: boss 2",
        "report 3: boss 3",
    ];

    fn shown((employee, manager): (Employee, Option<Employee>)) -> String {
        line(&employee.name, manager.iter().map(|manager| &manager.name))
    }

    const JOINED: &str = concat!(
        r#"SELECT t0."id", t0."name", t0."manager_id", t1."id", t1."id", t1."name", t1."manager_id" "#,
        r#"FROM "employee" AS t0 LEFT JOIN "employee" AS t1 ON t1."id" = t0."manager_id""#,
    );
    const ALONE: &str = r#"SELECT t0."id", t0."name", t0."manager_id", NULL, NULL, NULL, NULL FROM "employee" AS t0"#;

    // The bosses come first in the alphabet, so this can't go by a number of lines for each owner.
    fn check(
        load: impl Fn(&Db) -> relmodel::Result<Vec<(Employee, Option<Employee>)>>,
        expected: &[&str],
    ) {
        pairs(load, shown, &LINES, expected);
    }

    #[test]
    fn it_is_joined() {
        check(|db| Employee::all().with(|e| e.manager).load(db), &[JOINED]);
        check(
            |db| Employee::all().with(|e| e.manager.joined()).load(db),
            &[JOINED],
        );
    }

    #[test]
    fn its_subquery_contains_the_statement_for_the_employees() {
        check(
            |db| Employee::all().with(|e| e.manager.subquery()).load(db),
            &[
                ALONE,
                concat!(
                    r#"SELECT t0.c0, t1."id", t1."id", t1."name", t1."manager_id" "#,
                    r#"FROM (SELECT DISTINCT t2."manager_id" AS c0 FROM "employee" AS t2) AS t0 "#,
                    r#"CROSS JOIN "employee" AS t1 ON t1."id" = t0.c0"#,
                ),
            ],
        );
    }

    #[test]
    fn batched_it_takes_one_more_statement() {
        check(
            |db| Employee::all().with(|e| e.manager.batched()).load(db),
            &[
                ALONE,
                concat!(
                    r#"SELECT t0.rowid, t1."id", t1."id", t1."name", t1."manager_id" "#,
                    r#"FROM rarray(?1) AS t0 CROSS JOIN "employee" AS t1 ON t1."id" = t0.value"#,
                ),
            ],
        );
    }
}

mod reports {
    use super::*;

    const LINES: [&str; 6] = [
        "boss 1: report 1",
        "boss 2: report 2",
        "boss 3: report 3",
        "report 1: ",
        "report 2: ",
        "report 3: ",
    ];

    fn check(
        load: impl Fn(&Db) -> relmodel::Result<Vec<(Employee, Vec<Employee>)>>,
        expected: &[&str],
    ) {
        let shown = |(boss, reports): (Employee, Vec<Employee>)| {
            line(&boss.name, reports.iter().map(|report| &report.name))
        };
        pairs(load, shown, &LINES, expected);
    }

    const EMPLOYEES: &str = r#"SELECT t0."id", t0."name", t0."manager_id" FROM "employee" AS t0"#;

    const BATCHED: [&str; 2] = [
        EMPLOYEES,
        concat!(
            r#"SELECT t0.rowid, t1."id", t1."name", t1."manager_id" "#,
            r#"FROM rarray(?1) AS t0 CROSS JOIN "employee" AS t1 ON t1."manager_id" = t0.value"#,
        ),
    ];

    #[test]
    fn they_take_one_more_statement() {
        check(|db| Employee::all().with(|e| e.reports).load(db), &BATCHED);
        check(
            |db| Employee::all().with(|e| e.reports.batched()).load(db),
            &BATCHED,
        );
    }

    #[test]
    fn joined_they_are_read_from_the_same_statement() {
        check(
            |db| Employee::all().with(|e| e.reports.joined()).load(db),
            &[concat!(
                r#"SELECT t0.c0, t0.c1, t0.c2, t0.c3, t1."id", t1."name", t1."manager_id" "#,
                r#"FROM (SELECT t2."id" AS c0, t2."name" AS c1, t2."manager_id" AS c2, row_number() OVER () AS c3 FROM "employee" AS t2) AS t0 "#,
                r#"LEFT JOIN "employee" AS t1 ON t1."manager_id" = t0.c0 ORDER BY t0.c3"#,
            )],
        );
    }

    #[test]
    fn their_subquery_contains_the_statement_for_the_managers() {
        check(
            |db| Employee::all().with(|e| e.reports.subquery()).load(db),
            &[
                EMPLOYEES,
                concat!(
                    r#"SELECT t0.c0, t1."id", t1."name", t1."manager_id" "#,
                    r#"FROM (SELECT DISTINCT t2."id" AS c0 FROM "employee" AS t2) AS t0 "#,
                    r#"CROSS JOIN "employee" AS t1 ON t1."manager_id" = t0.c0"#,
                ),
            ],
        );
    }
}

mod followers {
    use super::*;

    const FOLLOWING: [&str; 6] = [
        "fan 1: star 1",
        "fan 2: star 2",
        "fan 3: star 3",
        "star 1: ",
        "star 2: ",
        "star 3: ",
    ];
    const FOLLOWERS: [&str; 6] = [
        "fan 1: ",
        "fan 2: ",
        "fan 3: ",
        "star 1: fan 1",
        "star 2: fan 2",
        "star 3: fan 3",
    ];
    const PEOPLE: &str = r#"SELECT t0."id", t0."name" FROM "person" AS t0"#;

    fn shown((person, others): (Person, Vec<Person>)) -> String {
        line(&person.name, others.iter().map(|other| &other.name))
    }

    #[test]
    fn following_goes_from_the_follower_to_the_followed() {
        pairs(
            |db| Person::all().with(|p| p.following).load(db),
            shown,
            &FOLLOWING,
            &[
                PEOPLE,
                concat!(
                    r#"SELECT t0.rowid, t2."id", t2."name" FROM rarray(?1) AS t0 "#,
                    r#"CROSS JOIN "follow" AS t1 ON t1."follower_id" = t0.value "#,
                    r#"CROSS JOIN "person" AS t2 ON t2."id" = t1."followed_id""#,
                ),
            ],
        );
    }

    #[test]
    fn followers_go_from_the_followed_to_the_follower() {
        pairs(
            |db| Person::all().with(|p| p.followers.batched()).load(db),
            shown,
            &FOLLOWERS,
            &[
                PEOPLE,
                concat!(
                    r#"SELECT t0.rowid, t2."id", t2."name" FROM rarray(?1) AS t0 "#,
                    r#"CROSS JOIN "follow" AS t1 ON t1."followed_id" = t0.value "#,
                    r#"CROSS JOIN "person" AS t2 ON t2."id" = t1."follower_id""#,
                ),
            ],
        );
    }

    #[test]
    fn joined_they_are_read_from_the_same_statement() {
        pairs(
            |db| Person::all().with(|p| p.following.joined()).load(db),
            shown,
            &FOLLOWING,
            &[concat!(
                r#"SELECT t0.c0, t0.c1, t0.c2, t2."id", t2."name" "#,
                r#"FROM (SELECT t3."id" AS c0, t3."name" AS c1, row_number() OVER () AS c2 FROM "person" AS t3) AS t0 "#,
                r#"LEFT JOIN "follow" AS t1 ON t1."follower_id" = t0.c0 "#,
                r#"LEFT JOIN "person" AS t2 ON t2."id" = t1."followed_id" ORDER BY t0.c2"#,
            )],
        );
    }

    #[test]
    fn their_subquery_contains_the_statement_for_the_people() {
        pairs(
            |db| Person::all().with(|p| p.followers.subquery()).load(db),
            shown,
            &FOLLOWERS,
            &[
                PEOPLE,
                concat!(
                    r#"SELECT t0.c0, t2."id", t2."name" FROM (SELECT DISTINCT t3."id" AS c0 FROM "person" AS t3) AS t0 "#,
                    r#"CROSS JOIN "follow" AS t1 ON t1."followed_id" = t0.c0 "#,
                    r#"CROSS JOIN "person" AS t2 ON t2."id" = t1."follower_id""#,
                ),
            ],
        );
    }
}

/// As `loads`, where each owner of [`filled`](crate::models::filled) is a pair of rows: the lines are those of all firsts, then of all seconds.
fn pairs<T: std::fmt::Debug>(
    load: impl Fn(&Db) -> relmodel::Result<Vec<T>>,
    shown: impl Fn(T) -> String,
    lines: &[&str; 6],
    expected: &[&str],
) {
    let by_pair: Vec<String> = [0, 3, 1, 4, 2, 5]
        .map(|place| lines[place].to_owned())
        .into();
    let place = |row: T| {
        let line = shown(row);
        let place = by_pair.iter().position(|known| *known == line);
        format!(
            "{}: {line}",
            place.map_or("unknown".into(), |place| place.to_string())
        )
    };
    let numbered: Vec<String> = by_pair
        .iter()
        .enumerate()
        .map(|(n, line)| format!("{n}: {line}"))
        .collect();
    let numbered: Vec<&str> = numbered.iter().map(String::as_str).collect();
    loads(load, place, &numbered, expected);
}
