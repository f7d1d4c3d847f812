//! The libraries that are there, built.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::Result;

/// What all are compared with.
pub const BASE: &str = "rusqlite";
/// What this is about.
pub const OURS: &str = "relmodel";

/// A library's program.
pub struct Library {
    pub name: String,
    pub program: PathBuf,
}

/// Builds the crates of the folder that have a program `bench-NAME`: those wanted, or all; rusqlite
/// is always among them, and first. One that can't be built is said and left out.
pub fn all(folder: &Path, wanted: &[String]) -> Result<Vec<Library>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let manifest = std::fs::read_to_string(folder.join(&name).join("Cargo.toml"));
        let is_library =
            manifest.is_ok_and(|text| text.contains(&format!("name = \"bench-{name}\"")));
        if is_library && (wanted.is_empty() || wanted.contains(&name) || name == BASE) {
            names.push(name);
        }
    }
    names.sort_by_key(|name| (name != BASE, name != OURS, name.clone()));
    let mut sqlite = None;
    let mut libraries = Vec::new();
    for name in names {
        eprintln!("building {name}");
        match build(&folder.join(&name), &name, &mut sqlite) {
            Ok(program) => libraries.push(Library { name, program }),
            Err(error) if name == BASE || name == OURS => return Err(error),
            Err(error) => eprintln!("{name} is left out: {error}"),
        }
    }
    Ok(libraries)
}

/// Builds a crate and gives its program. The SQLite that rusqlite compiles is offered to all others,
/// which link it where they don't bring their own.
fn build(folder: &Path, name: &str, sqlite: &mut Option<OsString>) -> Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo
        .args([
            "build",
            "--release",
            "--quiet",
            "--message-format=json-render-diagnostics",
        ])
        .current_dir(folder)
        .stderr(Stdio::inherit());
    if let Some(sqlite) = sqlite.as_ref().filter(|_| name != OURS) {
        cargo.env("SQLITE3_LIB_DIR", sqlite);
        // Link it, also with the feature `bundled`, and not what pkg-config knows of.
        for name in [
            "SQLITE3_STATIC",
            "LIBSQLITE3_SYS_USE_PKG_CONFIG",
            "SQLITE3_NO_PKG_CONFIG",
        ] {
            cargo.env(name, "1");
        }
    }
    let output = cargo.output()?;
    if !output.status.success() {
        return Err(format!("cargo build fails for {name}").into());
    }
    let mut program = None;
    for line in String::from_utf8(output.stdout)?.lines() {
        let message: Value = serde_json::from_str(line)?;
        let of = message["package_id"].as_str().unwrap_or_default();
        if sqlite.is_none() && of.contains("libsqlite3-sys") {
            *sqlite = message["out_dir"].as_str().map(OsString::from);
        }
        if let Some(file) = message["executable"].as_str() {
            program = Some(PathBuf::from(file));
        }
    }
    program.ok_or_else(|| format!("{name} has no program").into())
}
