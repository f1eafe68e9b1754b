//! What rendering a lesson's text needs from the site: links, pictures, code, formulas, blocks.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use wend_compiler::Target;
use wend_diagnostics::{Diagnostic, FileId, Span, codes};
use wend_markup::html::escape::escape_attr;
use wend_markup::{Directive, Host, Image, Link, LinkKind, Parsed, Renderer};
use wend_plugin::BlockCtx;

use crate::shared::Shared;
use crate::strings::{Arg, Args};
use crate::{highlight, math};

/// The host of one file's text on one page.
pub(crate) struct PageHost<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) file: FileId,
    pub(crate) text: &'a str,
    pub(crate) parsed: &'a Parsed,
    /// The way to the site's root.
    pub(crate) root: &'a str,
    /// The id that items' ids begin with.
    pub(crate) home: &'a str,
    /// The objective of items that name none; empty where there is more than one.
    pub(crate) objective: &'a str,
    /// Ids of blocks on the page so far.
    pub(crate) ids: RefCell<BTreeSet<String>>,
    /// Whether a picture was shown already: the first loads at once, it is likely in view.
    pub(crate) pictured: Cell<bool>,
    pub(crate) diagnostics: RefCell<Vec<Diagnostic>>,
    /// How many plugins' scripts made the text.
    pub(crate) depth: usize,
    /// The path of the page that the text belongs to, where it is shown on another one.
    pub(crate) elsewhere: Option<&'a str>,
    /// Stands before the ids of blocks.
    pub(crate) prefix: &'a str,
}

impl<'a> PageHost<'a> {
    /// The host of a file's text on a page of its own: no other text is on it.
    pub(crate) fn new(
        shared: &'a Shared,
        file: FileId,
        text: &'a str,
        parsed: &'a Parsed,
        root: &'a str,
        home: &'a str,
        objective: &'a str,
    ) -> Self {
        PageHost {
            shared,
            file,
            text,
            parsed,
            root,
            home,
            objective,
            ids: RefCell::default(),
            pictured: Cell::new(false),
            diagnostics: RefCell::default(),
            depth: 0,
            elsewhere: None,
            prefix: "",
        }
    }

    /// This id, or one with a number where it is taken.
    fn unique(&self, id: String) -> String {
        let mut ids = self.ids.borrow_mut();
        if ids.insert(id.clone()) {
            return id;
        }
        let free = (2u32..).map(|n| format!("{id}-{n}")).find(|id| !ids.contains(id)).unwrap_or(id);
        ids.insert(free.clone());
        free
    }

    /// Shows the Markdown that a plugin's script put in a block's place.
    fn made(&self, text: &str, block: &wend_plugin::Expanded, id: &str, out: &mut String) {
        let parsed = wend_markup::parse_again(self.file, text);
        let host = PageHost {
            text,
            parsed: &parsed,
            ids: RefCell::new(self.ids.take()),
            pictured: Cell::new(self.pictured.get()),
            diagnostics: RefCell::default(),
            depth: self.depth + 1,
            ..*self
        };
        let prefix = format!("{id}-");
        // What the curriculum lets its author write, a plugin may only where it is trusted.
        let compiled = &self.shared.compiled;
        let trusted = self.shared.registry.plugin_of(&block.kind).is_some_and(|plugin| compiled.trusts(plugin));
        let html = compiled.config.html && trusted;
        let mut renderer = Renderer::new(text, &parsed, &host).with_raw_html(html).with_prefix(&prefix);
        out.push_str("<div class=\"block made\" id=\"");
        escape_attr(id, out);
        out.push_str("\">");
        renderer.blocks(&parsed.blocks, out);
        renderer.footnotes(out);
        out.push_str("</div>");
        self.ids.replace(host.ids.into_inner());
        self.pictured.set(host.pictured.get());
        for found in host.diagnostics.into_inner() {
            self.report(Diagnostic { labels: Vec::new(), fix: None, path: None, ..found }.at(block.opener));
        }
    }

    pub(crate) fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }
}

impl Host for PageHost<'_> {
    fn link(&self, dest: &str, _: LinkKind) -> Link {
        let target = match self.shared.compiled.links.target(self.file, dest) {
            Some(target) => target,
            // Text made by a block, such as a variant's value.
            None if is_foreign(dest) => &Target::External,
            None => &Target::Broken,
        };
        let class = match target {
            Target::Term(_) => Some("term"),
            Target::External => Some("external"),
            Target::Broken => Some("broken"),
            _ => None,
        };
        let href = match (target, self.elsewhere) {
            (Target::Here(_), Some(page)) => {
                format!("{}{page}{}", self.root, self.shared.href(self.root, target, dest))
            }
            _ => self.shared.href(self.root, target, dest),
        };
        Link {
            class: class.or(href.is_empty().then_some("broken")).map(str::to_string),
            href,
            title: None,
            text: self.shared.words(target).map(str::to_string),
        }
    }

    fn image(&self, dest: &str) -> Image {
        let compiled = &self.shared.compiled;
        let target = compiled.links.target(self.file, dest).unwrap_or(&Target::Broken);
        let asset = match target {
            Target::Asset(at, _) => compiled.assets.get(*at as usize),
            _ => None,
        };
        let Some(asset) = asset else { return Image::default() };
        Image {
            src: self.shared.href(self.root, target, dest),
            width: asset.size.map(|(width, _)| width),
            height: asset.size.map(|(_, height)| height),
            lazy: self.pictured.replace(true),
        }
    }

    fn code(&self, lang: &str, code: &str, out: &mut String) {
        highlight::highlight(lang, code, out);
    }

    fn math(&self, tex: &str, display: bool, out: &mut String) {
        if let Err(error) = math::math(tex, display, out) {
            let found = Diagnostic::new(&codes::site::MATH, format!("this formula can't be set: {}", error.message))
                .help("formulas are LaTeX; the page shows the source where it can't be set");
            // The renderer hands over the formula alone; where it stands is found by its text.
            self.report(match self.text.find(tex) {
                Some(at) => {
                    let span = |offset: usize| u32::try_from(at + offset).unwrap_or(u32::MAX);
                    found.at(Span { file: self.file, start: span(error.at.start), end: span(error.at.end) })
                }
                None => found.at_path(self.shared.compiled.sources.path(self.file)),
            });
        }
    }

    fn phrase(&self, key: &str, n: u32) -> Option<String> {
        let args = Args::from([("n".into(), Arg::Int(i64::from(n)))]);
        self.shared.strings.get(&self.shared.lang, &format!("markup.{key}"), &args)
    }

    fn directive(&self, directive: &Directive, renderer: &mut Renderer<'_>, out: &mut String) {
        let registry = &self.shared.registry;
        // What is wrong with the block was reported by the compiler.
        let (block, _) = wend_plugin::expand(registry, self.text, directive, self.parsed);
        let id = self.unique(format!("{}{}", self.prefix, block.dom_id()));
        if let Some(text) = block.in_its_place(self.depth) {
            self.made(text, &block, &id, out);
            return;
        }
        let ctx = BlockCtx {
            page: renderer,
            t: Arc::clone(&self.shared.block_texts),
            owner: self.home,
            objective: self.objective,
            root: self.root,
            id: &id,
        };
        match wend_plugin::render(registry, &block, ctx) {
            Ok(html) => out.push_str(&html),
            Err(diagnostic) => {
                self.report(*diagnostic);
                out.push_str(&wend_plugin::render_plain(&block, renderer, &id));
            }
        }
    }
}

fn is_foreign(dest: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| dest.starts_with(scheme))
}
