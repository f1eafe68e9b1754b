//! Whose an out folder is: nobody's, ours, or somebody else's.

use std::path::Path;

use super::{Manifest, Outcome, Refused, at, manifest, places::BUILDING};

/// Whether there is any file in a folder or below. A build that was killed while it removed a site leaves empty folders,
/// and nothing is lost with those.
pub(super) fn has_files(dir: &Path) -> bool {
    walkdir::WalkDir::new(dir).into_iter().flatten().any(|entry| !entry.file_type().is_dir())
}

/// The manifest of the site in `out`, or `None` where there is nothing yet.
pub(super) fn claim(out: &Path) -> Outcome<Option<Manifest>> {
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
pub(super) fn strangers(out: &Path, manifest: Option<&Manifest>) -> Vec<String> {
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
