//! The index of what stands in lessons, for search in the browser. Titles, statements and interests are in the catalog,
//! which every page has; here is the text.
//!
//! 1. [`wend_compiler::search`] gives a lesson's text, what is hidden apart.
//! 2. [`words`] folds the text and cuts it into words.
//! 3. [`Index`] keeps for each word the lessons that have it, and writes its words into shards by their first letters,
//!    so that a word that is being typed needs one of them.
//!
//! How many shards there are depends on the number of lessons alone, so a plan names them before anything is read.

mod words;

use std::hash::{BuildHasherDefault, Hasher};

use indexmap::IndexMap;
use wend_core::LessonIx;

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
#[derive(Default)]
struct Postings {
    /// The last lesson that has it, plus one; 0: none so far.
    last: u32,
    /// All of them, each as the step from the one before, twice, plus one where the word stands in a heading.
    steps: String,
}

/// FNV-1a (Fowler, Noll, Vo): quick for short words, and the same everywhere.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}

/// The words of lessons; lessons are added in order.
#[derive(Default)]
struct Index {
    words: IndexMap<Box<str>, Postings, BuildHasherDefault<Fnv>>,
    buffer: String,
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
        // What is hidden until somebody asks for it is not found.
        if let Some(found) = shared.compiled.searchable(ix) {
            self.add(ix, &found.text, false);
        }
    }

    fn add(&mut self, lesson: LessonIx, text: &str, heading: bool) {
        let Self { words: all, buffer } = self;
        words(text, buffer, |word| {
            // One letter finds everything.
            if word.len() < 2 {
                return;
            }
            let at = match all.get_index_of(word) {
                Some(at) => at,
                None => all.insert_full(word.into(), Postings::default()).0,
            };
            let postings = &mut all[at];
            if postings.last != lesson.0 + 1 {
                let step = lesson.0 - postings.last;
                number(step * 2 + u32::from(heading), &mut postings.steps);
                postings.last = lesson.0 + 1;
            }
        });
    }

    /// One text a shard: a line a word, sorted; how many letters it shares with the word before, the others, a space,
    /// its lessons.
    fn texts(self, of: usize) -> Vec<String> {
        let mut words: Vec<(&Box<str>, &Postings)> = self.words.iter().collect();
        words.sort_unstable_by_key(|(word, _)| *word);
        let mut out = vec![(String::new(), ""); of];
        for (word, postings) in words {
            let (text, before) = &mut out[shard(word, of)];
            let same = word.chars().zip(before.chars()).take_while(|(a, b)| a == b);
            let (units, bytes) =
                same.fold((0, 0), |(units, bytes), (c, _)| (units + c.len_utf16(), bytes + c.len_utf8()));
            *before = word;
            text.push(digit(units as u32));
            text.push_str(&word[bytes..]);
            text.push(' ');
            text.push_str(&postings.steps);
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
            serde_json::from_str(include_str!("../../../../tests/vectors/words.json")).unwrap();
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
