use relmodel::Result;
use relmodel::prelude::*;

use crate::*;

#[derive(Model, Debug)]
#[has_many(nexts: NextItem, inverse = prev)]
pub struct Item {
    pub id: Id<Item>,
    pub name: String,
    pub code: String,
    pub amount: i64,
    pub price: f64,
    pub active: bool,
    pub note: Option<String>,
    #[belongs_to(prev: PrevItem)]
    pub prev_id: Option<Id<PrevItem>>,
}

pub fn get(db: &Db, id: Id<Item>) -> Result<Item> {
    Item::find(id).load(db)
}

pub fn list(db: &Db, least: i64) -> Result<Vec<Item>> {
    Item::filter(|i| i.active.and(i.amount.ge(least)))
        .order_by(|i| i.name)
        .limit(20)
        .load(db)
}

pub fn insert(
    db: &Db,
    name: &str,
    note: Option<&str>,
    prev: Option<Id<PrevItem>>,
) -> Result<Item> {
    NewItem {
        name,
        code: "code",
        amount: 10,
        price: 1.5,
        active: true,
    }
    .note(note)
    .prev_id(prev)
    .insert(db)
}

pub fn update(db: &Db, item: &Item) -> Result<()> {
    item.update(db)
}

pub fn delete(db: &Db, item: &Item) -> Result<()> {
    item.delete(db)
}

pub fn with_next(db: &Db) -> Result<Vec<(Item, Vec<NextItem>)>> {
    Item::all().with(|i| i.nexts).load(db)
}

pub fn run(db: &Db) -> Result<i64> {
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
