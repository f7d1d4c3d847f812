//! Runs commands, and says what one took: wall time, CPU time, peak memory.

use std::env;
use std::error::Error;
use std::io;
use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// What a command took, with all that it started.
#[derive(Debug, Clone, Copy)]
pub struct Took {
    pub seconds: f64,
    pub cpu_seconds: f64,
    /// Of the largest process.
    pub peak_megabytes: f64,
}

impl Took {
    /// A process of its own waits for the command, since the system tells what all awaited processes took together.
    pub fn of(command: &Command) -> Result<Self, Box<dyn Error>> {
        let mut timed = Command::new(env::current_exe()?);
        timed
            .arg("timed")
            .arg(command.get_program())
            .args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => timed.env(name, value),
                None => timed.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            timed.current_dir(folder);
        }
        let told = run(&mut timed)?;
        let last = told.lines().last().ok_or("nothing was told")?;
        match last
            .split(' ')
            .map(str::parse)
            .collect::<Result<Vec<f64>, _>>()?[..]
        {
            [seconds, cpu_seconds, peak_megabytes] => Ok(Self {
                seconds,
                cpu_seconds,
                peak_megabytes,
            }),
            _ => Err(format!("`{last}` is not what a command took").into()),
        }
    }
}

/// Runs a command and prints what it took.
pub fn timed(command: &[String]) -> io::Result<()> {
    let (program, words) = command
        .split_first()
        .ok_or_else(|| io::Error::other("no command"))?;
    let start = Instant::now();
    let status = Command::new(program)
        .args(words)
        .stdout(Stdio::null())
        .status()?;
    let seconds = start.elapsed().as_secs_f64();
    if !status.success() {
        return Err(io::Error::other(format!("{program} failed: {status}")));
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let cpu = usage.user_time() + usage.system_time();
    let cpu_seconds = cpu.num_microseconds() as f64 / 1e6;
    println!(
        "{seconds} {cpu_seconds} {}",
        usage.max_rss() as f64 / 1024.0
    );
    Ok(())
}

/// Runs a command to its end, and gives what it printed.
pub fn run(command: &mut Command) -> Result<String, Box<dyn Error>> {
    Ok(both(command)?.0)
}

/// Runs a command to its end, and gives what it printed and what it complained of.
pub fn both(command: &mut Command) -> Result<(String, String), Box<dyn Error>> {
    let output = command.output()?;
    let complaint = String::from_utf8(output.stderr)?;
    if !output.status.success() {
        let words: Vec<_> = command.get_args().collect();
        let program = command.get_program();
        return Err(format!("{program:?} {words:?}: {}\n{complaint}", output.status).into());
    }
    Ok((String::from_utf8(output.stdout)?, complaint))
}
