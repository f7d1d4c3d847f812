//! Reading many rows: by pages, in streams and batches, from SQL of one's own; and what shows how it is done.

mod at_once;
mod at_once_decoders;
mod at_once_plans;
mod batches;
mod cursors;
mod explaining;
mod finding;
mod keyset;
mod pages;
mod raw;
mod streams;
