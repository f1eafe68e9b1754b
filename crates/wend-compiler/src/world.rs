//! The only door to files. The command line gives a folder on disk, tests give a map.
//!
//! A world lists what there is, with a [`Stamp`] for each file, and reads one file at a time. It never
//! changes anything and it never decides what a file means: that is the compiler's part.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// What tells, without reading, that a file is still the one read before.
///
/// Equal stamps mean "not changed"; different stamps mean only "look again" (the text is hashed then).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// Length in bytes.
    pub len: u64,
    /// Anything that changes when the file is written: nanoseconds of its last change, a counter, a hash.
    pub version: u128,
}

/// One file of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Path relative to the curriculum's folder, parts separated by `/`, never starting with one.
    pub path: Arc<str>,
    /// Its stamp.
    pub stamp: Stamp,
}

/// Something about the folder that an author should hear of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, relative to the curriculum's folder.
    pub path: Arc<str>,
    /// What kind of trouble.
    pub kind: ProblemKind,
    /// What the system said, in words ("permission denied").
    pub message: String,
}

/// The kinds of trouble a listing can meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A file or folder that can't be read.
    Unreadable,
    /// A symbolic link that leads back to a folder above it.
    SymlinkLoop,
    /// A symbolic link that leads out of the curriculum's folder. It is not followed: building a stranger's curriculum
    /// must not publish the builder's own files.
    Outside,
    /// A name that is not Unicode text; the path given is the nearest readable form of it.
    Name,
}

/// Everything in a curriculum's folder, in any order.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The files. Hidden files and folders (a name that starts with a dot) may be left out; they are ignored.
    pub files: Vec<Entry>,
    /// What went wrong on the way.
    pub problems: Vec<Problem>,
}

/// A place that holds a curriculum's files.
pub trait World: Sync {
    /// Lists all files at this moment.
    fn list(&self) -> Listing;

    /// Reads one file that was listed.
    ///
    /// # Errors
    /// When the file vanished since it was listed, or can't be read: it becomes a diagnostic.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
}

/// Files in memory, for tests and for whoever has a curriculum that is not on disk.
///
/// ```
/// use wend_compiler::{MemoryWorld, World};
/// let world = MemoryWorld::new([("hello.md", "# Hello")]);
/// assert_eq!(world.list().files.len(), 1);
/// ```
#[derive(Clone, Debug, Default)]
pub struct MemoryWorld {
    files: BTreeMap<Arc<str>, (u128, Arc<[u8]>)>,
    problems: Vec<Problem>,
    writes: u128,
}

impl MemoryWorld {
    /// A world of these texts.
    pub fn new<P: AsRef<str>, T: AsRef<[u8]>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        let mut world = Self::default();
        for (path, bytes) in files {
            world.write(path.as_ref(), bytes.as_ref());
        }
        world
    }

    /// Writes one file, new or again.
    pub fn write(&mut self, path: &str, bytes: impl AsRef<[u8]>) -> &mut Self {
        self.writes += 1;
        self.files.insert(path.into(), (self.writes, bytes.as_ref().into()));
        self
    }

    /// Takes one file away.
    pub fn remove(&mut self, path: &str) -> &mut Self {
        self.files.remove(path);
        self
    }

    /// Adds a problem that the listing will report.
    pub fn problem(&mut self, problem: Problem) -> &mut Self {
        self.problems.push(problem);
        self
    }
}

impl World for MemoryWorld {
    fn list(&self) -> Listing {
        Listing {
            files: self
                .files
                .iter()
                .map(|(path, (version, bytes))| Entry {
                    path: path.clone(),
                    stamp: Stamp { len: bytes.len() as u64, version: *version },
                })
                .collect(),
            problems: self.problems.clone(),
        }
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match self.files.get(path) {
            Some((_, bytes)) => Ok(bytes.to_vec()),
            None => Err(io::Error::new(io::ErrorKind::NotFound, "no such file")),
        }
    }
}
