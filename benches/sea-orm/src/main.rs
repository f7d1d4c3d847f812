//! The workloads in sea-orm: entities, loaders and active models, on a pool of one connection and a
//! runtime of the current thread. Beneath it is sqlx, which runs SQLite on a thread of its own.

mod asks;
mod conflicts;
mod entities;
mod loads;
mod portions;
mod relations;
mod writes;

use std::path::Path;
use std::process::ExitCode;

use protocol::{Library, Result, Work};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement,
};
use tokio::runtime::{Builder, Runtime};

use crate::entities::user;

struct SeaOrm {
    state: State,
    runtime: Runtime,
}

struct State {
    db: DatabaseConnection,
    /// The rows at hand that `update` changes.
    users: Vec<user::Model>,
}

/// The workload of an async function, run to its end.
macro_rules! work {
    ($work:path) => {
        |sea_orm, input| sea_orm.runtime.block_on($work(&mut sea_orm.state, input))
    };
}

impl Library for SeaOrm {
    const NAME: &'static str = "sea-orm";

    fn versions() -> Vec<(&'static str, String)> {
        let sea_orm = protocol::locked(include_str!("../Cargo.lock"), "sea-orm");
        let sqlite = sqlite_version().unwrap_or_else(|error| error.to_string());
        vec![("sea-orm", sea_orm), ("sqlite", sqlite)]
    }

    fn open(file: Option<&Path>) -> Result<Self> {
        let runtime = Builder::new_current_thread().enable_time().build()?;
        let db = runtime.block_on(Database::connect(options(file)))?;
        let users = Vec::new();
        Ok(Self {
            state: State { db, users },
            runtime,
        })
    }

    fn execute(&mut self, script: &str) -> Result<()> {
        let done = self.state.db.execute_unprepared(script);
        self.runtime.block_on(done)?;
        Ok(())
    }

    fn number(&mut self, query: &str) -> Result<i64> {
        let query = Statement::from_string(DbBackend::Sqlite, query);
        let row = self.runtime.block_on(self.state.db.query_one_raw(query))?;
        Ok(row.ok_or("no row")?.try_get_by_index(0)?)
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

/// One connection without end, and neither log nor ping.
fn options(file: Option<&Path>) -> ConnectOptions {
    let url = match file {
        Some(file) => format!("sqlite://{}?mode=rwc", file.display()),
        None => "sqlite::memory:".to_owned(),
    };
    let is_file = file.is_some();
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |options| {
            let options = options
                .foreign_keys(true)
                .synchronous(SqliteSynchronous::Normal);
            if is_file {
                return options.journal_mode(SqliteJournalMode::Wal);
            }
            // A database in memory would be in a shared cache, which no other library's is.
            options
                .in_memory(false)
                .shared_cache(false)
                .filename(":memory:")
        });
    options
}

fn sqlite_version() -> Result<String> {
    let SeaOrm { state, runtime } = SeaOrm::open(None)?;
    let query = Statement::from_string(DbBackend::Sqlite, "SELECT sqlite_version()");
    let row = runtime.block_on(state.db.query_one_raw(query))?;
    Ok(row.ok_or("no row")?.try_get_by_index(0)?)
}

fn main() -> ExitCode {
    protocol::main::<SeaOrm>()
}
