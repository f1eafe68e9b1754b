//! Short names for what a module declares: a third of a script is names.
//!
//! A name is replaced by the same short one wherever it stands in the module, in whatever scope. So who means whom stays as
//! it was, if only no place where it stands means something outside of the module (`event` may be a parameter here and a
//! global there): one place that no scope around it declares, and the name stays. Properties, keys and labels are no names.
//!
//! Two names may get the same short one where no scope that declares the one meets a scope that declares the other.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use tree_sitter::Node;

/// Words that can't be names, and those of one or two letters that mean something in some place.
const RESERVED: &[&str] = &["as", "do", "if", "in", "is", "of"];

/// What stands in the place of a name, by its bytes in the module's text, and the names themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct Short {
    /// In order.
    pub(super) places: Vec<(Range<usize>, String)>,
    pub(super) names: BTreeMap<String, String>,
}

/// Finds short names for a module. `outside` are those that the module's imports and exports name, which would have to be
/// written beside the short ones.
pub(super) fn shorten(root: Node<'_>, text: &str, outside: &BTreeSet<&str>) -> Short {
    let mut walk = Walk { text, ..Walk::default() };
    walk.scope(root);
    let Walk { places, kept, reach, .. } = walk;
    let mut open: Vec<(&str, Vec<Place>)> = Vec::new();
    let taken: BTreeSet<&str> = places.keys().copied().collect();
    for (name, found) in places {
        if !kept.contains(name) && name.len() > 1 {
            open.push((name, found));
        }
    }
    // What stands most often gets the shortest; the rest by name, so that the same module is always the same.
    open.sort_by(|(a, first), (b, second)| second.len().cmp(&first.len()).then(a.cmp(b)));
    // Where each short name has a meaning by now.
    let mut given: BTreeMap<String, Vec<Range<usize>>> = BTreeMap::new();
    let mut out = Short::default();
    for (name, found) in open {
        let Some(reach) = reach.get(name) else { continue };
        let is_free = |short: &String| {
            let meets =
                |there: &Range<usize>| reach.iter().any(|here| here.start < there.end && there.start < here.end);
            !taken.contains(short.as_str())
                && !RESERVED.contains(&short.as_str())
                && !given.get(short).is_some_and(|all| all.iter().any(meets))
        };
        let Some(short) = (0..).map(short).find(is_free) else { continue };
        // `{ name }` becomes `{ name:a }`.
        let keys = found.iter().filter(|place| place.shorthand).count();
        let more = short.len() * found.len() + keys + usize::from(outside.contains(name));
        if name.len() * (found.len() - keys) <= more {
            continue;
        }
        for place in found {
            let with = if place.shorthand { format!("{name}:{short}") } else { short.clone() };
            out.places.push((place.at, with));
        }
        given.entry(short.clone()).or_default().extend(reach.iter().cloned());
        out.names.insert(name.to_owned(), short);
    }
    out.places.sort_by_key(|(at, _)| at.start);
    out
}

/// `a` to `Z`, then two letters.
fn short(n: usize) -> String {
    const LETTERS: &[u8; 52] = b"etnariosclduhpmfgvbyxkwqzjABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let letter = |n: usize| char::from(LETTERS[n % LETTERS.len()]);
    match n.checked_sub(LETTERS.len()) {
        None => letter(n).to_string(),
        Some(rest) => format!("{}{}", short(rest / LETTERS.len()), letter(rest)),
    }
}

struct Place {
    at: Range<usize>,
    /// It is a key as well.
    shorthand: bool,
}

#[derive(Default)]
struct Walk<'a> {
    text: &'a str,
    /// What the scopes around declare, the innermost last.
    scopes: Vec<BTreeSet<&'a str>>,
    places: BTreeMap<&'a str, Vec<Place>>,
    /// The scopes that declare a name.
    reach: BTreeMap<&'a str, Vec<Range<usize>>>,
    /// Names that mean something outside of the module in some place.
    kept: BTreeSet<&'a str>,
}

impl<'a> Walk<'a> {
    fn of(&self, node: Node<'_>) -> &'a str {
        &self.text[node.byte_range()]
    }

    /// A node that has a scope of its own: what it declares, then what is in it.
    fn scope(&mut self, node: Node<'_>) {
        let mut names = BTreeSet::new();
        match node.kind() {
            "function_expression" | "generator_function" | "class" => self.named(node, "name", &mut names),
            "catch_clause" => self.named(node, "parameter", &mut names),
            "for_in_statement" if node.child_by_field_name("kind").is_some() => self.named(node, "left", &mut names),
            _ => {}
        }
        for field in ["parameter", "parameters"] {
            self.named(node, field, &mut names);
        }
        for child in node.named_children(&mut node.walk()) {
            self.declared(child, &mut names);
        }
        for name in &names {
            self.reach.entry(name).or_default().push(node.byte_range());
        }
        self.scopes.push(names);
        for child in node.named_children(&mut node.walk()) {
            self.visit(child);
        }
        self.scopes.pop();
    }

    /// What a statement declares for the scope that it stands in. What `var` declares stays as it is.
    fn declared(&self, node: Node<'_>, names: &mut BTreeSet<&'a str>) {
        match node.kind() {
            "function_declaration" | "generator_function_declaration" | "class_declaration" => {
                self.named(node, "name", names);
            }
            "lexical_declaration" => {
                for one in node.named_children(&mut node.walk()) {
                    self.named(one, "name", names);
                }
            }
            "export_statement" => {
                if let Some(declaration) = node.child_by_field_name("declaration") {
                    self.declared(declaration, names);
                }
            }
            "import_statement" | "import_clause" | "named_imports" => {
                for one in node.named_children(&mut node.walk()) {
                    self.declared(one, names);
                }
            }
            "import_specifier" => {
                let name = node.child_by_field_name("alias").or(node.child_by_field_name("name"));
                names.extend(name.map(|name| self.of(name)));
            }
            _ => {}
        }
    }

    /// The names that the pattern in a field binds.
    fn named(&self, node: Node<'_>, field: &str, names: &mut BTreeSet<&'a str>) {
        if let Some(pattern) = node.child_by_field_name(field) {
            super::scan::bound(pattern, &mut |name| {
                names.insert(self.of(name));
            });
        }
    }

    fn visit(&mut self, node: Node<'_>) {
        match node.kind() {
            "identifier" | "shorthand_property_identifier" | "shorthand_property_identifier_pattern" => {
                let name = self.of(node);
                if !self.scopes.iter().any(|scope| scope.contains(name)) {
                    self.kept.insert(name);
                }
                let place = Place { at: node.byte_range(), shorthand: node.kind() != "identifier" };
                self.places.entry(name).or_default().push(place);
            }
            // Two names of which one is another module's.
            "export_specifier" | "import_specifier" => {
                let name = node.child_by_field_name("name");
                match node.child_by_field_name("alias").zip(name) {
                    Some((alias, name)) => {
                        let (here, there) =
                            if node.kind() == "import_specifier" { (alias, name) } else { (name, alias) };
                        self.kept.insert(self.of(there));
                        self.visit(here);
                    }
                    None => name.into_iter().for_each(|name| self.visit(name)),
                }
            }
            "function_declaration"
            | "generator_function_declaration"
            | "function_expression"
            | "generator_function"
            | "arrow_function"
            | "method_definition"
            | "class"
            | "class_static_block"
            | "statement_block"
            | "switch_body"
            | "for_statement"
            | "for_in_statement"
            | "catch_clause" => self.scope(node),
            _ => {
                for child in node.named_children(&mut node.walk()) {
                    self.visit(child);
                }
            }
        }
    }
}
