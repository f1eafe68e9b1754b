//! Looks over the HTML that a plugin's template gave before it comes into a page.
//!
//! It does not repair: what is not plainly harmless is refused as a whole, and says why. Only a part of HTML is let
//! through that every parser reads alike (each element closed, each attribute known, nothing but text in what holds
//! text), so no second reading can find in it what this one did not.
//!
//! What the host itself made (the author's Markdown, blocks inside, an item's data) does not go through here: a
//! template gets a [`Pieces`] mark for it, and the marks are replaced in the end, each only where it belongs. So a
//! template can move and repeat what it was given, and can't take it apart.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::harmless;

/// Noncharacters of Unicode: they stand around the number of a piece.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';
/// The byte that both begin with.
const MARKS: u8 = 0xef;

/// How deeply elements may nest.
const MOST_DEPTH: usize = 100;

/// Where a piece may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    /// Between elements.
    Content,
    /// In an opening tag.
    Tag,
}

/// HTML that the host made for one block.
#[derive(Debug, Default)]
pub(crate) struct Pieces(Vec<(Where, String)>);

impl Pieces {
    /// Keeps a piece and gives the mark that stands for it; nothing stands for nothing, so that templates can ask
    /// whether it is there.
    pub(crate) fn keep(&mut self, place: Where, html: String) -> String {
        if html.is_empty() {
            return html;
        }
        self.0.push((place, html));
        format!("{OPEN}{}{CLOSE}", self.0.len() - 1)
    }

    /// The piece of the mark that a text begins with, and the length of the mark.
    fn at<'p>(&'p self, text: &str) -> Option<(&'p (Where, String), usize)> {
        let (number, _) = text.strip_prefix(OPEN)?.split_once(CLOSE)?;
        Some((self.0.get(number.parse::<usize>().ok()?)?, OPEN.len_utf8() + number.len() + CLOSE.len_utf8()))
    }
}

/// What is known of the block whose HTML is looked over.
pub(crate) struct Scene<'a> {
    /// The block's id: those inside begin with it and two hyphens. Empty: any are fine.
    pub(crate) id: &'a str,
    /// Other ids that the host gave to the template.
    pub(crate) given: &'a BTreeSet<String>,
    /// What the host made.
    pub(crate) pieces: &'a Pieces,
    /// Whether this is the address of one of the plugin's assets, escaped.
    pub(crate) is_asset: &'a dyn Fn(&str) -> bool,
    /// Bytes there may be in the end.
    pub(crate) most: usize,
}

/// The HTML with the pieces put in. `ids` are those in use in the block, and get those used here.
///
/// # Errors
/// What is not let through, as in "it writes …".
pub(crate) fn vet(html: &str, scene: &Scene<'_>, ids: &mut BTreeSet<String>) -> Result<String, String> {
    let mut vetter =
        Vetter { html, at: 0, open: Vec::new(), svgs: 0, out: String::with_capacity(html.len()), scene, ids };
    vetter.all()?;
    Ok(vetter.out)
}

/// Looks over a drawing that is a file of its own.
///
/// # Errors
/// What is not let through.
pub(crate) fn drawing(svg: &str) -> Result<(), String> {
    let text = svg.trim_start_matches('\u{feff}').trim();
    // The line that says that it is XML.
    let text = match text.strip_prefix("<?xml ").and_then(|rest| rest.split_once("?>")) {
        Some((head, rest)) if !head.contains(['<', '>']) => rest.trim_start(),
        _ => text,
    };
    let (pieces, given) = (Pieces::default(), BTreeSet::new());
    let scene = Scene { id: "", given: &given, pieces: &pieces, is_asset: &|_| false, most: usize::MAX };
    match text.get(..4) {
        Some("<svg") => vet(text, &scene, &mut BTreeSet::new()).map(|_| ()),
        _ => Err("something before `<svg`".to_owned()),
    }
}

struct Vetter<'a, 's> {
    html: &'a str,
    at: usize,
    /// Elements that are open, and how many of them are drawings.
    open: Vec<&'a str>,
    svgs: usize,
    out: String,
    scene: &'s Scene<'s>,
    ids: &'s mut BTreeSet<String>,
}

impl<'a> Vetter<'a, '_> {
    fn rest(&self) -> &'a str {
        self.html.get(self.at..).unwrap_or("")
    }

    fn all(&mut self) -> Result<(), String> {
        while !self.rest().is_empty() {
            let rest = self.rest();
            self.push(plain(rest))?;
            let rest = self.rest();
            match rest.chars().next() {
                None => {}
                Some('<') => self.markup(rest)?,
                Some(OPEN) => self.piece(Where::Content)?,
                // No text has these.
                Some(c) => self.at += c.len_utf8(),
            }
        }
        match self.open.last() {
            Some(name) => Err(format!("`<{name}>` is not closed")),
            None => Ok(()),
        }
    }

    /// Takes the next bytes as they are.
    fn push(&mut self, len: usize) -> Result<(), String> {
        let text = self.rest().get(..len).unwrap_or("");
        self.at += len;
        self.put(text)
    }

    fn put(&mut self, text: &str) -> Result<(), String> {
        if self.out.len() + text.len() > self.scene.most {
            return Err(format!("more than the {} MiB that a block may show", self.scene.most >> 20));
        }
        self.out.push_str(text);
        Ok(())
    }

    fn piece(&mut self, place: Where) -> Result<(), String> {
        let pieces = self.scene.pieces;
        let Some(((belongs, html), len)) = pieces.at(self.rest()) else {
            self.at += OPEN.len_utf8();
            return Ok(());
        };
        if *belongs != place {
            return Err(match place {
                Where::Tag => "a part's HTML in a tag; `text` has its words".to_owned(),
                Where::Content => "an item's `data` outside of its tag".to_owned(),
            });
        }
        if html.contains('<') && (self.svgs > 0 || self.text_only()) {
            let name = self.open.last().unwrap_or(&"");
            return Err(format!("a part's HTML in `<{name}>`, which holds none; `text` has its words"));
        }
        self.at += len;
        self.put(html)
    }

    fn text_only(&self) -> bool {
        self.open.last().is_some_and(|name| harmless::is_text_only(name))
    }

    /// What begins with `<`.
    fn markup(&mut self, rest: &'a str) -> Result<(), String> {
        if let Some(name) = rest.strip_prefix("</") {
            return self.close(name);
        }
        if self.text_only() {
            return Err(format!("`<` in `<{}>`, which holds text alone", self.open.last().unwrap_or(&"")));
        }
        if let Some(inner) = rest.strip_prefix("<!--") {
            let end = inner.find("-->").filter(|_| !inner.starts_with('>') && !inner.starts_with("->"));
            let inner =
                end.and_then(|end| inner.get(..end)).filter(|inner| !inner.contains("<!") && !inner.contains("--"));
            let Some(inner) = inner else { return Err("a comment that is not closed".to_owned()) };
            // Comments are for those who write templates.
            self.at += "<!---->".len() + inner.len();
            return Ok(());
        }
        if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            return self.element();
        }
        let shown: String = rest.chars().take(12).collect();
        Err(format!("`{shown}`, which begins no element; write `&lt;` for the sign"))
    }

    fn close(&mut self, name: &'a str) -> Result<(), String> {
        let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (name, after) = name.split_at(len);
        let blank = after.bytes().take_while(|b| is_blank(*b)).count();
        let closed = after.as_bytes().get(blank) == Some(&b'>');
        match self.open.last() {
            Some(open) if closed && open.eq_ignore_ascii_case(name) => {
                self.open.pop();
                self.svgs -= usize::from(name.eq_ignore_ascii_case("svg"));
                self.push("</>".len() + len + blank)
            }
            Some(open) => Err(format!("`</{name}` where `<{open}>` is to be closed")),
            None => Err(format!("`</{name}`, which closes nothing")),
        }
    }

    fn element(&mut self) -> Result<(), String> {
        let rest = self.rest();
        let len = rest[1..].bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        let name = rest.get(1..=len).unwrap_or("");
        let is_svg = name.eq_ignore_ascii_case("svg");
        if !harmless::element(name, self.svgs > 0) {
            return Err(if harmless::element(name, self.svgs == 0) {
                format!("`<{name}>` {} of a drawing", if self.svgs > 0 { "inside" } else { "outside" })
            } else {
                format!("`<{name}>`")
            });
        }
        if self.open.len() >= MOST_DEPTH {
            return Err(format!("elements that nest more than {MOST_DEPTH} deep"));
        }
        self.push(1 + len)?;
        loop {
            let rest = self.rest();
            let blank = rest.bytes().take_while(|b| is_blank(*b)).count();
            self.push(blank)?;
            let rest = self.rest();
            if rest.starts_with('>') {
                self.push(1)?;
                if !harmless::is_void(name) {
                    self.open.push(name);
                    self.svgs += usize::from(is_svg);
                }
                return Ok(());
            }
            if rest.starts_with("/>") {
                if !harmless::is_void(name) && self.svgs == 0 && !is_svg {
                    return Err(format!("`<{name}/>`, which does not close itself; write `</{name}>`"));
                }
                return self.push(2);
            }
            if rest.starts_with(OPEN) && blank > 0 {
                self.piece(Where::Tag)?;
                continue;
            }
            if blank == 0 || rest.is_empty() {
                return Err(format!("`<{name}` with a tag that is not written out"));
            }
            self.attribute(name)?;
        }
    }

    fn attribute(&mut self, element: &str) -> Result<(), String> {
        let rest = self.rest();
        // Blanks that are no ASCII become part of the name, which no name may have.
        let ends = |b: u8| matches!(b, b'=' | b'>' | b'/' | b'\t'..=b'\r' | b' ');
        let len = rest.bytes().position(ends).unwrap_or(rest.len());
        let key = rest.get(..len).unwrap_or("");
        let Some(after) = rest.get(len..).and_then(|rest| rest.strip_prefix('=')) else {
            self.allowed(element, key, "")?;
            return self.push(len);
        };
        let (value, quotes) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = after.get(1..).unwrap_or("");
                let Some(end) = inner.find(quote) else { return Err(format!("`{key}` without its second quote")) };
                (inner.get(..end).unwrap_or(""), 2)
            }
            _ => {
                let end = after.find(|c: char| c == '>' || c.is_whitespace()).unwrap_or(after.len());
                let value = after.get(..end).unwrap_or("");
                if value.is_empty() || value.contains(['"', '\'', '=', '`', '/']) {
                    return Err(format!("`{key}` without quotes"));
                }
                (value, 0)
            }
        };
        let text = self.words(value).filter(|text| !text.bytes().any(|b| matches!(b, b'<' | 0)));
        let Some(text) = text else { return Err(format!("HTML in `{key}`; `text` has a part's words")) };
        self.allowed(element, key, &text)?;
        self.put(rest.get(..len + 1 + quotes / 2).unwrap_or(""))?;
        self.put(&text)?;
        self.at += len + 1 + quotes / 2 + value.len();
        self.push(quotes / 2)
    }

    /// An attribute's value with the pieces in it that are words alone; none where one is more.
    fn words(&self, value: &'a str) -> Option<Cow<'a, str>> {
        if !value.as_bytes().contains(&MARKS) {
            return Some(Cow::Borrowed(value));
        }
        let mut out = String::new();
        let mut rest = value;
        while let Some(at) = rest.find(OPEN) {
            let (before, mark) = rest.split_at(at);
            let ((place, html), len) = self.scene.pieces.at(mark)?;
            if *place != Where::Content || html.contains(['<', '"', '\'']) {
                return None;
            }
            out.push_str(before);
            out.push_str(html);
            rest = mark.get(len..)?;
        }
        out.push_str(rest);
        (!out.contains(CLOSE)).then_some(Cow::Owned(out))
    }

    fn allowed(&mut self, element: &str, key: &str, value: &str) -> Result<(), String> {
        harmless::attribute(element, key, value, self.scene.is_asset)?;
        let id = self.scene.id;
        let own = || id.is_empty() || value.strip_prefix(id).is_some_and(|rest| rest.starts_with("--"));
        if key.eq_ignore_ascii_case("id") {
            if !own() && !self.scene.given.contains(value) {
                return Err(format!("`id=\"{value}\"`, which could be another's; write `id=\"{{{{ id }}}}--…\"`"));
            }
            if !self.ids.insert(value.to_owned()) {
                return Err(format!("`id=\"{value}\"` twice"));
            }
        }
        if key.eq_ignore_ascii_case("name") && value != id && !own() {
            return Err(format!("`name=\"{value}\"`, which could be another's; write `name=\"{{{{ id }}}}--…\"`"));
        }
        Ok(())
    }
}

/// How much of a text is nothing but text: up to the next `<`, zero byte or mark.
fn plain(text: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text.bytes().skip(from).position(|b| matches!(b, b'<' | 0 | MARKS)) {
        let at = from + at;
        if text.as_bytes().get(at) != Some(&MARKS) || text[at..].starts_with([OPEN, CLOSE]) {
            return at;
        }
        from = at + 1;
    }
    text.len()
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(html: &str) -> Result<String, String> {
        let mut pieces = Pieces::default();
        assert_eq!(pieces.keep(Where::Content, "<i>kept</i>".to_owned()), "\u{fdd0}0\u{fdd1}");
        pieces.keep(Where::Tag, "data-item=\"l#q\"".to_owned());
        pieces.keep(Where::Content, "words &amp; more".to_owned());
        let given = BTreeSet::from(["term-half".to_owned()]);
        let is_asset = |address: &str| address == "x/a.svg";
        let scene = Scene { id: "q", given: &given, pieces: &pieces, is_asset: &is_asset, most: 500 };
        vet(&html.replace('⟨', "\u{fdd0}").replace('⟩', "\u{fdd1}"), &scene, &mut BTreeSet::new())
    }

    #[test]
    fn what_a_block_is_made_of_is_let_through() {
        for (html, out) in [
            ("a &lt; b & c", None),
            ("<p class='x' hidden title=\"a > b\">x<br>y<br/></p >", None),
            ("<P CLASS=a1>x</p>", None),
            ("<input type=\"radio\" name=\"q--1\" value=1><details name=\"q\"></details>", None),
            ("<dt id=\"term-half\"></dt><b id=\"q--1\"></b>", None),
            ("<a href=\"#q--1\">x</a><a href=\"https://example.org/\">y</a><a href=\"x/a.svg\">z</a>", None),
            ("<img src=\"x/a.svg\" alt=\"\">", None),
            (
                "<svg viewBox=\"0 0 1 1\"><title>x</title><g fill=\"url(#q--g)\"><path d=\"M0 0\"/></g></svg><b></b>",
                None,
            ),
            ("a<!-- for me -->b", Some("ab")),
            (
                "<section class=\"item\" ⟨1⟩>⟨0⟩</section>",
                Some("<section class=\"item\" data-item=\"l#q\"><i>kept</i></section>"),
            ),
            (
                "<p title=\"a ⟨2⟩\">⟨2⟩</p><textarea>⟨2⟩</textarea>",
                Some("<p title=\"a words &amp; more\">words &amp; more</p><textarea>words &amp; more</textarea>"),
            ),
            ("⟨9⟩ ⟨x ⟩", Some("9 x ")),
            ("", None),
        ] {
            assert_eq!(run(html).as_deref(), Ok(out.unwrap_or(html)), "{html}");
        }
    }

    #[test]
    fn drawings() {
        for svg in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "<?xml version=\"1.0\"?>\n<svg viewBox='0 0 1 1'><g id='a'><path d='M0 0'/></g><use href='#a'/></svg>\n",
        ] {
            assert_eq!(drawing(svg), Ok(()), "{svg}");
        }
        for svg in [
            "<svg><script>1</script></svg>",
            "<svg onload='x'/>",
            "<!DOCTYPE svg [<!ENTITY a 'x'>]><svg/>",
            "<?xml-stylesheet href='x'?><svg/>",
            "<?xml version='1.0'?><?xml-stylesheet href='x'?><svg/>",
            "<svg><a href='javascript:x'>y</a></svg>",
            "<svg xmlns:x='http://www.w3.org/1999/xhtml'><x:script>1</x:script></svg>",
            "<svg><set attributeName='href' to='javascript:x'/></svg>",
            "<svg><foreignObject/></svg>",
            "<svg><style>@import 'x'</style></svg>",
            "<html><svg/></html>",
            "",
        ] {
            assert!(drawing(svg).is_err(), "{svg}");
        }
    }

    #[test]
    fn what_could_do_harm_is_refused() {
        for html in [
            // Code.
            "<script>alert(1)</script>",
            "<SCRIPT src=\"x/a.svg\"></SCRIPT>",
            "<img src=x onerror=alert(1)>",
            "<p onclick=\"x\">x</p>",
            "<p OnClick='x'>x</p>",
            "<p/onclick=x>x</p>",
            "<p\u{b}onclick=x>x</p>",
            "<p title=\"a\"onclick=x>x</p>",
            "<p title=a\u{a0}onclick=x>x</p>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=\" javascript:alert(1)\">x</a>",
            "<a href=\"java&#115;cript:alert(1)\">x</a>",
            "<a href=\"data:text/html,x\">x</a>",
            "<svg><a href=\"javascript:x\">x</a></svg>",
            "<svg><script>1</script></svg>",
            "<svg><animate attributeName=\"href\" to=\"javascript:x\"/></svg>",
            "<svg><use href=\"https://example.org/a.svg#x\"/></svg>",
            "<svg><foreignObject><p>x</p></foreignObject></svg>",
            "<svg xlink:href=\"x\"></svg>",
            "<math><mi>x</mi></math>",
            "<iframe srcdoc=\"x\"></iframe>",
            "<object data=\"x\"></object>",
            "<embed src=\"x\">",
            "<template><p>x</p></template>",
            "<style>p { color: red }</style>",
            "<p style=\"position: fixed\">x</p>",
            "<link rel=\"stylesheet\" href=\"x\">",
            "<base href=\"https://example.org/\">",
            "<meta http-equiv=\"refresh\" content=\"0\">",
            "<form action=\"https://example.org/\"><input></form>",
            "<button formaction=\"x\">x</button>",
            "<button type=\"submit\">x</button>",
            "<input type=\"password\">",
            "<input type=\"Submit\">",
            "<img src=\"https://example.org/track.png\" alt=\"\">",
            "<img srcset=\"https://example.org/track.png 1x\" alt=\"\">",
            "<svg><path fill=\"url(https://example.org/x#y)\"/></svg>",
            "<svg><path mask=\"u&#114;l(//x)\"/></svg>",
            "<video src=\"x/a.svg\" autoplay></video>",
            // What would eat the rest of the page, or leave the block.
            "<p>x",
            "<p",
            "<p title=\"x>x</p>",
            "</p>",
            "</wend-bad></div><h1>Mine</h1>",
            "<p><b>x</p></b>",
            "<textarea>x",
            "<textarea><b></textarea>",
            "<title>x</title>",
            "<svg><title><b>x</b></title></svg>",
            "<plaintext>x</plaintext>",
            "<xmp>x</xmp>",
            "<noscript>x</noscript>",
            "<!--",
            "<!--> <script>1</script> -->",
            "<!---> <script>1</script> -->",
            "<!-- --!> <script>1</script> -->",
            "<!doctype html>",
            "<![CDATA[x]]>",
            "<?php 1 ?>",
            "</ p>",
            "<div/>x",
            "<svg><p>x</p></svg>",
            "<p title=\"<script>\">x</p>",
            "1 < 2",
            "<h1>x</h1>",
            "<body class=\"x\"></body>",
            // What poses as another.
            "<p id=\"main\">x</p>",
            "<p id=\"q\">x</p>",
            "<p id=\"q--1\">x</p><p ID='q--1'>x</p>",
            "<input type=\"radio\" name=\"r--1\">",
            "<div data-kind=\"question\"></div>",
            "<div data-item=\"l#q\"></div>",
            "<wend-question></wend-question>",
            "<p slot=\"x\" is=\"y\">x</p>",
            "<div popover>x</div>",
            // What was given, where it does not belong.
            "⟨1⟩",
            "<p ⟨0⟩>x</p>",
            "<p title=\"⟨0⟩\">x</p>",
            "<p title=⟨0⟩>x</p>",
            "<textarea>⟨0⟩</textarea>",
            "<svg>⟨0⟩</svg>",
        ] {
            let out = run(html);
            assert!(out.is_err(), "{html}\n{out:?}");
        }
        assert!(run(&"<b>".repeat(101)).is_err());
        // Pieces count.
        assert!(run(&"⟨0⟩".repeat(60)).is_err_and(|what| what.starts_with("more than")));
    }
}
