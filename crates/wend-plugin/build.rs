//! The built-in plugins are put into the library; a file added there must rebuild it.

fn main() {
    println!("cargo:rerun-if-changed=../../plugins");
}
