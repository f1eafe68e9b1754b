//! Lists the files of the built-in theme, so that the binary carries them, and reads the modules of the theme and the
//! plugins, so that no build of a site has to.
//!
//! - `theme.rs` has one `(path, bytes)` pair a file, in path order. A listing of our own instead of a crate: it leaves
//!   out what only contributors need (tests, type settings) and notices files that are added.
//! - `modules.rs` has one `Prepared` of `src/link_js/prepared.rs` a module that a page may load. One that can't be read
//!   is left out: the linker says why when a site is built.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "src/link_js/module/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "the linker uses the rest")]
mod module;

fn main() {
    // Cargo sets both; without them there is nothing sensible to do.
    #[expect(clippy::disallowed_methods, reason = "a build script is told its folders by cargo")]
    let env = |key: &str| PathBuf::from(std::env::var(key).expect("cargo sets this"));
    let theme = env("CARGO_MANIFEST_DIR").join("../../themes/trail");
    let plugins = env("CARGO_MANIFEST_DIR").join("../../plugins");
    println!("cargo:rerun-if-changed={}", theme.display());
    println!("cargo:rerun-if-changed=build.rs");
    let library = env("CARGO_MANIFEST_DIR").join("../wend-plugin/lib");
    println!("cargo:rerun-if-changed={}", library.display());
    let mut files = Vec::new();
    walk(&theme, &theme, &mut files);
    files.sort();
    let mut modules = String::from("pub(super) static MODULES: &[Prepared] = &[\n");
    let pages = files.iter().map(|(name, _)| name.clone()).filter(|name| name.starts_with("client/pages/"));
    let entries = ["client/main.js", "client/worker/main.js"].map(String::from);
    prepare(&theme, &library, pages.chain(entries).collect(), &mut modules);
    for plugin in below(&plugins) {
        println!("cargo:rerun-if-changed={}", plugin.display());
        prepare(&plugin, &library, vec!["element.js".into(), "grade.js".into()], &mut modules);
    }
    modules.push_str("];\n");
    fs::write(env("OUT_DIR").join("modules.rs"), modules).expect("the build folder is writable");
    let mut out = String::from("pub(super) static FILES: &[(&str, &[u8])] = &[\n");
    for (name, path) in files {
        println!("cargo:rerun-if-changed={}", path.display());
        let _ = writeln!(out, "    ({name:?}, include_bytes!({:?})),", path.display().to_string());
    }
    out.push_str("];\n");
    fs::write(env("OUT_DIR").join("theme.rs"), out).expect("the build folder is writable");
}

/// What a folder holds, sorted.
fn below(dir: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// Writes a `Prepared` for each of these modules of `root`, and for each that they import: `wend:x` is of the library.
fn prepare(root: &Path, library: &Path, mut open: Vec<String>, out: &mut String) {
    let mut known = BTreeSet::new();
    while let Some(path) = open.pop() {
        let Ok(text) = fs::read_to_string(match path.strip_prefix("wend:") {
            Some(name) => library.join(format!("{name}.js")),
            None => root.join(&path),
        }) else {
            continue;
        };
        let Ok(module) = module::Module::read_short(&path, &text) else { continue };
        if !known.insert(path.clone()) {
            continue;
        }
        let imports: Vec<_> = module.imports.iter().map(|import| (&import.path, import.at, &import.names)).collect();
        let _ = write!(out, "    Prepared {{ path: {path:?}, text: {text:?}, imports: &[");
        for (path, at, names) in imports {
            let _ = write!(out, "({path:?}, {at:?}, &{names:?}), ");
            open.push(path.clone());
        }
        let _ = writeln!(out, "], exports: &{:?}, body: {:?} }},", module.exports, module.body);
    }
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
            _ => name.ends_with("-LICENSE") || name == "FONT-LICENSE.txt",
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
