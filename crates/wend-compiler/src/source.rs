//! `source.js`: a file that is no lesson of ours becomes one by a plugin, without a change to it.
//!
//! The manifest says which files, so that whoever reads the folder knows without running anything. The script gets the
//! file and what other files it asked for hold; it gives front matter, and perhaps another text.

use std::collections::BTreeMap;

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

/// What a call may know of other files: the paths of those that its plugin reads and sees, and what its `reads` hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Context {
    /// Of each plugin with a `source.js`, by its name.
    pub(crate) plugins: BTreeMap<String, Value>,
    /// What is wrong with files that are read for them.
    pub(crate) diagnostics: Vec<Diagnostic>,
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
            let seen = listing.files.iter().filter(|entry| !load::is_hidden(&entry.path));
            let fitting = |patterns: &[String]| {
                let all = seen.clone().map(|entry| &*entry.path);
                let mut paths: Vec<&str> = all.filter(|path| fits(path, patterns)).collect();
                paths.sort_by(|a, b| load::natural(a, b));
                paths
            };
            let mut files = Map::new();
            for entry in seen.clone().filter(|entry| rule.reads.iter().any(|path| **path == *entry.path)) {
                if entry.stamp.len <= MOST_READ
                    && let Ok(bytes) = world.read(&entry.path)
                {
                    let text = String::from_utf8_lossy(&bytes);
                    files.insert(entry.path.to_string(), told(&entry.path, &text, &mut context.diagnostics));
                }
            }
            let known = json!({ "paths": fitting(&rule.files), "seen": fitting(&rule.sees), "files": files });
            context.plugins.insert(plugin.name().to_owned(), known);
        }
        context
    }
}

fn is_markdown(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".markdown")
}

/// The plugin that says what a file is.
pub fn reader<'a>(registry: &'a Registry, path: &str) -> Option<&'a Plugin> {
    let reads = |plugin: &&Plugin| plugin.manifest().source.as_ref().is_some_and(|rule| fits(path, &rule.files));
    registry.plugins().iter().find(reads)
}

/// Whether a plugin says of a file that it is no lesson.
pub(crate) fn skipped(registry: &Registry, path: &str) -> bool {
    let mut rules = registry.plugins().iter().filter_map(|plugin| plugin.manifest().source.as_ref());
    rules.any(|rule| fits(path, &rule.skips))
}

fn fits(path: &str, patterns: &[String]) -> bool {
    patterns.iter().any(|pattern| matches(pattern, path))
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
    let mut found = Vec::new();
    let (data, body_at) = hold(file, path, text, &mut found);
    let known =
        context.plugins.get(plugin.name()).cloned().unwrap_or_else(|| json!({ "paths": [], "seen": [], "files": {} }));
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
    // What the script misses in a file that can't be read whole would only follow from that.
    let whole = !found.iter().any(Diagnostic::is_error);
    for problem in answer.problems.into_iter().filter(|_| whole) {
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
    // Front matter that stays is read again later, and its mistakes are told then.
    if front.is_some() || is_data(path) {
        diagnostics.append(&mut found);
    }
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

/// What calls about other files are told of a file: what it holds, if it is one of data, and else its text.
fn told(path: &str, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Value {
    if !is_data(path) {
        return Value::from(text);
    }
    let (value, found) = values(FileId::default(), path, text);
    // The file is none of the sources, so its line is said in words.
    for one in found {
        let line = one.primary.as_ref().map_or(1, |label| line_at(text, label.span.start));
        let said = Diagnostic::new(one.code, format!("line {line}: {}", one.message)).severity(one.severity);
        let said = one.helps.into_iter().fold(said.at_path(path), Diagnostic::help);
        if !diagnostics.contains(&said) {
            diagnostics.push(said);
        }
    }
    value
}

/// The line in which a byte stands, counted from 1.
fn line_at(text: &str, at: u32) -> usize {
    1 + text.bytes().take(at as usize).filter(|b| *b == b'\n').count()
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn is_data(path: &str) -> bool {
    matches!(ending(path), "toml" | "yaml" | "yml" | "json")
}

/// What a file of data holds, and what is wrong with it.
fn values(file: FileId, path: &str, text: &str) -> (Value, Vec<Diagnostic>) {
    let (table, found) = match ending(path) {
        "toml" => data::toml::parse(file, text, 0),
        "json" => match serde_json::from_str(text) {
            Ok(value) => return (value, Vec::new()),
            Err(error) => {
                let found = Diagnostic::new(&codes::data::SYNTAX, format!("this is no JSON: {error}"));
                let found = found.at(line_of(file, text, error.line())).help("mend it where the line shows");
                return (Value::Null, vec![found]);
            }
        },
        _ => data::yaml::parse(file, text, 0),
    };
    (table.to_json(), found)
}

/// What a file holds as plain values, and where its body begins.
fn hold(file: FileId, path: &str, text: &str, diagnostics: &mut Vec<Diagnostic>) -> (Value, usize) {
    if is_data(path) {
        let (value, found) = values(file, path, text);
        diagnostics.extend(found);
        return (value, 0);
    }
    let (parsed, _) = wend_markup::parse(file, text);
    let Some(front) = parsed.front else { return (json!({}), 0) };
    let inner = front.span.text(text);
    let (table, found) = match front.kind {
        FrontKind::Toml => data::toml::parse(file, inner, front.span.start),
        FrontKind::Yaml => data::yaml::parse(file, inner, front.span.start),
    };
    diagnostics.extend(found);
    (table.to_json(), front.whole.end as usize)
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
