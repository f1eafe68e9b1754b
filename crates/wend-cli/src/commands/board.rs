//! `wend board`: a class on one page, from the files that learners saved.
//!
//! `--format json` prints one line: `{"board":…,"files":…,"format":1}`. `board` is the board of `wend_core::board`, byte for byte
//! what the teacher's desk in the browser computes of the same; `files` says what each file of the folder turned out to be:
//! `name`, `is` (`record`, `backup`, `list`, `nothing`), of how many `learners`, `alias`, `aside` (entries that could not be read), `fault` (a code, or
//! null). docs/board.md says what each part means. Keys are only ever added.

use std::path::PathBuf;

use serde_json::json;
use wend_core::{
    Graph,
    board::{self, Options},
    evidence::canonical,
};

use super::{class, common, dates};
use crate::{
    End,
    terminal::{Format, Terminal, count, plain, print},
};

mod text;

/// Show a class on one page: whom to meet, who needs a hand, who waits, who could work together
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder that holds what learners saved, or a desk's backup; perhaps a list of the class
    dir: PathBuf,
    /// The curriculum's folder; its learners/ is the list where the folder has none
    #[arg(long, value_name = "DIR", default_value = ".")]
    curriculum: PathBuf,
    /// The day of the board, as 2027-02-01; today where nothing is said
    #[arg(long, value_name = "DAY", value_parser = dates::parse_day)]
    day: Option<i64>,
}

pub(crate) fn run(terminal: &Terminal, args: &Args) -> End {
    let Some(world) = common::open(terminal, &args.curriculum) else { return End::Refused };
    let mut compiled = common::compile(&world);
    if common::refused(terminal, &mut compiled, "no board is made on") {
        return End::Problems;
    }
    if !args.dir.is_dir() {
        let help = "name the folder that holds what learners saved";
        terminal.error(&format!("{} is no folder", args.dir.display()), help);
        return End::Refused;
    }
    let Some(class) = class::of_folder(terminal, &mut compiled, &args.dir) else { return End::Problems };
    let graph = Graph::new(&compiled.curriculum);
    let options = Options {
        day: args.day.unwrap_or_else(dates::today),
        size: class.size,
        past: class.past,
        standards: compiled.standards(),
    };
    let board = board::board(&graph, &class.members, &options);
    if terminal.format == Format::Json {
        let files: Vec<_> = class.files.iter().map(class::Found::to_json).collect();
        print(&format!("{}\n", canonical(&json!({ "format": 1, "board": board, "files": files }))));
    } else {
        print(&text::page(&compiled, &board));
    }
    for file in &class.files {
        if let Some(fault) = file.fault() {
            let (what, help) = fault.words();
            terminal.error(&format!("{} {what}", plain(&file.name)), help);
        }
        if file.aside() > 0 {
            let n = count(file.aside(), "part");
            terminal.error(&format!("{}: {n} could not be read; what could is on the board", plain(&file.name)), "");
        }
    }
    let whole = class.files.iter().all(|file| file.fault().is_none() && file.aside() == 0);
    if whole { End::Clean } else { End::Problems }
}
