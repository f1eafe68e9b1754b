//! Markup that a script makes: lists of names, attributes and children, written as HTML with everything escaped.
//!
//! `["p", { class: "x" }, "text", ["b", "more"], { part: "prompt" }]`. Only what is [`mod@crate::harmless`] is let
//! through. Ids are the block's own: on the page they begin with the block's, and so does what refers to them.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use wend_markup::html::escape::escape_attr;

use crate::harmless;

/// How deeply elements may nest.
const MOST_DEPTH: usize = 60;

/// What writing needs of the block and its page.
pub(crate) trait Scene {
    /// The block's id on its page.
    fn id(&self) -> &str;
    /// A part, or an entry of it, as HTML.
    fn part(&mut self, at: &str) -> Option<String>;
    /// Markdown as HTML.
    fn markdown(&mut self, text: &str, inline: bool) -> String;
    /// A text of the plugin.
    fn text(&mut self, key: &str, args: &Map<String, Value>) -> String;
    /// The address of an asset.
    fn asset(&mut self, path: &str) -> Option<String>;
}

/// Whether the markup is one; else what is wrong with it.
pub(crate) fn check(node: &Value) -> Result<(), String> {
    struct Nothing;
    impl Scene for Nothing {
        fn id(&self) -> &str {
            ""
        }
        fn part(&mut self, _: &str) -> Option<String> {
            Some(String::new())
        }
        fn markdown(&mut self, _: &str, _: bool) -> String {
            String::new()
        }
        fn text(&mut self, _: &str, _: &Map<String, Value>) -> String {
            String::new()
        }
        fn asset(&mut self, _: &str) -> Option<String> {
            Some(String::new())
        }
    }
    write(node, &mut Nothing).map(|_| ())
}

/// The markup as HTML.
pub(crate) fn write(node: &Value, scene: &mut dyn Scene) -> Result<String, String> {
    let mut ids = BTreeSet::new();
    ids_of(node, 0, &mut ids)?;
    let mut writer = Writer { scene, ids, out: String::new() };
    writer.put(node, false)?;
    Ok(writer.out)
}

/// The ids that the markup's elements have.
fn ids_of<'m>(node: &'m Value, depth: usize, ids: &mut BTreeSet<&'m str>) -> Result<(), String> {
    if depth > MOST_DEPTH {
        return Err(format!("markup nests more than {MOST_DEPTH} deep"));
    }
    let Value::Array(list) = node else { return Ok(()) };
    let attributes = list.get(1).and_then(Value::as_object).filter(|one| !is_special(one));
    if let Some(id) = attributes.and_then(|one| one.get("id")?.as_str())
        && !ids.insert(id)
    {
        return Err(format!("markup has the id `{id}` twice"));
    }
    list.iter().try_for_each(|one| ids_of(one, depth + 1, ids))
}

struct Writer<'m, 's> {
    scene: &'s mut dyn Scene,
    ids: BTreeSet<&'m str>,
    out: String,
}

/// The texts that markup shows as they are.
pub(crate) fn texts(node: &Value, out: &mut String) {
    match node {
        Value::String(text) => {
            out.push_str(text);
            out.push(' ');
        }
        Value::Array(list) => {
            let named = list.len() > 1 && list.first().is_some_and(Value::is_string);
            list.iter().skip(usize::from(named)).for_each(|one| texts(one, out));
        }
        _ => {}
    }
}

impl Writer<'_, '_> {
    fn put(&mut self, node: &Value, in_svg: bool) -> Result<(), String> {
        match node {
            Value::String(text) => escape_attr(text, &mut self.out),
            Value::Number(number) => self.out.push_str(&number.to_string()),
            Value::Object(one) => self.out.push_str(&special(one, self.scene)?),
            Value::Array(list) => {
                let Some((name, rest)) = list.split_first() else { return Ok(()) };
                // A list of nodes, where no name stands first.
                let Some(name) = name.as_str().filter(|_| !rest.is_empty() || list.len() == 1) else {
                    return list.iter().try_for_each(|one| self.put(one, in_svg));
                };
                self.element(name, rest, in_svg)?;
            }
            Value::Null | Value::Bool(_) => return Err(format!("`{node}` is no markup")),
        }
        Ok(())
    }

    fn element(&mut self, name: &str, rest: &[Value], in_svg: bool) -> Result<(), String> {
        if !harmless::element(name, in_svg) {
            return Err(format!("markup may have no `<{name}>` {}", if in_svg { "in a drawing" } else { "here" }));
        }
        let attributes = rest.first().and_then(Value::as_object).filter(|one| !is_special(one));
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes.into_iter().flatten() {
            self.attribute(name, key, value)?;
        }
        self.out.push('>');
        let children = if attributes.is_some() { rest.get(1..).unwrap_or_default() } else { rest };
        if harmless::is_void(name) {
            return if children.is_empty() { Ok(()) } else { Err(format!("`<{name}>` holds nothing")) };
        }
        if harmless::is_text_only(name) && children.iter().any(Value::is_array) {
            return Err(format!("`<{name}>` holds text alone"));
        }
        for child in children {
            self.put(child, in_svg || name.eq_ignore_ascii_case("svg"))?;
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        Ok(())
    }

    fn attribute(&mut self, element: &str, key: &str, value: &Value) -> Result<(), String> {
        let text = match value {
            Value::Null | Value::Bool(false) => return Ok(()),
            Value::Bool(true) => String::new(),
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Object(one) => {
                match (one.get("asset").and_then(Value::as_str), one.get("t").and_then(Value::as_str)) {
                    (Some(path), _) => {
                        self.scene.asset(path).ok_or_else(|| format!("`{path}` is no asset of the plugin"))?
                    }
                    (None, Some(key)) => self.scene.text(key, one),
                    _ => return Err(format!("`{key}` has no value that an attribute can have")),
                }
            }
            Value::Array(_) => return Err(format!("`{key}` has no value that an attribute can have")),
        };
        let is_asset = value.get("asset").is_some();
        harmless::attribute(element, key, &text, &|_| is_asset).map_err(|what| format!("markup may have no {what}"))?;
        let text = self.own_ids(key, text);
        self.out.push(' ');
        self.out.push_str(key);
        self.out.push_str("=\"");
        escape_attr(&text, &mut self.out);
        self.out.push('"');
        Ok(())
    }

    /// A value with the block's id before its ids.
    fn own_ids(&self, key: &str, text: String) -> String {
        let own = |id: &str| format!("{}--{id}", self.scene.id());
        let known = |id: &str| if self.ids.contains(id) { own(id) } else { id.to_owned() };
        if ["id", "name"].iter().any(|one| key.eq_ignore_ascii_case(one)) {
            own(&text)
        } else if key.eq_ignore_ascii_case("href") {
            text.strip_prefix('#').filter(|id| self.ids.contains(id)).map_or(text.clone(), |id| format!("#{}", own(id)))
        } else if harmless::refers(key) {
            text.split_whitespace().map(known).collect::<Vec<_>>().join(" ")
        } else if harmless::is_paint(key) {
            match text.split_once('#').and_then(|(before, rest)| Some((before, rest.split_once(')')?))) {
                Some((before, (id, after))) => format!("{before}#{}){after}", known(id)),
                None => text,
            }
        } else {
            text
        }
    }
}

/// A node that stands for something else: one of these keys and, for a text, its arguments.
fn is_special(one: &Map<String, Value>) -> bool {
    ["part", "markdown", "inline", "t"].iter().any(|key| one.get(*key).is_some_and(Value::is_string))
}

fn special(one: &Map<String, Value>, scene: &mut dyn Scene) -> Result<String, String> {
    let text = |key: &str| one.get(key).and_then(Value::as_str);
    if let Some(at) = text("part") {
        return scene.part(at).ok_or_else(|| format!("there is no part `{at}`"));
    }
    if let Some(markdown) = text("markdown") {
        return Ok(scene.markdown(markdown, false));
    }
    if let Some(markdown) = text("inline") {
        return Ok(scene.markdown(markdown, true));
    }
    let Some(key) = text("t") else {
        return Err("this is no markup: an object needs `part`, `markdown`, `inline` or `t`".into());
    };
    let mut escaped = String::new();
    escape_attr(&scene.text(key, one), &mut escaped);
    Ok(escaped)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    struct Plain;
    impl Scene for Plain {
        fn id(&self) -> &str {
            "b"
        }
        fn part(&mut self, at: &str) -> Option<String> {
            (at == "body").then(|| "<p>body</p>".to_owned())
        }
        fn markdown(&mut self, text: &str, _: bool) -> String {
            format!("<i>{text}</i>")
        }
        fn text(&mut self, key: &str, _: &Map<String, Value>) -> String {
            format!("[{key}]")
        }
        fn asset(&mut self, path: &str) -> Option<String> {
            (path == "a.svg").then(|| "x/a.svg".to_owned())
        }
    }

    #[test]
    fn markup_is_written_and_escaped() {
        for (node, html) in [
            (json!("a < b"), "a &lt; b"),
            (json!(["p", "x", ["b", 1.5]]), "<p>x<b>1.5</b></p>"),
            (json!([["p", "x"], "y"]), "<p>x</p>y"),
            (json!(["p", { "class": "a\"b", "hidden": true, "id": null }]), "<p class=\"a&quot;b\" hidden=\"\"></p>"),
            (
                json!(["div", { "part": "body" }, { "inline": "m" }, { "t": "k", "n": 2 }]),
                "<div><p>body</p><i>m</i>[k]</div>",
            ),
            (json!(["img", { "src": { "asset": "a.svg" }, "alt": "" }]), "<img alt=\"\" src=\"x/a.svg\">"),
            (
                json!(["svg", { "viewBox": "0 0 1 1" }, ["use", { "href": "#a" }]]),
                "<svg viewBox=\"0 0 1 1\"><use href=\"#a\"></use></svg>",
            ),
            // Ids are the block's own, and what refers to them follows.
            (
                json!([
                    ["b", { "id": "x", "aria-describedby": "x other" }],
                    ["a", { "href": "#x" }],
                    ["svg", ["path", { "fill": "url(#x)" }], ["path", { "fill": "url(#y) red" }]],
                ]),
                "<b aria-describedby=\"b--x other\" id=\"b--x\"></b><a href=\"#b--x\"></a>\
                 <svg><path fill=\"url(#b--x)\"></path><path fill=\"url(#y) red\"></path></svg>",
            ),
            (json!([]), ""),
        ] {
            assert_eq!(write(&node, &mut Plain).as_deref(), Ok(html), "{node}");
        }
    }

    #[test]
    fn what_could_do_something_is_refused() {
        for node in [
            json!(["script", "x"]),
            json!(["iframe"]),
            json!(["p onclick=x", "x"]),
            json!(["p", { "onclick": "x" }]),
            json!(["p", { "OnClick": "x" }]),
            json!(["p", { "style": "position: fixed" }]),
            json!(["p", { "x=y onclick": "1" }]),
            json!(["a", { "href": "javascript:alert(1)" }]),
            json!(["a", { "href": " javascript:alert(1)" }]),
            json!(["use", { "href": "https://example.org/a.svg#x" }]),
            json!(["img", { "src": "https://example.org/track.png" }]),
            json!(["img", { "src": { "asset": "../secret" } }]),
            json!(["input", { "type": "file" }]),
            json!(["button", { "type": "submit" }, "x"]),
            json!(["br", "x"]),
            json!(["textarea", ["b", "x"]]),
            json!(["title", "x"]),
            json!(["svg", ["p", "x"]]),
            json!(["p", { "id": "a" }, ["b", { "id": "a" }]]),
            json!(["p", { "data-kind": "question" }]),
            json!(["svg", ["path", { "fill": "url(https://example.org/a.svg#x)" }]]),
            json!(["svg", ["path", { "fill": "u\\72l(//example.org/a.svg#x)" }]]),
            json!(true),
            json!({ "part": "nothing" }),
            json!({ "html": "<b>" }),
        ] {
            assert!(write(&node, &mut Plain).is_err(), "{node}");
        }
        let mut deep = json!("x");
        for _ in 0..70 {
            deep = json!(["b", deep]);
        }
        assert!(write(&deep, &mut Plain).is_err());
    }
}
