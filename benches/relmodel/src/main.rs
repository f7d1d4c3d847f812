//! The workloads in relmodel, as its guide writes them.

mod asks;
mod conflicts;
mod links;
mod loads;
mod models;
mod portions;
mod relations;
mod wide;
mod writes;

use std::path::Path;
use std::process::ExitCode;

use protocol::{Library, Result, Work};
use relmodel::prelude::*;

use crate::models::{Post, Tag, User};

struct Relmodel {
    db: Db,
    /// The rows at hand that `update` changes.
    users: Vec<User>,
    /// Those that `related` starts from and `replace` links.
    posts: Vec<Post>,
    tags: Vec<Tag>,
}

impl Library for Relmodel {
    const NAME: &'static str = "relmodel";

    fn versions() -> Vec<(&'static str, String)> {
        let sqlite: relmodel::Result<Vec<String>> =
            Db::open_in_memory().and_then(|db| db.query_raw("SELECT sqlite_version()", ()));
        let sqlite = sqlite.unwrap_or_default().concat();
        vec![("relmodel", "this one".to_owned()), ("sqlite", sqlite)]
    }

    fn open(file: Option<&Path>) -> Result<Self> {
        let db = match file {
            Some(file) => Db::open(file)?,
            None => Db::open_in_memory()?,
        };
        Ok(Self {
            db,
            users: Vec::new(),
            posts: Vec::new(),
            tags: Vec::new(),
        })
    }

    fn execute(&mut self, script: &str) -> Result<()> {
        Ok(self.db.with_connection(|c| c.execute_batch(script))?)
    }

    fn number(&mut self, query: &str) -> Result<i64> {
        let numbers: Vec<i64> = self.db.query_raw(query, ())?;
        numbers.first().copied().ok_or_else(|| "no row".into())
    }

    fn work(workload: &str) -> Option<Work<Self>> {
        Some(match workload {
            "lookup" => loads::lookup,
            "lookup_session" => loads::lookup_in_session,
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
    protocol::main::<Relmodel>()
}
