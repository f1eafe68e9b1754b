//! What a script did that it must not do, or failed to do.

use std::fmt;

use wend_diagnostics::{Diagnostic, codes};

/// What a script did that it must not do, or failed to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breach {
    /// It ran for more polls than allowed: an endless loop, or a pattern that backtracks without end.
    Steps,
    /// It asked for more memory than allowed.
    Memory,
    /// It called itself too deeply.
    Stack,
    /// It returned more bytes than allowed.
    Output(usize),
    /// It imports what is not in the plugin's folder.
    Import(String),
    /// The module or the function it should export is missing.
    Missing {
        /// The module's path.
        module: String,
        /// The function that was asked for.
        function: String,
    },
    /// It returned a promise, or waits at its top level; calls are synchronous.
    Promise,
    /// It returned something that is not JSON (nothing at all, a function, a BigInt, a circle).
    NotJson,
    /// It answered in another shape than is asked for.
    Shape {
        /// The function.
        function: String,
        /// What does not fit.
        message: String,
    },
    /// It threw an error, or does not parse.
    Threw {
        /// The error's message.
        message: String,
        /// The top of its stack, `name (file:line:column)`, when there is one.
        place: Option<String>,
    },
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Breach::Steps => f.write_str("ran for too many steps and was stopped"),
            Breach::Memory => f.write_str("asked for more memory than a plugin may use"),
            Breach::Stack => f.write_str("called itself too deeply"),
            Breach::Output(n) => write!(f, "returned {n} bytes, more than a plugin may return"),
            Breach::Import(name) => {
                write!(f, "imports `{name}`, which is not in its own folder")
            }
            Breach::Missing { module, function } => {
                write!(f, "has no `{function}` exported by `{module}`")
            }
            Breach::Promise => f.write_str("returned a promise, but calls must answer at once"),
            Breach::NotJson => f.write_str("returned something that is not JSON"),
            Breach::Shape { function, message } => write!(f, "answers to `{function}` in another shape: {message}"),
            Breach::Threw { message, place: Some(place) } => write!(f, "failed at {place}: {message}"),
            Breach::Threw { message, place: None } => write!(f, "failed: {message}"),
        }
    }
}

impl Breach {
    /// What the plugin's author can do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Breach::Steps => {
                "look for a loop without an end, or a regular expression with nested repeats such as `(a+)+`"
            }
            Breach::Memory => "build smaller values; a call gets 16 MiB in all",
            Breach::Stack => "replace the recursion by a loop, or check where it ends",
            Breach::Output(_) => "return the result only, without what it was made from",
            Breach::Import(_) => "import by a relative path that starts with `./` and stays inside the plugin's folder",
            Breach::Missing { .. } => "export the function by name: `export function …`",
            Breach::Promise => "make the function synchronous: no `async`, no `await`",
            Breach::NotJson => "return null, a boolean, a number, text, a list or a plain object",
            Breach::Shape { .. } => {
                "the shapes of all answers are in `wend-plugin.d.ts`; `wend plugin types` prints it"
            }
            Breach::Threw { .. } => "the script itself must be mended",
        }
    }

    /// As a finding that names the plugin; the caller says where.
    pub fn report(&self, plugin: &crate::Plugin) -> Diagnostic {
        Diagnostic::new(&codes::plugin::BREACH, format!("the plugin `{}` {self}", plugin.name())).help(self.help())
    }
}
