use diesel::prelude::*;

use crate::schema::item;
use crate::*;

pub const TABLE: &str = "CREATE TABLE item (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    amount BIGINT NOT NULL,
    price DOUBLE NOT NULL,
    active BOOLEAN NOT NULL,
    note TEXT,
    prev_id BIGINT REFERENCES prev_item (id)
)";

#[derive(Debug, Queryable, Selectable, Identifiable, Associations, AsChangeset)]
#[diesel(table_name = item, belongs_to(PrevItem, foreign_key = prev_id))]
#[diesel(check_for_backend(diesel::sqlite::Sqlite), treat_none_as_null = true)]
pub struct Item {
    pub id: i64,
    pub name: String,
    pub code: String,
    pub amount: i64,
    pub price: f64,
    pub active: bool,
    pub note: Option<String>,
    pub prev_id: Option<i64>,
}

#[derive(Insertable)]
#[diesel(table_name = item)]
pub struct NewItem<'a> {
    pub name: &'a str,
    pub code: &'a str,
    pub amount: i64,
    pub price: f64,
    pub active: bool,
    pub note: Option<&'a str>,
    pub prev_id: Option<i64>,
}

pub fn get(db: &mut SqliteConnection, id: i64) -> QueryResult<Item> {
    item::table
        .find(id)
        .select(Item::as_select())
        .first(db)
}

pub fn list(db: &mut SqliteConnection, least: i64) -> QueryResult<Vec<Item>> {
    item::table
        .filter(item::active.and(item::amount.ge(least)))
        .order(item::name)
        .limit(20)
        .select(Item::as_select())
        .load(db)
}

pub fn insert(
    db: &mut SqliteConnection,
    name: &str,
    note: Option<&str>,
    prev: Option<i64>,
) -> QueryResult<Item> {
    let new = NewItem {
        name,
        code: "code",
        amount: 10,
        price: 1.5,
        active: true,
        note,
        prev_id: prev,
    };
    diesel::insert_into(item::table)
        .values(&new)
        .returning(Item::as_returning())
        .get_result(db)
}

pub fn update(db: &mut SqliteConnection, item: &Item) -> QueryResult<()> {
    diesel::update(item).set(item).execute(db)?;
    Ok(())
}

pub fn delete(db: &mut SqliteConnection, item: &Item) -> QueryResult<()> {
    diesel::delete(item).execute(db)?;
    Ok(())
}

pub fn with_next(db: &mut SqliteConnection) -> QueryResult<Vec<(Item, Vec<NextItem>)>> {
    let items = item::table.select(Item::as_select()).load(db)?;
    let nexts = NextItem::belonging_to(&items)
        .select(NextItem::as_select())
        .load(db)?
        .grouped_by(&items);
    Ok(items.into_iter().zip(nexts).collect())
}

pub fn run(db: &mut SqliteConnection) -> QueryResult<i64> {
    let first = insert(db, "first", Some("note"), None)?;
    let second = insert(db, "second", None, None)?;
    next_item::insert(db, "third", None, Some(first.id))?;
    let mut item = get(db, first.id)?;
    item.amount += 1; // touched
    update(db, &item)?;
    delete(db, &second)?;
    let mut sum = 0;
    for item in list(db, 5)? {
        sum += item.amount;
    }
    for (item, nexts) in with_next(db)? {
        sum += item.amount * 100 + nexts.len() as i64;
    }
    Ok(sum)
}
