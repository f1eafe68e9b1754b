//! `wend serve`: the site from memory, made anew after every save.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use wend_compiler::{Compiled, Compiler};
use wend_diagnostics::{Diagnostic, render};
use wend_serve::Server;
use wend_site::Site;

use super::common;
use crate::{
    End,
    disk::world::DiskWorld,
    terminal::{Terminal, count, duration},
};

/// Serve the website from memory, and reload the browser after every save
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The curriculum's folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The port to listen on; the next free one where it is taken
    #[arg(long, default_value_t = 4000)]
    port: u16,
}

/// One version of the site.
struct Version {
    plan: Site,
    world: Arc<DiskWorld>,
    compiled: Arc<Compiled>,
    problems: Vec<Diagnostic>,
    /// What was found while pages were made, by path: pages are made when somebody looks at them.
    late: Mutex<BTreeMap<String, Vec<Diagnostic>>>,
}

impl wend_serve::Site for Version {
    fn file(&self, path: &str) -> Option<Vec<u8>> {
        let ix = self.plan.find(path)?;
        let made = common::File::of(&self.plan, &self.world, ix).make();
        let mut late = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        late.insert(path.to_owned(), made.diagnostics);
        Some(made.bytes)
    }

    fn problems(&self) -> String {
        let late = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        let all: Vec<_> = self.problems.iter().chain(late.values().flatten()).cloned().collect();
        if all.is_empty() { String::new() } else { render::html(&all, &self.compiled.sources) }
    }
}

pub(crate) fn run(terminal: &Terminal, args: &Args) -> End {
    let start = Instant::now();
    let Some(world) = common::open(terminal, &args.dir) else { return End::Refused };
    let world = Arc::new(world);
    let mut compiler = common::compiler(&world);
    let first = version(&mut compiler, &world, None);
    common::keep(&world, &first.compiled);
    let mut before = first.plan.clone();
    let counts = terminal.problems(&first.problems, &first.compiled.sources);
    let server = match Server::bind(args.port) {
        Ok(server) => server,
        Err(e) => {
            terminal.error(&format!("no port to listen on: {e}"), "name another with --port");
            return End::Refused;
        }
    };
    terminal.say(&format!(
        "{} ready in {} ({counts})",
        count(first.compiled.lessons.len(), "lesson"),
        duration(start.elapsed())
    ));
    terminal.say(&format!("open {} in a browser; stop with Ctrl-C", server.url()));
    let (root, terminal) = (world.root().to_owned(), *terminal);
    let ignored = vec![root.join(".git"), root.join("site"), root.join(".site.wend-new"), root.join(".site.wend-old")];
    let rebuild = move |changed: &BTreeSet<PathBuf>| -> Option<Arc<dyn wend_serve::Site>> {
        let start = Instant::now();
        world.refresh(changed);
        let next = version(&mut compiler, &world, Some(&before));
        before = next.plan.clone();
        let counts = terminal.problems(&next.problems, &next.compiled.sources);
        let what = match changed.first() {
            Some(path) if changed.len() == 1 => path.strip_prefix(world.root()).unwrap_or(path).display().to_string(),
            _ => count(changed.len(), "file"),
        };
        terminal.say(&format!("{what}: again after {} ({counts})", duration(start.elapsed())));
        Some(Arc::new(next))
    };
    match server.run(Arc::new(first), &root, ignored, rebuild) {
        Ok(()) => End::Clean,
        Err(e) => {
            terminal.error(&format!("{} can't be served: {e}", root.display()), "");
            End::Refused
        }
    }
}

/// Compiles and plans; `before` is the plan of the last time.
fn version(compiler: &mut Compiler, world: &Arc<DiskWorld>, before: Option<&Site>) -> Version {
    let mut compiled = compiler.compile(world.as_ref());
    if compiled.id_is_fresh {
        // While it is only looked at, a folder without an id keeps its records under its own name.
        compiled.curriculum.id = format!("preview:{}", world.root().display());
    }
    let compiled = Arc::new(compiled);
    let options =
        wend_site::Options { reload_script: true, base_url: Some("/".to_owned()), ..wend_site::Options::default() };
    let plan = match before {
        Some(before) => common::plan_again(before, Arc::clone(&compiled)),
        None => common::plan(Arc::clone(&compiled), &options),
    };
    let mut problems: Vec<_> = compiled.diagnostics.iter().chain(&plan.diagnostics).cloned().collect();
    wend_diagnostics::sort(&mut problems);
    // Notes are for `wend check`; over the page they would hide what is wrong.
    problems.retain(|d| d.severity != wend_diagnostics::Severity::Note);
    Version { plan, world: Arc::clone(world), compiled, problems, late: Mutex::default() }
}
