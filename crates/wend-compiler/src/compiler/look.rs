//! One text file: what is kept of it, and what has to be read and parsed again.

use std::sync::Arc;

use indexmap::IndexSet;
use wend_diagnostics::{Diagnostic, FileId, codes};
use wend_plugin::{Plugin, Registry};

use crate::load::{self, File, Role};
use crate::parse::{self, Summary};
use crate::plugins::Plugins;
use crate::source::{self, Context};
use crate::world::{Stamp, World};

/// One text file as it was last seen.
#[derive(Clone, Debug)]
pub(super) struct Cached {
    pub(super) stamp: Stamp,
    /// The plugins it was parsed with, and what they knew of other files.
    pub(super) generation: (u64, u64),
    /// Whether a plugin made its text.
    pub(super) made: bool,
    /// The file's own text, where a plugin may have made another.
    pub(super) own: Option<Arc<str>>,
    pub(super) role: Role,
    /// blake3 of its bytes; all zero if it could not be read.
    pub(super) hash: [u8; 32],
    pub(super) text: Arc<str>,
    pub(super) summary: Arc<Summary>,
    pub(super) diagnostics: Arc<[Diagnostic]>,
}

/// How a file came to be what it is.
pub(super) enum Fresh {
    Same,
    /// Read, and its bytes are the same.
    Restamped(Stamp),
    Parsed(Box<Cached>),
}

/// The plugins, and what they know of other files.
pub(super) type With<'a> = (&'a Plugins, &'a (Context, u64));

/// Behind the path of a file's own text, where a plugin makes another of it. No path ends so.
pub(super) const OWN: char = '\0';

/// What `Compiler::ids` calls the file's own text, where a plugin makes another of it.
pub(super) fn own_name(path: &str) -> Arc<str> {
    format!("{path}{OWN}").into()
}

/// The id of the file's own text, where it has one.
pub(super) fn own_id(ids: &IndexSet<Arc<str>>, path: &str) -> Option<FileId> {
    ids.get_index_of(&own_name(path)).map(|at| FileId(at as u32))
}

/// The plugin that makes a lesson of the file.
pub(super) fn source_of<'a>(file: &File, registry: &'a Registry) -> Option<&'a Plugin> {
    matches!(file.role, Role::Lesson(_)).then(|| source::reader(registry, &file.entry.path)).flatten()
}

/// Looks at one file, and reads and parses it if need be. `ids`: of its text, and of its own where it has two.
pub(super) fn look(
    world: &dyn World,
    file: &File,
    (id, own): (FileId, Option<FileId>),
    cached: Option<&Cached>,
    with: With<'_>,
) -> Fresh {
    let (plugins, (context, changes)) = with;
    let registry = plugins.registry();
    let reader = source_of(file, registry);
    let own = own.filter(|_| reader.is_some()).unwrap_or(id);
    let generation = (plugins.generation(), if reader.is_some() { *changes } else { 0 });
    let stale = |cached: &&Cached| cached.generation != generation && cached.role.has_blocks();
    let cached = cached.filter(|cached| cached.role == file.role && !stale(cached));
    if cached.is_some_and(|cached| cached.stamp == file.entry.stamp) {
        return Fresh::Same;
    }
    let mut diagnostics = Vec::new();
    let path = &file.entry.path;
    // What is far too large is not even read: it may not fit into memory.
    let huge = file.entry.stamp.len > load::MAX_TEXT;
    let (hash, text) = match if huge { Ok(Vec::new()) } else { world.read(path) } {
        Ok(_) if huge => {
            diagnostics.push(load::too_large(path, file.entry.stamp.len));
            ([0; 32], Arc::from(""))
        }
        Ok(bytes) => {
            let hash = *blake3::hash(&bytes).as_bytes();
            if cached.is_some_and(|cached| cached.hash == hash) {
                return Fresh::Restamped(file.entry.stamp);
            }
            (hash, load::text(own, path, bytes, &mut diagnostics))
        }
        Err(error) => {
            diagnostics.push(unreadable(path, &error));
            ([0; 32], Arc::from(""))
        }
    };
    let made = reader.map(|plugin| source::ask(registry, plugin, context, own, path, &text, &mut diagnostics));
    let made = made.unwrap_or_default();
    let is_made = made.markdown.is_some();
    let own = reader.is_some().then(|| text.clone());
    let text = made.markdown.map_or(text, Arc::from);
    // What a plugin made may change while the file does not.
    let hash = if is_made { *blake3::hash(text.as_bytes()).as_bytes() } else { hash };
    let summary = parse::parse(id, &file.role, &text, made.front, registry, &mut diagnostics);
    Fresh::Parsed(Box::new(Cached {
        // What could not be read is tried again next time.
        stamp: if hash == [0; 32] { Stamp { len: u64::MAX, version: u128::MAX } } else { file.entry.stamp },
        generation,
        made: is_made,
        own,
        role: file.role.clone(),
        hash,
        text,
        summary: Arc::new(summary),
        diagnostics: diagnostics.into(),
    }))
}

/// What is said of a file that is there and can't be read.
pub(crate) fn unreadable(path: &Arc<str>, error: &std::io::Error) -> Diagnostic {
    let message = match error.kind() {
        std::io::ErrorKind::NotFound => "this file vanished while it was being read".to_owned(),
        std::io::ErrorKind::PermissionDenied => "this file may not be read".to_owned(),
        _ => format!("this file can't be read: {error}"),
    };
    Diagnostic::new(&codes::io::UNREADABLE, message)
        .at_path(path.clone())
        .help("what is in it is missing from the site")
}
