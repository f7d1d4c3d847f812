//! The tests that run relmodel against SQLite, as modules of one program, so that they link once.
//!
//! `tests/README.md` says which kind of test lives where. A new file here needs its `mod` line
//! below; an architecture test fails when it is forgotten.

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

mod asking;
mod bad_input;
mod baseball;
mod changing;
mod collections;
mod columns;
mod composite;
mod db;
mod ddl;
mod deferred_keys;
mod existing;
mod harness;
mod inserting_keys;
mod inserting_rows;
mod keyless;
mod models;
mod mondial;
mod naive;
mod names;
mod northwind;
mod open_transactions;
mod projections;
mod reading;
mod relations;
mod renamed_crate;
mod sakila;
mod stackexchange;
mod statements;
mod strategies;
mod transactions;
mod writing;
