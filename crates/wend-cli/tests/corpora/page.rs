//! Reads a page as strictly as our own pages deserve: every element is closed, every attribute quoted, every entity known.
//! It is no reader of HTML at large; what it refuses is a fault of the site or a reason to look at this file.

use std::ops::Range;

/// What a page is made of, in order.
#[derive(Debug, PartialEq)]
pub(crate) enum Node {
    Open(String, Vec<(String, String)>),
    Close(String),
    Text(String),
}

/// A page.
pub(crate) struct Page {
    nodes: Vec<Node>,
}

/// Elements that have no end tag.
const VOID: [&str; 9] = ["area", "base", "br", "hr", "img", "input", "link", "meta", "wbr"];

/// Elements inside of a line: no word ends at their edges.
const INLINE: [&str; 13] = ["a", "b", "code", "del", "em", "i", "kbd", "mark", "s", "span", "strong", "sub", "sup"];

impl Page {
    /// Reads a page, or says what is wrong with it.
    pub(crate) fn read(html: &str) -> Result<Page, String> {
        let mut nodes = Vec::new();
        let mut open: Vec<String> = Vec::new();
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            text(&rest[..at], &mut nodes)?;
            rest = &rest[at..];
            let here: String = rest.chars().take(80).collect();
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = &comment[comment.find("-->").ok_or(format!("a comment without an end: {here}"))? + 3..];
            } else if rest.to_ascii_lowercase().starts_with("<!doctype") {
                rest = &rest[rest.find('>').ok_or("a doctype without an end")? + 1..];
            } else if let Some(tag) = rest.strip_prefix("</") {
                let end = tag.find('>').ok_or(format!("a tag without an end: {here}"))?;
                let name = tag[..end].trim().to_owned();
                if open.pop().as_ref() != Some(&name) {
                    return Err(format!("</{name}> closes something else, behind {:?}", tail(&nodes)));
                }
                nodes.push(Node::Close(name));
                rest = &tag[end + 1..];
            } else {
                let (name, attributes, closed, length) = tag(&rest[1..]).ok_or(format!("an odd tag: {here}"))?;
                rest = &rest[1 + length..];
                if name == "script" || name == "style" {
                    rest = &rest[rest.find(&format!("</{name}>")).ok_or(format!("{name} without an end"))?..];
                }
                let ends = closed || VOID.contains(&name.as_str());
                nodes.push(Node::Open(name.clone(), attributes));
                if ends {
                    nodes.push(Node::Close(name));
                } else {
                    open.push(name);
                }
            }
        }
        text(rest, &mut nodes)?;
        match open.pop() {
            Some(name) => Err(format!("<{name}> is never closed")),
            None => Ok(Page { nodes }),
        }
    }

    /// All of it.
    pub(crate) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// What is inside the first element of a class.
    pub(crate) fn inside(&self, class: &str) -> Option<&[Node]> {
        let is = |node: &Node| attribute(node, "class").is_some_and(|all| all.split(' ').any(|one| one == class));
        let start = self.nodes.iter().position(is)?;
        Some(&self.nodes[element(&self.nodes, start)])
    }
}

/// What is inside each element whose opening tag fits.
pub(crate) fn elements(nodes: &[Node], fits: impl Fn(&Node) -> bool) -> Vec<&[Node]> {
    let starts = nodes.iter().enumerate().filter(|(_, node)| fits(node));
    starts.map(|(at, _)| &nodes[element(nodes, at)]).collect()
}

/// The content of the element that opens at `start`.
fn element(nodes: &[Node], start: usize) -> Range<usize> {
    let mut depth = 0;
    for (at, node) in nodes.iter().enumerate().skip(start) {
        match node {
            Node::Open(..) => depth += 1,
            Node::Close(_) => depth -= 1,
            Node::Text(_) => {}
        }
        if depth == 0 {
            return start + 1..at;
        }
    }
    start + 1..nodes.len()
}

/// An attribute of an opening tag.
pub(crate) fn attribute<'n>(node: &'n Node, name: &str) -> Option<&'n str> {
    let Node::Open(_, attributes) = node else { return None };
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// All values of an attribute, in order.
pub(crate) fn attributes<'n>(nodes: &'n [Node], name: &str) -> Vec<&'n str> {
    nodes.iter().filter_map(|node| attribute(node, name)).collect()
}

/// How many elements of a name there are.
pub(crate) fn count(nodes: &[Node], name: &str) -> usize {
    nodes.iter().filter(|node| matches!(node, Node::Open(open, _) if open == name)).count()
}

/// What a reader sees, cut at white space; an element that stands on lines of its own ends a word.
pub(crate) fn words(nodes: &[Node]) -> Vec<String> {
    let mut all = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => all.push_str(text),
            Node::Open(name, _) | Node::Close(name) if !INLINE.contains(&name.as_str()) => all.push(' '),
            _ => {}
        }
    }
    all.split_whitespace().map(str::to_owned).collect()
}

fn text(raw: &str, nodes: &mut Vec<Node>) -> Result<(), String> {
    if !raw.is_empty() {
        nodes.push(Node::Text(decoded(raw)?));
    }
    Ok(())
}

fn tail(nodes: &[Node]) -> &[Node] {
    &nodes[nodes.len().saturating_sub(4)..]
}

/// A start tag behind its `<`: name, attributes, whether it closes itself, and its length.
#[allow(clippy::type_complexity, reason = "four parts, read in one place")]
fn tag(source: &str) -> Option<(String, Vec<(String, String)>, bool, usize)> {
    let name_end = source.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
    let name = &source[..name_end];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut attributes = Vec::new();
    let mut rest = source[name_end..].trim_start();
    loop {
        if let Some(after) = rest.strip_prefix("/>") {
            return Some((name.to_owned(), attributes, true, source.len() - after.len()));
        }
        if let Some(after) = rest.strip_prefix('>') {
            return Some((name.to_owned(), attributes, false, source.len() - after.len()));
        }
        let key_end = rest.find(|c: char| c.is_whitespace() || "=>/".contains(c))?;
        let key = rest[..key_end].to_owned();
        rest = &rest[key_end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let end = quoted.find('"')?;
            value = decoded(&quoted[..end]).ok()?;
            rest = &quoted[end + 1..];
        } else if rest.starts_with('=') || key.is_empty() {
            return None;
        }
        if attributes.iter().any(|(other, _)| *other == key) {
            return None;
        }
        attributes.push((key, value));
        rest = rest.trim_start();
    }
}

fn decoded(raw: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let (entity, after) = rest[at + 1..].split_once(';').ok_or(format!("a bare &: {}", &rest[at..]))?;
        let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
        let sign = match entity {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "nbsp" => Some('\u{a0}'),
            _ => match entity.strip_prefix('#') {
                Some(code) => code.strip_prefix('x').map_or_else(|| number(code, 10), |hex| number(hex, 16)),
                None => None,
            },
        };
        text.push(sign.ok_or(format!("an unknown entity: &{entity};"))?);
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

#[test]
fn a_page_is_read_as_it_is_seen() {
    let page = Page::read(
        "<!DOCTYPE html><p class=\"a body\">One<b>two</b> &lt;3&#33;<br>four<script>if (1 < 2) {}</script></p><ul hidden><li>5</li></ul>",
    )
    .unwrap();
    assert_eq!(words(page.nodes()), ["Onetwo", "<3!", "four", "5"]);
    assert_eq!(words(page.inside("body").unwrap()), ["Onetwo", "<3!", "four"]);
    assert_eq!(count(page.nodes(), "li"), 1);
}

#[test]
fn faults_of_a_page_are_told() {
    for html in ["<p>", "<p></b>", "<p class=x></p>", "a & b", "&nosuch;", "<p id=\"a\" id=\"b\"></p>", "1 < 2"] {
        assert!(Page::read(html).is_err(), "{html}");
    }
}
