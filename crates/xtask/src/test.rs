//! Everything CI runs, step by step, from cheap to dear.

use std::{fs, time::Instant};

use anyhow::{Context, Result};

use crate::{
    bench, layers, setup,
    shell::{cargo, run, run_with},
};

/// A step: its name, what it is for, and the work.
type Step = (&'static str, &'static str, fn() -> Result<()>);

const STEPS: [Step; 14] = [
    ("programs", "Node, Chromium and Java", setup::programs),
    ("packages", "npm packages by lock file", || setup::packages(".")),
    ("layers", "the one-way order of the crates", layers::check),
    ("format", "the sources are formatted", || cargo(&["fmt", "--all", "--check"])),
    ("lint", "clippy", || cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])),
    ("types", "the browser's modules have right types", types),
    ("build", "the program", || cargo(&["build", "--quiet", "--bin", "wend"])),
    ("weight", "the bytes of a first visit to each kind of page", || bench::sizes::check(&program()?)),
    ("rust", "Rust's tests", || cargo(&["test", "--quiet", "--workspace"])),
    ("client", "the browser's modules, in Node", || node("tests/client")),
    ("twin", "the browser's engine gives what Rust gives", || node("tests/twin")),
    ("curricula", "what we ship is without a fault", curricula),
    ("browser", "the site in real Chromium", browser),
    ("lighthouse", "what Lighthouse says of Today, a lesson and the map", || audit(1)),
];

/// The names of the steps, for the command line.
pub(crate) fn names() -> clap::builder::PossibleValuesParser {
    STEPS.map(|(name, _, _)| name).into()
}

/// Runs the steps, or only those named.
pub(crate) fn steps(only: &[String]) -> Result<()> {
    let all = Instant::now();
    let mut done = 0;
    for (name, purpose, step) in STEPS {
        if !only.is_empty() && !only.iter().any(|o| o == name) {
            continue;
        }
        println!("\n[{name}] {purpose}");
        let start = Instant::now();
        step().with_context(|| format!("step `{name}` ({purpose}); alone: `cargo xtask test {name}`"))?;
        println!("[{name}] ok, {:.0} s", start.elapsed().as_secs_f64());
        done += 1;
    }
    println!("\n{done} steps passed in {:.0} s", all.elapsed().as_secs_f64());
    Ok(())
}

/// Writes the expected outputs anew.
pub(crate) fn bless() -> Result<()> {
    run_with(&[("BLESS", "1"), ("INSTA_UPDATE", "always")], "cargo", &["test", "--workspace"])
}

/// Screenshots of every page in every state, each checked.
pub(crate) fn shots(curriculum: &str) -> Result<()> {
    setup::paper()?;
    photograph(&["tests/browser/shots.js", curriculum])
}

/// The pictures of the manual.
pub(crate) fn pictures() -> Result<()> {
    photograph(&["tests/browser/pictures.js"])
}

/// Runs a script that opens sites of the program as it is now in a browser.
fn photograph(script: &[&str]) -> Result<()> {
    setup::programs()?;
    setup::packages(".")?;
    cargo(&["build", "--quiet", "--bin", "wend"])?;
    run_with(&[("WEND", &program()?)], "node", script)
}

/// Lighthouse on three pages of a phone, so many times each.
pub(crate) fn lighthouse(runs: u32) -> Result<()> {
    setup::programs()?;
    setup::packages(".")?;
    cargo(&["build", "--quiet", "--bin", "wend"])?;
    audit(runs)
}

/// Lighthouse is large, so it has a folder and a lock file of its own.
fn audit(runs: u32) -> Result<()> {
    let folder = "tests/lighthouse";
    setup::packages(folder)?;
    run_with(&[("WEND", &program()?)], "node", &[format!("{folder}/audit.js"), runs.to_string()])
}

fn types() -> Result<()> {
    run("npx", &["--no-install", "tsc", "--noEmit", "--project", "themes/trail/client/tsconfig.json"])?;
    // The interface that plugins are written to, and the plugin that `wend plugin new` makes.
    run("npx", &["--no-install", "tsc", "--project", "crates/wend-plugin/types"])
}

/// The browser's tests; the sites that they only look at are built once.
fn browser() -> Result<()> {
    let sites = std::env::temp_dir().join(format!("wend-sites-{}", std::process::id()));
    fs::create_dir_all(&sites)?;
    // Two files at a time: each waits for its browser most of the time.
    let done = node_with("tests/browser", &["--test-concurrency=2"], &[("WEND_SITES", &sites.display().to_string())]);
    fs::remove_dir_all(&sites)?;
    done
}

fn node(folder: &str) -> Result<()> {
    node_with(folder, &[], &[])
}

fn node_with(folder: &str, options: &[&str], env: &[(&str, &str)]) -> Result<()> {
    let mut tests: Vec<_> = fs::read_dir(folder)?
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.to_string_lossy().ends_with(".test.js"))
        .collect();
    tests.sort();
    let mut args: Vec<_> = ["--test"].iter().chain(options).map(|&o| o.to_owned()).collect();
    args.extend(tests.iter().map(|t| t.display().to_string()));
    let program = program()?;
    let env: Vec<_> = env.iter().copied().chain([("WEND", program.as_str())]).collect();
    run_with(&env, "node", &args)
}

/// The program the `build` step made.
fn program() -> Result<String> {
    Ok(crate::shell::target_dir()?.join("debug/wend").display().to_string())
}

/// Every curriculum we ship is without a fault, and what its questions say is true.
fn curricula() -> Result<()> {
    let mut folders: Vec<_> = fs::read_dir("curricula")?.filter_map(|e| Some(e.ok()?.path())).collect();
    folders.sort();
    for folder in folders.iter().filter(|f| f.is_dir()) {
        cargo(&["run", "--quiet", "--bin", "wend", "--", "check", "--strict", &folder.display().to_string()])?;
    }
    node("tests/curricula")
}
