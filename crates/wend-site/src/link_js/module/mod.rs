//! A module as the linker needs it: what it imports and exports, and its statements without comments.
//!
//! The build script reads the modules of the built-in theme and plugins with this same code, so that a build of a site
//! need not (`prepared`).

mod names;
mod print;
mod scan;

use std::borrow::Cow;

/// What can't be linked, where and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkError {
    /// The module's path.
    pub path: String,
    /// Line from 1, column from 1 in characters; `(0, 0)` where no place is to blame.
    pub at: (usize, usize),
    /// What is wrong and why.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// A module that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Module {
    pub(crate) imports: Vec<Import>,
    /// Exported name and the module's own name for it.
    pub(crate) exports: Vec<(String, String)>,
    /// Its statements, without imports and the word `export`.
    pub(crate) body: Cow<'static, str>,
}

/// One import statement or `export … from`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Import {
    pub(crate) path: String,
    /// Line and column of the statement, from 1.
    pub(crate) at: (usize, usize),
    /// Name there and name here.
    pub(crate) names: Vec<(String, String)>,
}

impl Module {
    /// Reads the module at `path`.
    ///
    /// # Errors
    /// Where it is no JavaScript, or has what can't be linked.
    pub(crate) fn read(path: &str, text: &str) -> Result<Self, Vec<LinkError>> {
        Self::of(path, text, false)
    }

    /// The same with short names: for modules that come with Wend. Those of others stay readable for their authors.
    ///
    /// # Errors
    /// As [`Module::read`].
    #[allow(dead_code, reason = "the build script reads them, and a test of the linker")]
    pub(crate) fn read_short(path: &str, text: &str) -> Result<Self, Vec<LinkError>> {
        Self::of(path, text, true)
    }

    fn of(path: &str, text: &str, short: bool) -> Result<Self, Vec<LinkError>> {
        let mut scan = scan::scan(path, text, short)?;
        let mut body = String::with_capacity(text.len());
        print::print(text, &scan, &mut body);
        let names = std::mem::take(&mut scan.short.names);
        let here = |(there, here): (String, String)| (there, names.get(&here).cloned().unwrap_or(here));
        let imports = scan.imports.into_iter().map(|import| {
            let names = import.names.into_iter().map(here).collect();
            Import { names, ..import }
        });
        let exports = scan.exports.into_iter().map(here).collect();
        Ok(Self { imports: imports.collect(), exports, body: body.into() })
    }
}
