//! The models: each kind of key, of relation, and of what becomes of rows when another goes. Each has a `number` to ask and set.

use relmodel::prelude::*;

/// A key that SQLite assigns, a unique text, a CHECK, a default, and relations of all kinds.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(reports: Owner)]
#[has_many(items: Item)]
#[has_many(parts: Part)]
#[has_many(bills: Bill)]
#[has_many(lines: Line)]
#[has_one(card: Card)]
#[has_one(seat: Seat)]
#[many_to_many(tags: Tag, through = OwnerTag)]
#[many_to_many(skills: Tag, through = Skill)]
#[many_to_many(friends: Owner, through = Friend, from = one, to = other)]
#[many_to_many(fans: Owner, through = Friend, from = other, to = one)]
#[check("number >= 0")]
pub struct Owner {
    pub id: Id<Owner>,
    #[unique]
    pub name: String,
    #[column(default = 10)]
    pub number: i64,
    pub note: Option<String>,
    #[belongs_to(boss: Owner, on_delete = set_null)]
    pub boss_id: Option<Id<Owner>>,
}

/// A text key, and a unique column that may be NULL.
#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(owners: Owner, through = OwnerTag)]
pub struct Tag {
    #[key]
    pub name: String,
    #[column(default = 1)]
    pub number: i64,
    #[unique]
    pub code: Option<i64>,
}

/// A key of two columns, and a default of the program.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(items: Item)]
pub struct Place {
    #[key]
    pub country: String,
    #[key]
    pub code: i64,
    #[column(default = 0)]
    pub number: i64,
    #[unique]
    pub label: Option<String>,
    #[column(default_with = twenty)]
    pub rank: i64,
}

fn twenty() -> i64 {
    20
}

/// Keys that may be NULL: one is set to it when the owner goes, the other, of two columns, keeps the place.
#[derive(Model, Debug, Clone, PartialEq)]
#[belongs_to(place: Place, key = (place_country, place_code))]
pub struct Item {
    pub id: Id<Item>,
    pub title: String,
    #[column(default = 0)]
    pub number: i64,
    #[belongs_to(owner: Owner, on_delete = set_null)]
    pub owner_id: Option<Id<Owner>>,
    pub place_country: Option<String>,
    pub place_code: Option<i64>,
}

/// Goes when it is taken out, and must have a slot of its own.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(screws: Screw, inverse = part)]
#[has_many(spares: Screw, inverse = spare)]
#[unique(owner_id, slot)]
pub struct Part {
    pub id: Id<Part>,
    pub slot: i64,
    #[column(default = 5)]
    #[check("number < 100")]
    pub number: i64,
    #[belongs_to(Owner)]
    #[cascade(delete_orphan)]
    pub owner_id: Id<Owner>,
}

/// Its key is never that of a row that is gone. Goes with its part, and keeps the part that it is a spare of from going.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Screw {
    #[key(autoincrement)]
    pub id: Id<Screw>,
    pub number: i64,
    #[belongs_to(part: Part)]
    #[cascade]
    pub part_id: Id<Part>,
    #[belongs_to(spare: Part)]
    pub spare_id: Option<Id<Part>>,
}

/// Its key is given by the program, and a column is computed. Keeps its owner from going, and can't be taken out.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Bill {
    #[key]
    pub id: i64,
    pub number: i64,
    #[belongs_to(Owner)]
    pub owner_id: Id<Owner>,
    #[column(generated = "number * 2")]
    pub double: i64,
}

/// The one of its owner; goes when it is taken out. SQLite computes a default.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Card {
    pub id: Id<Card>,
    pub number: i64,
    #[belongs_to(Owner)]
    #[unique]
    #[cascade(delete_orphan)]
    pub owner_id: Id<Owner>,
    #[column(default = sql("20 + 2"))]
    pub rank: i64,
}

/// The one of its owner, whom it keeps from going.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Seat {
    pub id: Id<Seat>,
    pub number: i64,
    #[belongs_to(Owner)]
    #[unique]
    pub owner_id: Option<Id<Owner>>,
}

/// A link with nothing but its keys and a default. It follows when the text key changes.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct OwnerTag {
    #[key]
    #[belongs_to(Owner)]
    #[cascade]
    pub owner_id: Id<Owner>,
    #[key]
    #[belongs_to(tag: Tag)]
    #[cascade]
    #[cascade(update)]
    pub tag_name: String,
    #[column(default = 0)]
    pub number: i64,
}

/// A link with a key of its own, and a column that must be given.
#[derive(Model, Debug, Clone, PartialEq)]
#[unique(owner_id, tag_name)]
pub struct Skill {
    pub id: Id<Skill>,
    #[belongs_to(Owner)]
    #[cascade]
    pub owner_id: Id<Owner>,
    #[belongs_to(tag: Tag)]
    #[cascade]
    pub tag_name: String,
    pub number: i64,
}

/// A link of a model with itself, that may stand more than once.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Friend {
    pub id: Id<Friend>,
    #[belongs_to(one: Owner)]
    #[cascade]
    pub one_id: Id<Owner>,
    #[belongs_to(other: Owner)]
    #[cascade]
    pub other_id: Id<Owner>,
    #[column(default = 2)]
    pub number: i64,
}

/// Its key holds its owner's: in another collection it is another row.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Line {
    #[key]
    #[belongs_to(Owner)]
    #[cascade(delete_orphan)]
    pub owner_id: Id<Owner>,
    #[key]
    pub place: i64,
    #[column(default = 3)]
    pub number: i64,
}

pub fn schema() -> Schema {
    schema![Owner]
}
