//! The languages that the pages of a site speak. The first stands at the root of the site; each other has a whole site of
//! its own in a folder of its name, with the same paths below, so that none depends on another and any can be put
//! somewhere alone. What is the author's is the same in all of them, and so is the record of a learner, which is kept by
//! the curriculum's id.

use serde::Serialize;
use wend_compiler::Compiled;
use wend_diagnostics::{Diagnostic, Spanned, codes, suggest};

use crate::Theme;
use crate::strings::{FALLBACK, Strings, direction, is_pseudo};

/// The page scripts that only sites in several languages have: one for every page, one for the front page.
pub(crate) const SCRIPT: &str = "languages";
pub(crate) const FRONT_SCRIPT: &str = "languages-today";

/// A folder of every site that a language could be called like. All others are no language tags.
const LISTS: &str = "all/";

/// A language of the pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Language {
    /// Its table of texts.
    pub(crate) tag: String,
    /// Where its pages stand: `""`, or a folder with `/`.
    pub(crate) folder: String,
    /// `ltr` or `rtl`.
    pub(crate) dir: &'static str,
    /// What it is called in itself.
    pub(crate) name: String,
    /// Offers the site in it, in itself.
    pub(crate) offer: String,
}

impl Language {
    /// `wanted`, or what is nearest to it, in a folder.
    pub(crate) fn of(strings: &Strings, wanted: &str, folder: String) -> Language {
        let tag = strings.best(wanted).to_string();
        // English words for the name of another language would be wrong: its tag is right.
        let own = |key: &str| strings.own(&tag, key).unwrap_or_else(|| wanted.to_string());
        Language { dir: direction(&tag), name: own("language.name"), offer: own("language.offer"), folder, tag }
    }
}

/// The languages of the pages by `curriculum.toml`. Those that can't be had are reported and left out.
pub(crate) fn chosen(
    compiled: &Compiled,
    theme: &Theme,
    strings: &Strings,
    found: &mut Vec<Diagnostic>,
) -> Vec<Language> {
    // A plugin may have words in more languages than the pages around its blocks.
    let words: Vec<&str> =
        theme.below("strings/").filter_map(|(path, _)| path.strip_prefix("strings/")?.strip_suffix(".toml")).collect();
    let mut languages: Vec<Language> = Vec::new();
    let mut kept: Vec<&Spanned<String>> = Vec::new();
    for wanted in &compiled.config.languages {
        let tag = &wanted.value;
        let folder = if languages.is_empty() { String::new() } else { format!("{tag}/") };
        let language = Language::of(strings, tag, folder);
        let own = language.tag != FALLBACK || tag.split('-').next() == Some(FALLBACK);
        if !own || !(is_pseudo(tag) || words.contains(&&*language.tag)) {
            let near = suggest(tag, words.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            let message = format!("the pages have no words in `{tag}`");
            let unknown = Diagnostic::new(&codes::site::UNKNOWN_LANGUAGE, message).at(wanted.span);
            let unknown = near.into_iter().fold(unknown, Diagnostic::help);
            let help = format!("there are words in {}; put others into `theme/strings/{tag}.toml`", words.join(", "));
            found.push(unknown.help(help));
            continue;
        }
        if let Some(twin) = languages.iter().position(|other| other.tag == language.tag) {
            let twin = kept[twin];
            let message = format!("`{tag}` has no words of its own: its pages would be those in `{}`", twin.value);
            let unknown = Diagnostic::new(&codes::site::UNKNOWN_LANGUAGE, message).at(wanted.span);
            found.push(unknown.label(twin.span, "the same words").help("leave one of them out"));
            continue;
        }
        match taken(compiled, &language.folder) {
            Some(by) => found.push(
                Diagnostic::new(
                    &codes::site::LANGUAGE_FOLDER,
                    format!(
                        "the pages in `{tag}` would stand in the folder `{}` of the site, where {by}",
                        language.folder
                    ),
                )
                .at(wanted.span)
                .help("give the other folder another name, or take the language out of the list"),
            ),
            None => {
                languages.push(language);
                kept.push(wanted);
            }
        }
    }
    if languages.is_empty() {
        languages.push(Language::of(strings, &compiled.curriculum.language, String::new()));
    }
    languages
}

/// What stands already where a folder would stand, whatever the letters' case: on some disks they are one.
fn taken(compiled: &Compiled, folder: &str) -> Option<String> {
    if folder.is_empty() {
        return None;
    }
    let folder = folder.to_lowercase();
    if folder == LISTS {
        return Some("every site has its lists of lessons".into());
    }
    let within = |path: &str| format!("{}/", path.to_lowercase()).starts_with(&folder);
    let asset = compiled.assets.iter().find(|asset| !asset.withheld && within(&asset.path))?;
    Some(format!("`{}` stands", asset.source))
}
