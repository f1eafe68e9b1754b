//! `{column}` places in a text are filled with the values of a variant's row.
//!
//! Only names of columns are filled: `\frac{1}{2}` stays as it is. In maths the braces stay, so that `\frac{a}{b}`
//! with a = 12 becomes `\frac{12}{b}`.

/// A place that looks like one to fill, and what it is called.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Place<'a> {
    pub(crate) name: &'a str,
    /// Byte of the opening brace.
    pub(crate) at: usize,
    /// Whether it stands in maths or code, where braces have a meaning of their own.
    pub(crate) literal: bool,
    maths: bool,
}

/// All places in a text, in order.
pub(crate) fn places(text: &str) -> Vec<Place<'_>> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let (mut maths, mut code) = (false, false);
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'`' => code = !code,
            b'$' if !code => {
                maths = !maths;
                if bytes.get(at + 1) == Some(&b'$') {
                    at += 1;
                }
            }
            b'{' => {
                let rest = text.get(at + 1..).unwrap_or("");
                let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
                let name = rest.get(..end).unwrap_or("");
                if rest.get(end..).is_some_and(|rest| rest.starts_with('}'))
                    && name.starts_with(|c: char| c.is_alphabetic())
                {
                    out.push(Place { name, at, literal: maths || code, maths });
                }
            }
            _ => {}
        }
        at += 1;
    }
    out
}

/// Fills the places of a text; `value` says what a column holds.
pub(crate) fn fill<'v>(text: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for place in places(text) {
        if let Some(value) = value(place.name) {
            out.push_str(text.get(from..place.at).unwrap_or(""));
            from = place.at + place.name.len() + 2;
            if place.maths {
                out.push('{');
                out.push_str(value);
                out.push('}');
            } else {
                out.push_str(value);
            }
        }
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out
}

/// Puts the arguments of a text in their places.
pub(crate) fn fill_args(text: &str, args: &std::collections::BTreeMap<String, serde_json::Value>) -> String {
    let mut out = text.to_owned();
    for (name, value) in args {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        out = out.replace(&format!("{{{name}}}"), &value);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_columns_are_filled() {
        let row = |name: &str| match name {
            "a" => Some("1/2"),
            "n" => Some("12"),
            _ => None,
        };
        let cases = [
            ("What is {a} + {b}?", "What is 1/2 + {b}?"),
            (r"$\frac{n}{2}$ of {n}", r"$\frac{12}{2}$ of 12"),
            (r"$\frac{1}{2}$", r"$\frac{1}{2}$"),
            ("`{n}` and \\{n}", "`12` and \\{n}"),
            ("{n", "{n"),
            ("{}{ n }{n}", "{}{ n }12"),
            ("größe {größe}", "größe {größe}"),
            ("$$ {n} $$ {n}", "$$ {12} $$ 12"),
        ];
        for (text, expected) in cases {
            assert_eq!(fill(text, row), expected);
        }
    }
}
