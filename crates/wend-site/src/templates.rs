//! The theme's templates, ready to be rendered in one language.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior, Value};
use wend_diagnostics::{Diagnostic, codes};
use wend_markup::html::escape::escape_attr;

use crate::Theme;
use crate::strings::{Arg, Args, Strings, direction};

/// The templates, compiled. A template with a fault is left out and reported. They may call:
///
/// - `t(key, name=…)`: a text, in the site's language.
/// - `own()`: the attributes of an element that holds words of the curriculum, which are in `words`: language and
///   direction, where those are not the page's. `own(text)`: such words where they stand among the page's, at its side.
/// - `once(key, macro, value)`: what the macro makes of the value, the same for the same key on every page of the site.
///   All that the macro reads must follow from the key.
pub(crate) fn environment(
    theme: &Theme,
    strings: &Arc<Strings>,
    lang: &str,
    words: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Environment<'static> {
    let own = words.map_or(String::new(), |lang| format!(" lang=\"{lang}\" dir=\"{}\"", direction(lang)));

    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_formatter(format);
    for (path, bytes) in theme.below("templates/") {
        let name = path.trim_start_matches("templates/").to_string();
        let source = with_texts(&String::from_utf8_lossy(bytes), strings, lang, &own);
        if let Err(error) = env.add_template_owned(name, source) {
            diagnostics.push(fault(&error));
        }
    }
    let (texts, of) = (Arc::clone(strings), lang.to_string());
    env.add_function("duration", move |minutes: i64| texts.duration(&of, minutes));
    let (texts, lang) = (Arc::clone(strings), lang.to_string());
    env.add_function("t", move |key: &str, kwargs: minijinja::value::Kwargs| -> Result<Value, Error> {
        let mut args = Args::new();
        for name in kwargs.args() {
            let value: Value = kwargs.get(name)?;
            let arg = match i64::try_from(value.clone()) {
                Ok(n) => Arg::Int(n),
                Err(_) => Arg::Text(value.to_string().into()),
            };
            args.insert(name.to_string().into(), arg);
        }
        Ok(Value::from(texts.t(&lang, key, &args)))
    });
    env.add_function("own", move |text: Option<String>| match text {
        None => Value::from_safe_string(own.clone()),
        Some(text) if own.is_empty() => Value::from(text),
        Some(text) => {
            let mut out = format!("<bdi{own}>");
            escape_attr(&text, &mut out);
            Value::from_safe_string(out + "</bdi>")
        }
    });
    let made: Mutex<BTreeMap<String, Value>> = Mutex::default();
    env.add_function("once", move |state: &mut State<'_, '_>, key: &str, make: Value, of: Value| {
        let key = format!("{} {key}", make.get_attr("name")?);
        let made = || made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made().get(&key) {
            return Ok(known.clone());
        }
        let new = make.call(state, &[of])?;
        made().insert(key, new.clone());
        Ok::<Value, Error>(new)
    });
    env
}

/// A template with the texts that need no arguments put in, and the attributes of the curriculum's own words: they are the
/// same on every page of a site, which has one language. A text that means something to the template language is left to be asked for.
fn with_texts(source: &str, strings: &Strings, lang: &str, own: &str) -> String {
    const OPEN: &str = "{{ t('";
    const CLOSE: &str = "') }}";
    // What a `raw` block shows is not ours to change.
    if source.contains("endraw") {
        return source.to_string();
    }
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find(OPEN) {
        let (before, call) = rest.split_at(at);
        out.push_str(before);
        let after = &call[OPEN.len()..];
        let key = after.split_once('\'').map_or("", |(key, _)| key);
        let text = strings.get(lang, key, &Args::new()).filter(|text| {
            after[key.len()..].starts_with(CLOSE) && text.trim() == text && !text.contains(['{', '}', '\n'])
        });
        rest = match text {
            Some(text) => {
                escape_attr(&text, &mut out);
                &after[key.len() + CLOSE.len()..]
            }
            None => {
                out.push_str(OPEN);
                after
            }
        };
    }
    out.push_str(rest);
    out.replace("{{ own() }}", own)
}

/// Escapes what stands in text and quoted attributes, and no more: `/` and `'` are harmless there and fill every link.
fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() || value.is_safe() || !matches!(state.auto_escape(), AutoEscape::Html) {
        return minijinja::escape_formatter(out, state, value);
    }
    let write = |out: &mut Output<'_>, text: &str| -> Result<(), Error> {
        if !text.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
            return Ok(out.write_str(text)?);
        }
        let mut escaped = String::with_capacity(text.len() + 8);
        escape_attr(text, &mut escaped);
        Ok(out.write_str(&escaped)?)
    };
    match value.as_str() {
        Some(text) => write(out, text),
        None if value.is_none() => Ok(()),
        None => write(out, &value.to_string()),
    }
}

/// A template's fault with its file and line.
pub(crate) fn fault(error: &Error) -> Diagnostic {
    let line = error.line().map_or(String::new(), |line| format!(", line {line}"));
    Diagnostic::new(&codes::site::TEMPLATE, format!("the template has a fault{line}: {error}"))
        .at_path(format!("theme/templates/{}", error.name().unwrap_or_default()))
        .help("templates are minijinja; the names they may use are listed in the manual's chapter on themes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_once_is_the_same_on_other_pages_and_escaped_once() {
        let source = "{% macro a(x) %}<b>{{ x.n }}{{ x.t }}</b>{% endmacro %}{% macro b(x) %}{{ x.n }}{% endmacro %}\
            {{ once(x.k, a, x) }}{{ once(x.k, b, x) }}";
        let files = [("templates/a.html".to_string(), source.as_bytes().to_vec())];
        let env = environment(&Theme::default().with_overrides(files), &Arc::default(), "en", None, &mut Vec::new());
        let show = |k: &str, n: i32| {
            let x = minijinja::context! { k, n, t => "<" };
            env.get_template("a.html").unwrap().render(minijinja::context! { x }).unwrap()
        };
        let shown = [show("one", 1), show("two", 2), show("one", 3)];
        assert_eq!(shown, ["<b>1&lt;</b>1", "<b>2&lt;</b>2", "<b>1&lt;</b>1"]);
    }

    #[test]
    fn templates_say_the_same_with_texts_put_in() {
        let mut strings = Strings::default();
        let table = "plain = \"Ways & \\\"means\\\"\"\nopen = \"a {{ b }}\"\nspaced = \" a \"\n\
            n = { one = \"{n} way\", other = \"{n} ways\" }";
        strings.add("en", "", table).unwrap();
        let source = "<p title=\"{{ t('plain') }}\">{{ t('open') }}|{{ t('spaced') }} {%- if x %}{% endif %}|\
            {{ t('n', n=2) }}|{{ t('none') }}|{{ t('plain') ~ 1 }}";
        assert_eq!(with_texts("{{ t('plain') }}", &strings, "en", ""), "Ways &amp; &quot;means&quot;");
        let strings = Arc::new(strings);
        let files = [("templates/a.html".to_string(), source.as_bytes().to_vec())];
        let env = environment(&Theme::default().with_overrides(files), &strings, "en", None, &mut Vec::new());
        let shown = env.get_template("a.html").unwrap().render(minijinja::context! { x => 0 }).unwrap();
        let mut asked = env.clone();
        asked.add_template("a.html", source).unwrap();
        let expected = asked.get_template("a.html").unwrap().render(minijinja::context! { x => 0 }).unwrap();
        assert_eq!(shown, expected);
        assert!(shown.contains("Ways &amp; &quot;means&quot;\">a {{ b }}| a |2 ways|none|"), "{shown}");
    }
}
