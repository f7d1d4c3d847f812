use std::collections::HashMap;

use sqlx::{AssertSqlSafe, FromRow, Result, SqliteConnection};

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

#[derive(Debug, FromRow)]
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

pub async fn get(db: &mut SqliteConnection, id: i64) -> Result<Item> {
    sqlx::query_as(
        "SELECT id, name, code, amount, price, active, note, prev_id FROM item WHERE id = ?1",
    )
    .bind(id)
    .fetch_one(db)
    .await
}

pub async fn list(db: &mut SqliteConnection, least: i64) -> Result<Vec<Item>> {
    sqlx::query_as(
        "SELECT id, name, code, amount, price, active, note, prev_id FROM item
         WHERE active AND amount >= ?1 ORDER BY name LIMIT 20",
    )
    .bind(least)
    .fetch_all(db)
    .await
}

pub async fn insert(
    db: &mut SqliteConnection,
    name: &str,
    note: Option<&str>,
    prev: Option<i64>,
) -> Result<Item> {
    sqlx::query_as(
        "INSERT INTO item (name, code, amount, price, active, note, prev_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         RETURNING id, name, code, amount, price, active, note, prev_id",
    )
    .bind(name)
    .bind("code")
    .bind(10)
    .bind(1.5)
    .bind(true)
    .bind(note)
    .bind(prev)
    .fetch_one(db)
    .await
}

pub async fn update(db: &mut SqliteConnection, item: &Item) -> Result<()> {
    sqlx::query(
        "UPDATE item SET name = ?1, code = ?2, amount = ?3, price = ?4, active = ?5, note = ?6,
         prev_id = ?7 WHERE id = ?8",
    )
    .bind(&item.name)
    .bind(&item.code)
    .bind(item.amount)
    .bind(item.price)
    .bind(item.active)
    .bind(&item.note)
    .bind(item.prev_id)
    .bind(item.id)
    .execute(db)
    .await?;
    Ok(())
}

pub async fn delete(db: &mut SqliteConnection, item: &Item) -> Result<()> {
    sqlx::query("DELETE FROM item WHERE id = ?1")
        .bind(item.id)
        .execute(db)
        .await?;
    Ok(())
}

pub async fn with_next(db: &mut SqliteConnection) -> Result<Vec<(Item, Vec<NextItem>)>> {
    let mut items: Vec<(Item, Vec<NextItem>)> = sqlx::query_as::<_, Item>(
        "SELECT id, name, code, amount, price, active, note, prev_id FROM item",
    )
    .fetch_all(&mut *db)
    .await?
    .into_iter()
    .map(|item| (item, Vec::new()))
    .collect();
    let places: HashMap<i64, usize> = items
        .iter()
        .enumerate()
        .map(|(place, (item, _))| (item.id, place))
        .collect();
    let marks = vec!["?"; items.len()].join(", ");
    let sql = format!(
        "SELECT id, name, code, amount, price, active, note, prev_id FROM next_item
         WHERE prev_id IN ({marks})"
    );
    let mut query = sqlx::query_as::<_, NextItem>(AssertSqlSafe(sql));
    for (item, _) in &items {
        query = query.bind(item.id);
    }
    for next in query.fetch_all(db).await? {
        let place = next.prev_id.and_then(|id| places.get(&id));
        if let Some((_, list)) = place.and_then(|place| items.get_mut(*place)) {
            list.push(next);
        }
    }
    Ok(items)
}

pub async fn run(db: &mut SqliteConnection) -> Result<i64> {
    let first = insert(db, "first", Some("note"), None).await?;
    let second = insert(db, "second", None, None).await?;
    next_item::insert(db, "third", None, Some(first.id)).await?;
    let mut item = get(db, first.id).await?;
    item.amount += 1; // touched
    update(db, &item).await?;
    delete(db, &second).await?;
    let mut sum = 0;
    for item in list(db, 5).await? {
        sum += item.amount;
    }
    for (item, nexts) in with_next(db).await? {
        sum += item.amount * 100 + nexts.len() as i64;
    }
    Ok(sum)
}
