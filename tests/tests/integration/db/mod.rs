//! The database: what it is opened with, and seeing what runs on it.

mod kept_statements;
mod kept_while_deferring;
mod observers;
mod sessions;
mod settings;
