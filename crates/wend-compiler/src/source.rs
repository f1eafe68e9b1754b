//! `source.js`: a file that is no lesson of ours becomes one by a plugin, without a change to it.
//!
//! The manifest says which files, so that whoever reads the folder knows without running anything. The script gets the
//! file and what other files it asked for hold; it gives front matter, and perhaps another text.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use wend_diagnostics::{Diagnostic, FileId, Severity, Span, codes};
use wend_markup::FrontKind;
use wend_plugin::{Plugin, Registry};

use crate::data::{self, Table};
use crate::load;
use crate::world::{Listing, World};

/// A longer file is not read for a plugin.
const MOST_READ: u64 = 1 << 20;

/// What a call may know of other files: paths that its plugin reads, and what `files` and `reads` hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Context {
    /// Of each plugin with a `source.js`, by its name.
    pub(crate) plugins: std::collections::BTreeMap<String, Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Answer {
    front: Option<Map<String, Value>>,
    markdown: Option<String>,
    problems: Vec<Problem>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Problem {
    message: String,
    help: Option<String>,
    line: Option<usize>,
    severity: Option<String>,
}

/// What a plugin makes of a file.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// Front matter in place of the file's own.
    pub(crate) front: Option<Table>,
    /// A text in place of the file's own.
    pub(crate) markdown: Option<String>,
}

impl Context {
    /// Reads what the plugins' scripts may know beside the file they are asked about.
    pub(crate) fn read(registry: &Registry, world: &dyn World, listing: &Listing) -> Self {
        let mut context = Self::default();
        for plugin in registry.plugins() {
            let Some(rule) = &plugin.manifest().source else { continue };
            let fits = |path: &str, patterns: &[String]| patterns.iter().any(|pattern| matches(pattern, path));
            let seen = listing.files.iter().filter(|entry| !load::is_hidden(&entry.path));
            let mut paths: Vec<&str> =
                seen.clone().map(|entry| &*entry.path).filter(|path| fits(path, &rule.files)).collect();
            paths.sort_by(|a, b| load::natural(a, b));
            let mut files = Map::new();
            for entry in seen.filter(|entry| rule.reads.iter().any(|path| **path == *entry.path)) {
                if entry.stamp.len <= MOST_READ
                    && let Ok(bytes) = world.read(&entry.path)
                {
                    let text = String::from_utf8_lossy(&bytes);
                    files.insert(entry.path.to_string(), hold(FileId::default(), &entry.path, &text).0);
                }
            }
            context.plugins.insert(plugin.name().to_owned(), json!({ "paths": paths, "files": files }));
        }
        context
    }
}

fn is_markdown(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".markdown")
}

/// The plugin that says what a file is.
pub(crate) fn reader<'a>(registry: &'a Registry, path: &str) -> Option<&'a Plugin> {
    registry.plugins().iter().find(|plugin| {
        let rule = plugin.manifest().source.as_ref();
        rule.is_some_and(|rule| rule.files.iter().any(|pattern| matches(pattern, path)))
    })
}

/// Whether a path fits a pattern: `*` stands for anything but a slash, `**` for anything.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    // Which prefixes of the pattern have been read: no backtracking, so that no pattern is slow.
    let pattern: Vec<char> = pattern.chars().collect();
    let mut at = vec![false; pattern.len() + 1];
    at[0] = true;
    let skip = |at: &mut Vec<bool>| {
        for n in 0..pattern.len() {
            if at[n] && pattern[n] == '*' {
                at[n + 1] = true;
            }
        }
    };
    skip(&mut at);
    for c in path.chars() {
        let mut next = vec![false; pattern.len() + 1];
        for n in 0..pattern.len() {
            if !at[n] {
                continue;
            }
            let deep = pattern[n] == '*' && (pattern.get(n + 1) == Some(&'*') || (n > 0 && pattern[n - 1] == '*'));
            if pattern[n] == '*' {
                next[n] |= deep || c != '/';
            } else if pattern[n] == c {
                next[n + 1] = true;
            }
        }
        at = next;
        skip(&mut at);
    }
    at[pattern.len()]
}

/// Asks the plugin what a file is.
pub(crate) fn ask(
    registry: &Registry,
    plugin: &Plugin,
    context: &Context,
    file: FileId,
    path: &str,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Source {
    let start = Span { file, start: 0, end: 0 };
    let (data, body_at) = hold(file, path, text);
    let known = context.plugins.get(plugin.name()).cloned().unwrap_or_else(|| json!({ "paths": [], "files": {} }));
    let asked = json!({ "path": path, "text": text, "data": data, "body": text.get(body_at..).unwrap_or("") });
    let answer: Option<Answer> = match registry.call(plugin, "source.js", "source", &json!([asked, known])) {
        Ok(answer) => answer,
        Err(breach) => {
            if plugin.scripts().check().is_ok() {
                diagnostics.push(breach.report(plugin).at(start));
            }
            return Source::default();
        }
    };
    let answer = answer.unwrap_or_default();
    for problem in answer.problems {
        let found = Diagnostic::new(&codes::plugin::REPORTED, problem.message).maybe_help(problem.help);
        let span = problem.line.map_or(start, |line| line_of(file, text, line));
        diagnostics.push(severe(found.at(span), problem.severity.as_deref()));
    }
    if answer.markdown.is_none() && !is_markdown(path) {
        let message = format!("the plugin `{}` made no lesson of this file", plugin.name());
        let help = "let its `source.js` give `markdown`, or its `[source]` name fewer files";
        diagnostics.push(Diagnostic::new(&codes::plugin::REPORTED, message).at(start).help(help));
        return Source { front: None, markdown: Some(String::new()) };
    }
    let front = answer.front.map(|front| Table::of_json(start, front));
    Source { front, markdown: answer.markdown }
}

pub(crate) fn severe(found: Diagnostic, severity: Option<&str>) -> Diagnostic {
    match severity {
        Some("error") => found.severity(Severity::Error),
        Some("note") => found.severity(Severity::Note),
        _ => found,
    }
}

/// A line's span, counted from 1; the end of the text where there is none.
pub(crate) fn line_of(file: FileId, text: &str, line: usize) -> Span {
    let mut start = 0;
    for (n, one) in text.split_inclusive('\n').enumerate() {
        if n + 1 == line {
            return Span::new(file, start..start + one.trim_end().len());
        }
        start += one.len();
    }
    Span::new(file, text.len()..text.len())
}

/// What a file holds as plain values, and where its body begins.
fn hold(file: FileId, path: &str, text: &str) -> (Value, usize) {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "toml" => (data::toml::parse(file, text, 0).0.to_json(), 0),
        "yaml" | "yml" => (data::yaml::parse(file, text, 0).0.to_json(), 0),
        "json" => (serde_json::from_str(text).unwrap_or_default(), 0),
        _ => {
            let (parsed, _) = wend_markup::parse(file, text);
            let Some(front) = parsed.front else { return (json!({}), 0) };
            let inner = front.span.text(text);
            let table = match front.kind {
                FrontKind::Toml => data::toml::parse(file, inner, front.span.start).0,
                FrontKind::Yaml => data::yaml::parse(file, inner, front.span.start).0,
            };
            (table.to_json(), front.whole.end as usize)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns() {
        for (pattern, path, fits) in [
            ("episodes/*.md", "episodes/01-a.md", true),
            ("episodes/*.md", "episodes/a/b.md", false),
            ("episodes/**.md", "episodes/a/b.md", true),
            ("**/*.toml", "a/b/c.toml", true),
            ("*.md", "a.md", true),
            ("*.md", "a.markdown", false),
            ("a", "a", true),
            ("", "a", false),
            ("**", "a/b", true),
            ("*a*a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ] {
            assert_eq!(matches(pattern, path), fits, "{pattern} {path}");
        }
    }
}
