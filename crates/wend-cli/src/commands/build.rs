//! `wend build`: the whole site, written to a folder.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use wend_compiler::{Compiled, LearnerFile};
use wend_diagnostics::{Diagnostic, Severity};
use wend_site::{Site, offline::Made};

use super::{common, new};

mod booklets;

use crate::{
    End,
    disk::{
        emit::{self, Ready, Refused, Rendered},
        manifest::FileEntry,
        memory::Memory,
        world::DiskWorld,
    },
    terminal::{Counts, Progress, Terminal, count, duration},
};

/// Build the website of a curriculum into a folder
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The curriculum's folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Where the site goes; `site` in the curriculum's folder where nothing is said (`sites` for several learners,
    /// `booklets` for booklets)
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// A site for one learner: a file like learners/amina.toml, a class file, or an alias; of several, each gets a folder
    #[arg(long, value_name = "FILE")]
    learner: Vec<PathBuf>,
    /// Instead of a site, a booklet to print for each learner: one file that holds all it needs
    #[arg(long, requires = "learner")]
    booklet: bool,
    /// How many threads to use; as many as there are processors where nothing is said
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

pub(crate) fn run(terminal: &Terminal, args: &Args) -> End {
    let start = Instant::now();
    if let Some(threads) = args.threads {
        // Fails only when the pool is there already, which it is not.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
    let Some(world) = common::open(terminal, &args.dir) else { return End::Refused };
    let mut compiled = common::compile(&world);
    let world = if compiled.id_is_fresh && !compiled.lessons.is_empty() {
        if !write_id(terminal, &world) {
            return End::Refused;
        }
        let Some(world) = common::open(terminal, &args.dir) else { return End::Refused };
        compiled = common::compile(&world);
        world
    } else {
        world
    };
    let mut learners: Vec<LearnerFile> = Vec::new();
    for named in &args.learner {
        let Some(found) = common::learners(terminal, &mut compiled, &world, named) else { return End::Problems };
        learners.extend(found.into_iter().filter(|one| !learners.contains(one)).collect::<Vec<_>>());
    }
    let aliases: BTreeSet<String> = learners.iter().map(|one| one.alias.value.to_lowercase()).collect();
    if aliases.len() < learners.len() {
        terminal
            .error("two of these learners have one alias: their sites would be one folder", "give one of them another");
        return End::Problems;
    }
    if args.booklet {
        return booklets::write(terminal, compiled, &world, &learners, args, start);
    }
    let several = learners.len() > 1;
    let out = args.out.clone().unwrap_or_else(|| args.dir.join(if several { "sites" } else { "site" }));
    let compiled = Arc::new(compiled);
    let plan_for = |learner: Option<LearnerFile>| {
        let base_url = compiled.config.url.clone();
        common::plan(Arc::clone(&compiled), &wend_site::Options { learner, base_url, ..wend_site::Options::default() })
    };
    let mut left = learners.into_iter();
    let first = left.next();
    let folder = |learner: &LearnerFile| if several { out.join(&learner.alias.value) } else { out.clone() };
    let first_out = first.as_ref().map_or_else(|| out.clone(), folder);
    let plan = plan_for(first);
    let Some(counts) = checked(terminal, &compiled, &plan.diagnostics, &args.dir) else { return End::Problems };
    let mut end = write(terminal, &compiled, &plan, &world, &first_out, counts, start);
    for learner in left {
        if end != End::Clean {
            break;
        }
        let start = Instant::now();
        let out = folder(&learner);
        end = write(terminal, &compiled, &plan_for(Some(learner)), &world, &out, counts, start);
    }
    end
}

/// Says what is wrong, in numbers too; `None` where nothing can be made of it.
fn checked(terminal: &Terminal, compiled: &Compiled, of_plan: &[Diagnostic], dir: &Path) -> Option<Counts> {
    let mut diagnostics = compiled.diagnostics.clone();
    diagnostics.extend_from_slice(of_plan);
    wend_diagnostics::sort(&mut diagnostics);
    // Gaps that could be filled are for `wend check`; after a build they would bury what is wrong.
    diagnostics.retain(|d| d.severity != Severity::Note);
    let counts = terminal.problems(&diagnostics, &compiled.sources);
    if counts.errors > 0 {
        terminal.say(&format!("nothing was written: {counts}"));
        return None;
    }
    if compiled.lessons.is_empty() {
        let help = "put a Markdown file into it, or make a new curriculum with `wend new`";
        terminal.error(&format!("{} has no lesson", dir.display()), help);
        return None;
    }
    Some(counts)
}

fn write(
    terminal: &Terminal,
    compiled: &Compiled,
    plan: &Site,
    world: &DiskWorld,
    out: &Path,
    counts: Counts,
    start: Instant,
) -> End {
    let files: Vec<&str> = plan.files.iter().map(|file| file.path.as_str()).collect();
    let progress = Progress::new(files.len(), "file");
    let found: Mutex<Vec<Diagnostic>> = Mutex::default();
    let made = |file: common::File<'_>| {
        let made = file.make();
        let error = made.diagnostics.iter().find(|d| d.is_error()).map(|d| d.message.clone());
        let again = !made.diagnostics.is_empty();
        if again {
            found.lock().unwrap_or_else(PoisonError::into_inner).extend(made.diagnostics);
        }
        error.map_or(Ok(Rendered { bytes: made.bytes, again }), Err)
    };
    let ready = |ix| {
        let file = common::File::of(plan, world, ix);
        Ready { inputs: file.hash(), make: || made(file) }
    };
    let memory = Memory::of_person(world.root());
    let last = |entries: &[(String, FileEntry)]| {
        let made: Vec<_> = entries.iter().map(|(_, entry)| Made { sha256: &entry.1, bytes: entry.2 }).collect();
        plan.offline(&made)
    };
    let result = emit::emit(out, &files, plan.published(), &memory, ready, last, |done| progress.at(done));
    progress.end();
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    wend_diagnostics::sort(&mut found);
    // A lesson is said to have a fault once, in however many languages its page is made.
    found.dedup();
    let more = terminal.problems(&found, &compiled.sources);
    let counts = counts.and(more);
    let shown = out.display();
    match result {
        Ok(report) => {
            let mut parts = vec![format!("{} written", report.written)];
            parts.extend((report.kept > 0).then(|| format!("{} unchanged", report.kept)));
            parts.extend((report.removed > 0).then(|| format!("{} removed", report.removed)));
            let problems = if counts == Counts::default() { String::new() } else { format!("; {counts}") };
            terminal.say(&format!(
                "built {shown}: {}, {} ({}) in {}{problems}",
                count(compiled.lessons.len(), "lesson"),
                count(report.written + report.kept, "file"),
                parts.join(", "),
                duration(start.elapsed())
            ));
            End::Clean
        }
        Err(Refused::Page(path, why)) => {
            terminal.error(&format!("{path} can't be made: {why}"), "the site that was there before is whole");
            End::Problems
        }
        Err(refused) => {
            let (what, help) = words(&refused, out);
            terminal.error(&what, &help);
            End::Refused
        }
    }
}

fn words(refused: &Refused, out: &Path) -> (String, String) {
    let shown = out.display();
    match refused {
        Refused::NotOurs(files) if files.len() == 1 && Path::new(&files[0]) == out => {
            (format!("{shown} is a file, not a folder"), "choose another folder with --out".into())
        }
        Refused::NotOurs(files) => {
            let some = files.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = if files.len() > 3 { format!(" and {} more", files.len() - 3) } else { String::new() };
            let help = "nothing was touched; choose another folder with --out, or put what the site should carry into `static/`";
            (format!("{shown} holds files that no build of ours made: {some}{more}"), help.into())
        }
        Refused::Busy => (format!("another build is writing to {shown}"), "wait until it is done".into()),
        Refused::Io(path, e) => {
            (format!("{} can't be written: {e}", path.display()), "the site that was there before is whole".into())
        }
        Refused::Page(path, why) => (format!("{path}: {why}"), String::new()),
    }
}

/// A folder of lessons becomes a curriculum of its own: it gets an id, so that learners' records have a key that stays.
fn write_id(terminal: &Terminal, world: &DiskWorld) -> bool {
    let path = world.root().join("curriculum.toml");
    let title = new::title_of(world.root());
    let id = new::fresh_id(&title);
    let line = format!("id = {}\n", toml_text(&id));
    // A curriculum.toml without an id gets the line put first; keys after a table would belong to it.
    let text = match fs::read_to_string(&path) {
        Ok(old) => Ok(format!("{line}{}", old.trim_start_matches('\u{feff}'))),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(format!("{line}title = {}\n", toml_text(&title))),
        // There is one that can't be read: it is the author's, and not to be written over.
        Err(e) => Err(e),
    };
    match text.and_then(|text| fs::write(&path, text)) {
        Ok(()) => {
            terminal
                .say(&format!("wrote the id \"{id}\" into {}: it keys the learners' records, keep it", path.display()));
            true
        }
        Err(e) => {
            let help = "a site needs an id to keep learners' records by; make the folder writable, or write the file yourself: `id = \"…\"`";
            terminal.error(&format!("{} can't be written: {e}", path.display()), help);
            false
        }
    }
}

fn toml_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
