//! A page with nothing but one text's blocks on it, for testing plugins: no theme, no links looked up.

use wend_diagnostics::{Diagnostic, FileId};
use wend_markup::{Directive, Host, Parsed, Renderer, parse};

use crate::expand::{document, expand};
use crate::parts::Reference;
use crate::render::{BlockCtx, Translate, own_texts, render, render_plain};
use crate::{Registry, check};

/// Everything that is said about a text: reading, expanding, grading what its author promises.
pub fn findings(registry: &Registry, file: FileId, text: &str) -> Vec<Diagnostic> {
    let (parsed, mut found) = parse(file, text);
    let (blocks, more) = document(registry, text, &parsed);
    found.extend(more);
    for block in &blocks {
        found.extend(check(registry, block));
    }
    wend_diagnostics::sort(&mut found);
    found
}

/// What a text's blocks name and a curriculum has to have: objectives, mix-ups, lessons.
pub fn references(registry: &Registry, text: &str) -> Vec<Reference> {
    let (parsed, _) = parse(FileId::default(), text);
    document(registry, text, &parsed).0.into_iter().flat_map(|block| block.refs).collect()
}

/// The text as HTML, with blocks in the words of their plugins; where a template fails, a comment says so.
pub fn html(registry: &Registry, text: &str) -> String {
    page(registry, text, 0)
}

fn page(registry: &Registry, text: &str, depth: usize) -> String {
    let (parsed, _) = parse(FileId::default(), text);
    let host = Bare { registry, text, parsed: &parsed, depth };
    let mut renderer = Renderer::new(text, &parsed, &host);
    let mut out = String::new();
    renderer.blocks(&parsed.blocks, &mut out);
    out
}

struct Bare<'a> {
    registry: &'a Registry,
    text: &'a str,
    parsed: &'a Parsed,
    depth: usize,
}

impl Host for Bare<'_> {
    fn directive(&self, directive: &Directive, renderer: &mut Renderer<'_>, out: &mut String) {
        let (block, _) = expand(self.registry, self.text, directive, self.parsed);
        let id = block.dom_id();
        if let Some(text) = block.in_its_place(self.depth) {
            out.push_str(&page(self.registry, text, self.depth + 1));
            return;
        }
        let t: Translate = match self.registry.plugin_of(&block.kind) {
            Some(plugin) => own_texts(plugin, "en"),
            None => std::sync::Arc::new(|_, _| None),
        };
        let ctx = BlockCtx { page: renderer, t, owner: "lesson", objective: "taught", root: "", id: &id };
        match render(self.registry, &block, ctx) {
            Ok(html) => out.push_str(&html),
            Err(found) => {
                out.push_str(&format!("<!-- {} -->", found.message.replace("--", "- -")));
                out.push_str(&render_plain(&block, renderer, &id));
            }
        }
    }
}
