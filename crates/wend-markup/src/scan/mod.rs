//! Lines → blocks.
//!
//! 1. [`front`]: front matter at the head of the file.
//! 2. [`lines`]: the text line by line.
//! 3. [`flow`]: whether a line stands in Markdown's open flow, in a code fence or in a comment.
//! 4. [`opener`]: what stands on a line that opens a block.
//! 5. [`nest`]: openers and closers → a tree; [`almost`]: what was meant as one and is none.
//!
//! A line of three or more colons at column 0 is a fence. With something behind the colons it opens
//! a block; alone it closes the innermost open block that was opened with at most as many colons.
//! So a block that holds others is written with more colons than they are, and texts that close with
//! any number of colons are read as their authors meant. A fence ends whatever Markdown is open at
//! that place (a paragraph, a list), as a heading would.

mod almost;
mod flow;
mod front;
mod lines;
mod nest;
pub mod opener;

use memchr::memmem;
use wend_diagnostics::{Diagnostic, FileId, Span, codes};

use crate::refs;
use crate::tree::Parsed;

/// Blocks within more blocks than this stay plain text.
pub const MAX_DEPTH: usize = 64;

/// Reads a file: front matter, blocks, slices of Markdown, definitions.
///
/// Never fails, never loses text, linear in its length.
pub fn parse(file: FileId, text: &str) -> (Parsed, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let parsed = scan(file, text, true, Some(&mut found));
    (parsed, found)
}

/// Reads a file whose findings were told before: what [`parse`] gives, quicker where the file has no blocks.
pub fn parse_again(file: FileId, text: &str) -> Parsed {
    scan(file, text, true, None)
}

/// Reads a text that has no front matter, so that a line `---` at its head is Markdown.
pub fn parse_body(file: FileId, text: &str) -> (Parsed, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let parsed = scan(file, text, false, Some(&mut found));
    (parsed, found)
}

/// `told`: where findings go, where somebody wants them.
fn scan(file: FileId, text: &str, with_front: bool, told: Option<&mut Vec<Diagnostic>>) -> Parsed {
    let wanted = told.is_some();
    let mut nobody = Vec::new();
    let found = told.unwrap_or(&mut nobody);
    let mut parsed = Parsed { file, ..Parsed::default() };
    if u32::try_from(text.len()).is_err() {
        let message = "this file is larger than 4 GiB, so places in it can't be counted";
        let help = "keep media in files of their own and link to them";
        let start = Span::new(file, 0..0);
        found.push(Diagnostic::new(&codes::markup::FILE_TOO_LARGE, message).at(start).help(help));
        return parsed;
    }
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if with_front {
        let (front, body) = front::read(file, text, at, found);
        parsed.front = front;
        at = body;
    }
    // Without colons there are no fences, and lines need to be looked at only for what could be wrong with them.
    let flat = !wanted && memmem::find(&text.as_bytes()[at..], b":::").is_none();
    parsed.blocks = if flat {
        nest::slice(text, Span::new(file, at..text.len())).into_iter().collect()
    } else {
        nest::nest(file, text, at, found)
    };
    parsed.refs = refs::collect(text, &parsed, found);
    parsed
}
