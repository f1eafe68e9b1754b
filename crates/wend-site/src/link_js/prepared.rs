//! The modules of the built-in theme and plugins, read when Wend was compiled.

use super::module::{Import, Module};

include!(concat!(env!("OUT_DIR"), "/modules.rs"));

/// Names: as exported there, and here.
type Names = &'static [(&'static str, &'static str)];

/// A module that the build script read.
pub(super) struct Prepared {
    /// Its path in the theme or in its plugin.
    pub(super) path: &'static str,
    /// The text it was read from.
    pub(super) text: &'static str,
    /// Path, place and names of each import.
    imports: &'static [(&'static str, (usize, usize), Names)],
    exports: Names,
    body: &'static str,
}

impl Prepared {
    fn module(&self) -> Module {
        let names = |names: &[(&str, &str)]| names.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
        let imports = self.imports.iter();
        Module {
            imports: imports
                .map(|(path, at, all)| Import { path: path.to_string(), at: *at, names: names(all) })
                .collect(),
            exports: names(self.exports),
            body: self.body.into(),
        }
    }
}

/// The module at a path, if it was read from this very text.
pub(super) fn find(path: &str, text: &str) -> Option<Module> {
    let found = MODULES.iter().find(|module| module.path == path && module.text == text)?;
    Some(found.module())
}
