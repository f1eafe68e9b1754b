//! Examples as a person sees them: a small site of their own in a browser, looked over by axe-core, light and dark.
//!
//! Nobody's curriculum is in the site but its plugins, its theme and its trust, so what runs in a page there runs in a
//! page here, and everything else in its frame.

use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

use serde_json::{Value, json};
use wend_compiler::{Compiled, Compiler, MemoryWorld, Options, World};
use wend_diagnostics::{Diagnostic, codes};
use wend_plugin::Plugin;
use wend_site::Kind;

use super::{common, made};
use crate::browser::Browser;

/// axe-core as its makers publish it; `axe/README.md` says more. Parts in frames, whose origins differ, answer the
/// page's by messages.
const AXE: &str = include_str!("../../../axe/axe.min.js");
const AXE_IN_FRAMES: &str = "axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] });";

/// So wide is the page, and so high that all of an example is near, pixels.
const SIZE: (u32, u32) = (1280, 4000);

/// A page that is not ready after so long, ms, never is.
const READY: u32 = 15_000;

/// What was seen.
pub(super) struct Looked {
    /// What is wrong.
    pub(super) found: Vec<Diagnostic>,
    /// Examples that were looked at.
    pub(super) pages: usize,
    /// What the browser calls itself.
    pub(super) browser: String,
}

/// A site to look at: the files, and which of its pages show which example.
struct Site {
    world: MemoryWorld,
    /// The lesson's file in the site's world, and the example's in the curriculum.
    examples: Vec<(String, String)>,
}

/// Looks at the examples of these plugins. The error is a sentence about the browser.
pub(super) fn look(
    command: &[String],
    compiled: &Compiled,
    world: &dyn World,
    plugins: &[&Plugin],
) -> Result<Looked, String> {
    let mut browser = Browser::start(command)?;
    browser.size(SIZE.0, SIZE.1)?;
    let mut looked = Looked { found: Vec::new(), pages: 0, browser: browser.version() };
    for site in sites(compiled, world, plugins) {
        let dir = tempfile::tempdir().map_err(|e| format!("no folder can be made for its pages: {e}"))?;
        let pages = site.write(dir.path()).map_err(|e| format!("its pages can't be written: {e}"))?;
        for (page, example, framed) in pages {
            looked.pages += 1;
            for (what, more) in faults(&mut browser, &page, &framed)? {
                let found = Diagnostic::new(&codes::plugin::EXAMPLE, what).at_path(example.as_str());
                looked.found.push(found.help(more));
            }
        }
    }
    Ok(looked)
}

/// One site of all plain examples, and one of each plugin's folders of its dialect.
fn sites(compiled: &Compiled, world: &dyn World, plugins: &[&Plugin]) -> Vec<Site> {
    let mut base = MemoryWorld::default();
    for entry in world.list().files {
        let wanted = entry.path.starts_with("theme/")
            || entry.path.starts_with("plugins/") && !entry.path.split('/').any(|part| part == "examples");
        if let (true, Ok(bytes)) = (wanted, world.read(&entry.path)) {
            base.write(&entry.path, bytes);
        }
    }
    let config = &compiled.config;
    let trust: Vec<&str> = config.trust.iter().map(|name| name.value.as_str()).collect();
    let language = json!(config.language);
    // A JSON text or list of texts is one of TOML, too.
    base.write(
        "curriculum.toml",
        format!("id = \"examples\"\ntitle = \"Examples\"\nlanguage = {language}\ntrust = {}\n", json!(trust)),
    );
    let mut plain = Site { world: base.clone(), examples: Vec::new() };
    let mut sites = Vec::new();
    for plugin in plugins {
        let folder = &plugin.folder().name;
        let mut dialect = Site { world: base.clone(), examples: Vec::new() };
        for (path, text) in plugin.files() {
            let Some(inner) = path.strip_prefix("examples/") else { continue };
            let shown = format!("plugins/{folder}/{path}");
            if made::is_part(plugin, path) {
                dialect.world.write(inner, text.as_bytes());
                dialect.examples.push((inner.to_owned(), shown));
            } else if let Some(stem) = inner.strip_suffix(".md") {
                let lesson = format!("lessons/{}-{}.md", plugin.name(), stem.replace('/', "-"));
                plain.world.write(&lesson, format!("# {} {stem}\n\n{text}", plugin.name()));
                plain.examples.push((lesson, shown));
            }
        }
        sites.extend((!dialect.examples.is_empty()).then_some(dialect));
    }
    sites.extend((!plain.examples.is_empty()).then_some(plain));
    sites
}

impl Site {
    /// Writes the site; gives the address of each example's page, the example, and kinds that are shown in frames.
    fn write(&self, dir: &Path) -> std::io::Result<Vec<(String, String, Vec<String>)>> {
        let compiled = Arc::new(Compiler::new(Options::default()).compile(&self.world));
        let plan = common::plan(Arc::clone(&compiled), &wend_site::Options::default());
        for (ix, file) in plan.files.iter().enumerate() {
            let bytes = match &file.kind {
                Kind::Copy { source } => self.world.read(source)?,
                _ => plan.gather(ix).render().bytes,
            };
            let target = dir.join(&file.path);
            target.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(target, bytes)?;
        }
        let untrusted = compiled.registry.plugins().iter().filter(|plugin| !compiled.trusts(plugin));
        let framed = untrusted.filter(|plugin| plugin.element().is_some());
        let framed: Vec<String> =
            framed.flat_map(|plugin| plugin.manifest().kinds.iter().map(|kind| kind.name.clone())).collect();
        let root = dir.to_string_lossy().replace('\\', "/");
        let pages = self.examples.iter().filter_map(|(file, example)| {
            let lesson = compiled.lessons.iter().find(|lesson| compiled.sources.path(lesson.file) == file)?;
            let page = format!("lessons/{}.html", lesson.id);
            let address = format!("file://{}", wend_site::urls::encode(&format!("{root}/{page}")));
            plan.find(&page).map(|_| (address, example.clone(), framed.clone()))
        });
        Ok(pages.collect())
    }
}

/// What is wrong with a page: what, and what to do about it. The error is about the browser.
fn faults(browser: &mut Browser, address: &str, framed: &[String]) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for dark in [false, true] {
        let when = if dark { "in the dark, " } else { "" };
        browser.dark(dark)?;
        browser.open(address)?;
        if let Some(notice) = browser.ask(&ready(framed))?.as_str()
            && told.insert(("", notice.to_owned()))
        {
            found.push((format!("{when}a browser shows: {notice}"), "look at it with `wend serve`".to_owned()));
        }
        // A frame lets the page through, whose colour axe can't see from inside.
        let paper = browser.ask(PAPER)?;
        let paint = format!("if (window !== top) document.documentElement.style.backgroundColor = {paper};");
        browser.everywhere(&format!("{AXE};{AXE_IN_FRAMES}{paint}"))?;
        for violation in browser.ask(RUN)?.as_array().into_iter().flatten() {
            let text = |name: &str| violation[name].as_str().unwrap_or_default();
            // What is wrong in the light is hardly ever right in the dark.
            if told.insert(("axe", format!("{} {}", text("id"), text("html")))) {
                let (help, id, html) = (text("help"), text("id"), text("html"));
                found.push((format!("{when}axe finds: {help} ({id}), at `{html}`"), text("url").to_owned()));
            }
        }
        for thrown in browser.thrown() {
            if told.insert(("thrown", thrown.clone())) {
                let help = "catch it, or see that it can't happen".to_owned();
                found.push((format!("{when}a script throws in a browser: {thrown}"), help));
            }
        }
    }
    Ok(found)
}

/// Waits for the page and its frames; the value is what is wrong with one that never stands, or null.
fn ready(framed: &[String]) -> String {
    format!(
        "new Promise((done) => {{
          const names = {}.map((kind) => 'wend-' + kind), end = performance.now() + {READY};
          const look = () => {{
            const blocks = names.flatMap((name) => [...document.querySelectorAll(name)]);
            const said = blocks.map((el) => el.querySelector(':scope > .notice')).find((el) => el);
            if (said) return done(said.textContent.trim());
            const stands = (el) => el.shadowRoot?.querySelector('iframe:not(.coming)');
            if (document.documentElement?.dataset.ready !== undefined && blocks.every(stands)) return done(null);
            if (performance.now() > end) return done('the page is not ready after {} seconds');
            setTimeout(look, 50);
          }};
          look();
        }})",
        Value::from(framed),
        READY / 1000
    )
}

/// The colour that the page is written on.
const PAPER: &str = "[document.body, document.documentElement].map((el) => getComputedStyle(el).backgroundColor)
  .find((color) => !/^rgba\\(.*, 0\\)$/.test(color)) ?? 'Canvas'";

/// Runs axe over the page and its frames, by the rules of WCAG 2.2 A and AA and what its makers call good practice.
/// A frame that says nothing for half a second would be left out without a word: on a busy machine that is soon.
const RUN: &str = "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], pingWaitTime: 15000 })
  .then(({ violations }) => violations.flatMap(({ id, help, helpUrl, nodes }) =>
    nodes.slice(0, 3).map(({ html }) => ({ id, help, url: helpUrl, html: html.slice(0, 200) }))))";
