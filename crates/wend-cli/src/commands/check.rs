//! `wend check`: every problem of a curriculum in one run.

use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc};

use wend_diagnostics::{Diagnostic, Edit, Severity, Sources};

use super::common;
use crate::{
    End,
    disk::{manifest::Manifest, world::DiskWorld},
    terminal::{Counts, Format, Terminal, count},
};

/// Report every problem of a curriculum
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The curriculum's folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Warnings count as problems too
    #[arg(long)]
    strict: bool,
    /// Print every note in full; without it, a line for each kind of note
    #[arg(long)]
    notes: bool,
    /// Write the fixes that are certain into the files, then check again
    #[arg(long)]
    fix: bool,
    /// A site built earlier: report ids it published that vanished without an alias
    #[arg(long, value_name = "SITE")]
    against: Option<PathBuf>,
    /// Send so many simulated learners through the curriculum and report what came of it
    #[arg(long, value_name = "LEARNERS", value_parser = clap::value_parser!(u32).range(1..=100_000), conflicts_with_all = ["fix", "against", "strict"])]
    simulate: Option<u32>,
    /// List how hard each lesson is to read, and the alternative that is nearest to it in words
    #[arg(long, conflicts_with_all = ["fix", "against", "strict", "simulate"])]
    texts: bool,
    /// Another seed, other learners
    #[arg(long, default_value_t = 1, requires = "simulate")]
    seed: u32,
}

pub(crate) fn run(terminal: &Terminal, args: &Args) -> End {
    let Some(world) = common::open(terminal, &args.dir) else { return End::Refused };
    let mut compiled = common::compile(&world);
    if let Some(learners) = args.simulate {
        return super::simulate::run(terminal, compiled, learners, args.seed);
    }
    if args.texts {
        return super::texts::run(terminal, &compiled);
    }
    if args.fix {
        match fix(&world, &compiled.diagnostics, &compiled.sources) {
            Ok(0) => terminal.say("nothing to fix"),
            Ok(n) => {
                terminal.say(&format!("fixed {}", count(n, "place")));
                let Some(world) = common::open(terminal, &args.dir) else { return End::Refused };
                compiled = common::compile(&world);
            }
            Err((path, e)) => {
                terminal.error(&format!("{} can't be written: {e}", path.display()), "nothing else was changed");
                return End::Refused;
            }
        }
    }
    let mut diagnostics = Vec::new();
    if let Some(against) = &args.against {
        match Manifest::read(against) {
            Ok(Some(manifest)) => {
                let ledger = serde_json::from_value(manifest.published).unwrap_or_default();
                diagnostics.extend(wend_compiler::check_against(&compiled, &ledger));
            }
            Ok(None) => {
                let help = "give the folder `wend build` wrote, the one with .wend/manifest.json";
                terminal.error(&format!("{} is not a site that wend built", against.display()), help);
                return End::Refused;
            }
            Err(e) => {
                terminal.error(&format!("{} can't be read: {e}", against.display()), "");
                return End::Refused;
            }
        }
    }
    diagnostics.extend(wend_compiler::check_texts(&compiled, &wend_compiler::text_report(&compiled)));
    let compiled = Arc::new(compiled);
    let plan = common::plan(Arc::clone(&compiled), &wend_site::Options::default());
    diagnostics.extend(compiled.diagnostics.iter().chain(&plan.diagnostics).cloned());
    diagnostics.extend(common::render_all(&plan));
    wend_diagnostics::sort(&mut diagnostics);
    // A lesson is said to have a fault once, in however many languages its page is made.
    diagnostics.dedup();
    // Notes are ideas for what to write next. A young curriculum has many, and its problems must not drown in them.
    let in_short = terminal.format == Format::Human && !args.notes;
    let (notes, problems) =
        diagnostics.into_iter().partition::<Vec<_>, _>(|found| in_short && found.severity == Severity::Note);
    let counts = terminal.problems(&problems, &compiled.sources).and(Counts::of(&notes));
    terminal.notes(&notes, &compiled.sources);
    if terminal.format == Format::Human {
        terminal.say(&format!(
            "checked {} and {}: {counts}",
            count(compiled.lessons.len(), "lesson"),
            count(compiled.curriculum.objectives.iter().filter(|o| !o.own).count(), "objective")
        ));
    }
    if counts.errors > 0 || args.strict && counts.warnings > 0 { End::Problems } else { End::Clean }
}

/// Writes all fixes; where two touch, the first wins and a second run does the other. Gives how many.
fn fix(world: &DiskWorld, diagnostics: &[Diagnostic], sources: &Sources) -> Result<usize, (PathBuf, std::io::Error)> {
    let mut by_file: BTreeMap<String, Vec<&Edit>> = BTreeMap::new();
    let mut fixed = 0;
    for fix in diagnostics.iter().filter_map(|d| d.fix.as_ref()) {
        let free = fix.edits.iter().all(|edit| {
            let others = by_file.get(sources.path(edit.span.file)).map_or(&[][..], |v| v);
            others.iter().all(|o| edit.span.end <= o.span.start || o.span.end <= edit.span.start)
        });
        if free {
            fixed += 1;
            for edit in &fix.edits {
                by_file.entry(sources.path(edit.span.file).to_owned()).or_default().push(edit);
            }
        }
    }
    for (path, mut edits) in by_file {
        let full = world.root().join(&path);
        let mut text = fs::read_to_string(&full).map_err(|e| (full.clone(), e))?;
        // The sources are without the mark some editors put first.
        let mark = if text.starts_with('\u{feff}') && !sources.text(edits[0].span.file).starts_with('\u{feff}') {
            3
        } else {
            0
        };
        edits.sort_by_key(|e| std::cmp::Reverse(e.span.start));
        for edit in edits {
            let range = edit.span.start as usize + mark..edit.span.end as usize + mark;
            if text.get(range.clone()).is_some() {
                text.replace_range(range, &edit.text);
            }
        }
        let beside = full.with_extension("wend-fix");
        fs::write(&beside, text).and_then(|()| fs::rename(&beside, &full)).map_err(|e| (full, e))?;
    }
    Ok(fixed)
}
