//! What stands on the command line.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use crate::library::Library;

pub const HELP: &str = "\
Compiles one program of ten models, written with each library, and says what it took.

  cargo run --release                    measure all, and print the tables
  cargo run --release -- --keep          … and write RESULTS.md and docs/compile-time.svg
  cargo run --release -- write           only write the programs
  cargo run --release -- functions relmodel 10
                                         which functions the LLVM IR of a program is made of

  --rounds N         how often each time is measured; the median is told (5)
  --large N          the same for programs of more than ten models (3)
  --only A,B         these libraries: relmodel, rusqlite, sqlx, toasty, diesel, sea-orm
  --sizes 1,10,50    how many models relmodel's program has (1,10,50,100,200)
  --instructions     count the instructions of rustc through valgrind, too, for up to 50 models: half an hour
  --scratch FOLDER   where programs are written and compiled (a folder of the system's temporary one)";

pub struct Arguments {
    pub task: Task,
    pub rounds: usize,
    pub large: usize,
    pub sizes: Vec<usize>,
    pub instructions: bool,
    pub keep: bool,
    pub scratch: PathBuf,
    only: Option<Vec<Library>>,
    /// As they were given, so that the results can say what made them.
    pub line: String,
}

pub enum Task {
    Measure,
    Write,
    Functions(Library, usize),
}

impl Arguments {
    /// Gives none if help is asked for.
    pub fn read(words: &[String]) -> Result<Option<Self>, Box<dyn Error>> {
        let mut arguments = Self {
            task: Task::Measure,
            rounds: 5,
            large: 3,
            sizes: vec![1, 10, 50, 100, 200],
            instructions: false,
            keep: false,
            scratch: env::temp_dir().join("relmodel-compile"),
            only: None,
            line: told(words),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut next = || {
                words
                    .next()
                    .ok_or_else(|| format!("what follows `{word}`?"))
            };
            match &**word {
                "write" => arguments.task = Task::Write,
                "functions" => {
                    let library = Library::named(next()?)?;
                    arguments.task = Task::Functions(library, next()?.parse()?);
                }
                "--rounds" => arguments.rounds = next()?.parse()?,
                "--large" => arguments.large = next()?.parse()?,
                "--sizes" => {
                    arguments.sizes = next()?
                        .split(',')
                        .map(str::parse)
                        .collect::<Result<_, _>>()?
                }
                "--only" => {
                    let names = next()?.split(',').map(Library::named);
                    arguments.only = Some(names.collect::<Result<_, _>>()?);
                }
                "--instructions" => arguments.instructions = true,
                "--keep" => arguments.keep = true,
                "--scratch" => arguments.scratch = next()?.into(),
                "--help" | "-h" => return Ok(None),
                _ => return Err(format!("`{word}` is not known; --help says what is").into()),
            }
        }
        fs::create_dir_all(&arguments.scratch)?;
        arguments.scratch = arguments.scratch.canonicalize()?;
        Ok(Some(arguments))
    }

    pub fn wants(&self, library: Library) -> bool {
        self.only
            .as_ref()
            .is_none_or(|only| only.contains(&library))
    }
}

/// The command line without the folder, which changes nothing and is nobody else's.
fn told(words: &[String]) -> String {
    let mut told: Vec<&str> = words.iter().map(String::as_str).collect();
    if let Some(place) = told.iter().position(|word| *word == "--scratch") {
        told.drain(place..told.len().min(place + 2));
    }
    told.join(" ")
}
