//! What lessons say, looked over as texts.

use std::collections::BTreeMap;

use wend_core::{LessonIx, ObjectiveIx};
use wend_diagnostics::{Diagnostic, Span, codes};
use wend_markup::{Block, Parsed, parse_again, prose};

use super::alike::turns;
pub use super::reading::Reading;
use crate::compiled::{Compiled, LessonDoc};
use crate::source::line_of;

/// Alternatives that share so many thousandths of what they say are reported.
const ALIKE: u16 = 250;

/// One lesson as a text.
#[derive(Clone, Debug)]
pub struct TextReport {
    /// Its reading.
    pub reading: Reading,
    /// The alternative whose words are nearest, the objective that both teach, and how many thousandths of the shorter one's turns
    /// of phrase they share. `None`: there is none, or the texts are too short to tell.
    pub nearest: Option<(LessonIx, ObjectiveIx, u16)>,
}

/// Looks over every lesson, in their order. It parses all of them again.
pub fn text_report(compiled: &Compiled) -> Vec<TextReport> {
    let parsed: Vec<(&str, Parsed)> = compiled
        .lessons
        .iter()
        .map(|doc| compiled.sources.text(doc.file))
        .zip(&compiled.lessons)
        .map(|(text, doc)| (text, parse_again(doc.file, text)))
        .collect();
    let reading = compiled.lessons.iter().zip(&parsed).map(|(doc, (text, parsed))| {
        let mut reading = Reading::default();
        sentences(doc, text, parsed, &parsed.blocks, &mut reading);
        reading
    });
    let mut report: Vec<TextReport> = reading.map(|reading| TextReport { reading, nearest: None }).collect();
    let texts: Vec<String> = parsed.iter().map(|(text, parsed)| whole(text, parsed)).collect();
    let mut languages: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, doc) in compiled.lessons.iter().enumerate() {
        languages.entry(doc.front.lang.as_deref().unwrap_or(&compiled.config.language)).or_default().push(at);
    }
    for group in languages.values() {
        let turns = turns(&group.iter().map(|at| texts[*at].as_str()).collect::<Vec<_>>());
        let turns: BTreeMap<usize, _> = group.iter().copied().zip(turns).collect();
        for (objective, doc) in compiled.objectives.iter().enumerate() {
            let alternatives = doc.lessons.iter().map(|lesson| lesson.index());
            let alternatives: Vec<_> = alternatives.filter_map(|at| turns.get_key_value(&at)).collect();
            for (n, (one, of_one)) in alternatives.iter().enumerate() {
                for (other, of_other) in &alternatives[n + 1..] {
                    let Some(shared) = of_one.shared(of_other) else { continue };
                    for (from, to) in [(**one, **other), (**other, **one)] {
                        let nearest = &mut report[from].nearest;
                        if nearest.is_none_or(|(_, _, most)| shared > most) {
                            *nearest = Some((LessonIx::at(to), ObjectiveIx::at(objective), shared));
                        }
                    }
                }
            }
        }
    }
    report
}

/// What is wrong by the report: lessons that are hard to read, and alternatives that are alike.
pub fn check_texts(compiled: &Compiled, report: &[TextReport]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (at, (doc, text)) in compiled.lessons.iter().zip(report).enumerate() {
        let allowed = doc.front.reading.or(compiled.config.reading);
        if let (Some(allowed), Some(grade)) = (allowed, text.reading.grade())
            && grade > allowed
        {
            let message = format!("this reads like a text for grade {grade}, and it is written for grade {allowed}");
            let Reading { long, sentences, .. } = text.reading;
            diagnostics.push(Diagnostic::new(&codes::lesson::HARD_TO_READ, message).at(head(compiled, doc)).help(
                format!("there are {long} words of more than six letters in {sentences} sentences: use shorter ones, or cut sentences"),
            ));
        }
        if let Some((other, objective, shared)) = text.nearest
            && shared >= ALIKE
            // Two that are each other's nearest are one finding.
            && (at > other.index() || report[other.index()].nearest.is_none_or(|(back, ..)| back.index() != at))
        {
            let (first, id) = (&compiled.lessons[other.index()], &compiled.objectives[objective.index()].id);
            let message = format!("`{}` and `{}` teach `{id}` in the same words", first.id, doc.id);
            diagnostics.push(
                Diagnostic::new(&codes::lesson::ALIKE, message)
                    .at(head(compiled, doc))
                    .label(head(compiled, first), "the other one")
                    .help(format!(
                        "{} % of what the shorter one says is in both: let one of them go about it in another way",
                        shared / 10
                    )),
            );
        }
    }
    diagnostics
}

/// Where a lesson is named: its title, or its first line.
fn head(compiled: &Compiled, doc: &LessonDoc) -> Span {
    let title = doc.front.title.as_ref().map(|title| title.span);
    title.unwrap_or_else(|| line_of(doc.file, compiled.sources.text(doc.file), 1))
}

/// Adds the sentences outside of items. Blocks nest only so deep (`wend_markup::scan`), so recursion is safe.
fn sentences(doc: &LessonDoc, text: &str, parsed: &Parsed, blocks: &[Block], reading: &mut Reading) {
    for block in blocks {
        match block {
            Block::Markdown(span) => prose(span.text(text), &parsed.refs, |piece| reading.add(piece)),
            Block::Directive(directive) if doc.items.iter().all(|item| item.span != directive.opener) => {
                sentences(doc, text, parsed, &directive.body, reading);
            }
            Block::Directive(_) => {}
        }
    }
}

/// All running text, items too.
fn whole(text: &str, parsed: &Parsed) -> String {
    let mut out = String::new();
    for span in parsed.slices() {
        prose(span.text(text), &parsed.refs, |piece| {
            out.push_str(piece);
            out.push('\n');
        });
    }
    out
}
