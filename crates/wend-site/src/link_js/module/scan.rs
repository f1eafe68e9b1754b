//! One module: its imports, its exports and the statements that make them, found by a real parser.

use std::ops::Range;

use tree_sitter::{Node, Parser, TreeCursor};

use super::names::{Short, shorten};
use super::{Import, LinkError};

/// What linking needs to know of a module.
#[derive(Clone, Debug, Default)]
pub(super) struct Scan {
    pub(super) imports: Vec<Import>,
    /// Exported name and the module's own name for it.
    pub(super) exports: Vec<(String, String)>,
    /// Bytes to leave out, in order: import statements, `export` before a declaration, export lists.
    pub(super) cuts: Vec<Range<usize>>,
    /// Short names, where they are wanted.
    pub(super) short: Short,
    /// Tokens in order; strings, templates and regular expressions are one token each, comments are none.
    pub(super) tokens: Vec<Range<usize>>,
}

/// Scans the module at `path`, for short names too if they are `wanted`.
pub(super) fn scan(path: &str, text: &str, wanted: bool) -> Result<Scan, Vec<LinkError>> {
    let mut scanner = Scanner { path, text, scan: Scan::default(), mutable: Vec::new(), errors: Vec::new() };
    let mut parser = Parser::new();
    let tree = match parser.set_language(&tree_sitter_javascript::LANGUAGE.into()) {
        Ok(()) => parser.parse(text, None),
        Err(_) => None,
    };
    let Some(tree) = tree else {
        let help = "this is a fault in the tool that built wend".to_string();
        return Err(vec![LinkError { path: path.into(), at: (0, 0), message: "the parser gave up".into(), help }]);
    };
    let root = tree.root_node();
    if root.has_error() {
        scanner.syntax(root);
        return Err(scanner.errors);
    }
    let mut cursor = root.walk();
    for statement in root.children(&mut cursor) {
        scanner.statement(statement);
    }
    scanner.leaves(&mut root.walk());
    scanner.check_mutable();
    if wanted {
        let Scan { imports, exports, .. } = &scanner.scan;
        let imported = imports.iter().flat_map(|import| &import.names);
        let outside = imported.chain(exports).filter(|(there, here)| there == here).map(|(_, here)| here.as_str());
        scanner.scan.short = shorten(root, text, &outside.collect());
    }
    if scanner.errors.is_empty() { Ok(scanner.scan) } else { Err(scanner.errors) }
}

struct Scanner<'a> {
    path: &'a str,
    text: &'a str,
    scan: Scan,
    /// Names that top-level `let` and `var` declare.
    mutable: Vec<String>,
    errors: Vec<LinkError>,
}

impl<'a> Scanner<'a> {
    fn of(&self, node: Node<'_>) -> &'a str {
        &self.text[node.byte_range()]
    }

    fn place(&self, node: Node<'_>) -> (usize, usize) {
        let start = node.start_position();
        let line_start = node.start_byte() - start.column;
        (start.row + 1, self.text[line_start..node.start_byte()].chars().count() + 1)
    }

    fn error(&mut self, node: Node<'_>, message: impl Into<String>, help: &str) {
        let at = self.place(node);
        self.errors.push(LinkError { path: self.path.into(), at, message: message.into(), help: help.into() });
    }

    /// Reports the first place where the text is not JavaScript.
    fn syntax(&mut self, node: Node<'_>) {
        let mut cursor = node.walk();
        let bad = node.children(&mut cursor).find(|child| child.has_error() || child.is_missing());
        match bad {
            Some(child) if child.is_missing() => {
                self.error(child, format!("`{}` is missing here", child.kind()), "add it");
            }
            Some(child) if !child.is_error() => self.syntax(child),
            other => self.error(other.unwrap_or(node), "this is not JavaScript that can be read", "mend the syntax"),
        }
    }

    fn statement(&mut self, node: Node<'a>) {
        match node.kind() {
            "import_statement" => self.import(node),
            "export_statement" => self.export(node),
            "lexical_declaration" | "variable_declaration" => {
                let keyword = node.child(0).map_or("", |child| self.of(child));
                if keyword != "const" {
                    let mut names = Vec::new();
                    self.declared(node, &mut names);
                    self.mutable.extend(names);
                }
            }
            "expression_statement" if self.of(node).trim_end_matches(';').trim_matches(['"', '\'']) == "use strict" => {
                // Modules are strict anyhow, and a function that takes patterns may not say it.
                self.scan.cuts.push(node.byte_range());
            }
            _ => {}
        }
    }

    fn import(&mut self, node: Node<'a>) {
        self.scan.cuts.push(node.byte_range());
        let mut names = Vec::new();
        let mut cursor = node.walk();
        for child in node.named_children(&mut cursor) {
            match child.kind() {
                "import_clause" => {
                    let mut inner = child.walk();
                    for part in child.named_children(&mut inner) {
                        match part.kind() {
                            "named_imports" => self.specifiers(part, &mut names),
                            "namespace_import" => self.error(
                                part,
                                "`import *` can't be linked",
                                "import the names that are used: `import { a, b } from …`",
                            ),
                            _ => self.error(
                                part,
                                "a default import can't be linked",
                                "export and import it by name: `import { name } from …`",
                            ),
                        }
                    }
                }
                "string" | "comment" => {}
                _ => self.error(child, "imports with attributes can't be linked", "import a `.js` module without them"),
            }
        }
        if let Some(path) = self.source(node) {
            self.scan.imports.push(Import { path, at: self.place(node), names });
        }
    }

    fn export(&mut self, node: Node<'a>) {
        if let Some(declaration) = node.child_by_field_name("declaration") {
            let mut names = Vec::new();
            let keyword = declaration.child(0).map_or("", |child| self.of(child));
            if node.children(&mut node.walk()).any(|child| child.kind() == "default") {
                self.error(node, "a default export can't be linked", "export it by name");
                return;
            }
            if keyword == "let" || keyword == "var" {
                let message = format!("`export {keyword}` can't be linked: importers would not see it change");
                self.error(node, message, "export a function that returns it, or make it `const`");
                return;
            }
            self.declared(declaration, &mut names);
            self.scan.exports.extend(names.into_iter().map(|name| (name.clone(), name)));
            self.scan.cuts.push(node.start_byte()..declaration.start_byte());
            return;
        }
        let mut cursor = node.walk();
        let clause = node.named_children(&mut cursor).find(|child| child.kind() == "export_clause");
        let Some(clause) = clause else {
            let (what, help) = if node.children(&mut node.walk()).any(|child| child.kind() == "default") {
                ("a default export", "export it by name: `export const name = …`")
            } else {
                ("`export *`", "export the names one by one: `export { a, b } from …`")
            };
            self.error(node, format!("{what} can't be linked"), help);
            return;
        };
        self.scan.cuts.push(node.byte_range());
        let mut names = Vec::new();
        self.specifiers(clause, &mut names);
        if node.child_by_field_name("source").is_some() {
            if let Some(path) = self.source(node) {
                // Passed on under a name of our own, which nothing in the module can see.
                let here = |name: &str| format!("$from{}$_{name}", self.scan.imports.len());
                let passed: Vec<_> = names.iter().map(|(there, _)| (there.clone(), here(there))).collect();
                let exported: Vec<_> = names.iter().map(|(there, out)| (out.clone(), here(there))).collect();
                self.scan.exports.extend(exported);
                self.scan.imports.push(Import { path, at: self.place(node), names: passed });
            }
        } else {
            self.scan.exports.extend(names.into_iter().map(|(local, exported)| (exported, local)));
        }
    }

    /// `(name, alias)` of each specifier of an import or export list.
    fn specifiers(&mut self, list: Node<'a>, out: &mut Vec<(String, String)>) {
        let mut cursor = list.walk();
        for item in list.named_children(&mut cursor).filter(|item| item.kind() != "comment") {
            let name = item.child_by_field_name("name");
            let alias = item.child_by_field_name("alias").or(name);
            let (Some(name), Some(alias)) = (name, alias) else { continue };
            let (name_text, alias_text) = (self.of(name), self.of(alias));
            if name_text == "default" || alias_text == "default" {
                self.error(item, "`default` can't be linked", "use a name");
            } else if name.kind() == "string" || alias.kind() == "string" {
                self.error(item, "names in quotes can't be linked", "use an identifier");
            } else {
                out.push((name_text.to_string(), alias_text.to_string()));
            }
        }
    }

    /// The path of the module that a statement names.
    fn source(&mut self, node: Node<'a>) -> Option<String> {
        let source = node.child_by_field_name("source")?;
        let spec = self.of(source).trim_matches(['"', '\'']);
        // A module that comes with Wend; whether there is one is the loader's to say.
        if spec.starts_with("wend:") {
            return Some(spec.to_owned());
        }
        if !(spec.starts_with("./") || spec.starts_with("../")) {
            let message = format!("`{spec}` is not a relative path; a site holds all of its code");
            self.error(source, message, "import a file of the theme by `./name.js`");
            return None;
        }
        let Some(path) = resolve(self.path, spec) else {
            self.error(source, format!("`{spec}` leads out of the theme"), "import a file of the theme");
            return None;
        };
        Some(path)
    }

    /// The names that a declaration declares.
    fn declared(&self, node: Node<'a>, out: &mut Vec<String>) {
        match node.kind() {
            "lexical_declaration" | "variable_declaration" => {
                let mut cursor = node.walk();
                for declarator in node.named_children(&mut cursor) {
                    if let Some(name) = declarator.child_by_field_name("name") {
                        bound(name, &mut |name| out.push(self.of(name).to_string()));
                    }
                }
            }
            _ => out.extend(node.child_by_field_name("name").map(|name| self.of(name).to_string())),
        }
    }

    /// Collects the tokens and refuses what only works in a module.
    fn leaves(&mut self, cursor: &mut TreeCursor<'a>) {
        // Functions that are open around the cursor.
        let mut functions = 0usize;
        let mut depth = 0usize;
        // Depth of a string, template or regular expression that is already one token.
        let mut whole: Option<usize> = None;
        loop {
            let node = cursor.node();
            self.refuse(node, functions);
            if whole.is_none() && node.kind() != "comment" && node.kind() != "html_comment" {
                let leaf = node.child_count() == 0;
                let one = matches!(node.kind(), "string" | "template_string" | "regex");
                if (leaf || one) && !node.byte_range().is_empty() {
                    self.scan.tokens.push(node.byte_range());
                }
                if one {
                    whole = Some(depth);
                }
            }
            functions += usize::from(is_function(node));
            if cursor.goto_first_child() {
                depth += 1;
                continue;
            }
            loop {
                functions -= usize::from(is_function(cursor.node()));
                if whole == Some(depth) {
                    whole = None;
                }
                if cursor.goto_next_sibling() {
                    break;
                }
                if !cursor.goto_parent() {
                    return;
                }
                depth -= 1;
            }
        }
    }

    fn refuse(&mut self, node: Node<'a>, functions: usize) {
        match node.kind() {
            "await_expression" if functions == 0 => {
                self.error(node, "top-level `await` can't be linked", "put it into an async function and call that");
            }
            "for_in_statement" if functions == 0 && node.child(1).is_some_and(|c| c.kind() == "await") => {
                self.error(
                    node,
                    "top-level `for await` can't be linked",
                    "put it into an async function and call that",
                );
            }
            "return_statement" if functions == 0 => {
                self.error(node, "`return` outside of a function", "put it into a function");
            }
            "call_expression" if node.child_by_field_name("function").is_some_and(|f| f.kind() == "import") => {
                self.error(node, "dynamic `import()` can't be linked", "import it at the top of the module");
            }
            "meta_property" if self.of(node).starts_with("import") => {
                self.error(node, "`import.meta` is not there in a classic script", "use document.baseURI");
            }
            _ => {}
        }
    }

    /// `export { x }` of a variable that can change would freeze it.
    fn check_mutable(&mut self) {
        for (_, local) in &self.scan.exports {
            if self.mutable.contains(local) {
                self.errors.push(LinkError {
                    path: self.path.into(),
                    at: (0, 0),
                    message: format!("`{local}` is exported and can change, which importers would not see"),
                    help: "export a function that returns it, or make it `const`".into(),
                });
            }
        }
    }
}

/// The names that a pattern binds; defaults and property keys bind nothing.
pub(super) fn bound(node: Node<'_>, found: &mut dyn FnMut(Node<'_>)) {
    let field = match node.kind() {
        "identifier" | "shorthand_property_identifier_pattern" => return found(node),
        "pair_pattern" => "value",
        "assignment_pattern" | "object_assignment_pattern" => "left",
        _ => return node.named_children(&mut node.walk()).for_each(|child| bound(child, found)),
    };
    if let Some(inner) = node.child_by_field_name(field) {
        bound(inner, found);
    }
}

fn is_function(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "function_declaration"
            | "function_expression"
            | "generator_function"
            | "generator_function_declaration"
            | "arrow_function"
            | "method_definition"
            | "class_static_block"
    ) && node.is_named()
}

/// The path that `spec` names seen from the module at `from`; nothing if it leads out of the root.
fn resolve(from: &str, spec: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in spec.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}
