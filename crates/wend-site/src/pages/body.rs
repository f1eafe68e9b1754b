//! The author's text of a page as HTML.

use wend_compiler::{ItemFileDoc, ItemHome};
use wend_core::{LessonIx, ObjectiveIx};
use wend_diagnostics::{Diagnostic, FileId};
use wend_markup::{Outline, Renderer};

use crate::host::PageHost;
use crate::shared::Shared;

/// A lesson's text.
pub(super) fn lesson(shared: &Shared, root: &str, ix: LessonIx, diagnostics: &mut Vec<Diagnostic>) -> String {
    let doc = &shared.compiled.lessons[ix.index()];
    let curriculum = &shared.compiled.curriculum;
    let objective = match curriculum.lessons[ix.index()].teaches.as_slice() {
        [only] => curriculum.objective(*only).map_or("", |objective| &objective.id),
        _ => "",
    };
    let source = Source { file: doc.file, home: &doc.id, objective, outline: &doc.outline, prefix: "" };
    source.render(shared, root, Some(&doc.title), diagnostics)
}

/// The blocks of the item files of an objective.
pub(super) fn items(shared: &Shared, root: &str, ix: ObjectiveIx, diagnostics: &mut Vec<Diagnostic>) -> String {
    let mut out = String::new();
    let objective = shared.compiled.curriculum.objective(ix).map_or("", |objective| &objective.id);
    for (n, doc) in files_of(shared, ix).enumerate() {
        // Ids of the second file must not meet those of the first.
        let prefix = if n == 0 { String::new() } else { format!("{}-", n + 1) };
        let source = Source { file: doc.file, home: &doc.id, objective, outline: &doc.outline, prefix: &prefix };
        out.push_str(&source.render(shared, root, None, diagnostics));
    }
    out
}

/// The item files that hold items of an objective, in order.
pub(crate) fn files_of(shared: &Shared, ix: ObjectiveIx) -> impl Iterator<Item = &ItemFileDoc> {
    let mut files: Vec<u32> = shared.compiled.objectives[ix.index()]
        .items
        .iter()
        .filter_map(|item| match item.home {
            ItemHome::File(at) => Some(at),
            ItemHome::Lesson(_) => None,
        })
        .collect();
    files.sort_unstable();
    files.dedup();
    files.into_iter().filter_map(|at| shared.compiled.item_files.get(at as usize))
}

/// A file with text for a page.
struct Source<'a> {
    file: FileId,
    home: &'a str,
    objective: &'a str,
    prefix: &'a str,
    outline: &'a Outline,
}

impl Source<'_> {
    fn render(&self, shared: &Shared, root: &str, title: Option<&str>, diagnostics: &mut Vec<Diagnostic>) -> String {
        let text = shared.compiled.sources.text(self.file);
        // Problems of the text were reported by the compiler.
        let parsed = wend_markup::parse_again(self.file, text);
        let mut host = PageHost::new(shared, self.file, text, &parsed, root, self.home, self.objective);
        host.prefix = self.prefix;
        let mut out = String::with_capacity(text.len() * 2);
        let mut renderer =
            Renderer::new(text, &parsed, &host).with_raw_html(shared.compiled.config.html).with_prefix(self.prefix);
        if let Some(title) = title {
            renderer = renderer.with_title(title, self.outline);
        }
        renderer.blocks(&parsed.blocks, &mut out);
        renderer.footnotes(&mut out);
        diagnostics.append(&mut host.diagnostics.borrow_mut());
        out
    }
}
