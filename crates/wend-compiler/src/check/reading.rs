//! How hard a text is to read: Rix, and Anderson's grades for it (*Journal of Reading* 26, 1983).

/// A word with more letters is a long one.
const LETTERS: usize = 6;
/// A text of fewer sentences says too little about itself.
const SENTENCES: u32 = 10;
/// From how many thousandths of a long word for each sentence on a text is for the next grade, beginning with the second.
const GRADES: [u64; 12] = [200, 500, 800, 1300, 1800, 2400, 3000, 3700, 4500, 5300, 6200, 7200];

/// What was counted in the running text of a lesson.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Words of whole sentences.
    pub words: u32,
    /// Those of more than six letters.
    pub long: u32,
    /// Sentences.
    pub sentences: u32,
}

impl Reading {
    /// Adds the sentences of a paragraph; what stands after its last end mark is no sentence.
    pub(super) fn add(&mut self, paragraph: &str) {
        let mut rest = paragraph;
        while let Some((sentence, after)) = split(rest) {
            rest = after;
            let before = self.words;
            for word in sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)) {
                self.words += 1;
                self.long += u32::from(word.split(joins).any(|part| part.chars().count() > LETTERS));
            }
            self.sentences += u32::from(self.words > before);
        }
    }

    /// The school grade, 1 to 13 (past school), whose readers can be expected to read it; `None` for a text too short to tell.
    pub fn grade(&self) -> Option<u8> {
        if self.sentences < SENTENCES {
            return None;
        }
        let rix = u64::from(self.long) * 1000 / u64::from(self.sentences);
        Some(1 + GRADES.iter().filter(|from| rix >= **from).count() as u8)
    }
}

/// Whether a sign is none of the letters of a word: a hyphen makes two words of one.
fn joins(c: char) -> bool {
    !c.is_alphabetic()
}

/// The text up to the first end mark that stands before white space, a closing sign or the end; and what follows.
fn split(text: &str) -> Option<(&str, &str)> {
    let mut signs = text.char_indices().peekable();
    while let Some((at, c)) = signs.next() {
        let ends = matches!(c, '.' | '!' | '?' | ':' | ';' | '…' | '؟' | '؛')
            && signs.peek().is_none_or(|(_, next)| next.is_whitespace() || matches!(next, '"' | '”' | '’' | ')' | '»'));
        if ends {
            let after = at + c.len_utf8();
            return Some((&text[..at], &text[after..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (u32, u32, u32) {
        let mut reading = Reading::default();
        reading.add(text);
        (reading.words, reading.long, reading.sentences)
    }

    #[test]
    fn sentences_and_long_words_are_counted() {
        assert_eq!(read("The spring is dry. Who gets the water?"), (8, 0, 2));
        assert_eq!(read("“Denominator!” 1,200 litres of 2.5: quarters"), (5, 1, 2));
        assert_eq!(read("A list without an end"), (0, 0, 0));
        assert_eq!(read("Hm … yes. …"), (2, 0, 2));
    }

    #[test]
    fn the_grade_is_that_of_andersons_table() {
        let grade = |long, sentences| Reading { words: 0, long, sentences }.grade();
        assert_eq!(grade(9, 9), None);
        assert_eq!(grade(0, 10), Some(1));
        assert_eq!((grade(12, 10), grade(13, 10), grade(18, 10)), (Some(4), Some(5), Some(6)));
        assert_eq!((grade(71, 10), grade(72, 10)), (Some(12), Some(13)));
    }
}
