//! `.wend/manifest.json`: what a built site says about itself. It proves that a folder is ours, names the inputs of
//! every file so that an unchanged one is taken over, and keeps the ids that were published.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Component, Path},
};

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Where the manifest stands inside a built site.
pub(crate) const PATH: &str = ".wend/manifest.json";

/// The program that makes a site: its version and a fingerprint of its sources.
pub(crate) const TOOL: &str = concat!("wend ", env!("CARGO_PKG_VERSION"), " ", env!("WEND_SOURCES"));

/// The manifest of one built site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The shape of this file; 1.
    pub(crate) format: u32,
    /// Which program made the site, see [`TOOL`].
    pub(crate) tool: String,
    /// The ids the site has published: curriculum, objectives, lessons, items, aliases.
    #[serde(default)]
    pub(crate) published: serde_json::Value,
    /// Every file of the site but this one, by path.
    pub(crate) files: BTreeMap<String, FileEntry>,
}

/// One file of a built site: `[inputs, content, length]`, the two hashes in hexadecimal: BLAKE3 of what it was made from,
/// SHA-256 of its bytes. Without inputs it is made again each time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct FileEntry(pub(crate) String, pub(crate) String, pub(crate) u64);

impl FileEntry {
    /// The entry of a file with these bytes.
    pub(crate) fn of(inputs: String, bytes: &[u8]) -> Self {
        Self(inputs, content(bytes), bytes.len() as u64)
    }
}

/// The hash of a file's bytes: one that browsers can tell by themselves, for they check what they keep by it.
pub(crate) fn content(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

impl Manifest {
    /// The manifest in `out`; `None` where there is none.
    ///
    /// # Errors
    /// When there is a manifest that can't be read: it is torn, from a newer version, or
    /// names files outside of the site.
    pub(crate) fn read(out: &Path) -> io::Result<Option<Self>> {
        let text = match fs::read(out.join(PATH)) {
            Ok(text) => text,
            Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(None),
            Err(e) => return Err(e),
        };
        let manifest: Self = serde_json::from_slice(&text)
            .map_err(|e| io::Error::new(io::ErrorKind::InvalidData, format!("its {PATH} can't be read: {e}")))?;
        if manifest.format != 1 {
            let what = format!("its {PATH} has format {}; this version reads format 1", manifest.format);
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        // A site may come with a stranger's curriculum: what its manifest names is removed one day.
        let inside = |path: &str| Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if let Some(path) = manifest.files.keys().find(|path| path.is_empty() || !inside(path)) {
            let what = format!("its {PATH} names {path:?}, which is not in it");
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        Ok(Some(manifest))
    }

    /// The manifest's bytes as written: sorted, one file a line.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let json = |v: &dyn erased::Json| v.json();
        let mut text = format!(
            "{{\n\"format\": {},\n\"tool\": {},\n\"published\": {},\n\"files\": {{",
            self.format,
            json(&self.tool),
            json(&self.published)
        );
        for (i, (path, entry)) in self.files.iter().enumerate() {
            text.push_str(if i == 0 { "\n" } else { ",\n" });
            text.push_str(&json(path));
            text.push_str(": ");
            text.push_str(&json(entry));
        }
        text.push_str("\n}\n}\n");
        text.into_bytes()
    }
}

mod erased {
    /// Whatever can be written as JSON; strings, numbers and plain maps can't fail to be.
    pub(super) trait Json {
        fn json(&self) -> String;
    }
    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).unwrap_or_default()
        }
    }
}
