//! Runs every example and compares what it prints with `examples/expected/`, letter by letter.
//!
//! `BLESS=1 cargo test -p relmodel-examples` writes the expected files from what is printed now.

#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reports by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn every_example_prints_what_is_expected() {
    let mut different = Vec::new();
    for name in examples() {
        let printed = match run(&name) {
            Ok(printed) => printed,
            Err(problem) => {
                different.push(problem);
                continue;
            }
        };
        let file = expected_file(&name);
        if blessing() {
            fs::write(&file, printed).expect("an expected output can be written");
            continue;
        }
        // A file that is missing is an empty one here: the difference shows what it should hold.
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if let Some(difference) = difference(&expected, &printed) {
            different.push(format!(
                "example `{name}` prints something else than examples/expected/{name}.txt \
                 (- expected, + printed):\n{difference}"
            ));
        }
    }
    assert!(
        different.is_empty(),
        "\n{}\nIf the new output is right: BLESS=1 cargo test -p relmodel-examples\n",
        different.join("\n")
    );
}

#[test]
fn every_example_has_its_expected_output_and_every_output_its_example() {
    if blessing() {
        // The files are being written just now.
        return;
    }
    let examples = examples();
    let expected = names_in("expected", "txt");
    let missing: Vec<_> = examples.difference(&expected).collect();
    let lonely: Vec<_> = expected.difference(&examples).collect();
    assert!(missing.is_empty(), "no file in examples/expected for {missing:?}");
    assert!(lonely.is_empty(), "no program in examples/examples for {lonely:?}");
}

/// The chapters and exercises of the tutorial, the README's program, and what the tutorial has no word for.
#[test]
fn there_is_an_example_for_each_chapter_and_exercise_of_the_tutorial_and_for_large_questions() {
    let expected = [
        "blog",
        "both_sides",
        "cascade",
        "dashboard",
        "library",
        "loading",
        "many_to_many",
        "n_plus_one",
        "one_to_many",
        "one_to_one",
        "quickstart",
        "self_referential",
        "shop",
        "social",
        "streaming",
    ];
    assert_eq!(examples(), expected.map(str::to_owned).into());
}

#[test]
fn every_example_opens_by_saying_what_it_shows() {
    for name in examples() {
        let folder = package().join("examples");
        let program = folder.join(&name).join("main.rs");
        let program = if program.exists() { program } else { folder.join(format!("{name}.rs")) };
        let text = read(&program);
        assert!(text.starts_with("//!"), "example `{name}` does not open with `//!`");
    }
}

/// The program in the README is the example `quickstart`, and its printed result is what that
/// example prints. So neither can go stale.
#[test]
fn the_readme_shows_the_quickstart_example_and_its_output() {
    let readme = read(&root().join("README.md"));
    let program = read(&package().join("examples/quickstart.rs"));
    let program = without_opening(&program);
    if let Some(difference) = difference(program, &fenced(&readme, "rust")) {
        panic!("the README's program is not the example `quickstart` (+ README):\n{difference}");
    }
    let output = read(&expected_file("quickstart"));
    if let Some(difference) = difference(&output, &fenced(&readme, "text")) {
        panic!("the README's result is not expected/quickstart.txt (+ README):\n{difference}");
    }
}

#[test]
fn a_difference_shows_the_changed_lines_and_their_neighbours() {
    assert_eq!(difference("a\nb\n", "a\nb\n"), None);
    let expected = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    let printed = "1\n2\n3\n4\nfive\n6\n7\n8\n9\nten\n";
    let shown = difference(expected, printed).expect("they differ");
    assert_eq!(shown, "  …\n  3\n  4\n- 5\n+ five\n  6\n  7\n  8\n  9\n+ ten\n");
}

#[test]
fn a_missing_newline_at_the_end_is_a_difference() {
    let shown = difference("a\n", "a").expect("they differ");
    assert!(shown.contains("newline"), "{shown}");
}

#[test]
fn a_fenced_block_is_the_first_of_its_language() {
    let text = "x\n```rust\nfn main() {}\n```\n```text\nhello\n```\n```text\nlater\n```\n";
    assert_eq!(fenced(text, "rust"), "fn main() {}\n");
    assert_eq!(fenced(text, "text"), "hello\n");
    assert_eq!(fenced(text, "sql"), "");
}

/// Whether what is printed becomes what is expected.
fn blessing() -> bool {
    std::env::var_os("BLESS").is_some()
}

/// The folder of this package.
fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn root() -> &'static Path {
    package().parent().expect("the examples are a folder of the workspace")
}

fn expected_file(name: &str) -> PathBuf {
    package().join("expected").join(format!("{name}.txt"))
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// A file of its own each, or a folder with a `main.rs`.
fn examples() -> BTreeSet<String> {
    let folders = fs::read_dir(package().join("examples")).into_iter().flatten();
    let folders = folders
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.join("main.rs").exists())
        .map(|path| path.file_name().expect("it has a name").to_string_lossy().into_owned());
    names_in("examples", "rs").into_iter().chain(folders).collect()
}

/// The names without ending of the files in a folder of this package; none if it doesn't exist.
fn names_in(folder: &str, ending: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(package().join(folder)).into_iter().flatten();
    entries
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.extension().is_some_and(|end| end == ending))
        .map(|path| path.file_stem().expect("it has a name").to_string_lossy().into_owned())
        .collect()
}

/// What an example prints, run with the command that the README shows.
///
/// Through cargo, so that an example which changed is built first. `cargo test` has let go of the
/// build folder by now.
fn run(name: &str) -> Result<String, String> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root()).args(["run", "--quiet", "--example", name]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let output = cargo.output().expect("cargo runs");
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("example `{name}` failed, {}:\n{said}", output.status));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| format!("example `{name}` prints something that is not UTF-8"))
}

/// A program without the comment it opens with and the empty line after it.
fn without_opening(program: &str) -> &str {
    let mut rest = program;
    while let Some((line, after)) = rest.split_once('\n') {
        if !line.starts_with("//!") && !line.is_empty() {
            break;
        }
        rest = after;
    }
    rest
}

/// The first fenced block of a language; empty if there is none.
fn fenced(markdown: &str, language: &str) -> String {
    let opening = format!("```{language}");
    let mut lines = markdown.lines().skip_while(|line| *line != opening);
    lines.next();
    let mut block = String::new();
    for line in lines.take_while(|line| *line != "```") {
        block += line;
        block.push('\n');
    }
    block
}

/// How two texts differ by lines, with two lines around each change; `None` if they don't.
fn difference(expected: &str, printed: &str) -> Option<String> {
    const AROUND: usize = 2;
    if expected == printed {
        return None;
    }
    let lines =
        changes(&expected.lines().collect::<Vec<_>>(), &printed.lines().collect::<Vec<_>>());
    if lines.iter().all(|(mark, _)| *mark == ' ') {
        return Some("  they differ in the newline at the end\n".to_owned());
    }
    let is_near = |at: usize| {
        let near = at.saturating_sub(AROUND)..lines.len().min(at + AROUND + 1);
        lines[near].iter().any(|(mark, _)| *mark != ' ')
    };
    let mut text = String::new();
    let mut left_out = false;
    for (at, (mark, line)) in lines.iter().enumerate() {
        if is_near(at) {
            text += &format!("{mark} {line}\n");
        } else if !left_out {
            text += "  …\n";
        }
        left_out = !is_near(at);
    }
    Some(text)
}

/// The lines of both texts in one list: ' ' in both, '-' only in the first, '+' only in the second.
fn changes<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    // common[i][j]: the most lines that old[i..] and new[j..] share in order.
    let mut common = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let mut lines = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || common[i + 1][j] >= common[i][j + 1]) {
            lines.push(('-', old[i]));
            i += 1;
        } else {
            lines.push(('+', new[j]));
            j += 1;
        }
    }
    lines
}
