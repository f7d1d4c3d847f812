//! The tests of `relmodel models`: the code that it writes, that this compiles and reads every row, and the command itself.

#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test reports by panicking"
)]
#![allow(
    unreachable_pub,
    reason = "a test program exports nothing: `pub` is the short word for what modules share"
)]

mod command;
mod databases;
mod golden;
mod program;
