//! A block becomes HTML: its parts are rendered as Markdown, then put into the plugin's template.
//!
//! The element around it, `<wend-KIND class="block KIND" …>`, is written here, so that every block can be found by
//! scripts and styles the same way; the template writes what is inside. A template that fails gives a diagnostic, and
//! [`render_plain`] shows the block's content as it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use minijinja::value::{Kwargs, Serde, Value};
use wend_diagnostics::{Diagnostic, Severity, codes};
use wend_markup::html::escape::escape_attr;
use wend_markup::{Directive, Renderer};

use crate::manifest::Text;
use crate::markup::Scene;
use crate::parts::{Expanded, Markdown, PartValue, Piece};
use crate::registry::{Plugin, Registry};
use crate::templates;
use crate::vet::{self, Pieces, Where};
use show::Show;

mod show;

/// The arguments of a text: numbers and words by name.
pub type Args = BTreeMap<String, serde_json::Value>;

/// Looks a text up by its key (`question.check`) and puts its arguments in; nothing where there is none.
pub type Translate = Arc<dyn Fn(&str, &Args) -> Option<String> + Send + Sync>;

/// What rendering a block needs of the page it stands on.
pub trait Page {
    /// Markdown as HTML, with paragraphs.
    fn markdown(&mut self, text: &str) -> String;
    /// Markdown as HTML that can stand inside of a line.
    fn inline(&mut self, text: &str) -> String;
    /// A block inside of this one, as HTML.
    fn block(&mut self, directive: &Directive) -> String;
    /// Sets whether raw HTML in Markdown is HTML; gives what was set before.
    fn raw_html(&mut self, allowed: bool) -> bool;
}

impl Page for Renderer<'_> {
    fn markdown(&mut self, text: &str) -> String {
        let mut out = String::new();
        self.fragment(text, &mut out);
        out
    }

    fn inline(&mut self, text: &str) -> String {
        let mut out = String::new();
        Renderer::inline(self, text, &mut out);
        out
    }

    fn block(&mut self, directive: &Directive) -> String {
        let mut out = String::new();
        Renderer::block(self, directive, &mut out);
        out
    }

    fn raw_html(&mut self, allowed: bool) -> bool {
        Renderer::raw_html(self, allowed)
    }
}

/// Where a block is shown.
pub struct BlockCtx<'a> {
    /// The page.
    pub page: &'a mut dyn Page,
    /// The texts of the page's language.
    pub t: Translate,
    /// The id of the lesson or items file, which goes before `#` in item ids.
    pub owner: &'a str,
    /// The objective of an item that names none; empty where there is none.
    pub objective: &'a str,
    /// The way to the site's root: nothing, or a path that ends in a slash.
    pub root: &'a str,
    /// The block's id on the page, unique there; [`Expanded::dom_id`] is a good one.
    pub id: &'a str,
}

/// Renders a block by its kind's template.
///
/// # Errors
/// A diagnostic that names the plugin, when its template fails. Show [`render_plain`] instead.
pub fn render(registry: &Registry, block: &Expanded, ctx: BlockCtx<'_>) -> Result<String, Box<Diagnostic>> {
    let Some((plugin, kind)) = registry.entry(&block.kind).filter(|_| !block.failed) else {
        return Ok(render_plain(block, ctx.page, ctx.id));
    };
    let failed = |error: &minijinja::Error| {
        let line = error.line().map_or(String::new(), |line| format!(" (line {line})"));
        let found = Diagnostic::new(
            &codes::plugin::BAD_TEMPLATE,
            format!(
                "the template `{}` of the plugin `{}` failed{line}: {}",
                kind.template,
                plugin.name(),
                error.detail().map_or_else(|| error.kind().to_string(), str::to_owned)
            ),
        )
        .at(block.opener)
        .severity(Severity::Warning)
        .help(PLAIN);
        Box::new(found)
    };
    let made = block.made.as_deref();
    let markup = made.map(|made| &made.markup).filter(|markup| !markup.is_null());
    let template = |path: &str| registry.templates.get_template(&format!("{}/{path}", plugin.name()));
    let main = match (template(&kind.template), markup) {
        (Ok(template), _) => Some(template),
        (Err(_), Some(_)) if plugin.file(&kind.template).is_none() => None,
        // That it is missing or has a mistake was said at its place.
        (Err(_), _) => return Ok(render_plain(block, ctx.page, ctx.id)),
    };
    let BlockCtx { page, t, owner, objective, root, id } = ctx;
    let (pieces, given) = (Pieces::default(), BTreeSet::new());
    let mut show = Show { page, block, kind, id, table: None, row: None, pieces, given };
    let mut values: BTreeMap<&str, Value> = BTreeMap::new();
    let rows = kind.item.as_ref().and_then(|model| model.rows.as_deref());
    let table = rows.and_then(|name| match block.parts.get(name) {
        Some(PartValue::Table(table)) => Some(table),
        _ => None,
    });
    let mut items = Vec::new();
    for (n, item) in block.items.iter().enumerate() {
        show.table = table;
        show.row = item.row;
        let mut one: BTreeMap<&str, Value> = BTreeMap::new();
        let full = format!("{owner}#{}", item.local_id);
        let about = item.objective.as_ref().map_or(objective, |objective| objective.value.as_str());
        let mut opening = String::from("data-item=\"");
        escape_attr(&full, &mut opening);
        if !about.is_empty() {
            opening.push_str("\" data-objective=\"");
            escape_attr(about, &mut opening);
        }
        opening.push('"');
        if n > 0 {
            opening.push_str(" hidden");
        }
        one.insert("data", show.keep(Where::Tag, opening));
        one.insert("spec", show.keep(Where::Content, script(&item.spec)));
        one.insert("id", Value::from(format!("{id}--{}", n + 1)));
        one.insert("item", Value::from(full));
        one.insert("objective", Value::from(about));
        one.insert("n", Value::from(n + 1));
        one.insert("typed", Value::from(item.typed));
        one.insert("parts", show.parts());
        items.push(Value::from(one));
    }
    show.table = None;
    show.row = None;
    // With items, their parts hold everything; showing it a second time would count footnotes twice.
    values.insert("parts", if items.is_empty() { show.parts() } else { item_parts(&items) });
    values.insert("items", Value::from(items));
    values.insert("id", Value::from(id));
    values.insert("kind", Value::from(block.kind.as_str()));
    values.insert("label", Value::from(block.label.as_ref().map_or("", |label| label.value.as_str())));
    values.insert("attributes", Value::from(Serde(&block.attributes)));
    let markup = match markup {
        Some(markup) => {
            let scene = &mut BlockScene { show: &mut show, t: &t, plugin, root };
            // Its shape was looked at before; a part that is not there is found here only.
            crate::markup::write(markup, scene).map_err(|message| {
                breach(block, format!("the markup that the plugin `{}` made is none: {message}", plugin.name()))
            })?
        }
        None => String::new(),
    };
    let data = made.and_then(|made| made.data.as_deref()).unwrap_or("null");
    let data = serde_json::from_str::<Value>(data).map_err(|error| {
        breach(block, format!("the data that the plugin `{}` made can't be read: {error}", plugin.name()))
    })?;
    values.insert("data", data);
    values.insert("markup", Value::from_safe_string(markup.clone()));
    values.insert("t", translate(plugin, t));
    values.insert("asset", asset(plugin, root));
    values.insert("icon", icon(plugin));
    let values = Value::from(values);
    let run = |template: &minijinja::Template<'_, '_>| templates::render(template, values.clone());
    let is_asset = |address: &str| is_asset(plugin, root, address);
    let scene = vet::Scene {
        id: &escaped(id),
        given: &show.given,
        pieces: &show.pieces,
        is_asset: &is_asset,
        most: templates::MOST_BYTES,
    };
    let vetted = |html: &str, ids: &mut BTreeSet<String>, by: &str| {
        vet::vet(html, &scene, ids).map_err(|what| {
            let of = format!("{by} of the plugin `{}`", plugin.name());
            breach(block, format!("what {of} writes is not let through: it has {what}"))
        })
    };
    let mut ids = BTreeSet::new();
    let by = |path: &str| format!("the template `{path}`");
    let inside = match &main {
        Some(template) => vetted(&run(template).map_err(|error| failed(&error))?, &mut ids, &by(&kind.template))?,
        None => vetted(&markup, &mut ids, "the markup")?,
    };
    let other = |path: &Option<String>, ids: &mut BTreeSet<String>| -> Result<Option<String>, Box<Diagnostic>> {
        let Some(path) = path else { return Ok(None) };
        let made = template(path).and_then(|template| run(&template)).map_err(|error| failed(&error))?;
        vetted(&made, ids, &by(path)).map(Some)
    };
    // Where scripts run, what stands in `noscript` is no part of the page.
    let (print, noscript) = (other(&kind.print, &mut ids)?, other(&kind.noscript, &mut BTreeSet::new())?);
    let rest = show.html(&block.rest);
    let mut out = opening(block, id);
    match print {
        Some(print) => {
            let _ = write!(
                out,
                "<div class=\"on-screen\">{}</div><div class=\"on-paper\">{}</div>",
                inside.trim(),
                print.trim()
            );
        }
        None => out.push_str(inside.trim()),
    }
    if let Some(noscript) = noscript {
        let _ = write!(out, "<noscript>{}</noscript>", noscript.trim());
    }
    out.push_str(&rest);
    out.push_str("</wend-");
    out.push_str(&block.kind);
    out.push('>');
    Ok(out)
}

const PLAIN: &str = "the page shows the block's plain content instead";

fn breach(block: &Expanded, message: String) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(&codes::plugin::BREACH, message).at(block.opener).help(PLAIN))
}

/// `asset("beads.svg")`: the address of a file that the manifest lists.
fn asset(plugin: &Plugin, root: &str) -> Value {
    let (plugin, root) = (plugin.clone(), root.to_owned());
    Value::from_function(move |path: &str| match address(&plugin, &root, path) {
        Some(address) => Ok(address),
        None => Err(no_such(format!("`{path}` is not among the assets in plugin.toml"))),
    })
}

/// Whether this is the address of one of the plugin's assets, as an attribute has it.
fn is_asset(plugin: &Plugin, root: &str, address: &str) -> bool {
    plugin.manifest().assets.iter().any(|asset| escaped(&format!("{root}{}", plugin.asset(&asset.value))) == address)
}

fn address(plugin: &Plugin, root: &str, path: &str) -> Option<String> {
    let listed = plugin.manifest().assets.iter().any(|asset| asset.value == path);
    listed.then(|| format!("{root}{}", plugin.asset(path)))
}

/// `icon("bead.svg")`: a drawing of the plugin's folder, put into the page so that it takes the text's colour.
fn icon(plugin: &Plugin) -> Value {
    let plugin = plugin.clone();
    Value::from_function(move |path: &str| match plugin.file(path).filter(|_| path.ends_with(".svg")) {
        Some(svg) => Ok(Value::from_safe_string(svg.trim().to_owned())),
        None => Err(no_such(format!("there is no drawing `{path}` in the plugin's folder"))),
    })
}

fn no_such(message: String) -> minijinja::Error {
    minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, message)
}

/// A block and its page, as markup needs them.
struct BlockScene<'s, 'a, 'p> {
    show: &'s mut Show<'a, 'p>,
    t: &'s Translate,
    plugin: &'s Plugin,
    root: &'s str,
}

impl Scene for BlockScene<'_, '_, '_> {
    fn id(&self) -> &str {
        self.show.id
    }

    fn part(&mut self, at: &str) -> Option<String> {
        let (name, index) = at.split_once('.').map_or((at, None), |(name, index)| (name, Some(index)));
        let number = index.map_or(Some(0), |index| index.parse::<usize>().ok())?;
        self.show.kind.part(name)?;
        let block = self.show.block;
        let html = match block.parts.get(name) {
            None => String::new(),
            Some(PartValue::Markdown(markdown)) => self.show.html(markdown),
            Some(PartValue::Entries(entries)) => self.show.page.markdown(&entries.get(number)?.text.text),
            Some(PartValue::Lines(lines)) => self.show.html(&lines.get(number)?.text),
            Some(PartValue::Sections(sections)) => self.show.html(&sections.get(number)?.body),
            Some(PartValue::Definitions(list)) => self.show.page.markdown(&list.get(number)?.meaning.text),
            Some(PartValue::Table(_)) => return None,
        };
        Some(self.show.pieces.keep(Where::Content, html))
    }

    fn markdown(&mut self, text: &str, inline: bool) -> String {
        let page = &mut self.show.page;
        // The curriculum may let its author write HTML; this text is the plugin's.
        let before = page.raw_html(false);
        let html = if inline { page.inline(text) } else { page.markdown(text) };
        page.raw_html(before);
        self.show.pieces.keep(Where::Content, html)
    }

    fn text(&mut self, key: &str, args: &serde_json::Map<String, serde_json::Value>) -> String {
        let args: Args = args.iter().filter(|(name, _)| *name != "t").map(|(k, v)| (k.clone(), v.clone())).collect();
        text(self.plugin, self.t, key, &args)
    }

    fn asset(&mut self, path: &str) -> Option<String> {
        address(self.plugin, self.root, path)
    }
}

/// The content of a block without its template: all of it, in the order of its parts.
pub fn render_plain(block: &Expanded, page: &mut dyn Page, id: &str) -> String {
    fn put(page: &mut dyn Page, markdown: &Markdown, out: &mut String) {
        for piece in &markdown.pieces {
            out.push_str(&match piece {
                Piece::Text(source) => page.markdown(&source.text),
                Piece::Block(directive) => page.block(directive),
            });
        }
    }
    let mut out = String::from("<div class=\"block plain\" id=\"");
    escape_attr(id, &mut out);
    out.push_str("\">");
    for value in block.parts.values() {
        match value {
            PartValue::Markdown(markdown) => put(page, markdown, &mut out),
            PartValue::Entries(entries) => {
                for entry in entries {
                    out.push_str(&page.markdown(&entry.text.text));
                    if let Some(nested) = &entry.nested {
                        out.push_str(&page.markdown(&nested.text));
                    }
                }
            }
            PartValue::Lines(lines) => lines.iter().for_each(|line| put(page, &line.text, &mut out)),
            PartValue::Sections(sections) => {
                for section in sections {
                    out.push_str(&page.markdown(&format!("**{}**", section.title.value)));
                    put(page, &section.body, &mut out);
                }
            }
            PartValue::Definitions(list) => {
                for entry in list {
                    out.push_str(&page.markdown(&format!("{}\n: {}", entry.term.value, entry.meaning.text)));
                }
            }
            PartValue::Table(table) => {
                let row = |cells: &[wend_diagnostics::Spanned<String>]| {
                    cells.iter().map(|cell| cell.value.replace('|', "\\|")).collect::<Vec<_>>().join(" | ")
                };
                let mut text = format!("| {} |\n|{}\n", row(&table.head), "---|".repeat(table.head.len()));
                for cells in &table.rows {
                    text.push_str(&format!("| {} |\n", row(cells)));
                }
                out.push_str(&page.markdown(&text));
            }
        }
    }
    put(page, &block.rest, &mut out);
    out.push_str("</div>");
    out
}

/// The texts of one plugin in a language, for pages that have no others (tests, previews). Plural classes are those of
/// English; a page's own texts come from the theme and know better.
pub fn own_texts(plugin: &Plugin, language: &str) -> Translate {
    let texts: BTreeMap<String, Text> =
        plugin.strings(language).into_iter().map(|(key, text)| (key.to_owned(), text.clone())).collect();
    Arc::new(move |key, args| {
        let text = match texts.get(key) {
            Some(Text::One(text)) => text.as_str(),
            Some(Text::Plural(forms)) => {
                let class =
                    if args.get("n").and_then(serde_json::Value::as_f64) == Some(1.0) { "one" } else { "other" };
                forms.get(class).or_else(|| forms.get("other")).map_or("", String::as_str)
            }
            None => return None,
        };
        Some(crate::fill::fill_args(text, args))
    })
}

/// A text for a plugin's block, or else its key, so that a gap is seen. Of the library's texts (`wend:ask.check`) the
/// plugin may have its own (`abacus.check`).
fn text(plugin: &Plugin, t: &Translate, key: &str, args: &Args) -> String {
    let named = key.split_once('.').filter(|(library, _)| library.starts_with("wend:"));
    let own = named.and_then(|(_, name)| t(&format!("{}.{name}", plugin.name()), args));
    own.or_else(|| t(key, args)).unwrap_or_else(|| key.to_owned())
}

fn translate(plugin: &Plugin, t: Translate) -> Value {
    let plugin = plugin.clone();
    Value::from_function(move |key: &str, kwargs: Kwargs| -> Result<String, minijinja::Error> {
        let mut args = Args::new();
        for name in kwargs.args() {
            let value: Value = kwargs.get(name)?;
            args.insert(name.to_owned(), plain_json(&value));
        }
        Ok(text(&plugin, &t, key, &args))
    })
}

/// A template's value as an argument of a text: numbers stay numbers, since plural classes depend on them.
fn plain_json(value: &Value) -> serde_json::Value {
    match (i64::try_from(value.clone()), f64::try_from(value.clone())) {
        (Ok(whole), _) if value.is_number() => whole.into(),
        (_, Ok(number)) if value.is_number() => number.into(),
        _ => value.to_string().into(),
    }
}

fn item_parts(items: &[Value]) -> Value {
    items.first().and_then(|item| item.get_attr("parts").ok()).unwrap_or_default()
}

fn opening(block: &Expanded, id: &str) -> String {
    let mut out = format!("<wend-{} class=\"block {}", block.kind, block.kind);
    for class in &block.classes {
        out.push(' ');
        escape_attr(class, &mut out);
    }
    out.push_str("\" id=\"");
    escape_attr(id, &mut out);
    out.push_str("\" data-kind=\"");
    out.push_str(&block.kind);
    if let Some(label) = &block.label {
        out.push_str("\" data-label=\"");
        escape_attr(&label.value, &mut out);
    }
    out.push_str("\">");
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_attr(text, &mut out);
    out
}

/// A spec as a block of data in the page: nothing in it can end the element.
fn script(spec: &serde_json::Value) -> String {
    let json = spec.to_string().replace('<', "\\u003c").replace("\u{2028}", "\\u2028").replace("\u{2029}", "\\u2029");
    format!("<script type=\"application/json\" class=\"spec\">{json}</script>")
}
