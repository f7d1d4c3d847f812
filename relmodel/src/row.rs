//! What a result can hold: models, tuples, `Option` and `Vec` of them. Knows how to be read; asks for nothing.

use std::any::Any;

use crate::db::Reader;
use crate::error::Result;
use crate::value::{AnyValue, Id, Scalar, ValueRef};

/// Something a query gives: it is read from cells of its owner's statement, or filled from statements below it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be read from rows",
    label = "no column type, model or projection, and no `Option` or `Vec` of one",
    note = "a struct is read with `#[derive(Model)]`, or with `#[derive(Projection)]` and `#[projection(Model)]`"
)]
pub trait Part: Sized + 'static {
    /// How many cells it has in its owner's statement, without the one that tells whether it is there.
    const WIDTH: usize;
    /// Whether a cell before its own tells that it is there, where it may be absent: 1, or 0 for values, whose own cell tells.
    const PRESENCE: usize = 1;
    /// How many relations are loaded below it by statements of their own.
    const MANY: usize = 0;
    /// How deep it goes. What contains itself, be it by way of others, has no depth, and rustc then says the name of this.
    const CONTAINS_ITSELF: usize = 0;

    /// Reads the cells. What comes from other statements stays empty.
    ///
    /// # Errors
    /// `is_decode` when a cell is not a value of its type.
    fn decode(row: &mut Reader<'_>) -> Result<Self>;

    /// Takes what the statements below gave.
    fn fill(&mut self, _filler: &mut Filler<'_>) {}
}

/// A [`Part`] that can be an element of a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row",
    label = "expected a model, a projection, a value or a tuple",
    note = "`u8` alone is none, since `Vec<u8>` is one BLOB: select it in a tuple, or with `.cast::<i64>()`"
)]
pub trait Row: Part {}

/// A [`Row`] that was chosen in place of a whole row: a value, or a tuple.
#[diagnostic::on_unimplemented(
    message = "`{Self}` was not chosen by `select` or `with`",
    label = "neither a value nor a tuple"
)]
pub trait Chosen: Row {}

/// Hands out, row after row, what the statements below gave.
#[derive(Debug)]
pub struct Filler<'a> {
    /// For each relation the list of each row: `Vec<Vec<T>>`.
    lists: &'a mut [Box<dyn Any>],
    row: usize,
    next: usize,
}

impl<'a> Filler<'a> {
    /// Begins at the first row.
    pub(crate) fn new(lists: &'a mut [Box<dyn Any>]) -> Self {
        Self {
            lists,
            row: 0,
            next: 0,
        }
    }

    pub(crate) fn next_row(&mut self) {
        self.row += 1;
        self.next = 0;
    }

    fn take<T: 'static>(&mut self) -> Vec<T> {
        let list = self.lists.get_mut(self.next);
        self.next += 1;
        if let Some(list) = list
            && let Some(lists) = list.downcast_mut::<Vec<Vec<T>>>()
            && let Some(rows) = lists.get_mut(self.row)
        {
            return std::mem::take(rows);
        }
        Vec::new()
    }
}

/// A to-many relation.
impl<T: Row> Part for Vec<T> {
    const WIDTH: usize = 0;
    const MANY: usize = 1;
    const CONTAINS_ITSELF: usize = 1 + T::CONTAINS_ITSELF;

    fn decode(_: &mut Reader<'_>) -> Result<Self> {
        Ok(Self::new())
    }

    fn fill(&mut self, filler: &mut Filler<'_>) {
        *self = filler.take();
    }
}

/// A value that may be NULL, or a to-one relation that may be absent.
impl<T: Part> Part for Option<T> {
    const WIDTH: usize = T::PRESENCE + T::WIDTH;
    const PRESENCE: usize = 0;
    const MANY: usize = T::MANY;
    const CONTAINS_ITSELF: usize = 1 + T::CONTAINS_ITSELF;

    fn decode(row: &mut Reader<'_>) -> Result<Self> {
        if row.peek() == ValueRef::Null {
            row.skip(Self::WIDTH);
            return Ok(None);
        }
        row.skip(T::PRESENCE);
        T::decode(row).map(Some)
    }

    fn fill(&mut self, filler: &mut Filler<'_>) {
        match self {
            Some(part) => part.fill(filler),
            None => filler.next += T::MANY,
        }
    }
}

/// Nothing: what stands for the link of a relation without one, so that this is said once.
impl Part for () {
    const WIDTH: usize = 0;

    fn decode(_: &mut Reader<'_>) -> Result<Self> {
        Ok(())
    }
}

macro_rules! values {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> Part for $type {
            const WIDTH: usize = 1;
            const PRESENCE: usize = 0;

            fn decode(row: &mut Reader<'_>) -> Result<Self> {
                row.get(<Self as Scalar>::from_sql)
            }
        }
    )*};
}

/// Values that may be elements of a list: all but `u8`, whose list is a BLOB.
macro_rules! value_rows {
    ($([$($generics:tt)*] $type:ty;)*) => {
        values!($([$($generics)*] $type;)*);
        $(
            impl<$($generics)*> Row for $type {}
            impl<$($generics)*> Chosen for $type {}
        )*
    };
}

values!([] u8;);
value_rows! {
    [] i8; [] i16; [] i32; [] i64; [] isize; [] u16; [] u32; [] u64; [] usize;
    [] bool; [] f32; [] f64; [] String; [] Vec<u8>; [] AnyValue;
    [M: 'static] Id<M>;
}
#[cfg(feature = "jiff")]
value_rows! { [] jiff::Timestamp; [] jiff::civil::DateTime; [] jiff::civil::Date; [] jiff::civil::Time; }
#[cfg(feature = "chrono")]
value_rows! { [] chrono::DateTime<chrono::Utc>; [] chrono::NaiveDateTime; [] chrono::NaiveDate; [] chrono::NaiveTime; }
#[cfg(feature = "time")]
value_rows! { [] time::OffsetDateTime; [] time::PrimitiveDateTime; [] time::Date; [] time::Time; }
#[cfg(feature = "uuid")]
value_rows! { [] uuid::Uuid; }
#[cfg(feature = "rust_decimal")]
value_rows! { [] rust_decimal::Decimal; }
#[cfg(feature = "json")]
value_rows! { [T: serde::Serialize + serde::de::DeserializeOwned + 'static] crate::value::Json<T>; }

impl<T: Row> Row for Option<T> {}
impl<T: Chosen> Chosen for Option<T> {}

macro_rules! tuples {
    ($(($($part:ident $place:tt),+))+) => {$(
        impl<$($part: Part),+> Part for ($($part,)+) {
            const WIDTH: usize = 0 $(+ $part::WIDTH)+;
            const MANY: usize = 0 $(+ $part::MANY)+;
            const CONTAINS_ITSELF: usize = 1 $(+ $part::CONTAINS_ITSELF)+;

            fn decode(row: &mut Reader<'_>) -> Result<Self> {
                Ok(($($part::decode(row)?,)+))
            }

            fn fill(&mut self, filler: &mut Filler<'_>) {
                $(self.$place.fill(filler);)+
            }
        }
        impl<$($part: Part),+> Row for ($($part,)+) {}
        impl<$($part: Part),+> Chosen for ($($part,)+) {}
    )+};
}

tuples! {
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8)
}
