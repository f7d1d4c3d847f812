//! Makes a module of each example, for `tests/plans`, which runs them on databases that it watches. The programs know nothing of it.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=examples");
    let mut files: Vec<_> = fs::read_dir("examples")?.collect::<io::Result<_>>()?;
    files.sort_by_key(fs::DirEntry::path);
    let mut code = String::new();
    let mut programs = Vec::new();
    for path in files.iter().map(fs::DirEntry::path) {
        let Some(name) = path.file_stem().and_then(|name| name.to_str()) else { continue };
        let main = if path.is_dir() { path.join("main.rs") } else { path.clone() };
        let _ = writeln!(
            code,
            "mod {name} {{\n{}\npub(super) fn run() -> std::process::ExitCode {{ std::process::Termination::report(main()) }}\n}}",
            module(name, &main)?
        );
        programs.push(format!("(\"{name}\", {name}::run)"));
    }
    let count = programs.len();
    let programs = programs.join(", ");
    let _ = writeln!(code, "const PROGRAMS: [(&str, fn() -> ExitCode); {count}] = [{programs}];");
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&folder).join("programs.rs"), code)
}

/// A file of a program as what stands in a module, with the files that it names, and with relmodel as the test has it.
fn module(program: &str, file: &Path) -> io::Result<String> {
    let mut code = String::new();
    for line in fs::read_to_string(file)?.lines() {
        let named = line.strip_prefix("mod ").and_then(|line| line.strip_suffix(';'));
        match named {
            Some(name) => {
                let part = module(program, &file.with_file_name(format!("{name}.rs")))?;
                let _ = writeln!(code, "mod {name} {{\n{part}\n}}");
            }
            None => {
                let line = line.replace("crate::", &format!("crate::{program}::"));
                let _ = writeln!(code, "{line}");
            }
        }
    }
    Ok(code + "#[allow(unused_imports)] use crate::watched as relmodel;")
}
