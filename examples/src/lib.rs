//! The examples of relmodel, one program a chapter.
//!
//! There is nothing to import from here. The programs are in `examples/examples/`, what they print
//! is in `examples/expected/`, and `examples/tests/output.rs` compares the two.
//! Run one with `cargo run --example blog`.

#![forbid(unsafe_code)]
