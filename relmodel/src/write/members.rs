//! The rows of one owner's collection in the database: putting them in, taking them out, asking for one. Not generic.

use super::failure::{exists, explain, explain_delete};
use super::prepared::{Cells, given};
use super::row::gone;
use super::{atomically, bound};
use crate::db::Executor;
use crate::error::{Error, Kind, Result};
use crate::schema::{ColumnDef, Default, Link, ModelDef, RelationDef};
use crate::sql::write::{self as sql, Which};
use crate::sql::{Output, Param};
use crate::value::{Value, ValueRef};

/// The table behind a collection: that of its rows, or of its links. Not generic.
pub(super) struct Members<'q> {
    pub(super) db: &'q dyn Executor,
    pub(super) relation: &'static RelationDef,
    pub(super) owner: &'q [Value<'static>],
    pub(super) deletes: bool,
}

/// What tells the rows of a collection: which table, its columns with the owner's key, its columns with the row's key.
struct Place {
    model: &'static ModelDef,
    /// The foreign key that leads to the owner.
    key: &'static RelationDef,
    owner: &'static [u16],
    member: &'static [u16],
    is_link: bool,
}

/// The columns by which a row at hand is known in the collection of a relation.
pub(super) fn member_columns(relation: &RelationDef) -> &'static [u16] {
    match relation.link {
        Link::BelongsTo | Link::Has { .. } | Link::Path => (relation.target)().key,
        Link::Through { model, to, .. } => model().relations[usize::from(to)].referenced(),
    }
}

impl Place {
    /// Refuses a link whose two keys share a column that would have to hold two values: with one of them it would lead elsewhere.
    fn check_shared(&self, owner: &[Value<'_>], member: &[Value<'_>]) -> Result<()> {
        for (column, held) in self.owner.iter().zip(owner) {
            let mut members = self.member.iter().zip(member);
            let other = members.find(|(other, value)| *other == column && *value != held);
            if let Some((_, value)) = other {
                let message = format!(
                    "column `{}` belongs to both keys of the link, and would hold {held} for the one and {value} for the other",
                    self.model.column(*column).name
                );
                return Err(Error::new(Kind::Query, message).with_model(self.model.name));
            }
        }
        Ok(())
    }
}

impl Members<'_> {
    fn place(&self) -> Option<Place> {
        let (model, key, member) = match self.relation.link {
            Link::BelongsTo | Link::Path => return None,
            Link::Has { inverse, .. } => {
                let model = (self.relation.target)();
                (model, &model.relations[usize::from(inverse)], model.key)
            }
            Link::Through { model, from, to } => {
                let model = model();
                let side = |side: u16| &model.relations[usize::from(side)];
                (model, side(from), side(to).key_columns())
            }
        };
        Some(Place {
            model,
            key,
            owner: key.key_columns(),
            member,
            is_link: matches!(self.relation.link, Link::Through { .. }),
        })
    }

    /// What the foreign key of a row holds that was taken out and stays: the owner's key, with NULL where it was released.
    pub(super) fn released(&self) -> Vec<Value<'static>> {
        let Some(place) = self.place() else {
            return Vec::new();
        };
        let released = place.model.released(place.key);
        let held = place.owner.iter().zip(self.owner);
        held.map(|(column, value)| match released.contains(column) {
            true => Value::Null,
            false => value.clone(),
        })
        .collect()
    }

    pub(super) fn add(&self, keys: &[Vec<Value<'static>>]) -> Result<()> {
        self.check_keys(keys)?;
        match self.place() {
            Some(place) if place.is_link => self.link(&place, keys),
            Some(place) => atomically(self.db, place.model, || self.adopt(&place, keys)),
            None => Ok(()),
        }
    }

    /// Takes out what is not among the keys, then adds what is missing: a unique key is free before it is taken again.
    pub(super) fn replace(&self, keys: &[Vec<Value<'static>>]) -> Result<()> {
        let Some(place) = self.place() else {
            return Ok(());
        };
        self.check_keys(keys)?;
        atomically(self.db, place.model, || {
            self.remove(Which::Others, keys)?;
            match place.is_link {
                true => self.link(&place, keys),
                false => self.adopt(&place, keys),
            }
        })
    }

    /// Refuses keys that are NULL, which other columns than a key can be: nothing can point at their rows.
    fn check_keys(&self, keys: &[Vec<Value<'static>>]) -> Result<()> {
        let is_null = |key: &[Value<'_>]| key.contains(&Value::Null);
        if keys.is_empty() || !is_null(self.owner) && !keys.iter().any(|key| is_null(key)) {
            return Ok(());
        }
        let message = format!(
            "`{}` goes by a column that is NULL in a row at hand, so that nothing can point at it: give it a value first",
            self.relation.name
        );
        Err(Error::new(Kind::Query, message).with_model((self.relation.target)().name))
    }

    fn adopt(&self, place: &Place, keys: &[Vec<Value<'static>>]) -> Result<()> {
        if keys.is_empty() {
            return Ok(());
        }
        let text = |sql: &mut Output| sql::adopt(sql, place.model, place.owner);
        let changed = self.run(place, &text, keys, &[])?;
        if changed == keys.len() {
            return Ok(());
        }
        // One was there already, one was given twice, or one is gone. By its old key the database can't tell: it may hold the owner's, and have changed.
        let mut distinct: Vec<String> = keys.iter().map(|key| format!("{key:?}")).collect();
        distinct.sort_unstable();
        distinct.dedup();
        if changed == distinct.len() || self.count(place, keys)? == distinct.len() {
            return Ok(());
        }
        let is_gone = |key: &[Value<'static>]| {
            exists(self.db, place.model, place.model.key, key).is_ok_and(|exists| !exists)
        };
        // Where the owner's key is part of their own, rows that were pointed at it have left their old keys, too.
        let is_nowhere =
            |key: &&Vec<Value<'static>>| is_gone(key) && is_gone(&self.moved(place, key));
        let missing = keys.iter().find(is_nowhere);
        match missing.or_else(|| keys.iter().find(|key| is_gone(key))) {
            Some(key) => Err(gone(place.model, key)),
            None => Ok(()),
        }
    }

    /// How many of the rows are in the collection.
    fn count(&self, place: &Place, keys: &[Vec<Value<'static>>]) -> Result<usize> {
        let mut params: Vec<Param<'_>> = self.owner.iter().map(Param::Value).collect();
        let array = keys.concat();
        params.push(Param::List(&array));
        let mut count = 0;
        let text = |sql: &mut Output| sql::count(sql, place.model, place.owner);
        self.db.query_text(&text, &bound(&params), &mut |reader| {
            if let ValueRef::Integer(rows) = reader.cell(0) {
                count = usize::try_from(rows).unwrap_or(0);
            }
            Ok(())
        })?;
        Ok(count)
    }

    /// The key of a row that was pointed at the owner.
    fn moved(&self, place: &Place, key: &[Value<'static>]) -> Vec<Value<'static>> {
        let held = |(column, old): (&u16, &Value<'static>)| {
            let part = place.owner.iter().position(|owner| owner == column);
            let owner = part.and_then(|part| self.owner.get(part));
            owner.unwrap_or(old).clone()
        };
        place.model.key.iter().zip(key).map(held).collect()
    }

    /// Links a row by a link that holds more than the two keys; says whether it was not linked yet.
    pub(super) fn add_link(&self, key: Vec<Value<'static>>, link: &Cells<'_>) -> Result<bool> {
        let Some(place) = self.place() else {
            return Ok(false);
        };
        let keys = [key];
        self.check_keys(&keys)?;
        let [key] = &keys;
        place.check_shared(self.owner, key)?;
        let is_more =
            |column: &u16| !place.owner.contains(column) && !place.member.contains(column);
        let (columns, values): (Vec<u16>, Vec<Value<'_>>) = given(link)
            .filter(|(column, _)| is_more(column))
            .map(|(column, value)| (column, value.clone()))
            .unzip();
        let text = |sql: &mut Output| {
            sql::link(sql, place.model, place.owner, place.member, &columns);
        };
        let added = self.run(&place, &text, &keys, &values)?;
        Ok(added > 0)
    }

    fn link(&self, place: &Place, keys: &[Vec<Value<'static>>]) -> Result<()> {
        if keys.is_empty() {
            return Ok(());
        }
        let each_its_own = |def: &ColumnDef| matches!(def.default, Some(Default::With(_)));
        if keys.len() > 1 && place.model.columns.iter().any(each_its_own) {
            let mut keys = keys.iter().map(std::slice::from_ref);
            return atomically(self.db, place.model, || {
                keys.try_for_each(|key| self.link(place, key))
            });
        }
        let mut columns = Vec::new();
        let mut values = Vec::new();
        for (column, def) in place.model.places().zip(place.model.columns) {
            let Some(value) = def.default_value() else {
                continue;
            };
            if !place.owner.contains(&column) && !place.member.contains(&column) {
                columns.push(column);
                values.push(value);
            }
        }
        let text = |sql: &mut Output| {
            sql::link(sql, place.model, place.owner, place.member, &columns);
        };
        self.run(place, &text, keys, &values).map(drop)
    }

    pub(super) fn remove(&self, which: Which, keys: &[Vec<Value<'static>>]) -> Result<usize> {
        let Some(place) = self.place() else {
            return Ok(0);
        };
        let which = match (which, keys.is_empty()) {
            (Which::Listed, true) => return Ok(0),
            (Which::Others, true) => Which::All,
            (which, _) => which,
        };
        let keys = if which == Which::All { &[] } else { keys };
        if !self.deletes && !place.is_link {
            let released = place.model.released(place.key);
            let text = |sql: &mut Output| {
                sql::release(sql, place.model, place.owner, &released, which);
            };
            return self.run(&place, &text, keys, &[]);
        }
        let text = |sql: &mut Output| {
            sql::expel(sql, place.model, place.owner, place.member, which);
        };
        self.execute(&text, keys, &[])
            .map_err(|error| self.undeleted(&place, which, keys, error))
    }

    /// Explains why rows or links could not be deleted.
    #[cold]
    fn undeleted(
        &self,
        place: &Place,
        which: Which,
        keys: &[Vec<Value<'static>>],
        error: Error,
    ) -> Error {
        explain_delete(self.db, place.model, error, &|child, key, referenced| {
            let pointing = (child, key);
            let members = (place.model, place.owner, place.member);
            let text = |sql: &mut Output| sql::refers(sql, pointing, referenced, members, which);
            self.asks(&text, keys).is_ok_and(|found| found)
        })
    }

    pub(super) fn contains(&self, key: &[Value<'_>]) -> Result<bool> {
        let Some(place) = self.place() else {
            return Ok(false);
        };
        let columns: Vec<u16> = place.owner.iter().chain(place.member).copied().collect();
        let values: Vec<Value<'_>> = self.owner.iter().chain(key).cloned().collect();
        exists(self.db, place.model, &columns, &values)
            .map_err(|error| explain(self.db, place.model, error, []))
    }

    /// Binds the owner, the rows' keys as one array, and more values.
    fn run(
        &self,
        place: &Place,
        text: &dyn Fn(&mut Output),
        keys: &[Vec<Value<'static>>],
        more: &[Value<'_>],
    ) -> Result<usize> {
        self.execute(text, keys, more).map_err(|error| {
            let rows: Vec<_> = keys.iter().map(|key| self.pointing(place, key)).collect();
            explain(self.db, place.model, error, rows.iter().map(|row| &**row))
        })
    }

    fn execute(
        &self,
        text: &dyn Fn(&mut Output),
        keys: &[Vec<Value<'static>>],
        more: &[Value<'_>],
    ) -> Result<usize> {
        let array = keys.concat();
        let mut params = self.bound(keys, &array);
        params.extend(more.iter().map(Param::Value));
        self.db.execute_text(text, &bound(&params))
    }

    /// What a statement says that gives a truth.
    fn asks(&self, text: &dyn Fn(&mut Output), keys: &[Vec<Value<'static>>]) -> Result<bool> {
        let array = keys.concat();
        let mut found = false;
        self.db
            .query_text(text, &bound(&self.bound(keys, &array)), &mut |reader| {
                found = reader.cell(0) == ValueRef::Integer(1);
                Ok(())
            })?;
        Ok(found)
    }

    /// The owner, and the keys as one array.
    fn bound<'v>(
        &'v self,
        keys: &[Vec<Value<'static>>],
        array: &'v [Value<'static>],
    ) -> Vec<Param<'v>> {
        let owner = self.owner.iter().map(Param::Value);
        let array = (!keys.is_empty()).then_some(Param::List(array));
        owner.chain(array).collect()
    }

    /// The keys that a statement writes, as a row: the owner's, and in a link the target's.
    fn pointing(&self, place: &Place, key: &[Value<'static>]) -> Vec<Value<'static>> {
        let value = |column: u16| {
            let among = |columns: &[u16]| columns.iter().position(|other| *other == column);
            match (among(place.owner), among(place.member)) {
                (Some(owner), _) => self.owner.get(owner).cloned(),
                (None, Some(target)) if place.is_link => key.get(target).cloned(),
                _ => None,
            }
        };
        place
            .model
            .places()
            .map(|column| value(column).unwrap_or(Value::Null))
            .collect()
    }
}
