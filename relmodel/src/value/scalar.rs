//! The column types of the standard library.

use std::borrow::Cow;

use super::{Mismatch, Scalar, Type, Value, ValueRef};
use crate::error::Result;

/// `ColumnType` for types that are a [`Scalar`]: a blanket impl would stand in the way of `Option`.
///
/// Those of other crates are not recommended in messages, where their long paths would crowd out the plain types.
macro_rules! column {
    ($(#[$attribute:meta])* [$($generics:tt)*] $type:ty) => {
        $(#[$attribute])*
        impl<$($generics)*> $crate::value::ColumnType for $type {
            type Base = Self;
            const NULLABLE: bool = false;
            type Given<'a> = <Self as $crate::value::Scalar>::Given<'a>;
            type Join<U: $crate::value::ColumnType> = U;

            #[inline]
            fn from_sql(value: $crate::value::ValueRef<'_>) -> Result<Self, $crate::value::Mismatch> {
                <Self as $crate::value::Scalar>::from_sql(value)
            }

            fn to_value(&self) -> $crate::value::Value<'_> {
                <Self as $crate::value::Scalar>::to_sql(self)
            }

            fn given<'a>(given: Self::Given<'a>) -> $crate::value::Value<'a> {
                <Self as $crate::value::Scalar>::from_given(given)
            }
        }
    };
    ($(#[$attribute:meta])* $type:ty) => {
        $crate::value::scalar::column!($(#[$attribute])* [] $type);
    };
}
pub(super) use column;

/// The part of a range that SQLite's integers hold.
#[allow(
    clippy::cast_possible_truncation,
    reason = "the comparison before it says that it fits"
)]
const fn range(least: i128, greatest: i128) -> (i64, i64) {
    let least = if least < i64::MIN as i128 {
        i64::MIN
    } else {
        least as i64
    };
    let greatest = if greatest > i64::MAX as i128 {
        i64::MAX
    } else {
        greatest as i64
    };
    (least, greatest)
}

macro_rules! integers {
    ($($type:ident)*) => {$(
        impl Scalar for $type {
            const TYPE: Type = Type::Integer;
            const NAME: &'static str = stringify!($type);
            const INTEGERS: (i64, i64) = range($type::MIN as i128, $type::MAX as i128);
            type Given<'a> = Self;

            #[inline]
            fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch> {
                match value {
                    ValueRef::Integer(v) => Self::try_from(v).map_err(|_| {
                        Mismatch::Content(format!("{v} is out of range").into())
                    }),
                    _ => Err(Mismatch::Type),
                }
            }

            #[allow(irrefutable_let_patterns, reason = "the smaller types always fit")]
            fn to_sql(&self) -> Value<'_> {
                match i64::try_from(*self) {
                    Ok(v) => Value::Integer(v),
                    Err(_) => Value::Unstorable(format!("{self} is more than SQLite's integers hold").into()),
                }
            }

            fn from_given<'a>(given: Self::Given<'a>) -> Value<'a> {
                given.to_sql().into_owned()
            }
        }
        column!($type);
    )*};
}

integers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl Scalar for bool {
    const TYPE: Type = Type::Integer;
    const NAME: &'static str = "bool";
    const INTEGERS: (i64, i64) = (0, 1);
    type Given<'a> = Self;

    #[inline]
    fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        match value {
            ValueRef::Integer(0) => Ok(false),
            ValueRef::Integer(1) => Ok(true),
            ValueRef::Integer(v) => {
                Err(Mismatch::Content(format!("{v} is neither 0 nor 1").into()))
            }
            _ => Err(Mismatch::Type),
        }
    }

    fn to_sql(&self) -> Value<'_> {
        Value::Integer(i64::from(*self))
    }

    fn from_given<'a>(given: Self::Given<'a>) -> Value<'a> {
        Value::Integer(i64::from(given))
    }
}
column!(bool);

/// NUMERIC columns of databases made elsewhere hold integers and reals side by side, so a float reads both.
#[allow(
    clippy::cast_precision_loss,
    reason = "SQLite's own conversion does the same"
)]
fn float(value: ValueRef<'_>) -> Result<f64, Mismatch> {
    match value {
        ValueRef::Real(v) => Ok(v),
        ValueRef::Integer(v) => Ok(v as f64),
        _ => Err(Mismatch::Type),
    }
}

impl Scalar for f64 {
    const TYPE: Type = Type::Real;
    const NAME: &'static str = "f64";
    type Given<'a> = Self;

    #[inline]
    fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        float(value)
    }

    fn to_sql(&self) -> Value<'_> {
        Value::Real(*self)
    }

    fn from_given<'a>(given: Self::Given<'a>) -> Value<'a> {
        Value::Real(given)
    }
}
column!(f64);

impl Scalar for f32 {
    const TYPE: Type = Type::Real;
    const NAME: &'static str = "f32";
    type Given<'a> = Self;

    #[allow(
        clippy::cast_possible_truncation,
        reason = "rounding to f32 is what the field's type asks for; range is checked"
    )]
    #[inline]
    fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        let wide = float(value)?;
        let narrow = wide as f32;
        if narrow.is_infinite() && wide.is_finite() {
            return Err(Mismatch::Content(
                format!("{wide:?} is out of range").into(),
            ));
        }
        Ok(narrow)
    }

    fn to_sql(&self) -> Value<'_> {
        Value::Real(f64::from(*self))
    }

    fn from_given<'a>(given: Self::Given<'a>) -> Value<'a> {
        Value::Real(f64::from(given))
    }
}
column!(f32);

impl Scalar for String {
    const TYPE: Type = Type::Text;
    const NAME: &'static str = "String";
    const ANY_TEXT: bool = true;
    type Given<'a> = &'a str;

    #[inline]
    fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        match value {
            ValueRef::Text(v) => match std::str::from_utf8(v) {
                Ok(text) => Ok(text.to_owned()),
                Err(error) => Err(Mismatch::Content(format!("not UTF-8: {error}").into())),
            },
            _ => Err(Mismatch::Type),
        }
    }

    fn to_sql(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self))
    }

    fn from_given<'a>(given: Self::Given<'a>) -> Value<'a> {
        Value::Text(Cow::Borrowed(given))
    }
}
column!(String);

impl Scalar for Vec<u8> {
    const TYPE: Type = Type::Blob;
    const NAME: &'static str = "Vec<u8>";
    type Given<'a> = &'a [u8];

    #[inline]
    fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        match value {
            ValueRef::Blob(v) => Ok(v.to_owned()),
            _ => Err(Mismatch::Type),
        }
    }

    fn to_sql(&self) -> Value<'_> {
        Value::Blob(Cow::Borrowed(self))
    }

    fn from_given<'a>(given: Self::Given<'a>) -> Value<'a> {
        Value::Blob(Cow::Borrowed(given))
    }
}
column!(Vec<u8>);
