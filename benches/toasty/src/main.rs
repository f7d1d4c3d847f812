//! The workloads in toasty, on one connection taken from its pool and a runtime of the current thread.
//! It has no way to read rows one at a time, nor to insert without whole rows given back, so that
//! `stream` and `insert_all_keys` are missing.

mod asks;
mod conflicts;
mod loads;
mod models;
mod portions;
mod relations;
mod writes;

use std::path::Path;
use std::process::ExitCode;

use protocol::{Library, Result, Work};
use toasty::stmt::Value;
use tokio::runtime::{Builder, Runtime};

use crate::models::{Account, Comment, Post, PostTag, Profile, Tag, User};

struct Toasty {
    state: State,
    runtime: Runtime,
}

struct State {
    connection: toasty::Connection,
    /// The rows at hand that `update` changes.
    users: Vec<User>,
}

/// The workload of an async function, run to its end.
macro_rules! work {
    ($work:path) => {
        |toasty, input| toasty.runtime.block_on($work(&mut toasty.state, input))
    };
}

impl Library for Toasty {
    const NAME: &'static str = "toasty";

    fn versions() -> Vec<(&'static str, String)> {
        let toasty = protocol::locked(include_str!("../Cargo.lock"), "toasty");
        let sqlite = sqlite_version().unwrap_or_else(|error| error.to_string());
        vec![("toasty", toasty), ("sqlite", sqlite)]
    }

    fn open(file: Option<&Path>) -> Result<Self> {
        let url = match file {
            Some(file) => format!("sqlite:{}", file.display()),
            None => "sqlite::memory:".to_owned(),
        };
        let runtime = Builder::new_current_thread().enable_time().build()?;
        let connection = runtime.block_on(async {
            let db = toasty::Db::builder()
                .models(toasty::models!(
                    User, Profile, Account, Post, Comment, Tag, PostTag
                ))
                .connect(&url)
                .await?;
            db.connection().await
        })?;
        let users = Vec::new();
        let mut toasty = Self {
            state: State { connection, users },
            runtime,
        };
        toasty.execute(
            "PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
        )?;
        Ok(toasty)
    }

    fn execute(&mut self, script: &str) -> Result<()> {
        // It takes one statement at a time. No value of a script has a semicolon.
        for statement in script.split(';').filter(|text| !text.trim().is_empty()) {
            let query = toasty::sql::query(statement);
            self.runtime
                .block_on(query.exec(&mut self.state.connection))?;
        }
        Ok(())
    }

    fn number(&mut self, query: &str) -> Result<i64> {
        let query = toasty::sql::query(query);
        let rows = self
            .runtime
            .block_on(query.exec(&mut self.state.connection))?;
        match rows.into_iter().next().and_then(first_value) {
            Some(Value::I64(number)) => Ok(number),
            found => Err(format!("{found:?} is no number").into()),
        }
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
            "update" => work!(writes::update),
            // Not `has_many_10k`: it looks through all children for each owner, which takes 17 s.
            "has_many_100" | "has_many" => work!(relations::has_many),
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
            "upsert" => work!(conflicts::upsert),
            "find_or_insert" => work!(conflicts::find_or_insert),
            "update_by_query" => work!(writes::update_by_query),
            "replace" => work!(writes::replace),
            _ => return None,
        })
    }
}

fn first_value(row: Value) -> Option<Value> {
    match row {
        Value::Record(record) => record.fields.into_iter().next(),
        _ => None,
    }
}

fn sqlite_version() -> Result<String> {
    let Toasty { mut state, runtime } = Toasty::open(None)?;
    let query = toasty::sql::query("SELECT sqlite_version()");
    let rows = runtime.block_on(query.exec(&mut state.connection))?;
    match rows.into_iter().next().and_then(first_value) {
        Some(Value::String(version)) => Ok(version),
        found => Err(format!("{found:?} is no text").into()),
    }
}

fn main() -> ExitCode {
    protocol::main::<Toasty>()
}
