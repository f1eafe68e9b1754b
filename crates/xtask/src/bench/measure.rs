//! Processor time and peak memory of one program, by running it as the only child of a process of its own.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};
use nix::sys::{
    resource::{UsageWho, getrusage},
    time::TimeValLike,
};

use super::Bins;

/// What one run cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// User and system time in seconds, all threads.
    pub(crate) cpu: f64,
    /// Largest resident memory in MiB.
    pub(crate) peak_mib: f64,
}

impl Cost {
    /// More than any run costs.
    pub(crate) const WORST: Self = Self { cpu: f64::INFINITY, peak_mib: 0.0 };

    /// The cheaper of two runs in time, the dearer in memory: the first has less noise, the second fewer excuses.
    pub(crate) fn min(self, other: Self) -> Self {
        Self { cpu: self.cpu.min(other.cpu), peak_mib: self.peak_mib.max(other.peak_mib) }
    }
}

/// Runs a program that remembers nothing of earlier runs, and says what it cost.
pub(crate) fn cost(bins: &Bins, program: &Path, args: &[&str]) -> Result<Cost> {
    let mut measured = Command::new(&bins.xtask);
    measured.env("WEND_CACHE", "").arg("measure").arg(program).args(args);
    let output = measured.stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8(output.stdout)?;
    if !output.status.success() {
        bail!("`{} {}` failed", program.display(), args.join(" "));
    }
    let mut numbers = text.lines().last().unwrap_or_default().split(' ').map(str::parse::<f64>);
    let (cpu, peak_mib) = (numbers.next().context("no time")??, numbers.next().context("no memory")??);
    Ok(Cost { cpu, peak_mib })
}

/// The other side: runs the program as the only child, and prints what it cost.
pub(crate) fn child(command: &[String]) -> Result<()> {
    let (program, args) = command.split_first().context("what shall be measured?")?;
    let output = Command::new(program).args(args).stdin(Stdio::null()).output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let cpu = (usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1e6;
    println!("{cpu} {}", usage.max_rss() as f64 / 1024.0);
    Ok(())
}
