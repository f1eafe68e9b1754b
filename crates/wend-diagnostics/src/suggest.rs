//! "Did you mean": the known word nearest to a wrong one.

/// The known word that `wrong` most likely stands for, or none that is near enough.
///
/// Near enough: at most a third of the letters (at least one) changed, swapped, left out or added
/// (Damerau–Levenshtein), letter case apart; a single letter is near no other. Ties go to the word that comes first.
pub fn suggest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let folded = wrong.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for word in known {
        let length = folded.chars().count().max(word.chars().count());
        let distance = strsim::damerau_levenshtein(&folded, &word.to_lowercase());
        let allowed = if length < 2 { 0 } else { (length / 3).max(1) };
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, word));
        }
    }
    best.map(|(_, word)| word.to_owned())
}
