//! A theme: templates, styles, strings, client modules and files that are copied as they are.
//!
//! The built-in theme `trail` is in the binary; files of a curriculum's `theme/` folder replace its files one by one.

use std::borrow::Cow;
use std::collections::BTreeMap;

mod builtin {
    include!(concat!(env!("OUT_DIR"), "/theme.rs"));
}

/// The files of a theme by their path in it, such as `templates/base.html`.
///
/// | folder | holds |
/// |---|---|
/// | `templates/` | minijinja templates, one for each kind of page |
/// | `styles/` | style sheets; see [`crate::css`] for the order |
/// | `strings/` | one `<lang>.toml` for each interface language |
/// | `client/` | ES modules that start at `client/main.js` |
/// | `static/` | copied to `assets/` as is |
#[derive(Clone, Debug, Default)]
pub struct Theme {
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Theme {
    /// The theme in the binary.
    pub fn builtin() -> Theme {
        let files = builtin::FILES.iter().map(|(path, bytes)| ((*path).to_string(), Cow::Borrowed(*bytes))).collect();
        Theme { files }
    }

    /// This theme with files put over it, each named as in [`Theme`].
    pub fn with_overrides(mut self, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Theme {
        self.files.extend(files.into_iter().map(|(path, bytes)| (path, Cow::Owned(bytes))));
        self
    }

    /// One file's bytes.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// The files below a folder (`"styles/"`), by path, in path order.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> + 'a {
        self.files
            .range(folder.to_string()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(path, bytes)| (path.as_str(), bytes.as_ref()))
    }

    /// A text file; text that is not UTF-8 is read with replacement characters.
    pub fn text(&self, path: &str) -> Option<Cow<'_, str>> {
        self.file(path).map(String::from_utf8_lossy)
    }
}
