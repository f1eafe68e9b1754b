//! What several commands need: opening a folder, compiling it, planning its site, making one file of it.

use std::{fs, path::Path, sync::Arc};

use rayon::prelude::*;
use wend_compiler::{Compiled, Compiler, LearnerFile, World};
use wend_diagnostics::{Diagnostic, Severity, codes};
use wend_site::{Gathered, Kind, Rendered, Site, Theme};

use crate::{
    disk::{memory::Memory, world::DiskWorld},
    terminal::Terminal,
};

const CONFIG: &str = "curriculum.toml";

/// The curriculum's folder; `None` after saying why not.
pub(crate) fn open(terminal: &Terminal, dir: &Path) -> Option<DiskWorld> {
    match DiskWorld::open(dir) {
        Ok(world) => {
            let above = world.root().parent().filter(|above| above.join(CONFIG).is_file());
            if let Some(above) = above.filter(|_| !world.root().join(CONFIG).exists()) {
                let (here, above) = (dir.display(), above.display());
                terminal.say(&format!("{here} has no {CONFIG}, but the folder above it has: did you mean {above}?"));
            }
            Some(world)
        }
        Err(e) => {
            let help = match e.kind() {
                std::io::ErrorKind::NotFound => format!("`wend new {}` makes one", dir.display()),
                std::io::ErrorKind::NotADirectory => "name the folder that holds curriculum.toml or the lessons".into(),
                _ => String::new(),
            };
            terminal.error(&format!("{} can't be opened: {e}", dir.display()), &help);
            None
        }
    }
}

/// Compiles a folder once.
pub(crate) fn compile(world: &DiskWorld) -> Compiled {
    let mut compiler = compiler(world);
    let compiled = compiler.compile(world);
    keep(world, &compiled);
    compiled
}

/// Whether nothing can be made of a curriculum: its errors are said then, and `what` is not done. Gaps and likely mistakes are
/// for `wend check`; here they would bury what stands in the way.
pub(crate) fn refused(terminal: &Terminal, compiled: &mut Compiled, what: &str) -> bool {
    if compiled.has_errors() {
        compiled.diagnostics.retain(|d| d.severity == Severity::Error);
        let counts = terminal.problems(&compiled.diagnostics, &compiled.sources);
        terminal.say(&format!("{what} a curriculum with errors: {counts}"));
        return true;
    }
    false
}

/// A compiler that knows what scripts answered when the folder was last compiled.
pub(crate) fn compiler(world: &DiskWorld) -> Compiler {
    let options = wend_compiler::Options::default();
    if let Some(answers) = Memory::of_person(world.root()).recall() {
        options.registry.recall(answers);
    }
    Compiler::new(options)
}

/// Keeps what scripts answered this time.
pub(crate) fn keep(world: &DiskWorld, compiled: &Compiled) {
    if let Some(answers) = compiled.registry.keep() {
        Memory::of_person(world.root()).keep(&answers);
    }
}

/// The learners somebody named: an alias of the roster, or a file of one or of a class, inside or outside the
/// curriculum's folder. `None` after saying what is wrong.
pub(crate) fn learners(
    terminal: &Terminal,
    compiled: &mut Compiled,
    world: &DiskWorld,
    named: &Path,
) -> Option<Vec<LearnerFile>> {
    let alias = named.to_str().filter(|_| !named.exists());
    let called: Vec<_> =
        compiled.learners.iter().filter(|it| Some(it.alias.value.as_str()) == alias).cloned().collect();
    if !called.is_empty() {
        return Some(called);
    }
    // `learners/amina.toml` means the same from anywhere: first as seen from here, then from the curriculum's folder.
    let within = world.root().join(named);
    let file = if !named.exists() && within.is_file() { within.as_path() } else { named };
    let inside = fs::canonicalize(file).ok();
    let inside = inside.as_deref().and_then(|p| p.strip_prefix(world.root()).ok()).and_then(Path::to_str);
    let here = |l: &&LearnerFile| inside == Some(compiled.sources.path(l.file));
    let known: Vec<_> = compiled.learners.iter().filter(here).cloned().collect();
    if !known.is_empty() {
        return Some(known);
    }
    let shown = named.display().to_string();
    match fs::read(file) {
        Ok(bytes) => {
            let (roster, mut found) = compiled.foreign_learners(&shown, &bytes);
            wend_diagnostics::sort(&mut found);
            let counts = terminal.problems(&found, &compiled.sources);
            let learners = roster.filter(|_| counts.errors == 0)?.learners;
            if learners.is_empty() {
                terminal
                    .error(&format!("{shown} has no learner"), "add one: [[learner]], and below it alias = \"amina\"");
                return None;
            }
            Some(learners)
        }
        Err(e) => {
            let aliases: Vec<_> = compiled.learners.iter().map(|l| l.alias.value.as_str()).collect();
            let help = match (wend_diagnostics::suggest(&shown, aliases.iter().copied()), aliases.is_empty()) {
                (Some(near), _) => format!("did you mean `{near}`?"),
                (None, false) => format!("the roster has {}", aliases.join(", ")),
                (None, true) => "the curriculum has no learners/ folder".into(),
            };
            let what = if e.kind() == std::io::ErrorKind::NotFound {
                format!("there is no learner `{shown}`: neither an alias nor a file")
            } else {
                format!("{shown} can't be read: {e}")
            };
            terminal.error(&what, &help);
            None
        }
    }
}

/// The site of a curriculum in all its languages, in the built-in theme, the curriculum's own files over it.
pub(crate) fn plan(compiled: Arc<Compiled>, options: &wend_site::Options) -> Site {
    Site::plan(compiled, &Theme::builtin(), options)
}

/// The same after an edit.
pub(crate) fn plan_again(before: &Site, compiled: Arc<Compiled>) -> Site {
    before.plan_again(compiled, &Theme::builtin())
}

/// One file of a site, about to be made.
pub(crate) enum File<'p> {
    /// A copy, which was read.
    Copy(Rendered),
    /// Any other.
    Site(Gathered<'p>),
}

impl<'p> File<'p> {
    pub(crate) fn of(plan: &'p Site, world: &DiskWorld, ix: usize) -> Self {
        let Kind::Copy { source } = &plan.files[ix].kind else { return Self::Site(plan.gather(ix)) };
        Self::Copy(world.read(source).map_or_else(
            |e| {
                let gone = Diagnostic::new(&codes::io::UNREADABLE, format!("{source} can't be read any more: {e}"));
                Rendered { bytes: Vec::new(), diagnostics: vec![gone.at_path(Arc::clone(source))] }
            },
            |bytes| Rendered { bytes, diagnostics: Vec::new() },
        ))
    }

    /// A hash of what goes into it. A copy is the same when its bytes are, whatever day it was put there.
    pub(crate) fn hash(&self) -> [u8; 32] {
        match self {
            Self::Copy(copy) => *blake3::hash(&copy.bytes).as_bytes(),
            Self::Site(file) => file.hash(),
        }
    }

    /// Its bytes, and what was found while making it.
    pub(crate) fn make(self) -> Rendered {
        match self {
            Self::Copy(copy) => copy,
            Self::Site(file) => file.render(),
        }
    }
}

/// What goes wrong only when pages are made.
pub(crate) fn render_all(plan: &Site) -> Vec<Diagnostic> {
    let pages = (0..plan.files.len()).into_par_iter();
    let made = pages.filter(|ix| !matches!(plan.files[*ix].kind, Kind::Copy { .. }));
    made.flat_map_iter(|ix| plan.gather(ix).render().diagnostics).collect()
}
