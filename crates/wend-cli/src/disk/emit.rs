//! Writes a site so that there is a whole one at every moment.
//!
//! 1. `claim`: the out folder is free, empty or a site of ours; anything else is refused and left alone.
//! 2. `Making`: the new site is made in a folder beside it; a file whose inputs did not change is hard-linked
//!    (copied where links fail); one that the last site of the same curriculum has, which went elsewhere, is copied from
//!    there. What is made of the others (the lists that a browser keeps pages by) comes last.
//! 3. `exchange`: the two folders change places in one step where the system can (`renameat2`), else by two renames
//!    that `repair` completes at the next start.
//! 4. `clear`: the old site's own files are removed, and nothing else.
//!
//! A lock on one file, [`BUILDING`], is held from the first to the last of these. The exchange would carry it away with
//! the new site, so the same file is linked into the old one first: whoever finds a folder finds the lock in it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use rayon::prelude::*;

use super::{
    manifest::{self, FileEntry, Manifest, content},
    memory::Memory,
};
use claim::claim;
use places::{BUILDING, Places, empty};

mod claim;
mod places;
#[cfg(test)]
mod tests;

/// A file that was made.
pub(crate) struct Rendered {
    /// The whole file.
    pub(crate) bytes: Vec<u8>,
    /// Something was said of it: the next build makes it again, to say so again.
    pub(crate) again: bool,
}

/// A file about to be made: the hash of all it is made from, and what makes it.
pub(crate) struct Ready<M> {
    /// Hash of the inputs.
    pub(crate) inputs: [u8; 32],
    /// Makes the file, or says why it can't be made.
    pub(crate) make: M,
}

/// What a build did to the out folder.
#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
pub(crate) struct Report {
    /// Files whose bytes were written.
    pub(crate) written: usize,
    /// Files taken over from the site that was there.
    pub(crate) kept: usize,
    /// Files of the old site that the new one has not.
    pub(crate) removed: usize,
}

/// Why a site could not be written. The old site stands as it was.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The folder holds files that are not a site of ours.
    NotOurs(Vec<String>),
    /// Another build is writing to the same folder.
    Busy,
    /// A page could not be made; the text says which and why.
    Page(String, String),
    /// The disk refused.
    Io(PathBuf, io::Error),
}

type Outcome<T> = Result<T, Refused>;

fn at(path: &Path) -> impl FnOnce(io::Error) -> Refused + '_ {
    move |e| Refused::Io(path.to_owned(), e)
}

/// Writes the files with these paths (relative, with `/`) to `out`. `ready` gives the file with that index; `last` the files
/// that are made of what those turned out to be, with their paths; `tick` is called after each of the first with the number
/// done. Files of a site that `memory` does not know are not taken over before they are made; those of the last one it knows
/// are, wherever that is.
///
/// # Errors
/// [`Refused`]; nothing in `out` has changed then.
pub(crate) fn emit<M: FnOnce() -> Result<Rendered, String>>(
    out: &Path,
    files: &[&str],
    published: serde_json::Value,
    memory: &Memory,
    ready: impl Fn(usize) -> Ready<M> + Sync,
    last: impl FnOnce(&[(String, FileEntry)]) -> Vec<(String, Vec<u8>)>,
    tick: impl Fn(usize) + Sync,
) -> Outcome<Report> {
    // A link to a folder is written through, not replaced.
    let out = fs::canonicalize(out).unwrap_or_else(|_| std::path::absolute(out).unwrap_or_else(|_| out.to_owned()));
    let places = Places::of(&out);
    if let Some(parent) = out.parent() {
        fs::create_dir_all(parent).map_err(at(parent))?;
    }
    let lock = places.begin()?;
    let result = (|| {
        places.repair()?;
        let old = claim(&out)?;
        let known = |manifest: &Manifest| manifest.tool == manifest::TOOL && memory.built(manifest);
        let last_site = memory.last_site().filter(|site| *site != out);
        let elsewhere =
            last_site.and_then(|site| Manifest::read(&site).ok().flatten().map(|manifest| (site, manifest)));
        let making = Making {
            new: &places.new,
            out: &out,
            old: old.as_ref(),
            known: old.as_ref().is_some_and(known),
            elsewhere: elsewhere.filter(|(_, manifest)| known(manifest)),
            kept: AtomicUsize::new(0),
        };
        let mut entries = making.fill(files, &ready, &tick)?;
        for (path, bytes) in last(&entries) {
            let entry = making.add(&path, &bytes)?;
            entries.push((path, entry));
        }
        let (manifest, report) = making.seal(published, entries)?;
        memory.remember(&manifest, &out);
        if report.written == 0 && report.removed == 0 && old.as_ref() == Some(&manifest) {
            let _ = fs::remove_file(out.join(BUILDING));
            places.discard();
            return Ok(report);
        }
        places.exchange()?;
        Ok(report)
    })();
    if result.is_err() {
        places.discard();
    }
    drop(lock);
    result
}

/// A new site on its way.
struct Making<'a> {
    new: &'a Path,
    out: &'a Path,
    /// The site that is there.
    old: Option<&'a Manifest>,
    /// Whether it was built here, by this program.
    known: bool,
    /// Another site that was.
    elsewhere: Option<(PathBuf, Manifest)>,
    /// Files taken over from the old site.
    kept: AtomicUsize,
}

impl Making<'_> {
    /// Makes the planned files, in their order.
    fn fill<M: FnOnce() -> Result<Rendered, String>>(
        &self,
        files: &[&str],
        ready: &(impl Fn(usize) -> Ready<M> + Sync),
        tick: &(impl Fn(usize) + Sync),
    ) -> Outcome<Vec<(String, FileEntry)>> {
        // What a killed build left may be half written.
        empty(self.new)?;
        let dirs: BTreeSet<&str> = files.iter().filter_map(|path| path.rsplit_once('/').map(|(dir, _)| dir)).collect();
        for dir in dirs {
            let dir = self.new.join(dir);
            fs::create_dir_all(&dir).map_err(at(&dir))?;
        }
        let done = AtomicUsize::new(0);
        let make = |(i, &path): (usize, &&str)| {
            let Ready { inputs, make } = ready(i);
            let inputs = blake3::Hash::from_bytes(inputs).to_hex().to_string();
            let same = self.before(path).filter(|before| self.known && before.0 == inputs);
            let entry = if let Some(before) = same.filter(|before| self.take_over(path, before)) {
                before.clone()
            } else if let Some((entry, bytes)) = self.made_elsewhere(path, &inputs) {
                self.put(path, entry, &bytes)?
            } else {
                let Rendered { bytes, again } = make().map_err(|why| Refused::Page(path.to_owned(), why))?;
                self.put(path, FileEntry::of(if again { String::new() } else { inputs }, &bytes), &bytes)?
            };
            tick(done.fetch_add(1, Ordering::Relaxed) + 1);
            Ok((path.to_owned(), entry))
        };
        files.par_iter().enumerate().map(make).collect()
    }

    /// A file that is made of what others turned out to be: it has no inputs of its own, and is always made again.
    fn add(&self, path: &str, bytes: &[u8]) -> Outcome<FileEntry> {
        if let Some(dir) = self.new.join(path).parent() {
            fs::create_dir_all(dir).map_err(at(dir))?;
        }
        self.put(path, FileEntry::of(String::new(), bytes), bytes)
    }

    /// Puts a file that was made where it belongs, as a link where the old site has the same.
    fn put(&self, path: &str, entry: FileEntry, bytes: &[u8]) -> Outcome<FileEntry> {
        let equal = self.before(path).filter(|b| b.1 == entry.1);
        if !equal.is_some_and(|b| self.take_over(path, b)) {
            let target = self.new.join(path);
            fs::write(&target, bytes).map_err(at(&target))?;
        }
        Ok(entry)
    }

    fn before(&self, path: &str) -> Option<&FileEntry> {
        self.old.and_then(|m| m.files.get(path))
    }

    /// Takes a file over from the old site, if it is still what the old manifest says.
    fn take_over(&self, path: &str, entry: &FileEntry) -> bool {
        let (from, to) = (self.out.join(path), self.new.join(path));
        let taken = read(&from, entry).is_some() && (fs::hard_link(&from, &to).is_ok() || fs::copy(&from, &to).is_ok());
        self.kept.fetch_add(usize::from(taken), Ordering::Relaxed);
        taken
    }

    /// A file of the other site that was made of the same. It is copied, not linked: the two sites are nothing to each
    /// other.
    fn made_elsewhere(&self, path: &str, inputs: &str) -> Option<(FileEntry, Vec<u8>)> {
        let (site, manifest) = self.elsewhere.as_ref()?;
        let entry = manifest.files.get(path).filter(|entry| entry.0 == inputs)?;
        Some((entry.clone(), read(&site.join(path), entry)?))
    }

    /// Writes the manifest.
    fn seal(self, published: serde_json::Value, entries: Vec<(String, FileEntry)>) -> Outcome<(Manifest, Report)> {
        let files = BTreeMap::from_iter(entries);
        let manifest = Manifest { format: 1, tool: manifest::TOOL.to_owned(), published, files };
        let path = self.new.join(manifest::PATH);
        fs::write(&path, manifest.to_bytes()).map_err(at(&path))?;
        let kept = self.kept.into_inner();
        let removed = self.old.map_or(0, |m| m.files.keys().filter(|p| !manifest.files.contains_key(*p)).count());
        let report = Report { written: manifest.files.len() - kept, kept, removed };
        Ok((manifest, report))
    }
}

/// The bytes of a file, if they are still those that the manifest says: someone may have edited it.
fn read(path: &Path, entry: &FileEntry) -> Option<Vec<u8>> {
    fs::metadata(path).ok().filter(|meta| meta.is_file() && meta.len() == entry.2)?;
    fs::read(path).ok().filter(|bytes| content(bytes) == entry.1)
}
