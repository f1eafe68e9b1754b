//! What a template may not do, seen before it runs: build values without bounds.
//!
//! Steps are counted and the output is bounded, but a value in a variable could double with each step. So what is kept
//! (`set`, `with`, `for`) may not be glued together, and what catches output (`macro`, `call`, `filter`, a `set` block, `self` and
//! `super`) or repeats a text (`*`) is not there; partials, blocks and `expand.js` do what these are for.

use std::ops::Range;

/// Tags that catch output.
const TAGS: &[&str] = &["macro", "call", "filter", "import", "from", "endmacro", "endcall", "endfilter"];

/// Names that give what a block writes as a value.
const CAUGHT: &[&str] = &["self", "super"];

/// Tags whose expressions are kept.
const KEEPS: &[&str] = &["set", "with", "for"];

/// Filters that make long values of short ones.
const GROWS: &[&str] =
    &["join", "replace", "indent", "format", "batch", "slice", "tojson", "pprint", "urlencode", "escape", "e"];

/// The first thing that is not let through, and what to say of it.
pub(super) fn lint(source: &str) -> Option<(Range<usize>, String)> {
    let mut at = 0;
    while let Some(open) = source.get(at..).and_then(|rest| rest.find('{')).map(|n| at + n) {
        let kind = source.as_bytes().get(open + 1)?;
        at = open + 2;
        match kind {
            b'#' => at = source.get(at..)?.find("#}").map_or(source.len(), |n| at + n + 2),
            b'%' | b'{' => {
                let (tokens, end) = tokens(source, at);
                if let Some(found) = expression(source, &tokens, *kind == b'%') {
                    return Some(found);
                }
                at = end;
                // What stands in a `raw` block is text.
                if *kind == b'%' && tokens.first().is_some_and(|one| source.get(one.clone()) == Some("raw")) {
                    at = source.get(at..)?.find("endraw").map_or(source.len(), |n| at + n);
                }
            }
            _ => at = open + 1,
        }
    }
    None
}

/// Words and signs up to the end of a tag; texts in quotes are one token each.
fn tokens(source: &str, from: usize) -> (Vec<Range<usize>>, usize) {
    let bytes = source.as_bytes();
    let mut out = Vec::new();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        if (byte == b'%' || byte == b'}') && bytes.get(at + 1) == Some(&b'}') {
            return (out, at + 2);
        }
        let start = at;
        match byte {
            b'"' | b'\'' => {
                at += 1;
                while let Some(&inner) = bytes.get(at) {
                    at += if inner == b'\\' { 2 } else { 1 };
                    if inner == byte {
                        break;
                    }
                }
                at = at.min(bytes.len());
                out.push(start..at);
            }
            _ if byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 => {
                let word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_' || *b >= 0x80;
                at += bytes.get(at..).unwrap_or_default().iter().take_while(|b| word(b)).count();
                out.push(start..at);
            }
            _ => {
                at += 1;
                if !byte.is_ascii_whitespace() && byte != b'-' {
                    out.push(start..at);
                }
            }
        }
    }
    (out, bytes.len())
}

fn expression(source: &str, tokens: &[Range<usize>], is_tag: bool) -> Option<(Range<usize>, String)> {
    let text = |n: usize| tokens.get(n).and_then(|one| source.get(one.clone())).unwrap_or("");
    let at = |n: usize| tokens.get(n).cloned().unwrap_or(0..0);
    let tag = if is_tag { text(0) } else { "" };
    if TAGS.contains(&tag) {
        return Some((at(0), format!("a plugin's template has no `{tag}`")));
    }
    let assigns = (0..tokens.len()).any(|n| text(n) == "=" && text(n + 1) != "=");
    if tag == "set" && !assigns {
        return Some((at(0), "a plugin's template keeps no output: write `set name = value`".to_owned()));
    }
    let keeps = KEEPS.contains(&tag);
    for n in 0..tokens.len() {
        let one = text(n);
        let grows = one == "~" || (text(n.wrapping_sub(1)) == "|" && GROWS.contains(&one));
        if one == "*" || one == "namespace" || CAUGHT.contains(&one) || (tag == "for" && one == "recursive") {
            return Some((at(n), format!("a plugin's template has no `{one}`; `expand.js` can work it out")));
        }
        if keeps && grows {
            return Some((
                at(n),
                format!("what a template keeps is not put together by `{one}`; do it where it is shown"),
            ));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::lint;

    #[test]
    fn templates_that_could_grow_are_found() {
        for (source, place) in [
            ("{% set x = x ~ x %}", "~"),
            ("{% for a in [x ~ x] %}{% endfor %}", "~"),
            ("{% with a = x|join(x) %}{% endwith %}", "join"),
            ("{{ 'x' * 100000000 }}", "*"),
            ("{%- macro m(x) -%}{%- endmacro -%}", "macro"),
            ("{% set x %}{{ y }}{{ y }}{% endset %}", "set"),
            ("{% set ns = namespace(x='') %}", "namespace"),
            ("{# {% #}{{ a }}{% filter upper %}", "filter"),
            ("{% for a in b recursive %}", "recursive"),
            ("{{ '}}' * 3 }}", "*"),
            ("{% block a %}{% endblock %}{{ self.a() }}", "self"),
            ("{% block a %}{% set x = super() %}{% endblock %}", "super"),
        ] {
            let found = lint(source).unwrap_or_else(|| panic!("{source}"));
            assert_eq!(&source[found.0], place, "{source}");
        }
        for source in [
            "{{ t('note.' ~ tone) }} * {{ a | join(', ') }}",
            "{% set x = a | selectattr('ticked') | list %}{% for y in a if y == '*' %}{{ loop.index }}{% endfor %}",
            "{% raw %}{{ 3 * 4 }}{% endraw %}",
            "{# a * b #}",
            "{",
            "{{",
            "{% if a == b %}{% include 'c.html' %}{% endif %}",
            "{% extends 'wend:ask' %}{% block a %}{{ b }}{% endblock %}",
        ] {
            assert_eq!(lint(source), None, "{source}");
        }
    }
}
