//! Writes a site so that there is a whole one at every moment.
//!
//! 1. `claim`: the out folder is free, empty or a site of ours; anything else is refused and left alone.
//! 2. `fill`: the new site is made in a folder beside it; a file whose inputs did not change is hard-linked
//!    (copied where links fail).
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
    manifest::{self, FileEntry, Manifest},
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

/// Writes the files with these paths (relative, with `/`) to `out`. `ready` gives the file with that index; `tick` is
/// called after each file with the number done. Files of a site that `memory` does not know are not taken over before they
/// are made.
///
/// # Errors
/// [`Refused`]; nothing in `out` has changed then.
pub(crate) fn emit<M: FnOnce() -> Result<Rendered, String>>(
    out: &Path,
    files: &[&str],
    published: serde_json::Value,
    memory: &Memory,
    ready: impl Fn(usize) -> Ready<M> + Sync,
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
        let known = old.as_ref().filter(|old| memory.built(old));
        let manifest = fill(&places.new, &out, (old.as_ref(), known), files, published, &ready, &tick)?;
        memory.remember(&manifest.0);
        let report = report(old.as_ref(), &manifest);
        if report.written == 0 && report.removed == 0 && old.as_ref() == Some(&manifest.0) {
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

/// Makes the new site in `new`; gives its manifest and how many files were kept. `known`: the old site, if it was built
/// here.
fn fill<M: FnOnce() -> Result<Rendered, String>>(
    new: &Path,
    out: &Path,
    (old, known): (Option<&Manifest>, Option<&Manifest>),
    files: &[&str],
    published: serde_json::Value,
    ready: &(impl Fn(usize) -> Ready<M> + Sync),
    tick: &(impl Fn(usize) + Sync),
) -> Outcome<(Manifest, usize)> {
    // What a killed build left may be half written.
    empty(new)?;
    let dirs: BTreeSet<&str> = files.iter().filter_map(|path| path.rsplit_once('/').map(|(dir, _)| dir)).collect();
    for dir in dirs {
        let dir = new.join(dir);
        fs::create_dir_all(&dir).map_err(at(&dir))?;
    }
    let reusable = known.filter(|m| m.tool == manifest::TOOL);
    let (done, kept) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let entries: Vec<(String, FileEntry)> = files
        .par_iter()
        .enumerate()
        .map(|(i, &path)| {
            let Ready { inputs, make } = ready(i);
            let inputs = blake3::Hash::from_bytes(inputs).to_hex().to_string();
            let target = new.join(path);
            let source = out.join(path);
            let before = old.and_then(|m| m.files.get(path));
            let same = reusable.and(before).filter(|b| b.0 == inputs);
            let entry = if let Some(b) = same.filter(|b| whole(&source, b) && take_over(&source, &target)) {
                kept.fetch_add(1, Ordering::Relaxed);
                b.clone()
            } else {
                let Rendered { bytes, again } = make().map_err(|why| Refused::Page(path.to_owned(), why))?;
                let inputs = if again { String::new() } else { inputs };
                let content = blake3::hash(&bytes).to_hex().to_string();
                let entry = FileEntry(inputs, content, bytes.len() as u64);
                let equal = before.filter(|b| b.1 == entry.1 && whole(&source, b));
                if equal.is_some() && take_over(&source, &target) {
                    kept.fetch_add(1, Ordering::Relaxed);
                } else {
                    fs::write(&target, &bytes).map_err(at(&target))?;
                }
                entry
            };
            tick(done.fetch_add(1, Ordering::Relaxed) + 1);
            Ok((path.to_owned(), entry))
        })
        .collect::<Outcome<_>>()?;
    let manifest =
        Manifest { format: 1, tool: manifest::TOOL.to_owned(), published, files: BTreeMap::from_iter(entries) };
    let path = new.join(manifest::PATH);
    fs::write(&path, manifest.to_bytes()).map_err(at(&path))?;
    Ok((manifest, kept.into_inner()))
}

/// Whether the file still has the bytes the manifest says: someone may have edited it.
fn whole(path: &Path, entry: &FileEntry) -> bool {
    fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() == entry.2)
        && fs::read(path).is_ok_and(|bytes| blake3::hash(&bytes).to_hex().as_str() == entry.1)
}

fn take_over(from: &Path, to: &Path) -> bool {
    fs::hard_link(from, to).is_ok() || fs::copy(from, to).is_ok()
}

fn report(old: Option<&Manifest>, (new, kept): &(Manifest, usize)) -> Report {
    let removed = old.map_or(0, |m| m.files.keys().filter(|p| !new.files.contains_key(*p)).count());
    Report { written: new.files.len() - kept, kept: *kept, removed }
}
