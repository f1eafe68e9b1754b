//! Runs the stages and remembers what did not change.
//!
//! A file is read again only if its [`Stamp`] changed, and parsed again only if its bytes or its role did. Linking and
//! checking go over all summaries, but for an edit of words that nothing else can see (`edit`).

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexSet;
use rayon::prelude::*;
use wend_diagnostics::{Diagnostic, FileId, Sources, Span, codes};
use wend_plugin::Registry;
use wend_plugin::registry::dialect_files;

use crate::check;
use crate::check::consequences::{self, Kind};
use crate::compiled::{Asset, Compiled};
use crate::edit::{Edit, Last, Order};
use crate::link::links::Target;
use crate::link::{self, Input};
use crate::lint;
use crate::load::{self, File, Role};
use crate::parse::Summary;
use crate::plugins::Plugins;
use crate::source::Context;
use crate::trust;
use crate::world::{Listing, Stamp, World};
pub(crate) use look::unreadable;
use look::{Cached, Fresh, OWN, look, own_id, own_name, source_of};

mod look;

/// How to compile.
#[derive(Clone, Debug)]
pub struct Options {
    /// Threads for the steps that go file by file; as many as there are processors where nothing is said. The result
    /// is the same.
    pub threads: Option<usize>,
    /// The plugins there are in any case, beside those in the curriculum's `plugins/`.
    pub registry: Arc<Registry>,
}

impl Default for Options {
    fn default() -> Self {
        Self { threads: None, registry: Registry::shared() }
    }
}

/// What the last run did, for tests and for people who wonder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Files there are.
    pub files: usize,
    /// Files read.
    pub read: usize,
    /// Files parsed.
    pub parsed: usize,
    /// Whether everything was linked and checked anew, rather than an edit of words put into the last result.
    pub linked: bool,
}

/// Compiles a world, again and again; unchanged files are not parsed again.
#[derive(Debug, Default)]
pub struct Compiler {
    pool: Option<rayon::ThreadPool>,
    plugins: Plugins,
    /// What `source.js` may know beside the file it is asked about, and how often that changed.
    context: (Context, u64),
    /// Every path that was ever a text; its position is its id, which is never given to another path. A file of which a
    /// plugin makes another text has two ([`own_name`]).
    ids: IndexSet<Arc<str>>,
    /// By id; `None`: the file is gone.
    texts: Vec<Option<Cached>>,
    bytes: BTreeMap<Arc<str>, (Stamp, Arc<[u8]>)>,
    sizes: BTreeMap<Arc<str>, (Stamp, Size)>,
    drawings: trust::Seen,
    memo: link::refs::Memo,
    last: Option<Box<Last>>,
    stats: Stats,
}

/// Width and height in pixels, where they can be told.
type Size = Option<(u32, u32)>;

impl Compiler {
    /// A compiler that knows nothing yet.
    pub fn new(options: Options) -> Self {
        let pool =
            options.threads.and_then(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok());
        let plugins = Plugins::new(options.registry);
        Self { pool, plugins, ..Self::default() }
    }

    /// Reads, links and checks everything.
    pub fn compile(&mut self, world: &dyn World) -> Compiled {
        // The pool is taken out so that the work inside may borrow the rest.
        match self.pool.take() {
            Some(pool) => {
                let compiled = pool.install(|| self.run(world));
                self.pool = Some(pool);
                compiled
            }
            None => self.run(world),
        }
    }

    /// What the last run did.
    pub fn stats(&self) -> Stats {
        self.stats
    }

    fn run(&mut self, world: &dyn World) -> Compiled {
        let listing = world.list();
        self.stats = Stats::default();
        let last = self.last.take();
        if let Some(compiled) = last.and_then(|last| self.edited(world, &listing, last)) {
            return compiled;
        }
        self.stats.read += self.plugins.refresh(world, &listing, &mut self.ids);
        let registry = Arc::clone(self.plugins.registry());
        let context = Context::read(&registry, world, &listing);
        if context != self.context.0 {
            self.context = (context, self.context.1 + 1);
        }
        let layout = load::layout(listing.clone(), &registry);
        let mut diagnostics = layout.diagnostics;
        self.stats.files = layout.files.len();
        self.stats.linked = true;
        let ids = self.refresh(world, &layout.files);
        let theme = self.theme(world, &layout.files, &mut diagnostics);

        diagnostics.extend(self.plugins.diagnostics().iter().cloned());
        diagnostics.extend(self.context.0.diagnostics.iter().cloned());
        let inputs: Vec<Input> = layout.files.iter().zip(&ids).map(|(file, id)| self.input(file, *id)).collect();
        for cached in ids.iter().filter_map(|id| self.cached(*id)) {
            diagnostics.extend(cached.diagnostics.iter().cloned());
        }
        let linked = link::link(&inputs, layout.root, &mut self.memo, &mut diagnostics);
        check::check(&linked.compiled, &linked.names, &linked.needs, &mut diagnostics);
        let (mut compiled, names) = (linked.compiled, linked.names);
        check_plugins(&registry, &compiled, &mut diagnostics);
        compiled.theme = theme;
        trust::check_names(&registry, &compiled, &mut diagnostics);
        trust::vet(world, &mut compiled, &mut self.drawings, &mut diagnostics);
        compiled.registry = registry;
        self.measure(world, &mut compiled);
        lint::check(&compiled, &self.sources(), &mut diagnostics);
        self.no_fixes_in_made_texts(&mut diagnostics);
        // A file's own text is the same file as the text that a plugin made of it.
        let both = |id: FileId, path: &str| [Some(id), own_id(&self.ids, path)].into_iter().flatten();
        let files = ids.iter().zip(&layout.files).filter_map(|(id, file)| Some(((*id)?, file)));
        let all: Vec<(FileId, Kind)> =
            files.flat_map(|(id, file)| both(id, &file.entry.path).map(|id| (id, kind(&file.role)))).collect();
        let kinds: BTreeMap<FileId, Kind> = all.iter().copied().collect();
        consequences::leave_out(|id| kinds.get(&id).copied().unwrap_or(Kind::Other), &mut diagnostics);
        // Plugins come last, in the order of their paths.
        let ranked: Vec<FileId> = all.iter().map(|(id, _)| *id).chain(self.plugins.ids()).collect();
        let order = Order::new(self.ids.len(), &ranked);
        order.sort(&mut diagnostics);
        compiled.diagnostics = diagnostics;
        // Plugins that read several files may see in an edit what no summary shows.
        let seen = lint::any(&compiled.registry) || !self.context.0.plugins.is_empty();
        self.last = Last::keep(listing, layout.files.len(), &compiled, names, order).filter(|_| !seen);
        compiled.sources = self.sources();
        compiled
    }

    /// The last result with other words in some lessons, if nothing else is different. What was read is kept anyway.
    fn edited(&mut self, world: &dyn World, listing: &Listing, mut last: Box<Last>) -> Option<Compiled> {
        for entry in last.changed(listing)? {
            let at = self.ids.get_index_of(&entry.path)?;
            let cached = self.texts.get_mut(at)?.as_mut()?;
            if !matches!(cached.role, Role::Lesson(_)) {
                return None;
            }
            let id = FileId(at as u32);
            let file = File { entry: entry.clone(), role: cached.role.clone() };
            match look(world, &file, (id, None), Some(cached), (&self.plugins, &self.context)) {
                Fresh::Same => {}
                Fresh::Restamped(stamp) => {
                    self.stats.read += 1;
                    cached.stamp = stamp;
                }
                Fresh::Parsed(fresh) => {
                    self.stats.read += 1;
                    self.stats.parsed += 1;
                    let before = std::mem::replace(cached, *fresh);
                    let edit = Edit {
                        file: id,
                        before: (&before.summary, &before.diagnostics),
                        after: (&cached.summary, &cached.diagnostics),
                        hash: cached.hash,
                    };
                    last.apply(&edit)?;
                    self.memo.reworded(id, &cached.summary);
                }
            }
        }
        last.listed(listing.clone());
        self.stats.files = last.files;
        let mut compiled = last.compiled.clone();
        compiled.sources = self.sources();
        self.last = Some(last);
        Some(compiled)
    }

    /// Brings the cache up to date: reads and parses what changed, in parallel, and forgets what is gone. Gives the id
    /// of each file, or none if it is not a text.
    fn refresh(&mut self, world: &dyn World, files: &[File]) -> Vec<Option<FileId>> {
        let ids: Vec<Option<FileId>> = files
            .iter()
            .map(|file| {
                let path = &file.entry.path;
                if source_of(file, self.plugins.registry()).is_some() {
                    self.ids.insert(own_name(path));
                }
                let id = || self.ids.insert_full(path.clone()).0;
                file.role.is_text().then(id).map(|id| FileId(id as u32))
            })
            .collect();
        let mut known = std::mem::take(&mut self.texts);
        known.resize_with(self.ids.len(), || None);
        let (all, plugins) = (&self.ids, (&self.plugins, &self.context));
        let fresh: Vec<Option<(FileId, Fresh)>> = files
            .par_iter()
            .zip(&ids)
            .map(|(file, id)| {
                let id = (*id)?;
                let cached = known.get(id.0 as usize).and_then(Option::as_ref);
                let own = own_id(all, &file.entry.path);
                Some((id, look(world, file, (id, own), cached, plugins)))
            })
            .collect();
        self.texts.resize_with(self.ids.len(), || None);
        for (id, fresh) in fresh.into_iter().flatten() {
            let at = id.0 as usize;
            self.texts[at] = match fresh {
                Fresh::Same => known[at].take(),
                Fresh::Restamped(stamp) => {
                    self.stats.read += 1;
                    known[at].take().map(|cached| Cached { stamp, ..cached })
                }
                Fresh::Parsed(cached) => {
                    self.stats.read += 1;
                    self.stats.parsed += 1;
                    Some(*cached)
                }
            };
        }
        ids
    }

    /// A fix is for a text that stands in a file; what a plugin made of a file does not.
    fn no_fixes_in_made_texts(&self, diagnostics: &mut [Diagnostic]) {
        let made = |id: FileId| self.cached(Some(id)).is_some_and(|cached| cached.made);
        for one in diagnostics {
            if one.primary.as_ref().is_some_and(|label| made(label.span.file)) {
                one.helps.push("the text shown is what a plugin made of the file".to_owned());
            }
            if one.fix.as_ref().is_some_and(|fix| fix.edits.iter().any(|edit| made(edit.span.file))) {
                one.fix = None;
            }
        }
    }

    fn cached(&self, id: Option<FileId>) -> Option<&Cached> {
        self.texts.get(id?.0 as usize)?.as_ref()
    }

    fn input(&self, file: &File, id: Option<FileId>) -> Input {
        let (hash, summary) = match self.cached(id) {
            Some(cached) => (cached.hash, cached.summary.clone()),
            None => ([0; 32], Arc::new(Summary::None)),
        };
        Input {
            path: file.entry.path.clone(),
            file: id.unwrap_or_default(),
            role: file.role.clone(),
            stamp: file.entry.stamp,
            hash,
            summary,
        }
    }

    /// All texts, by id. A file that is gone keeps its place, empty.
    fn sources(&self) -> Sources {
        let mut sources = Sources::new();
        let none: Arc<str> = Arc::from("");
        let cached = |at: usize| self.texts.get(at).and_then(Option::as_ref);
        for (at, path) in self.ids.iter().enumerate() {
            if let Some(path) = path.strip_suffix(OWN) {
                let own = self.ids.get_index_of(path).and_then(cached).and_then(|cached| cached.own.as_ref());
                sources.add(path, own.unwrap_or(&none).clone());
                continue;
            }
            let text = cached(at).map(|cached| &cached.text);
            sources.add(path.clone(), text.or_else(|| self.plugins.text(path)).unwrap_or(&none).clone());
        }
        sources
    }

    /// The files over the theme's.
    fn theme(
        &mut self,
        world: &dyn World,
        files: &[File],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> BTreeMap<String, Arc<[u8]>> {
        let mut known = std::mem::take(&mut self.bytes);
        let mut theme = BTreeMap::new();
        for file in files {
            let Role::Theme(name) = &file.role else {
                continue;
            };
            let path = &file.entry.path;
            let bytes = match known.remove(path) {
                Some((stamp, bytes)) if stamp == file.entry.stamp => bytes,
                _ => match world.read(path) {
                    Ok(bytes) => {
                        self.stats.read += 1;
                        bytes.into()
                    }
                    Err(error) => {
                        diagnostics.push(unreadable(path, &error));
                        continue;
                    }
                },
            };
            self.bytes.insert(path.clone(), (file.entry.stamp, bytes.clone()));
            theme.insert(name.clone(), bytes);
        }
        theme
    }

    /// Width and height of the pictures that lessons show.
    fn measure(&mut self, world: &dyn World, compiled: &mut Compiled) {
        let shown: std::collections::BTreeSet<u32> = compiled
            .lessons
            .iter()
            .map(|lesson| lesson.file)
            .chain(compiled.item_files.iter().map(|file| file.file))
            .flat_map(|file| compiled.links.of(file))
            .filter_map(|(_, target)| match target {
                Target::Asset(at, _) => Some(*at),
                _ => None,
            })
            .collect();
        let known = std::mem::take(&mut self.sizes);
        let wanted: Vec<&Asset> = shown
            .iter()
            .filter_map(|at| compiled.assets.get(*at as usize))
            .filter(|asset| is_picture(&asset.path))
            .collect();
        self.sizes = wanted
            .par_iter()
            .map(|asset| {
                let size = match known.get(&asset.source) {
                    Some((stamp, size)) if *stamp == asset.stamp => *size,
                    _ => world.read(&asset.source).ok().and_then(|bytes| size_of(&asset.path, &bytes)),
                };
                (asset.source.clone(), (asset.stamp, size))
            })
            .collect();
        for asset in &mut compiled.assets {
            asset.size = self.sizes.get(&asset.source).and_then(|(_, size)| *size);
        }
    }
}

/// Plugins that `curriculum.toml` names must be there.
fn check_plugins(registry: &Registry, compiled: &Compiled, diagnostics: &mut Vec<Diagnostic>) {
    let mut known: Vec<&str> = registry.plugins().iter().map(|plugin| plugin.name()).collect();
    known.extend(dialect_files().keys().filter(|name| registry.plugin(name).is_none()));
    for plugin in compiled.config.plugins.iter().filter(|plugin| !known.contains(&plugin.value.as_str())) {
        diagnostics.push(link::names::unknown(
            &codes::config::UNKNOWN_PLUGIN,
            "plugin",
            plugin,
            known.iter().copied(),
            &format!("the plugins here are: {}", known.join(", ")),
        ));
    }
    for plugin in registry.plugins().iter().filter(|plugin| !compiled.trusts(plugin)) {
        let file = plugin.folder().files.get("element.css").and_then(|file| file.id);
        if let (Err(fault), Some(file)) = (wend_plugin::style::scoped(plugin), file) {
            let found = Diagnostic::new(
                &codes::plugin::BAD_STYLE,
                format!("the style of the plugin `{}` is left out: it has {}", plugin.name(), fault.what),
            );
            let help = "a plugin styles what stands in its own blocks, and loads nothing but its assets";
            diagnostics.push(found.at(Span::new(file, fault.at)).help(help));
        }
    }
}

/// What a file is to [`consequences`].
fn kind(role: &Role) -> Kind {
    match role {
        Role::Config => Kind::Config,
        Role::Objectives => Kind::Objectives,
        Role::Lesson(_) => Kind::Lesson,
        _ => Kind::Other,
    }
}

fn is_picture(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    matches!(extension.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" | "bmp")
}

/// The size of a picture from its first bytes; an SVG's from its `width` and `height`, else its `viewBox`.
fn size_of(path: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    if path.to_ascii_lowercase().ends_with(".svg") {
        return crate::svg::size(&String::from_utf8_lossy(bytes));
    }
    let size = imagesize::blob_size(bytes).ok()?;
    let side = |n: usize| u32::try_from(n).ok().filter(|n| *n > 0);
    Some((side(size.width)?, side(size.height)?))
}
