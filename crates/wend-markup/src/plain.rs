//! The words of Markdown without its signs, for searching.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::events::fragment_events;
use crate::refs::Refs;

/// Appends the words of a Markdown text, one space between any two; code and formulas are words too, raw HTML is none.
pub fn plain(markdown: &str, refs: &Refs, out: &mut String) {
    for (event, _) in fragment_events(markdown, refs) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                push(&text, out);
            }
            // Within a word, `*` and the like end nothing.
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
            _ => space(out),
        }
    }
    space(out);
}

fn push(text: &str, out: &mut String) {
    for c in text.chars() {
        if c.is_whitespace() { space(out) } else { out.push(c) }
    }
}

fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_and_signs_go() {
        for (markdown, words) in [
            ("# A *b*c\n\n- d [e](f.md)\n- g", "A bc d e g "),
            ("a<b>b</b>\n`c  d` $e^2$", "a b c d e^2 "),
            ("| a | b |\n|---|---|\n| c | d |", "a b c d "),
            ("![alt](x.png) word[^1]\n\n```\ncode\n```", "alt word[^1] code "),
            ("", ""),
        ] {
            let mut out = String::new();
            plain(markdown, &Refs::default(), &mut out);
            assert_eq!(out, words, "{markdown}");
        }
    }
}
