//! Running text: paragraphs and what stands in lists and quotes, without headings, tables, code and pictures.

use pulldown_cmark::{Event, TagEnd};

use crate::events::fragment_events;
use crate::refs::Refs;

/// Calls back with the text of each paragraph or list entry. A formula or a piece of code is one sign, `0`: something is
/// said there, and it has no letters.
pub fn prose(markdown: &str, refs: &Refs, mut piece: impl FnMut(&str)) {
    let mut text = String::new();
    // How many headings, tables, code blocks and pictures are open.
    let mut apart = 0_usize;
    for (event, _) in fragment_events(markdown, refs) {
        match event {
            Event::Start(tag) => {
                if is_apart(&tag.to_end()) {
                    apart += 1;
                } else if !is_inline(&tag.to_end()) {
                    flush(&mut text, &mut piece);
                }
            }
            Event::End(tag) => {
                if is_apart(&tag) {
                    apart = apart.saturating_sub(1);
                } else if !is_inline(&tag) {
                    flush(&mut text, &mut piece);
                }
            }
            _ if apart > 0 => {}
            Event::Text(words) => text.push_str(&words),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => text.push('0'),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    flush(&mut text, &mut piece);
}

fn flush(text: &mut String, piece: &mut impl FnMut(&str)) {
    if !text.trim().is_empty() {
        piece(text.trim());
    }
    text.clear();
}

fn is_apart(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Heading(_) | TagEnd::Table | TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock)
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_running_text_is_left() {
        let markdown = "# Head\n\nOne *two*\nthree. $x^2$ is `y`.\n\n- Four ![alt](x.png) [five](x.md).\n  - Six\n\n\
                        | a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n\n> Seven.";
        let mut pieces = Vec::new();
        prose(markdown, &Refs::default(), |piece| pieces.push(piece.to_owned()));
        assert_eq!(pieces, ["One two three. 0 is 0.", "Four  five.", "Six", "Seven."]);
    }
}
