use super::*;

fn run(css: &str) -> Result<String, Fault> {
    scope(css, "bead", &["abacus"], BTreeSet::from(["a.svg", "b c.png"]))
}

#[test]
fn each_subject_stands_in_a_block() {
    const IN: &str = ":where(wend-abacus *)";
    for (css, out) in [
        (".x { color: red }", ".x{IN}{color:red;}"),
        (
            "wend-abacus .x > p:hover, body , a::before{top:0;left : 1px}",
            "wend-abacus .x > p:hover{IN},body{IN},a{IN}::before{top:0;left:1px;}",
        ),
        ("a:after, :is(a, b)::marker:hover {}", "a{IN}:after,:is(a, b){IN}::marker:hover{}"),
        ("[title=\"a, b{\"] { content: \"} a { b\" }", "[title=\"a, b{\"]{IN}{content:\"} a { b\";}"),
        (".x { &:hover { top: 0 } + p, ~ p { top: 1px } }", ".x{IN}{&:hover{IN}{top:0;}+ p{IN},~ p{IN}{top:1px;}}"),
        ("@media (width < 40em) { a { b: c } }", "@media (width < 40em){a{IN}{b:c;}}"),
        ("@layer plugins { a { b: c } }", "a{IN}{b:c;}"),
        ("@layer x, y; @layer x { a { b: c } }", "@layer x, y;@layer x{a{IN}{b:c;}}"),
        ("a { @media print { b: c } }", "a{IN}{@media print{b:c;}}"),
        ("/* } */ a/**/b { --x: 1 /* ; */ ; }", "a b{IN}{--x:1;}"),
        (
            "a { background: url(a.svg), url( \"b c.png\" ) }",
            "a{IN}{background:url(\"bead/a.svg\"), url(\"bead/b c.png\");}",
        ),
        (
            "@keyframes spin { from { top: 0 } 50%, to { top: 1px } } a { animation: spin 1s, other; animation-name: spin }",
            "@keyframes bead--spin{from{top:0;}50%, to{top:1px;}}a{IN}{animation:bead--spin 1s, other;animation-name:bead--spin;}",
        ),
        ("", ""),
    ] {
        assert_eq!(run(css).as_deref(), Ok(&*out.replace("{IN}", IN)), "{css}");
    }
}

#[test]
fn what_would_reach_out_is_refused() {
    for (css, at) in [
        // Fetching.
        ("@import \"https://example.org/a.css\";", "@import"),
        ("@import url(a.svg);", "@import"),
        ("@font-face { font-family: x; src: url(a.svg) }", "@font-face"),
        ("a { background: url(https://example.org/a.png) }", "url("),
        ("a { background: url(\"//example.org/a.png\") }", "url("),
        ("a { background: URL(../../x) }", "URL("),
        ("a { background: u\\72l(x) }", "\\"),
        ("a { background: image-set(\"x.png\" 1x) }", "image-set("),
        ("a { background: -webkit-image-set(\"x.png\" 1x) }", "-webkit-image-set("),
        ("a { background: src(\"x\") }", "src("),
        ("@namespace url(http://example.org);", "url("),
        ("@media url(x) { a { b: c } }", "url("),
        // Out of the sheet's layer.
        ("a { b: c } } body { display: none }", "}"),
        ("a { b: c", "b: c"),
        ("@media print { a { b: c }", "{ a"),
        ("a { b: \"c }", "\""),
        ("a { b: (c } d { e: f }", "}"),
        ("a ] { b: c }", "]"),
        ("/* a", "/*"),
        ("a { b: c !important }", "b"),
        ("a { b: c ! important }", "b"),
        ("<!-- a { b: c } -->", "<"),
        ("a { --x: { b: c } }", "--x:"),
        ("a; b { c: d }", "a"),
        ("{ a: b }", "{"),
        ("a, { b: c }", "a"),
        // For the whole page.
        ("@page { margin: 0 }", "@page"),
        ("@property --ink { syntax: \"*\"; inherits: true }", "@property"),
        ("@view-transition { navigation: auto }", "@view-transition"),
        ("@scope (body) { a { b: c } }", "@scope"),
        ("@charset \"utf-8\";", "@charset"),
        ("a { view-transition-name: x }", "view"),
        // What takes the frame away.
        ("a { contain: none }", "contain"),
        ("a { ALL: unset }", "ALL"),
        ("a { display: contents }", "display"),
        ("a { display: var(--x) }", "display"),
        // A subject that is hidden.
        ("a::part(x) body { b: c }", "a"),
        ("a::slotted(x) > b { c: d }", "a"),
        ("a\\:b { c: d }", "\\"),
        ("a { b: c\0 }", "\0"),
    ] {
        let fault = run(css).expect_err(css);
        let rest = css.get(fault.at.start..).unwrap_or_else(|| panic!("{css} {fault:?}"));
        assert!(rest.starts_with(at) && css.get(fault.at.clone()).is_some(), "{css}\n{fault:?}\n{rest}");
    }
    assert!(run(&format!("{}{}", "a{".repeat(99), "}".repeat(99))).is_err());
    assert!(run(&format!("a{{b:{}}}", "(".repeat(99))).is_err());
    assert!(run(&"@media x{".repeat(5_000)).is_err());
}
