//! The text of a `plugin.toml` becomes a [`Manifest`] and diagnostics with spans.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};
use wend_diagnostics::{Diagnostic, FileId, Span, Spanned};

use super::{API, Manifest, SourceRule, Text, Texts};
use crate::js::Limits;
use keys::{Keys, Reader, Table};

mod keys;
mod kind;

/// A longer manifest is not read; the longest of ours has 4 kB.
const MOST_BYTES: usize = 256 << 10;

/// Reads a manifest. What can be understood is kept; a manifest is `None` only where its name or version of the
/// interface is not usable.
pub fn read(file: FileId, text: &str) -> (Option<Manifest>, Vec<Diagnostic>) {
    let mut reader = Reader { file, found: Vec::new() };
    if text.len() > MOST_BYTES {
        let help = "a manifest says what the plugin adds; data belongs into its scripts".to_owned();
        reader.say(0..0, format!("this manifest has {} kB and is not read", text.len() / 1024), Some(help));
        return (None, reader.found);
    }
    let root = match DeTable::parse(text) {
        Ok(root) => root,
        Err(error) => {
            let at = error.span().unwrap_or(0..text.len().min(1));
            reader.say(at, format!("this is not TOML: {}", error.message()), None);
            return (None, reader.found);
        }
    };
    let manifest = reader.manifest(root.get_ref());
    (manifest, reader.found)
}

/// Texts written as in a manifest, with nothing beside them.
pub(crate) fn read_strings(text: &str) -> (BTreeMap<String, Texts>, Vec<Diagnostic>) {
    let mut reader = Reader { file: FileId::default(), found: Vec::new() };
    let strings = match DeTable::parse(text) {
        Ok(root) => reader.languages(&mut Keys::new(root.get_ref())),
        Err(error) => {
            reader.say(0..0, format!("this is not TOML: {}", error.message()), None);
            BTreeMap::new()
        }
    };
    (strings, reader.found)
}

impl Reader {
    fn manifest(&mut self, root: Table<'_, '_>) -> Option<Manifest> {
        let mut keys = Keys::new(root);
        let name = self.text(&mut keys, "name");
        let version = self.text(&mut keys, "version").unwrap_or_default();
        let doc = self.text(&mut keys, "doc").unwrap_or_default();
        let api = self.number(&mut keys, "api");
        if api != Some(API) {
            let at = keys.table.get("api").map_or(0..0, toml::Spanned::span);
            let message = match api {
                Some(api) => format!("this plugin speaks version {api} of the interface, we speak {API}"),
                None => "the plugin does not say which version of the interface it speaks".to_owned(),
            };
            self.say(at, message, Some(format!("write `api = {API}`")));
            return None;
        }
        let Some(name) = name else {
            self.say(0..0, "the plugin has no name", Some("write `name = \"…\"`, the folder's name".into()));
            return None;
        };
        let at = keys.table.get("name").map_or(0..0, toml::Spanned::span);
        if !self.name(&name, &at, "a plugin") {
            return None;
        }
        let mut kinds = Vec::new();
        for (name, at, table) in self.tables(&mut keys, "kind") {
            if self.name(&name, &at, "a block kind") {
                kinds.push(self.kind(name, at, table));
            }
        }
        let limits = self.limits(&mut keys);
        let assets = self.assets(&mut keys);
        let source = self.source(&mut keys);
        let strings = self.languages(&mut keys);
        self.done(&keys);
        let name_span = Span::new(self.file, at);
        Some(Manifest { name, version, doc, name_span, kinds, limits, assets, source, strings })
    }

    /// `[limits]`: less or more than what a script gets without asking, up to a most that nothing moves.
    fn limits(&mut self, keys: &mut Keys<'_, '_>) -> Limits {
        let mut limits = Limits::default();
        let Some((value, at)) = keys.get("limits") else { return limits };
        let Some(table) = value.as_table() else {
            self.say(at, "`limits` is a table", None);
            return limits;
        };
        let mut keys = Keys::new(table);
        let most = Limits::most();
        if let Some(n) = self.within(&mut keys, "memory_mib", most.memory >> 20) {
            limits.memory = n << 20;
        }
        if let Some(n) = self.within(&mut keys, "steps", most.polls as usize * Limits::STEPS) {
            limits.polls = u32::try_from(n.div_ceil(Limits::STEPS)).unwrap_or(most.polls);
        }
        if let Some(n) = self.within(&mut keys, "output_kib", most.output >> 10) {
            limits.output = n << 10;
        }
        self.done(&keys);
        limits
    }

    fn assets(&mut self, keys: &mut Keys<'_, '_>) -> Vec<Spanned<String>> {
        let Some((value, at)) = keys.get("assets") else { return Vec::new() };
        let Some(list) = value.as_array() else {
            self.say(at, "`assets` is a list of files", None);
            return Vec::new();
        };
        let mut out = Vec::new();
        for entry in list.iter() {
            let path = entry.get_ref().as_str().unwrap_or("");
            if is_plain_path(path) {
                out.push(Spanned::new(path.to_owned(), Span::new(self.file, entry.span())));
            } else {
                let help = "name it as seen from the plugin's folder, like \"beads.svg\"".to_owned();
                self.say(entry.span(), "an asset is a file inside of the plugin's folder", Some(help));
            }
        }
        out
    }

    fn source(&mut self, keys: &mut Keys<'_, '_>) -> Option<SourceRule> {
        let (value, at) = keys.get("source")?;
        let Some(table) = value.as_table() else {
            self.say(at, "`source` is a table, `[source]`", None);
            return None;
        };
        let mut keys = Keys::new(table);
        let files = self.texts(&mut keys, "files").unwrap_or_default();
        let mut others = |key| self.texts(&mut keys, key).unwrap_or_default();
        let (reads, sees, skips) = (others("reads"), others("sees"), others("skips"));
        if files.is_empty() {
            let help = "for example: files = [\"episodes/*.md\"]".to_owned();
            self.say(at, "this plugin does not say which files its `source.js` reads", Some(help));
        }
        self.done(&keys);
        Some(SourceRule { files, reads, sees, skips })
    }

    /// `[strings.LANGUAGE…]`
    fn languages(&mut self, keys: &mut Keys<'_, '_>) -> BTreeMap<String, Texts> {
        let mut strings = BTreeMap::new();
        for (language, _, table) in self.tables(keys, "strings") {
            let mut texts = BTreeMap::new();
            self.strings(String::new(), table, &mut texts);
            strings.insert(language, texts);
        }
        strings
    }

    fn strings(&mut self, prefix: String, table: Table<'_, '_>, out: &mut BTreeMap<String, Text>) {
        for (key, value) in table.iter() {
            let name = key.get_ref().as_ref();
            let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
            match value.get_ref() {
                DeValue::String(text) => {
                    out.insert(path, Text::One(text.to_string()));
                }
                DeValue::Table(inner) if inner.contains_key("other") => {
                    let mut forms = BTreeMap::new();
                    for (class, form) in inner.iter() {
                        let known = ["zero", "one", "two", "few", "many", "other"].contains(&class.get_ref().as_ref());
                        match form.get_ref().as_str() {
                            Some(text) if known => {
                                forms.insert(class.get_ref().to_string(), text.to_owned());
                            }
                            _ => self.say(class.span(), format!("`{}` is no plural class", class.get_ref()), None),
                        }
                    }
                    out.insert(path, Text::Plural(forms));
                }
                DeValue::Table(inner) => self.strings(path, inner, out),
                _ => self.say(value.span(), format!("the text `{path}` is not text"), None),
            }
        }
    }
}

/// A path that stays in its folder, `/`-separated.
fn is_plain_path(path: &str) -> bool {
    !path.is_empty() && path.split('/').all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::manifest::LabelRule;

    fn messages(text: &str) -> Vec<(String, String, String)> {
        let (_, found) = read(FileId(0), text);
        let of = |d: &Diagnostic| d.primary.as_ref().map_or("", |label| label.span.text(text)).to_owned();
        found.iter().map(|d| (of(d), d.message.clone(), d.helps.join("; "))).collect()
    }

    #[test]
    fn a_whole_manifest() {
        let (manifest, found) = read(
            FileId(0),
            r#"
            name = "abacus"
            version = "1.2"
            api = 1
            [kind.abacus]
            doc = "Beads."
            label = "wanted"
            yields = "evidence"
            inside = ["page", "example"]
            [kind.abacus.attribute.wires]
            type = "integer"
            default = 4
            [kind.abacus.part.prompt]
            is = "text"
            required = true
            [kind.abacus.part.answers]
            is = "line"
            key = "Answer"
            many = true
            plain = true
            [kind.abacus.item]
            typed = "answers"
            [strings.en]
            check = "Check"
            left = { one = "{n} bead left", other = "{n} beads left" }
            deep.er = "x"
            "#,
        );
        assert_eq!(found, []);
        let manifest = manifest.unwrap();
        let kind = &manifest.kinds[0];
        assert_eq!(kind.label, LabelRule::Wanted);
        assert_eq!(kind.attributes[0].default, Value::from(4));
        assert_eq!(kind.parts.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["prompt", "answers"]);
        assert_eq!(kind.item.as_ref().unwrap().typed.as_deref(), Some("answers"));
        assert_eq!(manifest.strings["en"]["deep.er"], Text::One("x".into()));
        assert!(matches!(&manifest.strings["en"]["left"], Text::Plural(forms) if forms.len() == 2));
    }

    #[test]
    fn mistakes_have_places_and_mends() {
        let base = "name = \"a\"\nversion = \"1\"\napi = 1\n";
        let cases: &[(&str, &str, &str)] = &[
            ("[kind.a]\ndok = \"x\"\n", "dok", "did you mean `doc`?"),
            ("[kind.a]\nlabel = \"wantd\"\n", "\"wantd\"", "did you mean `wanted`?"),
            ("[kind.a]\nyields = 1\n", "1", ""),
            ("[kind.a]\nyields = \"evidense\"\n", "\"evidense\"", "did you mean `evidence`?"),
            ("assets = [\"../x\"]\n", "\"../x\"", "name it as seen from the plugin's folder, like \"beads.svg\""),
            ("[limits]\nmemory_mib = 900\n", "900", ""),
            ("[source]\nfiles = []\n", "[source]", "for example: files = [\"episodes/*.md\"]"),
            ("[kind.a.attribute.n]\ntype = \"intger\"\n", "\"intger\"", "did you mean `integer`?"),
            ("[kind.a.attribute.n]\ntype = \"choice\"\nchoices = [\"x\", \"y\"]\ndefault = \"z\"\n", "\"z\"", ""),
            ("[kind.a.part.p]\nis = \"txt\"\n", "\"txt\"", "did you mean `text`?"),
            (
                "[kind.a.part.options]\nis = \"tasks\"\n[kind.a.item]\noptions = \"option\"\n",
                "\"option\"",
                "did you mean `options`?",
            ),
            ("[kind.\"A b\"]\n", "\"A b\"", "use lower-case letters, digits and hyphens; start with a letter"),
            ("kindd = 1\n", "kindd", "did you mean `kind`?"),
        ];
        for (text, place, help) in cases {
            let got = messages(&format!("{base}{text}"));
            assert!(got.iter().any(|(at, _, h)| at == place && h == help), "{text}\n{got:?}");
        }
        for text in ["api = 2\nname = \"a\"\n", "api = 1\n", "name = \"a\"\n", "name = ", "\u{0}"] {
            let (manifest, found) = read(FileId(0), text);
            assert!(manifest.is_none() && !found.is_empty(), "{text:?}");
        }
    }
}
