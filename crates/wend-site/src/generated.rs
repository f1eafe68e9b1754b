//! Files of the site that are no pages: the script, the style sheet, the catalog, plugins' files, the theme's own.

use std::collections::{BTreeMap, BTreeSet};

use wend_core::{Catalog, ObjectiveIx};
use wend_diagnostics::{Diagnostic, codes};
use wend_plugin::{Library, libraries};

use crate::context::Extra;
use crate::link_js::{LinkError, Module, Pages, Source};
use crate::plain::Plain;
use crate::plan::{LEARNER, Rendered};
use crate::plugins::library_path;
use crate::shared::Shared;
use crate::strings::Text;
use crate::{bank, css, desk, frames, languages, learner, map, offline, plugins, search};

/// The module that the client starts at, those that single kinds of page add, and the one that the build writes.
const ENTRY: &str = "client/main.js";
const PAGES: &str = "client/pages/";
const STRINGS: &str = "client/strings.gen.js";
/// What frames look like, which the build writes too.
const FRAME_STYLES: &str = "client/frame/styles.gen.js";

/// The page script that is loaded beside another where a page has blocks in frames.
pub(crate) const FRAME: &str = "frame";

/// A file that is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Generated {
    /// The theme's modules that every page needs, linked.
    Script,
    /// Those that one kind of page adds, by its kind.
    PageScript(String),
    /// The theme's styles.
    Style,
    /// What the browser knows of the curriculum.
    Catalog,
    /// What can be asked about which objectives.
    Banks,
    /// The questions of an objective.
    Bank(ObjectiveIx),
    /// A sheet of a large map.
    Sheet(usize),
    /// What only the teacher's desk has to know.
    Desk,
    /// The settings of the one learner the site is for.
    Learner,
    /// A module of the library, for the plugins that import it.
    LibraryScript(&'static Library),
    /// The look of something of the library.
    LibraryStyle(&'static Library),
    /// A plugin's script, by its position in the registry.
    PluginScript(usize),
    /// A plugin's style sheet.
    PluginStyle(usize),
    /// What an installed site is called and looks like.
    Manifest,
    /// While an author serves: the end of a worker that a built site left in the browser.
    NoWorker,
    /// A lesson or an objective as plain Markdown.
    Plain(Plain),
    /// A part of the index for search.
    Search(usize),
    /// A file of the theme's `static/`, by its path in the theme.
    Static(String),
}

impl Generated {
    /// All of a site's.
    pub(crate) fn all(shared: &Shared) -> Vec<Generated> {
        let mut all = vec![Generated::Script, Generated::Style, Generated::Catalog, Generated::Banks, Generated::Desk];
        all.extend(bank::all(shared).map(Generated::Bank));
        all.extend((0..map::sheets(shared)).map(Generated::Sheet));
        let framed = shared.plugins.iter().any(|in_site| in_site.extra.frame.is_some());
        let several = shared.languages.len() > 1;
        let kinds = page_kinds(shared).filter(|kind| match *kind {
            FRAME => framed,
            languages::SCRIPT | languages::FRONT_SCRIPT => several,
            _ => true,
        });
        all.extend(kinds.map(|kind| Generated::PageScript(kind.to_string())));
        all.extend(shared.options.learner.is_some().then_some(Generated::Learner));
        all.push(if shared.options.reload_script { Generated::NoWorker } else { Generated::Manifest });
        all.extend(Plain::all(shared).map(Generated::Plain));
        all.extend((0..search::shards(shared.compiled.lessons.len())).map(Generated::Search));
        let is_used = |extra: Extra| shared.plugins.iter().any(|in_site| in_site.shared.contains(&extra));
        for one in libraries() {
            let (script, style) = (library_path(one, "js"), library_path(one, "css"));
            all.extend(is_used(Extra::script(script)).then_some(Generated::LibraryScript(one)));
            all.extend(is_used(Extra::style(style)).then_some(Generated::LibraryStyle(one)));
        }
        for (at, in_site) in shared.plugins.iter().enumerate() {
            all.extend(in_site.extra.script.as_ref().map(|_| Generated::PluginScript(at)));
            all.extend(in_site.extra.style.as_ref().map(|_| Generated::PluginStyle(at)));
        }
        all.extend(shared.theme.below("static/").map(|(path, _)| Generated::Static(path.to_string())));
        all
    }

    /// Its path in the site.
    pub(crate) fn path(&self, shared: &Shared) -> String {
        let extra = |at: &usize| shared.plugins.get(*at).map(|in_site| in_site.extra.clone()).unwrap_or_default();
        match self {
            Generated::PluginScript(at) => extra(at).script.unwrap_or_default(),
            Generated::PluginStyle(at) => extra(at).style.unwrap_or_default(),
            Generated::LibraryScript(one) => library_path(one, "js"),
            Generated::LibraryStyle(one) => library_path(one, "css"),
            Generated::Script => "assets/wend.js".into(),
            Generated::PageScript(kind) => page_path(kind),
            Generated::Style => "assets/trail.css".into(),
            Generated::Catalog => "assets/catalog.js".into(),
            Generated::Banks => bank::INDEX.into(),
            Generated::Bank(ix) => bank::path(shared, *ix),
            Generated::Sheet(at) => map::path(*at),
            Generated::Desk => desk::PATH.into(),
            Generated::Learner => LEARNER.into(),
            Generated::Manifest => offline::MANIFEST.into(),
            Generated::NoWorker => offline::WORKER.into(),
            Generated::Plain(plain) => plain.path(shared),
            Generated::Search(shard) => search::path(*shard),
            Generated::Static(path) => path.replacen("static/", "assets/", 1),
        }
    }

    /// Hash of what goes in. What is cheap to make is hashed as made.
    pub(crate) fn hash(&self, shared: &Shared) -> [u8; 32] {
        let bytes = match self {
            Generated::Script | Generated::PageScript(_) => {
                let sources = shared.made.sources.get_or_init(|| sources(shared));
                let mut hasher = blake3::Hasher::new();
                hasher.update(shared.base.as_bytes()).update(sources.as_bytes());
                return *hasher.finalize().as_bytes();
            }
            Generated::PluginScript(at) => {
                let mut hasher = blake3::Hasher::new();
                hasher.update(shared.base.as_bytes());
                hasher.update(shared.plugin_hashes.get(*at).map_or(&[][..], |hash| hash.as_bytes()));
                let frame = shared.plugins.get(*at).and_then(|in_site| in_site.extra.frame.as_deref());
                hasher.update(frame.unwrap_or_default().as_bytes());
                return *hasher.finalize().as_bytes();
            }
            Generated::Bank(ix) => return bank::hash(shared, *ix),
            Generated::Plain(plain) => return plain.hash(shared),
            Generated::Search(shard) => {
                let inputs = shared.search.inputs.get_or_init(|| search::inputs(shared));
                return *blake3::hash(format!("{shard} {inputs}").as_bytes()).as_bytes();
            }
            other => other.render(shared).bytes,
        };
        *blake3::hash(&bytes).as_bytes()
    }

    /// The file.
    pub(crate) fn render(&self, shared: &Shared) -> Rendered {
        let bytes = match self {
            Generated::Script => return script(shared, None),
            Generated::PageScript(kind) => return script(shared, Some(kind)),
            Generated::LibraryScript(one) => plugins::library_script(one, &shared.strings, &shared.lang).into_bytes(),
            Generated::LibraryStyle(one) => plugins::library_style(one).into_bytes(),
            Generated::PluginScript(at) => {
                let found = shared.registry.plugins().get(*at).zip(shared.plugins.get(*at));
                let script = found.map(|(plugin, in_site)| in_site.script(plugin, &shared.strings, &shared.lang));
                script.unwrap_or_default().as_bytes().to_vec()
            }
            Generated::PluginStyle(at) => {
                let plugin = shared.registry.plugins().get(*at);
                plugin.map(|plugin| plugins::style(&shared.compiled, plugin)).unwrap_or_default().into_bytes()
            }
            Generated::Style => shared.made.style.get_or_init(|| css::bundle(&shared.theme)).clone().into_bytes(),
            Generated::Catalog => {
                let catalog = || {
                    let catalog = Catalog::from(&shared.compiled.curriculum);
                    call("WEND.catalog", &serde_json::to_string(&catalog).unwrap_or_default())
                };
                shared.catalog.get_or_init(catalog).clone()
            }
            Generated::Banks => call("WEND.banks", &format!("\"{}\"", bank::index(shared))),
            Generated::Bank(ix) => {
                let id = &shared.compiled.objectives[ix.index()].id;
                call(
                    "WEND.bank",
                    &format!("{},{}", serde_json::to_string(id).unwrap_or_default(), bank::json(shared, *ix)),
                )
            }
            Generated::Sheet(at) => {
                let drawing = serde_json::to_string(&map::part(shared, *at)).unwrap_or_default();
                call("WEND.sheet", &format!("{at},{drawing}"))
            }
            Generated::Desk => call("WEND.teach", &desk::json(shared)),
            Generated::Learner => match &shared.options.learner {
                Some(file) => call("WEND.learner", &learner::preset(&shared.compiled, file).to_string()),
                None => Vec::new(),
            },
            Generated::Manifest => offline::manifest(shared),
            Generated::NoWorker => offline::NO_WORKER.into(),
            Generated::Plain(plain) => plain.render(shared),
            Generated::Search(shard) => {
                let scripts = shared.search.scripts.get_or_init(|| search::scripts(shared));
                scripts.get(*shard).cloned().unwrap_or_default()
            }
            Generated::Static(path) => shared.theme.file(path).unwrap_or_default().to_vec(),
        };
        Rendered { bytes, diagnostics: Vec::new() }
    }
}

/// Hash of what the theme's scripts are made from; frames' styles are part of their script.
fn sources(shared: &Shared) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let styles = css::frame(&shared.theme);
    let styles = styles.iter().filter_map(|path| Some((path.as_str(), shared.theme.file(path)?)));
    for (path, bytes) in shared.theme.below("client/").chain(styles) {
        hasher.update(path.as_bytes()).update(&[0]).update(blake3::hash(bytes).as_bytes());
    }
    hasher.finalize()
}

/// A script of one call.
fn call(function: &str, json: &str) -> Vec<u8> {
    format!("{function}({json});\n").into_bytes()
}

/// Kinds of page that have a script of their own.
fn page_kinds(shared: &Shared) -> impl Iterator<Item = &str> {
    shared.theme.below(PAGES).filter_map(|(path, _)| path.strip_prefix(PAGES)?.strip_suffix(".js"))
}

fn page_path(kind: &str) -> String {
    format!("assets/wend-{kind}.js")
}

/// The script of its own that a kind of page has.
pub(crate) fn page_script(shared: &Shared, kind: &str) -> Option<String> {
    shared.theme.file(&format!("{PAGES}{kind}.js")).map(|_| page_path(kind))
}

/// The script of all pages, and what single kinds of page add to it.
pub(crate) type Scripts = Result<(String, BTreeMap<String, String>), Vec<LinkError>>;

/// The script of all pages, or what one kind of page adds to it. They are linked once, together.
fn script(shared: &Shared, kind: Option<&String>) -> Rendered {
    let script = match shared.made.scripts.get_or_init(|| scripts(shared)) {
        Ok((base, pages)) => Ok(kind.map_or(base, |kind| pages.get(kind).unwrap_or(base)).clone()),
        Err(errors) => Err(errors.clone()),
    };
    linked(script)
}

/// Links all of them.
fn scripts(shared: &Shared) -> Scripts {
    let kinds: Vec<String> = page_kinds(shared).map(str::to_string).collect();
    let (base, added) = linked_with_texts(shared, ENTRY, &kinds)?;
    Ok((base, kinds.into_iter().zip(added).collect()))
}

/// The script of an entry and those of kinds of pages. Each brings the texts that its own modules name.
pub(crate) fn linked_with_texts(
    shared: &Shared,
    entry: &str,
    kinds: &[String],
) -> Result<(String, Vec<String>), Vec<LinkError>> {
    let text = |path: &str| shared.theme.text(path).filter(|_| path.starts_with("client/") && path != STRINGS);
    let load = |path: &str| match path {
        STRINGS => Some(Source::Written(strings_module("\"\"", "{}"))),
        FRAME_STYLES => Some(Source::Written(frame_styles(shared))),
        path => text(path).map(Source::Text),
    };
    let paths: Vec<String> = kinds.iter().map(|kind| format!("{PAGES}{kind}.js")).collect();
    let pages = Pages::read(entry, &paths, &load)?;

    let texts = texts(shared);
    // Most modules are in several scripts, and are looked through once.
    let all: BTreeSet<&String> = pages.modules().iter().chain(pages.added().flatten()).collect();
    let by_module: BTreeMap<&String, Texts<'_>> =
        all.into_iter().filter_map(|path| Some((path, named(&text(path)?, &texts)))).collect();
    let of = |modules: &[String]| -> Texts<'_> {
        modules.iter().filter_map(|path| by_module.get(path)).flatten().map(|(key, text)| (*key, *text)).collect()
    };
    let json = |texts: &Texts<'_>| serde_json::to_string(texts).unwrap_or_default();
    let first = of(pages.modules());
    let more = |modules: &[String]| {
        let mut more = of(modules);
        more.retain(|key, _| !first.contains_key(key));
        format!("Object.assign($.STRINGS,{});\n", json(&more))
    };
    let heads: Vec<String> = pages.added().map(more).collect();
    let lang = serde_json::to_string(&shared.lang).unwrap_or_default();
    pages.write(STRINGS, strings_module(&lang, &json(&first)), &heads)
}

/// `export const LANG = …; export const STRINGS = …;`, each a JSON value.
pub(crate) fn strings_module(lang: &str, texts: &str) -> Module {
    let body = format!("const LANG={lang};const STRINGS={texts};");
    let exports = ["LANG", "STRINGS"].map(|name| (name.to_string(), name.to_string()));
    Module { imports: Vec::new(), exports: exports.into(), body: body.into() }
}

/// `export const STYLES = …; export const FACES = …;`
fn frame_styles(shared: &Shared) -> Module {
    let (styles, faces) = frames::styles(&shared.theme);
    let body = format!("const STYLES={};const FACES={};", plugins::json(&styles), plugins::json(&faces));
    let exports = ["STYLES", "FACES"].map(|name| (name.to_string(), name.to_string()));
    Module { imports: Vec::new(), exports: exports.into(), body: body.into() }
}

/// No key of a text is longer.
const LONGEST_KEY: usize = 80;

/// The texts whose keys stand in a module between quotes, in full or up to a dot or an underscore that begins the rest:
/// `"today.start"`, `"slot." + name`, `` `aa.${name}` ``.
fn named<'t>(module: &str, texts: &'t BTreeMap<String, Text>) -> Texts<'t> {
    let mut named = Texts::new();
    let bytes = module.as_bytes();
    for (at, quote) in bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b'"' | b'`')) {
        let rest = &bytes[at + 1..];
        // What stands between two quotes is code as often as not, and no key.
        let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        let len = rest.iter().take(LONGEST_KEY + 1).take_while(|byte| is_sign(byte)).count();
        let ends = rest[len..].starts_with(b"\"") || *quote == b'`' && rest[len..].starts_with(b"${");
        if len == 0 || len > LONGEST_KEY || !ends {
            continue;
        }
        let key = &module[at + 1..=at + len];
        if key.ends_with(['.', '_']) {
            named.extend(texts.range(key.to_owned()..).take_while(|(one, _)| one.starts_with(key)));
        } else if rest[len] == b'"' {
            named.extend(texts.get_key_value(key));
        }
    }
    named
}

/// Some of the texts, by key.
type Texts<'t> = BTreeMap<&'t String, &'t Text>;

/// The texts that the client may show, by key.
fn texts(shared: &Shared) -> BTreeMap<String, Text> {
    let tables = ["reason.", "approach.", "support.", "band.", "place.", "form.", "depth.", "minutes", "hours"];
    let mut texts = shared.strings.subset(&shared.lang, &tables);
    let own = shared.strings.subset(&shared.lang, &["client."]);
    texts.extend(own.into_iter().map(|(key, text)| (key["client.".len()..].to_string(), text)));
    texts
}

pub(crate) fn linked(result: Result<String, Vec<LinkError>>) -> Rendered {
    match result {
        Ok(script) => Rendered { bytes: script.into_bytes(), diagnostics: Vec::new() },
        Err(errors) => Rendered { bytes: Vec::new(), diagnostics: errors.iter().map(link_fault).collect() },
    }
}

/// A fault of the theme's modules.
fn link_fault(error: &LinkError) -> Diagnostic {
    let at = match error.at {
        (0, 0) => String::new(),
        (line, column) => format!(" (line {line}, column {column})"),
    };
    Diagnostic::new(&codes::site::SCRIPT, format!("{}{at}", error.message))
        .at_path(format!("theme/{}", error.path))
        .help(&*error.help)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Module, STRINGS, Text, named, strings_module};

    #[test]
    fn the_module_of_texts_is_what_its_statements_say() {
        let (lang, texts) = ("\"en\"", "{\"a.b\":\"“A”\",\"n\":{\"one\":\"1 \\\"x\\\"\",\"other\":\"n\"}}");
        let text = format!("export const LANG = {lang};\nexport const STRINGS = {texts};\n");
        assert_eq!(Module::read(STRINGS, &text).as_ref(), Ok(&strings_module(lang, texts)));
    }

    #[test]
    fn a_text_goes_where_its_key_is_named() {
        let names = |source: &str, key: &str| {
            let texts = BTreeMap::from([(key.to_string(), Text::One(String::new()))]);
            !named(source, &texts).is_empty()
        };
        for (source, key) in [
            ("t(\"today.start\")", "today.start"),
            ("t(on ? \"a.b\" : \"a.c\")", "a.c"),
            ("t(\"slot.\" + slot)", "slot.other-way"),
            ("has(\"evidence.kind_\" + kind)", "evidence.kind_answer"),
            ("t(`aa.${name}_${value}`)", "aa.text_large"),
            ("t(\"minutes\", { n })", "minutes"),
        ] {
            assert!(names(source, key), "{source} {key}");
        }
        for (source, key) in [
            ("t(\"today.start\")", "today.started"),
            ("t(\"today.start\")", "today.where"),
            ("t(\"n.minutes\")", "minutes"),
            ("\"slots.\" + x", "slot.open"),
            ("`minutes${n}`", "minutes"),
        ] {
            assert!(!names(source, key), "{source} {key}");
        }
    }
}
