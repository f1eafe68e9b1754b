//! Holds the words of a page against those of the text it was made of.

use pulldown_cmark::TagEnd;

/// Whether a part of Markdown stands inside of a line: no word ends at its edges.
pub(crate) fn inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// Every word of the source is on the page, in the same order; the page may have more.
pub(crate) fn kept_in_order(source: &[String], page: &[String], what: &str) {
    let mut rest = page.iter();
    for (at, word) in source.iter().enumerate() {
        if !rest.any(|other| other == word) {
            let before = source[at.saturating_sub(8)..at].join(" ");
            let on_page = page.iter().filter(|other| *other == word).count();
            panic!("{what}: {word:?} is lost behind {before:?} ({on_page} on the page in other places)");
        }
    }
}
