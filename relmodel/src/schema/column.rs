//! The description of a column.

use crate::value::{Facts, Type, Value};

/// A column of a model.
#[derive(Debug)]
pub struct ColumnDef {
    /// The name in the database.
    pub name: &'static str,
    /// Its type.
    pub facts: Facts,
    /// The declared type in the DDL.
    pub sql_type: &'static str,
    /// The collation, if it is not SQLite's own, which compares bytes.
    pub collation: Option<&'static str>,
    /// Conditions in SQL that its values meet.
    pub checks: &'static [&'static str],
    /// What a new row gets that doesn't say.
    pub default: Option<Default>,
    /// What SQLite computes it from: then nothing else is stored in it.
    pub generated: Option<Generated>,
    /// Whether SQLite makes its values: it is the key, and the row's number.
    pub auto: bool,
    /// Whether SQLite never makes the same one again.
    pub autoincrement: bool,
}

/// What a new row gets in a column that it doesn't name.
#[derive(Debug, Clone, Copy)]
pub enum Default {
    /// An integer.
    Integer(i64),
    /// A float.
    Real(f64),
    /// A text.
    Text(&'static str),
    /// A truth value, stored as 0 or 1.
    Bool(bool),
    /// The time of the insert, by the program's clock.
    Now,
    /// An expression that the database computes.
    Sql(&'static str),
    /// What a function of the program gives, for each row. The database knows nothing of it.
    With(fn() -> Value<'static>),
}

/// What SQLite computes a column from.
#[derive(Debug, Clone, Copy)]
pub struct Generated {
    /// The expression over other columns.
    pub sql: &'static str,
    /// Whether its values are kept in the table, and not computed when they are read.
    pub stored: bool,
}

/// What a function gives, which has to be of the type.
pub fn default_with<T>(make: impl FnOnce() -> T) -> T {
    make()
}

/// A column, by its name in the database.
#[must_use]
pub const fn column(name: &'static str, facts: Facts) -> ColumnDef {
    ColumnDef {
        name,
        facts,
        sql_type: facts.ty.sql(),
        collation: None,
        checks: &[],
        default: None,
        generated: None,
        auto: false,
        autoincrement: false,
    }
}

impl ColumnDef {
    /// What a new row gets that doesn't say. Its kind is that of the column, or compilation stops here.
    #[must_use]
    #[track_caller]
    pub const fn default(mut self, default: Default) -> Self {
        let facts = &self.facts;
        match default {
            Default::Now => assert!(
                facts.now.is_some(),
                "`default = now` needs a date or a time, and this column is neither"
            ),
            Default::Integer(value) => {
                assert!(
                    match facts.words {
                        Some(words) => words.has_integer(value),
                        None => true,
                    },
                    "the default is no value of this enum: write the one that a variant is stored as"
                );
                assert!(
                    matches!(facts.ty, Type::Integer | Type::Real | Type::Any),
                    "the default is a number, and this column is not: write text in quotes, `true`, `now`, or `sql(\"…\")`"
                );
                assert!(
                    facts.integers.0 <= value && value <= facts.integers.1,
                    "the default is out of the range of the column's type"
                );
            }
            Default::Real(_) => {
                assert!(
                    matches!(facts.ty, Type::Real | Type::Any),
                    "the default is a float, and this column is not: write an integer, text in quotes, `true`, `now`, or `sql(\"…\")`"
                );
            }
            Default::Text(text) => match facts.words {
                Some(words) => assert!(
                    words.has_text(text),
                    "the default is no value of this enum: write the one that a variant is stored as"
                ),
                None => assert!(
                    facts.any_text,
                    "the default is text, and this column is not: write a number, `true`, `now`, or `sql(\"…\")`"
                ),
            },
            Default::Bool(_) => assert!(
                matches!(facts.ty, Type::Integer) && facts.integers.1 == 1,
                "the default is a truth value, and this column is not: write a number, text in quotes, `now`, or `sql(\"…\")`"
            ),
            Default::Sql(_) | Default::With(_) => {}
        }
        self.default = Some(default);
        self
    }

    /// SQLite computes the values.
    #[must_use]
    pub const fn generated(mut self, sql: &'static str, stored: bool) -> Self {
        self.generated = Some(Generated { sql, stored });
        self
    }

    /// Asserts that the column takes NULL, which the derive concluded from how its type is spelled.
    #[must_use]
    #[track_caller]
    pub const fn optional(self) -> Self {
        assert!(
            self.facts.nullable,
            "this is spelled `Option`, but it can't be NULL: give the type another name"
        );
        self
    }

    /// SQLite makes the values. Asserts that it can.
    #[must_use]
    #[track_caller]
    pub const fn auto(mut self) -> Self {
        assert!(
            matches!(self.facts.ty, Type::Integer) && !self.facts.nullable,
            "SQLite assigns only keys that are integers: give this key a type such as `Id<…>` or `i64`"
        );
        self.auto = true;
        self
    }

    /// SQLite makes the values, each only once. Asserts that it can.
    #[must_use]
    #[track_caller]
    pub const fn autoincrement(self) -> Self {
        let mut column = self.auto();
        column.autoincrement = true;
        column
    }

    /// Declares another type in the DDL than the column's own. Asserts that values come back from it as they were stored.
    #[must_use]
    #[track_caller]
    pub const fn sql_type(mut self, sql_type: &'static str) -> Self {
        let fits = matches!(
            (self.facts.ty, sql_type.as_bytes()),
            (_, b"ANY")
                | (Type::Integer | Type::Real, b"INTEGER")
                | (Type::Real, b"REAL")
                | (Type::Text, b"TEXT")
                | (Type::Blob, b"BLOB")
        );
        assert!(
            fits,
            "a column of this SQL type does not keep values of the field's type: write \"ANY\", or leave `sql_type` out"
        );
        self.sql_type = sql_type;
        self
    }

    /// Compares and orders by another collation than SQLite's own. Asserts that the column is text.
    #[must_use]
    #[track_caller]
    pub const fn collate(mut self, collation: &'static str) -> Self {
        assert!(
            matches!(self.facts.ty, Type::Text | Type::Any),
            "only text has a collation, and this column is not: remove `collate`"
        );
        self.collation = Some(collation);
        self
    }

    /// Adds the conditions that its values meet.
    #[must_use]
    pub const fn checks(mut self, checks: &'static [&'static str]) -> Self {
        self.checks = checks;
        self
    }

    /// What a new row gets that doesn't say, as far as the program knows it; an expression only the database can compute.
    pub(crate) fn default_value(&self) -> Option<Value<'static>> {
        Some(match self.default? {
            Default::Integer(v) => Value::Integer(v),
            Default::Bool(v) => Value::Integer(i64::from(v)),
            Default::Real(v) => Value::Real(v),
            Default::Text(v) => Value::Text(v.into()),
            Default::Now => self.facts.now.map_or(Value::Null, |now| (now.value)()),
            Default::With(value) => value(),
            Default::Sql(_) => return None,
        })
    }
}
