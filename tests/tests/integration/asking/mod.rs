//! Asking: which rows a query gives, compared with the same question asked of a list in Rust.

mod aggregates;
mod all_rows;
mod bound;
mod comparing;
mod dates;
mod functions;
mod groups;
mod joining;
mod matching;
mod random_expressions;
mod random_texts;
mod relations;
mod running;
mod sub_queries;
mod unions;
