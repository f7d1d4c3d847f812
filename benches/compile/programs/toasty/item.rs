use toasty::{Db, Result};

use crate::*;

#[derive(Debug, toasty::Model)]
pub struct Item {
    #[key]
    #[auto]
    pub id: u64,
    pub name: String,
    pub code: String,
    pub amount: i64,
    pub price: f64,
    pub active: bool,
    pub note: Option<String>,
    #[index]
    pub prev_id: Option<u64>,
    #[belongs_to(key = prev_id, references = id)]
    pub prev: toasty::Deferred<Option<PrevItem>>,
    #[has_many(pair = prev)]
    pub nexts: toasty::Deferred<Vec<NextItem>>,
}

pub async fn get(db: &mut Db, id: u64) -> Result<Item> {
    Item::get_by_id(db, &id).await
}

pub async fn list(db: &mut Db, least: i64) -> Result<Vec<Item>> {
    Item::filter(
        Item::fields()
            .active()
            .eq(true)
            .and(Item::fields().amount().ge(least)),
    )
    .order_by(Item::fields().name().asc())
    .limit(20)
    .exec(db)
    .await
}

pub async fn insert(
    db: &mut Db,
    name: &str,
    note: Option<&str>,
    prev: Option<u64>,
) -> Result<Item> {
    let mut new = Item::create()
        .name(name)
        .code("code")
        .amount(10)
        .price(1.5)
        .active(true);
    if let Some(note) = note {
        new = new.note(note.to_owned());
    }
    if let Some(prev) = prev {
        new = new.prev_id(prev);
    }
    new.exec(db).await
}

pub async fn update(db: &mut Db, item: &mut Item) -> Result<()> {
    let copy = Item {
        name: item.name.clone(),
        code: item.code.clone(),
        note: item.note.clone(),
        prev: Default::default(),
        nexts: Default::default(),
        ..*item
    };
    item.update()
        .name(copy.name)
        .code(copy.code)
        .amount(copy.amount)
        .price(copy.price)
        .active(copy.active)
        .note(copy.note)
        .prev_id(copy.prev_id)
        .exec(db)
        .await
}

pub async fn delete(db: &mut Db, item: Item) -> Result<()> {
    item.delete().exec(db).await
}

pub async fn with_next(db: &mut Db) -> Result<Vec<Item>> {
    Item::all()
        .include(Item::fields().nexts())
        .exec(db)
        .await
}

pub async fn run(db: &mut Db) -> Result<i64> {
    let first = insert(db, "first", Some("note"), None).await?;
    let second = insert(db, "second", None, None).await?;
    next_item::insert(db, "third", None, Some(first.id)).await?;
    let mut item = get(db, first.id).await?;
    item.amount += 1; // touched
    update(db, &mut item).await?;
    delete(db, second).await?;
    let mut sum = 0;
    for item in list(db, 5).await? {
        sum += item.amount;
    }
    for item in with_next(db).await? {
        sum += item.amount * 100 + item.nexts.get().len() as i64;
    }
    Ok(sum)
}
