//! What a new row is given: the columns of a `New…` struct, and those that are set beside them.

use std::fmt;
use std::marker::PhantomData;

use super::insert;
use crate::db::Executor;
use crate::error::Result;
use crate::expr::ByValue;
use crate::record::Record;
use crate::schema::ModelDef;
use crate::value::{Scalar, Value};

/// A row to insert: a `New…` struct with exactly the columns that must be given, or one with more of them set.
///
/// `NewProfile` lacks the columns that SQLite assigns, that may be NULL or that have a default.
/// The last two are given by methods of their name, and the row is then a `NewProfileWith`.
/// They take a value or an `Option` of one; `None` leaves the column out.
///
/// ```
/// use relmodel::prelude::*;
///
/// #[derive(Model, Debug, PartialEq)]
/// struct Profile {
///     id: Id<Profile>,
///     name: String,
///     bio: Option<String>,
///     #[column(default = 0)]
///     visits: i64,
/// }
///
/// let db = Db::open_in_memory()?;
/// schema![Profile].create(&db)?;
/// let profile = NewProfile { name: "jane" }.bio("writes").insert(&db)?;
/// assert_eq!(profile, Profile { id: Id::from(1), name: "jane".into(), bio: Some("writes".into()), visits: 0 });
///
/// // A column that is not given in the struct is given by its method.
/// NewProfile { name: "joe" }.visits(3).bio(None::<&str>).insert(&db)?;
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// A row of the model itself is inserted, too, by a reference to it: with the key that it holds, and with all columns but generated ones.
/// That is for keys that the program chooses where SQLite would assign them, and for rows that come from elsewhere.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
/// # let db = Db::open_in_memory()?;
/// # schema![Tag].create(&db)?;
/// let tag = Tag { id: Id::from(7), name: "rust".into() };
/// assert_eq!(tag.insert(&db)?, tag);
/// assert!(tag.insert(&db).unwrap_err().is_unique_violation());
/// assert_eq!(NewTag { name: "sql" }.insert(&db)?.id, Id::from(8));
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// Many rows at once are inserted by [`Model::insert_all`](crate::Model::insert_all).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row to insert",
    label = "expected a `New…` struct, or a reference to a row",
    note = "a row of a model is inserted by reference: `row.insert(&db)`, `Model::insert_all(&db, &rows)`"
)]
pub trait Insert<'a> {
    /// The model of the row.
    type Model: Record;

    /// Hands over the columns.
    #[doc(hidden)]
    fn give(new: Self, row: &mut NewValues<'a>);

    /// Inserts the row, and gives it back as it was stored, with its key and defaults: `INSERT INTO … VALUES …`.
    ///
    /// Where the database computes a column (`default = sql(…)`, `generated`) the statement has a `RETURNING`.
    /// What triggers change is not in the row that comes back; [`reload`](crate::Model::reload) reads it.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # db.observe(|e| assert_eq!(e.sql(), r#"INSERT INTO "user" ("name") VALUES (?1)"#));
    /// let ann: User = NewUser { name: "ann" }.insert(&db)?;
    /// assert_eq!(ann.id, Id::from(1));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_unique_violation`, `is_foreign_key_violation` or `is_check_violation` when the row breaks a rule of the table;
    /// `is_unstorable` for NaN and too large integers.
    fn insert(self, db: &dyn Executor) -> Result<Self::Model>
    where
        Self: Sized,
    {
        let mut values = NewValues::new(Self::Model::def());
        Self::give(self, &mut values);
        insert::one(db.db(), values)
    }
}

/// A row with the key that it holds.
#[diagnostic::do_not_recommend]
impl<'a, M: Record> Insert<'a> for &'a M {
    type Model = M;

    fn give(new: Self, row: &mut NewValues<'a>) {
        for (place, column) in row.model.places().zip(row.model.columns) {
            if column.generated.is_none() {
                row.give(place, new.value(place));
            }
        }
    }
}

/// The values of a new row, by column.
#[derive(Debug)]
pub struct NewValues<'a> {
    pub(super) model: &'static ModelDef,
    pub(super) cells: Vec<Option<Value<'a>>>,
}

impl<'a> NewValues<'a> {
    pub(super) fn new(model: &'static ModelDef) -> Self {
        Self {
            model,
            cells: model.columns.iter().map(|_| None).collect(),
        }
    }

    /// Gives a column its value.
    pub fn give(&mut self, column: u16, value: Value<'a>) {
        self.set(column, Some(value));
    }

    fn set(&mut self, column: u16, value: Option<Value<'a>>) {
        if let (Some(cell), Some(_)) = (self.cells.get_mut(usize::from(column)), &value) {
            *cell = value;
        }
    }
}

/// A new row with more columns than those that must be given.
pub struct Draft<'a, M> {
    values: NewValues<'a>,
    model: PhantomData<fn() -> M>,
}

impl<'a, M: Record> Draft<'a, M> {
    /// The columns of a `New…` struct.
    pub fn new(row: impl Insert<'a, Model = M>) -> Self {
        let mut values = NewValues::new(M::def());
        Insert::give(row, &mut values);
        Self {
            values,
            model: PhantomData,
        }
    }

    /// Sets a column; `None` leaves it as it was.
    #[must_use]
    pub fn set<T>(mut self, column: u16, value: impl Give<'a, T>) -> Self {
        self.values.set(column, value.give());
        self
    }

    /// Hands over the columns.
    pub fn give(self, row: &mut NewValues<'a>) {
        *row = self.values;
    }
}

impl<M> fmt::Debug for Draft<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.values.fmt(f)
    }
}

/// What a setter of a new row takes for a column of type `T`: a value, or an `Option` of one. `None` leaves the column out.
///
/// For text that is `&str`, `&String` or `String`, for bytes `&[u8]`, `&Vec<u8>` or `Vec<u8>`, else the type itself.
///
/// ```
/// use relmodel::prelude::*;
///
/// #[derive(Model)]
/// struct Profile {
///     id: Id<Profile>,
///     bio: Option<String>,
/// }
///
/// let bio: Option<String> = None;
/// NewProfile {}.bio("writes");
/// NewProfile {}.bio(String::from("writes"));
/// NewProfile {}.bio(bio.as_deref());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be given to a column of type `{T}`",
    label = "expected a value for a column of type `{T}`, or an `Option` of one"
)]
pub trait Give<'a, T> {
    /// The value.
    #[doc(hidden)]
    fn give(self) -> Option<Value<'a>>;
}

macro_rules! given {
    ($([$($generics:tt)*] $given:ty => $scalar:ty, |$value:ident| $make:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<'a, $($generics)*> Give<'a, $scalar> for $given {
            fn give(self) -> Option<Value<'a>> {
                let $value = self;
                Some($make)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'a, $($generics)*> Give<'a, Option<$scalar>> for $given {
            fn give(self) -> Option<Value<'a>> {
                let $value = self;
                Some($make)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'a, $($generics)*> Give<'a, $scalar> for Option<$given> {
            fn give(self) -> Option<Value<'a>> {
                self.map(|$value| $make)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'a, $($generics)*> Give<'a, Option<$scalar>> for Option<$given> {
            fn give(self) -> Option<Value<'a>> {
                self.map(|$value| $make)
            }
        }
    )*};
}

given! {
    [] &'a str => String, |value| String::from_given(value);
    [] &'a String => String, |value| value.to_sql();
    [] String => String, |value| Value::Text(value.into());
    [] &'a [u8] => Vec<u8>, |value| <Vec<u8>>::from_given(value);
    [] &'a Vec<u8> => Vec<u8>, |value| value.to_sql();
    [] Vec<u8> => Vec<u8>, |value| Value::Blob(value.into());
    [T: ByValue] T => T, |value| value.to_sql().into_owned();
}
