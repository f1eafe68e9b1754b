//! What plugins add to a site: scripts, styles, texts.

use std::fmt::Write as _;
use std::sync::Arc;

use wend_compiler::Compiled;
use wend_plugin::{Plugin, Registry, Text, Translate};

use crate::context::Extra;
use crate::link_js::{self, Import, LinkError, Module, Source};
use crate::strings::{Arg, Args, Strings};

/// The module that the build writes around a plugin's own.
const ENTRY: &str = "(plugin).js";

/// The files of a plugin in the site; none where it needs none. Code that nobody trusts is not in the site at all.
pub(crate) fn extra(compiled: &Compiled, plugin: &Plugin) -> Extra {
    let path = |ending: &str| format!("assets/plugins/{}.{ending}", plugin.name());
    let runs = compiled.trusts(plugin) && (plugin.element().is_some() || plugin.grade().is_some());
    let styled = plugin.styles().next().is_some() || (!compiled.trusts(plugin) && !plugin.manifest().kinds.is_empty());
    Extra { script: runs.then(|| path("js")), style: styled.then(|| path("css")) }
}

/// Adds the texts of all plugins in every language they have; the theme's own win.
pub(crate) fn add_texts(registry: &Registry, strings: &mut Strings) {
    for plugin in registry.plugins() {
        for (lang, texts) in &plugin.manifest().strings {
            for (key, text) in texts {
                let text = match text {
                    Text::One(text) => crate::strings::Text::One(text.clone()),
                    Text::Plural(forms) => crate::strings::Text::Plural(forms.clone()),
                };
                strings.add_missing(lang, key, text);
            }
        }
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
        strings.t(&lang, key, &args)
    })
}

/// The plugin's modules as one classic script that ends in `WEND.plugin(…)`.
pub(crate) fn script(plugin: &Plugin, strings: &Strings, lang: &str) -> Result<String, Vec<LinkError>> {
    let mut entry = Module::default();
    let mut fields = String::new();
    for (file, name) in [("grade.js", "grade"), ("element.js", "connect")] {
        if plugin.file(file).is_some() {
            let names = vec![(name.to_string(), name.to_string())];
            entry.imports.push(Import { path: file.to_string(), at: (0, 0), names });
            let _ = write!(fields, ",{name}");
        }
    }
    let kinds: Vec<&str> = plugin.manifest().kinds.iter().map(|kind| kind.name.as_str()).collect();
    let prefix = format!("{}.", plugin.name());
    let texts = strings.subset(lang, &[&prefix]);
    let (name, kinds, texts) = (json(&plugin.name()), json(&kinds), json(&texts));
    entry.body = format!("WEND.plugin({name},{{kinds:{kinds}{fields},strings:{texts}}});").into();
    link_js::link(ENTRY, &|path| match path {
        ENTRY => Some(Source::Written(entry.clone())),
        // What only the build runs has no place in a browser.
        "key.js" | "build.js" | "source.js" => None,
        path => module(plugin, path),
    })
}

/// A module of the plugin's folder, or of the library that all plugins have.
fn module<'p>(plugin: &'p Plugin, path: &str) -> Option<Source<'p>> {
    let text = wend_plugin::library(path).or_else(|| plugin.file(path).map(|text| &**text))?;
    Some(Source::from(text))
}

fn json(value: &impl serde::Serialize) -> String {
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
    for css in plugin.styles() {
        let bare = !css.contains("@layer plugins");
        out.push_str(if bare { "@layer plugins{" } else { "" });
        crate::css::minify(css, &mut out);
        out.push_str(if bare { "}\n" } else { "\n" });
    }
    out
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
            WEND.plugin(\"question\", { kinds: [\"question\"], grade, connect, strings: {\"question.right\":\"Right\"} });\n";
        let linked = link_js::link(ENTRY, &|path| match path {
            ENTRY => Some(Source::from(text)),
            path => module(plugin, path),
        });
        assert!(linked.is_ok(), "{linked:?}");
        assert_eq!(script(plugin, &strings, "en"), linked);
    }
}
