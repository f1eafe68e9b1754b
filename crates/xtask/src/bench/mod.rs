//! `cargo xtask bench`: what a build costs, as ratios of processor time and as counts.
//!
//! - [`generate`]: curricula of any size, the same for the same seed.
//! - [`engine`]: paths beside the optimum, and how quick the engine answers.
//! - [`floor`]: the least a builder can do: read, pulldown-cmark, write, two threads.
//! - [`measure`]: processor time and peak memory of one program.
//! - [`plugins`]: calls of scripts, and builds of ten thousand blocks, by tier.
//! - [`others`]: Hugo and mdBook on the same Markdown, where they are installed.
//! - [`class`]: thirty learners at once.
//! - [`serving`]: one edit while a large curriculum is served.
//! - [`sizes`]: bytes over the wire.

mod class;
pub(crate) mod engine;
pub(crate) mod floor;
mod generate;
pub(crate) mod measure;
mod others;
pub(crate) mod plugins;
mod serving;
pub(crate) mod sizes;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

use crate::{
    setup,
    shell::{cargo, run as run_program, run_with, target_dir},
};
use measure::{Cost, cost};

/// A promise: what is measured, the figure, and the most it may be.
pub(crate) struct Figure {
    what: String,
    value: f64,
    at_most: Option<f64>,
    unit: &'static str,
}

impl Figure {
    fn new(what: impl Into<String>, value: f64, at_most: Option<f64>, unit: &'static str) -> Self {
        Self { what: what.into(), value, at_most, unit }
    }

    fn line(&self) -> String {
        let number = |v: f64| {
            if v >= 100.0 {
                format!("{v:.0}")
            } else if v >= 1.0 {
                format!("{v:.1}")
            } else {
                format!("{v:.3}")
            }
        };
        let (most, verdict) = match self.at_most {
            Some(most) => (number(most), if self.value <= most { "kept" } else { "BROKEN" }),
            None => (String::new(), ""),
        };
        format!("{:<66} {:>9} {:<9} {:>9}  {verdict}", self.what, number(self.value), self.unit, most)
    }
}

/// The programs under test, made with optimisation.
pub(crate) struct Bins {
    pub(crate) wend: PathBuf,
    pub(crate) xtask: PathBuf,
}

/// Runs the benchmark and prints a table: of the engine, of plugins, of a class or of pages alone, or of builds.
pub(crate) fn run(of: Option<&str>) -> Result<()> {
    match of {
        None => builds(),
        Some("plugins") => {
            let [wend, xtask] = release(["wend", "xtask"])?;
            let place = Place::make()?;
            run_program(path(&xtask), &["plugins", path(&wend), path(&place.0.join("plugins"))])
        }
        Some("class") => {
            let [wend, xtask] = release(["wend", "xtask"])?;
            let bins = Bins { wend, xtask };
            let place = Place::make()?;
            let mut figures = Vec::new();
            class::thirty(&bins, &place.0, &mut figures)?;
            print(&figures);
            Ok(())
        }
        Some(browser) => {
            setup::programs()?;
            setup::packages(".")?;
            if browser == "pages" { pages() } else { run_program(path(&release(["xtask"])?[0]), &["engine"]) }
        }
    }
}

/// Programs made with optimisation.
fn release<const N: usize>(names: [&str; N]) -> Result<[PathBuf; N]> {
    let mut args = vec!["build", "--release"];
    args.extend(names.into_iter().flat_map(|name| ["--bin", name]));
    cargo(&args)?;
    let dir = target_dir()?.join("release");
    Ok(names.map(|name| dir.join(name)))
}

/// What a learner waits for, in Chromium.
fn pages() -> Result<()> {
    let [wend] = release(["wend"])?;
    let env = [("WEND", path(&wend)), ("WEND_LARGE", "1")];
    run_with(&env, "node", &["tests/browser/budgets.js"])?;
    run_with(&env, "node", &["--test", "--test-name-pattern=ten thousand lessons", "tests/browser/search.test.js"])
}

/// What builds cost, how quick an edit is seen, and what pages weigh.
fn builds() -> Result<()> {
    let [wend, xtask] = release(["wend", "xtask"])?;
    let bins = Bins { wend, xtask };
    let place = Place::make()?;
    let work = place.0.as_path();

    let mut figures = Vec::new();
    let small = cold(&bins, work, 1_000, &mut figures)?;
    let large = cold(&bins, work, 10_000, &mut figures)?;
    let growth = (large.cpu / 10_000.0) / (small.cpu / 1_000.0);
    figures.push(Figure::new("cost per lesson at 10,000 beside 1,000", growth, Some(1.2), "times"));
    figures.push(Figure::new("peak memory at 10,000 lessons", large.peak_mib, Some(300.0), "MiB"));
    others::compare(&bins, work, &[(1_000, small.cpu), (10_000, large.cpu)], &mut figures)?;
    class::thirty(&bins, work, &mut figures)?;
    serving::edit(&bins, &work.join("10000"), &mut figures)?;
    sizes::measure(&bins, work, &mut figures)?;

    print(&figures);
    Ok(())
}

fn print(figures: &[Figure]) {
    println!("\n{:<66} {:>9} {:<9} {:>9}", "", "measured", "", "at most");
    for figure in figures {
        println!("{}", figure.line());
    }
}

/// The folder that everybody's files are read from and written to; it goes when this does.
///
/// It is in memory where there is room. A disk's file system that has just freed thousands of files (ext4) is slow to make
/// new ones, so that figures would tell what ran before.
struct Place(PathBuf);

/// What all files of a benchmark take, in bytes.
const ROOM: u64 = 4 << 30;

impl Place {
    fn make() -> Result<Self> {
        let memory = Path::new("/dev/shm");
        let work = if room(memory).is_some_and(|room| room >= ROOM) {
            println!("  files are kept in memory, in {}", memory.display());
            memory.join("wend-bench")
        } else {
            println!("  no room in memory: files are kept on the disk, and figures depend on what it did before");
            target_dir()?.join("bench")
        };
        let _ = fs::remove_dir_all(&work);
        fs::create_dir_all(&work)?;
        Ok(Self(work))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a file system in memory can still hold, in bytes: it may promise more than there is.
fn room(folder: &Path) -> Option<u64> {
    let promised = nix::sys::statvfs::statvfs(folder).ok()?;
    let free = fs::read_to_string("/proc/meminfo").ok()?;
    let free = free.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?.trim().strip_suffix(" kB")?;
    Some((promised.blocks_available() * promised.fragment_size()).min(free.parse::<u64>().ok()? << 10))
}

/// A cold build of `n` lessons beside the floor; the best of three each, in turn. Each run has a folder of its own and all
/// stay until the end, so that no run begins where another has just freed thousands of files.
fn cold(bins: &Bins, work: &Path, n: usize, figures: &mut Vec<Figure>) -> Result<Cost> {
    let source = work.join(n.to_string());
    generate::curriculum(&source, n)?;
    let (mut wend, mut floor) = (Cost::WORST, Cost::WORST);
    for run in 0..3 {
        let out = work.join(format!("wend-{n}-{run}"));
        wend = wend.min(cost(bins, &bins.wend, &["build", path(&source), "--out", path(&out), "--threads", "2"])?);
        let out = work.join(format!("floor-{n}-{run}"));
        floor = floor.min(cost(bins, &bins.xtask, &["floor", path(&source.join("lessons")), path(&out)])?);
    }
    println!("  {n} lessons: wend {:.3} s, floor {:.3} s of processor time", wend.cpu, floor.cpu);
    figures.push(Figure::new(
        format!("cold build of {n} lessons beside the floor"),
        wend.cpu / floor.cpu,
        Some(8.0),
        "times",
    ));
    figures.push(Figure::new(format!("  per lesson, {n} lessons"), wend.cpu * 1e3 / n as f64, None, "ms"));
    figures.push(Figure::new(format!("  floor per lesson, {n} lessons"), floor.cpu * 1e3 / n as f64, None, "ms"));
    Ok(wend)
}

/// A path we made ourselves, as text.
fn path(path: &Path) -> &str {
    path.to_str().unwrap_or_default()
}
