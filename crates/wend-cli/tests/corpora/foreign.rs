//! A foreign folder, built as it lies there: nothing is added to it but a `curriculum.toml` that names the plugin.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use wend_compiler::{Compiled, Compiler, MemoryWorld, Options};
use wend_diagnostics::{Diagnostic, Severity, render};
use wend_site::{Kind, Theme};

use crate::page::Page;

/// A folder and what became of it.
pub(crate) struct Foreign {
    /// The folder's texts, by path.
    pub(crate) files: BTreeMap<String, String>,
    pub(crate) compiled: Arc<Compiled>,
    /// The pages of its site, by path: as HTML, and read.
    pub(crate) pages: BTreeMap<String, (String, Page)>,
}

/// Where a folder lies.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpora").join(name)
}

/// What says that a plugin reads the folder.
fn config(plugin: &str) -> String {
    format!("id = \"foreign\"\ntitle = \"Foreign\"\nplugins = [\"{plugin}\"]\n")
}

/// The texts of a folder, by path.
fn texts(name: &str) -> BTreeMap<String, String> {
    let root = folder(name);
    let files = walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file());
    let inner = |path: &Path| path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
    files.map(|e| (inner(e.path()), fs::read_to_string(e.path()).unwrap())).collect()
}

/// Compiles files, with the plugin named.
pub(crate) fn compile<'a>(plugin: &str, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Compiled {
    let mut world = MemoryWorld::new(files);
    world.write("curriculum.toml", config(plugin));
    Compiler::new(Options::default()).compile(&world)
}

/// What is found, notes left out: code, place and message, a line each.
pub(crate) fn found(compiled: &Compiled) -> Vec<String> {
    let told = compiled.diagnostics.iter().filter(|found| found.severity != Severity::Note);
    told.map(|found| line(compiled, found)).collect()
}

/// A finding on one line: `path:line message`.
fn line(compiled: &Compiled, found: &Diagnostic) -> String {
    let place = match &found.primary {
        Some(label) => {
            let at = compiled.sources.line_col(label.span);
            format!("{}:{}", compiled.sources.path(label.span.file), at.line)
        }
        None => found.path.as_deref().unwrap_or("").to_owned(),
    };
    format!("{place} {}", found.message)
}

impl Foreign {
    /// Builds a folder; fails where there is an error, or a page that is not well made.
    pub(crate) fn build(name: &str, plugin: &str) -> Foreign {
        let files = texts(name);
        let compiled = Arc::new(compile(plugin, files.iter().map(|(path, text)| (path.as_str(), text.as_str()))));
        let errors: Vec<_> = compiled.diagnostics.iter().filter(|found| found.is_error()).cloned().collect();
        assert_eq!(render::human(&errors, &compiled.sources, false), "");
        let site = wend_site::plan(compiled.clone(), &Theme::builtin(), &wend_site::Options::default());
        let planned = site.files.iter().enumerate().filter(|(_, file)| file.kind == Kind::Page);
        let pages = planned.map(|(ix, file)| {
            let html = String::from_utf8(site.render(ix).bytes).expect("pages are UTF-8");
            let page = Page::read(&html).unwrap_or_else(|fault| panic!("{}: {fault}", file.path));
            (file.path.clone(), (html, page))
        });
        let pages = pages.collect();
        Foreign { files, compiled, pages }
    }

    /// The page of a lesson.
    pub(crate) fn page(&self, id: &str) -> &(String, Page) {
        let path = format!("lessons/{id}.html");
        self.pages.get(&path).unwrap_or_else(|| panic!("there is no {path}"))
    }
}

/// How often each word stands in a text: runs of letters and digits, so that no mark of Markdown is part of one.
pub(crate) fn counts(texts: impl IntoIterator<Item = impl AsRef<str>>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        for word in text.as_ref().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    }
    counts
}

/// Fails where the page has a word less often than its source. Gives how many words the source has.
pub(crate) fn nothing_lost(source: &BTreeMap<String, usize>, page: &BTreeMap<String, usize>, what: &str) -> usize {
    for (word, count) in source {
        let there = page.get(word).copied().unwrap_or(0);
        assert!(there >= *count, "{what}: {word:?} stands {count} times in the source and {there} times on the page");
    }
    source.values().sum()
}
