//! The index of what stands in lessons, for search in the browser. Titles, statements and interests are in the catalog,
//! which every page has; here is the text.
//!
//! 1. The compiler gives the words of a lesson with blocks, what is hidden apart; `written` reads one without.
//! 2. [`words`] folds the text and cuts it into words.
//! 3. [`Index`] keeps for each word the lessons that have it, and writes its words into shards by their first letters,
//!    so that a word that is being typed needs one of them.
//!
//! How many shards there are depends on the number of lessons alone, so a plan names them before anything is read.

mod words;
mod written;

use wend_core::LessonIx;
use wend_markup::Block;

use crate::shared::Shared;
use words::{key, words};

/// Lessons for each shard.
const LESSONS: usize = 64;
/// More shards than this would each hold next to nothing.
const MOST: usize = 256;

/// How many shards the index of so many lessons has: a power of two.
pub(crate) fn shards(lessons: usize) -> usize {
    lessons.div_ceil(LESSONS).next_power_of_two().min(MOST)
}

/// The path of a shard.
pub(crate) fn path(shard: usize) -> String {
    format!("assets/search/{shard}.js")
}

/// Everything that goes into every shard. Quicker to make than they are.
pub(crate) fn inputs(shared: &Shared) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for hash in shared.plugin_hashes.iter() {
        hasher.update(hash.as_bytes());
    }
    for lesson in &shared.compiled.lessons {
        hasher.update(&lesson.hash);
    }
    hasher.finalize()
}

/// The shards as scripts: `WEND.words(shard, text)`.
pub(crate) fn scripts(shared: &Shared) -> Vec<Vec<u8>> {
    let mut index = Index::default();
    for ix in 0..shared.compiled.lessons.len() {
        index.lesson(shared, LessonIx::at(ix));
    }
    let of = shards(shared.compiled.lessons.len());
    let texts = index.texts(of).into_iter().enumerate();
    texts
        .map(|(n, text)| {
            let text = serde_json::to_string(&text).unwrap_or_default();
            format!("WEND.words({n},{text});\n").into_bytes()
        })
        .collect()
}

/// The lessons of one word.
struct Postings {
    hash: u64,
    word: Box<str>,
    /// The last lesson that has it, plus one; 0: none so far.
    last: u32,
    /// All of them, each as the step from the one before, twice, plus one where the word stands in a heading.
    steps: String,
}

/// The words of lessons; lessons are added in order.
///
/// A table of its own, because its words come with their hash: a large curriculum has millions, most of them known.
#[derive(Default)]
struct Index {
    words: Vec<Postings>,
    /// Positions in `words`, plus one, by hash: open addressing, never more than half full.
    slots: Vec<u32>,
}

impl Index {
    fn lesson(&mut self, shared: &Shared, ix: LessonIx) {
        let doc = &shared.compiled.lessons[ix.index()];
        // Headings first: the first time that a word is met in a lesson counts.
        for heading in doc.outline.headings.iter().filter(|heading| !heading.nested) {
            self.add(ix, &heading.text, true);
        }
        if let Some(description) = &doc.front.description {
            self.add(ix, description, false);
        }
        match &doc.words {
            Some(words) => self.add(ix, &words.shown, false),
            // Without blocks nothing is hidden, and the text can be read as it is written, which is much quicker.
            None => {
                let text = shared.compiled.sources.text(doc.file);
                let parsed = wend_markup::parse_again(doc.file, text);
                for block in &parsed.blocks {
                    if let Block::Markdown(span) = block {
                        written::pieces(span.text(text), |piece| self.add(ix, piece, false));
                    }
                }
            }
        }
    }

    fn add(&mut self, lesson: LessonIx, text: &str, heading: bool) {
        words(text, |word, hash| {
            // One letter finds everything.
            if word.len() < 2 {
                return;
            }
            let postings = self.postings(word, hash);
            if postings.last != lesson.0 + 1 {
                let step = lesson.0 - postings.last;
                number(step * 2 + u32::from(heading), &mut postings.steps);
                postings.last = lesson.0 + 1;
            }
        });
    }

    fn postings(&mut self, word: &str, hash: u64) -> &mut Postings {
        if self.words.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while let Some(at) = self.slots[slot].checked_sub(1) {
            let known = &self.words[at as usize];
            if known.hash == hash && *known.word == *word {
                return &mut self.words[at as usize];
            }
            slot = (slot + 1) & mask;
        }
        let at = self.words.len();
        self.slots[slot] = at as u32 + 1;
        self.words.push(Postings { hash, word: word.into(), last: 0, steps: String::new() });
        &mut self.words[at]
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1 << 12);
        self.slots = vec![0; size];
        for (at, postings) in self.words.iter().enumerate() {
            let mut slot = postings.hash as usize & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = at as u32 + 1;
        }
    }

    /// One text a shard: a line a word, sorted; how many letters it shares with the word before, the others, a space,
    /// its lessons.
    fn texts(self, of: usize) -> Vec<String> {
        let mut words: Vec<&Postings> = self.words.iter().collect();
        words.sort_unstable_by_key(|postings| &postings.word);
        let mut out = vec![(String::new(), ""); of];
        for Postings { word, steps, .. } in words {
            let (text, before) = &mut out[shard(word, of)];
            let same = word.chars().zip(before.chars()).take_while(|(a, b)| a == b);
            let (units, bytes) =
                same.fold((0, 0), |(units, bytes), (c, _)| (units + c.len_utf16(), bytes + c.len_utf8()));
            *before = word;
            text.push(digit(units as u32));
            text.push_str(&word[bytes..]);
            text.push(' ');
            text.push_str(steps);
            text.push('\n');
        }
        out.into_iter().map(|(text, _)| text).collect()
    }
}

/// The shard of a word; the browser does the same to the word that is typed.
fn shard(word: &str, of: usize) -> usize {
    let hash = key(word).chars().fold(0x811c_9dc5_u32, |hash, c| (hash ^ c as u32).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 16)) as usize % of
}

/// A digit below 91: printable ASCII without space, quotation mark and backslash.
fn digit(n: u32) -> char {
    let code = n.min(90) + 35;
    char::from(if code > 91 { code as u8 + 1 } else { code as u8 })
}

/// A number, its low digits first: those from 46 on say that more follow.
fn number(mut n: u32, out: &mut String) {
    while n >= 46 {
        n -= 46;
        out.push(digit(46 + n % 45));
        n /= 45;
    }
    out.push(digit(n));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_more_shards_for_more_lessons() {
        assert_eq!([0, 1, 64, 65, 1_000, 10_000, 100_000].map(shards), [1, 1, 1, 2, 16, 256, 256]);
    }

    #[test]
    fn numbers_are_written_so_that_they_can_be_read() {
        for n in (0..5_000).chain([20_000, 1 << 20, u32::MAX]) {
            let mut text = String::new();
            number(n, &mut text);
            let digits = text.bytes().map(|b| u64::from(b) - if b > 92 { 36 } else { 35 });
            let read =
                digits.zip((0..).map(|power| 45_u64.pow(power))).map(|(digit, times)| digit * times).sum::<u64>();
            assert_eq!(read, u64::from(n), "{text}");
            assert!(!text.contains(['"', '\\', ' ', '\n']), "{text}");
        }
    }

    /// The same file is read by `tests/client/search.test.js`.
    #[test]
    fn a_word_is_in_the_shard_that_the_browser_asks_for() {
        let cases: serde_json::Value =
            serde_json::from_str(include_str!("../../../../tests/vectors/search/words.json")).unwrap();
        let shards: Vec<(String, usize, usize)> = serde_json::from_value(cases["shards"].clone()).unwrap();
        for (word, of, expected) in shards {
            assert_eq!(shard(&word, of), expected, "{word}");
        }
    }

    #[test]
    fn a_word_is_kept_once_a_lesson_and_in_its_shard() {
        let mut index = Index::default();
        index.add(LessonIx(3), "Adding thirds", true);
        index.add(LessonIx(3), "adding, adding: a half", false);
        index.add(LessonIx(7), "half", false);
        let texts = index.texts(1);
        assert_eq!(texts, ["#adding *\n#half ))\n#thirds *\n"]);
    }
}
