//! Results that are values alone, which can be read without copying their texts.

use crate::db::Reader;
use crate::error::Result;
use crate::expr::ByValue;
use crate::row::Part;
use crate::value::{Mismatch, ValueRef};

/// Values alone: column types, and tuples of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not made of values alone",
    label = "expected a column type, or a tuple of column types",
    note = "a model's rows come by `all`, or by `raw` for SQL text; `.select(|row| (row.a, row.b))` takes values of them"
)]
pub trait Cells: Part {
    /// The same as long as the row is read: `&str` for `String`, `&[u8]` for `Vec<u8>`, the type itself for numbers and others that hold no text.
    type Ref<'a>;

    /// Reads the cells.
    ///
    /// # Errors
    /// `is_decode` when a cell is not a value of its type.
    #[doc(hidden)]
    fn borrow<'a>(row: &mut Reader<'a>) -> Result<Self::Ref<'a>>;
}

#[diagnostic::do_not_recommend]
impl<T: ByValue + Part> Cells for T {
    type Ref<'a> = T;

    fn borrow<'a>(row: &mut Reader<'a>) -> Result<T> {
        T::decode(row)
    }
}

#[diagnostic::do_not_recommend]
impl<T: ByValue + Part> Cells for Option<T> {
    type Ref<'a> = Self;

    fn borrow<'a>(row: &mut Reader<'a>) -> Result<Self> {
        Self::decode(row)
    }
}

macro_rules! borrowed {
    ($($type:ty, $borrowed:ty, $read:ident;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Cells for $type {
            type Ref<'a> = &'a $borrowed;

            fn borrow<'a>(row: &mut Reader<'a>) -> Result<&'a $borrowed> {
                row.get_ref($read)
            }
        }

        #[diagnostic::do_not_recommend]
        impl Cells for Option<$type> {
            type Ref<'a> = Option<&'a $borrowed>;

            fn borrow<'a>(row: &mut Reader<'a>) -> Result<Option<&'a $borrowed>> {
                if row.peek() == ValueRef::Null {
                    row.skip(1);
                    return Ok(None);
                }
                row.get_ref($read).map(Some)
            }
        }
    )*};
}

borrowed! {
    String, str, text;
    Vec<u8>, [u8], bytes;
}

fn text(value: ValueRef<'_>) -> Result<&str, Mismatch> {
    match value {
        ValueRef::Text(text) => std::str::from_utf8(text)
            .map_err(|error| Mismatch::Content(format!("not UTF-8: {error}").into())),
        _ => Err(Mismatch::Type),
    }
}

fn bytes(value: ValueRef<'_>) -> Result<&[u8], Mismatch> {
    match value {
        ValueRef::Blob(bytes) => Ok(bytes),
        _ => Err(Mismatch::Type),
    }
}

macro_rules! tuples {
    ($(($($part:ident),+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($part: Cells),+> Cells for ($($part,)+)
        where
            Self: Part,
        {
            type Ref<'a> = ($($part::Ref<'a>,)+);

            fn borrow<'a>(row: &mut Reader<'a>) -> Result<Self::Ref<'a>> {
                Ok(($($part::borrow(row)?,)+))
            }
        }
    )+};
}

tuples! {
    (A, B)
    (A, B, C)
    (A, B, C, D)
    (A, B, C, D, E)
    (A, B, C, D, E, F)
    (A, B, C, D, E, F, G)
    (A, B, C, D, E, F, G, H)
    (A, B, C, D, E, F, G, H, I)
}
