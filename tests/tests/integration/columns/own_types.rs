//! Enums and newtypes of the program's own as columns and as keys.

use relmodel::prelude::*;
use relmodel_tests::{integer, memory_db, texts};

#[derive(ColumnType, Debug, Clone, Copy, PartialEq)]
enum Status {
    Open,
    InReview,
    #[column_type(rename = "it's done")]
    Closed,
}

#[derive(ColumnType, Debug, Clone, Copy, PartialEq)]
#[column_type(integer)]
enum Priority {
    Low = -1,
    Normal,
    High = 10,
}

#[derive(ColumnType, Debug, Clone, PartialEq)]
struct Email(String);

/// Around an own type: its words are those of that one.
#[derive(ColumnType, Debug, Clone, Copy, PartialEq)]
struct Shown(Status);

#[derive(Model, Debug, Clone, PartialEq)]
struct Issue {
    id: Id<Issue>,
    reporter: Email,
    status: Status,
    #[column(default = 10)]
    priority: Priority,
    #[column(default = "open")]
    shown: Shown,
    before: Option<Status>,
    assignee: Option<Email>,
}

#[derive(ColumnType, Debug, Clone, PartialEq)]
struct CountryCode(String);

#[derive(ColumnType, Debug, Clone, Copy, PartialEq)]
struct CityNumber(i64);

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(cities: City)]
struct Country {
    #[key]
    code: CountryCode,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct City {
    #[key(auto)]
    number: CityNumber,
    name: String,
    #[belongs_to(country: Country)]
    country_code: CountryCode,
    #[belongs_to(twin: City)]
    twin_number: Option<CityNumber>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Rule {
    #[key]
    from: Status,
    #[key]
    to: Status,
    note: String,
}

fn email(name: &str) -> Email {
    Email(format!("{name}@example.com"))
}

fn db() -> Db {
    let db = memory_db();
    schema![Issue, City, Rule].create(&db).unwrap();
    db
}

#[test]
fn the_ddl_of_an_enum_checks_its_words() {
    assert_eq!(
        schema![Issue].sql(),
        r#"CREATE TABLE IF NOT EXISTS "issue" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "reporter" TEXT NOT NULL,
    "status" TEXT NOT NULL CHECK ("status" IN ('open', 'in_review', 'it''s done')),
    "priority" INTEGER NOT NULL DEFAULT 10 CHECK ("priority" IN (-1, 0, 10)),
    "shown" TEXT NOT NULL DEFAULT 'open' CHECK ("shown" IN ('open', 'in_review', 'it''s done')),
    "before" TEXT CHECK ("before" IN ('open', 'in_review', 'it''s done')),
    "assignee" TEXT
) STRICT;
"#
    );
}

#[test]
fn own_types_come_back_as_they_were_stored() {
    let db = db();
    for (status, word) in [
        (Status::Open, "open"),
        (Status::InReview, "in_review"),
        (Status::Closed, "it's done"),
    ] {
        for (priority, number) in [
            (Priority::Low, -1),
            (Priority::Normal, 0),
            (Priority::High, 10),
        ] {
            let issue = NewIssue {
                reporter: email("ann"),
                status,
            }
            .priority(priority)
            .shown(Shown(status))
            .before(status)
            .assignee(Some(email("bob")))
            .insert(&db)
            .unwrap();
            assert_eq!((issue.status, issue.priority), (status, priority));
            assert_eq!(issue.reload(&db).unwrap(), issue);
            let last = "FROM issue ORDER BY id DESC LIMIT 1";
            assert_eq!(texts(&db, &format!("SELECT status {last}")), [word]);
            assert_eq!(texts(&db, &format!("SELECT shown {last}")), [word]);
            assert_eq!(integer(&db, &format!("SELECT priority {last}")), number);
        }
    }
}

#[test]
fn defaults_are_written_as_they_are_stored() {
    let db = db();
    let new = || NewIssue {
        reporter: email("ann"),
        status: Status::Closed,
    };
    let mut issue = new().insert(&db).unwrap();
    assert_eq!(
        (issue.priority, issue.shown, issue.before, &issue.assignee),
        (Priority::High, Shown(Status::Open), None, &None)
    );
    issue.before = Some(Status::InReview);
    issue.update(&db).unwrap();
    assert_eq!(issue.reload(&db).unwrap(), issue);
    db.execute_batch("INSERT INTO issue (reporter, status) VALUES ('x', 'open')")
        .unwrap();
    assert_eq!(
        Issue::filter(|i| i.priority.eq(Priority::High))
            .count(&db)
            .unwrap(),
        2
    );
}

#[test]
fn conditions_take_own_types() {
    let db = db();
    let ann = email("ann");
    for status in [Status::Open, Status::InReview, Status::Closed] {
        NewIssue {
            reporter: ann.clone(),
            status,
        }
        .before(Some(Status::Open))
        .insert(&db)
        .unwrap();
    }
    let count =
        |condition: fn(IssueFields) -> Expr<bool>| Issue::filter(condition).count(&db).unwrap();
    assert_eq!(count(|i| i.status.eq(Status::Open)), 1);
    assert_eq!(count(|i| i.status.ne(Status::Open)), 2);
    assert_eq!(count(|i| i.status.in_([Status::Open, Status::Closed])), 2);
    assert_eq!(count(|i| i.status.in_([Status::Closed].iter())), 1);
    assert_eq!(count(|i| i.before.eq(Status::Open)), 3);
    assert_eq!(count(|i| i.before.eq(Some(Status::Closed))), 0);
    assert_eq!(count(|i| i.before.eq(None)), 0);
    assert_eq!(count(|i| i.before.eq(i.status)), 1);
    assert_eq!(count(|i| i.assignee.is_null()), 3);
    assert_eq!(count(|i| i.priority.ge(Priority::High)), 3);
    assert_eq!(
        Issue::filter(|i| i.reporter.eq(&ann)).count(&db).unwrap(),
        3
    );
}

#[test]
fn the_database_refuses_other_words() {
    let db = db();
    for values in [
        "'x', 'lost', 0",
        "'x', 'Open', 0",
        "'x', '', 0",
        "'x', 'open', 7",
    ] {
        let error = db
            .execute_batch(&format!(
                "INSERT INTO issue (reporter, status, priority) VALUES ({values})"
            ))
            .unwrap_err();
        assert!(error.is_check_violation(), "{error:?}");
    }
}

#[test]
fn an_unknown_word_is_an_error_that_names_model_column_and_value() {
    for (column, value, parts) in [
        (
            "status",
            "'lost'",
            &[
                "'lost'",
                "TEXT",
                "Status",
                "'open', 'in_review', 'it''s done'",
            ][..],
        ),
        ("status", "'OPEN'", &["'OPEN'"]),
        ("status", "CAST(x'ff' AS TEXT)", &["x'ff'"]),
        ("status", "0", &["0", "INTEGER", "Status"]),
        ("status", "NULL", &["NULL", "Status"]),
        ("before", "'lost'", &["'lost'", "Status"]),
        ("shown", "'lost'", &["'lost'", "Shown"]),
        ("priority", "7", &["7", "Priority", "-1, 0, 10"]),
        ("priority", "'low'", &["'low'", "TEXT", "Priority"]),
        ("reporter", "7", &["7", "INTEGER", "Email"]),
    ] {
        let db = memory_db();
        db.execute_batch(&format!(
            "CREATE TABLE issue (id INTEGER PRIMARY KEY, reporter, status, priority, shown, before, assignee);
             INSERT INTO issue VALUES (1, 'x', 'open', 0, 'open', NULL, NULL);
             UPDATE issue SET {column} = {value}"
        ))
        .unwrap();
        let error = Issue::all().load(&db).unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(error.model(), Some("Issue"));
        assert_eq!(error.columns(), [column]);
        for part in parts.iter().chain(&[column]) {
            assert!(
                error.to_string().contains(part),
                "`{part}` is not in: {error}"
            );
        }
    }
}

#[test]
fn newtypes_are_keys_and_foreign_keys() {
    let db = db();
    let code = CountryCode("is".into());
    let country = NewCountry {
        code: code.clone(),
        name: "Iceland",
    }
    .insert(&db)
    .unwrap();
    let city = NewCity {
        name: "Akureyri",
        country_code: code.clone(),
    }
    .insert(&db)
    .unwrap();
    assert_eq!(city.number, CityNumber(1));
    let twin = NewCity {
        name: "Reykjavík",
        country_code: code.clone(),
    }
    .twin_number(city.number)
    .insert(&db)
    .unwrap();

    assert_eq!(Country::find(&code).load(&db).unwrap(), country);
    assert_eq!(Country::find(code).load(&db).unwrap(), country);
    assert_eq!(City::find(CityNumber(2)).load(&db).unwrap(), twin);
    assert_eq!(city.country().load(&db).unwrap(), country);
    assert_eq!(twin.twin().load(&db).unwrap(), Some(city.clone()));
    assert_eq!(country.cities().count(&db).unwrap(), 2);
    let (rows, statements) = relmodel_tests::statements(&db, || {
        Country::all()
            .with(|c| c.cities.order_by(|c| c.name).with(|c| c.twin))
            .load(&db)
            .unwrap()
    });
    assert_eq!(statements.len(), 2);
    assert_eq!(
        rows,
        [(country, vec![(city.clone(), None), (twin, Some(city))])]
    );
}

#[test]
fn enums_are_parts_of_keys() {
    let db = db();
    let rule = NewRule {
        from: Status::Open,
        to: Status::Closed,
        note: "closes",
    }
    .insert(&db)
    .unwrap();
    let found = Rule::find((Status::Open, &Status::Closed)).load(&db);
    assert_eq!(found.unwrap(), rule);
    let none = Rule::find((Status::Closed, Status::Open)).optional(&db);
    assert_eq!(none.unwrap(), None);
}

#[test]
fn a_struct_around_a_text_is_matched_as_text() {
    /// Around an own type, which is around a text.
    #[derive(ColumnType, Debug, Clone, PartialEq)]
    struct Address(Email);

    #[derive(Model, Debug)]
    struct Contact {
        id: Id<Contact>,
        #[column(collate = "NOCASE")]
        email: Email,
        address: Option<Address>,
    }

    let db = memory_db();
    schema![Contact].create(&db).unwrap();
    for name in ["ann", "Bob", "jo%"] {
        let new = NewContact { email: email(name) };
        new.address(Address(email(name))).insert(&db).unwrap();
    }
    NewContact {
        email: email("none"),
    }
    .insert(&db)
    .unwrap();
    let ids = |query: Query<Contact>| {
        let rows = query.order_by(|c| c.id).load(&db).unwrap();
        rows.iter().map(|row| row.id.get()).collect::<Vec<_>>()
    };
    assert_eq!(ids(Contact::filter(|c| c.email.contains("n@"))), [1]);
    assert_eq!(ids(Contact::filter(|c| c.email.starts_with("B"))), [2]);
    assert_eq!(ids(Contact::filter(|c| c.email.starts_with("b"))), [0; 0]);
    assert_eq!(ids(Contact::filter(|c| c.email.like("b%"))), [2]);
    assert_eq!(
        ids(Contact::filter(|c| c.address.ends_with("%@example.com"))),
        [3]
    );
    assert_eq!(ids(Contact::filter(|c| c.address.contains("").not())), [4]);
}
