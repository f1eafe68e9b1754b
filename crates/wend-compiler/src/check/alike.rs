//! Texts that say the same with other nouns: n-grams of the commonest words (Stamatatos, *JASIST* 62, 2011).
//!
//! The commonest words carry how something is said, hardly what it is about. They are found in the texts themselves, so
//! any language that writes spaces will do.

use std::collections::{BTreeMap, BTreeSet};

/// So many of the commonest words are kept.
const COMMON: usize = 50;
/// So many of them in a row are one turn of phrase.
const TURN: usize = 8;
/// A text with fewer turns says too little.
const TURNS: usize = 40;

/// The turns of phrase of one text.
#[derive(Clone, Debug, Default)]
pub(super) struct Turns(BTreeSet<[u8; TURN]>);

impl Turns {
    /// How many thousandths of the turns of the shorter text are in the other one too; `None` where one is too short.
    pub(super) fn shared(&self, other: &Turns) -> Option<u16> {
        let shorter = self.0.len().min(other.0.len());
        (shorter >= TURNS).then(|| (self.0.intersection(&other.0).count() * 1000 / shorter) as u16)
    }
}

/// The turns of each text, in order. The commonest words are those of the most texts, of more than half of them.
pub(super) fn turns(texts: &[&str]) -> Vec<Turns> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts {
        let mut once = BTreeSet::new();
        words(text, |word| {
            once.insert(word);
        });
        once.into_iter().for_each(|word| *counts.entry(word).or_default() += 1);
    }
    let mut common: Vec<(String, usize)> = counts.into_iter().filter(|(_, count)| count * 2 > texts.len()).collect();
    // The sort is stable: words that are equally common stay in the order of the alphabet.
    common.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let common: BTreeMap<String, u8> = common.into_iter().take(COMMON).map(|(word, _)| word).zip(0..).collect();
    let each = texts.iter().map(|text| {
        let mut kept: Vec<u8> = Vec::new();
        words(text, |word| kept.extend(common.get(&word)));
        Turns(kept.windows(TURN).filter_map(|turn| turn.try_into().ok()).collect())
    });
    each.collect()
}

fn words(text: &str, mut word: impl FnMut(String)) {
    for one in text.split(|c: char| !(c.is_alphabetic() || c == '\'' || c == '’')).filter(|one| !one.is_empty()) {
        word(one.to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of many sentences, no two of one shape, with a noun to be changed.
    fn story(noun: &str, shift: usize) -> String {
        let small = ["the", "of", "and", "to", "in", "is", "it", "you", "that", "he", "was", "for", "on"];
        let mut text = String::new();
        let mut dice = shift;
        for n in 0..120 {
            dice = (dice * 1103 + 12345) % 65536;
            let word = small[dice / 16 % small.len()];
            text.push_str(&format!("{word} {}", if n % 3 == 0 { format!("{noun} ") } else { String::new() }));
        }
        text
    }

    #[test]
    fn another_noun_makes_no_other_text() {
        let texts = [story("cake", 1), story("field", 1), story("cake", 5), story("song", 9)];
        let turns = turns(&texts.each_ref().map(String::as_str));
        assert!(turns[0].shared(&turns[1]) > Some(900), "{:?}", turns[0].shared(&turns[1]));
        assert!(turns[0].shared(&turns[2]) < Some(250), "{:?}", turns[0].shared(&turns[2]));
    }

    #[test]
    fn a_few_words_say_nothing() {
        let turns = turns(&["one two three", "one two three"]);
        assert_eq!(turns[0].shared(&turns[1]), None);
    }
}
