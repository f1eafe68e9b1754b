//! What a lesson can be found by.

use std::sync::Arc;

use wend_core::LessonIx;
use wend_plugin::words;

use crate::compiled::Compiled;

/// The searchable text of one lesson: plain words, no Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searchable {
    /// Its title.
    pub title: String,
    /// Its headings, those inside of blocks too; they are in the text as well.
    pub headings: Vec<String>,
    /// All that stands on its page, what plugins make of blocks and the words they add. Where a block shows the text of a
    /// lesson's variants, their places stay as they are written, `{a}`.
    pub text: String,
    /// Help, answers and solutions, which are shown only when asked for: for finding them nothing, or less, should be given away.
    pub hidden: String,
}

impl Compiled {
    /// What a lesson can be found by.
    pub fn searchable(&self, ix: LessonIx) -> Option<Searchable> {
        let doc = self.lesson(ix)?;
        let words = match &doc.words {
            Some(words) => Arc::clone(words),
            // Without blocks it is quick to find out.
            None => {
                let text = self.sources.text(doc.file);
                let parsed = wend_markup::parse_again(doc.file, text);
                Arc::new(words(&self.registry, text, &parsed, &[]))
            }
        };
        Some(Searchable {
            title: doc.title.clone(),
            headings: doc.outline.headings.iter().map(|heading| heading.text.clone()).collect(),
            text: words.shown.trim_end().to_owned(),
            hidden: words.hidden.trim_end().to_owned(),
        })
    }
}
