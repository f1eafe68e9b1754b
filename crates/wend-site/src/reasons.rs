//! Reasons as sentences, for whoever is not a browser.

use wend_compiler::Compiled;
use wend_core::Reason;

use crate::Strings;
use crate::strings::{Arg, Args};

/// A reason in words: the text `reason.<code>` with the titles of lessons, objectives and interests put in.
pub fn sentence(strings: &Strings, lang: &str, compiled: &Compiled, reason: &Reason) -> String {
    let curriculum = &compiled.curriculum;
    let objective = |ix: wend_core::ObjectiveIx| curriculum.objective(ix).map_or("", |o| o.title.as_str());
    let mut args = Args::new();
    for (name, arg) in &reason.args {
        let value = match arg {
            wend_core::Arg::Lesson(ix) => Arg::from(curriculum.lesson(*ix).map_or("", |lesson| &lesson.title)),
            wend_core::Arg::Objective(ix) => Arg::from(objective(*ix)),
            wend_core::Arg::Objectives(list) => {
                let titles: Vec<&str> = list.iter().map(|ix| objective(*ix)).collect();
                Arg::from(titles.join(", "))
            }
            wend_core::Arg::Interest(ix) => {
                Arg::from(curriculum.interests.get(ix.index()).map_or("", |interest| &interest.title))
            }
            wend_core::Arg::Strand(ix) => {
                Arg::from(curriculum.strands.get(ix.index()).map_or("", |strand| &strand.title))
            }
            wend_core::Arg::Int(n) => Arg::Int(*n),
            wend_core::Arg::Text(text) => Arg::from(text.as_str()),
        };
        args.insert((*name).into(), value);
    }
    strings.t(lang, &format!("reason.{}", reason.code), &args)
}
