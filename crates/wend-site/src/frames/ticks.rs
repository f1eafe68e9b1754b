//! Calls at the beginning of the body of every loop, function and `try`: whatever a script does for long, it comes by there.
//!
//! What an engine does without coming back to the script (a pattern that backtracks, sorting a huge list) does not.

use tree_sitter::{Node, Parser};
use wend_plugin::Plugin;

/// A name that no module of the plugin can have: it is made of a hash of all of them.
pub(super) fn name(plugin: &Plugin) -> String {
    format!("$tick{}", &plugin.hash().to_hex()[..24])
}

/// The module with the calls put in, on the lines it has. A text that is no module stays as it is.
pub(super) fn put(text: &str, name: &str) -> String {
    let mut parser = Parser::new();
    let language = tree_sitter_javascript::LANGUAGE.into();
    let tree = parser.set_language(&language).ok().and_then(|()| parser.parse(text, None));
    let Some(tree) = tree.filter(|tree| !tree.root_node().has_error()) else { return text.to_owned() };
    let mut marks: Vec<(usize, String)> = Vec::new();
    let mut cursor = tree.walk();
    // The nodes that are open: kind, and what is to stand at the end.
    let mut open: Vec<(&str, usize, &str)> = Vec::new();
    loop {
        let node = cursor.node();
        let body_of = open.last().map(|(kind, ..)| *kind).filter(|_| cursor.field_name() == Some("body"));
        let (at, before, end) = body_of.map(|kind| around(kind, node, name)).unwrap_or_default();
        marks.extend((!before.is_empty()).then_some((at, before)));
        if cursor.goto_first_child() {
            open.push((node.kind(), node.end_byte(), end));
            continue;
        }
        marks.extend((!end.is_empty()).then(|| (node.end_byte(), end.to_owned())));
        while !cursor.goto_next_sibling() {
            let Some((_, at, end)) = open.pop().filter(|_| cursor.goto_parent()) else {
                return written(text, marks);
            };
            marks.extend((!end.is_empty()).then(|| (at, end.to_owned())));
        }
    }
}

/// What is put in at the beginning of a body of this kind of node, where that is, and what at its end.
fn around(of: &str, body: Node<'_>, name: &str) -> (usize, String, &'static str) {
    match (of, body.kind()) {
        (_, "class_body") => Default::default(),
        (_, "statement_block") => (body.start_byte() + 1, format!("{name}();"), ""),
        ("arrow_function", _) => (body.start_byte(), format!("({name}(),"), ")"),
        ("for_statement" | "for_in_statement" | "while_statement" | "do_statement", _) => {
            (body.start_byte(), format!("{{{name}();"), "}")
        }
        _ => Default::default(),
    }
}

/// The text with the marks in it. Those at one place come in their order.
fn written(text: &str, mut marks: Vec<(usize, String)>) -> String {
    marks.sort_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(text.len() + 32 * marks.len());
    let mut from = 0;
    for (at, mark) in marks {
        out.push_str(&text[from..at]);
        out.push_str(&mark);
        from = at;
    }
    out + &text[from..]
}

#[cfg(test)]
mod tests {
    use super::put;
    use crate::link_js::check_syntax;

    #[test]
    fn every_loop_and_function_ticks() {
        for (text, ticking) in [
            ("for (;;) {}", "for (;;) {T();}"),
            ("for (;;);", "for (;;){T();;}"),
            ("while (a) b();", "while (a) {T();b();}"),
            ("do x++; while (x < 9)", "do {T();x++;} while (x < 9)"),
            ("for (const a of b) for (const c in a) f(a)", "for (const a of b) {T();for (const c in a) {T();f(a)}}"),
            (
                "x: for (;;) { if (a) continue x; else break x; }",
                "x: for (;;) {T(); if (a) continue x; else break x; }",
            ),
            ("function f() { return 1 }", "function f() {T(); return 1 }"),
            ("const f = a => b => ({ a, b })", "const f = a => (T(),b => (T(),({ a, b })))"),
            ("for (;;) f = () => x", "for (;;) {T();f = () => (T(),x)}"),
            ("async (a) => { await a }", "async (a) => {T(); await a }"),
            (
                "class A { static { for (;;) {} } get a() { return 1 } *b() { yield } constructor() {} }",
                "class A { static {T(); for (;;) {T();} } get a() {T(); return 1 } *b() {T(); yield } constructor() {T();} }",
            ),
            (
                "({ next() { return {} }, f: function* () {} })",
                "({ next() {T(); return {} }, f: function* () {T();} })",
            ),
            ("try { a } catch { b } finally { c }", "try {T(); a } catch {T(); b } finally {T(); c }"),
            ("if (a) { b } else c", "if (a) { b } else c"),
            ("for (", "for ("),
        ] {
            assert_eq!(put(text, "T"), ticking);
            if text != "for (" {
                check_syntax(ticking).unwrap_or_else(|error| panic!("{ticking}: {error}"));
            }
        }
    }

    #[test]
    fn deep_nesting_is_walked() {
        let deep = format!("{}x{}", "(() => ".repeat(20_000), ")".repeat(20_000));
        let marked = put(&deep, "T");
        assert!(marked == deep || marked.matches("T()").count() == 20_000);
    }
}
