//! What the pages of the track hold, read without any of our code, to be held against what we made of them.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::convert::{Choice, Made, Notes};
use super::track::Track;
use crate::page::{Node, attributes, count};
use crate::words::inline;

/// What the pages that a lesson was made of hold, read without any of our code.
#[derive(Default)]
pub(crate) struct Source {
    pub(crate) words: Vec<String>,
    links: Vec<String>,
    tables: usize,
    code_blocks: usize,
    breaks: usize,
    pub(crate) raw_html: Vec<String>,
}

impl Source {
    pub(crate) fn of(track: &Track, made: &Made, choice: Choice) -> Source {
        let mut source = Source::default();
        for page in &made.pages {
            let text = &track.pages[page.as_str()];
            match choice.notes {
                Notes::AsWritten => source.read(text, choice),
                // The fences of notes taken away, what is in them is Markdown like the rest.
                Notes::AsBlocks => {
                    let bare = text.lines().map(|line| if line.starts_with("~~~~") { "" } else { line });
                    source.read(&bare.collect::<Vec<_>>().join("\n"), choice);
                }
            }
        }
        source
    }

    fn read(&mut self, markdown: &str, choice: Choice) {
        let mut text = String::new();
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        for event in Parser::new_ext(markdown, options) {
            match event {
                // `[concept:python/bools]()` leads where its text says.
                Event::Text(name) if self.links.last().is_some_and(String::is_empty) => {
                    text.push_str(&name);
                    let concept = name.strip_prefix("concept:python/").expect("a link that says where it leads");
                    self.links.pop();
                    self.links.push(format!("/tracks/python/concepts/{concept}"));
                }
                Event::Text(part) | Event::Code(part) => text.push_str(&part),
                Event::Html(tag) | Event::InlineHtml(tag) => {
                    // At work (it ends a word: all of it are breaks and tables), or shown as it was typed.
                    text.push_str(if choice.html { " " } else { &tag });
                    self.raw_html.push(tag.to_string());
                }
                Event::SoftBreak | Event::Rule => text.push(' '),
                Event::HardBreak => {
                    self.breaks += 1;
                    text.push(' ');
                }
                Event::Start(Tag::Link { dest_url, .. }) => self.links.push(dest_url.to_string()),
                Event::Start(tag) => {
                    self.tables += usize::from(matches!(tag, Tag::Table(_)));
                    self.code_blocks += usize::from(matches!(tag, Tag::CodeBlock(_)));
                    text.push_str(if inline(tag.to_end()) { "" } else { " " });
                }
                Event::End(tag) => text.push_str(if inline(tag) { "" } else { " " }),
                _ => {}
            }
        }
        self.words.extend(text.split_whitespace().map(str::to_owned));
    }

    pub(crate) fn compare(&self, path: &str, body: &[Node], choice: Choice) {
        let mut found = attributes(body, "href");
        for link in &self.links {
            let ours = link.strip_prefix("/tracks/python/concepts/").map(|c| format!("../../objectives/{c}.html"));
            let expected = ours.as_deref().unwrap_or(link);
            let at = found.iter().position(|href| *href == expected);
            found.remove(at.unwrap_or_else(|| panic!("{path}: the link to {expected} is lost")));
        }
        // Raw HTML is at work where it is allowed.
        let raw = if choice.html { self.raw_html.concat() } else { String::new() };
        assert_eq!(count(body, "table"), self.tables + raw.matches("<table").count(), "{path}: tables");
        assert_eq!(count(body, "br"), self.breaks + raw.matches("<br").count(), "{path}: breaks");
        assert_eq!(count(body, "pre"), self.code_blocks, "{path}: blocks of code");
    }
}
