//! Examples of `source.js`: the folders in a plugin's `examples/` are a curriculum as its dialect has it, and each file
//! that the script makes a lesson of is an example.

use std::sync::Arc;

use wend_compiler::{Compiler, MemoryWorld, Options};
use wend_diagnostics::{Diagnostic, FileId, Label, Severity, Sources};
use wend_plugin::{Plugin, Registry};

/// A file and the Markdown that became of it.
pub(super) struct Made {
    /// The file, in the plugin's folder.
    pub(super) path: String,
    pub(super) text: Arc<str>,
}

/// Whether a file of the folder is part of such a curriculum.
pub(super) fn is_part(plugin: &Plugin, path: &str) -> bool {
    let inner = path.strip_prefix("examples/").unwrap_or("");
    let beside = !inner.is_empty() && !inner.ends_with(".md") && !inner.ends_with(".html");
    plugin.manifest().source.is_some() && (inner.contains('/') && !inner.ends_with(".html") || beside)
}

/// The lessons that come of the examples, and what is found in them. The files are added to `sources`.
pub(super) fn lessons(
    registry: &Arc<Registry>,
    plugin: &Plugin,
    sources: &mut Sources,
) -> (Vec<Made>, Vec<Diagnostic>) {
    let parts = plugin.files().filter(|(path, _)| is_part(plugin, path));
    let files: Vec<(&str, &str)> =
        parts.filter_map(|(path, text)| Some((path.strip_prefix("examples/")?, &**text))).collect();
    let reads = |path: &str| wend_compiler::reader(registry, path).is_some_and(|one| one.name() == plugin.name());
    if !files.iter().any(|(path, _)| reads(path)) {
        return (Vec::new(), Vec::new());
    }
    let options = Options { registry: Arc::clone(registry), ..Options::default() };
    let compiled = Compiler::new(options).compile(&MemoryWorld::new(files));
    let made = compiled.lessons.iter().map(|lesson| Made {
        path: format!("examples/{}", compiled.sources.path(lesson.file)),
        text: compiled.sources.text_arc(lesson.file).unwrap_or_default(),
    });
    let made = made.collect();
    let offset = sources.len() as u32;
    let folder = &plugin.folder().name;
    for id in compiled.sources.ids() {
        let path = format!("plugins/{folder}/examples/{}", compiled.sources.path(id));
        sources.add(path, compiled.sources.text_arc(id).unwrap_or_default());
    }
    let told = compiled.diagnostics.into_iter().filter(|found| found.severity != Severity::Note);
    (made, told.map(|found| moved(found, offset)).collect())
}

/// A finding whose files have other numbers.
fn moved(mut found: Diagnostic, offset: u32) -> Diagnostic {
    let shift = |label: &mut Label| label.span.file = FileId(label.span.file.0 + offset);
    found.primary.iter_mut().for_each(shift);
    found.labels.iter_mut().for_each(shift);
    // It could not be applied: the text is none of the curriculum's files.
    found.fix = None;
    found
}
