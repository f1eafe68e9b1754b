//! The script of a plugin whose blocks run in frames, because nobody trusts it with the page.
//!
//! A frame's document holds one script, and the page's content policy allows it by its hash: the theme's
//! `client/frame/inside.js` first, then the plugin's modules. It travels as a text in the plugin's file of the site,
//! which `client/frame/page.js` puts into each frame. So the site has no file that would run the plugin's code, and
//! frames need no request, which from a disk they could not make.
//!
//! Frames share a processor with each other, on a phone with the page. So the plugin's loops and functions call
//! `tick` of `inside.js` first (`ticks`), which ends a task that lasts too long.

mod ticks;

use data_encoding::BASE64;
use sha2::{Digest, Sha256};
use wend_compiler::Compiled;
use wend_plugin::Plugin;

use crate::link_js::{self, Import, LinkError, Module, Source};
use crate::plugins::{self, ENTRY, described, import_own, imported, json, own_module};
use crate::strings::Strings;
use crate::{Theme, css, generated};

/// Where modules of the theme's client are for the linker, beside those of the plugin.
const CLIENT: &str = "(wend)/";

/// The plugin's file of the site, and the hash of the script in it as content policies write it.
pub(crate) fn script(
    compiled: &Compiled,
    plugin: &Plugin,
    theme: &Theme,
    strings: &Strings,
    lang: &str,
) -> Result<(String, String), Vec<LinkError>> {
    let mut entry = Module::default();
    // The first import runs first.
    let names = vec![("begin".to_string(), "begin".to_string())];
    entry.imports.push(Import { path: format!("{CLIENT}frame/inside.js"), at: (0, 0), names });
    let own = import_own(plugin, &mut entry);
    entry.body = format!("begin({{{}}});", own.trim_start_matches(',')).into();
    let tick = ticks::name(plugin);
    let linked = link_js::link(ENTRY, &|path| match (path, path.strip_prefix(CLIENT)) {
        (ENTRY, _) => Some(Source::Written(entry.clone())),
        (_, Some("strings.gen.js")) => Some(Source::Written(generated::strings_module(&json(&lang), "{}"))),
        (_, Some(inner)) => theme.text(&format!("client/{inner}")).map(Source::from),
        (path, None) => own_module(plugin, path).map(|source| ticking(path, source, &tick)),
    })?;
    let inner = inline(&linked);
    let hash = BASE64.encode(&Sha256::digest(inner.as_bytes()));
    let (name, kinds, texts) = described(plugin, strings, lang, &imported(plugin));
    let (code, style, shown) = (json(&inner), json(&plugins::style(compiled, plugin)), json(&hash));
    let call =
        format!("WEND.frame({name},{{kinds:{kinds},script:{code},hash:{shown},style:{style},strings:{texts}}});\n");
    Ok((call, hash))
}

/// A module whose loops and functions tick. One that can't be read is left to the linker, which says why.
fn ticking<'a>(path: &str, source: Source<'a>, tick: &str) -> Source<'a> {
    let Source::Text(text) = &source else { return source };
    let read = Module::read(path, text).and_then(|_| Module::read(path, &ticks::put(text, tick)));
    let Ok(mut module) = read else { return source };
    let names = vec![("tick".to_string(), tick.to_string())];
    module.imports.push(Import { path: format!("{CLIENT}frame/inside.js"), at: (0, 0), names });
    Source::Written(module)
}

/// A script as it may stand between `<script>` and `</script>`, with the bytes that an HTML parser makes of it.
pub(crate) fn inline(script: &str) -> String {
    let script = script.replace("\r\n", "\n").replace(['\r', '\0'], "\n");
    // `\x3c` is a `<` in texts, templates and patterns; elsewhere neither stands in a script that means anything.
    let mut out = String::with_capacity(script.len());
    let mut rest = script.as_str();
    while let Some(at) = rest.find('<') {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        let starts = |word: &str| tail.get(1..1 + word.len()).is_some_and(|next| next.eq_ignore_ascii_case(word));
        out.push_str(if starts("!--") || starts("/script") { "\\x3c" } else { "<" });
        rest = &tail[1..];
    }
    out + rest
}

/// The style sheets of the theme that frames get, as one, those that `theme.toml` lists under `frame`; and the typefaces
/// that they would have to load: family, weight, file.
pub(crate) fn styles(theme: &Theme) -> (String, Vec<[String; 3]>) {
    let (mut out, mut faces) = (String::new(), Vec::new());
    for path in css::frame(theme) {
        css::minify(&without_faces(&theme.text(&path).unwrap_or_default(), &mut faces), &mut out);
        out.push('\n');
    }
    (out, faces)
}

/// A style sheet without the rules for typefaces.
fn without_faces(css: &str, faces: &mut Vec<[String; 3]>) -> String {
    const RULE: &str = "@font-face";
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once(RULE) {
        out.push_str(before);
        let (rule, after) = after.split_once('}').unwrap_or((after, ""));
        let value = |name: &str| {
            let value =
                rule.split(['{', ';']).find_map(|part| part.trim().strip_prefix(name)?.trim().strip_prefix(':'));
            value.map(|value| value.trim().trim_matches('"').to_string())
        };
        let file =
            value("src").and_then(|src| Some(src.split_once("url(")?.1.split_once(')')?.0.trim_matches('"').into()));
        if let (Some(family), Some(file)) = (value("font-family"), file) {
            faces.push([family, value("font-weight").unwrap_or_else(|| "normal".into()), file]);
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_can_stand_in_a_document() {
        let script = "a(\"</SCRIPT><!-- <b>\", /<!--/u, 1<2);\r\n`</script`\n";
        assert_eq!(inline(script), "a(\"\\x3c/SCRIPT>\\x3c!-- <b>\", /\\x3c!--/u, 1<2);\n`\\x3c/script`\n");
    }

    #[test]
    fn typefaces_are_told_apart() {
        let mut faces = Vec::new();
        let css = "@font-face { font-family: \"A b\"; src: url(a.woff2) format(\"woff2\"); } a{} @font-face{} b{}";
        assert_eq!(without_faces(css, &mut faces), " a{}  b{}");
        assert_eq!(faces, [["A b", "normal", "a.woff2"]]);
        let (styles, faces) = styles(&Theme::builtin());
        assert!(styles.contains("--paper") && !styles.contains("@font-face"), "{styles}");
        assert_eq!(faces, [["Atkinson Next", "400 800", "atkinson-next.woff2"]]);
    }
}
