//! "Did you mean": the known word nearest to a wrong one.

/// The known word that `wrong` most likely stands for, or none that is near enough.
///
/// Near enough: at most a third of the letters changed, swapped, left out or added (Damerau–Levenshtein), letter case
/// apart; of a word of one or two letters nothing is left to go by. Ties go to the word that comes first.
pub fn suggest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let folded = wrong.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for word in known {
        let length = folded.chars().count().max(word.chars().count());
        let distance = strsim::damerau_levenshtein(&folded, &word.to_lowercase());
        if distance <= length / 3 && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, word));
        }
    }
    best.map(|(_, word)| word.to_owned())
}
