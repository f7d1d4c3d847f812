//! The contract between the derive and the runtime: what every model tells about itself, and its keys.

use crate::db::Reader;
use crate::error::{Error, Result};
use crate::row::{Part, Row};
use crate::schema::{ColumnDef, IndexDef, ModelDef, RelationDef, Target};
use crate::sql::{Node, Scope};
use crate::value::{ColumnType, Scalar, Value};

/// A model, as the derive describes it. Its verbs are in [`Model`](crate::Model).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "not a model",
    note = "models are structs with `#[derive(Model)]`"
)]
pub trait Record: Sized + 'static {
    /// The columns and relations, as closures get them.
    type Fields: Copy;

    /// The columns, in the order of the fields.
    const COLUMNS: &'static [ColumnDef];
    /// The relations, those that hold a foreign key first.
    const RELATIONS: &'static [RelationDef] = &[];
    /// The indexes that were asked for.
    const INDEXES: &'static [IndexDef] = &[];
    /// Conditions in SQL that each row meets.
    const CHECKS: &'static [&'static str] = &[];

    /// The description.
    fn def() -> &'static ModelDef;
    /// The columns and relations of one occurrence of the table.
    fn fields(scope: Scope) -> Self::Fields;
    /// Reads a row, whose cells are the columns.
    ///
    /// # Errors
    /// `is_decode` when a cell is not a value of its column's type.
    fn decode(row: &mut Reader<'_>) -> Result<Self>;
    /// The value of a column, by its place.
    fn value(&self, column: u16) -> Value<'_>;
}

/// The description of a model, by its name, its table's, and the places of its key's columns.
#[must_use]
pub const fn def<M: Record>(
    name: &'static str,
    table: &'static str,
    key: &'static [u16],
) -> ModelDef {
    ModelDef {
        name,
        table,
        key,
        is_view: false,
        columns: M::COLUMNS,
        relations: M::RELATIONS,
        indexes: M::INDEXES,
        checks: M::CHECKS,
    }
}

/// Says which column could not be read.
#[cold]
pub(crate) fn unreadable(error: Error, model: &'static ModelDef, column: &ColumnDef) -> Error {
    let is_key = model
        .key
        .iter()
        .any(|key| std::ptr::eq(model.column(*key), column));
    let advice = match error.message() {
        "holds NULL" if is_key => ": a key is never NULL, so this column is none",
        "holds NULL" => ": the field must be an `Option`",
        _ => "",
    };
    let message = format!(
        "column `{}` {}, which can't be read as `{}`{advice}",
        column.name,
        error.message(),
        column.facts.rust
    );
    error
        .with_message(message)
        .with_columns(vec![column.name.to_owned()])
        .with_table(model.table)
        .with_model(model.name)
}

/// Says which expression could not be read, by its place in what is selected.
#[cold]
pub(crate) fn unreadable_expression(error: Error, place: usize, expression: &Node) -> Error {
    let advice = match error.message() {
        "holds NULL" if expression.is_reckoned() => {
            ": the result is not a number, or it was made of a row that is missing"
        }
        "holds NULL" => ": say by its type that it may, as an `Option`",
        message if message.ends_with("(REAL)") && expression.is_reckoned() => {
            ": integers are reckoned with in 64 bits, and this result has more"
        }
        _ => "",
    };
    let message = format!(
        "the expression in place {} {}, which can't be read as its type{advice}",
        place + 1,
        error.message()
    );
    error.with_message(message)
}

/// Says how to make the table that is missing, if it is the model's.
#[cold]
pub(crate) fn missing_table(error: Error, model: &ModelDef) -> Error {
    if error.message() != format!("no such table: {}", model.table) {
        return error;
    }
    let message = format!(
        "{}; `schema![{}].create(&db)` makes it",
        error.message(),
        model.name
    );
    error.with_message(message)
}

/// Reads a row from values that are at hand.
pub(crate) fn decode<M: Record>(values: &[Option<Value<'_>>]) -> Result<M> {
    match <M as Record>::decode(&mut Reader::stored(values)) {
        Ok(row) => Ok(row),
        Err(error) => Err(unreadable_cell(error, M::def())),
    }
}

/// Says which column could not be read, by the cell that the error names.
#[cold]
fn unreadable_cell(mut error: Error, model: &'static ModelDef) -> Error {
    match error.take_cell().and_then(|cell| model.columns.get(cell)) {
        Some(column) => unreadable(error, model, column),
        None => error,
    }
}

/// A model is a part of a result by its columns.
#[diagnostic::do_not_recommend]
impl<M: Record> Part for M {
    const WIDTH: usize = M::COLUMNS.len();

    #[inline]
    fn decode(row: &mut Reader<'_>) -> Result<Self> {
        <M as Record>::decode(row)
    }
}

#[diagnostic::do_not_recommend]
impl<M: Record> Row for M {}

/// The values of the key of a row.
pub(crate) fn key_of<M: Record>(row: &M) -> Vec<Value<'_>> {
    values(M::def().key, &|column| row.value(column))
}

/// The values of columns, by what tells one.
fn values<'r>(columns: &[u16], value: &dyn Fn(u16) -> Value<'r>) -> Vec<Value<'r>> {
    columns.iter().map(|column| value(*column)).collect()
}

/// What a key is asked for by: the key itself, a reference to it, or `&str` where it is a `String`; tuples of these for several columns.
///
/// ```
/// use relmodel::prelude::*;
///
/// #[derive(Model)]
/// struct Country {
///     #[key]
///     code: String,
/// }
///
/// #[derive(Model)]
/// struct Price {
///     #[key]
///     country: String,
///     #[key]
///     year: i64,
///     amount: f64,
/// }
///
/// # let db = Db::open_in_memory()?;
/// # schema![Country, Price].create(&db)?;
/// let country: Option<Country> = Country::find("is").optional(&db)?;
/// let price: Option<Price> = Price::find(("is", 2026)).optional(&db)?;
/// # assert!(country.is_none() && price.is_none());
/// # Ok::<(), relmodel::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the key of this model, which is `{K}`",
    label = "expected `{K}`",
    note = "an `Id` is made of a number by `Id::from(7)`; a key of several columns is a tuple in the order of its fields"
)]
pub trait IntoKey<K> {
    /// The values, in the order of the key's columns.
    #[doc(hidden)]
    fn into_values(self) -> KeyValues;
}

/// The values of a key. Most have one, for which a list would be much.
#[derive(Debug, Clone)]
pub enum KeyValues {
    /// Of one column.
    One(Value<'static>),
    /// Of several.
    Several(Vec<Value<'static>>),
}

impl KeyValues {
    pub(crate) fn as_slice(&self) -> &[Value<'static>] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Several(values) => values,
        }
    }
}

impl FromIterator<Value<'static>> for KeyValues {
    fn from_iter<I: IntoIterator<Item = Value<'static>>>(values: I) -> Self {
        Self::Several(values.into_iter().collect())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> IntoKey<T> for T {
    fn into_values(self) -> KeyValues {
        KeyValues::One(self.to_sql().into_owned())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> IntoKey<T> for &T {
    fn into_values(self) -> KeyValues {
        KeyValues::One(self.to_sql().into_owned())
    }
}

#[diagnostic::do_not_recommend]
impl IntoKey<String> for &str {
    fn into_values(self) -> KeyValues {
        KeyValues::One(Value::Text(self.to_owned().into()))
    }
}

/// A model with a key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model with a key",
    label = "this goes by the key of a row",
    note = "models are structs with `#[derive(Model)]`; the rows of one that is `#[model(keyless)]` are inserted, and read, changed and deleted by `all`, `filter` and the relations of others"
)]
pub trait HasKey: Record {
    /// The type of its column, or a tuple for several.
    type Key;
}

/// A model whose rows are told apart by other columns than its key, too: those of a `#[unique]`, whose names hash to `NAMES`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `#[unique]` over this",
    label = "not a `#[unique]` of `{Self}`",
    note = "`references` names a field of `{Self}` with `#[unique]`, or the fields of a `#[unique(a, b)]` above it in the same order; without `references` a foreign key refers to the key"
)]
pub trait UniqueKey<const NAMES: u64>: Record {
    /// The type of the column, or a tuple for several.
    type Values;
    /// The columns, by their places in the model.
    const PLACES: &'static [u16];
}

/// A column, or a tuple of columns, that can hold the key of `M`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't hold the key of `{M}`",
    label = "not the type of `{M}`'s key",
    note = "the field of a `#[belongs_to({M})]` has the type of the key in `{M}`, or an `Option` of it",
    note = "a key of several columns is held by as many, in the order of `{M}`'s fields: `key = (a, b)`"
)]
pub trait KeyOf<M> {
    /// The model, and its key.
    const TARGET: Target;
}

impl<M: HasKey, T: ColumnType<Base: Is<M::Key>>> KeyOf<M> for T {
    const TARGET: Target = Target::key_of(M::def);
}

/// A column, or a tuple of columns, that can hold what tells the rows of `M` apart by other columns than its key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't hold what `references` names in `{M}`",
    label = "not the type of these fields",
    note = "a foreign key has the types of what it refers to, or an `Option` of each; `references` names the fields in the order of their `#[unique(a, b)]`, and `key` in the same"
)]
pub trait Refers<M, const NAMES: u64> {
    /// The model, and the columns.
    const TARGET: Target;
}

impl<M: UniqueKey<NAMES>, T: ColumnType<Base: Is<M::Values>>, const NAMES: u64> Refers<M, NAMES>
    for T
{
    const TARGET: Target = Target::columns_of(M::def, M::PLACES);
}

/// The same type.
#[diagnostic::on_unimplemented(
    message = "a foreign key of type `{Self}` can't hold a key of type `{K}`",
    label = "what it refers to is of type `{K}`",
    note = "the field of a `belongs_to` has the type of what it refers to, or an `Option` of it; a key of several columns is named above the struct, in the order of its target's fields: `#[belongs_to(name: Model, key = (a, b))]`"
)]
pub trait Is<K> {}

impl<K> Is<K> for K {}

#[diagnostic::do_not_recommend]
impl IntoKey<Vec<u8>> for &[u8] {
    fn into_values(self) -> KeyValues {
        KeyValues::One(Value::Blob(self.to_owned().into()))
    }
}

macro_rules! keys {
    ($(($($part:ident $given:ident $place:tt),+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($part, $given: IntoKey<$part>),+> IntoKey<($($part,)+)> for ($($given,)+) {
            fn into_values(self) -> KeyValues {
                let mut values = Vec::new();
                $(values.extend_from_slice(self.$place.into_values().as_slice());)+
                KeyValues::Several(values)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<M: HasKey, $($part: ColumnType),+> KeyOf<M> for ($($part,)+)
        where
            ($($part::Base,)+): Is<M::Key>,
        {
            const TARGET: Target = Target::key_of(M::def);
        }

        #[diagnostic::do_not_recommend]
        impl<M: UniqueKey<NAMES>, $($part: ColumnType,)+ const NAMES: u64> Refers<M, NAMES>
            for ($($part,)+)
        where
            ($($part::Base,)+): Is<M::Values>,
        {
            const TARGET: Target = Target::columns_of(M::def, M::PLACES);
        }
    )+};
}

keys! {
    (A X 0, B Y 1)
    (A X 0, B Y 1, C Z 2)
    (A X 0, B Y 1, C Z 2, D W 3)
    (A X 0, B Y 1, C Z 2, D W 3, E V 4)
    (A X 0, B Y 1, C Z 2, D W 3, E V 4, F U 5)
    (A X 0, B Y 1, C Z 2, D W 3, E V 4, F U 5, G T 6)
    (A X 0, B Y 1, C Z 2, D W 3, E V 4, F U 5, G T 6, H S 7)
}
