//! Several writers of one file, in threads and in processes, and writers that are killed: what is there in the end.
//!
//! The processes are this program, run again for the one test of `child.rs`.

#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    reason = "a test reports by panicking"
)]
#![allow(
    unreachable_pub,
    reason = "a test program exports nothing: `pub` is the short word for what modules share"
)]

mod chance;
mod child;
mod kills;
mod models;
mod moments;
mod together;
mod work;
mod writes;
