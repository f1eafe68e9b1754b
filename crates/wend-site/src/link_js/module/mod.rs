//! A module as the linker needs it: what it imports and exports, and its statements without comments.
//!
//! The build script reads the modules of the built-in theme and plugins with this same code, so that a build of a site
//! need not (`prepared`).

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
        let scan = scan::scan(path, text)?;
        let mut body = String::with_capacity(text.len());
        print::print(text, &scan, &mut body);
        Ok(Self { imports: scan.imports, exports: scan.exports, body: body.into() })
    }
}
