//! What the program says: problems, a progress line on long work, and one last line.

use std::{
    io::{self, IsTerminal, Write},
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use clap::ValueEnum;
use wend_diagnostics::{Diagnostic, Severity, Sources, render};

/// How problems are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
pub(crate) enum Format {
    /// For people, with the source marked (on standard error)
    #[default]
    Human,
    /// One JSON object a line (on standard output)
    Json,
    /// Annotations of a code forge's workflow (on standard output)
    Github,
}

/// Whether to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
pub(crate) enum Color {
    /// Where a person is likely to be looking
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The terminal and how to talk to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terminal {
    /// How problems are printed.
    pub(crate) format: Format,
    color: bool,
}

impl Terminal {
    pub(crate) fn new(format: Format, color: Color) -> Self {
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            // The convention of no-color.org.
            Color::Auto => io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        };
        Self { format, color }
    }

    /// Prints problems, and counts those that are errors.
    pub(crate) fn problems(&self, diagnostics: &[Diagnostic], sources: &Sources) -> Counts {
        match self.format {
            Format::Human => self.say_raw(&render::human(diagnostics, sources, self.color)),
            Format::Json => print(&render::json(diagnostics, sources)),
            Format::Github => print(&render::github(diagnostics, sources)),
        }
        Counts::of(diagnostics)
    }

    /// Prints notes in short, a line for each kind.
    pub(crate) fn notes(&self, notes: &[Diagnostic], sources: &Sources) {
        if !notes.is_empty() {
            self.say_raw(&render::summary(notes, sources, self.color));
            self.say("  = help: `--notes` shows each of them, `wend explain CODE` says what one means\n");
        }
    }

    /// A line for the person at the terminal.
    pub(crate) fn say(&self, line: &str) {
        self.say_raw(&format!("{line}\n"));
    }

    /// An error that is not about a source text, with what to do about it.
    pub(crate) fn error(&self, what: &str, help: &str) {
        let (red, bold, off) = if self.color { ("\x1b[1;31m", "\x1b[1m", "\x1b[0m") } else { ("", "", "") };
        let help = if help.is_empty() { String::new() } else { format!("  help: {help}\n") };
        self.say_raw(&format!("{red}error{off}{bold}: {what}{off}\n{help}"));
    }

    fn say_raw(&self, text: &str) {
        // Nobody is left to tell when standard error is closed.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// Text for whoever reads standard output; a closed pipe (`| head`) is no fault.
pub(crate) fn print(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// Text from somebody's file, fit for a terminal: in one line, without what would steer it or turn its direction.
pub(crate) fn plain(text: &str) -> String {
    let unfit = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if unfit(c) { ' ' } else { c }).collect()
}

/// How many problems of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
}

impl Counts {
    pub(crate) fn of(diagnostics: &[Diagnostic]) -> Self {
        let mut counts = Self::default();
        for d in diagnostics {
            match d.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }
}

impl Counts {
    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            notes: self.notes + other.notes,
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let parts: Vec<_> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| count(*n, word)).collect();
        f.write_str(&if parts.is_empty() { "no problems".to_owned() } else { parts.join(", ") })
    }
}

/// "1 page", "2 pages".
pub(crate) fn count(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// "0.42 s", "1 min 3 s".
pub(crate) fn duration(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.2} s")
    } else {
        format!("{} min {:.0} s", time.as_secs() / 60, seconds % 60.0)
    }
}

/// A line that counts, shown only to a person and only when the work takes a while.
#[derive(Debug)]
pub(crate) struct Progress {
    start: Instant,
    shown: AtomicU64,
    total: usize,
    word: &'static str,
    visible: bool,
}

impl Progress {
    pub(crate) fn new(total: usize, word: &'static str) -> Self {
        Self { start: Instant::now(), shown: AtomicU64::new(0), total, word, visible: io::stderr().is_terminal() }
    }

    /// `done` of the total are done.
    pub(crate) fn at(&self, done: usize) {
        if !self.visible {
            return;
        }
        let now = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        let last = self.shown.load(Ordering::Relaxed);
        // First after a third of a second, then ten times a second.
        if now < last + if last == 0 { 333 } else { 100 } {
            return;
        }
        if self.shown.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            let _ = write!(io::stderr().lock(), "\r\x1b[K  {done} of {} {}s", self.total, self.word);
        }
    }

    /// Takes the line away.
    pub(crate) fn end(&self) {
        if self.shown.load(Ordering::Relaxed) > 0 {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}
