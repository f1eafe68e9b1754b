//! What rendering needs from outside.

use super::escape::escape_text;
use super::renderer::Renderer;
use crate::outline::LinkKind;
use crate::tree::Directive;

/// Where a link leads, as the host says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The address, unescaped; empty: nowhere (the text is kept, in a `<span>` with the class).
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
    /// The address, unescaped; empty: none (the picture's description is shown in its place).
    pub src: String,
    /// In pixels.
    pub width: Option<u32>,
    /// In pixels.
    pub height: Option<u32>,
    /// Whether to load it only when it comes near.
    pub lazy: bool,
}

/// What rendering needs from outside. Everything has a plain default.
pub trait Host {
    /// Where a link leads. `dest` is as in [`crate::LinkUse::dest`].
    fn link(&self, dest: &str, kind: LinkKind) -> Link {
        let _ = kind;
        Link { href: dest.to_owned(), ..Link::default() }
    }

    /// Where a picture is and how large. `dest` is as in [`crate::ImageUse::dest`].
    fn image(&self, dest: &str) -> Image {
        Image { src: dest.to_owned(), ..Image::default() }
    }

    /// The inside of `<code>` in a code block: escaped, highlighted by classes. `lang` is the first
    /// word of the info string, or empty.
    fn code(&self, lang: &str, code: &str, out: &mut String) {
        let _ = lang;
        escape_text(code, out);
    }

    /// A formula in TeX, as MathML.
    fn math(&self, tex: &str, display: bool, out: &mut String) {
        out.push_str(if display { "<code class=\"math display\">" } else { "<code class=\"math\">" });
        escape_text(tex, out);
        out.push_str("</code>");
    }

    /// A block; the default shows its body.
    fn directive(&self, directive: &Directive, renderer: &mut Renderer<'_>, out: &mut String) {
        renderer.blocks(&directive.body, out);
    }

    /// Words that Markdown itself has none for, in the page's language. Keys: `alert.note`,
    /// `alert.tip`, `alert.important`, `alert.warning`, `alert.caution` (headings of alerts) and
    /// `footnote.back` (says what the arrow behind footnote `n` does).
    fn phrase(&self, key: &str, n: u32) -> Option<String> {
        let _ = (key, n);
        None
    }
}
