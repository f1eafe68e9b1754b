//! The style sheet of a plugin that nobody named as trusted: it styles what stands in the plugin's own blocks, and
//! nothing else.
//!
//! - Each selector's subject is made to stand inside of a block of the plugin.
//! - Nothing is fetched but the plugin's own assets; nothing is declared for the whole page (`@font-face`, `@page`,
//!   `@property`, …); names of key frames are the plugin's own.
//! - No rule is stronger than the layer it stands in (`!important`), and none takes the frame away that the host puts
//!   around the block.
//!
//! It is read and written anew, token by token, so that a stray bracket or quote can't lead out of it. What is not
//! let through leaves the whole sheet out.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use crate::registry::Plugin;
use selectors::{guarded, is_word, is_word_char};

mod selectors;
#[cfg(test)]
mod tests;

/// What of a style sheet is not let through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its bytes.
    pub at: Range<usize>,
    /// What it is, as in "it has …".
    pub what: String,
}

/// How deeply rules and brackets may nest.
const MOST_DEPTH: usize = 32;

/// At-rules that hold rules and concern nothing outside of them.
const GROUPS: &[&str] = &["media", "supports", "container", "layer", "starting-style"];

/// Functions that fetch; `url` may name an asset.
const FETCHES: &[&str] =
    &["src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade", "element", "-moz-element"];

/// Properties that would take away the frame around a block, or reach out of it.
const NEVER: &[&str] = &[
    "all",
    "behavior",
    "-moz-binding",
    "contain",
    "content-visibility",
    "overflow-clip-margin",
    "view-transition-name",
];

/// What holds a block together, whatever its plugin's styles and its theme's classes say: nothing in it is painted,
/// placed or counted outside. It stands outside of every layer, so it is stronger than all of them.
pub fn frame(plugin: &Plugin) -> String {
    let mut out = String::new();
    for kind in &plugin.manifest().kinds {
        let _ = write!(out, "{}wend-{}:not([hidden])", if out.is_empty() { "" } else { "," }, kind.name);
    }
    if !out.is_empty() {
        out.push_str("{display:block;contain:layout paint style;overflow-clip-margin:.5rem}");
    }
    out
}

/// The plugin's style sheet, made to concern its own blocks alone, in its own layer.
///
/// # Errors
/// The first thing that is not let through.
pub fn scoped(plugin: &Plugin) -> Result<String, Fault> {
    let manifest = plugin.manifest();
    let kinds: Vec<&str> = manifest.kinds.iter().map(|kind| kind.name.as_str()).collect();
    if kinds.is_empty() || (plugin.looks().is_empty() && plugin.style().is_none()) {
        return Ok(String::new());
    }
    let mut body = String::new();
    for css in plugin.looks().into_iter().filter_map(|one| one.style) {
        body.push_str(&scope(css, plugin.name(), &kinds, BTreeSet::new())?);
    }
    if let Some(css) = plugin.style() {
        let assets = manifest.assets.iter().map(|asset| asset.value.as_str()).collect();
        body.push_str(&scope(css, plugin.name(), &kinds, assets)?);
    }
    Ok(format!("@layer plugins.{}{{{body}}}\n", plugin.name()))
}

fn scope(css: &str, name: &str, kinds: &[&str], assets: BTreeSet<&str>) -> Result<String, Fault> {
    let inside: Vec<String> = kinds.iter().map(|kind| format!("wend-{kind} *")).collect();
    let guard = format!(":where({})", inside.join(","));
    let mut scoper = Scoper { css, at: 0, name, guard, assets, depth: 0, out: String::with_capacity(css.len() * 2) };
    scoper.rules(false)?;
    Ok(scoper.out)
}

struct Scoper<'a> {
    css: &'a str,
    at: usize,
    name: &'a str,
    /// What is put behind each selector's subject.
    guard: String,
    assets: BTreeSet<&'a str>,
    depth: usize,
    out: String,
}

/// One piece of a prelude or a value: a text in quotes, a bracket, or a run of anything else.
enum Piece<'a> {
    Text(&'a str),
    Open(char),
    Close(char),
    Other(&'a str),
    Blank,
}

type Outcome<T> = Result<T, Fault>;

impl<'a> Scoper<'a> {
    fn rest(&self) -> &'a str {
        self.css.get(self.at..).unwrap_or("")
    }

    fn fault<T>(&self, from: usize, what: impl Into<String>) -> Outcome<T> {
        Err(Fault { at: from..self.at.max(from + 1).min(self.css.len().max(from)), what: what.into() })
    }

    /// Passes white space and comments; says whether there were any.
    fn blanks(&mut self) -> Outcome<bool> {
        let from = self.at;
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            if !self.rest().starts_with("/*") {
                return Ok(self.at > from);
            }
            let start = self.at;
            match self.rest().find("*/") {
                Some(end) => self.at += end + 2,
                None => return self.fault(start, "a comment that is not closed"),
            }
        }
    }

    /// Rules up to the end, or to a `}`.
    fn rules(&mut self, nested: bool) -> Outcome<()> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return self.fault(self.at, "rules that nest too deeply");
        }
        let start = self.at;
        loop {
            self.blanks()?;
            match self.rest().chars().next() {
                None if nested => return self.fault(start.saturating_sub(1), "a `{` that is not closed"),
                Some('}') if nested => {
                    self.at += 1;
                    break;
                }
                None => break,
                Some('}') => return self.fault(self.at, "a `}` that closes nothing"),
                Some('@') => self.at_rule(false)?,
                Some(_) => self.rule()?,
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// `@name prelude { … }`, in a rule or outside of all.
    fn at_rule(&mut self, in_rule: bool) -> Outcome<()> {
        let start = self.at;
        self.at += 1;
        let name = self.word().to_ascii_lowercase();
        let (prelude, end) = self.until(&['{', ';', '}'])?;
        if name == "layer" && end == ';' {
            let _ = write!(self.out, "@layer {};", prelude.trim());
            return Ok(());
        }
        if end != '{' {
            return self.fault(start, format!("`@{name}` without a block"));
        }
        if name == "keyframes" {
            return self.keyframes(start, prelude.trim());
        }
        if !GROUPS.contains(&name.as_str()) {
            return self.fault(start, format!("`@{name}`"));
        }
        let body = |scoper: &mut Self| if in_rule { scoper.declarations() } else { scoper.rules(true) };
        // Everything stands in the layer anyway.
        if name == "layer" && prelude.trim() == "plugins" {
            return body(self);
        }
        let _ = write!(self.out, "@{name} {}{{", prelude.trim());
        body(self)?;
        self.out.push('}');
        Ok(())
    }

    fn keyframes(&mut self, start: usize, name: &str) -> Outcome<()> {
        if !is_word(name) {
            return self.fault(start, format!("key frames of the name `{name}`"));
        }
        let _ = write!(self.out, "@keyframes {}{{", self.own(name));
        loop {
            self.blanks()?;
            if self.rest().starts_with('}') {
                self.at += 1;
                self.out.push('}');
                return Ok(());
            }
            let (steps, end) = self.until(&['{', ';', '}'])?;
            let fine = steps.split(',').all(|step| {
                let step = step.trim();
                let number = step.strip_suffix('%').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
                number || step == "from" || step == "to"
            });
            if end != '{' || !fine {
                return self.fault(start, "key frames with a step that is none");
            }
            let _ = write!(self.out, "{}{{", steps.trim());
            self.declarations()?;
            self.out.push('}');
        }
    }

    /// The plugin's own name for its key frames.
    fn own(&self, name: &str) -> String {
        format!("{}--{name}", self.name)
    }

    /// `selector, … { … }`
    fn rule(&mut self) -> Outcome<()> {
        let start = self.at;
        let (prelude, end) = self.until(&['{', ';', '}'])?;
        if end != '{' {
            return self.fault(start, "a rule without a block");
        }
        let Some(selectors) = guarded(&prelude, &self.guard) else {
            return self.fault(start, format!("the selector `{}`", prelude.trim()));
        };
        self.out.push_str(&selectors);
        self.out.push('{');
        self.declarations()?;
        self.out.push('}');
        Ok(())
    }

    /// What stands in a rule, up to its `}`: declarations and rules.
    fn declarations(&mut self) -> Outcome<()> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return self.fault(self.at, "rules that nest too deeply");
        }
        let block = self.at;
        loop {
            self.blanks()?;
            let start = self.at;
            match self.rest().chars().next() {
                None => return self.fault(block.saturating_sub(1), "a `{` that is not closed"),
                Some('}') => {
                    self.at += 1;
                    break;
                }
                Some(';') => self.at += 1,
                Some('@') => self.at_rule(true)?,
                Some(_) => {
                    let (text, end) = self.until(&['{', ';', '}'])?;
                    if end == '{' {
                        self.at = start;
                        self.rule()?;
                        continue;
                    }
                    self.declaration(start, &text)?;
                    // The bracket is read again.
                    self.at -= usize::from(end == '}');
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn declaration(&mut self, start: usize, text: &str) -> Outcome<()> {
        let Some((property, value)) = text.split_once(':') else {
            return self.fault(start, format!("`{}`, which is no declaration", text.trim()));
        };
        let property = property.trim();
        let lower = property.to_ascii_lowercase();
        if !is_word(property) || NEVER.contains(&lower.as_str()) {
            return self.fault(start, format!("`{property}`"));
        }
        if value.contains(['!', '\\']) {
            return self.fault(start, format!("`!` or `\\` in `{property}`"));
        }
        let squeezed: String = value.to_ascii_lowercase().split_whitespace().collect();
        if lower == "display" && (squeezed.contains("contents") || squeezed.contains("var(")) {
            return self.fault(start, "`display: contents`");
        }
        let value = match lower.as_str() {
            "animation" | "animation-name" | "-webkit-animation" | "-webkit-animation-name" => {
                self.animation(value.trim())
            }
            _ => value.trim().to_owned(),
        };
        let _ = write!(self.out, "{property}:{value};");
        Ok(())
    }

    /// The value of an animation, with the plugin's own names in place of those it has key frames for.
    fn animation(&self, value: &str) -> String {
        let mut out = String::new();
        let mut rest = value;
        while let Some(c) = rest.chars().next() {
            let len = rest.find(|c: char| !is_word_char(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(len.max(c.len_utf8()));
            let known = self.css.match_indices("@keyframes").any(|(at, _)| {
                let named = self.css.get(at + "@keyframes".len()..).unwrap_or("").trim_start();
                named.strip_prefix(word).is_some_and(|rest| !rest.starts_with(is_word_char))
            });
            if known && is_word(word) {
                out.push_str(&self.own(word))
            } else {
                out.push_str(word)
            }
            rest = after;
        }
        out
    }

    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let len = rest.find(|c: char| !is_word_char(c)).unwrap_or(rest.len());
        self.at += len;
        rest.get(..len).unwrap_or("")
    }

    /// The next piece of a prelude or value.
    fn piece(&mut self) -> Outcome<Option<Piece<'a>>> {
        if self.blanks()? {
            return Ok(Some(Piece::Blank));
        }
        let start = self.at;
        let rest = self.rest();
        let Some(c) = rest.chars().next() else { return Ok(None) };
        self.at += c.len_utf8();
        Ok(Some(match c {
            '"' | '\'' => {
                let mut escaped = false;
                let end = rest.char_indices().skip(1).find(|(_, one)| {
                    let ends = !escaped && (*one == c || *one == '\n');
                    escaped = !escaped && *one == '\\';
                    ends
                });
                match end {
                    Some((end, one)) if one == c => {
                        self.at = start + end + 1;
                        Piece::Text(rest.get(..=end).unwrap_or(""))
                    }
                    _ => return self.fault(start, "a text without its second quote"),
                }
            }
            '(' | '[' | '{' => Piece::Open(c),
            ')' | ']' | '}' => Piece::Close(c),
            '\\' => return self.fault(start, "a `\\` outside of quotes"),
            '\0' => return self.fault(start, "a zero byte"),
            c if is_word_char(c) => {
                self.at = start;
                Piece::Other(self.word())
            }
            c => Piece::Other(rest.get(..c.len_utf8()).unwrap_or("")),
        }))
    }

    /// The text up to one of these signs outside of brackets, and the sign. Comments are gone, addresses looked over.
    fn until(&mut self, ends: &[char]) -> Outcome<(String, char)> {
        let start = self.at;
        let mut open: Vec<char> = Vec::new();
        let mut out = String::new();
        let mut word = "";
        loop {
            let from = self.at;
            let Some(piece) = self.piece()? else { return self.fault(start, "a rule that does not end") };
            let before = std::mem::take(&mut word);
            match piece {
                Piece::Blank => out.push(' '),
                Piece::Text(text) => out.push_str(text),
                Piece::Open(c) if open.is_empty() && ends.contains(&c) => return Ok((out, c)),
                Piece::Open('{') => return self.fault(from, "a `{` in brackets"),
                Piece::Open('(') if before.eq_ignore_ascii_case("url") => {
                    out.truncate(out.len() - before.len());
                    let address = self.address(from - before.len())?;
                    out.push_str(&address);
                }
                Piece::Open('(') if FETCHES.iter().any(|name| before.eq_ignore_ascii_case(name)) => {
                    return self.fault(from - before.len(), format!("`{before}(`, which fetches"));
                }
                Piece::Open(c) => {
                    open.push(c);
                    if open.len() > MOST_DEPTH {
                        return self.fault(from, "brackets that nest too deeply");
                    }
                    out.push(c);
                }
                Piece::Close(c) if open.is_empty() && ends.contains(&c) => return Ok((out, c)),
                Piece::Close(c) => {
                    let fits = matches!((open.pop(), c), (Some('('), ')') | (Some('['), ']'));
                    if !fits {
                        return self.fault(from, format!("a `{c}` that closes nothing"));
                    }
                    out.push(c);
                }
                Piece::Other(text) => {
                    let sign = text.chars().next().filter(|c| open.is_empty() && ends.contains(c));
                    if let Some(sign) = sign {
                        return Ok((out, sign));
                    }
                    word = text;
                    out.push_str(text);
                }
            }
        }
    }

    /// What stands in `url(…)`, as an address of an asset.
    fn address(&mut self, start: usize) -> Outcome<String> {
        let rest = self.rest();
        let Some(end) = rest.find(')') else { return self.fault(start, "`url(` that is not closed") };
        let inner = rest.get(..end).unwrap_or("").trim();
        let inner = inner.strip_prefix(['"', '\'']).map_or(inner, |inner| inner.trim_end_matches(['"', '\'']));
        self.at += end + 1;
        if self.assets.contains(inner) && !inner.contains(['"', '\\', '\n']) {
            return Ok(format!("url(\"{}/{inner}\")", self.name));
        }
        self.fault(start, format!("`url({inner})`, which is none of the plugin's assets"))
    }
}
