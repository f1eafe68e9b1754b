//! Markup that a script makes: lists of names, attributes and children, written as HTML with everything escaped.
//!
//! `["p", { class: "x" }, "text", ["b", "more"], { part: "prompt" }]`. Only elements and attributes that can't run
//! anything, load anything from elsewhere or leave the block are let through.

use serde_json::{Map, Value};

/// Elements that a script may write: text, tables, disclosure, form fields, drawings.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "button",
    "caption",
    "circle",
    "cite",
    "clipPath",
    "code",
    "col",
    "colgroup",
    "dd",
    "defs",
    "desc",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "ellipse",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "g",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "line",
    "linearGradient",
    "mark",
    "marker",
    "meter",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "pre",
    "progress",
    "q",
    "rect",
    "ruby",
    "rp",
    "rt",
    "s",
    "samp",
    "section",
    "select",
    "small",
    "span",
    "stop",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "symbol",
    "table",
    "tbody",
    "td",
    "text",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tspan",
    "u",
    "ul",
    "use",
    "var",
    "wbr",
];

/// Elements without an end.
const VOID: &[&str] = &["br", "col", "hr", "img", "input", "wbr"];

/// Attributes that could run, load or send something, or would leave the block.
const NEVER: &[&str] = &[
    "action",
    "autofocus",
    "background",
    "cite",
    "contenteditable",
    "formaction",
    "formmethod",
    "formtarget",
    "is",
    "name",
    "nonce",
    "ping",
    "popovertarget",
    "popovertargetaction",
    "poster",
    "slot",
    "srcdoc",
    "srcset",
    "style",
    "target",
];

/// How deeply elements may nest.
const MOST_DEPTH: usize = 60;

/// What writing needs of the block and its page.
pub(crate) trait Scene {
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
    let mut out = String::new();
    put(node, scene, 0, &mut out)?;
    Ok(out)
}

fn put(node: &Value, scene: &mut dyn Scene, depth: usize, out: &mut String) -> Result<(), String> {
    if depth > MOST_DEPTH {
        return Err(format!("markup nests more than {MOST_DEPTH} deep"));
    }
    match node {
        Value::String(text) => crate::render::escape_attribute(text, out),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::Object(one) => out.push_str(&special(one, scene)?),
        Value::Array(list) => {
            let Some((name, rest)) = list.split_first() else { return Ok(()) };
            // A list of nodes, where no name stands first.
            let Some(name) = name.as_str().filter(|_| !rest.is_empty() || list.len() == 1) else {
                return list.iter().try_for_each(|one| put(one, scene, depth + 1, out));
            };
            element(name, rest, scene, depth, out)?;
        }
        Value::Null | Value::Bool(_) => return Err(format!("`{node}` is no markup")),
    }
    Ok(())
}

fn element(name: &str, rest: &[Value], scene: &mut dyn Scene, depth: usize, out: &mut String) -> Result<(), String> {
    if !ELEMENTS.contains(&name) {
        return Err(format!("markup may have no `<{name}>`"));
    }
    let attributes = rest.first().and_then(Value::as_object).filter(|one| !is_special(one));
    out.push('<');
    out.push_str(name);
    for (key, value) in attributes.into_iter().flatten() {
        attribute(name, key, value, scene, out)?;
    }
    out.push('>');
    let children = if attributes.is_some() { rest.get(1..).unwrap_or_default() } else { rest };
    if VOID.contains(&name) {
        return if children.is_empty() { Ok(()) } else { Err(format!("`<{name}>` holds nothing")) };
    }
    for child in children {
        put(child, scene, depth + 1, out)?;
    }
    out.push_str("</");
    out.push_str(name);
    out.push('>');
    Ok(())
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
    crate::render::escape_attribute(&scene.text(key, one), &mut escaped);
    Ok(escaped)
}

fn attribute(element: &str, key: &str, value: &Value, scene: &mut dyn Scene, out: &mut String) -> Result<(), String> {
    let lower = key.to_ascii_lowercase();
    let plain = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    // The name of a radio button or a disclosure groups it with others of the block.
    let grouped = lower == "name" && matches!(element, "input" | "details");
    if !plain || lower.starts_with("on") || (NEVER.contains(&lower.as_str()) && !grouped) {
        return Err(format!("markup may have no attribute `{key}`"));
    }
    let text = match value {
        Value::Null | Value::Bool(false) => return Ok(()),
        Value::Bool(true) => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Object(one) => match (one.get("asset").and_then(Value::as_str), one.get("t").and_then(Value::as_str)) {
            (Some(path), _) => scene.asset(path).ok_or_else(|| format!("`{path}` is no asset of the plugin"))?,
            (None, Some(key)) => scene.text(key, one),
            _ => return Err(format!("`{key}` has no value that an attribute can have")),
        },
        Value::Array(_) => return Err(format!("`{key}` has no value that an attribute can have")),
    };
    let is_asset = value.get("asset").is_some();
    let fine = match lower.as_str() {
        "src" | "data" => is_asset,
        "href" if element == "a" => is_asset || is_link(&text),
        "href" => text.starts_with('#'),
        "type" if element == "button" => text == "button",
        "type" if element == "input" => !matches!(text.as_str(), "file" | "image" | "password" | "submit"),
        _ => true,
    };
    if !fine {
        return Err(format!("`{key}=\"{text}\"` is not let through"));
    }
    out.push(' ');
    out.push_str(key);
    out.push_str("=\"");
    crate::render::escape_attribute(&text, out);
    out.push('"');
    Ok(())
}

/// A link out of a block: within the page, or to the web.
fn is_link(text: &str) -> bool {
    ["#", "https://", "http://", "mailto:", "tel:"].iter().any(|start| text.starts_with(start))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    struct Plain;
    impl Scene for Plain {
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
