//! `wend plugin gallery`: a lesson that shows every kind of block by its plugin's examples, and how each is written.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use wend_compiler::Compiled;
use wend_plugin::{Kind, Plugin, RefKind, Registry, Yield, preview};

/// The page as Markdown, but for its front matter. An example that names what the curriculum does not have is shown by its
/// source alone.
pub(super) fn page(compiled: &Compiled) -> String {
    let registry = &compiled.registry;
    let mut plugins: Vec<&Plugin> = registry.plugins().iter().filter(|one| !one.manifest().kinds.is_empty()).collect();
    plugins.sort_by_key(|plugin| plugin.name());
    let kinds = plugins.iter().flat_map(|plugin| &plugin.manifest().kinds);
    let names: Vec<String> = kinds.map(|kind| format!("[`{0}`](#the-kind-{0})", kind.name)).collect();
    let mut out = format!("{} kinds of blocks: {}.\n", names.len(), names.join(" · "));
    for plugin in plugins {
        let mut shown: BTreeSet<&str> = BTreeSet::new();
        for kind in &plugin.manifest().kinds {
            heading(kind, &mut out);
            let examples = plugin.files().filter(|(path, _)| path.starts_with("examples/") && path.ends_with(".md"));
            for (path, text) in examples {
                // Of a plugin with several kinds, an example is shown with the kind that it is an example of.
                let opens = |line: &str, name: &str| {
                    let rest = line.trim_start_matches(':');
                    rest.len() + 3 <= line.len() && rest.split_whitespace().next() == Some(name)
                };
                let about = text.lines().any(|line| opens(line, &kind.name));
                if about && shown.insert(path) {
                    example(compiled, registry, text, &mut out);
                }
            }
        }
    }
    out
}

fn heading(kind: &Kind, out: &mut String) {
    let _ = write!(out, "\n## The kind `{}`\n\n{}", kind.name, kind.doc);
    let records: Vec<_> = kind.yields.iter().copied().map(Yield::word).collect();
    if !records.is_empty() {
        let _ = write!(out, " It records {}.", records.join(" and "));
    }
    out.push('\n');
    if kind.attributes.is_empty() {
        return;
    }
    out.push_str("\n| attribute | says |\n|---|---|\n");
    for attribute in &kind.attributes {
        let doc = attribute.doc.replace('|', "\\|");
        let _ = writeln!(out, "| `{}` | {doc} |", attribute.name);
    }
}

fn example(compiled: &Compiled, registry: &Registry, text: &str, out: &mut String) {
    let text = text.trim();
    let colons = text.lines().map(|line| line.chars().take_while(|c| *c == ':').count()).max().unwrap_or(0).max(3) + 1;
    let ticks = text.lines().map(|line| line.chars().take_while(|c| *c == '`').count()).max().unwrap_or(0).max(2) + 1;
    if alone(compiled, registry, text) {
        let fence = ":".repeat(colons);
        let _ = write!(out, "\n{fence} specimen\n{text}\n{fence}\n");
    } else {
        let fence = "`".repeat(ticks);
        let _ = write!(out, "\n{fence}markdown\n{text}\n{fence}\n");
    }
}

/// Whether an example names nothing that a curriculum may not have: no objective, mix-up or lesson.
fn alone(compiled: &Compiled, registry: &Registry, text: &str) -> bool {
    let known = |kind: RefKind, id: &str| match kind {
        RefKind::Objective => compiled.curriculum.objectives.iter().any(|objective| objective.id == id),
        RefKind::Lesson => compiled.curriculum.lessons.iter().any(|lesson| lesson.id == id),
        RefKind::MixUp => false,
    };
    let linked = text.match_indices("](").any(|(at, _)| {
        let to = text.get(at + 2..).unwrap_or("");
        !(to.starts_with("http") || to.starts_with("mailto:"))
    });
    !linked && preview::references(registry, text).iter().all(|one| known(one.kind, &one.to.value))
}
