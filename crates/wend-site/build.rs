//! Lists the files of the built-in theme, so that the binary carries them.
//!
//! Writes `theme.rs` with one `(path, bytes)` pair a file, in path order. A listing of our own instead of a crate: it
//! leaves out what only contributors need (tests, type settings) and notices files that are added.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    // Cargo sets both; without them there is nothing sensible to do.
    #[expect(clippy::disallowed_methods, reason = "a build script is told its folders by cargo")]
    let env = |key: &str| PathBuf::from(std::env::var(key).expect("cargo sets this"));
    let theme = env("CARGO_MANIFEST_DIR").join("../../themes/trail");
    println!("cargo:rerun-if-changed={}", theme.display());
    println!("cargo:rerun-if-changed=build.rs");
    let mut files = Vec::new();
    walk(&theme, &theme, &mut files);
    files.sort();
    let mut out = String::from("pub(super) static FILES: &[(&str, &[u8])] = &[\n");
    for (name, path) in files {
        println!("cargo:rerun-if-changed={}", path.display());
        let _ = writeln!(out, "    ({name:?}, include_bytes!({:?})),", path.display().to_string());
    }
    out.push_str("];\n");
    fs::write(env("OUT_DIR").join("theme.rs"), out).expect("the build folder is writable");
}

/// Files below `dir` that a site needs, named relative to `root` with `/`.
fn walk(root: &Path, dir: &Path, out: &mut Vec<(String, PathBuf)>) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || matches!(name.as_str(), "node_modules" | "tests" | "test" | "examples") {
            continue;
        }
        if path.is_dir() {
            println!("cargo:rerun-if-changed={}", path.display());
            walk(root, &path, out);
            continue;
        }
        let wanted = match path.extension().and_then(|e| e.to_str()) {
            Some("js") => !name.ends_with(".test.js"),
            Some("html" | "css" | "toml" | "woff2" | "svg" | "png" | "ico" | "webmanifest") => true,
            _ => name == "FONT-LICENSE" || name == "FONT-LICENSE.txt",
        };
        if !wanted {
            continue;
        }
        if let Ok(relative) = path.strip_prefix(root) {
            let parts: Vec<_> = relative.iter().map(|p| p.to_string_lossy().into_owned()).collect();
            out.push((parts.join("/"), path.canonicalize().unwrap_or(path)));
        }
    }
}
