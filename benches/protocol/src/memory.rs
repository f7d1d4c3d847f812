//! The memory of the process, as Linux counts it.

use std::fs;

use crate::Result;

/// The memory in use now, in bytes; the peak counts from here on.
///
/// # Errors
///
/// Where there is no Linux to ask.
pub fn start() -> Result<u64> {
    fs::write("/proc/self/clear_refs", "5")?;
    status("VmRSS:")
}

/// The most memory that was in use since [`start`], in bytes.
///
/// # Errors
///
/// Where there is no Linux to ask.
pub fn peak() -> Result<u64> {
    status("VmHWM:")
}

fn status(name: &str) -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kilobytes: u64 = kilobytes.ok_or("the memory is not said")?.parse()?;
    Ok(kilobytes * 1024)
}
