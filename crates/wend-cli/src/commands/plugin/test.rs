//! `wend plugin test`: every example rendered, graded, compared with the HTML beside it, and seen in a browser.

use std::{collections::BTreeMap, fs, path::Path};

use wend_compiler::World;
use wend_diagnostics::{Diagnostic, Severity, codes};
use wend_plugin::{Origin, Plugin, preview};

use super::{common, made, seen};
use crate::{
    End,
    browser::{Choice, VARIABLE},
    terminal::{Terminal, count},
};

/// Said where no browser was asked.
const UNSEEN: &str = "not tested: what only a browser sees";

/// Tests the plugins of a curriculum, or one of them.
pub(super) fn run(terminal: &Terminal, dir: &Path, only: Option<&str>, bless: bool, browser: &Choice) -> End {
    let Some(world) = common::open(terminal, dir) else { return End::Refused };
    let compiled = common::compile(&world);
    let own = compiled.registry.plugins().iter().filter(|plugin| plugin.origin() == Origin::Curriculum);
    let tested: Vec<&Plugin> = own.filter(|plugin| only.is_none_or(|name| plugin.name() == name)).collect();
    // What is wrong with the plugins themselves.
    let in_plugins = |d: &&Diagnostic| {
        let place = d.primary.as_ref().map(|label| compiled.sources.path(label.span.file)).or(d.path.as_deref());
        place.is_some_and(|path| {
            path.starts_with("plugins/") && only.is_none_or(|name| path.split('/').nth(1) == Some(name))
        })
    };
    let mut found: Vec<Diagnostic> = compiled.diagnostics.iter().filter(in_plugins).cloned().collect();
    if let (Some(name), true) = (only, tested.is_empty() && found.is_empty()) {
        let known: Vec<_> = compiled.registry.plugins().iter().map(Plugin::name).collect();
        let help =
            wend_diagnostics::suggest(name, known).map_or(String::new(), |near| format!("did you mean `{near}`?"));
        terminal.error(&format!("{} has no plugin `{name}`", dir.display()), &help);
        return End::Refused;
    }
    let mut sources = compiled.sources.clone();
    let (mut examples, mut written) = (0, 0);
    let mut checked: BTreeMap<String, usize> = BTreeMap::new();
    for plugin in &tested {
        let folder = &plugin.folder().name;
        let mut shown: Vec<(String, String)> = Vec::new();
        let own = |path: &str| path.starts_with("examples/") && path.ends_with(".md") && !made::is_part(plugin, path);
        for (path, text) in plugin.files().filter(|(path, _)| own(path)) {
            let file = sources.add(format!("plugins/{folder}/{path}"), text.to_string());
            let mut said = preview::findings(&compiled.registry, file, text);
            said.retain(|d| d.severity != Severity::Note);
            found.append(&mut said);
            shown.push((path.to_owned(), preview::html(&compiled.registry, text)));
        }
        let (lessons, mut said) = made::lessons(&compiled.registry, plugin, &mut sources);
        found.append(&mut said);
        shown.extend(lessons.into_iter().map(|one| (one.path, preview::html(&compiled.registry, &one.text))));
        for (path, html) in shown {
            examples += 1;
            *checked.entry(plugin.name().to_owned()).or_default() += 1;
            let html = format!("{}\n", html.trim());
            let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
            let beside = format!("plugins/{folder}/{stem}.html");
            let blessed = world.read(&beside).unwrap_or_default();
            if blessed == html.as_bytes() {
                continue;
            }
            if bless {
                if let Err(e) = fs::write(world.root().join(&beside), &html) {
                    terminal.error(&format!("{beside} can't be written: {e}"), "");
                    return End::Refused;
                }
                written += 1;
            } else {
                found.push(differs(&beside, &String::from_utf8_lossy(&blessed), &html));
            }
        }
        // Nothing that a rule of the house does shows in an example.
        let shows = !plugin.manifest().kinds.is_empty() || plugin.manifest().source.is_some();
        if shows && !checked.contains_key(plugin.name()) {
            let none =
                Diagnostic::new(&codes::plugin::EXAMPLE, format!("the plugin `{}` has no example", plugin.name()));
            let examples = format!("plugins/{folder}/examples/");
            let help = match &plugin.manifest().source {
                Some(rule) => {
                    let files = rule.files.join("`, `");
                    format!("`source.js` reads `{files}`: put such a file into {examples}, at its path there")
                }
                None => format!("write one into {examples}: it shows how a block is written, and tests it"),
            };
            found.push(none.severity(Severity::Warning).at(plugin.manifest().name_span).help(help));
        }
    }
    let looked = match browser.command() {
        Some(_) if examples == 0 => None,
        Some(command) => Some(seen::look(&command, &compiled, &world, &tested)),
        None => None,
    };
    let seen = match (looked, browser) {
        (Some(Ok(looked)), _) => {
            found.extend(looked.found);
            format!("{} seen in {}, light and dark", count(looked.pages, "example"), looked.browser)
        }
        (Some(Err(why)), Choice::Named(named)) => {
            let help = format!("{VARIABLE} names it; it takes a program and its arguments");
            terminal.error(&format!("`{}` can't be asked: {why}", named.join(" ")), &help);
            return End::Refused;
        }
        (Some(Err(why)), _) => {
            let program = browser.command().unwrap_or_default().concat();
            format!("{UNSEEN}: {program} can't be asked ({why}); {VARIABLE} names another, or gives it arguments")
        }
        (None, Choice::Missing) => {
            format!("{UNSEEN}: no Chromium, Chrome, Edge or Brave is on PATH; {VARIABLE} names one that is elsewhere")
        }
        (None, _) => String::new(),
    };
    wend_diagnostics::sort(&mut found);
    let counts = terminal.problems(&found, &sources);
    let blessed = if written > 0 { format!(", {written} written anew") } else { String::new() };
    terminal.say(&format!("{}, {}{blessed}: {counts}", count(tested.len(), "plugin"), count(examples, "example")));
    if examples > 0 {
        terminal.say(if seen.is_empty() { UNSEEN } else { &seen });
    }
    if counts.errors > 0 { End::Problems } else { End::Clean }
}

/// The first line in which two texts differ.
fn differs(path: &str, blessed: &str, html: &str) -> Diagnostic {
    let pairs = blessed.lines().map(Some).chain(std::iter::repeat(None)).zip(html.lines().map(Some).chain([None]));
    let at = pairs.enumerate().find(|(_, (old, new))| old != new);
    let (line, (old, new)) = at.map_or((0, (None, None)), |(n, pair)| (n + 1, pair));
    let message = if blessed.is_empty() {
        "this example has no expected HTML yet".to_owned()
    } else {
        let shown = |text: Option<&str>| text.map_or("nothing".to_owned(), |text| format!("`{}`", text.trim()));
        format!("line {line} was {}, and is {} now", shown(old), shown(new))
    };
    Diagnostic::new(&codes::plugin::EXAMPLE, message)
        .at_path(path)
        .help("mend the plugin; or, if this is right, `wend plugin test --bless`")
}
