//! Foreign keys to columns that are unique without being the key, and foreign keys that the database does not enforce.

use relmodel::prelude::*;
use relmodel_tests::{statements, texts};

#[derive(Model, Debug, Clone, PartialEq)]
#[unique(street, number)]
#[has_many(orders: Order)]
#[has_many(letters: Letter)]
#[has_many(visits: Visit)]
#[many_to_many(friends: Customer, through = Friendship, from = one, to = other)]
pub struct Customer {
    pub id: Id<Customer>,
    #[unique]
    pub email: Option<String>,
    pub street: String,
    pub number: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Order {
    pub id: Id<Order>,
    #[belongs_to(customer: Customer, references = email)]
    #[cascade(update)]
    pub customer_email: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[belongs_to(customer: Customer, key = (street, number), references = (street, number))]
pub struct Letter {
    pub id: Id<Letter>,
    pub street: Option<String>,
    pub number: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Visit {
    pub id: Id<Visit>,
    #[belongs_to(Customer, constraint = false)]
    pub customer_id: Id<Customer>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Friendship {
    #[key]
    #[belongs_to(one: Customer, references = email)]
    pub one_email: String,
    #[key]
    #[belongs_to(other: Customer, references = email)]
    pub other_email: String,
}

fn world() -> Db {
    let db = Db::open_in_memory().unwrap();
    schema![Customer].create(&db).unwrap();
    db.execute_batch(
        "INSERT INTO customer VALUES (1, 'a@x', 'Elm', 1), (2, 'b@x', 'Elm', 2), (3, NULL, 'Oak', 1);
         INSERT INTO \"order\" (customer_email) VALUES ('b@x'), ('a@x'), ('b@x');
         INSERT INTO letter (street, number) VALUES ('Elm', 2), ('Oak', 1), ('Oak', NULL);
         INSERT INTO visit (customer_id) VALUES (1), (7), (1);
         INSERT INTO friendship VALUES ('a@x', 'b@x');",
    )
    .unwrap();
    db
}

#[test]
fn the_foreign_key_refers_to_the_unique_columns() {
    let sql = schema![Order, Letter, Visit].sql();
    assert!(
        sql.contains(
            r#"FOREIGN KEY ("customer_email") REFERENCES "customer" ("email") ON UPDATE CASCADE"#
        ),
        "{sql}"
    );
    assert!(
        sql.contains(
            r#"FOREIGN KEY ("street", "number") REFERENCES "customer" ("street", "number")"#
        ),
        "{sql}"
    );
    let visit = sql
        .split(';')
        .find(|table| table.contains("\"visit\""))
        .unwrap();
    assert!(!visit.contains("FOREIGN KEY"), "{visit}");
    assert!(
        sql.contains(r#"CREATE INDEX IF NOT EXISTS "visit(customer_id)""#),
        "{sql}"
    );
}

#[test]
fn relations_over_other_columns_load_from_both_sides_by_every_strategy() {
    let db = world();
    let customers = || Customer::all().order_by(|c| c.id);
    let ids = |rows: Vec<(Customer, Vec<Order>)>| -> Vec<Vec<i64>> {
        rows.into_iter()
            .map(|(_, orders)| orders.into_iter().map(|o| o.id.get()).collect())
            .collect()
    };
    let expected = [vec![2], vec![1, 3], vec![]];
    assert_eq!(
        ids(customers()
            .with(|c| c.orders.order_by(|o| o.id))
            .load(&db)
            .unwrap()),
        expected
    );
    assert_eq!(
        ids(customers()
            .with(|c| c.orders.order_by(|o| o.id).joined())
            .load(&db)
            .unwrap()),
        expected
    );
    assert_eq!(
        ids(customers()
            .with(|c| c.orders.order_by(|o| o.id).subquery())
            .load(&db)
            .unwrap()),
        expected
    );
    let orders: Vec<(Order, Customer)> = Order::all()
        .order_by(|o| o.id)
        .with(|o| o.customer)
        .load(&db)
        .unwrap();
    assert_eq!(
        orders.iter().map(|(_, c)| c.id.get()).collect::<Vec<_>>(),
        [2, 1, 2]
    );
    let letters: Vec<(Letter, Option<Customer>)> = Letter::all()
        .order_by(|l| l.id)
        .with(|l| l.customer.batched())
        .load(&db)
        .unwrap();
    let found: Vec<_> = letters
        .iter()
        .map(|(_, c)| c.as_ref().map(|c| c.id.get()))
        .collect();
    assert_eq!(found, [Some(2), Some(3), None]);
    assert_eq!(orders[0].1.letters().count(&db).unwrap(), 1);
    assert_eq!(orders[0].0.customer().load(&db).unwrap(), orders[0].1);
    assert_eq!(
        Customer::filter(|c| c.letters.any(|_| true))
            .count(&db)
            .unwrap(),
        2
    );
}

#[test]
fn an_owner_whose_column_is_null_owns_nothing() {
    let db = world();
    let without = Customer::find(Id::from(3)).load(&db).unwrap();
    let (orders, run) = statements(&db, || without.orders().load(&db).unwrap());
    assert_eq!((orders, run.len()), (vec![], 0));
}

#[test]
fn collections_write_the_values_of_the_other_columns() {
    let db = world();
    let [ann, bob] = [1, 2].map(|id| Customer::find(Id::from(id)).load(&db).unwrap());
    let mut order = Order::find(Id::from(2)).load(&db).unwrap();
    bob.orders().add(&db, &mut order).unwrap();
    assert_eq!(order.customer_email, "b@x");
    assert!(bob.orders().contains(&db, &order).unwrap());

    bob.friends().add(&db, &ann).unwrap();
    let pairs = "SELECT one_email || other_email FROM friendship ORDER BY 1";
    assert_eq!(texts(&db, pairs), ["a@xb@x", "b@xa@x"]);
    assert_eq!(bob.friends().load(&db).unwrap(), std::slice::from_ref(&ann));
    assert!(bob.friends().contains(&db, &ann).unwrap());
    bob.friends().clear(&db).unwrap();
    assert_eq!(texts(&db, pairs), ["a@xb@x"]);
}

#[test]
fn a_row_without_a_constraint_may_point_at_nothing_and_is_never_left_out() {
    let db = world();
    let found = |rows: Vec<(Visit, Option<Customer>)>| -> Vec<Option<i64>> {
        rows.into_iter()
            .map(|(_, c)| c.map(|c| c.id.get()))
            .collect()
    };
    let visits = || Visit::all().order_by(|v| v.id);
    let expected = [Some(1), None, Some(1)];
    assert_eq!(
        found(visits().with(|v| v.customer).load(&db).unwrap()),
        expected
    );
    assert_eq!(
        found(visits().with(|v| v.customer.batched()).load(&db).unwrap()),
        expected
    );
    assert_eq!(
        found(visits().with(|v| v.customer.subquery()).load(&db).unwrap()),
        expected
    );
    let dangling = Visit::find(Id::from(2)).load(&db).unwrap();
    assert_eq!(dangling.customer().load(&db).unwrap(), None);
    assert_eq!(
        Visit::filter(|v| v.customer.is_none()).load(&db).unwrap(),
        [dangling]
    );
    NewVisit {
        customer_id: Id::from(99),
    }
    .insert(&db)
    .unwrap();
    // The database keeps nobody from deleting a row that is pointed at.
    let new = NewCustomer {
        street: "Fir",
        number: 1,
    };
    let visited = new.insert(&db).unwrap();
    let visit = NewVisit {
        customer_id: visited.id,
    };
    let visit = visit.insert(&db).unwrap();
    visited.delete(&db).unwrap();
    assert_eq!(visit.customer().load(&db).unwrap(), None);
}

#[test]
fn nothing_is_added_to_an_owner_that_nothing_can_point_at() {
    let db = world();
    let without = Customer::find(Id::from(3)).load(&db).unwrap();
    let ann = Customer::find(Id::from(1)).load(&db).unwrap();
    let mut order = Order::find(Id::from(2)).load(&db).unwrap();
    let refused = without.orders().add(&db, &mut order).unwrap_err();
    assert!(
        refused.is_query()
            && refused
                .to_string()
                .contains("`orders` goes by a column that is NULL"),
        "{refused}"
    );
    assert_eq!(order.reload(&db).unwrap(), order);
    assert!(without.friends().add(&db, &ann).unwrap_err().is_query());
    assert!(
        ann.friends()
            .replace(&db, [&without])
            .unwrap_err()
            .is_query()
    );
    assert_eq!(
        ann.friends().count(&db).unwrap(),
        1,
        "what was there is still there"
    );
    assert!(!without.friends().contains(&db, &ann).unwrap());
    assert_eq!(without.friends().clear(&db).unwrap(), 0);
}
