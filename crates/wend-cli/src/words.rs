//! The engine's answers in words: reasons and names, from the same string table as the site's pages.

use serde_json::{Map, Value, json};
use wend_compiler::Compiled;
use wend_core::{Arg, Curriculum, InterestIx, Lesson, LessonIx, ObjectiveIx, Reason};
use wend_site::{Strings, Theme, reasons};

/// Names and sentences of one curriculum, in its own language where the theme has it.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    compiled: &'a Compiled,
    curriculum: &'a Curriculum,
    strings: Strings,
}

impl<'a> Words<'a> {
    pub(crate) fn new(compiled: &'a Compiled) -> Self {
        let (strings, _) = Strings::of_theme(&Theme::builtin());
        Self { compiled, curriculum: &compiled.curriculum, strings }
    }

    pub(crate) fn lesson(&self, ix: LessonIx) -> &'a Lesson {
        &self.curriculum.lessons[ix.index()]
    }

    pub(crate) fn objective_id(&self, ix: ObjectiveIx) -> &'a str {
        &self.curriculum.objectives[ix.index()].id
    }

    pub(crate) fn interest(&self, ix: InterestIx) -> &'a str {
        &self.curriculum.interests[ix.index()].title
    }

    /// A reason as a sentence.
    pub(crate) fn reason(&self, reason: &Reason) -> String {
        let lang = self.strings.best(&self.compiled.curriculum.language);
        reasons::sentence(&self.strings, lang, self.compiled, reason)
    }

    /// A reason's arguments with ids for indices.
    pub(crate) fn args_by_id(&self, reason: &Reason) -> Value {
        let id = |arg: &Arg| match arg {
            Arg::Lesson(ix) => json!(self.lesson(*ix).id),
            Arg::Objective(ix) => json!(self.objective_id(*ix)),
            Arg::Objectives(all) => json!(all.iter().map(|o| self.objective_id(*o)).collect::<Vec<_>>()),
            Arg::Interest(ix) => json!(self.curriculum.interests[ix.index()].id),
            Arg::Strand(ix) => json!(self.curriculum.strands[ix.index()].id),
            Arg::Int(n) => json!(n),
            Arg::Text(text) => json!(text),
        };
        Value::Object(reason.args.iter().map(|(name, arg)| ((*name).to_owned(), id(arg))).collect::<Map<_, _>>())
    }
}
