//! Lines → blocks.

use wend_diagnostics::{Diagnostic, FileId, Span};

use crate::tree::{Block, Parsed};

/// Reads a file.
pub fn parse(file: FileId, text: &str) -> (Parsed, Vec<Diagnostic>) {
    parse_body(file, text)
}

/// Reads a text that has no front matter.
pub fn parse_body(file: FileId, text: &str) -> (Parsed, Vec<Diagnostic>) {
    let blocks = vec![Block::Markdown(Span::new(file, 0..text.len()))];
    (
        Parsed {
            file,
            blocks,
            ..Parsed::default()
        },
        Vec::new(),
    )
}
