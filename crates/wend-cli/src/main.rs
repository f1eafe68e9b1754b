//! The command line: arguments, terminal, disk.

mod disk;

fn main() {}
