//! `rust_decimal::Decimal`, as text without trailing zeros, so that equal numbers are equal texts.

use rust_decimal::Decimal;

use super::scalar::column;
use super::{Mismatch, Scalar, Type, Value, ValueRef};
use crate::error::Result;

#[diagnostic::do_not_recommend]
impl Scalar for Decimal {
    const TYPE: Type = Type::Text;
    const NAME: &'static str = "Decimal";
    type Given<'a> = Self;

    fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        let ValueRef::Text(bytes) = value else {
            return Err(Mismatch::Type);
        };
        let text = String::from_utf8_lossy(bytes);
        // Exact: what has more digits than a `Decimal` is not rounded.
        Self::from_str_exact(&text)
            .map_err(|error| Mismatch::Content(format!("{text:?} can't be read: {error}").into()))
    }

    fn to_sql(&self) -> Value<'_> {
        Value::Text(self.normalize().to_string().into())
    }

    fn from_given<'a>(given: Self::Given<'a>) -> Value<'a> {
        given.to_sql().into_owned()
    }
}
column!(
    #[diagnostic::do_not_recommend]
    Decimal
);
