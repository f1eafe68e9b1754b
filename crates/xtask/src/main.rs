//! The command line: arguments, terminal, disk.
fn main() {}
