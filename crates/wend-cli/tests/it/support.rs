//! Running the program, and looking at what it left.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The program under test.
pub(crate) const WEND: &str = env!("CARGO_BIN_EXE_wend");

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs `wend` with these arguments.
pub(crate) fn wend(args: &[&str]) -> Run {
    wend_with(&[], args)
}

/// The same in an environment with these variables.
pub(crate) fn wend_with(variables: &[(&str, &str)], args: &[&str]) -> Run {
    let mut command = Command::new(WEND);
    // What builds remember and which browser is asked are the person's; a test that needs them says so.
    command.env("WEND_CACHE", "").env("WEND_BROWSER", "");
    let Output { status, stdout, stderr } = command.envs(variables.iter().copied()).args(args).output().unwrap();
    Run {
        code: status.code().expect("it ended by itself"),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

/// A path as an argument.
pub(crate) fn arg(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A curriculum that the project ships.
pub(crate) fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../curricula").join(name)
}

/// Writes files below a folder.
pub(crate) fn write(dir: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    for (path, bytes) in snapshot(from) {
        let target = to.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
}

/// Every file below a folder, by relative path.
pub(crate) fn snapshot(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(dir).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file());
    files
        .map(|e| {
            let name = e.path().strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
            (name, fs::read(e.path()).unwrap())
        })
        .collect()
}
