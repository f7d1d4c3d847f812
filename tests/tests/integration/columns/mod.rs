//! Columns and keys: what is stored comes back as it was, what does not fit is an error that names the column.

mod date_times;
mod defaults;
mod keys;
mod plain;
mod unfitting;
