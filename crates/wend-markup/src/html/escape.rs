//! Text, attributes and addresses, so that they can stand in HTML.

/// Escapes text between tags.
pub fn escape_text(text: &str, out: &mut String) {
    escape(text, out, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        0 => Some("\u{fffd}"),
        _ => None,
    });
}

/// Escapes the value of an attribute in double quotes.
pub fn escape_attr(text: &str, out: &mut String) {
    escape(text, out, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        0 => Some("\u{fffd}"),
        _ => None,
    });
}

/// Copies text, replacing single ASCII bytes.
#[inline]
fn escape(text: &str, out: &mut String, replacement: impl Fn(u8) -> Option<&'static str>) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        // All that is replaced is at or below `>`.
        if byte <= b'>'
            && let Some(replacement) = replacement(byte)
        {
            out.push_str(&text[done..at]);
            out.push_str(replacement);
            done = at + 1;
        }
    }
    out.push_str(&text[done..]);
}

/// Writes an address as the value of an attribute: what can't stand in one is percent-encoded;
/// what is encoded already, and letters of any script, stay as they are.
pub fn escape_url(url: &str, out: &mut String) {
    let url = url.trim_matches(|c: char| c <= ' ');
    // Brackets hold an IPv6 host; elsewhere they are encoded.
    let brackets = url.contains("://[");
    let bytes = url.as_bytes();
    let mut done = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let encode = match byte {
            0..=b' ' | 0x7f | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => true,
            b'[' | b']' => !brackets,
            b'%' => !bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)),
            b'&' => false,
            _ => continue,
        };
        out.push_str(&url[done..at]);
        done = at + 1;
        match byte {
            b'&' => out.push_str("&amp;"),
            _ if encode => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)] as char);
                out.push(HEX[usize::from(byte & 15)] as char);
            }
            _ => out.push(byte as char),
        }
    }
    out.push_str(&url[done..]);
}

/// The scheme of an address, in lower case, as a browser would find it; `None` for a relative one.
/// Spaces and control characters, which browsers drop, hide no scheme from us.
pub fn scheme(url: &str) -> Option<String> {
    let mut scheme = String::new();
    for c in url.chars() {
        match c {
            ':' => return (!scheme.is_empty()).then_some(scheme),
            c if c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.') => scheme.push(c.to_ascii_lowercase()),
            c if c <= ' ' || c == '\u{7f}' => {}
            _ => return None,
        }
    }
    None
}

/// Whether a link may lead there.
pub fn is_safe_link(url: &str) -> bool {
    scheme(url).is_none_or(|scheme| matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel"))
}

/// Whether a picture may be there.
pub fn is_safe_image(url: &str) -> bool {
    scheme(url).is_none_or(|scheme| matches!(scheme.as_str(), "http" | "https"))
}

/// HTML without its comments; one that never ends goes to the end.
pub(crate) fn without_comments(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        out.push_str(&rest[..start]);
        // `<!-->` and `<!--->` are whole comments, so the end may overlap the start.
        let Some(end) = rest[start + 2..].find("-->") else { return out };
        rest = &rest[start + 2 + end + 3..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> String {
        let mut out = String::new();
        escape_url(text, &mut out);
        out
    }

    #[test]
    fn addresses_are_encoded_once() {
        assert_eq!(url("a b.html?x=1&y=\"2\"#é"), "a%20b.html?x=1&amp;y=%222%22#é");
        assert_eq!(url("a%20b%zz 100%"), "a%20b%25zz%20100%25");
        assert_eq!(url("http://[::1]/a"), "http://[::1]/a");
        assert_eq!(url("a[1]"), "a%5B1%5D");
    }

    #[test]
    fn no_scheme_slips_through() {
        for bad in
            ["javascript:x", "JavaScript:x", " java\nscript:x", "\u{1}javascript:x", "data:text/html,x", "vbscript:"]
        {
            assert!(!is_safe_link(bad), "{bad:?}");
        }
        for good in ["a.html", "#x:y", "?a:b", "./a:b", "../é:x", "https://x", "MAILTO:a@b", "tel:+1", ""] {
            assert!(is_safe_link(good), "{good:?}");
        }
        assert!(!is_safe_image("mailto:x") && is_safe_image("x.png"));
    }

    #[test]
    fn comments_go() {
        assert_eq!(without_comments("a<!-- b --><i><!--> c <!--->d<!-- e"), "a<i> c d");
    }
}
