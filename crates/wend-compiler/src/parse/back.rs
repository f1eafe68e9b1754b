//! Kinds whose links may lead only so far back on their page, as `back` in their plugin's manifest says.
//!
//! The steps are what links can lead to: headings outside of blocks, and blocks that stand in no other.

use wend_diagnostics::{Diagnostic, Span, codes};
use wend_markup::{LinkKind, LinkUse, Outline};
use wend_plugin::{Expanded, Registry};

use crate::link::address::decode;

/// Reports links that lead further back than the block they stand in may.
pub(super) fn check(registry: &Registry, outline: &Outline, blocks: &[Expanded], diagnostics: &mut Vec<Diagnostic>) {
    let limits: Vec<(&Expanded, u32)> =
        blocks.iter().filter_map(|block| Some((block, registry.kind(&block.kind)?.back?))).collect();
    if limits.is_empty() {
        return;
    }
    let steps = steps(outline, blocks);
    // The last step that begins at or before a place.
    let step = |at: Span| steps.partition_point(|start| *start <= at.start);
    for link in &outline.links {
        let around = limits.iter().filter(|(block, _)| within(link.span, block.span));
        let Some((block, most)) = around.min_by_key(|(block, _)| block.span.end - block.span.start) else { continue };
        let Some(target) = target(link, outline, blocks) else { continue };
        let back = step(block.span).saturating_sub(step(target));
        if back > *most as usize {
            diagnostics.push(
                Diagnostic::new(
                    &codes::link::FAR_BACK,
                    format!("this leads {back} steps back; from a `{}` block it is {most} at most", block.kind),
                )
                .at(link.span)
                .label(target, "it leads here; every heading and block from here on is a step")
                .help("say it again here in a few words, or bring the two nearer to each other"),
            );
        }
    }
}

/// Where headings and blocks begin that stand in no block.
fn steps(outline: &Outline, blocks: &[Expanded]) -> Vec<u32> {
    let headings = outline.headings.iter().filter(|heading| !heading.nested).map(|heading| heading.span.start);
    let mut steps: Vec<u32> = headings.collect();
    let mut end = 0;
    // A block comes before those in it.
    for block in blocks {
        if block.span.start >= end {
            steps.push(block.span.start);
            end = block.span.end;
        }
    }
    steps.sort_unstable();
    steps
}

/// The heading or the opener of the block that a link to the same page leads to.
fn target(link: &LinkUse, outline: &Outline, blocks: &[Expanded]) -> Option<Span> {
    let id = decode(link.dest.trim().strip_prefix('#')?);
    let heading = |heading: &&wend_markup::Heading| {
        // `[[#Why twelve?]]` names a heading by its text.
        heading.id == id || link.kind == LinkKind::Wiki && heading.text == id
    };
    let block = || {
        let has = |block: &&Expanded| block.dom_id() == id || block.terms.iter().any(|term| term.id == id);
        blocks.iter().find(has).map(|block| block.opener)
    };
    outline.headings.iter().find(heading).map(|heading| heading.span).or_else(block)
}

fn within(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
