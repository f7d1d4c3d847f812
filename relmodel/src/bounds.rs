//! The traits, and the types that speak for foreign keys, that stand in bounds and in compile errors. Programs rarely name them: what they mean is said where they are used.

pub use crate::expr::{
    Addend, Arguments, ByValue, DateAndTime, Dated, Divisor, Float, Integer, Nullable, Number,
    Ordered, OrderedAs, Parts, Settable, Storable, Text, TextAs, TextPart, Timed, Values,
};
pub use crate::projection::{ColumnField, FieldShape, ManyField, OneField, OptionalField, Source};
pub use crate::query::{
    Beside, Cardinality, Cells, Include, ManyRows, Origin, ParamValue, Push, ToMany, ToOne, Whole,
};
pub use crate::record::{HasKey, Is, KeyOf, Record, Refers, UniqueKey};
pub use crate::relation::{
    Along, Ambiguous, ByKey, Deletes, Fk, HasMany, HasOne, ManyToMany, Narrowed, SetsNull, Stays,
    Unenforced, Walked, Way,
};
pub use crate::relation::{
    Ascending, Ascends, BelongsTo, Descending, Descends, Direct, ForeignKey, Hop, InTree, KeyType,
    LeadsTo, Linked, Named, Of, OnlyKeys, Presence, Related, ThroughModel, ToMaybe, Uniqueness,
};
pub use crate::row::{Part, Row};
pub use crate::value::Scalar;
pub use crate::write::{
    Collection, Handed, LinkKeys, Linkable, Removable, RowOf, UniqueKeys, Writable,
};
