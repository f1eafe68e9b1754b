//! A pseudo-locale: readable, and plainly not written by hand.

/// English with every letter accented, between white brackets, a third longer; `{placeholders}` stay.
pub(super) fn accent(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2 + 8);
    out.push('⟦');
    let mut in_placeholder = false;
    let mut letters = 0;
    for c in text.chars() {
        match c {
            '{' => in_placeholder = true,
            '}' => in_placeholder = false,
            _ => {}
        }
        letters += usize::from(c.is_alphabetic());
        out.push(if in_placeholder { c } else { accented(c) });
    }
    // Other languages are longer than English; layouts must hold them.
    for _ in 0..letters.div_ceil(3).min(24) {
        out.push('~');
    }
    out.push('⟧');
    out
}

fn accented(c: char) -> char {
    const FROM: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const TO: &str = "ÅƁÇÐÉƑĜĤÎĴĶĻḾÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž";
    FROM.chars().position(|from| from == c).and_then(|at| TO.chars().nth(at)).unwrap_or(c)
}
