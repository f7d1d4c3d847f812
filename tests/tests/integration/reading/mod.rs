//! Reading many rows: by pages, in streams and batches, from SQL of one's own; and what shows how it is done.

mod keyset;
mod pages;
