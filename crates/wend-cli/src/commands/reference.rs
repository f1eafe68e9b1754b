//! `wend reference`: the commands and their options as Markdown, made from what the program itself knows.

use clap::Command;

use crate::{End, terminal::print};

pub(crate) fn run(mut program: Command) -> End {
    program.build();
    let mut out = String::new();
    for command in program.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help") {
        let usage = command.clone().render_usage().to_string();
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        out.push_str(&format!("## `wend {}`\n\n{about}.\n\n```\n{usage}\n```\n\n", command.get_name()));
        for argument in command.get_arguments().filter(|a| a.get_id() != "help" && !a.is_global_set()) {
            let name = match argument.get_long() {
                Some(long) => format!("--{long}"),
                None => argument.get_id().to_string().to_uppercase(),
            };
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            out.push_str(&format!("- `{name}`: {help}.\n"));
        }
        out.push('\n');
    }
    print(&out);
    End::Clean
}
