//! relmodel, as the examples find it here: a schema that is created has its database watched from then on.

use std::sync::{Mutex, PoisonError};

pub(crate) use ::relmodel::*;

pub(crate) mod prelude {
    //! relmodel's own, but for `schema!`.

    pub(crate) use ::relmodel::prelude::*;

    pub(crate) use super::watched_schema as schema;
}

macro_rules! watched_schema {
    ($($model:tt)*) => {
        crate::watched::Watched(::relmodel::schema![$($model)*])
    };
}
pub(crate) use watched_schema;

/// The statements that ran on all databases that are watched, each once.
static STATEMENTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// A schema whose database is watched from its creation on.
pub(crate) struct Watched(pub(crate) Schema);

impl Watched {
    /// As `Schema::create`.
    pub(crate) fn create(&self, db: &Db) -> Result<()> {
        db.observe(|statement| {
            if !statement.is_control() {
                let mut seen = statements();
                // A program may run the same a million times.
                if !seen.iter().any(|sql| sql == statement.sql()) {
                    seen.push(statement.sql().to_owned());
                }
            }
        });
        self.0.create(db)
    }
}

/// What has run since the last call.
pub(crate) fn take() -> Vec<String> {
    std::mem::take(&mut *statements())
}

fn statements() -> std::sync::MutexGuard<'static, Vec<String>> {
    STATEMENTS.lock().unwrap_or_else(PoisonError::into_inner)
}
