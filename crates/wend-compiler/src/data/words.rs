//! Words that people write for others: keys as other tools call them, values that are near.

use wend_diagnostics::{Diagnostic, Spanned, codes, suggest};

/// What belongs below `[path]`.
pub(crate) const OF_A_PATH: [&str; 4] = ["goals", "deadline", "pin", "exclude"];

/// Words that other tools and people use for what is called otherwise here.
const OTHER_WORDS: [(&str, &str); 32] = [
    ("name", "title"),
    ("summary", "description"),
    ("about", "description"),
    ("lang", "language"),
    ("language", "lang"),
    ("author", "authors"),
    ("tags", "interests"),
    ("topics", "interests"),
    ("likes", "interests"),
    ("objective", "teaches"),
    ("objectives", "teaches"),
    ("goals", "teaches"),
    ("prerequisites", "requires"),
    ("prereqs", "requires"),
    ("needs", "requires"),
    ("depends", "requires"),
    ("after", "requires"),
    ("duration", "minutes"),
    ("time", "minutes"),
    ("location", "where"),
    ("materials", "bring"),
    ("references", "sources"),
    ("statement", "can"),
    ("misconception", "mix-up"),
    ("misconceptions", "mix-up"),
    ("mixup", "mix-up"),
    ("mixups", "mix-up"),
    ("mix_up", "mix-up"),
    ("mix-ups", "mix-up"),
    ("dislikes", "avoid"),
    ("knows", "known"),
    ("minutes", "weekly_minutes"),
];

/// What a word that is no key here is called here, if this is known.
pub(crate) fn other_word(wrong: &str, asked: &[&'static str]) -> Option<String> {
    let wrong = wrong.to_lowercase();
    let known = |name: &str| asked.contains(&name);
    OTHER_WORDS.iter().find(|(word, name)| *word == wrong && known(name)).map(|(_, name)| (*name).to_owned())
}

/// "`x` is not one of …", with a suggestion.
pub(crate) fn not_one_of(key: &str, text: &Spanned<String>, words: &[&str]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(&codes::data::BAD_VALUE, format!("`{}` is not a value of `{key}`", text.value)).at(text.span);
    match suggest(&text.value, words.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`? The values are: {}", words.join(", "))),
        None => diagnostic.help(format!("the values are: {}", words.join(", "))),
    }
}
