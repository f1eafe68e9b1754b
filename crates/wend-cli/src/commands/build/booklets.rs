//! `wend build --booklet`: a booklet to print for each learner, one file each.

use std::{sync::Arc, time::Instant};

use wend_compiler::{Compiled, LearnerFile};
use wend_core::{Graph, member::roll};
use wend_site::{Booklet, SitePlan, Theme};

use super::{Args, checked, words};
use crate::{
    End,
    commands::{class, dates, path},
    disk::{
        emit::{self, Ready, Rendered},
        memory::Memory,
        world::DiskWorld,
    },
    terminal::{Counts, Terminal, count, duration, plain},
};

/// Writes the booklets of these learners into one folder.
pub(super) fn write(
    terminal: &Terminal,
    compiled: Compiled,
    world: &DiskWorld,
    learners: &[LearnerFile],
    args: &Args,
    start: Instant,
) -> End {
    let compiled = Arc::new(compiled);
    // A booklet speaks the language of its lessons.
    let plan = wend_site::plan(Arc::clone(&compiled), &Theme::builtin(), &wend_site::Options::default());
    let Some(counts) = checked(terminal, &compiled, &plan.diagnostics, &args.dir) else { return End::Problems };
    let (books, nowhere) = books(&compiled, learners);
    for who in &nowhere {
        let help = "write `[path]` and `goals = [\"…\"]` into the file";
        terminal.error(&format!("{} has no path, so there is no booklet", plain(who)), help);
    }
    let end = if nowhere.is_empty() { End::Clean } else { End::Problems };
    if books.is_empty() {
        return end;
    }
    let mut found = Vec::new();
    let mut made = Vec::new();
    for (_, book) in &books {
        let one = make(&plan, world, book);
        found.extend(one.diagnostics);
        made.push(one.bytes);
    }
    wend_diagnostics::sort(&mut found);
    found.dedup();
    let counts = counts.and(terminal.problems(&found, &compiled.sources));
    if counts.errors > 0 {
        terminal.say(&format!("nothing was written: {counts}"));
        return End::Problems;
    }
    let out = args.out.clone().unwrap_or_else(|| args.dir.join("booklets"));
    let files: Vec<&str> = books.iter().map(|(name, _)| name.as_str()).collect();
    let ready = |ix: usize| {
        let bytes: &[u8] = &made[ix];
        let make = move || Ok(Rendered { bytes: bytes.to_vec(), again: false });
        Ready { inputs: *blake3::hash(bytes).as_bytes(), make }
    };
    // Not the person's: the next site is to find the last site there, not a folder of booklets.
    match emit::emit(&out, &files, plan.published(), &Memory::default(), ready, |_| Vec::new(), |_| {}) {
        Ok(report) => {
            let problems = if counts == Counts::default() { String::new() } else { format!("; {counts}") };
            let removed = if report.removed > 0 { format!(", {} removed", report.removed) } else { String::new() };
            terminal.say(&format!(
                "made {} in {} ({}{removed}) in {}{problems}",
                count(books.len(), "booklet"),
                out.display(),
                files.join(", "),
                duration(start.elapsed())
            ));
            end
        }
        Err(refused) => {
            let (what, help) = words(&refused, &out);
            terminal.error(&what, &help);
            End::Refused
        }
    }
}

/// The file and the booklet of each learner who has a path, and who has none.
fn books(compiled: &Compiled, learners: &[LearnerFile]) -> (Vec<(String, Booklet)>, Vec<String>) {
    let members = class::with_records(compiled, learners, Vec::new());
    let graph = Graph::new(&compiled.curriculum);
    let names = compiled.curriculum.names();
    let mut books = Vec::new();
    let mut nowhere = Vec::new();
    for (who, member) in roll(&members) {
        // Nothing in a booklet depends on the day.
        let (walk, _) = path::walk(&graph, &names, who, member, &[], dates::today(), false);
        if walk.plan.steps.is_empty() {
            nowhere.push(walk.who);
            continue;
        }
        let seed = if member.record.is_empty() { &member.alias } else { &member.record };
        let book = Booklet {
            alias: member.alias.clone(),
            seed: seed.clone(),
            goals: walk.ahead,
            steps: walk.plan.steps.iter().map(|step| (step.lesson, step.minutes)).collect(),
        };
        books.push((format!("{}.html", walk.who), book));
    }
    (books, nowhere)
}

fn make(plan: &SitePlan, world: &DiskWorld, book: &Booklet) -> wend_site::Rendered {
    plan.booklet(book, &|path| wend_compiler::World::read(world, path).ok())
}
