//! What is said of a text, and its page: Markdown by wend-markup, blocks by wend-plugin, nothing else.
#![allow(dead_code, missing_docs, unreachable_pub)]

use wend_diagnostics::{Diagnostic, FileId};
use wend_plugin::{Registry, preview};

/// Everything that is said about a text: reading, expanding, checking.
pub fn findings(registry: &Registry, text: &str) -> Vec<Diagnostic> {
    preview::findings(registry, FileId::default(), text)
}

/// The page of a text.
pub fn html(registry: &Registry, text: &str) -> String {
    preview::html(registry, text)
}
