//! What a manifest says of one block kind: its attributes, parts and items.

use std::ops::Range;

use serde_json::Value;
use toml::de::DeValue;
use wend_diagnostics::{Span, suggest};

use super::keys::{Keys, Reader, Table, integer};
use crate::manifest::{Attribute, Hidden, ItemModel, Kind, LabelRule, Part, PartKind, Type, Yield};

impl Reader {
    /// `[kind.NAME]`
    pub(super) fn kind(&mut self, name: String, at: Range<usize>, table: Table<'_, '_>) -> Kind {
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
        let together = self.flag(&mut keys, "together");
        let hidden = self.flag(&mut keys, "hidden");
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
            parts.extend(self.part(name, at, table, &attributes));
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
            together,
            hidden,
            attributes,
            parts,
            term,
            item,
            template,
            print,
            noscript,
        }
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

    fn part(&mut self, name: String, at: Range<usize>, table: Table<'_, '_>, attributes: &[Attribute]) -> Option<Part> {
        const KINDS: &[&str] =
            &["text", "tasks", "list", "line", "table", "section", "sections", "blocks", "definitions"];
        let mut keys = Keys::new(table);
        let doc = self.text(&mut keys, "doc").unwrap_or_default();
        let required = self.flag(&mut keys, "required");
        let hidden = self.hidden(&mut keys, attributes);
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
        Some(Part { name, doc, is, hidden, required, min })
    }

    /// `true`, `false`, or the name of the attribute that hides the part.
    fn hidden(&mut self, keys: &mut Keys<'_, '_>, attributes: &[Attribute]) -> Hidden {
        let Some((value, at)) = keys.get("hidden") else { return Hidden::No };
        match (value.as_bool(), value.as_str()) {
            (Some(true), _) => Hidden::Yes,
            (Some(false), _) => Hidden::No,
            (None, Some(name)) if attributes.iter().any(|attribute| attribute.name == name) => {
                Hidden::With(name.to_owned())
            }
            _ => {
                self.say(at, "`hidden` is `true`, `false`, or the name of an attribute of this kind", None);
                Hidden::No
            }
        }
    }
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
