//! Asking: which rows a query gives, compared with the same question asked of a list in Rust.

mod comparing;
mod dates;
mod functions;
mod joining;
mod matching;
mod relations;
mod running;
