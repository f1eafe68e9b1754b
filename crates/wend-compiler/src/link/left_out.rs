//! Texts among the lessons that are none, and that no lesson links to.

use wend_diagnostics::{Diagnostic, codes};

use super::Input;
use crate::compiled::Asset;
use crate::load::Role;

/// Endings of files in which people write lessons elsewhere. Pictures, sounds, films, sheets, data and PDF are not among
/// them: these lie beside lessons for good.
const WRITTEN: [&str; 28] = [
    "txt", "text", "doc", "docx", "docm", "odt", "rtf", "pages", "wpd", "html", "htm", "xhtml", "tex", "ltx", "typ",
    "rst", "adoc", "asciidoc", "org", "textile", "wiki", "mdx", "mdown", "mkd", "mkdn", "rmd", "qmd", "ipynb",
];

/// What a folder holds for those who look after it.
const FOR_THE_FOLDER: [&str; 9] =
    ["readme", "license", "licence", "copying", "notice", "authors", "changelog", "requirements", "robots"];

/// One note for all of them.
pub(super) fn note(inputs: &[Input], assets: &[Asset], root: &str) -> Option<Diagnostic> {
    let texts = inputs.iter().filter(|input| matches!(input.role, Role::Beside(_)) && is_text(&input.path, root));
    let mut left = texts.filter(|input| !assets.iter().any(|asset| asset.source == input.path));
    let first = left.next()?;
    let path = &first.path;
    let message = match left.count() {
        0 => format!("`{path}` is left out: it is no lesson, and no lesson links to it"),
        more => {
            let files = if more == 1 { "another file" } else { &format!("{more} more files") };
            format!("`{path}` and {files} are left out: they are no lessons, and no lesson links to them")
        }
    };
    Some(
        Diagnostic::new(&codes::config::NOT_A_LESSON, message)
            .at_path(path.clone())
            .help(match meant(path) {
                Some(name) => format!("lessons and items are files that end in `.md`: rename it to `{name}`"),
                None => "lessons and items are files that end in `.md`: save it as one".to_owned(),
            })
            .help("what people should get as it is belongs into `static/`, or is linked by a lesson"),
    )
}

/// `x.md.txt`, as some programs save it when asked for `x.md`, and plain text, which is Markdown.
fn meant(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    let plain = ["txt", "text", "mdown", "mkd", "mkdn"].iter().any(|text| ending.eq_ignore_ascii_case(text));
    let md = stem.to_ascii_lowercase().ends_with(".md");
    plain.then(|| if md { stem.to_owned() } else { format!("{stem}.md") })
}

fn is_text(path: &str, root: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    if FOR_THE_FOLDER.iter().any(|known| stem.eq_ignore_ascii_case(known)) {
        return false;
    }
    if path.starts_with("items/") && ending.eq_ignore_ascii_case("toml") {
        return true;
    }
    // Without an ending it may be anything in a folder of somebody's own.
    ending.is_empty() && !root.is_empty() || WRITTEN.iter().any(|known| ending.eq_ignore_ascii_case(known))
}
