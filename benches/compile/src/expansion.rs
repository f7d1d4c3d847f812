//! How much macros write: in a whole program, and what relmodel's derive writes for a column and for a relation.

use std::error::Error;
use std::fs;
use std::path::Path;

use crate::command;
use crate::library::Library;
use crate::program::Program;

/// What the derive writes for one more of something.
pub struct Part {
    pub what: &'static str,
    pub lines: f64,
}

/// Lines that macros wrote, as rustc counts and prints them.
pub fn lines(
    program: &Program,
    is_counted: impl Fn(&str) -> bool,
) -> Result<usize, Box<dyn Error>> {
    // The option is not stable yet. It changes nothing of what is compiled.
    let mut rustc = program.cargo(&["rustc", "--", "-Zmacro-stats", "--emit=metadata"]);
    let (_, told) = command::both(rustc.env("RUSTC_BOOTSTRAP", "1"))?;
    let mut lines = 0;
    let mut name = "";
    for row in told
        .lines()
        .filter_map(|line| line.strip_prefix("macro-stats "))
    {
        // A long name stands in a row of its own, before its numbers.
        if !row.starts_with(' ') {
            name = row;
        }
        let mut numbers = row.split_whitespace().rev();
        let is_row = numbers.next().is_some_and(is_number);
        if let (true, Some(count)) = (is_row && is_counted(name), numbers.nth(2)) {
            lines += count.replace('_', "").parse::<usize>()?;
        }
    }
    Ok(lines)
}

fn is_number(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit())
}

const BASE: &str = "#[derive(Model)] struct Main { id: Id<Main>, name: String }
#[derive(Model)] struct Other { id: Id<Other>, name: String, #[belongs_to(main: Main)] #[unique] main_id: Id<Main> }
#[derive(Model)] struct Tag { id: Id<Tag>, name: String }
#[derive(Model)] struct Link { id: Id<Link>, #[belongs_to(Main)] main_id: Id<Main>, #[belongs_to(Tag)] tag_id: Id<Tag> }
";

/// What the derive writes for a model of two columns, and what one more column or relation adds to it.
pub fn parts(scratch: &Path) -> Result<Vec<Part>, Box<dyn Error>> {
    let program = Program::write(Library::Relmodel, 1, &scratch.join("parts"))?;
    let written = |text: &str| -> Result<f64, Box<dyn Error>> {
        let main =
            format!("#![allow(dead_code)]\nuse relmodel::prelude::*;\n{text}\nfn main() {{}}\n");
        fs::write(program.folder.join("src/main.rs"), main)?;
        Ok(lines(&program, |name| name.contains("derive(Model)"))? as f64)
    };
    let base = written(BASE)?;
    let alone = written(BASE.lines().next().unwrap_or_default())?;
    let column = |field: &str| -> Result<f64, Box<dyn Error>> {
        let fields: String = (0..8)
            .map(|i| format!(", {}", field.replace('#', &i.to_string())))
            .collect();
        let name = "struct Main { id: Id<Main>, name: String";
        Ok((written(&BASE.replace(name, &format!("{name}{fields}")))? - base) / 8.0)
    };
    let relation = |text: &str| -> Result<f64, Box<dyn Error>> {
        Ok(written(&BASE.replace("#[derive(Model)] struct Main", text))? - base)
    };
    let belongs = BASE.replace(
        "struct Main { id: Id<Main>, name: String }",
        "struct Main { id: Id<Main>, name: String, tag_id: Id<Tag> }",
    );
    let belonging = belongs.replace(
        "tag_id: Id<Tag> }\n#",
        "#[belongs_to(Tag)] tag_id: Id<Tag> }\n#",
    );
    Ok(vec![
        Part {
            what: "a model of a key and a text",
            lines: alone,
        },
        Part {
            what: "a column that a new row must give: `name: String`",
            lines: column("text#: String")?,
        },
        Part {
            what: "a column that it may give: `note: Option<String>`",
            lines: column("text#: Option<String>")?,
        },
        Part {
            what: "`#[belongs_to(Tag)]` above a column",
            lines: written(&belonging)? - written(&belongs)?,
        },
        Part {
            what: "`#[has_many(others: Other)]`",
            lines: relation("#[derive(Model)] #[has_many(others: Other)] struct Main")?,
        },
        Part {
            what: "`#[has_one(other: Other)]`",
            lines: relation("#[derive(Model)] #[has_one(other: Other)] struct Main")?,
        },
        Part {
            what: "`#[many_to_many(tags: Tag, through = Link)]`",
            lines: relation(
                "#[derive(Model)] #[many_to_many(tags: Tag, through = Link)] struct Main",
            )?,
        },
    ])
}
