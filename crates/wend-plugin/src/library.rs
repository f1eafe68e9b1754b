//! What comes with Wend for every plugin to build on, each thing by one name, such as `wend:ask`: a module to import, and
//! perhaps a look, a template to extend and texts.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::manifest::{self, Texts};

/// Something of the library.
#[derive(Debug, PartialEq, Eq)]
pub struct Library {
    /// What a plugin calls it.
    pub name: &'static str,
    /// Its module, for the build and the browser.
    pub script: &'static str,
    /// The look that comes along with the module in a browser.
    pub style: Option<&'static str>,
    /// The template that a plugin's templates extend or include.
    pub template: Option<&'static str>,
    /// Its texts, as a manifest has them.
    strings: Option<&'static str>,
}

impl Library {
    /// Whether it has texts.
    pub fn speaks(&self) -> bool {
        self.strings.is_some()
    }
}

static LIBRARY: [Library; 2] = [
    Library {
        name: "wend:ask",
        script: include_str!("../lib/ask.js"),
        style: Some(include_str!("../lib/ask.css")),
        template: Some(include_str!("../lib/ask.html")),
        strings: Some(include_str!("../lib/ask.toml")),
    },
    Library {
        name: "wend:number",
        script: include_str!("../lib/number.js"),
        style: None,
        template: None,
        strings: None,
    },
];

/// All there is.
pub fn libraries() -> &'static [Library] {
    &LIBRARY
}

/// What has this name.
pub fn library(name: &str) -> Option<&'static Library> {
    LIBRARY.iter().find(|one| one.name == name)
}

/// The texts of the library: language → `wend:ask.check` → text. A plugin's own text of the same name comes first:
/// `abacus.check`.
pub fn library_texts() -> &'static BTreeMap<String, Texts> {
    static TEXTS: OnceLock<BTreeMap<String, Texts>> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let mut out: BTreeMap<String, Texts> = BTreeMap::new();
        for strings in LIBRARY.iter().filter_map(|one| one.strings) {
            // A test holds that there is nothing to report here.
            for (language, texts) in manifest::read_strings(strings).0 {
                out.entry(language).or_default().extend(texts);
            }
        }
        out
    })
}

/// What of the library these texts of a plugin name.
pub(crate) fn named_in<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> impl Iterator<Item = &'static Library> {
    LIBRARY.iter().filter(move |one| texts.clone().any(|text| text.contains(one.name)))
}

/// Its modules, as scripts of a plugin that names them see them.
pub(crate) fn modules_named_in<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Vec<(String, Arc<str>)> {
    named_in(texts).map(|one| (one.name.to_owned(), Arc::from(one.script))).collect()
}
