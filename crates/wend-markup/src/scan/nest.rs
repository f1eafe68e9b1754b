//! Openers and closers → a tree, with a stack of open blocks instead of recursion.

use wend_diagnostics::{Diagnostic, FileId, Span, codes};

use super::almost::{Almost, Hidden};
use super::flow::{Flow, Place, Unclosed, run};
use super::lines::{Line, lines};
use super::{MAX_DEPTH, opener};
use crate::tree::{Block, Directive};

/// What may stand behind a fence without being part of it.
const BLANK: [char; 2] = [' ', '\t'];

/// More findings than this in one file help nobody.
const MAX_FINDINGS: usize = 200;

/// Reads the body that starts at byte `at`.
pub(super) fn nest(file: FileId, text: &str, at: usize, found: &mut Vec<Diagnostic>) -> Vec<Block> {
    let mut nest = Nest {
        file,
        text,
        root: Vec::new(),
        open: Vec::new(),
        deep: Vec::new(),
        slice: at,
        too_deep: false,
        depth_at_fence: 0,
        hidden: Hidden::default(),
        almost: Almost::default(),
        found,
    };
    let mut flow = Flow::new();
    for line in lines(text, at) {
        let was_open = flow.unclosed() == Unclosed::Nothing;
        let place = flow.line(&line);
        match place {
            Place::Hidden => {
                if was_open {
                    nest.depth_at_fence = nest.open.len();
                    nest.hidden.begin(file, &line);
                }
                nest.hidden.line(file, &line);
            }
            Place::Open if line.text.starts_with(":::") => {
                if !nest.fence(&line, &mut flow) {
                    flow.text(&line);
                }
            }
            Place::Open => nest.almost.line(file, &line),
        }
    }
    nest.end(flow.unclosed());
    nest.root
}

/// A slice of Markdown, unless there is nothing in it.
pub(super) fn slice(text: &str, span: Span) -> Option<Block> {
    // White space as CommonMark has it: other blank characters are text.
    let blank = span.text(text).bytes().all(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'));
    (!blank).then_some(Block::Markdown(span))
}

/// A block whose closer has not been seen.
struct Open {
    colons: usize,
    directive: Directive,
    /// A closer with exactly as many colons that closed a block inside of this one: probably meant
    /// for this one.
    taken: Option<(Span, String)>,
    /// Lines of too few colons that stand in it and close nothing.
    short: Vec<Span>,
}

/// An opener that stayed text because it is too deep; kept to pair its closer.
struct Deep {
    colons: usize,
    /// The least number of colons of this and all deep ones around it.
    least: usize,
}

struct Nest<'a> {
    file: FileId,
    text: &'a str,
    root: Vec<Block>,
    open: Vec<Open>,
    deep: Vec<Deep>,
    /// Where the slice of Markdown starts that is being read.
    slice: usize,
    too_deep: bool,
    /// How many blocks were open when the last code fence or comment began.
    depth_at_fence: usize,
    /// What a code fence or comment hides.
    hidden: Hidden,
    /// Lines that are almost fences.
    almost: Almost,
    found: &'a mut Vec<Diagnostic>,
}

impl Nest<'_> {
    fn report(&mut self, found: Diagnostic) {
        if self.found.len() < MAX_FINDINGS {
            self.found.push(found);
        }
    }

    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.file, from..to)
    }

    fn blocks(&mut self) -> &mut Vec<Block> {
        match self.open.last_mut() {
            Some(open) => &mut open.directive.body,
            None => &mut self.root,
        }
    }

    /// Ends the slice of Markdown before byte `at`.
    fn flush(&mut self, at: usize) {
        let span = self.span(self.slice, at);
        self.slice = at;
        let slice = slice(self.text, span);
        self.blocks().extend(slice);
    }

    /// Takes a line of colons in the open flow; says whether it is a fence (else it is text).
    fn fence(&mut self, line: &Line<'_>, flow: &mut Flow) -> bool {
        let colons = run(line.text, b':');
        if line.text[colons..].trim().is_empty() {
            return self.close(line, colons, flow);
        }
        if self.open.len() >= MAX_DEPTH {
            self.open_deep(line, colons);
            return false;
        }
        flow.cut();
        self.flush(line.start);
        self.slice = line.next;
        let mut found = Vec::new();
        let read = opener::read(self.file, line.text, line.start, colons, &mut found);
        found.into_iter().for_each(|found| self.report(found));
        let opener = Span::new(self.file, line.start..line.start + line.text.trim_end_matches(BLANK).len());
        let body = self.span(line.next, line.next);
        let directive = Directive {
            name: read.name,
            label: read.label,
            id: read.id,
            classes: read.classes,
            attrs: read.attrs,
            span: opener,
            opener,
            body_span: body,
            body: Vec::new(),
            closer: body,
            closed: false,
        };
        self.open.push(Open { colons, directive, taken: None, short: Vec::new() });
        true
    }

    fn open_deep(&mut self, line: &Line<'_>, colons: usize) {
        let least = self.deep.last().map_or(colons, |deep| deep.least.min(colons));
        self.deep.push(Deep { colons, least });
        if !std::mem::replace(&mut self.too_deep, true) {
            let message = format!("this block stands inside of {MAX_DEPTH} others; it and what is in it stay text");
            self.found.push(
                Diagnostic::new(&codes::markup::TOO_DEEP, message)
                    .at(Span::new(self.file, line.range()))
                    .help("look for the first `:::` block whose closing line is missing"),
            );
        }
    }

    fn close(&mut self, line: &Line<'_>, colons: usize, flow: &mut Flow) -> bool {
        if self.deep.last().is_some_and(|deep| deep.least <= colons) {
            while self.deep.pop().is_some_and(|deep| deep.colons > colons) {}
            return false;
        }
        let Some(index) = self.open.iter().rposition(|open| open.colons <= colons) else {
            self.stray(line, flow);
            return true;
        };
        flow.cut();
        self.deep.clear();
        self.flush(line.start);
        let closer = Span::new(self.file, line.start..line.start + line.text.trim_end_matches(BLANK).len());
        self.close_inner(index, line.start, Some(closer));
        let Some(mut open) = self.open.pop() else { return true };
        for short in std::mem::take(&mut open.short) {
            self.short(&open, short);
        }
        open.directive.closed = true;
        open.directive.closer = closer;
        if open.colons < colons
            && let Some(outer) = self.open.iter_mut().rev().find(|outer| outer.colons == colons)
        {
            let name = open.directive.name.value.clone();
            outer.taken.get_or_insert((closer, name));
        }
        self.place(open, line.start, closer.end);
        self.slice = line.next;
        true
    }

    /// Closes all blocks inside of the one at `index`; they have no closer.
    fn close_inner(&mut self, index: usize, at: usize, closer: Option<Span>) {
        while self.open.len() > index + 1 {
            let Some(open) = self.open.pop() else { return };
            let label = closer.map(|span| {
                let outer = self.open.get(index).map_or("", |open| &open.directive.name.value);
                (span, format!("but this ends `{outer}`, around it"))
            });
            self.unclosed(&open, label);
            self.place(open, at, at as u32);
        }
    }

    /// Puts a finished block where it belongs; its body ends at `body_end`.
    fn place(&mut self, mut open: Open, body_end: usize, end: u32) {
        let directive = &mut open.directive;
        directive.body_span.end = body_end as u32;
        directive.span.end = end.max(directive.opener.end);
        if !directive.closed {
            directive.closer = Span::new(self.file, body_end..body_end);
        }
        self.blocks().push(Block::Directive(open.directive));
    }

    fn unclosed(&mut self, open: &Open, label: Option<(Span, String)>) {
        let colons = ":".repeat(open.colons.min(40));
        let name = &open.directive.name.value;
        let mut found =
            Diagnostic::new(&codes::markup::UNCLOSED_DIRECTIVE, format!("the block `{name}` is never closed"))
                .at_saying(open.directive.opener, "opened here");
        if let Some((span, text)) = label {
            found = found.label(span, text);
        }
        let almost = self.almost.closer(open.directive.opener.end, open.colons);
        if let Some((closer, inner)) = &open.taken {
            found = found
                .label(*closer, format!("this closed `{inner}`, inside of it"))
                .help(format!("close `{inner}` with a line of its own, before that one"));
        } else if let [short, ..] = open.short.as_slice() {
            let here = short.len();
            found = found
                .label(*short, format!("this closes nothing: {here} colons here, {} there", open.colons))
                .help("a closing line has at least as many colons as the opening one")
                .replace(format!("close it with `{colons}`"), *short, colons);
        } else if let Some(edit) = almost {
            found = found
                .label(
                    edit.span,
                    "this closes nothing: a closing line has no blanks before it, and three colons or more",
                )
                .fix(format!("close it with `{}`", edit.text), vec![edit]);
        } else {
            found = found.help(format!("put a line `{colons}` where the block ends"));
        }
        self.report(found);
    }

    fn stray(&mut self, line: &Line<'_>, flow: &mut Flow) {
        // Alone in its slice, so that Markdown can't take it for a definition of the line before.
        flow.cut();
        self.flush(line.start);
        self.flush(line.next);
        let span = Span::new(self.file, line.range());
        match self.open.last_mut() {
            // Whether that block is closed at all decides what to say.
            Some(open) => open.short.push(span),
            None => self.almost.strays.push(span),
        }
    }

    /// A line of too few colons in a block that is closed further down.
    fn short(&mut self, open: &Open, span: Span) {
        if self.almost.paired(span) {
            self.almost.strays.push(span);
            return;
        }
        let (name, needed, here) = (&open.directive.name.value, open.colons, span.len());
        self.report(
            Diagnostic::new(&codes::markup::STRAY_CLOSER, "this line closes nothing")
                .at(span)
                .label(open.directive.opener, format!("`{name}` was opened with {needed} colons"))
                .help(format!("to close `{name}`, use at least {needed} colons; here are {here}")),
        );
    }

    /// The end of the file.
    fn end(&mut self, unclosed: Unclosed) {
        let end = self.text.len();
        self.flush(end);
        let fence = match unclosed {
            Unclosed::Nothing => None,
            Unclosed::Code(start) => Some((start, &codes::markup::UNCLOSED_CODE, "this code fence is never closed")),
            Unclosed::Comment(start) => Some((start, &codes::markup::UNCLOSED_COMMENT, "this comment is never closed")),
        };
        // Blocks that were open when an unclosed code fence began are unclosed because of it.
        let blameless = if fence.is_some() { self.depth_at_fence } else { 0 };
        while let Some(open) = self.open.pop() {
            if self.open.len() >= blameless {
                self.unclosed(&open, None);
            }
            self.place(open, end, end as u32);
        }
        if let Some((start, code, message)) = fence {
            let line = lines(self.text, start).next().map_or(start..start, |line| line.range());
            let first = self.text.get(line.clone()).unwrap_or("").trim_start();
            let help = match unclosed {
                Unclosed::Comment(_) => "end it with `-->`".to_owned(),
                _ => {
                    let sign = first.bytes().next().unwrap_or(b'`');
                    let name = if sign == b'~' { "tildes (`~`)" } else { "backticks" };
                    format!("end the code with a line of {} {name}", run(first, sign))
                }
            };
            let found = Diagnostic::new(code, message).at_saying(Span::new(self.file, line), "opened here").help(help);
            self.found.push(self.hidden.tell(found));
        }
        for found in std::mem::take(&mut self.almost).end() {
            self.report(found);
        }
    }
}
