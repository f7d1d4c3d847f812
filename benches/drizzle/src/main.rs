//! The workloads in drizzle (drizzle-rs), over its rusqlite driver: prepared statements in loops, and its
//! relational queries, which ask for the related rows as JSON in one statement.

mod asks;
mod conflicts;
mod loads;
mod relations;
mod schema;
mod writes;

use std::path::Path;
use std::process::ExitCode;

use drizzle::sqlite::rusqlite::Drizzle;
use protocol::{Library, Result, Work};
use rusqlite::Connection;

use crate::schema::{Schema, SelectUser};

struct Drizzled {
    db: Drizzle<Schema>,
    tables: Schema,
    /// The rows at hand that `update` changes.
    users: Vec<SelectUser>,
}

impl Library for Drizzled {
    const NAME: &'static str = "drizzle";

    fn versions() -> Vec<(&'static str, String)> {
        let drizzle = protocol::locked(include_str!("../Cargo.lock"), "drizzle");
        vec![
            ("drizzle", drizzle),
            ("sqlite", rusqlite::version().to_owned()),
        ]
    }

    fn open(file: Option<&Path>) -> Result<Self> {
        let connection = match file {
            Some(file) => Connection::open(file)?,
            None => Connection::open_in_memory()?,
        };
        connection.execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;",
        )?;
        let (db, tables) = Drizzle::new(connection, Schema::new());
        Ok(Self {
            db,
            tables,
            users: Vec::new(),
        })
    }

    fn execute(&mut self, script: &str) -> Result<()> {
        Ok(self.db.conn().execute_batch(script)?)
    }

    fn number(&mut self, query: &str) -> Result<i64> {
        Ok(self.db.conn().query_row(query, [], |row| row.get(0))?)
    }

    fn work(workload: &str) -> Option<Work<Self>> {
        Some(match workload {
            "lookup" | "lookup_session" => loads::lookup,
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
            "belongs_to" => relations::belongs_to,
            "many_to_many" => relations::many_to_many,
            "exists" => relations::exists_related,
            "filter_to_one" => asks::by_owner,
            "filter_many_to_many" => asks::by_linked_row,
            "find_by_unique" => asks::by_unique,
            "related" => asks::related,
            "select2" => loads::two_columns,
            "pages" => asks::pages,
            "keyset" => asks::keyset,
            "upsert" => conflicts::upsert,
            "find_or_insert" => conflicts::find_or_insert,
            "replace" => writes::replace,
            // Not `nested` and `projection`: this version can't read related rows of related rows, which
            // arrive as text in its JSON. Not `stream`: its rows are decoded all at once. Not
            // `update_by_query`: an update sets values, no expressions.
            _ => return None,
        })
    }
}

fn main() -> ExitCode {
    protocol::main::<Drizzled>()
}
