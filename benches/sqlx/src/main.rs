//! The workloads in sqlx: SQL by hand, rows by `FromRow`, one connection with its cached statements,
//! on a runtime of the current thread. sqlx runs SQLite on a thread of its own.

mod asks;
mod conflicts;
mod loads;
mod portions;
mod relations;
mod rows;
mod writes;

use std::path::Path;
use std::process::ExitCode;

use protocol::{Library, Result, Work};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions as _, SqliteConnection};
use tokio::runtime::{Builder, Runtime};

use crate::rows::User;

struct Sqlx {
    state: State,
    runtime: Runtime,
}

struct State {
    connection: SqliteConnection,
    /// The rows at hand that `update` changes.
    users: Vec<User>,
}

/// The workload of an async function, run to its end.
macro_rules! work {
    ($work:path) => {
        |sqlx, input| sqlx.runtime.block_on($work(&mut sqlx.state, input))
    };
}

impl Library for Sqlx {
    const NAME: &'static str = "sqlx";

    fn versions() -> Vec<(&'static str, String)> {
        let sqlx = protocol::locked(include_str!("../Cargo.lock"), "sqlx");
        let sqlite = sqlite_version().unwrap_or_else(|error| error.to_string());
        vec![("sqlx", sqlx), ("sqlite", sqlite)]
    }

    fn open(file: Option<&Path>) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .foreign_keys(true)
            .synchronous(SqliteSynchronous::Normal);
        let options = match file {
            Some(file) => options
                .filename(file)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal),
            // `in_memory` would be a shared cache, which no other library's is.
            None => options.filename(":memory:"),
        };
        let runtime = Builder::new_current_thread().build()?;
        let connection = runtime.block_on(options.connect())?;
        let users = Vec::new();
        Ok(Self {
            state: State { connection, users },
            runtime,
        })
    }

    fn execute(&mut self, script: &str) -> Result<()> {
        let script = sqlx::raw_sql(AssertSqlSafe(script));
        self.runtime
            .block_on(script.execute(&mut self.state.connection))?;
        Ok(())
    }

    fn number(&mut self, query: &str) -> Result<i64> {
        let query = sqlx::query_scalar(AssertSqlSafe(query));
        Ok(self
            .runtime
            .block_on(query.fetch_one(&mut self.state.connection))?)
    }

    fn work(workload: &str) -> Option<Work<Self>> {
        Some(match workload {
            "lookup" | "lookup_session" => work!(loads::lookup),
            "lookup_tx" => work!(loads::lookup_in_transaction),
            "load3" => work!(loads::three_columns),
            "load10" => work!(loads::ten_columns),
            "load_by_key" => work!(loads::by_key),
            "load_by_name" => work!(loads::by_name),
            "load_limited" => work!(loads::limited),
            "insert" => work!(writes::insert),
            "insert_only" => work!(writes::insert_only),
            "insert_all" => work!(writes::insert_all),
            "insert_all_keys" => work!(writes::insert_all_keys),
            "update" => work!(writes::update),
            "has_many_100" | "has_many" | "has_many_10k" => work!(relations::has_many),
            "nested" => work!(relations::nested),
            "belongs_to" => work!(relations::belongs_to),
            "many_to_many" => work!(relations::many_to_many),
            "exists" => work!(relations::exists),
            "filter_to_one" => work!(asks::by_owner),
            "filter_many_to_many" => work!(asks::by_linked_row),
            "find_by_unique" => work!(asks::by_unique),
            "related" => work!(asks::related),
            "select2" => work!(portions::two_columns),
            "projection" => work!(portions::projection),
            "pages" => work!(portions::pages),
            "keyset" => work!(portions::keyset),
            "stream" => work!(portions::stream),
            "upsert" => work!(conflicts::upsert),
            "find_or_insert" => work!(conflicts::find_or_insert),
            "update_by_query" => work!(writes::update_by_query),
            "replace" => work!(writes::replace),
            _ => return None,
        })
    }
}

fn sqlite_version() -> Result<String> {
    let Sqlx { mut state, runtime } = Sqlx::open(None)?;
    let query = sqlx::query_scalar("SELECT sqlite_version()");
    Ok(runtime.block_on(query.fetch_one(&mut state.connection))?)
}

fn main() -> ExitCode {
    protocol::main::<Sqlx>()
}
