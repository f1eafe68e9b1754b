//! Slices and blocks as HTML.

use wend_diagnostics::Span;

use crate::outline::Outline;
use crate::tree::{Block, Directive, Parsed};

/// Where a link leads, as the host says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The address; empty: nowhere (the text is kept, in a `<span>` with the class).
    pub href: String,
    /// Class of the element.
    pub class: Option<String>,
    /// Tooltip; the author's own title wins.
    pub title: Option<String>,
    /// Text for a link that has none of its own, as `[[wikilinks]]` and `[](lesson.md)`.
    pub text: Option<String>,
}

/// A picture, as the host says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// The address; empty: none (its alternative text is shown).
    pub src: String,
    /// In pixels.
    pub width: Option<u32>,
    /// In pixels.
    pub height: Option<u32>,
    /// Whether to load it when it comes near only.
    pub lazy: bool,
}

/// What rendering needs from outside. Everything has a plain default.
pub trait Host {
    /// Where a link leads. Called with the destination as written.
    fn link(&self, dest: &str) -> Link {
        Link { href: dest.to_owned(), ..Link::default() }
    }

    /// Where a picture is and how large. Called with the destination as written.
    fn image(&self, dest: &str) -> Image {
        Image { src: dest.to_owned(), ..Image::default() }
    }

    /// The inside of `<code>` in a code block: escaped, highlighted by classes.
    fn code(&self, lang: &str, code: &str, out: &mut String) {
        let _ = lang;
        escape_text(code, out);
    }

    /// A formula in TeX, as MathML.
    fn math(&self, tex: &str, display: bool, out: &mut String) {
        let _ = display;
        out.push_str("<code>");
        escape_text(tex, out);
        out.push_str("</code>");
    }

    /// A block; the default shows its body.
    fn directive(&self, directive: &Directive, renderer: &mut Renderer<'_>, out: &mut String) {
        renderer.blocks(&directive.body, out);
    }
}

/// Escapes text between tags.
pub fn escape_text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\0' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

/// Renders one document: holds its heading ids and footnotes.
pub struct Renderer<'a> {
    text: &'a str,
    parsed: &'a Parsed,
    host: &'a dyn Host,
}

impl<'a> Renderer<'a> {
    /// A renderer for one file.
    pub fn new(text: &'a str, parsed: &'a Parsed, host: &'a dyn Host) -> Self {
        Self { text, parsed, host }
    }

    /// The page has this title in its own `h1`: drops a first `h1` that says the same, and lowers
    /// all headings by one if any other `h1` is left.
    #[must_use]
    pub fn with_title(self, title: &str, outline: &Outline) -> Self {
        let _ = (title, outline);
        self
    }

    /// Lets raw HTML through as it is; otherwise it is shown as text.
    #[must_use]
    pub fn with_raw_html(self, allowed: bool) -> Self {
        let _ = allowed;
        self
    }

    /// Renders blocks.
    pub fn blocks(&mut self, blocks: &[Block], out: &mut String) {
        for block in blocks {
            match block {
                Block::Markdown(span) => self.slice(*span, out),
                Block::Directive(directive) => self.host.directive(directive, self, out),
            }
        }
    }

    /// Renders a slice of the file.
    pub fn slice(&mut self, span: Span, out: &mut String) {
        let _ = self.parsed;
        escape_text(span.text(self.text), out);
    }

    /// Renders Markdown that does not stand in the file (a variant with its values put in).
    pub fn fragment(&mut self, markdown: &str, out: &mut String) {
        escape_text(markdown, out);
    }

    /// Renders Markdown that is to stand inside of a line: no paragraph around it.
    pub fn inline(&mut self, markdown: &str, out: &mut String) {
        escape_text(markdown, out);
    }

    /// Renders the footnotes used so far, in order of use.
    pub fn footnotes(&mut self, out: &mut String) {
        let _ = out;
    }
}
