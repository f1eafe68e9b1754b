//! What this person's builds remember of earlier ones, in the person's own folder for caches: never in a curriculum's,
//! since that may come from a stranger, who could write there what no build of ours ever made.
//!
//! - `answers/`: what plugins' scripts answered, a file for each curriculum and program. Only the answers that its last
//!   build asked for are in it.
//! - `built/`: an empty file for each site that was built here, named by a hash of its manifest. Only pages of such a
//!   site are taken over without being made again.
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
        Self { dir: dir.filter(|dir| real(dir).is_some_and(|real| !real.starts_with(curriculum))) }
    }

    #[cfg(test)]
    pub(crate) fn at(dir: &Path) -> Self {
        Self { dir: Some(dir.to_owned()) }
    }

    /// Where the answers for a curriculum's folder are. Another program may ask in another way.
    fn answers(&self, curriculum: &Path) -> Option<PathBuf> {
        let name = format!("{}\0{}", curriculum.display(), manifest::TOOL);
        Some(self.dir.as_ref()?.join("answers").join(&*blake3::hash(name.as_bytes()).to_hex()))
    }

    /// What scripts answered when this curriculum was last built.
    pub(crate) fn recall(&self, curriculum: &Path) -> Option<Vec<u8>> {
        fs::read(self.answers(curriculum)?).ok()
    }

    /// Keeps what they answered this time. A disk that refuses is no fault of the build.
    pub(crate) fn keep(&self, curriculum: &Path, answers: &[u8]) {
        if let Some(path) = self.answers(curriculum) {
            put(&path, answers);
        }
    }

    /// Whether a site with this manifest was built here.
    pub(crate) fn built(&self, manifest: &Manifest) -> bool {
        self.note(manifest).is_some_and(|path| path.is_file())
    }

    /// Remembers that it was.
    pub(crate) fn remember(&self, manifest: &Manifest) {
        if let Some(path) = self.note(manifest) {
            put(&path, b"");
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
        let memory = Memory::at(&dir.path().join("deep/cache"));
        let one = Path::new("/one");
        assert_eq!(memory.recall(one), None);
        memory.keep(one, b"answers");
        assert_eq!(memory.recall(one).as_deref(), Some(&b"answers"[..]));
        assert_eq!(memory.recall(Path::new("/two")), None);
        for n in 0..MOST_FILES + 20 {
            memory.keep(Path::new(&format!("/{n}")), b"x");
        }
        assert_eq!(fs::read_dir(dir.path().join("deep/cache/answers")).unwrap().count(), MOST_FILES);
        let last = format!("/{}", MOST_FILES + 19);
        assert!(memory.recall(Path::new(&last)).is_some() && memory.recall(one).is_none());
    }

    #[test]
    fn a_disk_that_refuses_is_no_fault() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("file"), "").unwrap();
        let memory = Memory::at(&dir.path().join("file/cache"));
        memory.keep(Path::new("/one"), b"answers");
        assert_eq!(memory.recall(Path::new("/one")), None);
        assert_eq!(Memory::default().recall(Path::new("/one")), None);
    }
}
