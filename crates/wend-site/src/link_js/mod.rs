//! ES modules become one classic script, because browsers refuse module scripts from disk.
//!
//! 1. `module` parses a module, finds its imports, exports and what is not supported, and leaves out comments and
//!    indentation, token by token. For modules that come with Wend this was done when it was compiled (`prepared`).
//! 2. [`link`] orders the modules, those that are imported first, and wraps each in a function that takes what it
//!    imports and returns what it exports.
//! 3. [`check_syntax`] has QuickJS read the result, unless all of it came with Wend: a test reads that.
//!
//! Supported: static named imports of relative paths, `export function/class/const`, `export { … }` with or without
//! `from`. Default and star imports and exports, cycles, dynamic import, `import.meta`, top-level await and exported
//! variables that can change are errors: each would need more than a function around the module.

mod module;
mod prepared;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use wend_diagnostics::suggest;
use wend_plugin::libraries;

pub(crate) use module::Import;
pub use module::{LinkError, Module};

/// Where a module comes from.
pub enum Source<'a> {
    /// From its text.
    Text(Cow<'a, str>),
    /// Written by the build, in the linker's own terms.
    Written(Module),
    /// A script before this one put what it exports at this place: an expression.
    There(Cow<'a, str>, String),
}

impl<'a> From<&'a str> for Source<'a> {
    fn from(text: &'a str) -> Self {
        Source::Text(text.into())
    }
}

impl<'a> From<Cow<'a, str>> for Source<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Source::Text(text)
    }
}

/// Links the module at `entry` and all it imports into one classic script; `load` gives a module's text by its path.
///
/// ```
/// let script = wend_site::link_js::link("main.js", &|path| match path {
///     "main.js" => Some("import { twice } from \"./lib/twice.js\";\ndone(twice(2));".into()),
///     "lib/twice.js" => Some("// no comment\nexport const twice = (n) => n * 2;".into()),
///     _ => None,
/// });
/// assert!(script.unwrap().starts_with("(function(){\"use strict\";"));
/// ```
pub fn link<'a>(entry: &str, load: &dyn Fn(&str) -> Option<Source<'a>>) -> Result<String, Vec<LinkError>> {
    let mut linker = Linker::new(load);
    linker.read(entry)?;
    linker.checked(entry, 0, linker.emit(0, "", ""))
}

/// Links the module at `entry` so that other scripts find it: what it exports stands at `place` then, an expression, with
/// `more` behind it, written as in an object.
///
/// # Errors
/// What can't be linked.
pub fn link_for_others<'a>(
    entry: &str,
    load: &dyn Fn(&str) -> Option<Source<'a>>,
    place: &str,
    more: &str,
) -> Result<String, Vec<LinkError>> {
    let mut linker = Linker::new(load);
    linker.read(entry)?;
    let after = format!("{place}={{...m{},{more}}};\n", linker.order.len().saturating_sub(1));
    linker.checked(entry, 0, linker.emit(0, "", &after))
}

/// Paths of the module at `entry` and of all it imports, those that are imported first.
///
/// # Errors
/// What can't be linked.
pub fn modules<'a>(entry: &str, load: &dyn Fn(&str) -> Option<Source<'a>>) -> Result<Vec<String>, Vec<LinkError>> {
    let mut linker = Linker::new(load);
    linker.read(entry)?;
    Ok(linker.order)
}

/// A script that all pages have and scripts that single kinds of page add, read but not yet written. A page script does
/// not repeat modules of the script of all pages: that one puts into `WEND.$` what the others import from it.
pub struct Pages<'l, 'a> {
    entry: String,
    base: Linker<'l, 'a>,
    pages: Vec<(String, Linker<'l, 'a>)>,
}

impl<'l, 'a> Pages<'l, 'a> {
    /// Reads all modules once.
    ///
    /// # Errors
    /// What can't be linked, in any of them.
    pub fn read(
        entry: &str,
        pages: &[String],
        load: &'l dyn Fn(&str) -> Option<Source<'a>>,
    ) -> Result<Self, Vec<LinkError>> {
        let mut base = Linker::new(load);
        base.read(entry)?;
        let read = |page: &String| {
            let mut linker = base.clone();
            linker.read(page).map(|()| (page.clone(), linker))
        };
        let pages = pages.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { entry: entry.to_string(), base, pages })
    }

    /// Paths of the modules of the script of all pages.
    pub fn modules(&self) -> &[String] {
        &self.base.order
    }

    /// Paths of the modules that each page script adds, in the order of the pages.
    pub fn added(&self) -> impl Iterator<Item = &[String]> {
        self.pages.iter().map(|(_, linker)| linker.order.get(self.base.order.len()..).unwrap_or_default())
    }

    /// The script of all pages and those of single ones. `module` stands in the place of the module `written`, which
    /// every page script may add to: `heads` are their first statements, with `$` for what that module exports.
    ///
    /// # Errors
    /// What can't be linked.
    pub fn write(
        mut self,
        written: &str,
        module: Module,
        heads: &[String],
    ) -> Result<(String, Vec<String>), Vec<LinkError>> {
        self.base.modules.insert(written.to_string(), Some(Arc::new(Read { module, ours: true, there: false })));
        let first = self.base.order.len();
        let at = self.base.order.iter().position(|path| path == written);
        let mut needed = BTreeSet::new();
        let mut scripts = Vec::new();
        for ((page, linker), head) in self.pages.iter().zip(heads) {
            let mut mine = linker.imported_below(first);
            mine.extend(at);
            let mut before = shared_names(&mine, |names| format!("const{names}=WEND.$;\n"));
            if let Some(at) = at {
                before.push_str(&head.replacen('$', &format!("m{at}"), 1));
            }
            scripts.push(linker.checked(page, first, linker.emit(first, &before, ""))?);
            needed.extend(mine);
        }
        let after = shared_names(&needed, |names| format!("WEND.$={names};\n"));
        Ok((self.base.checked(&self.entry, 0, self.base.emit(0, "", &after))?, scripts))
    }
}

/// How a module that is not there may be meant.
fn instead(path: &str) -> String {
    if !path.starts_with("wend:") {
        return "imports are relative paths with `.js`".to_string();
    }
    let known = || libraries().iter().map(|one| one.name);
    match suggest(path, known()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are `{}`", known().collect::<Vec<_>>().join("`, `")),
    }
}

/// `{m3,m7}` in a statement; nothing where there are none.
fn shared_names(modules: &BTreeSet<usize>, statement: impl Fn(&str) -> String) -> String {
    let names: Vec<String> = modules.iter().map(|ix| format!("m{ix}")).collect();
    if names.is_empty() { String::new() } else { statement(&format!("{{{}}}", names.join(","))) }
}

struct Read {
    module: Module,
    /// It comes with Wend or was written by it.
    ours: bool,
    /// It is in another script already, and its body says where.
    there: bool,
}

impl Read {
    fn of(path: &str, source: Source<'_>) -> Result<Self, Vec<LinkError>> {
        let text = match source {
            Source::Written(module) => return Ok(Self { module, ours: true, there: false }),
            Source::There(text, place) => {
                let Module { exports, .. } = Self::of(path, Source::Text(text))?.module;
                let module = Module { imports: Vec::new(), exports, body: place.into() };
                return Ok(Self { module, ours: true, there: true });
            }
            Source::Text(text) => text,
        };
        match prepared::find(path, &text) {
            Some(module) => Ok(Self { module, ours: true, there: false }),
            None => Ok(Self { module: Module::read(path, &text)?, ours: false, there: false }),
        }
    }
}

#[derive(Clone)]
struct Linker<'l, 'a> {
    load: &'l dyn Fn(&str) -> Option<Source<'a>>,
    /// Modules read so far; `None` for one that could not be used.
    modules: BTreeMap<String, Option<Arc<Read>>>,
    /// Modules in the order in which they must run.
    order: Vec<String>,
    /// The chain of imports that led here.
    open: Vec<String>,
    errors: Vec<LinkError>,
}

impl<'l, 'a> Linker<'l, 'a> {
    fn new(load: &'l dyn Fn(&str) -> Option<Source<'a>>) -> Self {
        Self { load, modules: BTreeMap::new(), order: Vec::new(), open: Vec::new(), errors: Vec::new() }
    }

    /// Reads a module and all it imports, and checks that what is imported is there.
    fn read(&mut self, entry: &str) -> Result<(), Vec<LinkError>> {
        self.visit(entry, None);
        if self.errors.is_empty() {
            self.check_names();
        }
        if self.errors.is_empty() { Ok(()) } else { Err(std::mem::take(&mut self.errors)) }
    }

    fn module(&self, path: &str) -> Option<&Module> {
        self.modules.get(path)?.as_ref().map(|read| &read.module)
    }

    /// Modules before `first` from which a module at or after it takes a name.
    fn imported_below(&self, first: usize) -> BTreeSet<usize> {
        let modules = self.order.iter().skip(first).filter_map(|path| self.module(path));
        let used = modules.flat_map(|module| &module.imports).filter(|import| !import.names.is_empty());
        used.filter_map(|import| self.order.iter().take(first).position(|path| *path == import.path)).collect()
    }

    /// Reads a module and, before it, what it imports. `from` is who imports it, and where.
    fn visit(&mut self, path: &str, from: Option<(&str, (usize, usize))>) {
        let blame = |message: String, help: &str| {
            let (importer, at) = from.unwrap_or((path, (0, 0)));
            LinkError { path: importer.to_string(), at, message, help: help.to_string() }
        };
        if let Some(start) = self.open.iter().position(|open| open == path) {
            let chain = [&self.open[start..], &[path.to_string()]].concat().join(" → ");
            self.errors.push(blame(
                format!("these modules import each other: {chain}"),
                "move what both need into a module of its own",
            ));
            return;
        }
        if self.modules.contains_key(path) {
            return;
        }
        let Some(source) = (self.load)(path) else {
            self.errors.push(blame(format!("there is no module `{path}`"), &instead(path)));
            self.modules.insert(path.to_string(), None);
            return;
        };
        let read = match Read::of(path, source) {
            Ok(read) => Arc::new(read),
            Err(errors) => {
                self.errors.extend(errors);
                self.modules.insert(path.to_string(), None);
                return;
            }
        };
        self.open.push(path.to_string());
        for import in &read.module.imports {
            self.visit(&import.path, Some((path, import.at)));
        }
        self.open.pop();
        self.order.push(path.to_string());
        self.modules.insert(path.to_string(), Some(read));
    }

    /// Every imported name must be exported there.
    fn check_names(&mut self) {
        for (path, read) in &self.modules {
            let Some(read) = read else { continue };
            for import in &read.module.imports {
                let Some(Some(target)) = self.modules.get(&import.path) else { continue };
                let target = &target.module;
                for (name, _) in &import.names {
                    if target.exports.iter().any(|(exported, _)| exported == name) {
                        continue;
                    }
                    let known: Vec<_> = target.exports.iter().map(|(name, _)| name.as_str()).collect();
                    self.errors.push(LinkError {
                        path: path.clone(),
                        at: import.at,
                        message: format!("`{}` does not export `{name}`", import.path),
                        help: format!("it exports {}", known.join(", ")),
                    });
                }
            }
        }
    }

    /// The script of the modules from `first` on, between `before` and `after`.
    fn emit(&self, first: usize, before: &str, after: &str) -> String {
        let index = |path: &str| self.order.iter().position(|p| p == path).unwrap_or_default();
        let mut out = format!("(function(){{\"use strict\";\n{before}");
        for (ix, path) in self.order.iter().enumerate().skip(first) {
            let Some(Some(read)) = self.modules.get(path) else { continue };
            let module = &read.module;
            if read.there {
                let _ = writeln!(out, "const m{ix}={};", module.body);
                continue;
            }
            let used: Vec<_> = module.imports.iter().filter(|import| !import.names.is_empty()).collect();
            if !module.exports.is_empty() {
                let _ = write!(out, "const m{ix}=");
            }
            // What is imported comes in as arguments, so no name of a module can hide `m0`, `m1`, …
            out.push_str("((");
            for (n, import) in used.iter().enumerate() {
                out.push_str(if n == 0 { "{" } else { ",{" });
                for (n, (name, local)) in import.names.iter().enumerate() {
                    out.push_str(if n == 0 { "" } else { "," });
                    out.push_str(name);
                    if name != local {
                        let _ = write!(out, ":{local}");
                    }
                }
                out.push('}');
            }
            out.push_str(")=>{");
            out.push_str(&module.body);
            if !module.exports.is_empty() {
                out.push_str("\nreturn{");
                for (n, (name, local)) in module.exports.iter().enumerate() {
                    out.push_str(if n == 0 { "" } else { "," });
                    out.push_str(name);
                    if name != local {
                        let _ = write!(out, ":{local}");
                    }
                }
                out.push('}');
            }
            out.push_str("\n})(");
            for (n, import) in used.iter().enumerate() {
                let _ = write!(out, "{}m{}", if n == 0 { "" } else { "," }, index(&import.path));
            }
            out.push_str(");\n");
        }
        out.push_str(after);
        out.push_str("})();\n");
        out
    }

    /// A script of the modules from `first` on; one that holds a module from elsewhere is read once more.
    fn checked(&self, entry: &str, first: usize, script: String) -> Result<String, Vec<LinkError>> {
        let ours = |path: &String| self.modules.get(path).and_then(Option::as_ref).is_some_and(|read| read.ours);
        if self.order.iter().skip(first).all(ours) {
            return Ok(script);
        }
        check_syntax(&script).map(|()| script).map_err(|message| {
            vec![LinkError {
                path: entry.to_string(),
                at: (0, 0),
                message: format!("the linked script is not valid JavaScript: {message}"),
                help: "look for syntax that one of its modules uses and that other modules' parsers accept".into(),
            }]
        })
    }
}

/// Has QuickJS read a script without running it.
///
/// The script becomes the body of a function that is never called, so that this costs a parse and nothing else.
pub fn check_syntax(script: &str) -> Result<(), String> {
    let read = || -> Result<Result<(), String>, rquickjs::Error> {
        let runtime = rquickjs::Runtime::new()?;
        runtime.set_memory_limit(256 << 20);
        let context = rquickjs::Context::full(&runtime)?;
        Ok(context.with(|ctx| match ctx.eval::<rquickjs::Value<'_>, _>(format!("(function(){{{script}\n}})")) {
            Ok(_) => Ok(()),
            Err(_) => Err(thrown(&ctx)),
        }))
    };
    read().unwrap_or_else(|error| Err(error.to_string()))
}

/// The message and place of the exception that is being thrown.
fn thrown(ctx: &rquickjs::Ctx<'_>) -> String {
    let value = ctx.catch();
    match value.as_exception() {
        Some(exception) => {
            let place = exception.stack().unwrap_or_default();
            format!("{} ({})", exception.message().unwrap_or_default(), place.trim())
        }
        None => "it could not be read".to_string(),
    }
}

#[cfg(test)]
mod tests;
