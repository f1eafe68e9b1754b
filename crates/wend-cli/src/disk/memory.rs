//! What this person's builds remember of earlier ones, in the person's own folder for caches: never in a curriculum's,
//! since that may come from a stranger, who could write there what no build of ours ever made.
//!
//! - `answers/`: what plugins' scripts answered, a file for each curriculum and program. Only the answers that its last
//!   build asked for are in it.
//! - `built/`: an empty file for each site that was built here, named by a hash of its manifest. Only pages of such a
//!   site are taken over without being made again.
//! - `sites/`: for each curriculum and program, where its last site went: a site that goes to another folder takes over
//!   from there what it would make again.
//!
//! Losing all of it costs time and nothing else. Files are written beside their place and renamed, so two builds never
//! see each other's half. The oldest go when there are too many.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process,
    time::SystemTime,
};

use super::manifest::{self, Manifest};

/// Files kept in each folder, and bytes of all of them.
const MOST_FILES: usize = 200;
const MOST_BYTES: u64 = 512 << 20;

/// The folder of all that is remembered; nothing is where there is none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    dir: Option<PathBuf>,
    /// A name for what is kept of this curriculum and this program: another one may ask and answer in another way.
    name: String,
}

impl Memory {
    /// The person's own: `WEND_CACHE` where it is set (empty: remember nothing), else what the system has for caches.
    /// One that lies in the curriculum's folder is none.
    pub(crate) fn of_person(curriculum: &Path) -> Self {
        let set = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let dir = match env::var_os("WEND_CACHE") {
            Some(_) => set("WEND_CACHE"),
            None => {
                let home = |below: &str| set("HOME").map(|home| home.join(below));
                let system = if cfg!(windows) {
                    set("LOCALAPPDATA")
                } else if cfg!(target_os = "macos") {
                    home("Library/Caches")
                } else {
                    set("XDG_CACHE_HOME").or_else(|| home(".cache"))
                };
                system.map(|dir| dir.join("wend"))
            }
        };
        // As it will be found, links and all.
        let real = |path: &Path| path.ancestors().find_map(|above| fs::canonicalize(above).ok());
        Self::of(dir.filter(|dir| real(dir).is_some_and(|real| !real.starts_with(curriculum))), curriculum)
    }

    #[cfg(test)]
    pub(crate) fn at(dir: &Path, curriculum: &str) -> Self {
        Self::of(Some(dir.to_owned()), Path::new(curriculum))
    }

    fn of(dir: Option<PathBuf>, curriculum: &Path) -> Self {
        let name = format!("{}\0{}", curriculum.display(), manifest::TOOL);
        Self { dir, name: blake3::hash(name.as_bytes()).to_hex().to_string() }
    }

    /// A file of this curriculum's.
    fn own(&self, kind: &str) -> Option<PathBuf> {
        Some(self.dir.as_ref()?.join(kind).join(&self.name))
    }

    /// What scripts answered when this curriculum was last built.
    pub(crate) fn recall(&self) -> Option<Vec<u8>> {
        fs::read(self.own("answers")?).ok()
    }

    /// Keeps what they answered this time. A disk that refuses is no fault of the build.
    pub(crate) fn keep(&self, answers: &[u8]) {
        if let Some(path) = self.own("answers") {
            put(&path, answers);
        }
    }

    /// Where the last site of this curriculum went. What is there now may be anything.
    pub(crate) fn last_site(&self) -> Option<PathBuf> {
        fs::read_to_string(self.own("sites")?).ok().map(PathBuf::from)
    }

    /// Whether a site with this manifest was built here.
    pub(crate) fn built(&self, manifest: &Manifest) -> bool {
        self.note(manifest).is_some_and(|path| path.is_file())
    }

    /// Remembers that it was, and where.
    pub(crate) fn remember(&self, manifest: &Manifest, out: &Path) {
        if let Some(path) = self.note(manifest) {
            put(&path, b"");
        }
        if let (Some(path), Some(out)) = (self.own("sites"), out.to_str()) {
            put(&path, out.as_bytes());
        }
    }

    fn note(&self, manifest: &Manifest) -> Option<PathBuf> {
        Some(self.dir.as_ref()?.join("built").join(&*blake3::hash(&manifest.to_bytes()).to_hex()))
    }
}

fn put(path: &Path, bytes: &[u8]) {
    let Some(dir) = path.parent() else { return };
    let beside = path.with_extension(process::id().to_string());
    let written =
        fs::create_dir_all(dir).and_then(|()| fs::write(&beside, bytes)).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
        return;
    }
    prune(dir, path);
}

/// Takes the oldest files away where there are too many, never the one just written.
fn prune(dir: &Path, new: &Path) {
    let mut files: Vec<(SystemTime, u64, PathBuf)> = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let meta = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((meta.modified().ok()?, meta.len(), entry.path()))
        })
        .filter(|(_, _, path)| path != new)
        .collect();
    files.sort();
    let mut bytes = 0;
    for (n, (_, len, path)) in files.iter().rev().enumerate() {
        bytes += len;
        if n + 1 >= MOST_FILES || bytes > MOST_BYTES {
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_kept_by_curriculum_and_the_oldest_go() {
        let dir = tempfile::tempdir().unwrap();
        let of = |curriculum: &str| Memory::at(&dir.path().join("deep/cache"), curriculum);
        let one = of("/one");
        assert_eq!(one.recall(), None);
        one.keep(b"answers");
        assert_eq!(one.recall().as_deref(), Some(&b"answers"[..]));
        assert_eq!(of("/two").recall(), None);
        for n in 0..MOST_FILES + 20 {
            of(&format!("/{n}")).keep(b"x");
        }
        assert_eq!(fs::read_dir(dir.path().join("deep/cache/answers")).unwrap().count(), MOST_FILES);
        let last = format!("/{}", MOST_FILES + 19);
        assert!(of(&last).recall().is_some() && one.recall().is_none());
    }

    #[test]
    fn a_disk_that_refuses_is_no_fault() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("file"), "").unwrap();
        let memory = Memory::at(&dir.path().join("file/cache"), "/one");
        memory.keep(b"answers");
        assert_eq!(memory.recall(), None);
        assert_eq!(Memory::default().recall(), None);
    }
}
