use std::collections::HashMap;

use rusqlite::{Connection, Result, Row, params, params_from_iter};

use crate::*;

pub const TABLE: &str = "CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    amount INTEGER NOT NULL,
    price REAL NOT NULL,
    active INTEGER NOT NULL,
    note TEXT,
    prev_id INTEGER REFERENCES prev_item (id)
) STRICT";

#[derive(Debug)]
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

impl Item {
    pub fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            code: row.get(2)?,
            amount: row.get(3)?,
            price: row.get(4)?,
            active: row.get(5)?,
            note: row.get(6)?,
            prev_id: row.get(7)?,
        })
    }
}

pub fn get(db: &Connection, id: i64) -> Result<Item> {
    db.prepare_cached(
        "SELECT id, name, code, amount, price, active, note, prev_id FROM item WHERE id = ?1",
    )?
    .query_row([id], Item::read)
}

pub fn list(db: &Connection, least: i64) -> Result<Vec<Item>> {
    db.prepare_cached(
        "SELECT id, name, code, amount, price, active, note, prev_id FROM item
         WHERE active AND amount >= ?1 ORDER BY name LIMIT 20",
    )?
    .query_map([least], Item::read)?
    .collect()
}

pub fn insert(db: &Connection, name: &str, note: Option<&str>, prev: Option<i64>) -> Result<Item> {
    let mut item = Item {
        id: 0,
        name: name.to_owned(),
        code: "code".to_owned(),
        amount: 10,
        price: 1.5,
        active: true,
        note: note.map(str::to_owned),
        prev_id: prev,
    };
    db.prepare_cached(
        "INSERT INTO item (name, code, amount, price, active, note, prev_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        item.name,
        item.code,
        item.amount,
        item.price,
        item.active,
        item.note,
        item.prev_id
    ])?;
    item.id = db.last_insert_rowid();
    Ok(item)
}

pub fn update(db: &Connection, item: &Item) -> Result<()> {
    db.prepare_cached(
        "UPDATE item SET name = ?1, code = ?2, amount = ?3, price = ?4, active = ?5, note = ?6,
         prev_id = ?7 WHERE id = ?8",
    )?
    .execute(params![
        item.name,
        item.code,
        item.amount,
        item.price,
        item.active,
        item.note,
        item.prev_id,
        item.id
    ])?;
    Ok(())
}

pub fn delete(db: &Connection, item: &Item) -> Result<()> {
    db.prepare_cached("DELETE FROM item WHERE id = ?1")?
        .execute([item.id])?;
    Ok(())
}

pub fn with_next(db: &Connection) -> Result<Vec<(Item, Vec<NextItem>)>> {
    let mut items: Vec<(Item, Vec<NextItem>)> = db
        .prepare_cached("SELECT id, name, code, amount, price, active, note, prev_id FROM item")?
        .query_map([], |row| Ok((Item::read(row)?, Vec::new())))?
        .collect::<Result<_>>()?;
    let places: HashMap<i64, usize> = items
        .iter()
        .enumerate()
        .map(|(place, (item, _))| (item.id, place))
        .collect();
    let marks = vec!["?"; items.len()].join(", ");
    let mut statement = db.prepare_cached(&format!(
        "SELECT id, name, code, amount, price, active, note, prev_id FROM next_item
         WHERE prev_id IN ({marks})"
    ))?;
    let keys: Vec<i64> = items.iter().map(|(item, _)| item.id).collect();
    for next in statement.query_map(params_from_iter(keys), NextItem::read)? {
        let next = next?;
        let place = next.prev_id.and_then(|id| places.get(&id));
        if let Some((_, list)) = place.and_then(|place| items.get_mut(*place)) {
            list.push(next);
        }
    }
    Ok(items)
}

pub fn run(db: &Connection) -> Result<i64> {
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
