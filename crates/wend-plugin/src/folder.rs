//! A plugin's folder as the registry gets it: its texts, its other files, and where it comes from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use include_dir::{Dir, include_dir};
use wend_diagnostics::FileId;

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../plugins");

/// Where a plugin comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It comes with Wend.
    Builtin,
    /// It lies in the curriculum.
    Curriculum,
}

/// One text of a plugin's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its id among the sources; findings about built-in plugins have no place to point to.
    pub id: Option<FileId>,
    /// The text.
    pub text: Arc<str>,
}

/// A plugin's folder.
#[derive(Debug, Clone)]
pub struct Folder {
    /// The folder's name.
    pub name: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Its texts, by path inside of it, `/`-separated.
    pub files: BTreeMap<String, File>,
    /// Paths of its files that are not texts.
    pub others: BTreeSet<String>,
}

impl Folder {
    /// A folder of texts that are in no source, as those that come with Wend.
    pub fn of_texts(name: &str, texts: impl IntoIterator<Item = (String, Arc<str>)>) -> Self {
        let files = texts.into_iter().map(|(path, text)| (path, File { id: None, text })).collect();
        Folder { name: name.to_owned(), origin: Origin::Builtin, files, others: BTreeSet::new() }
    }

    /// Whether the plugin could be made of this file: other files of a folder are not read, only copied.
    pub fn is_text(path: &str) -> bool {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        matches!(ending, "toml" | "html" | "js" | "css" | "md" | "svg" | "json" | "txt" | "ts" | "yaml" | "yml")
    }
}

/// Texts of plugins, by folder.
type Folders = BTreeMap<&'static str, BTreeMap<String, Arc<str>>>;

/// Folder → texts of every plugin that comes with Wend and is used everywhere, in the order of their names.
pub fn builtin_files() -> &'static Folders {
    &all().0
}

/// The same of the plugins that come with Wend and are used only where `curriculum.toml` names them: those that say what
/// the files of a folder are. Others pay nothing for them: their manifests are not even read.
pub fn dialect_files() -> &'static Folders {
    &all().1
}

/// The built-in plugins and the dialects.
fn all() -> &'static (Folders, Folders) {
    static FILES: OnceLock<(Folders, Folders)> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut out = Folders::new();
        for folder in BUILTIN.dirs() {
            let Some(name) = folder.path().file_name().and_then(|name| name.to_str()) else { continue };
            let mut files = BTreeMap::new();
            collect(folder, folder, &mut files);
            out.insert(name, files);
        }
        out.into_iter().partition(|(_, files)| !files.contains_key("source.js"))
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
