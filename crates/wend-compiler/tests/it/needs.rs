//! Requirements as authors write them: what is well written is read as it was meant, and whatever else is
//! written there ends in a finding, never in a panic.

use wend_core::{ObjectiveIx, Requirement, Test};

use crate::support::{found, shown, with};

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// A requirement over `halves` and `thirds`, as text and as it is meant.
fn written(dice: &mut Dice, depth: usize) -> (String, Requirement) {
    let literal = |at: usize| (["\"halves\"", "\"thirds\""][at], Requirement::objective(ObjectiveIx(at as u32)));
    let group = |dice: &mut Dice| -> (String, Vec<Requirement>) {
        let parts: Vec<(String, Requirement)> = (0..=dice.below(3)).map(|_| written(dice, depth + 1)).collect();
        let texts: Vec<&str> = parts.iter().map(|(text, _)| text.as_str()).collect();
        (format!("[{}]", texts.join(", ")), parts.iter().map(|(_, part)| part.clone()).collect())
    };
    match if depth > 3 { 0 } else { dice.below(6) } {
        0 => {
            let (text, meant) = literal(dice.below(2));
            (text.to_owned(), meant)
        }
        1 => {
            let (text, meant) = literal(dice.below(2));
            (format!("{{ objective = {text}, why = \"so that\" }}"), meant.why("so that"))
        }
        2 => {
            let (text, parts) = group(dice);
            (text, Requirement::all(parts))
        }
        3 => {
            let (text, parts) = group(dice);
            (format!("{{ all = {text} }}"), Requirement::all(parts))
        }
        4 => {
            let (text, parts) = group(dice);
            (format!("{{ any = {text}, why = \"or\" }}"), Requirement::any(parts).why("or"))
        }
        _ => {
            let (text, parts) = group(dice);
            let k = 1 + dice.below(parts.len());
            (format!("{{ at_least = {k}, of = {text} }}"), Test::AtLeast(k as u16, parts).into())
        }
    }
}

fn objectives(requires: &str) -> String {
    format!("[halves]\n[thirds]\n[sums]\nrequires = {requires}\n")
}

#[test]
fn what_is_well_written_holds_when_it_should() {
    for seed in 0..300 {
        let (text, meant) = written(&mut Dice(seed), 0);
        let compiled = with(&[("objectives.toml", &objectives(&text))]);
        let read = &compiled.curriculum.objectives[2].requires;
        assert!(!shown(&compiled).contains("error"), "{text}\n{}", shown(&compiled));
        for known in 0..4_u32 {
            let holds = |ix: ObjectiveIx| ix.0 < 2 && known >> ix.0 & 1 == 1;
            assert_eq!(read.holds(&holds), meant.holds(&holds), "{text} with {known:02b}");
        }
    }
}

#[test]
fn whatever_is_written_ends_in_a_finding_or_a_requirement() {
    const PIECES: [&str; 24] = [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        "=",
        " any = ",
        " all = ",
        " at_least = ",
        " of = ",
        " objective = ",
        " why = ",
        "-1",
        "0",
        "99999999999999999999",
        "1.5",
        "nan",
        "true",
        "\"\"",
        "\"nobody\"",
        "2027-01-01",
        "\\u0000",
        "\n",
    ];
    let (mut refused, mut kept) = (0, 0);
    for seed in 0..1_500 {
        let mut dice = Dice(seed);
        let (text, _) = written(&mut dice, 0);
        let mut chars: Vec<char> = text.chars().collect();
        for _ in 0..=dice.below(3) {
            let at = dice.below(chars.len() + 1);
            let to = (at + dice.below(6)).min(chars.len());
            let piece = PIECES[dice.below(PIECES.len())];
            chars.splice(at..to, piece.chars());
        }
        let text: String = chars.into_iter().collect();
        let compiled = with(&[("objectives.toml", &objectives(&text))]);
        let of = compiled.curriculum.objectives.iter().find(|objective| objective.id == "sums");
        let nothing = of.is_none_or(|objective| objective.requires == Requirement::none());
        // An empty list asks for nothing, and may.
        assert!(
            !nothing || !found(&compiled).is_empty() || text.split_whitespace().collect::<String>().contains("[]"),
            "{text}"
        );
        if found(&compiled).is_empty() { kept += 1 } else { refused += 1 }
    }
    assert!(refused > 500 && kept > 20, "{refused} refused, {kept} kept");
}

#[test]
fn what_nests_without_end_is_refused() {
    for text in
        ["[".repeat(20_000), "{ any = [".repeat(5_000), format!("{}\"halves\"{}", "[".repeat(300), "]".repeat(300))]
    {
        assert!(!found(&with(&[("objectives.toml", &objectives(&text))])).is_empty());
    }
}
