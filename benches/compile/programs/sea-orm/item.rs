use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};

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

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "item")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub name: String,
    pub code: String,
    pub amount: i64,
    pub price: f64,
    pub active: bool,
    pub note: Option<String>,
    pub prev_id: Option<i64>,
    #[sea_orm(belongs_to, from = "prev_id", to = "id")]
    pub prev: BelongsTo<Option<prev_item::Entity>>,
    #[sea_orm(has_many)]
    pub nexts: HasMany<next_item::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn get(db: &DatabaseConnection, id: i64) -> Result<Model, DbErr> {
    Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(id.to_string()))
}

pub async fn list(db: &DatabaseConnection, least: i64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Active.eq(true))
        .filter(Column::Amount.gte(least))
        .order_by_asc(Column::Name)
        .limit(20)
        .all(db)
        .await
}

pub async fn insert(
    db: &DatabaseConnection,
    name: &str,
    note: Option<&str>,
    prev: Option<i64>,
) -> Result<Model, DbErr> {
    ActiveModel {
        id: NotSet,
        name: Set(name.to_owned()),
        code: Set("code".to_owned()),
        amount: Set(10),
        price: Set(1.5),
        active: Set(true),
        note: Set(note.map(str::to_owned)),
        prev_id: Set(prev),
    }
    .insert(db)
    .await
}

pub async fn update(db: &DatabaseConnection, item: Model) -> Result<(), DbErr> {
    item.into_active_model().reset_all().update(db).await?;
    Ok(())
}

pub async fn delete(db: &DatabaseConnection, item: Model) -> Result<(), DbErr> {
    item.delete(db).await?;
    Ok(())
}

pub async fn with_next(db: &DatabaseConnection) -> Result<Vec<ModelEx>, DbErr> {
    Entity::load().with(next_item::Entity).all(db).await
}

pub async fn run(db: &DatabaseConnection) -> Result<i64, DbErr> {
    let first = insert(db, "first", Some("note"), None).await?;
    let second = insert(db, "second", None, None).await?;
    next_item::insert(db, "third", None, Some(first.id)).await?;
    let mut item = get(db, first.id).await?;
    item.amount += 1; // touched
    update(db, item).await?;
    delete(db, second).await?;
    let mut sum = 0;
    for item in list(db, 5).await? {
        sum += item.amount;
    }
    for item in with_next(db).await? {
        sum += item.amount * 100 + item.nexts.len() as i64;
    }
    Ok(sum)
}
