//! The rules as functions from text to problems: no files here, so that each rule can be shown a
//! bad sample. A problem is one line that says where, what is wrong and what to do.

use std::collections::BTreeMap;

use crate::tokens::{Kind, Token, tokens};
use crate::{LAYERS, MIGRATE_USES, NAME_ANYTHING};

/// A source file: its path inside `src`, with `/`, and its text.
#[derive(Debug, Clone)]
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// The path of the file's module from the crate's root; empty for `lib.rs`.
    fn module(&self) -> Vec<&str> {
        let mut parts: Vec<&str> = self.path.trim_end_matches(".rs").split('/').collect();
        if matches!(parts.last(), Some(&("mod" | "lib"))) {
            parts.pop();
        }
        parts
    }

    /// The module directly below the crate's root that the file belongs to; `lib` for `lib.rs`.
    pub fn top(&self) -> &str {
        self.module().first().copied().unwrap_or("lib")
    }
}

/// A path that starts at the crate's root, however it was written.
#[derive(Debug, PartialEq)]
struct RootPath {
    line: usize,
    /// The first name after the root.
    first: String,
    /// Written `$crate::…`: it is the code of the macro's user that names it.
    in_macro: bool,
}

/// What the names directly below the crate's root stand for: re-exported name → its module.
pub type RootNames = BTreeMap<String, String>;

/// The names that `lib.rs` brings to the crate's root by `use`, with the module each comes from.
pub fn root_names(lib: &str) -> RootNames {
    let tokens = tokens(lib);
    let mut names = RootNames::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.is_name("use") && token.modules == 0 {
            let end = tokens[at..].iter().position(|t| t.is_mark(';'));
            let tree = &tokens[at + 1..end.map_or(tokens.len(), |end| at + end)];
            let mut tree: Vec<&Token> = tree.iter().collect();
            while matches!(tree.first(), Some(t) if t.is_name("crate") || t.is_name("self")) {
                tree.drain(..3.min(tree.len()));
            }
            if let Some(module) = tree.first().and_then(|t| t.name()) {
                for leaf in leaves(&tree) {
                    names.insert(leaf, module.to_owned());
                }
            }
        }
    }
    names
}

/// The names that a use tree binds: the last of each path, or what follows `as`.
fn leaves(tree: &[&Token]) -> Vec<String> {
    let is_end = |next: Option<&&Token>| next.is_none_or(|t| t.is_mark(',') || t.is_mark('}'));
    let mut names = Vec::new();
    for (at, token) in tree.iter().enumerate() {
        if let Some(name) = token.name()
            && is_end(tree.get(at + 1))
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// (a) What a file of `relmodel/src` names against the order of the layers.
pub fn imports_against_the_order(source: &Source, names: &RootNames) -> Vec<String> {
    let from = source.top();
    if NAME_ANYTHING.contains(&from) {
        return Vec::new();
    }
    if !LAYERS.contains(&from) && from != "migrate" {
        return vec![format!(
            "{}: the module `{from}` has no place in the table of layers; give it one",
            source.path
        )];
    }
    let mut problems = Vec::new();
    for path in root_paths(source) {
        if let Err(why) = may_name(from, &path, names) {
            problems.push(format!("{}:{}: {why}", source.path, path.line));
        }
    }
    problems
}

fn may_name(from: &str, path: &RootPath, names: &RootNames) -> Result<(), String> {
    let first = path.first.as_str();
    if path.in_macro && first == "__private" {
        return Ok(());
    }
    let is_module =
        |name: &str| LAYERS.contains(&name) || NAME_ANYTHING.contains(&name) || name == "migrate";
    let module = match names.get(first) {
        _ if is_module(first) => first,
        Some(module) if is_module(module) => module,
        // Another crate, which lib.rs re-exports.
        Some(_) => return Ok(()),
        None => {
            return Err(format!(
                "`crate::{first}` is no module of the table of layers and no re-export of lib.rs; \
                 name the item by its module"
            ));
        }
    };
    let allowed = if module == from {
        true
    } else if from == "migrate" {
        MIGRATE_USES.contains(&module)
    } else {
        let place = |name| LAYERS.iter().position(|layer| *layer == name);
        matches!((place(module), place(from)), (Some(below), Some(above)) if below < above)
    };
    if allowed {
        Ok(())
    } else {
        Err(format!(
            "`{from}` may not name `{module}` (`crate::{first}`): imports go down the order only; \
             move the item down, or what needs it up"
        ))
    }
}

/// All paths from the crate's root: `crate::a::b`, `crate::{a, b::c}`, and `super::super::a` that
/// climbs that far.
fn root_paths(source: &Source) -> Vec<RootPath> {
    let tokens = tokens(&source.text);
    let file_depth = source.module().len();
    let is_path = |at: usize| {
        let mark = |at: usize| tokens.get(at).is_some_and(|t| t.is_mark(':'));
        mark(at) && mark(at + 1)
    };
    let mut paths = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        // In the middle of a path: its beginning was or will be seen.
        if at >= 2 && is_path(at - 2) {
            continue;
        }
        let start = if token.is_name("crate") && is_path(at + 1) {
            at + 3
        } else if token.is_name("super") {
            let mut start = at;
            let mut climbed = 0;
            while tokens.get(start).is_some_and(|t| t.is_name("super")) && is_path(start + 1) {
                climbed += 1;
                start += 3;
            }
            if climbed == 0 || climbed < file_depth + token.modules {
                continue;
            }
            start
        } else {
            continue;
        };
        let in_macro = at >= 1 && tokens[at - 1].is_mark('$');
        for (line, first) in first_names(&tokens[start..]) {
            paths.push(RootPath {
                line,
                first,
                in_macro,
            });
        }
    }
    paths
}

/// The first name of a use tree, or of each of its branches if it opens with a brace.
fn first_names(tree: &[Token]) -> Vec<(usize, String)> {
    let head = |token: &Token| match &token.kind {
        Kind::Name(name) => Some((token.line, name.clone())),
        Kind::Mark('*') => Some((token.line, "*".to_owned())),
        _ => None,
    };
    match tree.first() {
        Some(token) if token.is_mark('{') => {
            let mut names = Vec::new();
            let mut depth = 0;
            for pair in tree.windows(2) {
                match pair[0].kind {
                    Kind::Mark('{') => depth += 1,
                    Kind::Mark('}') => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
                let begins_branch = depth == 1 && (pair[0].is_mark('{') || pair[0].is_mark(','));
                if begins_branch {
                    names.extend(head(&pair[1]));
                }
            }
            names
        }
        Some(token) => head(token).into_iter().collect(),
        None => Vec::new(),
    }
}

/// (b) Where a file names rusqlite.
pub fn rusqlite_named(source: &Source) -> Vec<String> {
    tokens(&source.text)
        .iter()
        .filter(|token| token.is_name("rusqlite"))
        .map(|token| {
            format!(
                "{}:{}: only `db/sqlite.rs` and the files that it is divided into name rusqlite; give them a function for this",
                source.path, token.line
            )
        })
        .collect()
}

/// (c) A file that does not begin by saying what it is for.
pub fn opening_missing(source: &Source) -> Vec<String> {
    if source.text.starts_with("//!") {
        return Vec::new();
    }
    vec![format!(
        "{}: does not open with `//!`: say what the module is for and what it is not",
        source.path
    )]
}

/// (d) What a file of the derive's `expand` names beyond the validated model and its names.
pub fn expand_imports_beyond_ir(source: &Source) -> Vec<String> {
    root_paths(source)
        .iter()
        .filter(|path| !["ir", "naming", "expand"].contains(&path.first.as_str()))
        .map(|path| {
            format!(
                "{}:{}: `expand` sees only `ir` and `naming`, not `{}`; \
                 what it needs to know, `check` puts into `ir`",
                source.path, path.line, path.first
            )
        })
        .collect()
}

/// (e) The paths in backticks in a Markdown text for which `exists` is false.
pub fn paths_missing(markdown: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    const ENDINGS: [&str; 6] = [".rs", ".md", ".toml", ".txt", ".stderr", ".lock"];
    in_backticks(markdown)
        .into_iter()
        .filter(|(_, word)| {
            let is_path = word.contains('/') || ENDINGS.iter().any(|end| word.ends_with(end));
            let is_other = word.contains("::")
                || word.contains("://")
                || word.contains(|c: char| c.is_whitespace() || "<>*{}()\"".contains(c));
            is_path && !is_other
        })
        .filter(|(_, path)| !exists(path))
        .map(|(line, path)| format!("line {line}: `{path}` does not exist"))
        .collect()
}

/// The names of the tests that a Markdown text says things are checked by, with their lines.
///
/// The form is "Checked by `name`."; several names are joined by "and".
pub fn tests_named(markdown: &str) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    for (at, line) in markdown.lines().enumerate() {
        let Some((_, checked_by)) = line.split_once("Checked by ") else {
            continue;
        };
        for (_, name) in in_backticks(checked_by) {
            named.push((at + 1, name));
        }
    }
    named
}

/// What stands between single backticks, outside fenced blocks, with its line.
fn in_backticks(markdown: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (at, line) in markdown.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if !fenced {
            found.extend(
                line.split('`')
                    .skip(1)
                    .step_by(2)
                    .map(|w| (at + 1, w.to_owned())),
            );
        }
    }
    found
}

/// (f) Whether a crate's `lib.rs` says `#![forbid(unsafe_code)]` in code, not in a comment.
pub fn forbids_unsafe(lib: &str) -> bool {
    let wanted = ["#", "!", "[", "forbid", "(", "unsafe_code", ")", "]"];
    tokens(lib).windows(wanted.len()).any(|window| {
        window
            .iter()
            .zip(wanted)
            .all(|(token, wanted)| match &token.kind {
                Kind::Name(name) => name == wanted,
                Kind::Mark(mark) => wanted.chars().eq([*mark]),
                Kind::Text(_) | Kind::Other => false,
            })
    })
}

/// (g) String literals that begin like a SQL statement.
pub fn sql_text(source: &Source) -> Vec<String> {
    const STATEMENTS: [&str; 5] = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE "];
    let mut problems = Vec::new();
    for token in tokens(&source.text) {
        if let Kind::Text(text) = &token.kind
            && let Some(word) = STATEMENTS.iter().find(|word| begins_with(text, word))
        {
            problems.push(format!(
                "{}:{}: a string begins with `{}`: SQL is written in `sql/` only",
                source.path,
                token.line,
                word.trim_end()
            ));
        }
    }
    problems
}

fn begins_with(text: &str, word: &str) -> bool {
    // A literal may continue on the next line, `"\` and a newline.
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\\');
    text.starts_with(word)
}

/// The files beside a test program's `main.rs` that it does not declare, and so never runs.
pub fn modules_not_declared(main: &str, files: &[String]) -> Vec<String> {
    let tokens = tokens(main);
    let declared = |name: &str| {
        tokens
            .windows(2)
            .any(|pair| pair[0].is_name("mod") && pair[1].is_name(name))
    };
    files
        .iter()
        .filter(|name| *name != "main" && !declared(name))
        .map(|name| format!("`{name}.rs` never runs: main.rs lacks `mod {name};`"))
        .collect()
}
