//! A text as the words that search knows it by; twin of `themes/trail/client/search/words.js`.
//!
//! 1. Compatible forms are one (NFKD), accents and vowel points are left out, letters are small, and letters that are
//!    written in two ways are one (`ß` and `ss`, katakana and hiragana).
//! 2. Letters, marks and digits in a row are a word.
//! 3. Scripts that put no spaces between words give every two letters that follow each other, and the last letter alone,
//!    so that a beginning of any length finds them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut: nobody types them.
const LONGEST: usize = 32;

/// Calls back with every word of a text, in order, and its hash.
pub(super) fn words(text: &str, mut word: impl FnMut(&str, u64)) {
    let bytes = text.as_bytes();
    let mut folded = String::new();
    let mut at = 0;
    while at < bytes.len() {
        // What stands between two ASCII characters that are in no word can be folded by itself.
        let start = at;
        let (mut hash, mut changed) = (Fnv::new(), 0);
        while let Some(&byte) = bytes.get(at) {
            let small = SMALL[usize::from(byte)];
            if small == 0 {
                break;
            }
            hash.add(small);
            changed |= small ^ byte;
            at += 1;
        }
        let run = &text[start..at];
        if run.is_empty() {
            at += 1;
        } else if changed == 0 && run.len() <= LONGEST {
            word(run, hash.0);
        } else if changed.is_ascii() {
            folded.clear();
            folded.push_str(&run[..run.len().min(LONGEST)]);
            folded.make_ascii_lowercase();
            word(&folded, Fnv::of(&folded));
        } else {
            folded.clear();
            run.nfkd().for_each(|c| fold(c, &mut folded));
            for run in folded.split(|c: char| !is_word(c)).filter(|run| !run.is_empty()) {
                pieces(run, &mut |piece: &str| word(piece, Fnv::of(piece)));
            }
        }
    }
}

/// Each byte of a word as a small letter or digit; 0 for what is in no word, 1 for a part of what is not ASCII.
const SMALL: [u8; 256] = {
    let mut table = [1; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = if byte.is_ascii_alphanumeric() { byte.to_ascii_lowercase() } else { 0 };
        byte += 1;
    }
    table
};

/// FNV-1a (Fowler, Noll, Vo): quick for short words, and the same everywhere.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    fn of(word: &str) -> u64 {
        let mut hash = Self::new();
        word.bytes().for_each(|byte| hash.add(byte));
        hash.0
    }

    fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
}

/// A run of letters: words of scripts with spaces, pairs of letters of scripts without.
fn pieces(run: &str, word: &mut impl FnMut(&str)) {
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let unspaced = is_unspaced(first);
        let end = rest.find(|c: char| is_unspaced(c) != unspaced).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        if unspaced {
            for (at, _) in part.char_indices() {
                let end = part[at..].char_indices().nth(2).map_or(part.len(), |(end, _)| at + end);
                word(&part[at..end]);
            }
        } else {
            let cut = part.char_indices().nth(LONGEST).map_or(part.len(), |(at, _)| at);
            word(&part[..cut]);
        }
    }
}

/// One character of a decomposed text.
fn fold(c: char, out: &mut String) {
    match c {
        // Accents; points and vowels of Hebrew and Arabic, which are rarely typed; a stroke that makes a word longer;
        // signs that are not seen.
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}'
        | '\u{640}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{6d6}'..='\u{6ed}'
        | '\u{ad}'
        | '\u{200c}'..='\u{200d}' => {}
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'þ' | 'Þ' => out.push_str("th"),
        'ø' | 'Ø' => out.push('o'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'ł' | 'Ł' => out.push('l'),
        'ħ' | 'Ħ' => out.push('h'),
        'ı' => out.push('i'),
        'ς' => out.push('σ'),
        // Katakana as hiragana.
        '\u{30a1}'..='\u{30f6}' => out.extend(char::from_u32(c as u32 - 0x60)),
        c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        c => out.extend(c.to_lowercase()),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Whether a character is of a script that puts no spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, kana, Han.
fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0xe00..=0xfff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x31f0..=0x31ff
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

/// The letters by which a word's shard is found: three of them, or one of a script without spaces.
pub(super) fn key(word: &str) -> &str {
    let letters = if word.chars().next().is_some_and(is_unspaced) { 1 } else { 3 };
    word.char_indices().nth(letters).map_or(word, |(at, _)| &word[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same file is read by `tests/client/search.test.js`.
    #[test]
    fn texts_have_the_words_that_the_browser_finds_in_them() {
        let json = include_str!("../../../../tests/vectors/search/words.json");
        let cases: serde_json::Value = serde_json::from_str(json).unwrap();
        let texts: Vec<(String, Vec<String>)> = serde_json::from_value(cases["texts"].clone()).unwrap();
        for (text, expected) in texts {
            let mut found = Vec::new();
            words(&text, |word, _| found.push(word.to_string()));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_key_is_as_long_as_its_script_asks() {
        assert_eq!(["fraction", "pi", "学习", "épée"].map(key), ["fra", "pi", "学", "épé"]);
    }
}
