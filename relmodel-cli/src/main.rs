//! The command `relmodel`: reads its arguments, writes the models, and says what went wrong.

#![forbid(unsafe_code)]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand};
use relmodel_cli::{Error, inspect, model, print};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Tools for relmodel, the ORM for Rust on SQLite.
#[derive(Parser)]
#[command(name = "relmodel", version, styles = STYLES, arg_required_else_help = true, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the Rust models for a database that exists
    ///
    /// The tables and views of the database become structs with `#[derive(Model)]`, with their relations from both sides.
    /// Types are checked against the values that are stored, so that every row can be read.
    /// What can't be said is left as a comment that says why. The database is only read.
    #[command(
        after_help = "Examples:\n  relmodel models shop.db\n  relmodel models shop.db --out src/models.rs"
    )]
    Models {
        /// The file of the database
        #[arg(value_name = "FILE.db")]
        file: PathBuf,
        /// Write the models into this file, not to the terminal
        #[arg(short, long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let Command::Models { file, out } = Arguments::parse().command;
    match models(&file, out.as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let style = AnsiColor::Red.on_default().bold();
            anstream::eprintln!("{style}error:{style:#} {error}");
            ExitCode::FAILURE
        }
    }
}

fn models(file: &Path, out: Option<&Path>) -> Result<(), Error> {
    if let Some(out) = out
        && is_same(file, out)
    {
        return Err(Error::SameFile(file.to_owned()));
    }
    let database = inspect::read(file)?;
    let text = print::print(&model::decide(&database));
    match out {
        Some(out) => fs::write(out, text).map_err(|error| Error::Unwritable(out.to_owned(), error)),
        None => match io::stdout().lock().write_all(text.as_bytes()) {
            // Who reads the pipe has seen enough, as `head` does.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result.map_err(|error| Error::Unwritable("the terminal".into(), error)),
        },
    }
}

/// Whether both are the same file; one that isn't there is no other's.
fn is_same(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
