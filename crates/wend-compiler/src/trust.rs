//! Page code: files of the curriculum that would run in the site's pages, where the learners' records are. Those that
//! `curriculum.toml` does not name under `trust` stay out of the site.
//!
//! - scripts, and documents that may have scripts in them, wherever they are copied from;
//! - templates and client modules of `theme/`: what a template writes is in every page, its content policy too.
//!
//! Styles, texts, typefaces, sounds and pictures are no code; a drawing (`.svg`) is, if there is a script in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use wend_diagnostics::{Diagnostic, codes};
use wend_plugin::{Origin, Registry};

use crate::compiled::Compiled;
use crate::link;
use crate::world::{Stamp, World};

/// Drawings looked through, by path: when, and whether there is a script in it.
pub(crate) type Seen = BTreeMap<Arc<str>, (Stamp, bool)>;

/// Takes page code that nobody trusts out of a curriculum, and says so.
pub(crate) fn vet(world: &dyn World, compiled: &mut Compiled, seen: &mut Seen, diagnostics: &mut Vec<Diagnostic>) {
    let before = std::mem::take(seen);
    let mut withheld: Vec<String> = Vec::new();
    let mut assets = std::mem::take(&mut compiled.assets);
    for asset in &mut assets {
        let code = match nature(&asset.source) {
            Nature::Harmless => false,
            Nature::Code => true,
            Nature::Unsure => {
                let known = before.get(&asset.source).filter(|(stamp, _)| *stamp == asset.stamp);
                // What can't be read can't be copied either, which is reported then.
                let look = || world.read(&asset.source).is_ok_and(|bytes| has_script(&bytes));
                let code = known.map_or_else(look, |(_, code)| *code);
                seen.insert(Arc::clone(&asset.source), (asset.stamp, code));
                code
            }
        };
        asset.code = code;
        asset.withheld = code && !compiled.trusts_file(&asset.source);
        if asset.withheld {
            withheld.push(asset.source.to_string());
        }
    }
    compiled.assets = assets;
    let mut theme = std::mem::take(&mut compiled.theme);
    theme.retain(|name, bytes| {
        let path = format!("theme/{name}");
        let kept = !theme_runs(name, bytes) || compiled.trusts_file(&path);
        if !kept {
            withheld.push(path);
        }
        kept
    });
    compiled.theme = theme;
    report(&withheld, diagnostics);
}

/// Whether a file over the theme's would run in pages.
fn theme_runs(name: &str, bytes: &[u8]) -> bool {
    let code = name.starts_with("templates/") || name.starts_with("client/") || nature(name) == Nature::Code;
    code || nature(name) == Nature::Unsure && has_script(bytes)
}

/// One message for each folder.
fn report(withheld: &[String], diagnostics: &mut Vec<Diagnostic>) {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in withheld {
        folders.entry(path.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default().push(path);
    }
    for (folder, paths) in folders {
        let (message, name) = match paths.as_slice() {
            [path] => (
                format!("`{path}` would run in the site's pages and is left out: nobody trusts it"),
                (*path).to_owned(),
            ),
            paths => (
                format!(
                    "{} files in `{folder}/` would run in the site's pages and are left out: nobody trusts them",
                    paths.len()
                ),
                format!("{folder}/"),
            ),
        };
        let found = Diagnostic::new(&codes::config::NOT_TRUSTED, message).at_path(paths[0]);
        diagnostics
            .push(found.help(format!("if you know who made it, write `trust = [\"{name}\"]` into curriculum.toml")));
    }
}

/// Names under `trust` must be there.
pub(crate) fn check_names(registry: &Registry, compiled: &Compiled, diagnostics: &mut Vec<Diagnostic>) {
    let own = registry.plugins().iter().filter(|plugin| plugin.origin() == Origin::Curriculum);
    let plugins: Vec<&str> = own.map(wend_plugin::Plugin::name).collect();
    let theme = compiled.theme.keys().map(|name| format!("theme/{name}"));
    let files: Vec<String> = compiled.assets.iter().map(|asset| asset.source.to_string()).chain(theme).collect();
    for name in &compiled.config.trust {
        let known = plugins.contains(&name.value.as_str()) || files.iter().any(|path| covers(&name.value, path));
        if known {
            continue;
        }
        let near = plugins.iter().copied().chain(files.iter().map(String::as_str));
        let otherwise =
            "name a plugin of this curriculum, a file such as `static/game.js`, or a folder such as `theme/`";
        let code = &codes::config::UNKNOWN_TRUST;
        diagnostics.push(link::names::unknown(code, "plugin or file", name, near, otherwise));
    }
}

/// Whether a name under `trust` speaks of a file: it is its path, or a folder above it and ends in a slash.
pub(crate) fn covers(name: &str, path: &str) -> bool {
    name == path || name.ends_with('/') && path.starts_with(name)
}

impl Compiled {
    /// Whether a file of the curriculum may run in the page.
    fn trusts_file(&self, path: &str) -> bool {
        let plugin = path.strip_prefix("plugins/").and_then(|rest| rest.split_once('/')).map(|(name, _)| name);
        self.config.trust.iter().any(|name| covers(&name.value, path) || plugin == Some(name.value.as_str()))
    }

    /// The files of the curriculum that run in the site's pages because `trust` names them.
    pub fn trusted_files(&self) -> Vec<String> {
        let assets = self.assets.iter().filter(|asset| asset.code && !asset.withheld);
        let assets = assets.map(|asset| asset.source.to_string());
        // What of the theme is code and still here is trusted.
        let theme = self.theme.iter().filter(|(name, bytes)| theme_runs(name, bytes));
        assets.chain(theme.map(|(name, _)| format!("theme/{name}"))).collect()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Nature {
    Harmless,
    Code,
    /// It depends on what is in it.
    Unsure,
}

/// What browsers do with a file of this name. A file without an ending may be taken for anything.
fn nature(path: &str) -> Nature {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "js" | "mjs" | "cjs" | "html" | "htm" | "xhtml" | "xht" | "shtml" | "xml" | "xsl" | "xslt" | "svgz" | "mht"
        | "mhtml" => Nature::Code,
        "svg" | "" => Nature::Unsure,
        _ => Nature::Harmless,
    }
}

/// Whether there may be a script in a drawing, or in what a browser could take for a document.
fn has_script(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        // In another encoding a script is not seen, and a binary file is no document.
        let start = &bytes[..bytes.len().min(4)];
        return start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) || start.contains(&b'<');
    };
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return false;
    }
    let text = text.to_ascii_lowercase();
    let handler = |tag: &str| {
        let words = tag.split(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '/'));
        words.map(str::trim).any(|word| {
            let name = word.split('=').next().unwrap_or_default();
            name.len() > 3 && name.starts_with("on") && name.bytes().all(|b| b.is_ascii_lowercase())
        })
    };
    let tags = text.split('<').skip(1).map(|part| part.split('>').next().unwrap_or_default());
    let mut risky = tags.filter(|tag| !tag.starts_with("!--")).map(|tag| {
        let name = tag.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or_default();
        let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
        matches!(local, "script" | "foreignobject" | "iframe" | "object" | "embed" | "handler" | "html")
            // An entity or a style sheet elsewhere may bring anything.
            || matches!(local, "!entity" | "?xml-stylesheet")
            || tag.contains("script:")
            || tag.contains("data:text")
            || tag.contains("&#") && tag.contains("href")
            || handler(tag)
    });
    risky.any(|risky| risky)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_with_a_script_is_code() {
        for drawing in [
            "<svg><script>x()</script></svg>",
            "<svg xmlns:s='x'><s:script href='x.js'/></svg>",
            "<svg onload=\"x()\"/>",
            "<svg><rect\nONCLICK='x()'/></svg>",
            "<svg><rect fill='red'onclick='x()'/></svg>",
            "<svg><a href='javascript:x()'>a</a></svg>",
            "<svg><a xlink:href='&#106;avascript:x()'>a</a></svg>",
            "\u{feff}<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>",
            "<svg><foreignObject><p>x</p></foreignObject></svg>",
            "<html><p>x",
        ] {
            assert!(has_script(drawing.as_bytes()), "{drawing}");
        }
        assert!(has_script(b"\xff\xfe<\0s\0v\0g\0"));
        for drawing in [
            "<?xml version=\"1.0\"?><!-- onload= -->\n<svg viewBox='0 0 1 1'><path d='M0 0'/><text>on = script:</text></svg>",
            "<svg><title>Once upon a time</title><a href='#one'>one</a><image href='data:image/png;base64,x'/></svg>",
            "<svg><text>&#160;on a line</text></svg>",
            "MIT licence <script>",
        ] {
            assert!(!has_script(drawing.as_bytes()), "{drawing}");
        }
        assert!(!has_script(b"\x89PNG\r\n"));
    }

    #[test]
    fn a_name_covers_a_file_or_a_folder() {
        assert!(covers("static/a.js", "static/a.js") && covers("static/", "static/a/b.js"));
        assert!(!covers("static", "static/a.js") && !covers("static/a", "static/a.js") && !covers("", "a.js"));
    }
}
