//! A plugin's module becomes a function that makes the module anew: one call can't leave anything behind for the next.
//!
//! `import { a } from "./b.js"; export function f() { … }` is rewritten to
//! `(($import, $guard) => { const { a } = $import("b.js"); function f() { … } return { f }; })`, line for line, by the
//! places that a real parser (tree-sitter's grammar) gives. Compiling happens once, making costs microseconds.
//!
//! Two things end a call and must not be seen by the script, since they depend on what the runtime went through
//! before: memory and stack that ran out. So each `catch` begins with `$guard(error)`, which throws such an error on,
//! and a `finally` may not swallow it by leaving. Promises would catch it too: a script that has any is refused.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::{ControlFlow, Range};

use tree_sitter::{Node, ParseOptions, ParseState, Parser};

use super::{Breach, inside};

/// A longer module is refused: reading it would take longer than a build may.
const MOST_BYTES: usize = 256 << 10;

/// Calls of the parser's progress callback (one is about a hundred steps) before it is stopped; it can take quadratic
/// time on what is no JavaScript at all.
const MOST_STEPS: u32 = 200_000;

/// A module that is refused, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Why.
    pub breach: Breach,
    /// The bytes it is about.
    pub at: Range<usize>,
}

/// A module rewritten to a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rewritten {
    pub(super) text: String,
}

/// Rewrites the module at `path`; `has` says which modules there are.
pub(super) fn rewrite(path: &str, source: &str, has: &dyn Fn(&str) -> bool) -> Result<Rewritten, Fault> {
    let whole = |message: String| Fault { breach: Breach::Threw { message, place: None }, at: 0..0 };
    if source.len() > MOST_BYTES {
        return Err(whole(format!("{path} has {} kB; a module has at most {}", source.len() >> 10, MOST_BYTES >> 10)));
    }
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_javascript::LANGUAGE.into()).map_err(|error| whole(error.to_string()))?;
    let mut left = MOST_STEPS;
    let mut progress = |_: &ParseState| {
        left = left.saturating_sub(1);
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = ParseOptions::new().progress_callback(&mut progress);
    let bytes = source.as_bytes();
    let mut from = |at: usize, _| bytes.get(at..).unwrap_or_default();
    let Some(tree) = parser.parse_with_options(&mut from, None, Some(options)) else {
        return Err(whole(format!("{path} can't be read")));
    };
    // Names that the script can't know and so can't take over.
    let tag: String = blake3::hash(bytes).to_hex().chars().take(16).collect();
    let mut rewriter =
        Rewriter { path, source, tag, has, edits: BTreeMap::new(), exports: Vec::new(), head: String::new() };
    rewriter.walk(tree.root_node())?;
    Ok(Rewritten { text: rewriter.finish() })
}

struct Rewriter<'a> {
    path: &'a str,
    source: &'a str,
    tag: String,
    has: &'a dyn Fn(&str) -> bool,
    /// Start → (end, what stands there instead). They never overlap.
    edits: BTreeMap<usize, (usize, String)>,
    /// Exported name → expression.
    exports: Vec<(String, String)>,
    /// Imports; they are hoisted.
    head: String,
}

impl Rewriter<'_> {
    fn text(&self, node: Node<'_>) -> &str {
        self.source.get(node.byte_range()).unwrap_or("")
    }

    fn fault<T>(&self, node: Node<'_>, breach: Breach) -> Result<T, Fault> {
        Err(Fault { breach, at: node.byte_range() })
    }

    fn refuse<T>(&self, node: Node<'_>, message: &str) -> Result<T, Fault> {
        let at = node.start_position();
        let place = Some(format!("{}:{}:{}", self.path, at.row + 1, at.column + 1));
        self.fault(node, Breach::Threw { message: message.to_owned(), place })
    }

    /// Replaces a range, keeping its line ends so that places stay right.
    fn replace(&mut self, range: Range<usize>, with: &str) {
        let lines = self.source.get(range.clone()).unwrap_or("").matches('\n').count();
        self.edits.insert(range.start, (range.end, format!("{with}{}", "\n".repeat(lines))));
    }

    fn insert(&mut self, at: usize, text: String) {
        self.edits.entry(at).and_modify(|(_, old)| old.push_str(&text)).or_insert((at, text));
    }

    /// Goes over the whole tree, without recursion: a source may nest as deeply as it likes.
    fn walk(&mut self, root: Node<'_>) -> Result<(), Fault> {
        let mut cursor = root.walk();
        loop {
            let node = cursor.node();
            self.node(node)?;
            if cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return Ok(());
                }
            }
        }
    }

    fn node(&mut self, node: Node<'_>) -> Result<(), Fault> {
        if node.is_error() || node.is_missing() {
            return self.refuse(node, "this is not JavaScript as a module has it");
        }
        match node.kind() {
            "import_statement" => self.import(node),
            "export_statement" => self.export(node),
            "catch_clause" => self.catch(node),
            "finally_clause" => self.finally(node),
            "async" | "await" | "await_expression" => self.fault(node, Breach::Promise),
            "import" if node.parent().is_some_and(|parent| parent.kind() != "import_statement") => {
                self.fault(node, Breach::Import("import(…)".to_owned()))
            }
            "meta_property" if self.text(node).starts_with("import") => {
                self.fault(node, Breach::Import("import.meta".to_owned()))
            }
            "html_comment" => self.refuse(node, "`<!--` is no comment in a module"),
            _ => Ok(()),
        }
    }

    /// The module that a statement names, by its path.
    fn from(&self, statement: Node<'_>, source: Node<'_>) -> Result<String, Fault> {
        let name = self.text(source).trim_matches(['"', '\'']).to_owned();
        let attributes = {
            let mut cursor = statement.walk();
            statement.children(&mut cursor).any(|child| child.kind() == "import_attribute")
        };
        match inside(self.path, &name) {
            Some(path) if !attributes && (self.has)(&path) => Ok(path),
            _ => self.fault(statement, Breach::Import(name)),
        }
    }

    fn import(&mut self, node: Node<'_>) -> Result<(), Fault> {
        let Some(source) = node.child_by_field_name("source") else {
            return self.refuse(node, "this import names no module");
        };
        let path = self.from(node, source)?;
        let from = format!("$import_{}({path:?})", self.tag);
        let mut cursor = node.walk();
        let clause = node.children(&mut cursor).find(|child| child.kind() == "import_clause");
        let mut names = Vec::new();
        let mut head = String::new();
        if let Some(clause) = clause {
            let mut cursor = clause.walk();
            for part in clause.named_children(&mut cursor) {
                match part.kind() {
                    "identifier" => names.push(format!("default: {}", self.text(part))),
                    "namespace_import" => {
                        let name = part.named_child(0).map_or("", |name| self.text(name));
                        let _ = write!(head, "const {name} = {from}; ");
                    }
                    "named_imports" => {
                        let mut cursor = part.walk();
                        for one in part.named_children(&mut cursor).filter(|one| one.kind() == "import_specifier") {
                            let name = one.child_by_field_name("name").map_or("", |name| self.text(name));
                            match one.child_by_field_name("alias") {
                                Some(alias) => names.push(format!("{name}: {}", self.text(alias))),
                                None => names.push(name.to_owned()),
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        let _ = match names.is_empty() {
            true => write!(head, "{from}; "),
            false => write!(head, "const {{ {} }} = {from}; ", names.join(", ")),
        };
        self.head.push_str(&head);
        self.replace(node.byte_range(), ";");
        Ok(())
    }

    fn export(&mut self, node: Node<'_>) -> Result<(), Fault> {
        let declaration = node.child_by_field_name("declaration");
        let value = node.child_by_field_name("value");
        let mut cursor = node.walk();
        let is_default = node.children(&mut cursor).any(|child| child.kind() == "default");
        let default = format!("$default_{}", self.tag);
        match (declaration, value) {
            (Some(declaration), _) => {
                let named = declaration.child_by_field_name("name").map(|name| self.text(name).to_owned());
                match (is_default, named) {
                    (true, Some(name)) => {
                        self.replace(node.start_byte()..declaration.start_byte(), "");
                        self.exports.push(("default".to_owned(), name));
                    }
                    (true, None) => {
                        self.replace(node.start_byte()..declaration.start_byte(), &format!("const {default} = "));
                        self.exports.push(("default".to_owned(), default));
                    }
                    (false, Some(name)) => {
                        self.replace(node.start_byte()..declaration.start_byte(), "");
                        self.exports.push((name.clone(), name));
                    }
                    (false, None) => {
                        self.replace(node.start_byte()..declaration.start_byte(), "");
                        let mut cursor = declaration.walk();
                        for one in declaration.named_children(&mut cursor) {
                            let Some(name) = one.child_by_field_name("name") else { continue };
                            if name.kind() != "identifier" {
                                return self.refuse(name, "export names one by one: `export const a = …;`");
                            }
                            let name = self.text(name).to_owned();
                            self.exports.push((name.clone(), name));
                        }
                    }
                }
            }
            (None, Some(value)) => {
                self.replace(node.start_byte()..value.start_byte(), &format!("const {default} = "));
                self.exports.push(("default".to_owned(), default));
            }
            (None, None) => self.export_list(node)?,
        }
        Ok(())
    }

    /// `export { a as b }`, `export { a } from "./b.js"`, `export * from "./b.js"`.
    fn export_list(&mut self, node: Node<'_>) -> Result<(), Fault> {
        let from = match node.child_by_field_name("source") {
            Some(source) => Some(format!("$import_{}({:?})", self.tag, self.from(node, source)?)),
            None => None,
        };
        let mut cursor = node.walk();
        let mut listed = false;
        for child in node.named_children(&mut cursor) {
            match child.kind() {
                "export_clause" => {
                    listed = true;
                    let mut cursor = child.walk();
                    for one in child.named_children(&mut cursor).filter(|one| one.kind() == "export_specifier") {
                        let name = one.child_by_field_name("name").map_or("", |name| self.text(name)).to_owned();
                        let alias = one.child_by_field_name("alias").map(|alias| self.text(alias).to_owned());
                        let value = from.as_ref().map_or_else(|| name.clone(), |from| format!("{from}.{name}"));
                        self.exports.push((alias.unwrap_or(name), value));
                    }
                }
                "namespace_export" => {
                    listed = true;
                    let name = child.named_child(0).map_or("", |name| self.text(name)).to_owned();
                    self.exports.push((name, from.clone().unwrap_or_default()));
                }
                _ => {}
            }
        }
        if let (false, Some(from)) = (listed, from) {
            self.exports.push((String::new(), from));
        }
        self.replace(node.byte_range(), ";");
        Ok(())
    }

    /// `catch (e) {` becomes `catch ($error) { $guard($error); let e = $error;`.
    fn catch(&mut self, node: Node<'_>) -> Result<(), Fault> {
        let Some(body) = node.child_by_field_name("body") else { return self.refuse(node, "this `catch` has no body") };
        let error = format!("$error_{}", self.tag);
        let mut first = format!("$guard_{}({error}); ", self.tag);
        match node.child_by_field_name("parameter") {
            Some(parameter) => {
                let _ = write!(first, "let {} = {error}; ", self.text(parameter).replace('\n', " "));
                self.replace(parameter.byte_range(), &error);
            }
            None => self.insert(body.start_byte(), format!("({error}) ")),
        }
        self.insert(body.start_byte() + 1, first);
        Ok(())
    }

    fn finally(&mut self, node: Node<'_>) -> Result<(), Fault> {
        let mut cursor = node.walk();
        loop {
            let inner = cursor.node();
            let leaves = matches!(inner.kind(), "return_statement" | "break_statement" | "continue_statement");
            if leaves || inner.kind() == "yield_expression" {
                return self.refuse(inner, "a `finally` may not be left by `return`, `break`, `continue` or `yield`");
            }
            let function = inner.kind().contains("function") || inner.kind() == "method_definition";
            if !function && cursor.goto_first_child() {
                continue;
            }
            loop {
                if cursor.node() == node {
                    return Ok(());
                }
                if cursor.goto_next_sibling() {
                    break;
                }
                if !cursor.goto_parent() {
                    return Ok(());
                }
            }
        }
    }

    fn finish(self) -> String {
        let mut out = format!("(($import_{0}, $guard_{0}) => {{ \"use strict\"; {1}", self.tag, self.head);
        let mut at = 0;
        for (start, (end, text)) in &self.edits {
            if *start < at {
                continue;
            }
            out.push_str(self.source.get(at..*start).unwrap_or(""));
            out.push_str(text);
            at = *end;
        }
        out.push_str(self.source.get(at..).unwrap_or(""));
        out.push_str("\n;return { __proto__: null, ");
        for (name, value) in &self.exports {
            let _ = match name.as_str() {
                "" => write!(out, "...{value}, "),
                name => write!(out, "{name}: {value}, "),
            };
        }
        out.push_str("}; })");
        out
    }
}
