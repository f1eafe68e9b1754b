//! The theme's style sheets become one.
//!
//! `theme.toml` lists them in order; a folder stands for its files by name. Comments and white space that means nothing
//! go, token by token: strings and `url(…)` stay as they are.

use serde::Deserialize;

use crate::Theme;

/// What of `theme.toml` concerns styles.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Manifest {
    styles: Vec<String>,
    frame: Vec<String>,
}

impl Manifest {
    fn of(theme: &Theme) -> Self {
        theme.text("theme.toml").and_then(|text| toml::from_str(&text).ok()).unwrap_or_default()
    }
}

/// The paths of the style sheets that a block in a frame gets.
pub(crate) fn frame(theme: &Theme) -> Vec<String> {
    Manifest::of(theme).frame
}

/// The paths of a theme's style sheets in the order of `theme.toml`; all of `styles/` by name where it says nothing.
pub fn order(theme: &Theme) -> Vec<String> {
    let manifest = Manifest::of(theme);
    let mut out: Vec<String> = Vec::new();
    let mut push = |path: &str| {
        if path.ends_with(".css") && !out.iter().any(|known| known == path) {
            out.push(path.to_string());
        }
    };
    for entry in &manifest.styles {
        if entry.ends_with('/') {
            theme.below(entry).for_each(|(path, _)| push(path));
        } else if theme.file(entry).is_some() {
            push(entry);
        }
    }
    if manifest.styles.is_empty() {
        theme.below("styles/").for_each(|(path, _)| push(path));
    }
    out
}

/// One style sheet of all of them.
pub fn bundle(theme: &Theme) -> String {
    let mut out = String::new();
    for path in order(theme) {
        minify(&theme.text(&path).unwrap_or_default(), &mut out);
        out.push('\n');
    }
    out
}

/// Appends a style sheet without comments and needless white space.
pub fn minify(css: &str, out: &mut String) {
    let bytes = css.as_bytes();
    let mut at = 0;
    // White space or a comment was passed and nothing written since.
    let mut gap = false;
    let start = out.len();
    while at < bytes.len() {
        let rest = &css[at..];
        let len = if rest.starts_with("/*") {
            gap = true;
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            continue;
        } else if bytes[at].is_ascii_whitespace() {
            gap = true;
            at += 1;
            continue;
        } else if bytes[at] == b'"' || bytes[at] == b'\'' {
            string(rest)
        } else if rest.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("url("))
            && !rest[4..].trim_start().starts_with(['"', '\''])
        {
            rest.find(')').map_or(rest.len(), |end| end + 1)
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        };
        let before = out[start..].bytes().next_back();
        if gap && before.is_some_and(|b| !b"{};,:".contains(&b)) && !b"{};,".contains(&bytes[at]) {
            out.push(' ');
        }
        if bytes[at] == b'}' && before == Some(b';') {
            out.pop();
        }
        out.push_str(&rest[..len]);
        at += len;
        gap = false;
    }
}

fn string(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b if b == bytes[0] => return at + 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(css: &str) -> String {
        let mut out = String::new();
        minify(css, &mut out);
        out
    }

    #[test]
    fn white_space_goes_where_it_means_nothing() {
        assert_eq!(
            small("/* c */ a ,\n b > c { color : red ; margin: 0 auto; }\n"),
            "a,b > c{color :red;margin:0 auto}"
        );
        assert_eq!(small("a :hover{} a:hover{}"), "a :hover{}a:hover{}");
        assert_eq!(
            small("@media screen and (min-width: 40em) { a { b: calc( 1px + 2px ) } }"),
            "@media screen and (min-width:40em){a{b:calc( 1px + 2px )}}"
        );
        assert_eq!(small("a/**/b { --x: ; }"), "a b{--x:}");
    }

    #[test]
    fn strings_and_addresses_stay() {
        let css = "a::after{content:\"a  /* b */ \\\" ; }\"}b{c:url(x  y;z)}d{e:url( \"f  g\" )}é{}";
        assert_eq!(small(css), css);
    }

    #[test]
    fn the_theme_says_the_order() {
        let files = [
            ("theme.toml", "styles = ['styles/z.css', 'styles/parts/', 'styles/a.css']"),
            ("styles/a.css", "a{}"),
            ("styles/z.css", "z{}"),
            ("styles/parts/c.css", "c{}"),
            ("styles/parts/b.css", "b{}"),
            ("styles/unused.css", "u{}"),
        ];
        let theme = Theme::default().with_overrides(files.map(|(p, t)| (p.to_string(), t.as_bytes().to_vec())));
        assert_eq!(bundle(&theme), "z{}\nb{}\nc{}\na{}\n");
    }
}
