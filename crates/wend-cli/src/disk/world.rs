//! A curriculum's folder as the compiler's [`World`].
//!
//! Left out: hidden names, `node_modules`, `target`, sites that were built into the folder, and whatever a link leads
//! to outside it. After a first full walk, `wend serve` tells which paths changed, and only those are looked at.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
    time::UNIX_EPOCH,
};

use walkdir::WalkDir;
use wend_compiler::{Entry, Listing, Problem, ProblemKind, Stamp, World};

use super::manifest;

/// A folder on disk.
#[derive(Debug)]
pub(crate) struct DiskWorld {
    root: PathBuf,
    found: RwLock<Found>,
}

#[derive(Debug, Default)]
struct Found {
    files: BTreeMap<Arc<str>, Stamp>,
    problems: Vec<Problem>,
}

impl DiskWorld {
    /// Walks the folder.
    ///
    /// # Errors
    /// When there is no such folder.
    pub(crate) fn open(root: &Path) -> io::Result<Self> {
        let root = fs::canonicalize(root)?;
        if !root.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, "it is a file, not a folder"));
        }
        let found = RwLock::new(walk(&root));
        Ok(Self { root, found })
    }

    /// The folder, absolute.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Looks again at these paths; at everything when one of them is a folder or a link, or there were problems.
    pub(crate) fn refresh(&self, changed: &BTreeSet<PathBuf>) {
        let mut found = self.found.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        let simple = found.problems.is_empty()
            && changed.iter().all(|path| match fs::symlink_metadata(path) {
                Ok(meta) => meta.is_file(),
                // A file that went; a folder that went takes several files with it.
                Err(_) => relative(&self.root, path).is_some_and(|p| found.files.contains_key(p.as_str())),
            });
        if !simple {
            *found = walk(&self.root);
            return;
        }
        for path in changed {
            let Some(name) = relative(&self.root, path) else { continue };
            let above = path.ancestors().skip(1).take_while(|dir| *dir != self.root);
            if name.split('/').any(skipped) || above.into_iter().any(|dir| dir.join(manifest::PATH).is_file()) {
                continue;
            }
            match fs::metadata(path) {
                Ok(meta) => found.files.insert(name.into(), stamp(&meta)),
                Err(_) => found.files.remove(name.as_str()),
            };
        }
    }
}

impl World for DiskWorld {
    fn list(&self) -> Listing {
        let found = self.found.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let files = found.files.iter().map(|(path, stamp)| Entry { path: Arc::clone(path), stamp: *stamp }).collect();
        Listing { files, problems: found.problems.clone() }
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.root.join(path))
    }
}

fn skipped(name: &str) -> bool {
    name.starts_with('.') || name == "node_modules" || name == "target"
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<_>> = path.strip_prefix(root).ok()?.components().map(|c| c.as_os_str().to_str()).collect();
    parts.map(|p| p.join("/"))
}

fn stamp(meta: &fs::Metadata) -> Stamp {
    let written = meta.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok()).map_or(0, |t| t.as_nanos());
    Stamp { len: meta.len(), version: written ^ identity(meta) << 64 }
}

/// What changes when a file is replaced by one of the same length and day, as unpacking an archive can do.
#[cfg(unix)]
fn identity(meta: &fs::Metadata) -> u128 {
    use std::os::unix::fs::MetadataExt;
    u128::from(meta.ino() ^ meta.ctime_nsec().unsigned_abs() ^ meta.ctime().unsigned_abs() << 30)
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> u128 {
    0
}

fn walk(root: &Path) -> Found {
    let mut found = Found::default();
    let problem = |path: &Path, kind, message: String| Problem {
        path: path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/").into(),
        kind,
        message,
    };
    let mut entries = WalkDir::new(root).follow_links(true).into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(e) => {
                let path = e.path().unwrap_or(root).to_owned();
                let kind = if e.loop_ancestor().is_some() { ProblemKind::SymlinkLoop } else { ProblemKind::Unreadable };
                let message = e.io_error().map_or_else(|| "it leads back to a folder above it".into(), why);
                found.problems.push(problem(&path, kind, message));
                continue;
            }
        };
        let path = entry.path();
        let name = entry.file_name().to_string_lossy();
        let is_dir = entry.file_type().is_dir();
        if entry.depth() > 0 && (skipped(&name) || is_dir && path.join(manifest::PATH).is_file()) {
            if is_dir {
                entries.skip_current_dir();
            }
            continue;
        }
        if let Some(home) = entry.path_is_symlink().then(|| home(root, path))
            && !fs::canonicalize(path).is_ok_and(|target| target.starts_with(&home))
        {
            let what = if home == root { "the curriculum's folder" } else { "its plugin's folder" };
            found.problems.push(problem(path, ProblemKind::Outside, format!("it leads out of {what}")));
            if is_dir {
                entries.skip_current_dir();
            }
            continue;
        }
        if !entry.file_type().is_file() {
            continue;
        }
        match (relative(root, path), entry.metadata()) {
            (Some(name), Ok(meta)) => _ = found.files.insert(name.into(), stamp(&meta)),
            (None, _) => {
                found.problems.push(problem(path, ProblemKind::Name, "its name is not Unicode text".into()));
            }
            (_, Err(e)) => {
                let message = e.io_error().map_or_else(|| e.to_string(), why);
                found.problems.push(problem(path, ProblemKind::Unreadable, message));
            }
        }
    }
    found
}

/// What a link must not lead out of: the curriculum's folder, and of what is in a plugin, the plugin's own. Else a plugin
/// from elsewhere could publish what the curriculum keeps to itself.
fn home(root: &Path, path: &Path) -> PathBuf {
    let mut parts = path.strip_prefix(root).into_iter().flat_map(Path::components);
    let plugin = match (parts.next(), parts.next(), parts.next()) {
        (Some(folder), Some(name), Some(_)) if folder.as_os_str() == "plugins" => {
            fs::canonicalize(root.join(folder).join(name)).ok()
        }
        _ => None,
    };
    plugin.unwrap_or_else(|| root.to_owned())
}

fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::NotFound => "it leads to nothing".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(world: &DiskWorld) -> Vec<String> {
        world.list().files.iter().map(|f| f.path.to_string()).collect()
    }

    #[test]
    fn hidden_names_and_built_sites_are_left_out() {
        let dir = tempfile::tempdir().unwrap();
        for path in ["a.md", ".git/x", "site/.wend/manifest.json", "site/index.html", "node_modules/m/readme.md"] {
            fs::create_dir_all(dir.path().join(path).parent().unwrap()).unwrap();
            fs::write(dir.path().join(path), "x").unwrap();
        }
        assert_eq!(names(&DiskWorld::open(dir.path()).unwrap()), ["a.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_inside_are_followed_loops_and_ways_out_are_not() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let (root, other) = (dir.path().join("c"), dir.path().join("private"));
        fs::create_dir_all(root.join("lessons")).unwrap();
        fs::write(root.join("lessons/a.md"), "x").unwrap();
        fs::write(&other, "secret").unwrap();
        symlink("a.md", root.join("lessons/b.md")).unwrap();
        symlink("..", root.join("lessons/loop")).unwrap();
        symlink(&other, root.join("stolen.md")).unwrap();
        symlink("nothing.md", root.join("dangling.md")).unwrap();
        fs::create_dir_all(root.join("plugins/p/in")).unwrap();
        fs::write(root.join("plugins/p/in/b.js"), "x").unwrap();
        symlink("in/b.js", root.join("plugins/p/a.js")).unwrap();
        symlink("../../lessons/a.md", root.join("plugins/p/c.svg")).unwrap();
        let world = DiskWorld::open(&root).unwrap();
        assert_eq!(names(&world), ["lessons/a.md", "lessons/b.md", "plugins/p/a.js", "plugins/p/in/b.js"]);
        let mut problems: Vec<_> = world.list().problems.iter().map(|p| (p.path.to_string(), p.kind)).collect();
        problems.sort_by(|a, b| a.0.cmp(&b.0));
        let expected = [
            ("dangling.md".into(), ProblemKind::Unreadable),
            ("lessons/loop".into(), ProblemKind::SymlinkLoop),
            ("plugins/p/c.svg".into(), ProblemKind::Outside),
            ("stolen.md".into(), ProblemKind::Outside),
        ];
        assert_eq!(problems, expected);
    }

    #[test]
    fn only_changed_paths_are_looked_at_again() {
        let dir = tempfile::tempdir().unwrap();
        let (a, b) = (dir.path().join("a.md"), dir.path().join("b.md"));
        fs::write(&a, "x").unwrap();
        let world = DiskWorld::open(dir.path()).unwrap();
        fs::write(&b, "y").unwrap();
        let b = fs::canonicalize(&b).unwrap();
        world.refresh(&BTreeSet::from([b]));
        assert_eq!(names(&world), ["a.md", "b.md"]);
        fs::remove_file(&a).unwrap();
        world.refresh(&BTreeSet::from([world.root().join("a.md")]));
        assert_eq!(names(&world), ["b.md"]);
        // A file of a site that was built into the folder stays left out, too.
        fs::create_dir_all(dir.path().join("site/.wend")).unwrap();
        fs::write(dir.path().join("site").join(manifest::PATH), "{}").unwrap();
        fs::write(dir.path().join("site/c.md"), "z").unwrap();
        world.refresh(&BTreeSet::from([world.root().join("site/c.md")]));
        assert_eq!(names(&world), ["b.md"]);
    }
}
