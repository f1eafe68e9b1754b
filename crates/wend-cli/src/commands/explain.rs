//! `wend explain CODE`: what a problem means, why it matters, and how it is mended.

use wend_diagnostics::{codes, suggest};

use crate::{
    End,
    terminal::{Terminal, print},
};

/// Say what a problem means, why it matters and how it is mended
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The code in brackets, like link/unknown-objective; without one, all codes are listed
    code: Option<String>,
}

pub(crate) fn run(terminal: &Terminal, args: &Args) -> End {
    let Some(code) = &args.code else {
        let width = codes::all().map(|c| c.code.len()).max().unwrap_or(0);
        print(&codes::all().map(|c| format!("{:width$}  {}\n", c.code, c.title)).collect::<String>());
        return End::Clean;
    };
    let wanted = code.trim_matches(['[', ']']);
    if let Some(found) = codes::find(wanted) {
        print(&format!("{} ({})\n\n{}\n", found.code, found.severity.word(), found.explain.trim_end()));
        return End::Clean;
    }
    let help = match suggest(wanted, codes::all().map(|c| c.code)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`wend explain` lists all codes".to_owned(),
    };
    terminal.error(&format!("there is no code `{wanted}`"), &help);
    End::Refused
}
