//! The templates of all plugins: strict, escaped, limited in steps, each seeing its own folder only.
//!
//! A template is known as `PLUGIN/path`; `{% include "part.html" %}` means a file of the same plugin, `wend:ask` what comes
//! with Wend by this name.

use std::io;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, Value};
use wend_diagnostics::{Diagnostic, Span, codes};
use wend_markup::html::escape::escape_attr;

use crate::folder::{File, Folder};
use crate::library::{self, library};

mod lint;

/// Instructions a template may run; a question with ten variants needs about three thousand.
const FUEL: u64 = 400_000;

/// An environment without templates.
pub(crate) fn environment() -> Environment<'static> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_fuel(Some(FUEL));
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        templates.set_syntax(syntax);
    }
    templates.set_auto_escape_callback(|_| AutoEscape::Html);
    templates.set_formatter(write_value);
    for name in ["replace", "indent", "format", "batch", "slice", "pprint"] {
        templates.remove_filter(name);
    }
    templates.add_filter("join", join);
    for one in library::libraries() {
        if let Some(template) = one.template {
            // A test holds that it parses.
            let _ = templates.add_template(one.name, template);
        }
    }
    templates.set_path_join_callback(|name, parent| {
        if library(name).is_some() {
            return name.to_owned().into();
        }
        let (plugin, path) = parent.split_once('/').unwrap_or((parent, ""));
        // What leaves the folder becomes a name that no template has.
        match crate::js::inside(path, &format!("./{name}")) {
            Some(path) => format!("{plugin}/{path}").into(),
            None => format!("{plugin}/{name}").into(),
        }
    });
    templates
}

/// Adds the templates of a folder and reports those that do not parse.
pub(crate) fn add(templates: &mut Environment<'static>, folder: &Folder, found: &mut Vec<Diagnostic>) {
    for (path, file) in &folder.files {
        if !path.ends_with(".html") || path.starts_with("examples/") {
            continue;
        }
        let name = format!("{}/{path}", folder.name);
        if let Some((at, what)) = lint::lint(&file.text) {
            let found_one = Diagnostic::new(&codes::plugin::BAD_TEMPLATE, what);
            let help = "blocks of this kind show their plain content until it is mended";
            found.push(match file.id {
                Some(id) => found_one.at(Span::new(id, at)).help(help),
                None => found_one.at_path(format!("plugins/{}", folder.name)).help(help),
            });
            continue;
        }
        if let Err(error) = templates.add_template_owned(name, file.text.to_string()) {
            let what = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
            found.push(fault(folder, path, file, &error, what));
        }
    }
}

fn fault(folder: &Folder, path: &str, file: &File, error: &minijinja::Error, what: String) -> Diagnostic {
    let found = |message: String| {
        Diagnostic::new(&codes::plugin::BAD_TEMPLATE, message)
            .help("templates are minijinja; blocks of this kind show their plain content until it is mended")
    };
    match file.id {
        Some(id) => {
            // Where a text ends too soon, minijinja points behind its end.
            let range = error.range().filter(|range| file.text.get(range.clone()).is_some());
            let range = range.unwrap_or_else(|| line_range(&file.text, error.line().unwrap_or(1)));
            found(what).at(Span::new(id, range))
        }
        None => {
            let line = error.line().map_or(String::new(), |line| format!(", line {line}"));
            found(format!("{path}{line}: {what}")).at_path(format!("plugins/{}", folder.name))
        }
    }
}

/// Bytes that one block may show.
pub(crate) const MOST_BYTES: usize = 4 << 20;

/// Runs a template.
pub(crate) fn render(template: &minijinja::Template<'_, '_>, values: Value) -> Result<String, minijinja::Error> {
    struct Bounded(Vec<u8>);
    impl io::Write for Bounded {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0.len() + bytes.len() > MOST_BYTES {
                return Err(io::Error::other("more than a block may show"));
            }
            self.0.extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut out = Bounded(Vec::new());
    template.render_captured_to(values, &mut out).map_err(|error| match error.kind() {
        minijinja::ErrorKind::WriteFailure => minijinja::Error::new(
            minijinja::ErrorKind::WriteFailure,
            format!("it writes more than the {} MiB that a block may show", MOST_BYTES >> 20),
        ),
        _ => error,
    })?;
    Ok(String::from_utf8_lossy(&out.0).into_owned())
}

/// `join` with a bound; what comes of it is text.
fn join(values: &Value, joiner: Option<&str>) -> Result<Value, minijinja::Error> {
    let joiner = joiner.unwrap_or("");
    let mut out = String::new();
    for (n, value) in values.try_iter()?.enumerate() {
        if n > 0 {
            out.push_str(joiner);
        }
        out.push_str(&value.to_string());
        if out.len() > MOST_BYTES {
            let kind = minijinja::ErrorKind::InvalidOperation;
            return Err(minijinja::Error::new(kind, "what is joined is longer than a block may show"));
        }
    }
    Ok(Value::from(out))
}

/// The bytes of a line, counted from 1.
pub(crate) fn line_range(text: &str, line: usize) -> std::ops::Range<usize> {
    let mut start = 0;
    for (n, one) in text.split_inclusive('\n').enumerate() {
        if n + 1 == line {
            return start..start + one.trim_end().len();
        }
        start += one.len();
    }
    text.len()..text.len()
}

/// Writes a value into a template's output: text is escaped, `/` is not, since it harms nothing and fractions have it.
fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => {
            let mut escaped = String::with_capacity(text.len());
            escape_attr(text, &mut escaped);
            out.write_str(&escaped).map_err(minijinja::Error::from)
        }
        _ => minijinja::escape_formatter(out, state, value),
    }
}
