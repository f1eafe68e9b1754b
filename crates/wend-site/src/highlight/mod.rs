//! Code as spans with classes: enough to see its structure, in one pass over the text.
//!
//! 1. [`words`] says what each language's comments, strings and words look like.
//! 2. [`lexer`] cuts the languages that are made of comments, strings, numbers and words.
//! 3. [`markup`] cuts those that are not: HTML, CSS, Markdown, YAML, TOML, diffs.
//!
//! This is a lexer, not a parser: it knows that `fn` is a keyword, not what it declares. A block of 500 bytes takes
//! microseconds, where grammars with regular expressions or parse tables take a hundred times as long, and there is
//! nothing to compile or to cache. An unknown language is plain text. Every byte of the code is in the output once,
//! whatever the language makes of it (a test).
//!
//! Classes: `hl-c` comment, `hl-k` keyword, `hl-s` string, `hl-n` number or constant, `hl-f` function, `hl-t` type or
//! tag, `hl-a` attribute or key, `hl-m` meta (decorators, variables of shells, doctypes), `hl-h` heading, `hl-i` and
//! `hl-d` inserted and deleted lines.

use wend_markup::html::escape::escape_text;

mod lexer;
mod markup;
mod words;

/// The languages that are highlighted, by the first of their names.
pub fn languages() -> impl Iterator<Item = &'static str> {
    words::LANGUAGES.iter().map(|lang| lang.names[0]).chain(markup::LANGUAGES.iter().map(|(names, _)| names[0]))
}

/// Appends the code, escaped and highlighted. `lang` is the first word after the fence, in any case.
///
/// ```
/// let mut out = String::new();
/// wend_site::highlight::highlight("rust", "let n = 1; // one", &mut out);
/// assert_eq!(out, r#"<span class="hl-k">let</span> n = <span class="hl-n">1</span>; <span class="hl-c">// one</span>"#);
/// ```
pub fn highlight(lang: &str, code: &str, out: &mut String) {
    let lang = lang.split([',', ' ', '{', '\t']).next().unwrap_or_default().to_ascii_lowercase();
    out.reserve(code.len() * 2);
    let mut paint = Paint { out };
    if let Some(lang) = words::LANGUAGES.iter().find(|l| l.names.contains(&lang.as_str())) {
        lexer::lex(lang, code, &mut paint);
    } else if let Some((_, scan)) = markup::LANGUAGES.iter().find(|(names, _)| names.contains(&lang.as_str())) {
        scan(code, &mut paint);
    } else {
        paint.plain(code);
    }
}

/// Where the pieces of the code go, in order.
struct Paint<'o> {
    out: &'o mut String,
}

impl Paint<'_> {
    fn plain(&mut self, text: &str) {
        escape_text(text, self.out);
    }

    /// A piece with a class; a line end stays outside, so that themes can style lines.
    fn class(&mut self, class: &str, text: &str) {
        let body = text.trim_end_matches('\n');
        if !body.is_empty() {
            self.out.push_str("<span class=\"hl-");
            self.out.push_str(class);
            self.out.push_str("\">");
            self.plain(body);
            self.out.push_str("</span>");
        }
        self.plain(&text[body.len()..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paint(lang: &str, code: &str) -> String {
        let mut out = String::new();
        highlight(lang, code, &mut out);
        out
    }

    /// `k:let n:1 …`: the classes and texts of the spans.
    fn spans(lang: &str, code: &str) -> String {
        let html = paint(lang, code);
        let found: Vec<_> = html
            .split("<span class=\"hl-")
            .skip(1)
            .filter_map(|part| {
                let (class, rest) = part.split_once("\">")?;
                Some(format!("{class}:{}", rest.split_once("</span>")?.0))
            })
            .collect();
        found.join(" ")
    }

    #[test]
    fn each_language_finds_its_own_words() {
        let cases = [
            ("rust", "fn f<'a>(x: &'a str) -> u8 { b'\\'' }", "k:fn f:f m:'a m:'a t:str t:u8 s:b'\\''"),
            ("rs", "#[derive(Debug)]\nlet s = r#\"a \"q\" b\"#;", "m:#[derive(Debug)] k:let s:r#\"a \"q\" b\"#"),
            ("rust", "/* a /* b */ c */ vec![1_0u8]", "c:/* a /* b */ c */ f:vec! n:1_0u8"),
            ("python", "@dec\ndef f(x=1.5e3): # c\n  '''a\n b'''", "m:@dec k:def f:f n:1.5e3 c:# c s:'''a\n b'''"),
            ("py", "x = f'{a}' if None else r\"\\\"", "s:f'{a}' k:if n:None k:else s:r\"\\\""),
            ("js", "const a = /[/]x/g.test(`t ${b}`) / 2", "k:const s:/[/]x/g f:test s:`t ${b}` n:2"),
            ("ts", "let a: string = b! // c", "k:let t:string c:// c"),
            (
                "bash",
                "for x in $LIST; do echo \"$x\" # no\ndone",
                "k:for k:in m:$LIST k:do f:echo s:\"$x\" c:# no k:done",
            ),
            ("sh", "a=${b#c} # d", "m:${b#c} c:# d"),
            (
                "c",
                "#include <a.h>\nint main(void) { return 'x'; }",
                "m:#include &lt;a.h&gt; t:int f:main t:void k:return s:'x'",
            ),
            (
                "java",
                "@Override public String f() { return null; }",
                "m:@Override k:public t:String f:f k:return n:null",
            ),
            ("go", "func f() string { return `a` }", "k:func f:f t:string k:return s:`a`"),
            (
                "sql",
                "select count(*) from t -- x\nwhere a = 'it''s'",
                "k:select f:count k:from c:-- x k:where s:'it''s'",
            ),
            ("json", "{\"a\": [1, true, \"b\"]}", "a:\"a\" n:1 n:true s:\"b\""),
            ("html", "<!-- c --><a href=\"x\">t &amp; u</a>", "c:&lt;!-- c --&gt; t:a a:href s:\"x\" n:&amp;amp; t:a"),
            (
                "css",
                "/* c */ a:hover { color: #fff; margin: 1px }",
                "c:/* c */ t:a t:hover a:color n:#fff a:margin n:1px",
            ),
            ("toml", "[a.b] # c\nk = \"v\"", "t:[a.b] c:# c a:k s:\"v\""),
            ("yaml", "- a: 'b' # c\n  d: 1", "a:a s:'b' c:# c a:d n:1"),
            ("diff", "@@ -1 +1 @@\n-a\n+b\n c", "m:@@ -1 +1 @@ d:-a i:+b"),
            ("markdown", "# H\n\n- a `b` **c**", "h:# H k:- s:`b` h:**c**"),
        ];
        for (lang, code, want) in cases {
            assert_eq!(spans(lang, code), want, "{lang}: {code}");
        }
    }

    #[test]
    fn unknown_languages_are_plain_and_escaped() {
        assert_eq!(paint("klingon", "a < b && c"), "a &lt; b &amp;&amp; c");
        assert_eq!(paint("", "x"), "x");
    }

    #[test]
    fn no_byte_is_lost_or_doubled_in_any_language() {
        let nasty = "a\"b'c`d/*e//f#g<h>&i;{[(\\\n\u{e9}\u{1F600}\r\n--x\n'''\"\"\"r#\"$y${z}@k:l=1.2e-3e+0x1f\n- [ ] **q** __r__\n<!-- <s t=\"u\n]]>";
        // Every tail too, so that every unfinished construct is met.
        for lang in languages() {
            for (at, _) in nasty.char_indices() {
                for code in [&nasty[at..], &nasty[..at]] {
                    let html = paint(lang, code);
                    let mut text = String::new();
                    let mut rest = html.as_str();
                    while let Some(open) = rest.find('<') {
                        text.push_str(&rest[..open]);
                        rest = &rest[open + rest[open..].find('>').unwrap() + 1..];
                    }
                    text.push_str(rest);
                    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
                    assert_eq!(text, code, "{lang}");
                }
            }
        }
    }
}
