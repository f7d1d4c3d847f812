//! Expansions as they are read, and messages as they are said.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod expansion;
mod messages;
mod own_types;
