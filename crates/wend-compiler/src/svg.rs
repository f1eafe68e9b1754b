//! The size of an SVG picture, read from its root element without reading the rest.

/// Width and height in pixels: from `width` and `height` where both are plain numbers or pixels, else from `viewBox`.
pub(crate) fn size(text: &str) -> Option<(u32, u32)> {
    let root = &text[text.find("<svg")?..];
    let root = &root[..root.find('>')?];
    let plain = |name: &str| -> Option<f64> {
        let value = attribute(root, name)?;
        value.trim().trim_end_matches("px").parse().ok()
    };
    let from_box = || {
        let numbers: Vec<f64> = attribute(root, "viewBox")?
            .split(|c: char| c == ',' || c.is_whitespace())
            .filter(|part| !part.is_empty())
            .map_while(|part| part.parse().ok())
            .collect();
        match numbers[..] {
            [_, _, width, height] => Some((width, height)),
            _ => None,
        }
    };
    let (width, height) = match (plain("width"), plain("height")) {
        (Some(width), Some(height)) => (width, height),
        _ => from_box()?,
    };
    let side = |n: f64| (1.0..=100_000.0).contains(&n).then(|| n.round() as u32);
    Some((side(width)?, side(height)?))
}

/// The value of an attribute in a start tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let before = rest[..at].chars().next_back();
        rest = &rest[at + name.len()..];
        let after = rest.trim_start();
        if !before.is_some_and(char::is_whitespace) || !after.starts_with('=') {
            continue;
        }
        let value = after[1..].trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = &value[1..];
        return value.find(quote).map(|end| &value[..end]);
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes() {
        assert_eq!(size(r#"<svg width="120" height="40px">"#), Some((120, 40)));
        assert_eq!(size("<?xml version=\"1.0\"?>\n<svg xmlns='x' viewBox='0 0 640 120.4'>"), Some((640, 120)));
        // Per cent says nothing about pixels; a stroke's width is not the picture's.
        assert_eq!(size(r#"<svg width="100%" height="100%" stroke-width="3" viewBox="0,0,30,20">"#), Some((30, 20)));
        assert_eq!(size("<svg>"), None);
        assert_eq!(size("<svg width="), None);
        assert_eq!(size(""), None);
    }
}
