//! For a browser: the overlay of `wend serve`. Everything is escaped; classes only, no styles.
//!
//! One `<article class="diagnostic error">` each: `h2` (message, with the code), `p.place`, `pre`
//! (the lines, numbered, the place in `<mark>`), `ul.labels`, `ul.helps`.

use super::place::{Window, clamp, path};
use crate::{Diagnostic, Sources};

/// Renders findings.
pub fn html(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str("<article class=\"diagnostic ");
        out.push_str(diagnostic.severity.word());
        out.push_str("\">\n<h2>");
        escape(&diagnostic.message, &mut out);
        out.push_str(" <code>");
        escape(diagnostic.code.code, &mut out);
        out.push_str("</code></h2>\n");
        if let Some(path) = path(diagnostic, sources) {
            out.push_str("<p class=\"place\">");
            escape(path, &mut out);
            if let Some(label) = &diagnostic.primary {
                let at = sources.line_col(label.span);
                out.push_str(&format!(":{}:{}", at.line, at.col));
            }
            out.push_str("</p>\n");
        }
        excerpt(diagnostic, sources, &mut out);
        let labels = diagnostic.labels.iter().map(|label| {
            let at = sources.line_col(label.span);
            format!("{}:{}:{}: {}", sources.path(label.span.file), at.line, at.col, label.text)
        });
        list("labels", labels, &mut out);
        list("helps", diagnostic.helps.iter().cloned(), &mut out);
        out.push_str("</article>\n");
    }
    out
}

fn excerpt(diagnostic: &Diagnostic, sources: &Sources, out: &mut String) {
    let Some(label) = &diagnostic.primary else { return };
    let range = clamp(label.span, sources.text(label.span.file));
    let Some(window) = Window::of(label.span.file, range.clone(), 1, sources) else { return };
    let marked = window.local(range);
    out.push_str("<pre>");
    let mut at = 0;
    for (number, line) in (window.line..).zip(window.text.split_inclusive('\n')) {
        out.push_str(&format!("<span class=\"number\">{number:>4} </span>"));
        let cut = |byte: usize| byte.clamp(at, at + line.len()) - at;
        let (start, end) = (cut(marked.start), cut(marked.end));
        escape(&line[..start], out);
        if start < end || marked.start == marked.end && (at..at + line.len()).contains(&marked.start) {
            out.push_str("<mark>");
            escape(&line[start..end], out);
            out.push_str("</mark>");
        }
        escape(&line[end..], out);
        at += line.len();
    }
    out.push_str("</pre>\n");
    if !label.text.is_empty() {
        out.push_str("<p class=\"label\">");
        escape(&label.text, out);
        out.push_str("</p>\n");
    }
}

fn list(class: &str, texts: impl ExactSizeIterator<Item = String>, out: &mut String) {
    if texts.len() == 0 {
        return;
    }
    out.push_str(&format!("<ul class=\"{class}\">\n"));
    for text in texts {
        out.push_str("<li>");
        escape(&text, out);
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => {}
            c if c < ' ' && c != '\n' && c != '\t' || ('\u{7f}'..'\u{a0}').contains(&c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}
