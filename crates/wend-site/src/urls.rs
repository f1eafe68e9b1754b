//! Addresses within the site: always relative, so that it runs under any path and from disk.

/// The way from a page to the root of the site: `""`, `"../"`, `"../../"`, …
pub fn root(page: &str) -> String {
    "../".repeat(page.bytes().filter(|&b| b == b'/').count())
}

/// A path of the site as it stands in a link, percent-encoded (RFC 3986); `/` stays.
///
/// ```
/// assert_eq!(wend_site::urls::encode("lessons/où est?.html"), "lessons/o%C3%B9%20est%3F.html");
/// ```
pub fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        // A colon in the first part would read as a scheme.
        if byte.is_ascii_alphanumeric() || b"-._~/!$'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

/// A fragment as it stands in a link, without the `#`.
pub fn fragment(id: &str) -> String {
    encode(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_as_far_as_the_page_is_deep() {
        assert_eq!(root("index.html"), "");
        assert_eq!(root("lessons/a/b.html"), "../../");
    }
}
