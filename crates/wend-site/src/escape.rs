//! Text that stands in HTML.

/// Appends text that stands between tags.
pub fn text(text: &str, out: &mut String) {
    push(text, out, |b| match b {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// Appends text that stands in a quoted attribute.
pub fn attribute(text: &str, out: &mut String) {
    push(text, out, |b| match b {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        _ => None,
    });
}

fn push(text: &str, out: &mut String, name: impl Fn(u8) -> Option<&'static str>) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        // All that has a name is at or below `>`.
        if byte <= b'>'
            && let Some(name) = name(byte)
        {
            out.push_str(&text[from..at]);
            out.push_str(name);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
}
