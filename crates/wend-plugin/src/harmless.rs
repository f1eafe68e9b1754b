//! What HTML of a plugin may contain: text, tables, disclosure, form fields, drawings. Nothing of it can run, load
//! from elsewhere, send, leave its block or pose as another block. The same rules hold for what a template gives
//! ([`mod@crate::vet`]) and what a script makes ([`mod@crate::markup`]).

use std::borrow::Cow;

/// Elements outside of drawings. The lists of names are sorted: they are searched for each tag of each block.
const HTML: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "button",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "mark",
    "meter",
    "nav",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements of drawings, in small letters.
const SVG: &[&str] = &[
    "a",
    "circle",
    "clippath",
    "defs",
    "desc",
    "ellipse",
    "g",
    "line",
    "lineargradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "stop",
    "svg",
    "symbol",
    "text",
    "title",
    "tspan",
    "use",
];

/// Elements without an end.
const VOID: &[&str] = &["br", "col", "hr", "img", "input", "wbr"];

/// Elements that hold text alone. Some of them are read by other rules than the rest, so nothing else may be in any.
const TEXT_ONLY: &[&str] = &["title", "desc", "textarea", "option"];

/// Attributes that could run, load or send something, would leave the block, or are the host's own word.
const NEVER: &[&str] = &[
    "accesskey",
    "action",
    "autofocus",
    "background",
    "cite",
    "command",
    "commandfor",
    "contenteditable",
    "data-item",
    "data-kind",
    "data-label",
    "data-objective",
    "form",
    "formaction",
    "formenctype",
    "formmethod",
    "formtarget",
    "is",
    "nonce",
    "part",
    "ping",
    "popover",
    "popovertarget",
    "popovertargetaction",
    "poster",
    "slot",
    "srcdoc",
    "srcset",
    "style",
    "target",
];

/// Attributes of drawings whose value may be an address, `url(…)`.
const PAINTS: &[&str] =
    &["clip-path", "cursor", "fill", "filter", "marker", "marker-end", "marker-mid", "marker-start", "mask", "stroke"];

/// Attributes whose value is one or several ids.
const REFERS: &[&str] = &[
    "aria-activedescendant",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-errormessage",
    "aria-flowto",
    "aria-labelledby",
    "aria-owns",
    "for",
    "headers",
    "list",
];

/// Endings of files that show something and run nothing.
const MEDIA: &[&str] = &[
    "avif", "csv", "gif", "jpeg", "jpg", "json", "m4a", "mp3", "mp4", "oga", "ogg", "ogv", "opus", "png", "svg", "txt",
    "vtt", "wav", "webm", "webp", "woff", "woff2",
];

/// Whether a file of this name shows something and runs nothing; a drawing may, so it is looked over.
pub(crate) fn is_media(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    MEDIA.contains(&ending.as_str())
}

/// Whether an element of this name may be there, inside of a drawing or outside.
pub(crate) fn element(name: &str, in_svg: bool) -> bool {
    has(if in_svg { SVG } else { HTML }, &lower(name))
}

/// A name in small letters; nearly all are.
fn lower(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|b| b.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}

/// Whether a sorted list has a name.
fn has(list: &[&str], name: &str) -> bool {
    list.binary_search(&name).is_ok()
}

/// Whether the element has no end.
pub(crate) fn is_void(name: &str) -> bool {
    VOID.iter().any(|void| void.eq_ignore_ascii_case(name))
}

/// Whether the element holds text alone.
pub(crate) fn is_text_only(name: &str) -> bool {
    TEXT_ONLY.iter().any(|one| one.eq_ignore_ascii_case(name))
}

/// Whether the attribute's value is ids of the block.
pub(crate) fn refers(key: &str) -> bool {
    REFERS.iter().any(|one| one.eq_ignore_ascii_case(key))
}

/// Whether the attribute's value is a paint.
pub(crate) fn is_paint(key: &str) -> bool {
    PAINTS.iter().any(|one| one.eq_ignore_ascii_case(key))
}

/// Whether `element` may have the attribute with this value. `is_asset` knows the addresses of the plugin's files.
///
/// # Errors
/// What is not let through.
pub(crate) fn attribute(element: &str, key: &str, value: &str, is_asset: &dyn Fn(&str) -> bool) -> Result<(), String> {
    let (element, lower) = (lower(element), lower(key));
    let plain = key.bytes().next().is_some_and(|b| b.is_ascii_alphabetic())
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    // The name of a radio button or a disclosure groups it with others of the block.
    let named = lower == "name" && !matches!(&*element, "input" | "details");
    if !plain || named || lower.starts_with("on") || has(NEVER, &lower) {
        return Err(format!("`{key}` on `<{element}>`"));
    }
    let fine = match &*lower {
        "src" | "data" => is_asset(value),
        "href" if element == "a" => is_asset(value) || is_link(value),
        "href" => value.starts_with('#'),
        "type" if element == "button" => value == "button",
        "type" if element == "input" => {
            !matches!(value.to_ascii_lowercase().as_str(), "file" | "image" | "password" | "submit" | "reset")
        }
        paint if has(PAINTS, paint) => is_here(value),
        _ => true,
    };
    if fine { Ok(()) } else { Err(format!("`{key}=\"{value}\"` on `<{element}>`")) }
}

/// A link out of a block: within the page, or to the web.
fn is_link(text: &str) -> bool {
    ["#", "https://", "http://", "mailto:", "tel:"].iter().any(|start| text.starts_with(start))
}

/// Whether a paint names nothing outside of the page: a colour, a word, `url(#id)`.
fn is_here(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let strange = lower.contains(['&', '\\', '"', '\'']);
    let addresses = lower.match_indices("url(").all(|(at, _)| lower[at + 4..].trim_start().starts_with('#'));
    let loads = ["image", "src(", "element(", "cross-fade("].iter().any(|name| lower.contains(name));
    !strange && addresses && !loads
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a search misses would be let through, or refused.
    #[test]
    fn the_lists_can_be_searched() {
        for list in [HTML, SVG, NEVER, PAINTS] {
            assert!(list.is_sorted() && list.iter().all(|name| *name == lower(name)), "{list:?}");
        }
        assert!(attribute("p", "ONCLICK", "", &|_| false).is_err() && attribute("p", "Style", "", &|_| false).is_err());
    }
}
