//! A page of its own for tests: Markdown by wend-markup, blocks by wend-plugin, nothing else.
#![allow(dead_code, missing_docs, unreachable_pub)]

use wend_diagnostics::{Diagnostic, FileId, Sources};
use wend_markup::{Directive, Host, Parsed, Renderer, parse};
use wend_plugin::{BlockCtx, Page, Registry, check, document, expand, own_texts, render};

pub struct TestHost<'a> {
    pub registry: &'a Registry,
    pub text: &'a str,
    pub parsed: &'a Parsed,
}

struct TestPage<'h, 'a, 'r, 'x> {
    host: &'h TestHost<'a>,
    renderer: &'r mut Renderer<'x>,
}

impl Page for TestPage<'_, '_, '_, '_> {
    fn markdown(&mut self, text: &str) -> String {
        let mut out = String::new();
        self.renderer.fragment(text, &mut out);
        out
    }
    fn inline(&mut self, text: &str) -> String {
        let mut out = String::new();
        self.renderer.inline(text, &mut out);
        out
    }
    fn block(&mut self, directive: &Directive) -> String {
        let mut out = String::new();
        self.host.directive(directive, self.renderer, &mut out);
        out
    }
}

impl Host for TestHost<'_> {
    fn directive(&self, directive: &Directive, renderer: &mut Renderer<'_>, out: &mut String) {
        let (block, _) = expand(self.registry, self.text, directive, self.parsed);
        let id = block.dom_id();
        let t = self.registry.plugin_of(&block.kind).map_or_else(
            || -> wend_plugin::Translate { std::sync::Arc::new(|key, _| key.to_owned()) },
            |plugin| own_texts(plugin, "en"),
        );
        let mut page = TestPage { host: self, renderer };
        let ctx = BlockCtx { page: &mut page, t, owner: "lesson", objective: "taught", id: &id };
        match render(self.registry, &block, ctx) {
            Ok(html) => out.push_str(&html),
            Err(found) => out.push_str(&format!("<!-- {} -->", found.message)),
        }
    }
}

/// Everything that is said about a text: reading, expanding, checking.
pub fn findings(registry: &Registry, text: &str) -> Vec<Diagnostic> {
    let mut sources = Sources::new();
    let file = sources.add("lesson.md", text);
    let (parsed, mut found) = parse(file, text);
    let (blocks, more) = document(registry, text, &parsed);
    found.extend(more);
    for block in &blocks {
        found.extend(check(registry, block));
    }
    wend_diagnostics::sort(&mut found);
    found
}

/// The page of a text.
pub fn html(registry: &Registry, text: &str) -> String {
    let (parsed, _) = parse(FileId::default(), text);
    let host = TestHost { registry, text, parsed: &parsed };
    let mut renderer = Renderer::new(text, &parsed, &host);
    let mut out = String::new();
    renderer.blocks(&parsed.blocks, &mut out);
    out
}
