//! Files of the site that are no pages: the script, the style sheet, the catalog, plugins' files, the theme's own.

use std::borrow::Cow;

use wend_core::Catalog;
use wend_diagnostics::{Diagnostic, codes};

use crate::link_js::{self, LinkError};
use crate::plan::{LEARNER, Rendered};
use crate::shared::Shared;
use crate::{css, learner, plugins};

/// The module that the client starts at, and the one that the build writes.
const ENTRY: &str = "client/main.js";
const STRINGS: &str = "client/strings.gen.js";

/// A file that is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Generated {
    /// The theme's modules, linked.
    Script,
    /// The theme's styles.
    Style,
    /// What the browser knows of the curriculum.
    Catalog,
    /// The settings of the one learner the site is for.
    Learner,
    /// A plugin's script, by its position in the registry.
    PluginScript(usize),
    /// A plugin's style sheet.
    PluginStyle(usize),
    /// A file of the theme's `static/`, by its path in the theme.
    Static(String),
}

impl Generated {
    /// All of a site's.
    pub(crate) fn all(shared: &Shared) -> Vec<Generated> {
        let mut all = vec![Generated::Script, Generated::Style, Generated::Catalog];
        all.extend(shared.options.learner.is_some().then_some(Generated::Learner));
        for (at, plugin) in shared.registry.plugins().iter().enumerate() {
            let extra = plugins::extra(plugin);
            all.extend(extra.script.map(|_| Generated::PluginScript(at)));
            all.extend(extra.style.map(|_| Generated::PluginStyle(at)));
        }
        all.extend(shared.theme.below("static/").map(|(path, _)| Generated::Static(path.to_string())));
        all
    }

    /// Its path in the site.
    pub(crate) fn path(&self, shared: &Shared) -> String {
        let extra = |at: &usize| shared.registry.plugins().get(*at).map(plugins::extra).unwrap_or_default();
        match self {
            Generated::PluginScript(at) => extra(at).script.unwrap_or_default(),
            Generated::PluginStyle(at) => extra(at).style.unwrap_or_default(),
            Generated::Script => "assets/wend.js".into(),
            Generated::Style => "assets/trail.css".into(),
            Generated::Catalog => "assets/catalog.js".into(),
            Generated::Learner => LEARNER.into(),
            Generated::Static(path) => path.replacen("static/", "assets/", 1),
        }
    }

    /// Hash of what goes in. What is cheap to make is hashed as made.
    pub(crate) fn hash(&self, shared: &Shared) -> [u8; 32] {
        let bytes = match self {
            Generated::Script => {
                let mut hasher = blake3::Hasher::new();
                hasher.update(shared.base.as_bytes());
                for (path, bytes) in shared.theme.below("client/") {
                    hasher.update(path.as_bytes()).update(&[0]).update(blake3::hash(bytes).as_bytes());
                }
                return *hasher.finalize().as_bytes();
            }
            Generated::PluginScript(at) => {
                let mut hasher = blake3::Hasher::new();
                hasher.update(shared.base.as_bytes());
                hasher.update(shared.plugin_hashes.get(*at).map_or(&[][..], |hash| hash.as_bytes()));
                return *hasher.finalize().as_bytes();
            }
            other => other.render(shared).bytes,
        };
        *blake3::hash(&bytes).as_bytes()
    }

    /// The file.
    pub(crate) fn render(&self, shared: &Shared) -> Rendered {
        let bytes = match self {
            Generated::Script => return script(shared),
            Generated::PluginScript(at) => {
                let Some(plugin) = shared.registry.plugins().get(*at) else { return Rendered::default() };
                let place = format!("plugins/{}/", plugin.name());
                return linked(plugins::script(plugin, &shared.strings, &shared.lang), &place);
            }
            Generated::PluginStyle(at) => {
                shared.registry.plugins().get(*at).map(plugins::style).unwrap_or_default().into_bytes()
            }
            Generated::Style => css::bundle(&shared.theme).into_bytes(),
            Generated::Catalog => {
                let catalog = Catalog::from(&shared.compiled.curriculum);
                call("WEND.catalog", &serde_json::to_string(&catalog).unwrap_or_default())
            }
            Generated::Learner => match &shared.options.learner {
                Some(file) => call("WEND.learner", &learner::preset(&shared.compiled, file).to_string()),
                None => Vec::new(),
            },
            Generated::Static(path) => shared.theme.file(path).unwrap_or_default().to_vec(),
        };
        Rendered { bytes, diagnostics: Vec::new() }
    }
}

/// A script of one call.
fn call(function: &str, json: &str) -> Vec<u8> {
    format!("{function}({json});\n").into_bytes()
}

/// The texts that the client shows, as the module that it imports.
fn strings(shared: &Shared) -> String {
    let shared_tables = ["reason.", "approach.", "support.", "band.", "place.", "form.", "depth.", "minutes", "hours"];
    let mut texts = shared.strings.subset(&shared.lang, &shared_tables);
    let own = shared.strings.subset(&shared.lang, &["client."]);
    texts.extend(own.into_iter().map(|(key, text)| (key["client.".len()..].to_string(), text)));
    let lang = serde_json::to_string(&shared.lang).unwrap_or_default();
    let texts = serde_json::to_string(&texts).unwrap_or_default();
    format!("export const LANG = {lang};\nexport const STRINGS = {texts};\n")
}

fn script(shared: &Shared) -> Rendered {
    let load = |path: &str| match path {
        STRINGS => Some(Cow::Owned(strings(shared))),
        path if path.starts_with("client/") => shared.theme.text(path),
        _ => None,
    };
    linked(link_js::link(ENTRY, &load), "theme/")
}

fn linked(result: Result<String, Vec<LinkError>>, place: &str) -> Rendered {
    match result {
        Ok(script) => Rendered { bytes: script.into_bytes(), diagnostics: Vec::new() },
        Err(errors) => {
            Rendered { bytes: Vec::new(), diagnostics: errors.iter().map(|error| link_fault(error, place)).collect() }
        }
    }
}

/// A fault of a module below `place`.
fn link_fault(error: &LinkError, place: &str) -> Diagnostic {
    let at = match error.at {
        (0, 0) => String::new(),
        (line, column) => format!(" (line {line}, column {column})"),
    };
    Diagnostic::new(&codes::site::SCRIPT, format!("{}{at}", error.message))
        .at_path(format!("{place}{}", error.path))
        .help(&*error.help)
}
