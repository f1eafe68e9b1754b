//! Formulas in TeX become MathML that carries no style attribute.
//!
//! `math-core` says in styles what MathML Core has no attribute for (alignment, rules of a table, negative spaces).
//! The content policy forbids style attributes, so each of them becomes a class `m-…` of the theme, `mathcolor`, or
//! nothing where it only repeats what the browser does anyhow.

use std::ops::Range;
use std::sync::LazyLock;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use wend_markup::html::escape::escape_text;

/// Why a formula can't be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MathError {
    /// Bytes of the formula.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
}

/// Appends a formula as MathML. Where it has a fault, its TeX is shown as code and the fault is returned.
///
/// ```
/// let mut out = String::new();
/// wend_site::math::math("\\frac{1}{2}", false, &mut out).unwrap();
/// assert_eq!(out, "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>");
/// ```
pub fn math(tex: &str, display: bool, out: &mut String) -> Result<(), MathError> {
    static CONVERTER: LazyLock<Option<LatexToMathML>> =
        LazyLock::new(|| LatexToMathML::new(MathCoreConfig::default()).ok());
    let mode = if display { MathDisplay::Block } else { MathDisplay::Inline };
    let result = match CONVERTER.as_ref() {
        Some(converter) => converter.convert_with_local_state(tex, mode).map_err(|error| MathError {
            at: error.0.start.min(tex.len())..error.0.end.clamp(error.0.start.min(tex.len()), tex.len()),
            message: error.error_message(),
        }),
        None => Err(MathError { at: 0..tex.len(), message: "formulas can't be converted".into() }),
    };
    match result {
        Ok(converted) => {
            without_styles(&converted.mathml, out);
            Ok(())
        }
        Err(error) => {
            out.push_str("<code class=\"math-error\">");
            escape_text(tex, out);
            out.push_str("</code>");
            Err(error)
        }
    }
}

/// Copies MathML; each style attribute becomes a class, an attribute, or nothing.
fn without_styles(mathml: &str, out: &mut String) {
    // The space before keeps `displaystyle` out.
    const STYLE: &str = " style=\"";
    out.reserve(mathml.len());
    let mut rest = mathml;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let end = rest[open..].find('>').map_or(rest.len(), |end| open + end + 1);
        let tag = &rest[open..end];
        match tag.find(STYLE) {
            None => out.push_str(tag),
            Some(at) => {
                let from = at + STYLE.len();
                let to = tag[from..].find('"').map_or(tag.len(), |to| from + to);
                out.push_str(tag[..at].trim_end());
                let (classes, colour) = translate(&tag[from..to]);
                if !classes.is_empty() {
                    out.push_str(" class=\"");
                    out.push_str(&classes.join(" "));
                    out.push('"');
                }
                if let Some(colour) = colour {
                    out.push_str(" mathcolor=\"");
                    out.push_str(colour);
                    out.push('"');
                }
                out.push_str(tag.get(to + 1..).unwrap_or(">"));
            }
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
}

/// The classes and the colour that a style stands for.
fn translate(style: &str) -> (Vec<&'static str>, Option<&str>) {
    let mut classes = Vec::new();
    let mut colour = None;
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let (property, value) = (property.trim(), value.trim());
        let dashed = value.contains("dashed");
        let class = match property {
            "color" => {
                colour = Some(value);
                continue;
            }
            "text-align" if value == "left" => "m-start",
            "text-align" if value == "right" => "m-end",
            "width" if value == "100%" => "m-wide",
            "width" if value == "50%" => "m-half",
            "border-top" => ["m-top", "m-top-dashed"][usize::from(dashed)],
            "border-bottom" => ["m-bottom", "m-bottom-dashed"][usize::from(dashed)],
            "border-left" => ["m-left", "m-left-dashed"][usize::from(dashed)],
            "border-right" => ["m-right", "m-right-dashed"][usize::from(dashed)],
            "margin-left" => "m-back",
            "padding-left" if value.starts_with('0') && value != "0" => "m-before",
            "padding-right" if value.starts_with('0') && value != "0" => "m-after",
            "padding-left" => "m-flush-left",
            "padding-right" => "m-flush-right",
            "font-variant-caps" => "m-caps",
            // `justify-items` repeats `text-align`; text sizes, the height of exponents in roots and the width that a Firefox fault needs are left out.
            _ => continue,
        };
        classes.push(class);
    }
    (classes, colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(tex: &str) -> String {
        let mut out = String::new();
        math(tex, true, &mut out).unwrap_or_else(|e| panic!("{tex}: {e:?}"));
        out
    }

    #[test]
    fn nothing_carries_a_style() {
        let formulas = [
            r"\begin{cases} a & b \\ c & d \end{cases}",
            r"\begin{align} a &= b \\ c &= d \end{align}",
            r"\begin{align*} a &= b \\ c &= d \end{align*}",
            r"\begin{array}{|l:r|} \hline a & b \\ \hdashline c & d \\ \hline \end{array}",
            r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
            r"\color{red} x \! y \cancel{z} \text{\textsc{small}}",
            r"\sqrt[3]{x^2} \sum_{i=0}^n \binom{n}{k} \overline{ab} \left( \frac{1}{2} \right) \mathbb{R} \not= \to",
        ];
        for tex in formulas {
            let html = show(tex);
            assert!(!html.contains(" style="), "{html}");
            assert!(html.starts_with("<math display=\"block\">") && html.ends_with("</math>"), "{html}");
        }
    }

    #[test]
    fn alignment_rules_and_colour_survive_as_classes() {
        let html = show(r"\begin{array}{|l:r} \hline a & b \end{array}");
        for class in ["m-left", "m-top", "m-start", "m-end"] {
            assert!(html.contains(class), "{class}: {html}");
        }
        assert!(show(r"{\color{red} x}").contains("mathcolor=\"#"));
    }

    #[test]
    fn a_fault_shows_the_tex_and_says_where() {
        let mut out = String::new();
        let error = math(r"1 < \frob{2}", false, &mut out).unwrap_err();
        assert_eq!(out, r#"<code class="math-error">1 &lt; \frob{2}</code>"#);
        assert_eq!(error.at.start, 4);
        assert!(error.message.contains("frob"), "{}", error.message);
        for tex in ["{", r"\begin{align}", "x^", "}", "é^{", "\u{1F600}\\"] {
            let _ = math(tex, true, &mut out);
        }
    }
}
