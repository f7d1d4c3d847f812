//! The database: what it is opened with, and seeing what runs on it.

mod observers;
mod settings;
