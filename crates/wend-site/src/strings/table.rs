//! One string table: TOML to texts by dotted key.

use std::collections::BTreeMap;

use serde::Serialize;

use super::TableError;

/// A text, or one for each plural class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Text {
    /// The same for every number.
    One(String),
    /// By CLDR class: `zero`, `one`, `two`, `few`, `many`, `other`.
    Plural(BTreeMap<String, String>),
}

impl Text {
    /// The text with every form changed.
    pub(super) fn map(&self, change: impl Fn(&str) -> String) -> Text {
        match self {
            Text::One(text) => Text::One(change(text)),
            Text::Plural(forms) => {
                Text::Plural(forms.iter().map(|(class, text)| (class.clone(), change(text))).collect())
            }
        }
    }
}

const CLASSES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The texts of a table, each key below `prefix`.
pub(super) fn read(prefix: &str, toml: &str) -> Result<BTreeMap<String, Text>, TableError> {
    let root: toml::Table = toml.parse().map_err(|e: toml::de::Error| TableError(e.to_string()))?;
    let mut out = BTreeMap::new();
    walk(prefix, &root, &mut out)?;
    Ok(out)
}

fn walk(prefix: &str, table: &toml::Table, out: &mut BTreeMap<String, Text>) -> Result<(), TableError> {
    for (name, value) in table {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::String(text) => {
                out.insert(key, Text::One(text.clone()));
            }
            toml::Value::Table(inner) if is_plural(inner) => {
                let forms = inner.iter().filter_map(|(class, text)| Some((class.clone(), text.as_str()?.to_string())));
                out.insert(key, Text::Plural(forms.collect()));
            }
            toml::Value::Table(inner) => walk(&key, inner, out)?,
            other => {
                let kind = other.type_str();
                return Err(TableError(format!("`{key}` is a {kind}; a text or a table of texts goes here")));
            }
        }
    }
    Ok(())
}

/// A table with `other` whose keys are all plural classes and whose values are all texts.
fn is_plural(table: &toml::Table) -> bool {
    table.contains_key("other") && table.iter().all(|(k, v)| CLASSES.contains(&k.as_str()) && v.is_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_nest_and_plurals_need_other() {
        let texts =
            read("", "[a.b]\nc = \"C\"\n[a.d]\none = \"1\"\nother = \"n\"\n[e]\none = \"a key named one\"").unwrap();
        assert_eq!(texts["a.b.c"], Text::One("C".into()));
        assert!(matches!(&texts["a.d"], Text::Plural(forms) if forms.len() == 2));
        assert_eq!(texts["e.one"], Text::One("a key named one".into()));
    }

    #[test]
    fn a_number_is_refused_with_its_key() {
        assert!(read("", "[a]\nb = 1").unwrap_err().0.contains("`a.b`"));
    }
}
