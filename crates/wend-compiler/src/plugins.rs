//! The curriculum's own plugins: the folders below `plugins/`, read into a registry beside the built-in ones and the
//! dialects that `curriculum.toml` names.
//!
//! A file is read again when its stamp changed; the registry is made again when a text or the list of files did. A
//! registry that is made again is a new generation, and all that was parsed with an older one is parsed again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexSet;
use wend_diagnostics::{Diagnostic, FileId, codes};
use wend_plugin::registry::dialect_files;
use wend_plugin::{File, Folder, Origin, Registry};

use crate::compiler::unreadable;
use crate::config::Config;
use crate::data::toml;
use crate::load;
use crate::world::{Entry, Listing, Stamp, World};

/// Where they are.
pub(crate) const FOLDER: &str = "plugins/";
/// A longer text of a plugin is not read.
const MOST_BYTES: u64 = 1 << 20;
/// Files of one plugin beyond this are left out.
const MOST_FILES: usize = 500;

/// What was last seen of `plugins/`.
#[derive(Debug)]
pub(crate) struct Plugins {
    base: Arc<Registry>,
    files: BTreeMap<Arc<str>, Known>,
    /// `curriculum.toml` as it was last seen, and the plugins it names.
    named: (Option<Stamp>, Vec<String>),
    registry: Arc<Registry>,
    generation: u64,
    diagnostics: Vec<Diagnostic>,
}

/// One file; its text, if it is one.
#[derive(Debug)]
struct Known {
    stamp: Stamp,
    id: Option<FileId>,
    text: Option<Arc<str>>,
    diagnostics: Vec<Diagnostic>,
}

impl Default for Plugins {
    fn default() -> Self {
        Self::new(Registry::shared())
    }
}

impl Plugins {
    /// Nothing seen yet, beside the plugins there are in any case.
    pub(crate) fn new(base: Arc<Registry>) -> Self {
        let registry = Arc::clone(&base);
        let (files, named) = Default::default();
        Self { base, files, named, registry, generation: 0, diagnostics: Vec::new() }
    }

    /// All kinds of blocks there are.
    pub(crate) fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    /// What a summary must be made with to be of use still.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// What is wrong with them.
    pub(crate) fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The text of a file of theirs.
    pub(crate) fn text(&self, path: &str) -> Option<&Arc<str>> {
        self.files.get(path)?.text.as_ref()
    }

    /// The ids of their texts, in the order of paths.
    pub(crate) fn ids(&self) -> impl Iterator<Item = FileId> {
        self.files.values().filter_map(|known| known.id)
    }

    /// Reads what changed. Ids are given by `ids`, where a path keeps its place for ever.
    pub(crate) fn refresh(&mut self, world: &dyn World, listing: &Listing, ids: &mut IndexSet<Arc<str>>) -> usize {
        let is_own = |entry: &&Entry| entry.path.starts_with(FOLDER) && !load::is_hidden(&entry.path);
        let mut entries: Vec<&Entry> = listing.files.iter().filter(is_own).collect();
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let same = entries.len() == self.files.len()
            && entries
                .iter()
                .zip(&self.files)
                .all(|(entry, (path, known))| entry.path == *path && entry.stamp == known.stamp);
        let renamed = self.look_for_names(world, listing);
        if same && !renamed {
            return 0;
        }
        let mut before = std::mem::take(&mut self.files);
        let mut changed = renamed || entries.iter().any(|entry| !before.contains_key(&entry.path));
        let mut read = 0;
        for entry in entries {
            let old = before.remove(&entry.path);
            let known = match old {
                Some(known) if known.stamp == entry.stamp => known,
                old => {
                    read += 1;
                    let known = look(world, entry, ids);
                    let same = |old: &Known| old.text == known.text && old.diagnostics == known.diagnostics;
                    changed |= !old.as_ref().is_some_and(same);
                    known
                }
            };
            self.files.insert(Arc::clone(&entry.path), known);
        }
        changed |= !before.is_empty();
        if changed {
            self.make();
        }
        read
    }

    /// Reads again which plugins `curriculum.toml` names, before anything is known of the files that they say what they
    /// are; whether these are others than before. What is wrong with the names is found later.
    fn look_for_names(&mut self, world: &dyn World, listing: &Listing) -> bool {
        let entry = listing.files.iter().find(|entry| *entry.path == *load::CONFIG);
        let stamp = entry.map(|entry| entry.stamp);
        if self.named.0 == stamp {
            return false;
        }
        let bytes = entry.filter(|entry| entry.stamp.len <= MOST_BYTES).and_then(|entry| world.read(&entry.path).ok());
        let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
        let names =
            Config::read(FileId::default(), &toml::parse(FileId::default(), &text, 0).0, &mut Vec::new()).plugins;
        let names = names.into_iter().map(|name| name.value).collect();
        let before = std::mem::replace(&mut self.named, (stamp, names));
        before.1 != self.named.1
    }

    fn make(&mut self) {
        self.generation += 1;
        self.diagnostics = self.files.values().flat_map(|known| known.diagnostics.iter().cloned()).collect();
        let mut folders: BTreeMap<&str, Folder> = BTreeMap::new();
        for (path, known) in &self.files {
            let Some((name, inner)) = path.strip_prefix(FOLDER).and_then(|rest| rest.split_once('/')) else {
                if !load::is_readme(path) {
                    let found = Diagnostic::new(&codes::config::STRAY_FILE, format!("nothing reads `{path}`"));
                    let help = "a plugin is a folder: put it into `plugins/NAME/`";
                    self.diagnostics.push(found.at_path(Arc::clone(path)).help(help));
                }
                continue;
            };
            let folder = folders.entry(name).or_insert_with(|| Folder {
                name: name.to_owned(),
                origin: Origin::Curriculum,
                files: BTreeMap::new(),
                others: Default::default(),
            });
            if folder.files.len() + folder.others.len() >= MOST_FILES {
                let found = Diagnostic::new(
                    &codes::plugin::BAD_MANIFEST,
                    format!("this plugin has more than {MOST_FILES} files; those from here on are left out"),
                );
                let help = "a plugin is a manifest, a template and a few scripts: take away what it does not use";
                let found = found.at_path(Arc::clone(path)).help(help);
                let told = self.diagnostics.iter().any(|d| d.message == found.message && told_of(d, name));
                if !told {
                    self.diagnostics.push(found);
                }
                continue;
            }
            match &known.text {
                Some(text) => {
                    folder.files.insert(inner.to_owned(), File { id: known.id, text: Arc::clone(text) });
                }
                None => {
                    folder.others.insert(inner.to_owned());
                }
            }
        }
        let named: BTreeSet<&str> = self.named.1.iter().map(String::as_str).collect();
        let dialects: Vec<&str> = named.into_iter().filter(|name| dialect_files().contains_key(name)).collect();
        self.registry = if folders.is_empty() && dialects.is_empty() {
            Arc::clone(&self.base)
        } else {
            let mut registry = Registry::clone(&self.base);
            for name in dialects {
                registry.add_dialect(name);
            }
            for folder in folders.into_values() {
                self.diagnostics.extend(registry.add(folder));
            }
            Arc::new(registry)
        };
    }
}

fn told_of(diagnostic: &Diagnostic, folder: &str) -> bool {
    let inner = diagnostic.path.as_ref().and_then(|path| path.strip_prefix(FOLDER));
    inner.and_then(|rest| rest.split_once('/')).is_some_and(|(name, _)| name == folder)
}

fn look(world: &dyn World, entry: &Entry, ids: &mut IndexSet<Arc<str>>) -> Known {
    let mut known = Known { stamp: entry.stamp, id: None, text: None, diagnostics: Vec::new() };
    let path = &entry.path;
    if !Folder::is_text(path) {
        return known;
    }
    if entry.stamp.len > MOST_BYTES {
        let found = Diagnostic::new(
            &codes::io::TOO_LARGE,
            format!(
                "this file has {} kB and is not read: it is too large for a part of a plugin",
                entry.stamp.len / 1024
            ),
        );
        known.diagnostics.push(found.at_path(Arc::clone(path)).help("a script or template has at most 1 MiB"));
        return known;
    }
    match world.read(path) {
        Ok(bytes) => {
            let id = FileId(ids.insert_full(Arc::clone(path)).0 as u32);
            known.id = Some(id);
            known.text = Some(load::text(id, path, bytes, &mut known.diagnostics));
        }
        Err(error) => {
            known.diagnostics.push(unreadable(path, &error));
            // It is tried again next time.
            known.stamp = Stamp { len: u64::MAX, version: u128::MAX };
        }
    }
    known
}
