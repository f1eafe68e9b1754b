//! The commonest slips in TOML and YAML, found line by line where a parser has given up.
//!
//! A parser that meets a list without its end takes what follows for a part of it, and reports what it stumbles over
//! there. So a text with faults is looked at a second time, with what an author means in mind: each slip is reported
//! once, with its mend, and the text is parsed again as if it were mended.

use std::ops::Range;

use wend_diagnostics::{Diagnostic, Edit, FileId, Span, codes};

pub(super) mod toml;
pub(super) mod yaml;

/// Replacements in a text, in the order of their places; they never overlap.
#[derive(Debug, Default)]
pub(super) struct Repair {
    edits: Vec<(Range<usize>, String)>,
    slips: Vec<Slip>,
}

/// One slip: what to say about it, and how many of the edits mend it.
#[derive(Debug)]
struct Slip {
    at: Range<usize>,
    message: String,
    label: Option<(Range<usize>, &'static str)>,
    help: &'static str,
    title: &'static str,
    edits: Vec<(Range<usize>, String)>,
}

impl Repair {
    fn add(&mut self, slip: Slip) {
        let free = |edit: &(Range<usize>, String)| {
            self.edits.iter().all(|other| edit.0.end <= other.0.start || other.0.end <= edit.0.start)
        };
        if slip.edits.iter().all(free) {
            self.edits.extend(slip.edits.iter().cloned());
            self.edits.sort_by_key(|edit| edit.0.start);
        }
        self.slips.push(slip);
    }

    /// Whether nothing was found.
    pub(super) fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The text with all slips mended.
    pub(super) fn mended(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 16);
        let mut at = 0;
        for (range, new) in &self.edits {
            out.push_str(&text[at..range.start]);
            out.push_str(new);
            at = range.end;
        }
        out.push_str(&text[at..]);
        out
    }

    /// Where a byte of the mended text stands in the text as written.
    pub(super) fn original(&self, at: usize) -> usize {
        let (mut written, mut mended) = (0, 0);
        for (range, new) in &self.edits {
            let start = mended + (range.start - written);
            if at < start {
                break;
            }
            if at < start + new.len() {
                return range.start;
            }
            (written, mended) = (range.end, start + new.len());
        }
        written + at.saturating_sub(mended)
    }

    /// A finding for each slip.
    pub(super) fn diagnostics(&self, file: FileId, offset: u32) -> Vec<Diagnostic> {
        let span =
            |range: &Range<usize>| Span { file, start: offset + range.start as u32, end: offset + range.end as u32 };
        let one = |slip: &Slip| {
            let edits = slip.edits.iter().map(|(range, text)| Edit { span: span(range), text: text.clone() });
            let mut found = Diagnostic::new(&codes::data::SYNTAX, slip.message.clone()).at(span(&slip.at));
            if let Some((range, text)) = &slip.label {
                found = found.label(span(range), *text);
            }
            found.help(slip.help).fix(slip.title, edits.collect())
        };
        self.slips.iter().map(one).collect()
    }
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn mends(repair: fn(&str) -> Repair, written: &str, mended: &str) {
        let found = repair(written);
        assert_eq!(found.mended(written), mended);
        for (at, c) in mended.char_indices() {
            let from = found.original(at);
            assert!(from <= written.len(), "{at} {c}");
        }
        assert_eq!(found.original(mended.len()), written.len());
    }

    #[test]
    fn toml_slips() {
        mends(toml::slips, "a = [\"x\", \"y\"\nb = 1\n", "a = [\"x\", \"y\"]\nb = 1\n");
        mends(toml::slips, "a = [\n  \"x\",\n\n[b]\n", "a = [\n  \"x\",]\n\n[b]\n");
        mends(toml::slips, "a = { x = [1, 2\n", "a = { x = [1, 2]}\n");
        mends(toml::slips, "a = \"x\nb = 1\n", "a = \"x\"\nb = 1\n");
        mends(toml::slips, "a = [\"x, \n\"y\"]\n", "a = [\"x\", \n\"y\"]\n");
        mends(toml::slips, "a = Add one\nb = [x, y-z]\n", "a = \"Add one\"\nb = [\"x\", \"y-z\"]\n");
        mends(toml::slips, "a = “Add”\n", "a = \"Add\"\n");
        mends(toml::slips, "a: Add\n", "a = \"Add\"\n");
        mends(toml::slips, "[add\na = 1\n[[b]\n", "[add]\na = 1\n[[b]]\n");
        mends(toml::slips, "a = { any = [x] }\n", "a = { any = [\"x\"] }\n");
    }

    #[test]
    fn sound_toml_is_left() {
        for text in [
            "a = [\n  [\"x\"],\n  [1, 2], # no ]\n]\nb = 'x'\n",
            "a = \"\"\"\nb = [\n\"\"\"\nc = true\nd = 2026-01-01\n",
            "a = { any = [\"x\", { all = [\"y\"], why = \"so\" }] }\n[\"b/c\".mix-up.d]\ntitle = \"x\\\"y\"\n",
            "\"a:b\" = 1 # x = [\n",
        ] {
            assert!(toml::slips(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn yaml_slips() {
        mends(yaml::slips, "a: [x, y\nb: 1\n", "a: [x, y]\nb: 1\n");
        mends(yaml::slips, "a: \"x\nb: 1\n", "a: \"x\"\nb: 1\n");
        mends(yaml::slips, "a: One: two \"three\"\n", "a: \"One: two \\\"three\\\"\"\n");
        mends(yaml::slips, "a:\n\t- x\n", "a:\n  - x\n");
        mends(yaml::slips, "a: \"x\" and y\n", "a: \"\\\"x\\\" and y\"\n");
        mends(yaml::slips, "a: @x\n", "a: \"@x\"\n");
    }

    #[test]
    fn sound_yaml_is_left() {
        for text in ["a: [x,\n  y]\nb:\n  - c\nd: \"x: y\" # z\n", "a: 'It''s'\n", "a: |\n  text\n# b: c: d\n"] {
            assert!(yaml::slips(text).is_empty(), "{text}");
        }
    }
}
