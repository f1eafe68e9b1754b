//! Front matter: settings between two lines `+++` (TOML) or `---` (YAML), at the very start.
//!
//! What is almost that is read too, and reported with its mend: a head below blank lines or after blanks, with a
//! fence of another length, or without its end. Taken as text, its settings would stand in the lesson, and all that
//! follows from their absence would be reported in their place.

use wend_diagnostics::{Diagnostic, Edit, FileId, Span, codes};

use super::lines::{Line, lines};
use crate::tree::{Front, FrontKind};

/// Reads front matter at byte `at`; returns it and where the body starts.
pub(super) fn read(file: FileId, text: &str, at: usize, found: &mut Vec<Diagnostic>) -> (Option<Front>, usize) {
    let mut rest = lines(text, at).skip_while(|line| trim(line.text).is_empty()).peekable();
    let Some(first) = rest.next() else { return (None, at) };
    let written = trim(first.text);
    let Some(kind) = kind(written) else { return (None, at) };
    let kind = rest.peek().map_or(kind, |line| meant(kind, line.text));
    let setting = rest.peek().is_some_and(|line| is_setting(kind, line.text));
    let fence = fence(kind);
    let exact = first.start == at && first.text.trim_end() == fence;
    // In Markdown `---` is also a line across the page; with a blank line after it, it is that.
    let blank = rest.peek().is_none_or(|line| line.text.trim().is_empty());
    if kind == FrontKind::Yaml && blank || !exact && !setting {
        return (None, at);
    }
    let Some((end, span)) = closer(file, kind, written, &first, rest) else {
        // Without a setting below it, `---` may well be meant as a line across the page.
        if kind == FrontKind::Toml || setting {
            found.push(unclosed(file, text, kind, &first, None));
        }
        return (None, at);
    };
    let (line, sound) = match end {
        End::Exact(line) => (Some(line), true),
        End::Near(line) => (Some(line), false),
        End::Missing => (None, false),
    };
    let first_span = Span::new(file, first.range());
    if sound && !exact {
        found.push(odd(file, at, &first, line.as_ref(), kind));
    } else if !sound && !setting {
        // A line across the page, or something that is no head at all.
        if kind == FrontKind::Toml {
            found.push(unclosed(file, text, kind, &first, None));
        }
        return (None, at);
    } else if !sound {
        let mut wrong = unclosed(file, text, kind, &first, line.as_ref());
        let edit = match &line {
            Some(line) => Edit { span: Span::new(file, line.range()), text: fence.to_owned() },
            None => insert(file, text, span.end as usize, fence),
        };
        let mut edits = vec![edit];
        if !exact {
            edits.insert(0, Edit { span: Span::new(file, at..first.range().end), text: fence.to_owned() });
        }
        wrong = wrong.fix(format!("end the settings with `{fence}`"), edits);
        found.push(wrong);
    }
    let (end, next) = match line {
        Some(line) => (line.range().end as u32, line.next),
        None => (span.end, span.end as usize),
    };
    (Some(Front { kind, span, whole: Span { end, ..first_span } }), next)
}

/// A line `fence` of its own at byte `at`, which begins a line or ends the text.
fn insert(file: FileId, text: &str, at: usize, fence: &str) -> Edit {
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let before = if text[..at].ends_with(['\n', '\r']) { "" } else { ending };
    Edit { span: Span::new(file, at..at), text: format!("{before}{fence}{ending}") }
}

/// The line that ends a head.
enum End<'t> {
    /// As it should be.
    Exact(Line<'t>),
    /// Almost: indented, of another length, of the other language.
    Near(Line<'t>),
    /// There is none; the settings end where they seem to.
    Missing,
}

/// Where the head ends, and the span of its settings. `None`: there is no end, and no setting either.
fn closer<'t>(
    file: FileId,
    kind: FrontKind,
    written: &str,
    first: &Line<'t>,
    rest: impl Iterator<Item = Line<'t>>,
) -> Option<(End<'t>, Span)> {
    let mut near = None;
    // The end of the last line of the settings that stand together at the top.
    let mut settings = None;
    let (mut together, mut plausible) = (true, true);
    for line in rest {
        let own = line.text.trim_end();
        if own == fence(kind) || own == written {
            return Some((End::Exact(line), Span::new(file, first.next..line.start)));
        }
        let text = trim(line.text);
        if near.is_none() && plausible && (self::kind(text).is_some() || kind == FrontKind::Yaml && text == "...") {
            near = Some(line);
        }
        together &= !text.is_empty();
        plausible &= may_be_setting(kind, line.text);
        if together && plausible {
            settings = Some(line.next);
        }
    }
    match (near, settings) {
        (Some(line), _) => Some((End::Near(line), Span::new(file, first.next..line.start))),
        (None, Some(end)) => Some((End::Missing, Span::new(file, first.next..end))),
        (None, None) => None,
    }
}

fn fence(kind: FrontKind) -> &'static str {
    match kind {
        FrontKind::Toml => "+++",
        FrontKind::Yaml => "---",
    }
}

/// The language of a fence, or of what was meant as one: two or more `+` or `-`, or the dashes that some editors make
/// of them.
fn kind(text: &str) -> Option<FrontKind> {
    let of = |signs: &[char]| text.chars().all(|c| signs.contains(&c));
    if text.len() >= 2 && of(&['+']) {
        Some(FrontKind::Toml)
    } else if text.len() >= 2 && of(&['-', '–', '—']) {
        Some(FrontKind::Yaml)
    } else {
        None
    }
}

/// The language of a head whose first setting is written in the other one than its fence says.
fn meant(kind: FrontKind, line: &str) -> FrontKind {
    let other = if kind == FrontKind::Toml { FrontKind::Yaml } else { FrontKind::Toml };
    let sign = if kind == FrontKind::Toml { '=' } else { ':' };
    let is_other = is_setting(other, line) && !line.contains(sign) && !line.trim_start().starts_with('[');
    if is_other { other } else { kind }
}

/// Without white space and marks that nobody sees.
fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

/// A head that has its end, but does not begin as it should.
fn odd(file: FileId, at: usize, first: &Line<'_>, last: Option<&Line<'_>>, kind: FrontKind) -> Diagnostic {
    let fence = fence(kind);
    let span = Span::new(file, first.range());
    let range = first.range();
    let message = if self::kind(trim(first.text)) != Some(kind) {
        let name = if kind == FrontKind::Yaml { "YAML" } else { "TOML" };
        format!("these settings are {name}, which stands between lines `{fence}`")
    } else if trim(first.text) != fence {
        format!("settings begin with a line of three signs, `{fence}`")
    } else {
        format!("nothing may stand before the line `{fence}` that begins the settings, not even a blank")
    };
    let mut edits = vec![Edit { span: Span::new(file, at..range.end), text: fence.to_owned() }];
    if let Some(last) = last.filter(|last| last.text != fence) {
        edits.push(Edit { span: Span::new(file, last.range()), text: fence.to_owned() });
    }
    Diagnostic::new(&codes::markup::ODD_FRONT, message)
        .at(span)
        .help("they are read all the same; other programs would show them as text")
        .fix(format!("begin the file with `{fence}`"), edits)
}

fn unclosed(file: FileId, text: &str, kind: FrontKind, first: &Line<'_>, near: Option<&Line<'_>>) -> Diagnostic {
    let fence = fence(kind);
    let shown = trim(first.text);
    let message = format!("the file begins with `{shown}`, but no second line `{fence}` ends the settings");
    let found = Diagnostic::new(&codes::markup::UNCLOSED_FRONT, message)
        .at_saying(Span::new(file, first.range()), "opened here");
    match near {
        Some(line) => {
            let span = Span::new(file, line.range());
            let why = if trim(&text[span.range()]) == fence { "blanks stand before it" } else { "it is another sign" };
            found.label(span, format!("this can't end them: {why}")).help(format!("write `{fence}` there"))
        }
        None => found.help(format!("put a line `{fence}` after the last setting, before the text of the lesson")),
    }
}

/// Whether a line is a setting: `key:` or `key: value`, `key = value` or `[table]`.
fn is_setting(kind: FrontKind, line: &str) -> bool {
    let name = |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'_' | b'-'));
    let (yaml, toml) = (line.split_once(':'), line.split_once('='));
    match kind {
        FrontKind::Yaml => yaml
            .is_some_and(|(key, value)| name(key) && (value.trim_end().is_empty() || value.starts_with([' ', '\t']))),
        FrontKind::Toml => {
            toml.is_some_and(|(key, _)| name(key.trim().trim_matches('"'))) || line.trim_start().starts_with('[')
        }
    }
}

/// Whether a line can stand in a head: a setting, a piece of a value, a remark, nothing.
fn may_be_setting(kind: FrontKind, line: &str) -> bool {
    let text = line.trim();
    text.is_empty()
        || line.starts_with([' ', '\t', '#', ']', '}', '"', '\'', '-'])
        || is_setting(kind, &line.to_ascii_lowercase())
}
