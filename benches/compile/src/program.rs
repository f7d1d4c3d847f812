//! Writes a program of any number of models, and has cargo build and run it.

use std::error::Error;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{self, Took};
use crate::library::Library;

/// A program of some models, in a folder of its own.
#[derive(Debug, Clone)]
pub struct Program {
    pub library: Library,
    pub models: usize,
    pub folder: PathBuf,
    target: PathBuf,
}

/// A line that ends so is written once for each model.
const EACH: &str = " //each";

/// The line that is changed between two builds.
const TOUCHED: &str = "// touched";

impl Program {
    /// Writes it. The models are a ring: each belongs to the one before it, and has many of the one behind it.
    pub fn write(library: Library, models: usize, scratch: &Path) -> Result<Self, Box<dyn Error>> {
        let folder = scratch.join(format!("{}-{models}", library.name()));
        let source = folder.join("src");
        fs::create_dir_all(&source)?;
        for (name, text) in library.texts()? {
            match name.to_str().ok_or("a file's name is not text")? {
                "Cargo.toml" => {
                    let relmodel = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../relmodel");
                    let relmodel = relmodel.canonicalize()?;
                    let text = text.replace("RELMODEL", &relmodel.to_string_lossy());
                    let text = text.replace("PROGRAM", &package(models));
                    write(&folder.join(name), text)?;
                }
                "item.rs" => {
                    for model in 0..models {
                        write(
                            &source.join(format!("item{model}.rs")),
                            named(&text, model, models),
                        )?;
                    }
                }
                name => write(&source.join(name), listed(&text, models))?,
            }
        }
        let target = scratch.join("target").join(library.name());
        Ok(Self {
            library,
            models,
            folder,
            target,
        })
    }

    /// A command of cargo on the program.
    pub fn cargo(&self, words: &[&str]) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.arg("--quiet").args(words).current_dir(&self.folder);
        for (name, _) in std::env::vars() {
            let is_set_by_cargo = name.starts_with("CARGO") && name != "CARGO_HOME";
            if is_set_by_cargo || name == "RUSTFLAGS" || name == "RUSTC_WRAPPER" {
                cargo.env_remove(name);
            }
        }
        cargo.env("CARGO_TARGET_DIR", &self.target);
        cargo
    }

    /// Builds and checks everything, what the program depends on among it.
    pub fn fetch(&self) -> Result<(), Box<dyn Error>> {
        command::run(&mut self.cargo(&["build"]))?;
        command::run(&mut self.cargo(&["check"]))?;
        Ok(())
    }

    /// Forgets what was built of the program itself.
    pub fn forget(&self) -> Result<(), Box<dyn Error>> {
        command::run(&mut self.cargo(&["clean", "--package", &self.package()]))?;
        Ok(())
    }

    /// The name of its package. Two of one name would take each other's place in the target folder.
    pub fn package(&self) -> String {
        package(self.models)
    }

    pub fn timed(&self, words: &[&str]) -> Result<Took, Box<dyn Error>> {
        Took::of(&self.cargo(words))
    }

    /// Changes a number in the middle of one function.
    pub fn touch(&self, number: usize) -> Result<(), Box<dyn Error>> {
        let path = self.folder.join("src/item0.rs");
        let text = fs::read_to_string(&path)?;
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let line = lines.iter_mut().find(|line| line.ends_with(TOUCHED));
        let line = line.ok_or("no line of the program says that it is touched")?;
        let start = line.find("+=").ok_or("the touched line adds no number")?;
        line.replace_range(start.., &format!("+= {number}; {TOUCHED}"));
        fs::write(path, lines.join("\n") + "\n")?;
        Ok(())
    }

    pub fn run(&self) -> Result<i64, Box<dyn Error>> {
        Ok(command::run(&mut self.cargo(&["run"]))?.trim().parse()?)
    }

    /// What it prints, and all programs of so many models do.
    pub fn result(&self) -> i64 {
        // Two rows of each model are left, of 10 and 11, and one points at another.
        let first = 11 + 11 * 100 + 1;
        let third = 10 + 10 * 100;
        let models = i64::try_from(self.models).unwrap_or(i64::MAX);
        match models {
            // The third row is of the model itself.
            1 => first + third,
            // All but the first find the third row that the one before it wrote.
            _ => models * first + (models - 1) * third,
        }
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} models", self.library.name(), self.models)
    }
}

/// Writes a file, unless it is there as it should be: then what was built of it is, too.
fn write(path: &Path, text: String) -> Result<(), Box<dyn Error>> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    Ok(fs::write(path, text)?)
}

fn package(models: usize) -> String {
    format!("program{models}")
}

/// Names the model of a text by its number, and the ones before and behind it.
fn named(text: &str, model: usize, models: usize) -> String {
    let next = (model + 1) % models;
    let previous = (model + models - 1) % models;
    let words = [
        ("next_item", "item", next),
        ("NextItem", "Item", next),
        ("prev_item", "item", previous),
        ("PrevItem", "Item", previous),
        ("item", "item", model),
        ("Item", "Item", model),
    ];
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = words.iter().find(|(word, ..)| rest.starts_with(word));
        rest = match word {
            Some((word, name, number)) => {
                written.push_str(&format!("{name}{number}"));
                rest.get(word.len()..)
            }
            None => {
                written.push(first);
                rest.get(first.len_utf8()..)
            }
        }
        .unwrap_or_default();
    }
    written
}

/// Writes the lines that are marked once for each model.
fn listed(text: &str, models: usize) -> String {
    let mut written = String::new();
    for line in text.lines() {
        match line.strip_suffix(EACH) {
            Some(line) => {
                for model in 0..models {
                    written.push_str(&named(line, model, models));
                    written.push('\n');
                }
            }
            None => {
                written.push_str(line);
                written.push('\n');
            }
        }
    }
    written
}
