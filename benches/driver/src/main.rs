//! Builds all libraries, checks that they do the same, measures them, and makes tables and charts.

mod build;
mod chart;
mod check;
mod command;
mod count;
mod data;
mod facts;
mod growth;
mod growth_chart;
mod render;
mod serve;
mod time;

use std::process::ExitCode;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    match command::run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
