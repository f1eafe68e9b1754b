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

#[cfg(test)]
mod tests;

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
