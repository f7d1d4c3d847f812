//! The calls that write.

use relmodel::Assignments;
use relmodel::prelude::*;

use super::world::*;

/// What a call does, as far as it decides what can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Stores the columns that are given in an item.
    StoresItem,
    /// Among them the name, by which it does not look for the row that is there.
    StoresName,
    /// Stores those that are given in a link.
    StoresLink,
    /// Needs the row at hand.
    NeedsRow,
    /// Needs both ends of a link.
    NeedsBoth,
    /// Deletes the row at hand.
    Deletes,
}

use Kind::{Deletes, NeedsBoth, NeedsRow, StoresItem, StoresLink, StoresName};

/// A call that writes.
pub struct Call {
    pub name: &'static str,
    pub kinds: &'static [Kind],
    pub run: fn(&Db, &World) -> relmodel::Result<()>,
}

macro_rules! calls {
    ($($name:ident [$($kind:ident)*] |$db:ident, $world:ident| $run:expr;)*) => {
        /// All calls.
        pub const CALLS: &[Call] = &[$(Call {
            name: stringify!($name),
            kinds: &[$($kind),*],
            run: |$db, $world| $run,
        }),*];
    };
}

fn new(world: &World) -> NewItemWith<'_> {
    of(world, 10)
}

/// The row that is given, with a code of its own.
fn of(world: &World, code: i64) -> NewItemWith<'_> {
    let given = &world.given;
    let new = NewItem {
        code,
        name: &given.name,
        size: given.size,
        weight: given.weight,
        small: given.small,
        big: given.big,
        shelf_id: given.shelf,
    };
    new.note(given.note)
}

fn good(code: i64, world: &World) -> NewItemWith<'static> {
    let name: &'static str = ["a", "b", "c", "d"][usize::try_from(code % 4).unwrap_or(0)];
    let new = NewItem {
        code,
        name,
        size: 1,
        weight: 1.0,
        small: 1,
        big: 1,
        shelf_id: world.shelf.id,
    };
    new.note("note")
}

/// A row with the code of one that is there.
pub fn old(world: &World) -> NewItemWith<'_> {
    good(2, world)
}

fn changed(world: &World) -> Item {
    let given = world.given.clone();
    Item {
        name: given.name,
        note: given.note.map(str::to_owned),
        size: given.size,
        weight: given.weight,
        small: given.small,
        big: given.big,
        shelf_id: given.shelf,
        ..world.item.clone()
    }
}

fn set(world: &World, i: ItemFields) -> impl Assignments<Item> + use<> {
    let given = world.given.clone();
    (
        i.name.set(given.name),
        i.note.set(given.note),
        i.size.set(given.size),
        i.weight.set(given.weight),
        i.big.set(given.big),
        i.shelf_id.set(given.shelf),
    )
}

fn link(world: &World, l: ItemLabelFields) -> impl Assignments<ItemLabel> + use<> {
    let given = world.given.clone();
    (
        l.text.set(given.name),
        l.size.set(given.size),
        l.weight.set(given.weight),
        l.big.set(given.big),
    )
}

calls! {
    insert [StoresItem StoresName] |db, world| new(world).insert(db).map(drop);
    insert_row [StoresItem StoresName] |db, world| {
        let row = Item { id: Id::from(50), code: 10, ..changed(world) };
        row.insert(db).map(drop)
    };
    insert_all [StoresItem StoresName] |db, world| {
        Item::insert_all(db, [good(20, world), good(21, world), new(world)]).map(drop)
    };
    insert_all_by_statements_of_many_rows [StoresItem StoresName] |db, world| {
        let names: Vec<String> = (0..200).map(|n| format!("many {n}")).collect();
        let (size, weight, small, big, shelf_id) = (1, 1.0, 1, 1, world.shelf.id);
        let many = (100..).zip(&names).map(|(code, name)| {
            let new = NewItem { code, name, size, weight, small, big, shelf_id };
            new.note("note")
        });
        Item::insert_all(db, many.chain([new(world)])).map(drop)
    };
    update [StoresItem StoresName NeedsRow] |db, world| changed(world).update(db);
    update_found [StoresItem StoresName NeedsRow] |db, world| {
        Item::find(world.item.id).update(db, |i| set(world, i)).map(drop)
    };
    update_by_query [StoresItem StoresName] |db, world| {
        Item::filter(|i| i.code.eq(2)).update(db, |i| set(world, i)).map(drop)
    };
    update_limited [StoresItem StoresName] |db, world| {
        let one = Item::all().order_by(|i| i.id).limit(1);
        one.update(db, |i| set(world, i)).map(drop)
    };
    update_returning [StoresItem StoresName NeedsRow] |db, world| {
        Item::find(world.item.id).update_returning(db, |i| set(world, i)).map(drop)
    };
    upsert_new [StoresItem StoresName] |db, world| new(world).upsert(db, |keys| keys.code).map(drop);
    upsert_old [StoresItem StoresName] |db, world| of(world, 2).upsert(db, |keys| keys.code).map(drop);
    upsert_all [StoresItem StoresName] |db, world| {
        Item::upsert_all(db, [good(20, world), of(world, 2), good(21, world)], |keys| keys.code).map(drop)
    };
    upsert_with_new [StoresItem StoresName] |db, world| {
        new(world).upsert_with(db, |keys| keys.code, |old, new| old.size.set(new.size)).map(drop)
    };
    upsert_with_old [StoresItem StoresName] |db, world| {
        good(2, world).upsert_with(db, |keys| keys.code, |old, _| set(world, old)).map(drop)
    };
    insert_or_ignore [StoresItem StoresName] |db, world| {
        new(world).insert_or_ignore(db, |keys| keys.code).map(drop)
    };
    find_or_insert [StoresItem StoresName] |db, world| {
        new(world).find_or_insert(db, |keys| keys.code).map(drop)
    };
    delete [NeedsRow Deletes] |db, world| world.item.delete(db);
    delete_found [NeedsRow Deletes] |db, world| Item::find(world.item.id).delete(db).map(drop);
    delete_by_query [Deletes] |db, _world| Item::filter(|i| i.code.le(2)).delete(db).map(drop);
    delete_returning [NeedsRow Deletes] |db, world| {
        Item::find(world.item.id).delete_returning(db).map(drop)
    };
    add_child [NeedsRow] |db, world| {
        let shelf = world.other.shelf().load(db)?;
        shelf.items().add(db, &mut world.item.clone())
    };
    add_children [NeedsRow] |db, world| {
        let mut items = [world.other.clone(), world.item.clone()];
        world.shelf.items().add_all(db, &mut items)
    };
    remove_child [Deletes] |db, world| world.shelf.items().remove(db, &mut world.item.clone()).map(drop);
    replace_children [Deletes] |db, world| world.shelf.items().replace(db, [&mut world.other.clone()]);
    clear_children [Deletes] |db, world| world.shelf.items().clear(db).map(drop);
    add_link [NeedsBoth] |db, world| world.item.labels().add(db, &world.label);
    add_links [NeedsBoth] |db, world| world.item.labels().add_all(db, [&world.linked, &world.label]);
    add_link_with [StoresLink NeedsBoth] |db, world| {
        let given = &world.given;
        let link = |item_id, label_id| {
            let link = NewItemLabel { item_id, label_id }.text(&*given.name);
            link.size(given.size).weight(given.weight).big(given.big)
        };
        world.item.labels().add_with(db, &world.label, link).map(drop)
    };
    update_link [StoresLink] |db, world| {
        world.item.labels().update_link(db, &world.linked, |l| link(world, l)).map(drop)
    };
    remove_link [] |db, world| world.item.labels().remove(db, &world.linked).map(drop);
    replace_links [NeedsBoth] |db, world| world.item.labels().replace(db, [&world.label]);
    clear_links [] |db, world| world.item.labels().clear(db).map(drop);
}
