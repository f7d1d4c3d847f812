//! The workloads in diesel, as its guides write them.

mod asks;
mod conflicts;
mod loads;
mod models;
mod portions;
mod relations;
mod schema;
mod writes;

use std::path::Path;
use std::process::ExitCode;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use protocol::{Library, Result, Work};

use crate::models::User;

struct Diesel {
    connection: SqliteConnection,
    /// The rows at hand that `update` changes.
    users: Vec<User>,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

impl Library for Diesel {
    const NAME: &'static str = "diesel";

    fn versions() -> Vec<(&'static str, String)> {
        let diesel = protocol::locked(include_str!("../Cargo.lock"), "diesel");
        vec![("diesel", diesel), ("sqlite", sqlite_version())]
    }

    fn open(file: Option<&Path>) -> Result<Self> {
        let url = match file {
            Some(file) => file.to_str().ok_or("the path is no UTF-8")?,
            None => ":memory:",
        };
        let mut connection = SqliteConnection::establish(url)?;
        connection.batch_execute(
            "PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;",
        )?;
        Ok(Self {
            connection,
            users: Vec::new(),
        })
    }

    fn execute(&mut self, script: &str) -> Result<()> {
        Ok(self.connection.batch_execute(script)?)
    }

    fn number(&mut self, query: &str) -> Result<i64> {
        let query = format!("SELECT ({query}) AS number");
        let found: Number = diesel::sql_query(query).get_result(&mut self.connection)?;
        Ok(found.number)
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
            "nested" => relations::nested,
            "belongs_to" => relations::belongs_to,
            "many_to_many" => relations::many_to_many,
            "exists" => relations::exists_related,
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
            "replace" => writes::replace,
            _ => return None,
        })
    }
}

fn sqlite_version() -> String {
    let asked = SqliteConnection::establish(":memory:").map(|mut connection| {
        diesel::select(diesel::dsl::sql::<Text>("sqlite_version()")).get_result(&mut connection)
    });
    match asked {
        Ok(Ok(version)) => version,
        _ => "unknown".to_owned(),
    }
}

fn main() -> ExitCode {
    protocol::main::<Diesel>()
}
