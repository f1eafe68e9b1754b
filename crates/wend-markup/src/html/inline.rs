//! Links and pictures.

use pulldown_cmark::LinkType;

use super::escape::{escape_attr, escape_text, escape_url, is_safe_image, is_safe_link};
use super::write::Writer;
use crate::outline::LinkKind;

/// A link whose end has not come.
pub(super) struct OpenLink {
    end: &'static str,
    /// Where its text starts.
    start: usize,
    /// The host's text, if the author gave none.
    text: Option<String>,
    /// Whether what stands between is the destination, not a text.
    bare: bool,
}

/// A picture whose description is being collected.
pub(super) struct OpenImage {
    dest: String,
    title: String,
    pub(super) alt: String,
    /// Pictures inside of its description.
    depth: u32,
}

impl Writer<'_, '_, '_> {
    pub(super) fn start_link(&mut self, link_type: LinkType, dest: &str, title: &str) {
        if self.image.is_some() {
            return;
        }
        if !self.links.is_empty() {
            // HTML knows no links in links, Markdown's autolinks and wikilinks do.
            self.links.push(OpenLink { end: "", start: self.out.len(), text: None, bare: false });
            return;
        }
        let (kind, bare) = match link_type {
            LinkType::Autolink => (LinkKind::Auto, false),
            LinkType::Email => (LinkKind::Email, false),
            LinkType::WikiLink { has_pothole } => (LinkKind::Wiki, !has_pothole),
            _ => (LinkKind::Link, false),
        };
        let link = match kind {
            LinkKind::Email => self.renderer.host.link(&format!("mailto:{dest}"), kind),
            _ => self.renderer.host.link(dest, kind),
        };
        // An empty destination is a link to this page, if the host says nothing else.
        let nowhere = (link.href.is_empty() && !dest.is_empty()) || !is_safe_link(&link.href);
        let end = if nowhere {
            self.out.push_str("<span");
            "</span>"
        } else {
            self.out.push_str("<a href=\"");
            escape_url(&link.href, self.out);
            self.out.push('"');
            "</a>"
        };
        let class = if nowhere && link.class.is_none() { Some("no-link") } else { link.class.as_deref() };
        self.attribute("class", class.unwrap_or(""));
        let tooltip = if title.is_empty() { link.title.as_deref().unwrap_or("") } else { title };
        self.attribute("title", tooltip);
        self.out.push('>');
        self.links.push(OpenLink { end, start: self.out.len(), text: link.text, bare });
    }

    pub(super) fn end_link(&mut self) {
        if self.image.is_some() {
            return;
        }
        let Some(link) = self.links.pop() else { return };
        if (link.bare || self.out.len() == link.start)
            && let Some(text) = &link.text
        {
            self.out.truncate(link.start);
            escape_text(text, self.out);
        }
        self.out.push_str(link.end);
    }

    pub(super) fn start_image(&mut self, dest: &str, title: &str) {
        match &mut self.image {
            Some(image) => image.depth += 1,
            None => {
                let (dest, title) = (dest.to_owned(), title.to_owned());
                self.image = Some(OpenImage { dest, title, alt: String::new(), depth: 0 });
            }
        }
    }

    pub(super) fn end_image(&mut self) {
        if let Some(image) = &mut self.image
            && image.depth > 0
        {
            image.depth -= 1;
            return;
        }
        let Some(open) = self.image.take() else { return };
        let image = self.renderer.host.image(&open.dest);
        if image.src.is_empty() || !is_safe_image(&image.src) {
            self.out.push_str("<span class=\"no-image\">");
            escape_text(&open.alt, self.out);
            self.out.push_str("</span>");
            return;
        }
        self.out.push_str("<img src=\"");
        escape_url(&image.src, self.out);
        self.out.push_str("\" alt=\"");
        escape_attr(&open.alt, self.out);
        self.out.push('"');
        self.attribute("title", &open.title);
        for (name, pixels) in [("width", image.width), ("height", image.height)] {
            if let Some(pixels) = pixels {
                self.attribute(name, &pixels.to_string());
            }
        }
        self.out.push_str(if image.lazy { " loading=\"lazy\">" } else { ">" });
    }

    /// ` name="value"`, if there is a value.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape_attr(value, self.out);
            self.out.push('"');
        }
    }
}
