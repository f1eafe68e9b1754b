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

use super::manifest::{self, FileEntry, Manifest};

/// A file to be written: where, and the hash of all it is made from.
pub(crate) struct Planned<'a> {
    /// Relative path with `/`.
    pub(crate) path: &'a str,
    /// Hash of the inputs.
    pub(crate) inputs: [u8; 32],
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

/// Writes the planned files to `out`. `render` gives the bytes of the file with that index; `tick` is called after
/// each file with the number done.
///
/// # Errors
/// [`Refused`]; nothing in `out` has changed then.
pub(crate) fn emit(
    out: &Path,
    files: &[Planned<'_>],
    published: serde_json::Value,
    render: impl Fn(usize) -> Result<Vec<u8>, String> + Sync,
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
        let manifest = fill(&places.new, &out, old.as_ref(), files, published, &render, &tick)?;
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

/// The folders of one build: the site, the one it is made in, and where the old one goes where folders can't be exchanged.
struct Places {
    out: PathBuf,
    new: PathBuf,
    old: PathBuf,
}

/// Stands in the folder a build is made in, so that a folder left by a killed build is known as ours.
const BUILDING: &str = ".wend/building";

impl Places {
    fn of(out: &Path) -> Self {
        let name = out.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = |end: &str| out.with_file_name(format!(".{name}.{end}"));
        Self { out: out.to_owned(), new: beside("wend-new"), old: beside("wend-old") }
    }

    /// Makes the folder to build in, and holds a lock on it that dies with this process.
    fn begin(&self) -> Outcome<fs::File> {
        let mark = self.new.join(BUILDING);
        // A link in these places was put there by somebody, and would lead the writing and clearing elsewhere.
        for place in [&self.new, &self.new.join(".wend"), &mark] {
            if place.is_symlink() {
                return Err(Refused::NotOurs(vec![place.display().to_string()]));
            }
        }
        // A build that ends at this moment takes its folder away, before or after we found its lock there: then again.
        let mut refused = Refused::Busy;
        for _ in 0..MOST_TRIES {
            // Files without a mark are somebody's if they stay so; else we looked between two steps of another build.
            if has_files(&self.new) && !mark.exists() && Manifest::read(&self.new).ok().flatten().is_none() {
                refused = Refused::NotOurs(vec![self.new.display().to_string()]);
                std::thread::yield_now();
                continue;
            }
            if let Err(e) = fs::create_dir_all(self.new.join(".wend")) {
                refused = Refused::Io(self.new.clone(), e);
                std::thread::yield_now();
                continue;
            }
            refused = Refused::Busy;
            let lock = match fs::File::options().create(true).truncate(false).write(true).open(&mark) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
                opened => opened.map_err(at(&mark))?,
            };
            match lock.try_lock() {
                Ok(()) if is_at(&lock, &mark) => return Ok(lock),
                Ok(()) => {}
                Err(fs::TryLockError::WouldBlock) => return Err(Refused::Busy),
                // Some network file systems have no locks; a build alone there is as safe as before.
                Err(fs::TryLockError::Error(_)) => return Ok(lock),
            }
        }
        Err(refused)
    }

    /// Completes an exchange that was cut off between its two renames.
    fn repair(&self) -> Outcome<()> {
        if is_folder(&self.old) && Manifest::read(&self.old).ok().flatten().is_some() {
            if self.out.exists() {
                clear(&self.old);
            } else {
                fs::rename(&self.old, &self.out).map_err(at(&self.out))?;
            }
        }
        Ok(())
    }

    fn exchange(&self) -> Outcome<()> {
        if !self.out.exists() {
            fs::rename(&self.new, &self.out).map_err(at(&self.out))?;
            let _ = fs::remove_file(self.out.join(BUILDING));
            return Ok(());
        }
        // Where the file system has no such links, a second build that starts while the old site is cleared may be
        // refused.
        let _ = fs::remove_file(self.out.join(BUILDING));
        let _ = fs::hard_link(self.new.join(BUILDING), self.out.join(BUILDING));
        if swap(&self.new, &self.out) {
            let _ = fs::remove_file(self.out.join(BUILDING));
            clear(&self.new);
            return Ok(());
        }
        if !has_files(&self.old) {
            let _ = fs::remove_dir_all(&self.old);
        }
        fs::rename(&self.out, &self.old).map_err(at(&self.out))?;
        if let Err(e) = fs::rename(&self.new, &self.out) {
            let _ = fs::rename(&self.old, &self.out);
            return Err(Refused::Io(self.out.clone(), e));
        }
        let _ = fs::remove_file(self.out.join(BUILDING));
        clear(&self.old);
        Ok(())
    }

    /// Removes the half-made site. It was made by this build alone.
    fn discard(&self) {
        if empty(&self.new).is_ok() {
            let _ = fs::remove_file(self.new.join(BUILDING));
            let _ = fs::remove_dir(self.new.join(".wend"));
            let _ = fs::remove_dir(&self.new);
        }
    }
}

/// Empties a folder in which a site is made, but for the lock.
fn empty(new: &Path) -> Outcome<()> {
    let lock = new.join(BUILDING);
    for rest in [new.to_owned(), new.join(".wend")].iter().filter_map(|dir| fs::read_dir(dir).ok()) {
        for entry in rest.flatten().filter(|e| e.file_name() != ".wend" && e.path() != lock) {
            let path = entry.path();
            if entry.file_type().is_ok_and(|t| t.is_dir()) {
                fs::remove_dir_all(&path)
            } else {
                fs::remove_file(&path)
            }
            .map_err(at(&path))?;
        }
    }
    Ok(())
}

/// How often a build tries to get a folder that another one is just leaving.
const MOST_TRIES: usize = 100;

/// Whether an open file is still the one at a path.
#[cfg(unix)]
fn is_at(file: &fs::File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(a), Ok(b)) => (a.dev(), a.ino()) == (b.dev(), b.ino()),
        _ => false,
    }
}

/// Elsewhere an open file can't be taken away.
#[cfg(not(unix))]
fn is_at(_: &fs::File, path: &Path) -> bool {
    path.exists()
}

#[cfg(target_os = "linux")]
fn swap(a: &Path, b: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn swap(_: &Path, _: &Path) -> bool {
    false
}

/// A folder itself, not a link to one.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}

/// Whether there is any file in a folder or below. A build that was killed while it removed a site leaves empty folders,
/// and nothing is lost with those.
fn has_files(dir: &Path) -> bool {
    walkdir::WalkDir::new(dir).into_iter().flatten().any(|entry| !entry.file_type().is_dir())
}

/// The manifest of the site in `out`, or `None` where there is nothing yet.
fn claim(out: &Path) -> Outcome<Option<Manifest>> {
    if !out.exists() || out.is_dir() && !has_files(out) {
        return Ok(None);
    }
    if !out.is_dir() {
        return Err(Refused::NotOurs(vec![out.display().to_string()]));
    }
    let manifest = Manifest::read(out).map_err(at(out))?;
    let strangers = strangers(out, manifest.as_ref());
    match manifest {
        Some(manifest) if strangers.is_empty() => Ok(Some(manifest)),
        _ => Err(Refused::NotOurs(strangers)),
    }
}

/// Files in `out` that the manifest does not name, and links (no site of ours has any), sorted, at most a thousand.
fn strangers(out: &Path, manifest: Option<&Manifest>) -> Vec<String> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(out).sort_by_file_name().into_iter().flatten() {
        if entry.file_type().is_dir() {
            continue;
        }
        let path = slashed(entry.path().strip_prefix(out).unwrap_or(entry.path()));
        let named = manifest.is_some_and(|m| m.files.contains_key(&path) || path == manifest::PATH || path == BUILDING);
        if !(named && entry.file_type().is_file()) {
            found.push(path);
            if found.len() == 1000 {
                break;
            }
        }
    }
    found
}

fn slashed(path: &Path) -> String {
    path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Makes the new site in `new`; gives its manifest and how many files were kept.
fn fill(
    new: &Path,
    out: &Path,
    old: Option<&Manifest>,
    files: &[Planned<'_>],
    published: serde_json::Value,
    render: &(impl Fn(usize) -> Result<Vec<u8>, String> + Sync),
    tick: &(impl Fn(usize) + Sync),
) -> Outcome<(Manifest, usize)> {
    // What a killed build left may be half written.
    empty(new)?;
    let dirs: BTreeSet<&str> = files.iter().filter_map(|f| f.path.rsplit_once('/').map(|(dir, _)| dir)).collect();
    for dir in dirs {
        let dir = new.join(dir);
        fs::create_dir_all(&dir).map_err(at(&dir))?;
    }
    let reusable = old.filter(|m| m.tool == manifest::TOOL);
    let (done, kept) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let entries: Vec<(String, FileEntry)> = files
        .par_iter()
        .enumerate()
        .map(|(i, file)| {
            let inputs = hex(&file.inputs);
            let target = new.join(file.path);
            let source = out.join(file.path);
            let before = old.and_then(|m| m.files.get(file.path));
            let same = reusable.and(before).filter(|b| b.0 == inputs);
            let entry = if let Some(b) = same.filter(|b| whole(&source, b) && take_over(&source, &target)) {
                kept.fetch_add(1, Ordering::Relaxed);
                b.clone()
            } else {
                let bytes = render(i).map_err(|why| Refused::Page(file.path.to_owned(), why))?;
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
            Ok((file.path.to_owned(), entry))
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

/// Removes a site of ours file by file; what its manifest does not name stays, and so does what a link leads to.
fn clear(dir: &Path) {
    let Ok(Some(manifest)) = Manifest::read(dir) else {
        // The empty folder that a first build was told to write to.
        let _ = fs::remove_dir(dir);
        return;
    };
    let files: Vec<PathBuf> = manifest.files.keys().map(|path| dir.join(path)).collect();
    let above =
        |file: &Path| file.ancestors().skip(1).take_while(|a| *a != dir).map(Path::to_owned).collect::<Vec<_>>();
    let mut dirs: BTreeSet<PathBuf> = files.iter().flat_map(|file| above(file)).collect();
    dirs.insert(dir.join(".wend"));
    if !dirs.iter().all(|d| !d.is_symlink()) {
        return;
    }
    for file in &files {
        let _ = fs::remove_file(file);
    }
    let _ = fs::remove_file(dir.join(manifest::PATH));
    // Last: as long as there is anything of ours, another build finds the lock.
    let _ = fs::remove_file(dir.join(BUILDING));
    // Deepest first; a folder that still holds something stays.
    for d in dirs.iter().rev() {
        let _ = fs::remove_dir(d);
    }
    let _ = fs::remove_dir(dir);
}

fn hex(bytes: &[u8; 32]) -> String {
    blake3::Hash::from_bytes(*bytes).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(out: &Path, files: &[(&str, &str)]) -> Outcome<Report> {
        let planned: Vec<_> = files
            .iter()
            .map(|(path, text)| Planned { path, inputs: *blake3::hash(text.as_bytes()).as_bytes() })
            .collect();
        emit(out, &planned, serde_json::Value::Null, |i| Ok(files[i].1.into()), |_| ())
    }

    fn names(dir: &Path) -> Vec<String> {
        strangers(dir, None)
    }

    #[test]
    fn a_second_build_writes_only_what_changed() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("site");
        let first = build(&out, &[("a.html", "a"), ("b/c.html", "c"), ("d.html", "d")]).unwrap();
        assert_eq!(first, Report { written: 3, kept: 0, removed: 0 });
        let second = build(&out, &[("a.html", "a"), ("b/c.html", "changed")]).unwrap();
        assert_eq!(second, Report { written: 1, kept: 1, removed: 1 });
        assert_eq!(names(&out), [".wend/manifest.json", "a.html", "b/c.html"]);
        assert_eq!(fs::read_to_string(out.join("b/c.html")).unwrap(), "changed");
        assert_eq!(names(dir.path()).len(), 3, "nothing is left beside the site");
        let third = build(&out, &[("a.html", "a"), ("b/c.html", "changed")]).unwrap();
        assert_eq!(third, Report { written: 0, kept: 2, removed: 0 });
    }

    #[test]
    fn somebody_elses_files_are_refused_and_left() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("thesis.txt"), "years").unwrap();
        let refused = build(dir.path(), &[("a.html", "a")]).unwrap_err();
        assert!(matches!(refused, Refused::NotOurs(files) if files == ["thesis.txt"]));
        assert_eq!(names(dir.path()), ["thesis.txt"]);
        // Also when they were put into a site of ours.
        let out = dir.path().join("site");
        build(&out, &[("a.html", "a")]).unwrap();
        fs::write(out.join("CNAME"), "example.org").unwrap();
        let refused = build(&out, &[("a.html", "b")]).unwrap_err();
        assert!(matches!(refused, Refused::NotOurs(files) if files == ["CNAME"]));
        assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "a");
    }

    #[test]
    fn a_site_in_an_empty_folder_leaves_nothing_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("site");
        fs::create_dir(&out).unwrap();
        build(&out, &[("a.html", "a")]).unwrap();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn builds_at_the_same_time_wait_their_turn() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("site");
        let paths: Vec<String> = (0..40).map(|n| format!("deep/{n}.html")).collect();
        let one = |text: &str| {
            let files: Vec<_> = paths.iter().map(|path| (path.as_str(), text)).collect();
            build(&out, &files)
        };
        let busy = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for text in ["one", "two", "three"] {
                let (one, busy) = (&one, &busy);
                scope.spawn(move || {
                    for n in 0..100 {
                        match one(&format!("{text} {}", n % 3)) {
                            Ok(_) => {}
                            Err(Refused::Busy) => {
                                busy.fetch_add(1, Ordering::Relaxed);
                            }
                            Err(refused) => panic!("{refused:?}"),
                        }
                    }
                });
            }
        });
        assert!(busy.into_inner() > 0, "they never met");
        one("last").unwrap();
        assert!(paths.iter().all(|path| fs::read_to_string(out.join(path)).unwrap() == "last"));
        assert_eq!(names(&out).len(), 41);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left beside the site");
    }

    #[test]
    fn an_edited_page_is_made_again() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("site");
        build(&out, &[("a.html", "a")]).unwrap();
        fs::write(out.join("a.html"), "b").unwrap();
        build(&out, &[("a.html", "a")]).unwrap();
        assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "a");
    }

    #[test]
    fn a_page_that_fails_leaves_the_old_site() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("site");
        build(&out, &[("a.html", "a")]).unwrap();
        let planned = [Planned { path: "a.html", inputs: [7; 32] }];
        let refused = emit(&out, &planned, serde_json::Value::Null, |_| Err("no".into()), |_| ()).unwrap_err();
        assert!(matches!(refused, Refused::Page(path, why) if path == "a.html" && why == "no"));
        assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "a");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn two_renames_cut_in_half_are_repaired() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("site");
        build(&out, &[("a.html", "a")]).unwrap();
        let places = Places::of(&out);
        fs::rename(&places.out, &places.old).unwrap();
        places.repair().unwrap();
        assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "a");
    }

    #[test]
    fn empty_folders_that_a_killed_build_left_are_taken() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("site");
        build(&out, &[("a.html", "a")]).unwrap();
        let places = Places::of(&out);
        fs::create_dir_all(places.new.join("lessons/deep")).unwrap();
        fs::create_dir_all(places.old.join(".wend")).unwrap();
        build(&out, &[("a.html", "b")]).unwrap();
        assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "b");
        assert!(!places.new.exists());
        // Files that nobody knows are left alone, there too.
        fs::create_dir_all(&places.new).unwrap();
        fs::write(places.new.join("mine.txt"), "mine").unwrap();
        assert!(matches!(build(&out, &[("a.html", "c")]), Err(Refused::NotOurs(_))));
        assert!(places.new.join("mine.txt").exists());
    }

    #[test]
    fn a_manifest_that_names_files_elsewhere_is_not_believed() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("site");
        for elsewhere in ["../thesis.txt", "/thesis.txt", "a/../../thesis.txt"] {
            let _ = fs::remove_dir_all(&out);
            fs::write(dir.path().join("thesis.txt"), "years").unwrap();
            build(&out, &[("a.html", "a")]).unwrap();
            let manifest = fs::read_to_string(out.join(manifest::PATH)).unwrap();
            let forged = manifest.replace("\"a.html\":", &format!("\"{elsewhere}\": [\"\",\"\",5],\n\"a.html\":"));
            assert_ne!(forged, manifest);
            fs::write(out.join(manifest::PATH), forged).unwrap();
            assert!(matches!(build(&out, &[("a.html", "b")]), Err(Refused::Io(..))), "{elsewhere}");
            assert_eq!(fs::read_to_string(dir.path().join("thesis.txt")).unwrap(), "years");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_site_lead_nowhere() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let (out, private) = (dir.path().join("site"), dir.path().join("private"));
        let forge = || {
            let _ = fs::remove_dir_all(&out);
            fs::create_dir_all(&private).unwrap();
            fs::write(private.join("a.html"), "years").unwrap();
            build(&out, &[("a.html", "a"), ("b/a.html", "a")]).unwrap();
            fs::remove_dir_all(out.join("b")).unwrap();
            symlink(&private, out.join("b")).unwrap();
            let path = out.join(manifest::PATH);
            let manifest = fs::read_to_string(&path).unwrap();
            fs::write(path, manifest.replace("\"a.html\":", "\"b\": [\"\",\"\",1],\n\"a.html\":")).unwrap();
        };
        let kept = || assert_eq!(fs::read_to_string(private.join("a.html")).unwrap(), "years");
        forge();
        assert!(matches!(build(&out, &[("c.html", "c")]), Err(Refused::NotOurs(files)) if files == ["b"]));
        kept();
        // The same as the rest of an exchange that was cut off.
        let places = Places::of(&out);
        fs::rename(&out, &places.old).unwrap();
        build(&out, &[("c.html", "c")]).unwrap_err();
        kept();
        let _ = fs::remove_dir_all(&places.old);
        forge();
        fs::rename(&out, &places.old).unwrap();
        fs::create_dir(&out).unwrap();
        build(&out, &[("c.html", "c")]).unwrap();
        kept();
        // And as the folder that a build is made in.
        fs::write(private.join("manifest.json"), "years").unwrap();
        fs::create_dir_all(&places.new).unwrap();
        symlink(&private, places.new.join(".wend")).unwrap();
        assert!(matches!(build(&out, &[("d.html", "d")]), Err(Refused::NotOurs(_))));
        assert_eq!(fs::read_to_string(private.join("manifest.json")).unwrap(), "years");
    }

    #[test]
    fn a_torn_manifest_is_an_error_and_removes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("site");
        build(&out, &[("a.html", "a")]).unwrap();
        fs::write(out.join(manifest::PATH), "{\"format\":").unwrap();
        assert!(matches!(build(&out, &[("a.html", "b")]), Err(Refused::Io(..))));
        assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "a");
    }
}
