//! The program as a person runs it: folders in, exit codes, output and folders out.

mod bad_input;
mod board;
mod booklet;
mod build;
mod dialects;
mod kill;
mod languages;
mod manual;
mod path;
mod plugin;
mod remember;
mod simulate;
mod support;
mod texts;
