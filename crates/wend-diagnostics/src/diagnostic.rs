//! One finding as a value, and the builder that makes it read like a sentence.
//!
//! ```
//! use wend_diagnostics::{Diagnostic, FileId, Span, codes};
//!
//! let span = Span::new(FileId(0), 4..9);
//! let found = Diagnostic::new(&codes::markup::UNCLOSED_DIRECTIVE, "`::: note` is never closed")
//!     .at(span)
//!     .help("end the block with a line that holds only `:::`");
//! assert_eq!(found.code.code, "markup/unclosed-directive");
//! ```

use std::sync::Arc;

use crate::codes::{CodeInfo, Severity};
use crate::source::Span;

/// A place and what to say about it there; `text` may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What to say about it; empty: only mark it.
    pub text: String,
}

/// One replacement: the bytes of `span` become `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What to replace; empty: insert here.
    pub span: Span,
    /// What to put there.
    pub text: String,
}

/// A mend that is certain enough for `--fix` to do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// The replacements; they never overlap.
    pub edits: Vec<Edit>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: &'static CodeInfo,
    /// How bad; the code's own severity unless the finder knew better.
    pub severity: Severity,
    /// What is wrong and why, in one sentence, lower case, without a full stop.
    pub message: String,
    /// Where.
    pub primary: Option<Label>,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// How to mend it, one way each.
    pub helps: Vec<String>,
    /// The certain mend.
    pub fix: Option<Fix>,
    /// The file, where there is no span in it (it can't be read, or is missing).
    pub path: Option<Arc<str>>,
}

impl Diagnostic {
    /// A finding of this kind.
    pub fn new(code: &'static CodeInfo, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            primary: None,
            labels: Vec::new(),
            helps: Vec::new(),
            fix: None,
            path: None,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn at(self, span: Span) -> Self {
        self.at_saying(span, "")
    }

    /// Where it is, and what to say there.
    #[must_use]
    pub fn at_saying(mut self, span: Span, text: impl Into<String>) -> Self {
        self.primary = Some(Label { span, text: text.into() });
        self
    }

    /// Which file it is in or about, where no place in it can be named.
    #[must_use]
    pub fn at_path(mut self, path: impl Into<Arc<str>>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Another place that belongs to it.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// A way to mend it.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.helps.push(text.into());
        self
    }

    /// A way to mend it, if there is one (as [`crate::suggest()`] returns it, worded).
    #[must_use]
    pub fn maybe_help(mut self, text: Option<String>) -> Self {
        self.helps.extend(text);
        self
    }

    /// The certain mend.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { title: title.into(), edits });
        self
    }

    /// The certain mend, where it replaces one span.
    #[must_use]
    pub fn replace(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.fix(title, vec![Edit { span, text: text.into() }])
    }

    /// Another severity than the code's own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Sorts findings by file, then place, then code, then message, so that a run prints them in the
/// same order whatever finished first. Those with a path only come first, by path.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        fn key(d: &Diagnostic) -> (Option<Span>, Option<&str>, &str, &str) {
            (d.primary.as_ref().map(|l| l.span), d.path.as_deref(), d.code.code, &d.message)
        }
        key(a).cmp(&key(b))
    });
}
