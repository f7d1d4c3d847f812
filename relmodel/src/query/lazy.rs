//! A plan that is made when it is first looked at. Most rows are found by their keys, and that needs none.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use super::faults;
use super::plan::{Plan, equal};
use crate::db::{Binder, Executor, Reader};
use crate::error::Result;
use crate::record::KeyValues;
use crate::schema::ModelDef;
use crate::sql::{Node, Output, Scope, write};

/// A plan, or the key of the one row that it would find.
#[derive(Clone)]
pub(crate) enum Lazy {
    /// A key, and its plan if that was looked at.
    Key(Key, OnceLock<Box<Plan>>),
    /// A plan.
    Made(Box<Plan>),
}

/// The key of a row.
#[derive(Clone)]
pub(crate) struct Key {
    model: &'static ModelDef,
    values: KeyValues,
}

impl Lazy {
    /// The row of a model with a key.
    pub(crate) fn by_key(model: &'static ModelDef, values: KeyValues) -> Self {
        let key = Key { model, values };
        match model.is_view {
            // Several rows of a view may have one key, which a plan finds out.
            true => Self::from(key.plan()),
            false => Self::Key(key, OnceLock::new()),
        }
    }

    pub(crate) fn into_plan(self) -> Plan {
        match self {
            Self::Key(key, plan) => match plan.into_inner() {
                Some(plan) => *plan,
                None => key.plan(),
            },
            Self::Made(plan) => *plan,
        }
    }

    /// Calls `decode` with the row of a key, if there is one. Says whether it is about a key and nothing else.
    pub(super) fn read(
        &self,
        db: &dyn Executor,
        decode: &mut dyn FnMut(&mut Reader<'_>) -> Result<()>,
    ) -> Result<bool> {
        let Self::Key(key, _) = self else {
            return Ok(false);
        };
        key.read(db, &mut |reader| match decode(reader) {
            Ok(()) => Ok(()),
            Err(error) => Err(faults::explain_row(error, self, reader, 0)),
        })
        .map_err(|error| faults::explain(error, self))?;
        Ok(true)
    }
}

impl From<Plan> for Lazy {
    fn from(plan: Plan) -> Self {
        Self::Made(Box::new(plan))
    }
}

impl Deref for Lazy {
    type Target = Plan;

    fn deref(&self) -> &Plan {
        match self {
            Self::Key(key, plan) => plan.get_or_init(|| Box::new(key.plan())),
            Self::Made(plan) => plan,
        }
    }
}

impl fmt::Debug for Lazy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl Key {
    /// Calls `row` with the row that has the key, if there is one: it is the only one.
    fn read(
        &self,
        db: &dyn Executor,
        row: &mut dyn FnMut(&mut Reader<'_>) -> Result<()>,
    ) -> Result<()> {
        let text = |sql: &mut Output| write::find(sql, self.model);
        let bind = |binder: &mut Binder<'_, '_>| {
            let mut places = (1..).zip(self.values.as_slice());
            places.try_for_each(|(place, value)| binder.value(place, value))
        };
        db.first(&text, &bind, row)
    }

    fn plan(&self) -> Plan {
        let mut plan = Plan::of(self.model, Scope::fresh());
        let values = self.values.as_slice();
        plan.select.filter = equal(
            plan.scope,
            self.model.key,
            values.iter().cloned().map(Node::Value),
        );
        plan.key = values.to_vec();
        plan
    }
}
