//! Which plugins there are, and which block kinds they add.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock};

use include_dir::{Dir, include_dir};
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, Value};
use wend_diagnostics::{Diagnostic, FileId, codes};

use crate::js::Scripts;
use crate::manifest::{self, Kind, Manifest, Text};

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../plugins");

/// Instructions a template may run; a question with ten variants needs about three thousand.
const FUEL: u64 = 400_000;

/// The module that [`crate::check`] calls: it runs all of a block's checks in one call.
pub(crate) const CHECKER: &str = "(check).js";

/// One plugin: its description and its files.
#[derive(Debug, Clone)]
pub struct Plugin {
    manifest: Manifest,
    files: BTreeMap<String, Arc<str>>,
    scripts: Arc<Scripts>,
}

impl Plugin {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.manifest.name
    }

    /// Its description.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// A file of its folder, by path.
    pub fn file(&self, path: &str) -> Option<&Arc<str>> {
        self.files.get(path)
    }

    /// Its files, by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Arc<str>)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text))
    }

    /// `grade.js`: grades an answer, in the build and in the browser.
    pub fn grade(&self) -> Option<&Arc<str>> {
        self.file("grade.js")
    }

    /// `element.js`: the block in the browser.
    pub fn element(&self) -> Option<&Arc<str>> {
        self.file("element.js")
    }

    /// `element.css`: how the block looks.
    pub fn style(&self) -> Option<&Arc<str>> {
        self.file("element.css")
    }

    /// Its scripts as the sandbox runs them.
    pub fn scripts(&self) -> &Arc<Scripts> {
        &self.scripts
    }

    /// Its texts in a language: that of the plugin, else its parent (`de` for `de-AT`), else English.
    pub fn strings(&self, language: &str) -> BTreeMap<&str, &Text> {
        let parent = language.split('-').next().unwrap_or(language);
        let mut out = BTreeMap::new();
        for language in ["en", parent, language] {
            if let Some(texts) = self.manifest.strings.get(language) {
                out.extend(texts.iter().map(|(key, text)| (key.as_str(), text)));
            }
        }
        out
    }

    fn has_checks(&self) -> bool {
        self.files.contains_key("key.js")
    }
}

/// All plugins of a curriculum.
pub struct Registry {
    plugins: Vec<Plugin>,
    /// Kind → (plugin, kind in its manifest).
    kinds: BTreeMap<String, (usize, usize)>,
    pub(crate) templates: Environment<'static>,
    /// What checking a block said, by hash of scripts and specs: the same input is never run twice.
    pub(crate) checked: Mutex<BTreeMap<[u8; 32], Arc<crate::check::Outcome>>>,
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registry").field("kinds", &self.kinds.keys()).finish_non_exhaustive()
    }
}

impl Default for Registry {
    fn default() -> Self {
        Self::empty()
    }
}

impl Registry {
    /// No plugins at all.
    pub fn empty() -> Self {
        let mut templates = Environment::new();
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        templates.set_fuel(Some(FUEL));
        if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
            templates.set_syntax(syntax);
        }
        templates.set_auto_escape_callback(|_| AutoEscape::Html);
        templates.set_formatter(write_value);
        Registry { plugins: Vec::new(), kinds: BTreeMap::new(), templates, checked: Mutex::default() }
    }

    /// The plugins that come with Wend.
    pub fn builtin() -> Self {
        let mut registry = Self::empty();
        for (folder, files) in builtin_files() {
            // A test holds that there is nothing to report here.
            registry.add(folder, FileId::default(), files.clone());
        }
        registry
    }

    /// The built-in plugins, shared by all who need no others.
    pub fn shared() -> Arc<Self> {
        static SHARED: OnceLock<Arc<Registry>> = OnceLock::new();
        Arc::clone(SHARED.get_or_init(|| Arc::new(Self::builtin())))
    }

    /// Adds a plugin from its folder's name, the id of its `plugin.toml` among the sources, and its files by path.
    /// A later plugin can't take over a kind of an earlier one.
    pub fn add(&mut self, folder: &str, file: FileId, files: BTreeMap<String, Arc<str>>) -> Vec<Diagnostic> {
        let place: Arc<str> = Arc::from(format!("plugins/{folder}"));
        let Some(text) = files.get("plugin.toml") else {
            return vec![
                Diagnostic::new(&codes::plugin::BAD_MANIFEST, "this plugin has no `plugin.toml`")
                    .at_path(place)
                    .help("add one with `name`, `version` and `api = 1`"),
            ];
        };
        let (manifest, mut found) = manifest::read(file, text);
        let Some(manifest) = manifest else { return found };
        let bad = |message: String| Diagnostic::new(&codes::plugin::BAD_MANIFEST, message).at_path(Arc::clone(&place));
        if manifest.name != folder {
            found.push(
                bad(format!("the plugin in the folder `{folder}` calls itself `{}`", manifest.name))
                    .help("give the folder and the plugin one name"),
            );
        }
        for kind in &manifest.kinds {
            let name = format!("{}/{}", manifest.name, kind.template);
            let Some(source) = files.get(&kind.template) else {
                found.push(
                    Diagnostic::new(
                        &codes::plugin::BAD_TEMPLATE,
                        format!("the kind `{}` has no template `{}`", kind.name, kind.template),
                    )
                    .at_path(Arc::clone(&place)),
                );
                continue;
            };
            if let Err(error) = self.templates.add_template_owned(name, source.to_string()) {
                let line = error.line().map_or(String::new(), |line| format!(", line {line}"));
                found.push(
                    Diagnostic::new(
                        &codes::plugin::BAD_TEMPLATE,
                        format!("{}{line}: {}", kind.template, error.detail().unwrap_or("it does not parse")),
                    )
                    .at_path(Arc::clone(&place)),
                );
            }
        }
        let index = self.plugins.len();
        for (n, kind) in manifest.kinds.iter().enumerate() {
            match self.kinds.get(&kind.name) {
                Some((other, _)) => {
                    let other = self.plugins.get(*other).map_or("", Plugin::name);
                    found.push(
                        bad(format!("the kind `{}` is already added by the plugin `{other}`", kind.name))
                            .help("give it another name"),
                    );
                }
                None => {
                    self.kinds.insert(kind.name.clone(), (index, n));
                }
            }
        }
        let mut modules: Vec<(String, Arc<str>)> = files
            .iter()
            .filter(|(path, _)| path.ends_with(".js") && *path != "element.js")
            .map(|(path, text)| (path.clone(), Arc::clone(text)))
            .collect();
        if files.contains_key("key.js") {
            modules.push((CHECKER.to_owned(), Arc::from(include_str!("check.js"))));
        }
        let scripts = Arc::new(Scripts::new(modules));
        self.plugins.push(Plugin { manifest, files, scripts });
        found
    }

    /// The kind of this name.
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.entry(name).map(|(_, kind)| kind)
    }

    /// All kinds, by name.
    pub fn kinds(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.keys().filter_map(|name| self.kind(name))
    }

    /// All plugins, in the order they were added.
    pub fn plugins(&self) -> &[Plugin] {
        &self.plugins
    }

    /// The plugin that adds a kind.
    pub fn plugin_of(&self, kind: &str) -> Option<&Plugin> {
        self.entry(kind).map(|(plugin, _)| plugin)
    }

    /// The plugin that adds a kind, if it checks its blocks.
    pub(crate) fn checker_of(&self, kind: &str) -> Option<&Plugin> {
        self.plugin_of(kind).filter(|plugin| plugin.has_checks())
    }

    pub(crate) fn entry(&self, name: &str) -> Option<(&Plugin, &Kind)> {
        let (plugin, kind) = self.kinds.get(name)?;
        let plugin = self.plugins.get(*plugin)?;
        Some((plugin, plugin.manifest.kinds.get(*kind)?))
    }
}

/// Writes a value into a template's output: text is escaped, `/` is not, since it harms nothing and fractions have it.
fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => {
            let mut escaped = String::with_capacity(text.len());
            crate::render::escape_attribute(text, &mut escaped);
            out.write_str(&escaped).map_err(minijinja::Error::from)
        }
        _ => minijinja::escape_formatter(out, state, value),
    }
}

/// Folder → files of every built-in plugin, in the order of their names.
pub fn builtin_files() -> &'static BTreeMap<&'static str, BTreeMap<String, Arc<str>>> {
    static FILES: OnceLock<BTreeMap<&'static str, BTreeMap<String, Arc<str>>>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut out = BTreeMap::new();
        for folder in BUILTIN.dirs() {
            let Some(name) = folder.path().file_name().and_then(|name| name.to_str()) else { continue };
            let mut files = BTreeMap::new();
            collect(folder, folder, &mut files);
            out.insert(name, files);
        }
        out
    })
}

fn collect(root: &Dir<'static>, folder: &Dir<'static>, out: &mut BTreeMap<String, Arc<str>>) {
    for file in folder.files() {
        let path = file.path().strip_prefix(root.path()).unwrap_or(file.path());
        let parts: Vec<_> = path.iter().filter_map(|part| part.to_str()).collect();
        if let Some(text) = file.contents_utf8() {
            out.insert(parts.join("/"), Arc::from(text));
        }
    }
    for inner in folder.dirs() {
        collect(root, inner, out);
    }
}
