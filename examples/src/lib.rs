//! The examples of relmodel, one program a chapter, and the guide as tests.
//!
//! The programs are in `examples/examples/`, what they print is in `examples/expected/`, and
//! `examples/tests/output.rs` compares the two. Run one with `cargo run --example blog`.
//! The code on the pages of `docs/` is compiled and run by `cargo test --doc`.

#![forbid(unsafe_code)]

pub mod guide;
pub mod plans;

#[cfg(doctest)]
#[doc = include_str!("../../docs/coming-from-flask-sqlalchemy.md")]
struct ComingFromFlaskSqlalchemy;

#[cfg(doctest)]
#[doc = include_str!("../../docs/existing-databases.md")]
struct ExistingDatabases;

#[cfg(doctest)]
#[doc = include_str!("../../docs/relations.md")]
struct Relations;

#[cfg(doctest)]
#[doc = include_str!("../../docs/asking.md")]
struct Asking;

#[cfg(doctest)]
#[doc = include_str!("../../docs/results.md")]
struct Results;

#[cfg(doctest)]
#[doc = include_str!("../../docs/writing.md")]
struct Writing;
