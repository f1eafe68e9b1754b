//! What a destination is made of: schemes, percent-encoding, relative paths.

/// `scheme:rest`, the scheme in lower case. `//host` counts as https.
pub(super) fn scheme(dest: &str) -> Option<(&str, &str)> {
    if let Some(rest) = dest.strip_prefix("//") {
        return Some(("https", rest));
    }
    let (scheme, rest) = dest.split_once(':')?;
    let mut bytes = scheme.bytes();
    let valid = bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    if !valid {
        return None;
    }
    let known = ["http", "https", "mailto", "tel", "lesson", "objective", "term"];
    let scheme = known.into_iter().find(|name| name.eq_ignore_ascii_case(scheme)).unwrap_or(scheme);
    Some((scheme, rest))
}

/// Undoes percent-encoding; what is not UTF-8 then stays as it was.
pub(crate) fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |b: u8| (b as char).to_digit(16);
        if bytes[at] == b'%'
            && let (Some(high), Some(low)) =
                (bytes.get(at + 1).copied().and_then(hex), bytes.get(at + 2).copied().and_then(hex))
        {
            out.push((high * 16 + low) as u8);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// The path from one file to another, both within the curriculum's folder.
pub(super) fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to: Vec<&str> = to.split('/').collect();
    let common = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - common];
    parts.extend(&to[common..]);
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_lead_back() {
        assert_eq!(relative("lessons/a/b.md", "lessons/a/c.md"), "c.md");
        assert_eq!(relative("lessons/a/b.md", "lessons/c.md"), "../c.md");
        assert_eq!(relative("b.md", "x/c.md"), "x/c.md");
        assert_eq!(relative("x/y/b.md", "static/c.pdf"), "../../static/c.pdf");
    }

    #[test]
    fn percent_encoding_is_undone_only_where_it_is_one() {
        assert_eq!(decode("caf%C3%A9%20x"), "café x");
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%4"), "%zz%4");
        assert_eq!(decode("%ff"), "%ff");
    }

    #[test]
    fn schemes() {
        assert_eq!(scheme("HTTPS://x"), Some(("https", "//x")));
        assert_eq!(scheme("//x/y"), Some(("https", "x/y")));
        assert_eq!(scheme("javascript:alert(1)").map(|s| s.0), Some("javascript"));
        assert_eq!(scheme("a b:c"), None);
        assert_eq!(scheme("x.md"), None);
    }
}
