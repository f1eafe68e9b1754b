//! Plugins of a curriculum in its site: what their HTML and styles may be, and that the built-in ones are like them.

mod support;

use support::{compile, small, text};
use wend_site::{Options, Theme, plan};

fn add(files: &mut std::collections::BTreeMap<String, Vec<u8>>, more: &[(&str, &str)]) {
    files.extend(more.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
}

const RAW: [(&str, &str); 3] = [
    (
        "plugins/raw/plugin.toml",
        "name = \"raw\"\nversion = \"1\"\napi = 1\n[kind.raw.part.body]\nis = \"text\"\n[kind.rare.part.body]\nis = \"text\"\n",
    ),
    (
        "plugins/raw/expand.js",
        "export function expand(block) {\n  const text = '<b class=\"made\">made</b>';\n  return block.kind === 'raw' ? { blocks: text } : { markup: ['div', { markdown: text }, { part: 'body' }] };\n}\n",
    ),
    ("lessons/own.md", "# On its own\n\n::: raw\nx\n:::\n\n::: rare\n<b class=\"own\">own</b>\n:::\n"),
];

/// The curriculum lets its author write HTML; a plugin's script may only if the plugin is trusted.
#[test]
fn raw_html_is_for_authors() {
    for (trust, made) in [("", 0), ("trust = [\"raw\"]\n", 1)] {
        let mut files = small();
        add(&mut files, &RAW);
        let config = files.get_mut("curriculum.toml").unwrap();
        *config = format!("html = true\n{trust}{}", String::from_utf8_lossy(config)).into_bytes();
        let compiled = compile(files);
        assert!(!compiled.diagnostics.iter().any(|found| found.code.code.starts_with("plugin/")));
        let page = text(&plan(compiled, &Theme::builtin(), &Options::default()), "lessons/own.html");
        assert_eq!(page.matches("<b class=\"own\">").count(), 1, "{page}");
        assert_eq!(page.matches("<b class=\"made\">").count(), made, "{page}");
        assert_eq!(page.matches("&lt;b class=").count(), 2 - made, "{page}");
    }
}

/// A style that nobody trusts is scoped and framed; one that is trusted is as it is, in its layer.
#[test]
fn styles_keep_to_their_blocks() {
    const CSS: &str = "@layer plugins { body, .x::before { color: red } }";
    let site = |css: &str, trust: &str| {
        let mut files = small();
        add(&mut files, &RAW);
        add(&mut files, &[("plugins/raw/element.css", css)]);
        let config = files.get_mut("curriculum.toml").unwrap();
        *config = format!("{trust}{}", String::from_utf8_lossy(config)).into_bytes();
        let compiled = compile(files);
        let said: Vec<String> = compiled
            .diagnostics
            .iter()
            .filter(|d| d.code.code == "plugin/bad-style")
            .map(|d| d.message.clone())
            .collect();
        let plan = plan(compiled, &Theme::builtin(), &Options::default());
        assert!(text(&plan, "lessons/own.html").contains("assets/plugins/raw.css"));
        (said, text(&plan, "assets/plugins/raw.css"))
    };
    let frame = "wend-rare:not([hidden]),wend-raw:not([hidden]){display:block;contain:layout paint style;overflow-clip-margin:.5rem}\n";
    let guard = ":where(wend-rare *,wend-raw *)";
    let (said, css) = site(CSS, "");
    assert_eq!(said, [""; 0]);
    let kinds = |css: &str| css.replace("wend-raw *,wend-rare *", "wend-rare *,wend-raw *");
    let css = kinds(&css)
        .replace("wend-raw:not([hidden]),wend-rare:not([hidden])", "wend-rare:not([hidden]),wend-raw:not([hidden])");
    assert_eq!(css, format!("{frame}@layer plugins.raw{{body{guard},.x{guard}::before{{color:red;}}}}\n"));
    let (said, css) = site("a { b: url(https://example.org/) }", "");
    assert_eq!(
        said,
        [
            "the style of the plugin `raw` is left out: it has `url(https://example.org/)`, which is none of the plugin's assets"
        ]
    );
    assert!(!css.contains("example.org") && css.contains("contain:layout"), "{css}");
    let (said, css) = site(CSS, "trust = [\"raw\"]\n");
    assert_eq!((said.len(), css.as_str()), (0, "@layer plugins{body,.x::before{color:red}}\n"));
}
