//! The folders that a build works in: the lock on them, their exchange, and clearing away what is over.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use super::{Manifest, Outcome, Refused, at, claim::has_files, manifest};

/// The folders of one build: the site, the one it is made in, and where the old one goes where folders can't be exchanged.
pub(super) struct Places {
    pub(super) out: PathBuf,
    pub(super) new: PathBuf,
    pub(super) old: PathBuf,
}

/// Stands in the folder a build is made in, so that a folder left by a killed build is known as ours.
pub(super) const BUILDING: &str = ".wend/building";

impl Places {
    pub(super) fn of(out: &Path) -> Self {
        let name = out.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = |end: &str| out.with_file_name(format!(".{name}.{end}"));
        Self { out: out.to_owned(), new: beside("wend-new"), old: beside("wend-old") }
    }

    /// Makes the folder to build in, and holds a lock on it that dies with this process.
    pub(super) fn begin(&self) -> Outcome<fs::File> {
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
    pub(super) fn repair(&self) -> Outcome<()> {
        if is_folder(&self.old) && Manifest::read(&self.old).ok().flatten().is_some() {
            if self.out.exists() {
                clear(&self.old);
            } else {
                fs::rename(&self.old, &self.out).map_err(at(&self.out))?;
            }
        }
        Ok(())
    }

    pub(super) fn exchange(&self) -> Outcome<()> {
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
    pub(super) fn discard(&self) {
        if empty(&self.new).is_ok() {
            let _ = fs::remove_file(self.new.join(BUILDING));
            let _ = fs::remove_dir(self.new.join(".wend"));
            let _ = fs::remove_dir(&self.new);
        }
    }
}

/// Empties a folder in which a site is made, but for the lock.
pub(super) fn empty(new: &Path) -> Outcome<()> {
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
