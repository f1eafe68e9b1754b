//! The attributes in the braces of an opener.

use serde_json::Value;
use wend_diagnostics::{Diagnostic, Spanned, codes, suggest};
use wend_markup::Directive;

use crate::manifest::{Attribute, Kind, Type};
use crate::parts::{Expanded, RefKind, Reference};

/// Reads the attributes of a block and reports unknown, wrong and missing ones.
pub(super) fn attributes(kind: &Kind, directive: &Directive, block: &mut Expanded, found: &mut Vec<Diagnostic>) {
    for attribute in &kind.attributes {
        block.attributes.insert(attribute.name.clone(), attribute.default.clone());
    }
    for written in &directive.attrs {
        let name = &written.key.value;
        let Some(attribute) = kind.attribute(name) else {
            let known = kind.attributes.iter().map(|attribute| attribute.name.as_str());
            let d = Diagnostic::new(
                &codes::plugin::UNKNOWN_ATTRIBUTE,
                format!("a `{}` block has no attribute `{name}`", kind.name),
            )
            .at(written.key.span);
            found.push(match suggest(name, known.clone()) {
                Some(near) => {
                    d.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), written.key.span, near)
                }
                None if kind.attributes.is_empty() => d.help("it has none"),
                None => {
                    let known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
                    d.help(format!("it has {}", known.join(", ")))
                }
            });
            continue;
        };
        // Of two with one key the first counts; the reader has said so already.
        if directive.attr(name).is_some_and(|first| first.span != written.value.span) {
            continue;
        }
        match value(attribute, &written.value.value) {
            Some(value) => {
                let to = Spanned::new(written.value.value.clone(), written.value.span);
                match attribute.of {
                    Type::Objective => block.refs.push(Reference { kind: RefKind::Objective, to }),
                    Type::Lesson => block.refs.push(Reference { kind: RefKind::Lesson, to }),
                    _ => {}
                }
                block.attributes.insert(name.clone(), value);
            }
            None => {
                let d = Diagnostic::new(
                    &codes::plugin::BAD_ATTRIBUTE,
                    format!("`{name}` is {}, not `{}`", attribute.of.describe(), written.value.value),
                )
                .at(written.value.span);
                let near = match &attribute.of {
                    Type::Choice(words) => suggest(&written.value.value, words.iter().map(String::as_str)),
                    _ => None,
                };
                found.push(match near {
                    Some(near) => d.help(format!("did you mean `{near}`?")).replace(
                        format!("write `{near}`"),
                        written.value.span,
                        near,
                    ),
                    None => d.maybe_help((!attribute.doc.is_empty()).then(|| attribute.doc.clone())),
                });
            }
        }
    }
    for attribute in kind.attributes.iter().filter(|attribute| attribute.required) {
        if directive.attr(&attribute.name).is_none() {
            found.push(
                Diagnostic::new(
                    &codes::plugin::MISSING_ATTRIBUTE,
                    format!("a `{}` block needs the attribute `{}`", kind.name, attribute.name),
                )
                .at(directive.opener)
                .help(format!(
                    "write `{{{}=…}}` after the name: {}",
                    attribute.name,
                    attribute.of.describe()
                )),
            );
        }
    }
}

fn value(attribute: &Attribute, written: &str) -> Option<Value> {
    match &attribute.of {
        Type::Text => Some(written.into()),
        Type::Objective | Type::Lesson => (!written.is_empty()).then(|| written.into()),
        Type::Integer => written.parse::<i64>().ok().map(Value::from),
        Type::Number => written.parse::<f64>().ok().filter(|n| n.is_finite()).map(Value::from),
        Type::Boolean => match written {
            "" | "true" => Some(true.into()),
            "false" => Some(false.into()),
            _ => None,
        },
        Type::Choice(words) => words.iter().any(|word| word == written).then(|| written.into()),
    }
}
