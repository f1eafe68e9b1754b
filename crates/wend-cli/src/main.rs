//! `wend`: a folder of Markdown becomes a self-paced website.
//!
//! The only crate that prints, reads the environment and exits.
//!
//! - [`browser`]: the person's own browser, asked without a window.
//! - [`commands`]: one file a command.
//! - [`disk`]: reading a curriculum's folder, writing a site.
//! - [`terminal`]: what the program says.
//!
//! Exit codes: 0 all is well, 1 problems were found, 2 the command was used wrongly or the machine refused.

mod browser;
mod commands;
mod disk;
mod terminal;
mod words;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use terminal::{Color, Format, Terminal};

/// A build makes many small pieces of text; the system's allocator took a fifth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Turns a folder of Markdown into a self-paced website in which every learner walks their own path.
#[derive(Parser)]
#[command(name = "wend", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// How problems are printed
    #[arg(long, global = true, value_enum, default_value_t)]
    format: Format,
    /// Whether to use colours
    #[arg(long, global = true, value_enum, default_value_t)]
    color: Color,
}

#[derive(Subcommand)]
enum Command {
    New(commands::new::Args),
    Check(commands::check::Args),
    Build(commands::build::Args),
    Serve(commands::serve::Args),
    Path(commands::path::Args),
    Board(commands::board::Args),
    Plugin(commands::plugin::Args),
    Explain(commands::explain::Args),
    /// Print the commands and their options as Markdown, for the manual
    #[command(hide = true)]
    Reference,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// All is well.
    Clean,
    /// Problems were found, and printed.
    Problems,
    /// The command can't do what was asked; it was said why.
    Refused,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new(cli.format, cli.color);
    let end = match cli.command {
        Command::New(args) => commands::new::run(&terminal, &args),
        Command::Check(args) => commands::check::run(&terminal, &args),
        Command::Build(args) => commands::build::run(&terminal, &args),
        Command::Serve(args) => commands::serve::run(&terminal, &args),
        Command::Path(args) => commands::path::run(&terminal, &args),
        Command::Board(args) => commands::board::run(&terminal, &args),
        Command::Plugin(args) => commands::plugin::run(&terminal, &args),
        Command::Explain(args) => commands::explain::run(&terminal, &args),
        Command::Reference => commands::reference::run(Cli::command()),
    };
    ExitCode::from(match end {
        End::Clean => 0,
        End::Problems => 1,
        End::Refused => 2,
    })
}
