//! The text of a `plugin.toml` becomes a [`Manifest`] and diagnostics with spans.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;
use toml::de::{DeTable, DeValue};
use wend_diagnostics::{Diagnostic, FileId, Span, Spanned, codes, suggest};

use super::{API, Attribute, ItemModel, Kind, LabelRule, Manifest, Part, PartKind, SourceRule, Text, Type, Yield};
use crate::js::Limits;

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

type Table<'a, 'i> = &'a DeTable<'i>;

struct Reader {
    file: FileId,
    found: Vec<Diagnostic>,
}

/// One table, read key by key; what is left over at the end is unknown.
struct Keys<'a, 'i> {
    table: Table<'a, 'i>,
    asked: Vec<&'static str>,
}

impl<'a, 'i> Keys<'a, 'i> {
    fn new(table: Table<'a, 'i>) -> Self {
        Keys { table, asked: Vec::new() }
    }

    fn get(&mut self, key: &'static str) -> Option<(&'a DeValue<'i>, Range<usize>)> {
        self.asked.push(key);
        let value = self.table.get(key)?;
        Some((value.get_ref(), value.span()))
    }
}

impl Reader {
    fn say(&mut self, at: Range<usize>, message: impl Into<String>, help: Option<String>) {
        let span = Span::new(self.file, at);
        self.found.push(Diagnostic::new(&codes::plugin::BAD_MANIFEST, message).at(span).maybe_help(help));
    }

    fn done(&mut self, keys: &Keys<'_, '_>) {
        for key in keys.table.keys() {
            let name = key.get_ref().as_ref();
            if !keys.asked.contains(&name) {
                let help = match suggest(name, keys.asked.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known here: {}", keys.asked.join(", ")),
                };
                self.say(key.span(), format!("unknown key `{name}`"), Some(help));
            }
        }
    }

    fn text(&mut self, keys: &mut Keys<'_, '_>, key: &'static str) -> Option<String> {
        let (value, at) = keys.get(key)?;
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.say(at, format!("`{key}` is text, in quotes"), None);
        }
        text
    }

    fn flag(&mut self, keys: &mut Keys<'_, '_>, key: &'static str) -> bool {
        let Some((value, at)) = keys.get(key) else { return false };
        value.as_bool().unwrap_or_else(|| {
            self.say(at, format!("`{key}` is `true` or `false`"), None);
            false
        })
    }

    fn number(&mut self, keys: &mut Keys<'_, '_>, key: &'static str) -> Option<i64> {
        let (value, at) = keys.get(key)?;
        let number = integer(value);
        if number.is_none() {
            self.say(at, format!("`{key}` is a whole number"), None);
        }
        number
    }

    /// A list of texts; one text alone counts as a list of one.
    fn texts(&mut self, keys: &mut Keys<'_, '_>, key: &'static str) -> Option<Vec<String>> {
        let (value, at) = keys.get(key)?;
        if let Some(one) = value.as_str() {
            return Some(vec![one.to_owned()]);
        }
        let all = value.as_array().and_then(|list| {
            list.iter().map(|entry| entry.get_ref().as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        });
        if all.is_none() {
            self.say(at, format!("`{key}` is a list of texts"), None);
        }
        all
    }

    fn tables<'a, 'i>(
        &mut self,
        keys: &mut Keys<'a, 'i>,
        key: &'static str,
    ) -> Vec<(String, Range<usize>, Table<'a, 'i>)> {
        let Some((value, at)) = keys.get(key) else { return Vec::new() };
        let Some(table) = value.as_table() else {
            self.say(at, format!("`{key}` is a table, `[{key}.name]`"), None);
            return Vec::new();
        };
        let mut out = Vec::new();
        for (name, value) in table.iter() {
            match value.get_ref().as_table() {
                Some(inner) => out.push((name.get_ref().to_string(), name.span(), inner)),
                None => self.say(value.span(), format!("`{key}.{}` is a table", name.get_ref()), None),
            }
        }
        // In the order of the file, which is the order of the documentation.
        out.sort_by_key(|(_, at, _)| at.start);
        out
    }

    fn name(&mut self, name: &str, at: &Range<usize>, what: &str) -> bool {
        let fine = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !fine {
            self.say(
                at.clone(),
                format!("`{name}` can't name {what}"),
                Some("use lower-case letters, digits and hyphens; start with a letter".into()),
            );
        }
        fine
    }

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
        let mut strings = BTreeMap::new();
        for (language, _, table) in self.tables(&mut keys, "strings") {
            let mut texts = BTreeMap::new();
            self.strings(String::new(), table, &mut texts);
            strings.insert(language, texts);
        }
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

    /// A whole number from 1 to `most`.
    fn within(&mut self, keys: &mut Keys<'_, '_>, key: &'static str, most: usize) -> Option<usize> {
        let number = self.number(keys, key)?;
        let fine = usize::try_from(number).ok().filter(|n| (1..=most).contains(n));
        if fine.is_none() {
            let at = keys.table.get(key).map_or(0..0, toml::Spanned::span);
            self.say(at, format!("`{key}` is at least 1 and at most {most}"), None);
        }
        fine
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
        let reads = self.texts(&mut keys, "reads").unwrap_or_default();
        if files.is_empty() {
            let help = "for example: files = [\"episodes/*.md\"]".to_owned();
            self.say(at, "this plugin does not say which files its `source.js` reads", Some(help));
        }
        self.done(&keys);
        Some(SourceRule { files, reads })
    }

    fn yields(&mut self, keys: &mut Keys<'_, '_>) -> Vec<Yield> {
        const ALL: [Yield; 3] = [Yield::Evidence, Yield::Reflection, Yield::Product];
        let mut out = Vec::new();
        for word in self.texts(keys, "yields").unwrap_or_default() {
            match ALL.into_iter().find(|one| one.word() == word) {
                Some(one) => out.push(one),
                None => {
                    let at = keys.table.get("yields").map_or(0..0, toml::Spanned::span);
                    let words = ALL.map(Yield::word);
                    let help = match suggest(&word, words) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("one or more of: {}", words.join(", ")),
                    };
                    self.say(at, format!("`{word}` is nothing that a block can yield"), Some(help));
                }
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn kind(&mut self, name: String, at: Range<usize>, table: Table<'_, '_>) -> Kind {
        let mut keys = Keys::new(table);
        let doc = self.text(&mut keys, "doc").unwrap_or_default();
        let label = match self.word(&mut keys, "label", &["none", "optional", "wanted"]) {
            Some("none") => LabelRule::None,
            Some("wanted") => LabelRule::Wanted,
            _ => LabelRule::Optional,
        };
        let yields = self.yields(&mut keys);
        let inside = self.texts(&mut keys, "inside");
        let holds = self.texts(&mut keys, "holds");
        let back = self.within(&mut keys, "back", 100).and_then(|most| u32::try_from(most).ok());
        let template = self.text(&mut keys, "template").unwrap_or_else(|| "block.html".to_owned());
        let print = self.text(&mut keys, "print");
        let noscript = self.text(&mut keys, "noscript");
        let mut attributes = Vec::new();
        for (name, at, table) in self.tables(&mut keys, "attribute") {
            if self.name(&name, &at, "an attribute") {
                attributes.extend(self.attribute(name, at, table));
            }
        }
        let mut parts = Vec::new();
        for (name, at, table) in self.tables(&mut keys, "part") {
            parts.extend(self.part(name, at, table));
        }
        let term = self.part_name(&mut keys, "term", &parts, |is| *is == PartKind::Text);
        let item = keys.get("item").and_then(|(value, at)| match value.as_table() {
            Some(table) => Some(self.item(table, &parts)),
            None => {
                self.say(at, "`item` is a table", None);
                None
            }
        });
        if yields.contains(&Yield::Evidence) && item.is_none() {
            self.say(
                at.clone(),
                format!("`{name}` yields evidence but says nothing about its items"),
                Some(format!("add a table `[kind.{name}.item]`; it may be empty")),
            );
        }
        self.done(&keys);
        let name_span = Span::new(self.file, at);
        Kind {
            name,
            doc,
            label,
            name_span,
            yields,
            inside,
            holds,
            back,
            attributes,
            parts,
            term,
            item,
            template,
            print,
            noscript,
        }
    }

    fn item(&mut self, table: Table<'_, '_>, parts: &[Part]) -> ItemModel {
        let mut keys = Keys::new(table);
        let options = self.part_name(&mut keys, "options", parts, |is| matches!(is, PartKind::Tasks));
        let typed = self.part_name(&mut keys, "typed", parts, |is| matches!(is, PartKind::Line { .. }));
        let rows = self.part_name(&mut keys, "rows", parts, |is| matches!(is, PartKind::Table));
        self.done(&keys);
        ItemModel { options, typed, rows }
    }

    /// The name of a part of the kind, one that can be what `key` says.
    fn part_name(
        &mut self,
        keys: &mut Keys<'_, '_>,
        key: &'static str,
        parts: &[Part],
        fits: fn(&PartKind) -> bool,
    ) -> Option<String> {
        let name = self.text(keys, key)?;
        if parts.iter().any(|part| part.name == name && fits(&part.is)) {
            return Some(name);
        }
        let at = keys.table.get(key).map_or(0..0, toml::Spanned::span);
        let fitting = parts.iter().filter(|part| fits(&part.is)).map(|part| part.name.as_str());
        let help = suggest(&name, fitting).map(|near| format!("did you mean `{near}`?"));
        self.say(at, format!("no part `{name}` that can be `{key}`"), help);
        None
    }

    fn word(&mut self, keys: &mut Keys<'_, '_>, key: &'static str, words: &[&'static str]) -> Option<&'static str> {
        let said = self.text(keys, key)?;
        let found = words.iter().copied().find(|word| *word == said);
        if found.is_none() {
            let at = keys.table.get(key).map_or(0..0, toml::Spanned::span);
            let help = match suggest(&said, words.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("one of: {}", words.join(", ")),
            };
            self.say(at, format!("`{said}` is no {key}"), Some(help));
        }
        found
    }

    fn attribute(&mut self, name: String, at: Range<usize>, table: Table<'_, '_>) -> Option<Attribute> {
        const TYPES: &[&str] = &["text", "integer", "number", "boolean", "choice", "objective", "lesson"];
        let mut keys = Keys::new(table);
        let doc = self.text(&mut keys, "doc").unwrap_or_default();
        let of = self.word(&mut keys, "type", TYPES);
        let choices = self.texts(&mut keys, "choices");
        let required = self.flag(&mut keys, "required");
        let default = keys.get("default");
        self.done(&keys);
        let of = match of {
            Some("integer") => Type::Integer,
            Some("number") => Type::Number,
            Some("boolean") => Type::Boolean,
            Some("choice") => Type::Choice(choices.unwrap_or_default()),
            Some("objective") => Type::Objective,
            Some("lesson") => Type::Lesson,
            Some(_) => Type::Text,
            None => {
                self.say(
                    at,
                    format!("the attribute `{name}` has no type"),
                    Some(format!("`type` is one of: {}", TYPES.join(", "))),
                );
                return None;
            }
        };
        let default = match default {
            None => Value::Null,
            Some((value, at)) => default_of(value, &of).unwrap_or_else(|| {
                self.say(at, format!("the default of `{name}` is not {}", of.describe()), None);
                Value::Null
            }),
        };
        Some(Attribute { name, doc, of, default, required })
    }

    fn part(&mut self, name: String, at: Range<usize>, table: Table<'_, '_>) -> Option<Part> {
        const KINDS: &[&str] =
            &["text", "tasks", "list", "line", "table", "section", "sections", "blocks", "definitions"];
        let mut keys = Keys::new(table);
        let doc = self.text(&mut keys, "doc").unwrap_or_default();
        let required = self.flag(&mut keys, "required");
        let min = self.number(&mut keys, "min").and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let is = match self.word(&mut keys, "is", KINDS) {
            Some("text") => PartKind::Text,
            Some("tasks") => PartKind::Tasks,
            Some("list") => PartKind::List,
            Some("table") => PartKind::Table,
            Some("sections") => PartKind::Sections,
            Some("definitions") => PartKind::Definitions,
            Some("line") => PartKind::Line {
                key: self.text(&mut keys, "key").unwrap_or_else(|| {
                    self.say(at.clone(), format!("the lines of `{name}` have no key"), None);
                    name.clone()
                }),
                argument: self.flag(&mut keys, "argument"),
                many: self.flag(&mut keys, "many"),
                plain: self.flag(&mut keys, "plain"),
            },
            Some("section") => PartKind::Section {
                headings: self.texts(&mut keys, "heading").unwrap_or_else(|| {
                    self.say(at.clone(), format!("the section `{name}` has no heading"), None);
                    vec![name.clone()]
                }),
                table: self.flag(&mut keys, "table"),
            },
            Some("blocks") => PartKind::Blocks { kinds: self.texts(&mut keys, "kinds").unwrap_or_default() },
            _ => {
                self.say(
                    at,
                    format!("the part `{name}` does not say what it is"),
                    Some(format!("`is` is one of: {}", KINDS.join(", "))),
                );
                return None;
            }
        };
        self.done(&keys);
        Some(Part { name, doc, is, required, min })
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

fn integer(value: &DeValue<'_>) -> Option<i64> {
    let written = value.as_integer()?;
    i64::from_str_radix(&written.as_str().replace('_', ""), written.radix()).ok()
}

fn default_of(value: &DeValue<'_>, of: &Type) -> Option<Value> {
    match of {
        Type::Integer => integer(value).map(Value::from),
        Type::Number => {
            let whole = integer(value).map(Value::from);
            whole.or_else(|| value.as_float()?.as_str().parse::<f64>().ok().map(Value::from))
        }
        Type::Boolean => value.as_bool().map(Value::from),
        Type::Choice(words) => value.as_str().filter(|word| words.iter().any(|w| w == word)).map(Value::from),
        Type::Text | Type::Objective | Type::Lesson => value.as_str().map(Value::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
