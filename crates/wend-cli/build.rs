//! Gives the binary a fingerprint of the sources it was made from. A site's manifest carries it, so that a page is
//! taken over from an earlier build only when the very same program would make it again.
use std::{
    env, fs,
    path::{Path, PathBuf},
};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../..");
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in ["crates", "themes", "plugins", "Cargo.lock"] {
        let path = root.join(part);
        println!("cargo::rerun-if-changed={}", path.display());
        add(&path, part, &mut hash);
    }
    println!("cargo::rustc-env=WEND_SOURCES={hash:016x}");
}

/// FNV-1a (Fowler, Noll, Vo) over names and bytes, in the order of names.
fn add(path: &Path, name: &str, hash: &mut u64) {
    let mut mix = |bytes: &[u8]| {
        for b in bytes {
            *hash = (*hash ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    mix(name.as_bytes());
    if let Ok(bytes) = fs::read(path) {
        mix(&bytes);
        return;
    }
    let mut below: Vec<_> = fs::read_dir(path).into_iter().flatten().flatten().collect();
    below.sort_by_key(fs::DirEntry::file_name);
    for entry in below {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name != "tests" && name != "target" && name != "node_modules" {
            add(&entry.path(), &name, hash);
        }
    }
}
