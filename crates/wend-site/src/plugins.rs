//! What plugins add to a site: scripts, styles, texts.

use std::fmt::Write as _;
use std::sync::Arc;

use wend_compiler::Compiled;
use wend_diagnostics::{Diagnostic, Severity, Span, codes};
use wend_plugin::{Library, Origin, Plugin, Registry, Text, Texts, Translate, library, library_texts};

use crate::context::Extra;
use crate::link_js::{self, Import, LinkError, Module, Source};
use crate::strings::{Arg, Args, Strings};
use crate::{Theme, frames};

/// The module that the build writes around a plugin's own.
pub(crate) const ENTRY: &str = "(plugin).js";

/// A plugin's files in the site.
#[derive(Debug)]
pub(crate) struct InSite {
    /// What pages with its blocks load.
    pub(crate) extra: Extra,
    /// What they load before it, and share: files of the library.
    pub(crate) shared: Vec<Extra>,
    /// Its script. One that comes with Wend is linked when somebody asks for it: a test holds that it can be.
    script: Option<Arc<str>>,
}

impl InSite {
    /// The files of a plugin in the site; none where it needs none. Code of a curriculum's plugin that nobody trusts
    /// goes into frames; code that can't be linked is reported and left out, and blocks are shown without.
    pub(crate) fn of(
        compiled: &Compiled,
        plugin: &Plugin,
        theme: &Theme,
        texts: (&Strings, &str),
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let path = |ending: &str| format!("assets/plugins/{}.{ending}", plugin.name());
        let trusted = compiled.trusts(plugin);
        // What blocks of a plugin that nobody trusts paint is held in their place, whether they have styles or not.
        let styled = plugin.style().is_some() || (!trusted && !plugin.manifest().kinds.is_empty());
        let mut extra = Extra { style: styled.then(|| path("css")), ..Extra::default() };
        // A frame holds all it needs.
        let looks = if trusted { plugin.looks() } else { Vec::new() };
        let mut shared: Vec<Extra> = looks.into_iter().map(|one| Extra::style(library_path(one, "css"))).collect();
        if plugin.element().is_none() && !(trusted && plugin.grade().is_some()) {
            return Self { extra, shared, script: None };
        }
        let modules = if trusted { imported(plugin) } else { Vec::new() };
        shared.extend(modules.into_iter().map(|one| Extra::script(library_path(one, "js"))));
        extra.script = Some(path("js"));
        if plugin.origin() == Origin::Builtin {
            return Self { extra, shared, script: None };
        }
        let (strings, lang) = texts;
        let linked = if trusted {
            script(plugin, strings, lang)
        } else {
            frames::script(compiled, plugin, theme, strings, lang).map(|(script, hash)| {
                extra.frame = Some(hash);
                script
            })
        };
        match linked {
            Ok(script) => Self { extra, shared, script: Some(script.into()) },
            Err(errors) => {
                extra.script = None;
                found.extend(errors.iter().filter_map(|error| fault(compiled, plugin, error)));
                Self { extra, shared, script: None }
            }
        }
    }

    /// All that pages with its blocks load, in order.
    pub(crate) fn extras(&self) -> impl Iterator<Item = &Extra> {
        self.shared.iter().chain([&self.extra]).filter(|extra| **extra != Extra::default())
    }

    /// The script; empty where it needs none or can't be linked.
    pub(crate) fn script(&self, plugin: &Plugin, strings: &Strings, lang: &str) -> Arc<str> {
        match &self.script {
            Some(script) => Arc::clone(script),
            None if self.extra.script.is_none() => Arc::default(),
            None => script(plugin, strings, lang).unwrap_or_default().into(),
        }
    }
}

/// A fault of a plugin's module, at its place; none where the sandbox could not read the file either and said so.
fn fault(compiled: &Compiled, plugin: &Plugin, error: &LinkError) -> Option<Diagnostic> {
    let found = Diagnostic::new(&codes::plugin::BAD_SCRIPT, error.message.clone()).help(&*error.help);
    let file = plugin.folder().files.get(&error.path).and_then(|file| Some((file.id?, &file.text)));
    let Some((id, text)) = file else {
        return Some(found.at_path(format!("plugins/{}/{}", plugin.folder().name, error.path)));
    };
    let known =
        |d: &Diagnostic| d.severity == Severity::Error && d.primary.as_ref().is_some_and(|label| label.span.file == id);
    let (line, column) = error.at;
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let within = text[before..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    let start = before + within;
    let end = start + text[start..].find('\n').unwrap_or(text.len() - start);
    (!compiled.diagnostics.iter().any(known)).then(|| found.at(Span::new(id, start..end)))
}

/// Adds the texts of the library and of all plugins in every language they have; the theme's own win.
pub(crate) fn add_texts(registry: &Registry, strings: &mut Strings) {
    let of_plugins = registry.plugins().iter().flat_map(|plugin| &plugin.manifest().strings);
    for (lang, texts) in library_texts().iter().chain(of_plugins) {
        add(strings, lang, texts);
    }
}

fn add(strings: &mut Strings, lang: &str, texts: &Texts) {
    for (key, text) in texts {
        let text = match text {
            Text::One(text) => crate::strings::Text::One(text.clone()),
            Text::Plural(forms) => crate::strings::Text::Plural(forms.clone()),
        };
        strings.add_missing(lang, key, text);
    }
}

/// The texts as blocks' templates ask for them.
pub(crate) fn translate(strings: &Arc<Strings>, lang: &str) -> Translate {
    let (strings, lang) = (Arc::clone(strings), lang.to_string());
    Arc::new(move |key, args| {
        let arg = |value: &serde_json::Value| match (value.as_i64(), value.as_str()) {
            (Some(n), _) => Arg::Int(n),
            (None, Some(text)) => Arg::Text(text.to_string().into()),
            (None, None) => Arg::Text(value.to_string().into()),
        };
        let args: Args<'_> = args.iter().map(|(name, value)| (name.as_str().into(), arg(value))).collect();
        strings.get(&lang, key, &args)
    })
}

/// The plugin's modules as one classic script that ends in `WEND.plugin(…)`. Modules of the library have scripts of their
/// own, which run before.
pub(crate) fn script(plugin: &Plugin, strings: &Strings, lang: &str) -> Result<String, Vec<LinkError>> {
    let mut entry = Module::default();
    let fields = import_own(plugin, &mut entry);
    let (name, kinds, texts) = described(plugin, strings, lang, &[]);
    let spoken = imported(plugin).into_iter().filter(|one| one.speaks());
    let shared: String = spoken.map(|one| format!("...{}.TEXTS,", place(one))).collect();
    let texts = texts.replacen('{', &format!("{{{shared}"), 1);
    entry.body = format!("WEND.plugin({name},{{kinds:{kinds}{fields},strings:{texts}}});").into();
    link_js::link(ENTRY, &|path| match (path, library(path)) {
        (ENTRY, _) => Some(Source::Written(entry.clone())),
        (_, Some(one)) => Some(Source::There(one.script.into(), place(one))),
        (path, None) => own_module(plugin, path),
    })
}

/// Where a page holds something of the library, with its texts beside what it exports.
fn place(library: &Library) -> String {
    format!("WEND[{}]", json(&library.name))
}

/// The path of a file of the library in the site.
pub(crate) fn library_path(library: &Library, ending: &str) -> String {
    format!("assets/library/{}.{ending}", library.name.trim_start_matches("wend:"))
}

/// A module of the library as a script that pages load once, however many of their plugins import it.
pub(crate) fn library_script(one: &Library, strings: &Strings, lang: &str) -> String {
    let texts = json(&strings.subset(lang, &[&format!("{}.", one.name)]));
    let load = |path: &str| library(path).map(|found| Source::from(found.script));
    // A test holds that it can be linked.
    link_js::link_for_others(one.name, &load, &place(one), &format!("TEXTS:{texts}")).unwrap_or_default()
}

/// Its look, for pages.
pub(crate) fn library_style(one: &Library) -> String {
    let mut out = String::new();
    layered(one.style.unwrap_or_default(), &mut out);
    out
}

/// Imports what the plugin has for browsers; gives the names, `,grade,connect`.
pub(crate) fn import_own(plugin: &Plugin, entry: &mut Module) -> String {
    let mut fields = String::new();
    for (file, name) in [("grade.js", "grade"), ("element.js", "connect")] {
        if plugin.file(file).is_some() {
            let names = vec![(name.to_string(), name.to_string())];
            entry.imports.push(Import { path: file.to_string(), at: (0, 0), names });
            let _ = write!(fields, ",{name}");
        }
    }
    fields
}

/// A module that a browser may have: of the plugin's folder, or of the library that all plugins have.
pub(crate) fn own_module<'p>(plugin: &'p Plugin, path: &str) -> Option<Source<'p>> {
    // What only the build runs has no place in a browser.
    if matches!(path, "key.js" | "source.js" | "check.js") {
        return None;
    }
    let text = wend_plugin::library(path).map(|one| one.script).or_else(|| plugin.file(path).map(|text| &**text))?;
    Some(Source::from(text))
}

/// What of the library the plugin's modules for browsers import; nothing where they can't be linked.
pub(crate) fn imported(plugin: &Plugin) -> Vec<&'static Library> {
    let mut entry = Module::default();
    import_own(plugin, &mut entry);
    let modules = link_js::modules(ENTRY, &|path| match path {
        ENTRY => Some(Source::Written(entry.clone())),
        path => own_module(plugin, path),
    });
    modules.unwrap_or_default().iter().filter_map(|path| library(path)).collect()
}

/// The plugin's name, kinds and texts with those of the library that it has `with` it, as JSON.
pub(crate) fn described(
    plugin: &Plugin,
    strings: &Strings,
    lang: &str,
    with: &[&'static Library],
) -> (String, String, String) {
    let kinds: Vec<&str> = plugin.manifest().kinds.iter().map(|kind| kind.name.as_str()).collect();
    let names = [plugin.name()].into_iter().chain(with.iter().map(|one| one.name));
    let prefixes: Vec<String> = names.map(|name| format!("{name}.")).collect();
    let texts = strings.subset(lang, &prefixes.iter().map(String::as_str).collect::<Vec<_>>());
    (json(&plugin.name()), json(&kinds), json(&texts))
}

pub(crate) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The plugin's style sheet, in the cascade layer `plugins`, so that themes can overrule it. One that nobody trusts
/// styles its own blocks alone, in a frame that it can't leave.
pub(crate) fn style(compiled: &Compiled, plugin: &Plugin) -> String {
    if !compiled.trusts(plugin) {
        // What is not let through was reported by the compiler.
        let own = wend_plugin::style::scoped(plugin).unwrap_or_default();
        return format!("{}\n{own}", wend_plugin::style::frame(plugin));
    }
    let mut out = String::new();
    plugin.style().iter().for_each(|css| layered(css, &mut out));
    out
}

/// Appends a style sheet, in the layer of plugins.
fn layered(css: &str, out: &mut String) {
    let bare = !css.contains("@layer plugins");
    out.push_str(if bare { "@layer plugins{" } else { "" });
    crate::css::minify(css, out);
    out.push_str(if bare { "}\n" } else { "\n" });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plugins_first_module_is_what_its_statements_say() {
        let registry = Registry::builtin();
        let plugin = registry.plugin_of("question").unwrap();
        let mut strings = Strings::default();
        strings.add("en", "question", "right = \"Right\"").unwrap();
        let text = "import { grade } from \"./grade.js\";\nimport { connect } from \"./element.js\";\n\
            WEND.plugin(\"question\", { kinds: [\"question\"], grade, connect, strings: {...WEND[\"wend:ask\"].TEXTS,\"question.right\":\"Right\"} });\n";
        let linked = link_js::link(ENTRY, &|path| match (path, library(path)) {
            (ENTRY, _) => Some(Source::from(text)),
            (_, Some(one)) => Some(Source::There(one.script.into(), place(one))),
            (path, None) => own_module(plugin, path),
        });
        assert!(linked.is_ok(), "{linked:?}");
        assert_eq!(script(plugin, &strings, "en"), linked);
    }

    #[test]
    fn the_library_can_be_linked() {
        for one in wend_plugin::libraries() {
            let script = library_script(one, &Strings::default(), "en");
            assert!(script.contains(&format!("{}={{...m0,TEXTS:{{}}}};", place(one))), "{script}");
            assert_eq!(link_js::check_syntax(&script), Ok(()), "{}", one.name);
        }
    }
}
