//! `wend plugin new|list|test|gallery|types`: for whoever writes plugins or uses those of others.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use wend_compiler::Compiled;
use wend_plugin::{Origin, Plugin, Yield, registry::dialect_files};

mod made;
mod seen;
mod test;

use super::common;
use crate::{
    End,
    browser::Choice,
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
    /// Render and grade every example of the curriculum's plugins, compare with the HTML beside it, and look at it in a browser
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
        Command::Test { dir, plugin, bless } => {
            test::run(terminal, dir, plugin.as_deref(), *bless, &Choice::of_person())
        }
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
    // It comes with Wend: whether a browser is content with it was tested there.
    let end = test::run(terminal, dir, Some(name), true, &Choice::Unwanted);
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
