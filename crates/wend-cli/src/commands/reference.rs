//! `wend reference`: the commands and their options as Markdown, made from what the program itself knows.

use clap::{Arg, Command};

use crate::{End, terminal::print};

pub(crate) fn run(mut program: Command) -> End {
    program.build();
    let mut out = String::new();
    describe_all(&program, program.get_name(), 2, &mut out);
    out.push_str("## With every command\n\n");
    for option in program.get_arguments().filter(|option| option.is_global_set()) {
        out.push_str(&described(option));
    }
    print(&out);
    End::Clean
}

/// The commands below one, each with those below it.
fn describe_all(above: &Command, path: &str, level: usize, out: &mut String) {
    for command in above.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help") {
        let path = format!("{path} {}", command.get_name());
        let usage = command.clone().render_usage().to_string();
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let hashes = "#".repeat(level);
        out.push_str(&format!("{hashes} `{path}`\n\n{about}.\n\n```\n{}\n```\n\n", usage.replace(" [OPTIONS]", "")));
        let own = |a: &&Arg| a.get_id() != "help" && !a.is_global_set() && a.get_id() != "subcommand";
        let arguments: String = command.get_arguments().filter(own).map(described).collect();
        if !arguments.is_empty() {
            out.push_str(&format!("{arguments}\n"));
        }
        describe_all(command, &path, level + 1, out);
    }
}

/// An argument or option in a line of a list.
fn described(argument: &Arg) -> String {
    let value = argument.get_value_names().unwrap_or_default().join(" ");
    let name = match argument.get_long() {
        Some(long) if argument.get_action().takes_values() => format!("--{long} {value}"),
        Some(long) => format!("--{long}"),
        None => value,
    };
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let words: Vec<String> = match argument.get_action().takes_values() {
        true => argument.get_possible_values().iter().map(|word| format!("`{}`", word.get_name())).collect(),
        false => Vec::new(),
    };
    let words = if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) };
    let default: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let default = match default.as_slice() {
        [] => String::new(),
        _ if !argument.get_action().takes_values() => String::new(),
        default => format!("; `{}` where nothing is said", default.join(" ")),
    };
    format!("- `{name}`: {help}{words}{default}\n")
}
