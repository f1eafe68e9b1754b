//! Which plugins there are, and which block kinds they add.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use minijinja::Environment;
use wend_diagnostics::{Diagnostic, Span, Spanned, codes};

use crate::cache::Cache;
use crate::folder::{File, Folder, Origin};
pub use crate::folder::{builtin_files, dialect_files};
use crate::js::{Breach, Scripts};
use crate::library::Library;
use crate::manifest::{self, Kind, Manifest, Text};
use crate::{harmless, library, templates, vet};

/// The module that [`crate::check`] calls: it runs all of a block's checks in one call.
pub(crate) const CHECKER: &str = "(check).js";

/// One plugin: its description and its files. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Plugin(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    manifest: Manifest,
    folder: Folder,
    scripts: Arc<Scripts>,
    hash: blake3::Hash,
}

impl Plugin {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.0.manifest.name
    }

    /// Its description.
    pub fn manifest(&self) -> &Manifest {
        &self.0.manifest
    }

    /// Where it comes from.
    pub fn origin(&self) -> Origin {
        self.0.folder.origin
    }

    /// A text of its folder, by path.
    pub fn file(&self, path: &str) -> Option<&Arc<str>> {
        self.0.folder.files.get(path).map(|file| &file.text)
    }

    /// Its texts, by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Arc<str>)> {
        self.0.folder.files.iter().map(|(path, file)| (path.as_str(), &file.text))
    }

    /// Its folder.
    pub fn folder(&self) -> &Folder {
        &self.0.folder
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

    /// What its element and templates use of the library and has a look.
    pub fn looks(&self) -> Vec<&'static Library> {
        let shown = |path: &str| path == "element.js" || (path.ends_with(".html") && !path.starts_with("examples/"));
        let texts: Vec<&str> = self.files().filter(|(path, _)| shown(path)).map(|(_, text)| &**text).collect();
        library::named_in(texts.iter().copied()).filter(|one| one.style.is_some()).collect()
    }

    /// The path in the site of a file that the manifest lists among the assets.
    pub fn asset(&self, path: &str) -> String {
        format!("assets/plugins/{}/{path}", self.name())
    }

    /// Its scripts as the sandbox runs them.
    pub fn scripts(&self) -> &Arc<Scripts> {
        &self.0.scripts
    }

    /// A hash of all its texts: the same hash means the same behaviour.
    pub fn hash(&self) -> blake3::Hash {
        self.0.hash
    }

    /// Its texts in a language and those of the library: in that language, else in its parent (`de` for `de-AT`), else in
    /// English.
    pub fn strings(&self, language: &str) -> BTreeMap<&str, &Text> {
        let parent = language.split('-').next().unwrap_or(language);
        let mut out = BTreeMap::new();
        for texts in [library::library_texts(), &self.0.manifest.strings] {
            for texts in ["en", parent, language].into_iter().filter_map(|language| texts.get(language)) {
                out.extend(texts.iter().map(|(key, text)| (key.as_str(), text)));
            }
        }
        out
    }
}

/// All plugins of a curriculum.
#[derive(Clone)]
pub struct Registry {
    plugins: Vec<Plugin>,
    /// Kind → (plugin, kind in its manifest).
    kinds: BTreeMap<String, (usize, usize)>,
    pub(crate) templates: Environment<'static>,
    /// What scripts answered. Shared by all registries that came of one another: the answer depends on the plugin's
    /// scripts and the question alone.
    pub(crate) calls: Arc<Cache>,
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
        Registry {
            plugins: Vec::new(),
            kinds: BTreeMap::new(),
            templates: templates::environment(),
            calls: Arc::default(),
        }
    }

    /// The plugins that come with Wend and are used everywhere.
    pub fn builtin() -> Self {
        let mut registry = Self::empty();
        for (folder, files) in builtin_files() {
            // A test holds that there is nothing to report here.
            registry.add(Folder::of_texts(folder, files.clone()));
        }
        registry
    }

    /// Adds one of the [`dialect_files`]; whether there is one of this name.
    pub fn add_dialect(&mut self, name: &str) -> bool {
        let files = dialect_files().get(name);
        if let Some(files) = files {
            self.add(Folder::of_texts(name, files.clone()));
        }
        files.is_some()
    }

    /// The built-in plugins, shared by all who need no others.
    pub fn shared() -> Arc<Self> {
        static SHARED: OnceLock<Arc<Registry>> = OnceLock::new();
        Arc::clone(SHARED.get_or_init(|| Arc::new(Self::builtin())))
    }

    /// Adds a plugin. A later one can't take over a kind of an earlier one; what can be used of a plugin with mistakes
    /// is used.
    pub fn add(&mut self, folder: Folder) -> Vec<Diagnostic> {
        let place: Arc<str> = Arc::from(format!("plugins/{}", folder.name));
        let Some(File { id, text }) = folder.files.get("plugin.toml") else {
            return vec![
                Diagnostic::new(&codes::plugin::BAD_MANIFEST, "this plugin has no `plugin.toml`")
                    .at_path(place)
                    .help("add one with `name`, `version` and `api = 1`"),
            ];
        };
        let id = *id;
        let (manifest, mut found) = manifest::read(id.unwrap_or_default(), text);
        let bad = |span: Span, message: String| {
            let found = Diagnostic::new(&codes::plugin::BAD_MANIFEST, message);
            if id.is_some() { found.at(span) } else { found.at_path(Arc::clone(&place)) }
        };
        let Some(mut manifest) = manifest else { return found };
        if manifest.name != folder.name {
            let message = format!("the plugin in the folder `{}` calls itself `{}`", folder.name, manifest.name);
            found.push(bad(manifest.name_span, message).help("give the folder and the plugin one name"));
        }
        if let Some(other) = self.plugins.iter().find(|other| other.name() == manifest.name) {
            let whose = if other.origin() == Origin::Builtin { "comes with Wend" } else { "is here already" };
            let message = format!("a plugin `{}` {whose}; this one is left out", manifest.name);
            found.push(bad(manifest.name_span, message).help("give the plugin and its folder another name"));
            return found;
        }
        let makes_markup = folder.files.contains_key("expand.js");
        for kind in &manifest.kinds {
            let needed = (!makes_markup).then_some(&kind.template);
            for path in needed.into_iter().chain(&kind.print).chain(&kind.noscript) {
                if !folder.files.contains_key(path) {
                    let message = format!("the kind `{}` has no template `{path}`", kind.name);
                    let help = format!("write a file `plugins/{}/{path}`", folder.name);
                    found.push(bad(kind.name_span, message).help(help));
                }
            }
        }
        // Opened by itself, a file of the site is a page of its own, which no page's policy holds back.
        let inert = |asset: &Spanned<String>, found: &mut Vec<Diagnostic>| {
            let is_drawing = asset.value.to_ascii_lowercase().ends_with(".svg");
            let what = match folder.files.get(&asset.value) {
                _ if !harmless::is_media(&asset.value) => "it is no picture, sound, film, font or data".to_owned(),
                Some(file) if is_drawing => match vet::drawing(&file.text) {
                    Ok(()) => return true,
                    Err(what) => format!("it has {what}"),
                },
                None if is_drawing && folder.others.contains(&asset.value) => {
                    "it is too large to be looked over".to_owned()
                }
                _ => return true,
            };
            let message = format!("`{}` is left out of the site: {what}", asset.value);
            found.push(bad(asset.span, message).help("an asset is shown and never runs: nothing in it may be code"));
            false
        };
        manifest.assets.retain(|asset| inert(asset, &mut found));
        for asset in &manifest.assets {
            if !folder.files.contains_key(&asset.value) && !folder.others.contains(&asset.value) {
                let known = folder.files.keys().chain(&folder.others).map(String::as_str);
                let help = wend_diagnostics::suggest(&asset.value, known).map(|near| format!("did you mean `{near}`?"));
                found.push(bad(asset.span, format!("there is no file `{}`", asset.value)).maybe_help(help));
            }
        }
        templates::add(&mut self.templates, &folder, &mut found);
        let index = self.plugins.len();
        for (n, kind) in manifest.kinds.iter().enumerate() {
            match self.kinds.get(&kind.name) {
                Some((other, _)) => {
                    let other = self.plugins.get(*other).map_or("", Plugin::name);
                    let message = format!("the kind `{}` is already added by the plugin `{other}`", kind.name);
                    found.push(bad(kind.name_span, message).help("give it another name"));
                }
                None => {
                    self.kinds.insert(kind.name.clone(), (index, n));
                }
            }
        }
        let modules = folder.files.iter().filter(|(path, _)| path.ends_with(".js") && *path != "element.js");
        let mut modules: Vec<(String, Arc<str>)> =
            modules.map(|(path, file)| (path.clone(), Arc::clone(&file.text))).collect();
        modules.extend(library::modules_named_in(modules.clone().iter().map(|(_, text)| &**text)));
        if folder.files.contains_key("key.js") {
            modules.push((CHECKER.to_owned(), Arc::from(include_str!("check.js"))));
        }
        let scripts = Arc::new(Scripts::new(modules, manifest.limits));
        if folder.origin == Origin::Curriculum
            && let Err((path, fault)) = scripts.check()
        {
            let message = format!("this script does not run: it {}", fault.breach);
            let one = Diagnostic::new(&codes::plugin::BAD_SCRIPT, message).help(fault.breach.help());
            found.push(match folder.files.get(&path).and_then(|file| file.id) {
                Some(id) => one.at(Span::new(id, fault.at)),
                None => one.at_path(Arc::clone(&place)),
            });
        }
        let hash = hash(&folder);
        self.plugins.push(Plugin(Arc::new(Inner { manifest, folder, scripts, hash })));
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

    /// The plugin of this name.
    pub fn plugin(&self, name: &str) -> Option<&Plugin> {
        self.plugins.iter().find(|plugin| plugin.name() == name)
    }

    /// The plugin that adds a kind.
    pub fn plugin_of(&self, kind: &str) -> Option<&Plugin> {
        self.entry(kind).map(|(plugin, _)| plugin)
    }

    /// Calls a function of a plugin's script, unless it was called so before; nothing comes of a `null`.
    ///
    /// # Errors
    /// A breach, also where the answer has another shape than `T`.
    pub fn call<T: serde::de::DeserializeOwned>(
        &self,
        plugin: &Plugin,
        module: &str,
        function: &str,
        args: &impl serde::Serialize,
    ) -> Result<Option<T>, Breach> {
        let args = serde_json::to_string(args).map_err(|_| Breach::NotJson)?;
        let answer = self.calls.call(plugin.scripts(), module, function, &args);
        let json = answer.as_ref().as_ref().map_err(Breach::clone)?;
        serde_json::from_str(json)
            .map_err(|error| Breach::Shape { function: function.to_owned(), message: error.to_string() })
    }

    /// Takes what scripts answered in an earlier process: bytes that [`Registry::keep`] gave to the same program.
    /// Damaged ones are as good as none.
    pub fn recall(&self, bytes: Vec<u8>) {
        self.calls.recall(bytes);
    }

    /// What scripts answered, for [`Registry::recall`]; none where what was recalled is as good.
    pub fn keep(&self) -> Option<Vec<u8>> {
        self.calls.keep()
    }

    pub(crate) fn entry(&self, name: &str) -> Option<(&Plugin, &Kind)> {
        let (plugin, kind) = self.kinds.get(name)?;
        let plugin = self.plugins.get(*plugin)?;
        Some((plugin, plugin.manifest().kinds.get(*kind)?))
    }
}

fn hash(folder: &Folder) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for (path, file) in &folder.files {
        hasher.update(path.as_bytes()).update(&[0]).update(blake3::hash(file.text.as_bytes()).as_bytes());
    }
    hasher.finalize()
}
