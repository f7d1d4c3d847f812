//! The rows of one owner's collection in the database: putting them in, taking them out, asking for one. Not generic.

use super::failure::{exists, explain};
use super::row::gone;
use crate::db::Db;
use crate::error::Result;
use crate::schema::{Link, ModelDef, RelationDef};
use crate::sql::Param;
use crate::sql::write::{self as sql, Which};
use crate::value::Value;

/// The table behind a collection: that of its rows, or of its links. Not generic.
pub(super) struct Members<'q> {
    pub(super) db: &'q Db,
    pub(super) relation: &'static RelationDef,
    pub(super) owner: &'q [Value<'static>],
    pub(super) deletes: bool,
}

/// What tells the rows of a collection: which table, its column with the owner's key, its columns with the row's key.
struct Place {
    model: &'static ModelDef,
    owner: u16,
    member: &'static [u16],
    is_link: bool,
}

impl Members<'_> {
    fn place(&self) -> Option<Place> {
        match self.relation.link {
            Link::BelongsTo => None,
            Link::Has { inverse, .. } => {
                let model = (self.relation.target)();
                let owner = *model.relations[usize::from(inverse)]
                    .key_columns()
                    .first()?;
                Some(Place {
                    model,
                    owner,
                    member: model.key,
                    is_link: false,
                })
            }
            Link::Through { model, from, to } => {
                let model = model();
                let columns = |side: u16| model.relations[usize::from(side)].key_columns();
                Some(Place {
                    model,
                    owner: *columns(from).first()?,
                    member: columns(to),
                    is_link: true,
                })
            }
        }
    }

    pub(super) fn add(&self, keys: &[Vec<Value<'static>>]) -> Result<()> {
        match self.place() {
            Some(place) if place.is_link => self.link(&place, keys),
            Some(place) => self.db.atomically(|| self.adopt(&place, keys)),
            None => Ok(()),
        }
    }

    /// Takes out what is not among the keys, then adds what is missing: a unique key is free before it is taken again.
    pub(super) fn replace(&self, keys: &[Vec<Value<'static>>]) -> Result<()> {
        let Some(place) = self.place() else {
            return Ok(());
        };
        self.db.atomically(|| {
            self.remove(Which::Others, keys)?;
            match place.is_link {
                true => self.link(&place, keys),
                false => self.adopt(&place, keys),
            }
        })
    }

    fn adopt(&self, place: &Place, keys: &[Vec<Value<'static>>]) -> Result<()> {
        if keys.is_empty() {
            return Ok(());
        }
        let text = sql::adopt(place.model, place.owner, keys.len());
        let changed = self.run(place, &text, keys, &[])?;
        if changed == keys.len() {
            return Ok(());
        }
        // One is gone, or one was given twice. By its old key the database can't tell: it may hold the owner's, and have changed.
        let mut distinct: Vec<String> = keys.iter().map(|key| format!("{key:?}")).collect();
        distinct.sort_unstable();
        distinct.dedup();
        if changed == distinct.len() {
            return Ok(());
        }
        let is_gone = |key: &&Vec<Value<'static>>| {
            exists(self.db, place.model, place.model.key, key).is_ok_and(|exists| !exists)
        };
        match keys.iter().find(is_gone) {
            Some(key) => Err(gone(place.model, key)),
            None => Ok(()),
        }
    }

    fn link(&self, place: &Place, keys: &[Vec<Value<'static>>]) -> Result<()> {
        let (Some(to), false) = (place.member.first(), keys.is_empty()) else {
            return Ok(());
        };
        let mut columns = Vec::new();
        let mut values = Vec::new();
        for (column, def) in place.model.places().zip(place.model.columns) {
            let Some(value) = def.default_value() else {
                continue;
            };
            if column != place.owner && column != *to {
                columns.push(column);
                values.push(value);
            }
        }
        self.run(
            place,
            &sql::link(place.model, place.owner, *to, &columns),
            keys,
            &values,
        )
        .map(drop)
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
        let text = if self.deletes || place.is_link {
            sql::expel(place.model, place.owner, place.member, which, keys.len())
        } else {
            sql::release(place.model, place.owner, which, keys.len())
        };
        self.run(
            &place,
            &text,
            if which == Which::All { &[] } else { keys },
            &[],
        )
    }

    pub(super) fn contains(&self, key: &[Value<'_>]) -> Result<bool> {
        let Some(place) = self.place() else {
            return Ok(false);
        };
        let columns: Vec<u16> = [place.owner].iter().chain(place.member).copied().collect();
        let values: Vec<Value<'_>> = self.owner.iter().chain(key).cloned().collect();
        exists(self.db, place.model, &columns, &values)
            .map_err(|error| explain(self.db, place.model, error, []))
    }

    /// Binds the owner, the rows' keys (one array where they are of one column, else one by one) and more values.
    fn run(
        &self,
        place: &Place,
        text: &str,
        keys: &[Vec<Value<'static>>],
        more: &[Value<'_>],
    ) -> Result<usize> {
        let mut params: Vec<Param<'_>> = self.owner.iter().map(Param::Value).collect();
        let array: Vec<Value<'static>> =
            keys.iter().filter_map(|key| key.first().cloned()).collect();
        match place.member {
            _ if keys.is_empty() => {}
            [_] => params.push(Param::List(&array)),
            _ => params.extend(keys.iter().flatten().map(Param::Value)),
        }
        params.extend(more.iter().map(Param::Value));
        self.db.execute(text, &params).map_err(|error| {
            let rows: Vec<_> = keys.iter().map(|key| self.pointing(place, key)).collect();
            explain(self.db, place.model, error, rows.iter().map(|row| &**row))
        })
    }

    /// The keys that a statement writes, as a row: the owner's, and in a link the target's.
    fn pointing(&self, place: &Place, key: &[Value<'static>]) -> Vec<Value<'static>> {
        let value = |column: u16| {
            let target = place.member.iter().position(|member| *member == column);
            match (column == place.owner, target) {
                (true, _) => self.owner.first().cloned(),
                (false, Some(target)) if place.is_link => key.get(target).cloned(),
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
