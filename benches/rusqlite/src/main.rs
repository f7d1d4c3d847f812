//! The workloads in rusqlite, as a careful programmer writes them by hand: statements from the cache,
//! columns by position, related rows by an `IN` list and a `HashMap`, transactions where they help.

mod asks;
mod conflicts;
mod links;
mod loads;
mod portions;
mod relations;
mod rows;
mod wide;
mod writes;

use std::path::Path;
use std::process::ExitCode;

use protocol::{Library, Result, Work};
use rusqlite::Connection;

use crate::rows::User;

/// How many statements are kept prepared: as many as relmodel keeps.
const STATEMENT_CACHE: usize = 128;

struct ByHand {
    connection: Connection,
    /// The rows at hand that `update` changes.
    users: Vec<User>,
}

impl Library for ByHand {
    const NAME: &'static str = "rusqlite";

    fn versions() -> Vec<(&'static str, String)> {
        vec![
            ("rusqlite", "0.41".to_owned()),
            ("sqlite", rusqlite::version().to_owned()),
        ]
    }

    fn open(file: Option<&Path>) -> Result<Self> {
        let connection = match file {
            Some(file) => Connection::open(file)?,
            None => Connection::open_in_memory()?,
        };
        connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
        connection.execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;",
        )?;
        Ok(Self {
            connection,
            users: Vec::new(),
        })
    }

    fn execute(&mut self, script: &str) -> Result<()> {
        Ok(self.connection.execute_batch(script)?)
    }

    fn number(&mut self, query: &str) -> Result<i64> {
        Ok(self.connection.query_row(query, [], |row| row.get(0))?)
    }

    fn work(workload: &str) -> Option<Work<Self>> {
        Some(match workload {
            "lookup" => loads::lookup,
            // `prepare_cached` each time, as with `lookup`: by hand, too, statements can be kept, but
            // then they are prepared where they are not used.
            "lookup_session" => loads::lookup,
            "lookup_tx" => loads::lookup_in_transaction,
            "load3" => loads::three_columns,
            "load10" => loads::ten_columns,
            "load_by_key" => loads::by_key,
            "load_by_name" => loads::by_name,
            "load_limited" => loads::limited,
            "insert" => writes::insert,
            "insert_only" => writes::insert_only,
            "insert_all" => writes::insert_all,
            "insert_all_keys" => writes::insert_all_keys,
            "update" => writes::update,
            "has_many_100" | "has_many" | "has_many_10k" => relations::has_many,
            "nested" => relations::nested,
            "belongs_to" => relations::belongs_to,
            "many_to_many" => relations::many_to_many,
            "exists" => relations::exists,
            "filter_to_one" => asks::by_owner,
            "filter_many_to_many" => asks::by_linked_row,
            "find_by_unique" => asks::by_unique,
            "related" => asks::related,
            "select2" => portions::two_columns,
            "projection" => portions::projection,
            "pages" => portions::pages,
            "keyset" => portions::keyset,
            "stream" => portions::stream,
            "upsert" => conflicts::upsert,
            "find_or_insert" => conflicts::find_or_insert,
            "update_by_query" => writes::update_by_query,
            "replace" => links::replace,
            _ if workload.starts_with("parents_") => relations::has_many,
            _ if workload.starts_with("columns_") => return wide::columns(workload),
            _ => return None,
        })
    }
}

fn main() -> ExitCode {
    protocol::main::<ByHand>()
}
