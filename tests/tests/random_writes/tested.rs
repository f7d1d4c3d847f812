//! What a call on any of the models needs to know of it.

use std::fmt::Debug;

use relmodel::bounds::{Cardinality, HasKey, Record, UniqueKeys};
use relmodel::prelude::*;
use relmodel::{Assignment, Insert, Result, Single, Unique};

use crate::cell::{Cell, Field, Given, Row, may, must};
use crate::models::*;
use crate::tables;
use crate::tables::TABLES;
use crate::world::pick;

pub trait Tested: Record + HasKey + UniqueKeys + Clone + PartialEq + Debug {
    /// The number of its table.
    const TABLE: usize;

    fn cells(&self) -> Row;
    fn of(row: &[Cell]) -> Self;
    fn by_key(key: &[Cell]) -> Query<Self, Self, Single>;
    /// A new row. `None` leaves a column out.
    fn new(given: &Given) -> impl Insert<'_, Model = Self>;
    fn set(fields: Self::Fields, column: usize, to: &Cell) -> Assignment<Self>;
    fn add(fields: Self::Fields, number: i64) -> Assignment<Self>;
    fn add_other(old: Self::Fields, new: Self::Fields) -> Assignment<Self>;
    /// Those with a `number` in a range.
    fn among(fields: Self::Fields, first: i64, last: i64) -> Expr<bool>;
    /// By `number`, the greatest first, then by the key.
    fn ordered<C: Cardinality>(query: Query<Self, Self, C>) -> Query<Self, Self, C>;
    /// A unique key, by its place.
    fn unique(keys: Self::Keys, place: usize) -> Unique<Self>;

    fn key(&self) -> Row {
        pick(&self.cells(), TABLES[Self::TABLE].key)
    }
}

macro_rules! tested {
    ($($model:ident in $table:ident {
        columns { $($place:literal $column:ident: $type:ty,)* }
        key |$k:ident| $key:expr;
        new |$given:ident| $new:expr;
        order |$o:ident| $order:expr;
        unique { $($which:literal $unique:ident)* }
    })*) => {$(
        impl Tested for $model {
            const TABLE: usize = tables::$table;

            fn cells(&self) -> Row {
                vec![$(self.$column.cell()),*]
            }

            fn of(row: &[Cell]) -> Self {
                Self { $($column: <$type as Field>::of(&row[$place])),* }
            }

            fn by_key($k: &[Cell]) -> Query<Self, Self, Single> {
                Self::find($key)
            }

            fn new($given: &Given) -> impl Insert<'_, Model = Self> {
                $new
            }

            fn set(fields: Self::Fields, column: usize, to: &Cell) -> Assignment<Self> {
                match column {
                    $($place => fields.$column.set(<$type as Field>::lent(to)),)*
                    _ => unreachable!("no such column"),
                }
            }

            fn add(fields: Self::Fields, number: i64) -> Assignment<Self> {
                fields.number.set(fields.number + number)
            }

            fn add_other(old: Self::Fields, new: Self::Fields) -> Assignment<Self> {
                old.number.set(old.number + new.number)
            }

            fn among(fields: Self::Fields, first: i64, last: i64) -> Expr<bool> {
                fields.number.ge(first).and(fields.number.le(last))
            }

            fn ordered<C: Cardinality>(query: Query<Self, Self, C>) -> Query<Self, Self, C> {
                query.order_by(|$o| $order)
            }

            fn unique(keys: Self::Keys, place: usize) -> Unique<Self> {
                match place {
                    $($which => keys.$unique,)*
                    _ => unreachable!("no such key"),
                }
            }
        }
    )*};
}

fn at<T: Field>(key: &[Cell], place: usize) -> T {
    T::of(&key[place])
}

tested! {
    Owner in OWNER {
        columns { 0 id: Id<Owner>, 1 name: String, 2 number: i64, 3 note: Option<String>, 4 boss_id: Option<Id<Owner>>, }
        key |k| at::<Id<Owner>>(k, 0);
        new |g| NewOwner { name: must::<String>(g, 1) }.number(may::<i64>(g, 2)).note(may::<String>(g, 3)).boss_id(may::<Id<Owner>>(g, 4));
        order |o| (o.number.desc(), o.id);
        unique { 0 id 1 name }
    }
    Tag in TAG {
        columns { 0 name: String, 1 number: i64, 2 code: Option<i64>, }
        key |k| at::<String>(k, 0);
        new |g| NewTag { name: must::<String>(g, 0) }.number(may::<i64>(g, 1)).code(may::<i64>(g, 2));
        order |t| (t.number.desc(), t.name);
        unique { 0 name 1 code }
    }
    Place in PLACE {
        columns { 0 country: String, 1 code: i64, 2 number: i64, 3 label: Option<String>, 4 rank: i64, }
        key |k| (at::<String>(k, 0), at::<i64>(k, 1));
        new |g| NewPlace { country: must::<String>(g, 0), code: must::<i64>(g, 1) }.number(may::<i64>(g, 2)).label(may::<String>(g, 3)).rank(may::<i64>(g, 4));
        order |p| (p.number.desc(), p.country, p.code);
        unique { 0 country_and_code 1 label }
    }
    Item in ITEM {
        columns { 0 id: Id<Item>, 1 title: String, 2 number: i64, 3 owner_id: Option<Id<Owner>>, 4 place_country: Option<String>, 5 place_code: Option<i64>, }
        key |k| at::<Id<Item>>(k, 0);
        new |g| NewItem { title: must::<String>(g, 1) }.number(may::<i64>(g, 2)).owner_id(may::<Id<Owner>>(g, 3)).place_country(may::<String>(g, 4)).place_code(may::<i64>(g, 5));
        order |i| (i.number.desc(), i.id);
        unique { 0 id }
    }
    Part in PART {
        columns { 0 id: Id<Part>, 1 slot: i64, 2 number: i64, 3 owner_id: Id<Owner>, }
        key |k| at::<Id<Part>>(k, 0);
        new |g| NewPart { slot: must::<i64>(g, 1), owner_id: must::<Id<Owner>>(g, 3) }.number(may::<i64>(g, 2));
        order |p| (p.number.desc(), p.id);
        unique { 0 id 1 owner_id_and_slot }
    }
    Screw in SCREW {
        columns { 0 id: Id<Screw>, 1 number: i64, 2 part_id: Id<Part>, 3 spare_id: Option<Id<Part>>, }
        key |k| at::<Id<Screw>>(k, 0);
        new |g| NewScrew { number: must::<i64>(g, 1), part_id: must::<Id<Part>>(g, 2) }.spare_id(may::<Id<Part>>(g, 3));
        order |s| (s.number.desc(), s.id);
        unique { 0 id }
    }
    Bill in BILL {
        columns { 0 id: i64, 1 number: i64, 2 owner_id: Id<Owner>, 3 double: i64, }
        key |k| at::<i64>(k, 0);
        new |g| NewBill { id: must::<i64>(g, 0), number: must::<i64>(g, 1), owner_id: must::<Id<Owner>>(g, 2) };
        order |b| (b.number.desc(), b.id);
        unique { 0 id }
    }
    Card in CARD {
        columns { 0 id: Id<Card>, 1 number: i64, 2 owner_id: Id<Owner>, 3 rank: i64, }
        key |k| at::<Id<Card>>(k, 0);
        new |g| NewCard { number: must::<i64>(g, 1), owner_id: must::<Id<Owner>>(g, 2) }.rank(may::<i64>(g, 3));
        order |c| (c.number.desc(), c.id);
        unique { 0 id 1 owner_id }
    }
    Seat in SEAT {
        columns { 0 id: Id<Seat>, 1 number: i64, 2 owner_id: Option<Id<Owner>>, }
        key |k| at::<Id<Seat>>(k, 0);
        new |g| NewSeat { number: must::<i64>(g, 1) }.owner_id(may::<Id<Owner>>(g, 2));
        order |s| (s.number.desc(), s.id);
        unique { 0 id 1 owner_id }
    }
    OwnerTag in OWNER_TAG {
        columns { 0 owner_id: Id<Owner>, 1 tag_name: String, 2 number: i64, }
        key |k| (at::<Id<Owner>>(k, 0), at::<String>(k, 1));
        new |g| NewOwnerTag { owner_id: must::<Id<Owner>>(g, 0), tag_name: must::<String>(g, 1) }.number(may::<i64>(g, 2));
        order |l| (l.number.desc(), l.owner_id, l.tag_name);
        unique { 0 owner_id_and_tag_name }
    }
    Skill in SKILL {
        columns { 0 id: Id<Skill>, 1 owner_id: Id<Owner>, 2 tag_name: String, 3 number: i64, }
        key |k| at::<Id<Skill>>(k, 0);
        new |g| NewSkill { owner_id: must::<Id<Owner>>(g, 1), tag_name: must::<String>(g, 2), number: must::<i64>(g, 3) };
        order |s| (s.number.desc(), s.id);
        unique { 0 id 1 owner_id_and_tag_name }
    }
    Line in LINE {
        columns { 0 owner_id: Id<Owner>, 1 place: i64, 2 number: i64, }
        key |k| (at::<Id<Owner>>(k, 0), at::<i64>(k, 1));
        new |g| NewLine { owner_id: must::<Id<Owner>>(g, 0), place: must::<i64>(g, 1) }.number(may::<i64>(g, 2));
        order |l| (l.number.desc(), l.owner_id, l.place);
        unique { 0 owner_id_and_place }
    }
    Friend in FRIEND {
        columns { 0 id: Id<Friend>, 1 one_id: Id<Owner>, 2 other_id: Id<Owner>, 3 number: i64, }
        key |k| at::<Id<Friend>>(k, 0);
        new |g| NewFriend { one_id: must::<Id<Owner>>(g, 1), other_id: must::<Id<Owner>>(g, 2) }.number(may::<i64>(g, 3));
        order |f| (f.number.desc(), f.id);
        unique { 0 id }
    }
}

/// Calls a generic function with the model of a table.
#[macro_export]
macro_rules! with_model {
    ($table:expr, $function:ident($($argument:expr),*)) => {
        match $table {
            $crate::tables::OWNER => $function::<$crate::models::Owner>($($argument),*),
            $crate::tables::TAG => $function::<$crate::models::Tag>($($argument),*),
            $crate::tables::PLACE => $function::<$crate::models::Place>($($argument),*),
            $crate::tables::ITEM => $function::<$crate::models::Item>($($argument),*),
            $crate::tables::PART => $function::<$crate::models::Part>($($argument),*),
            $crate::tables::SCREW => $function::<$crate::models::Screw>($($argument),*),
            $crate::tables::BILL => $function::<$crate::models::Bill>($($argument),*),
            $crate::tables::CARD => $function::<$crate::models::Card>($($argument),*),
            $crate::tables::SEAT => $function::<$crate::models::Seat>($($argument),*),
            $crate::tables::OWNER_TAG => $function::<$crate::models::OwnerTag>($($argument),*),
            $crate::tables::SKILL => $function::<$crate::models::Skill>($($argument),*),
            $crate::tables::LINE => $function::<$crate::models::Line>($($argument),*),
            _ => $function::<$crate::models::Friend>($($argument),*),
        }
    };
}

/// A query gives its rows in the order that SQLite likes.
pub fn sorted<M: Tested>(rows: Result<Vec<M>>) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = rows?.iter().map(Tested::cells).collect();
    rows.sort();
    Ok(rows)
}
