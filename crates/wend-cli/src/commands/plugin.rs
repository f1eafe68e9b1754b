//! `wend plugin new|list|test|gallery|types`: for whoever writes plugins or uses those of others.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use wend_compiler::{Compiled, World};
use wend_diagnostics::{Diagnostic, Severity, codes};
use wend_plugin::{Origin, Plugin, Yield, preview, registry::dialect_files};

mod made;

use super::common;
use crate::{
    End,
    terminal::{self, Terminal, count},
};

/// Make, list and test plugins: folders that add kinds of blocks
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Make a plugin that works, in the curriculum's plugins/
    New {
        /// Its name: lower-case letters, digits and hyphens
        name: String,
        /// The curriculum's folder
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// Say what each plugin adds and what it may do
    List {
        /// The curriculum's folder
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// Render and grade every example of the curriculum's plugins, and compare with the HTML beside it
    Test {
        /// The curriculum's folder
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// Only this plugin
        #[arg(long)]
        plugin: Option<String>,
        /// Write the expected HTML anew; read the change before you keep it
        #[arg(long)]
        bless: bool,
    },
    /// Print a lesson that shows every kind of block, its examples and how they are written
    Gallery {
        /// The curriculum's folder
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// Put it in place of what this file has below its front matter
        #[arg(long, value_name = "FILE")]
        into: Option<PathBuf>,
    },
    /// Print the types of all that scripts get and give, for TypeScript and editors
    Types,
}

const TYPES: &str = include_str!("../../../wend-plugin/types/wend-plugin.d.ts");

/// The files of a new plugin; `{name}` is its name.
const STARTER: [(&str, &str); 8] = [
    ("README.md", include_str!("../../starter/plugin/README.md")),
    ("block.html", include_str!("../../starter/plugin/block.html")),
    ("element.css", include_str!("../../starter/plugin/element.css")),
    ("examples/first.md", include_str!("../../starter/plugin/examples/first.md")),
    ("expand.js", include_str!("../../starter/plugin/expand.js")),
    ("grade.js", include_str!("../../starter/plugin/grade.js")),
    ("key.js", include_str!("../../starter/plugin/key.js")),
    ("plugin.toml", include_str!("../../starter/plugin/plugin.toml")),
];

pub(crate) fn run(terminal: &Terminal, args: &Args) -> End {
    match &args.command {
        Command::New { name, dir } => new(terminal, name, dir),
        Command::List { dir } => list(terminal, dir),
        Command::Test { dir, plugin, bless } => test(terminal, dir, plugin.as_deref(), *bless),
        Command::Gallery { dir, into } => gallery(terminal, dir, into.as_deref()),
        Command::Types => {
            terminal::print(TYPES);
            End::Clean
        }
    }
}

fn new(terminal: &Terminal, name: &str, dir: &Path) -> End {
    let fine = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !fine {
        terminal.error(&format!("`{name}` can't name a plugin"), "use lower-case letters, digits and hyphens");
        return End::Refused;
    }
    let Some(world) = common::open(terminal, dir) else { return End::Refused };
    let compiled = common::compile(&world);
    let taken = compiled.registry.plugin(name).or_else(|| compiled.registry.plugin_of(name));
    let folder = world.root().join("plugins").join(name);
    let shown = dir.join("plugins").join(name);
    if let Some(other) = taken {
        let help = "give it another name";
        terminal.error(&format!("the plugin `{}` has this name or a block of this name", other.name()), help);
        return End::Refused;
    }
    if folder.exists() {
        terminal.error(&format!("{} is there already", shown.display()), "`wend plugin new` never overwrites");
        return End::Refused;
    }
    let types = [("wend-plugin.d.ts", TYPES)];
    for (path, text) in STARTER.iter().chain(&types) {
        let target = folder.join(path);
        let text = if *path == "wend-plugin.d.ts" { (*text).to_owned() } else { text.replace("{name}", name) };
        let written = target.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&target, text));
        if let Err(e) = written {
            terminal.error(&format!("{} can't be written: {e}", target.display()), "");
            return End::Refused;
        }
    }
    let end = test(terminal, dir, Some(name), true);
    terminal.say(&format!("made {}: try `::: {name}` in a lesson; README.md there says how", shown.display()));
    end
}

fn gallery(terminal: &Terminal, dir: &Path, into: Option<&Path>) -> End {
    let Some(world) = common::open(terminal, dir) else { return End::Refused };
    let page = super::gallery::page(&common::compile(&world));
    let Some(file) = into else {
        terminal::print(&page);
        return End::Clean;
    };
    let old = fs::read_to_string(file).unwrap_or_default();
    let front = match old.strip_prefix("+++\n").and_then(|rest| rest.find("\n+++\n")) {
        Some(end) => old.get(..end + 9).unwrap_or(""),
        None => "+++\ntitle = \"Every kind of block\"\n+++\n",
    };
    match fs::write(file, format!("{front}\n{page}")) {
        Ok(()) => End::Clean,
        Err(e) => {
            terminal.error(&format!("{} can't be written: {e}", file.display()), "");
            End::Refused
        }
    }
}

fn list(terminal: &Terminal, dir: &Path) -> End {
    let Some(world) = common::open(terminal, dir) else { return End::Refused };
    let compiled = common::compile(&world);
    let mut out = String::new();
    for plugin in compiled.registry.plugins() {
        describe(&compiled, plugin, &mut out);
    }
    let unused = dialect_files().keys().filter(|name| compiled.registry.plugin(name).is_none());
    let others: Vec<&str> = unused.copied().collect();
    if !others.is_empty() {
        let others = others.join(", ");
        let _ = writeln!(out, "not used here, but where curriculum.toml names them in `plugins`: {others}");
    }
    let trusted = compiled.trusted_files();
    if !trusted.is_empty() {
        let _ = writeln!(out, "files that run in the site's pages, because curriculum.toml trusts them");
        trusted.iter().for_each(|path| {
            let _ = writeln!(out, "  {path}");
        });
    }
    terminal::print(&out);
    End::Clean
}

/// What a plugin adds and may do, a few lines.
fn describe(compiled: &Compiled, plugin: &Plugin, out: &mut String) {
    let manifest = plugin.manifest();
    let from = match plugin.origin() {
        Origin::Builtin => "comes with Wend",
        Origin::Curriculum => "from the curriculum",
    };
    let _ = writeln!(out, "{} {} ({from})", plugin.name(), manifest.version);
    let kinds = manifest.kinds.iter().map(|kind| {
        let yields: Vec<_> = kind.yields.iter().copied().map(Yield::word).collect();
        if yields.is_empty() { kind.name.clone() } else { format!("{} (records {})", kind.name, yields.join(", ")) }
    });
    let kinds: Vec<String> = kinds.collect();
    if !kinds.is_empty() {
        let _ = writeln!(out, "  blocks:   {}", kinds.join(", "));
    }
    if let Some(rule) = &manifest.source {
        let _ = writeln!(out, "  reads:    {}", [rule.files.as_slice(), rule.reads.as_slice()].concat().join(", "));
        for (what, patterns) in [("sees:     ", &rule.sees), ("skips:    ", &rule.skips)] {
            if !patterns.is_empty() {
                let _ = writeln!(out, "  {what}{}", patterns.join(", "));
            }
        }
    }
    let has = |paths: &[&'static str]| -> Vec<&str> {
        paths.iter().copied().filter(|path| plugin.file(path).is_some()).collect()
    };
    let templates: Vec<&str> = plugin.files().map(|(path, _)| path).filter(|path| is_template(path)).collect();
    if !templates.is_empty() {
        let _ = writeln!(out, "  template: {}; sees its own folder and block only", templates.join(", "));
    }
    let scripts = has(&["expand.js", "grade.js", "key.js", "source.js", "check.js"]);
    if !scripts.is_empty() {
        let limits = plugin.scripts().limits();
        let _ = writeln!(
            out,
            "  scripts:  {}; sandboxed: at most {} MiB, {} steps, {} KiB answered, no files, no network",
            scripts.join(", "),
            limits.memory >> 20,
            u64::from(limits.polls) * wend_plugin::js::Limits::STEPS as u64,
            limits.output >> 10
        );
    }
    let trusted = compiled.trusts(plugin);
    if plugin.element().is_some() {
        let tier = match (plugin.origin(), trusted) {
            (Origin::Builtin, _) => "in the page: it comes with Wend",
            (Origin::Curriculum, true) => "in the page, with all that is in it: curriculum.toml trusts it",
            (Origin::Curriculum, false) => {
                "each block in a frame: no page, no storage, no network; records answers to its own items only"
            }
        };
        let _ = writeln!(out, "  browser:  {}; {tier}", has(&["element.js", "grade.js"]).join(", "));
    }
    if plugin.style().is_some() {
        let reach = if trusted { "any page with its blocks" } else { "its own blocks only, loads nothing" };
        let _ = writeln!(out, "  style:    element.css; {reach}");
    }
    if !manifest.assets.is_empty() {
        let _ = writeln!(out, "  files:    {}", count(manifest.assets.len(), "asset"));
    }
}

fn is_template(path: &str) -> bool {
    path.ends_with(".html") && !path.starts_with("examples/")
}

fn test(terminal: &Terminal, dir: &Path, only: Option<&str>, bless: bool) -> End {
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
            let help =
                format!("write one into plugins/{folder}/examples/: it shows how a block is written, and tests it");
            found.push(none.severity(Severity::Warning).at(plugin.manifest().name_span).help(help));
        }
    }
    wend_diagnostics::sort(&mut found);
    let counts = terminal.problems(&found, &sources);
    let blessed = if written > 0 { format!(", {written} written anew") } else { String::new() };
    terminal.say(&format!("{}, {}{blessed}: {counts}", count(tested.len(), "plugin"), count(examples, "example")));
    if examples > 0 {
        // No browser is asked here: an author may have none, and axe is not ours to ship.
        terminal.say("not tested: what only a browser sees; `wend plugin gallery` makes a lesson to look at, and to run axe over");
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
