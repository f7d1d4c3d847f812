//! What is measured of a program: times, memory, lines of LLVM IR and of macros, instructions.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::command::{self, Took};
use crate::expansion;
use crate::ir::Functions;
use crate::program::Program;

/// A program with all that was measured of it.
pub struct Measured {
    pub program: Program,
    /// The program's own crate, debug.
    pub build: Vec<Took>,
    /// The same after a line was changed.
    pub rebuild: Vec<Took>,
    pub check: Vec<Took>,
    pub recheck: Vec<Took>,
    pub functions: Functions,
    /// Lines that macros wrote.
    pub expanded: usize,
    /// Of rustc, for the program's own crate.
    pub instructions: Option<u64>,
}

impl Measured {
    pub fn new(program: Program) -> Self {
        Self {
            program,
            build: Vec::new(),
            rebuild: Vec::new(),
            check: Vec::new(),
            recheck: Vec::new(),
            functions: Functions::default(),
            expanded: 0,
            instructions: None,
        }
    }

    /// Measures each time once more.
    pub fn round(&mut self, round: usize) -> Result<(), Box<dyn Error>> {
        let program = &self.program;
        program.touch(2 * round)?;
        program.forget()?;
        self.build.push(program.timed(&["build"])?);
        self.check.push(program.timed(&["check"])?);
        program.touch(2 * round + 1)?;
        self.rebuild.push(program.timed(&["build"])?);
        self.recheck.push(program.timed(&["check"])?);
        program.touch(1)
    }

    /// Counts what is the same each time.
    pub fn count(&mut self) -> Result<(), Box<dyn Error>> {
        self.functions = functions(&self.program)?;
        self.expanded = expansion::lines(&self.program, |_| true)?;
        Ok(())
    }

    /// Counts the instructions of rustc, which takes some thirty times as long as rustc.
    pub fn count_instructions(&mut self) -> Result<(), Box<dyn Error>> {
        if self.program.models <= 50 {
            self.instructions = Some(instructions(&self.program)?);
        }
        Ok(())
    }
}

/// The middle one.
pub fn median(values: &[Took], of: impl Fn(&Took) -> f64) -> f64 {
    let mut values: Vec<f64> = values.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The lowest and the highest.
pub fn spread(values: &[Took], of: impl Fn(&Took) -> f64) -> (f64, f64) {
    let values = values.iter().map(of);
    values.fold((f64::INFINITY, 0.0), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

/// The functions of the program's own crate, as rustc gives them to LLVM: what `cargo llvm-lines` counts.
pub fn functions(program: &Program) -> Result<Functions, Box<dyn Error>> {
    let ir = program.folder.join("program.ll");
    let emit = format!("--emit=llvm-ir={}", ir.display());
    let words = [
        "rustc",
        "--",
        &emit,
        "-Cno-prepopulate-passes",
        "-Ccodegen-units=1",
    ];
    command::run(&mut program.cargo(&words))?;
    let functions = Functions::read(&fs::read_to_string(&ir)?);
    fs::remove_file(ir)?;
    Ok(functions)
}

/// The instructions of rustc for the program's own crate, without the linker's.
fn instructions(program: &Program) -> Result<u64, Box<dyn Error>> {
    eprintln!("{program}: instructions");
    let sysroot = command::run(Command::new("rustc").args(["--print", "sysroot"]))?;
    let rustc = Path::new(sysroot.trim()).join("bin/rustc");
    let wrapper = program.folder.join("valgrind.sh");
    let counts = program.folder.join("instructions");
    let text = format!(
        "#!/bin/sh\nshift\ncase \" $* \" in *' --crate-name {package} '*) exec valgrind --quiet --tool=cachegrind --cache-sim=no --cachegrind-out-file='{}' '{rustc}' \"$@\";; esac\nexec '{rustc}' \"$@\"\n",
        counts.display(),
        rustc = rustc.display(),
        package = program.package(),
    );
    fs::write(&wrapper, text)?;
    command::run(Command::new("chmod").arg("+x").arg(&wrapper))?;
    program.forget()?;
    command::run(
        program
            .cargo(&["build"])
            .env("RUSTC_WORKSPACE_WRAPPER", &wrapper),
    )?;
    let counts = fs::read_to_string(counts)?;
    let summary = counts
        .lines()
        .find_map(|line| line.strip_prefix("summary: "));
    Ok(summary.ok_or("valgrind gave no summary")?.trim().parse()?)
}
