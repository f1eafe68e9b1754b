//! What contributors run: `cargo xtask test`, `bless`, `shots`, `pictures`, `lighthouse`, `bench`, `layers`.
//!
//! - [`bench`]: what a build costs, beside a floor and beside others.
//! - [`setup`]: what the tests need from outside, installed or named.
//! - [`test`]: everything CI runs, step by step.
//! - [`layers`]: the one-way order of the crates, and who may touch the world.
//! - [`shell`]: running a program and saying so.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool for the terminal")]
#![allow(clippy::disallowed_methods, reason = "a tool for the terminal reads its environment")]

mod bench;
mod layers;
mod setup;
mod shell;
mod test;

use anyhow::Result;

/// The program's own allocator, so that what is measured in here costs what it costs there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use clap::{Parser, Subcommand};

/// What contributors run.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run every check CI runs; installs what it needs
    Test {
        /// Only these steps, by name
        #[arg(value_parser = test::names())]
        only: Vec<String>,
    },
    /// Write the expected outputs of the tests anew; read the diff before you commit it
    Bless,
    /// Check every page of a learner in every state, and take screenshots (360 and 1280 px, light and dark, English and Arabic,
    /// paper) into tests/browser/shots
    Shots {
        /// The curriculum whose site is shown
        #[arg(default_value = "curricula/fractions")]
        curriculum: String,
    },
    /// Make the pictures of the manual anew
    Pictures,
    /// What Lighthouse says of Today, a lesson and the map on a phone: the median of several runs
    Lighthouse {
        /// Runs a page
        #[arg(default_value_t = 5)]
        runs: u32,
    },
    /// Measure builds, serving and bytes, and print them beside what was promised; or one of: paths, pages, plugins, a class
    Bench {
        /// Only this
        #[arg(value_parser = ["engine", "pages", "plugins", "class"])]
        of: Option<String>,
    },
    /// Measure the engine, in this very program
    #[command(hide = true)]
    Engine,
    /// Measure plugins: calls in this very program, builds with this binary of `wend`
    #[command(hide = true)]
    Plugins { wend: std::path::PathBuf, work: std::path::PathBuf },
    /// The least a builder can do with a folder of Markdown, to measure against
    #[command(hide = true)]
    Floor { source: std::path::PathBuf, out: std::path::PathBuf },
    /// Run a program and print its processor time and peak memory
    #[command(hide = true)]
    Measure {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        command: Vec<String>,
    },
    /// Check that the crates depend one way, and that only the ends touch the world
    Layers,
}

fn main() -> Result<()> {
    let task = Cli::parse().task;
    if !matches!(task, Task::Floor { .. } | Task::Measure { .. }) {
        std::env::set_current_dir(shell::root())?;
    }
    match task {
        Task::Test { only } => test::steps(&only),
        Task::Bless => test::bless(),
        Task::Shots { curriculum } => test::shots(&curriculum),
        Task::Pictures => test::pictures(),
        Task::Lighthouse { runs } => test::lighthouse(runs),
        Task::Bench { of } => bench::run(of.as_deref()),
        Task::Engine => bench::engine::run(),
        Task::Plugins { wend, work } => bench::plugins::run(&wend, &work),
        Task::Floor { source, out } => bench::floor::run(&source, &out),
        Task::Measure { command } => bench::measure::child(&command),
        Task::Layers => layers::check(),
    }
}
