//! File events, gathered into one set of changed paths.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::Duration,
};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// How long the disk must be quiet before a rebuild: an editor's save is several events a few milliseconds apart.
const QUIET: Duration = Duration::from_millis(15);

/// Calls `changed` with the paths below `root` that changed, until the returned watcher is dropped.
pub(crate) fn start(
    root: &Path,
    ignored: Vec<PathBuf>,
    mut changed: impl FnMut(BTreeSet<PathBuf>) + Send + 'static,
) -> io::Result<RecommendedWatcher> {
    let (send, receive) = mpsc::channel::<notify::Event>();
    let mut watcher = notify::recommended_watcher(move |event| {
        if let Ok(event) = event {
            let _ = send.send(event);
        }
    })
    .map_err(io::Error::other)?;
    watcher.watch(root, RecursiveMode::Recursive).map_err(io::Error::other)?;
    thread::Builder::new().name("watch".into()).spawn(move || {
        while let Ok(first) = receive.recv() {
            let mut paths = BTreeSet::new();
            let mut next = Some(first);
            while let Some(event) = next {
                // Reading a file is an event too; a rebuild reads them all.
                if !matches!(event.kind, EventKind::Access(_)) {
                    paths.extend(event.paths.into_iter().filter(|p| !ignored.iter().any(|i| p.starts_with(i))));
                }
                next = receive.recv_timeout(QUIET).ok();
            }
            if !paths.is_empty() {
                changed(paths);
            }
        }
    })?;
    Ok(watcher)
}
