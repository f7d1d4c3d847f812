//! Columns and keys: what is stored comes back as it was, what does not fit is an error that names the column.

mod any_values;
mod autoincrement;
mod chrono_types;
mod collations;
mod date_times;
mod decimals;
mod default_functions;
mod defaults;
mod generated;
mod json;
mod keys;
mod own_types;
mod plain;
mod sql_checks;
mod time_types;
mod unfitting;
mod uuids;
