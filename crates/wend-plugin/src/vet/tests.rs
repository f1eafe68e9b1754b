use super::*;

fn run(html: &str) -> Result<String, String> {
    let mut pieces = Pieces::default();
    assert_eq!(pieces.keep(Where::Content, "<i>kept</i>".to_owned()), "\u{fdd0}0\u{fdd1}");
    pieces.keep(Where::Tag, "data-item=\"l#q\"".to_owned());
    pieces.keep(Where::Content, "words &amp; more".to_owned());
    let given = BTreeSet::from(["term-half".to_owned()]);
    let is_asset = |address: &str| address == "x/a.svg";
    let scene = Scene { id: "q", given: &given, pieces: &pieces, is_asset: &is_asset, most: 500 };
    vet(&html.replace('⟨', "\u{fdd0}").replace('⟩', "\u{fdd1}"), &scene, &mut BTreeSet::new())
}

#[test]
fn what_a_block_is_made_of_is_let_through() {
    for (html, out) in [
        ("a &lt; b & c", None),
        ("<p class='x' hidden title=\"a > b\">x<br>y<br/></p >", None),
        ("<P CLASS=a1>x</p>", None),
        ("<input type=\"radio\" name=\"q--1\" value=1><details name=\"q\"></details>", None),
        ("<dt id=\"term-half\"></dt><b id=\"q--1\"></b>", None),
        ("<a href=\"#q--1\">x</a><a href=\"https://example.org/\">y</a><a href=\"x/a.svg\">z</a>", None),
        ("<img src=\"x/a.svg\" alt=\"\">", None),
        ("<svg viewBox=\"0 0 1 1\"><title>x</title><g fill=\"url(#q--g)\"><path d=\"M0 0\"/></g></svg><b></b>", None),
        ("a<!-- for me -->b", Some("ab")),
        (
            "<section class=\"item\" ⟨1⟩>⟨0⟩</section>",
            Some("<section class=\"item\" data-item=\"l#q\"><i>kept</i></section>"),
        ),
        (
            "<p title=\"a ⟨2⟩\">⟨2⟩</p><textarea>⟨2⟩</textarea>",
            Some("<p title=\"a words &amp; more\">words &amp; more</p><textarea>words &amp; more</textarea>"),
        ),
        ("⟨9⟩ ⟨x ⟩", Some("9 x ")),
        ("", None),
    ] {
        assert_eq!(run(html).as_deref(), Ok(out.unwrap_or(html)), "{html}");
    }
}

#[test]
fn drawings() {
    for svg in [
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<?xml version=\"1.0\"?>\n<svg viewBox='0 0 1 1'><g id='a'><path d='M0 0'/></g><use href='#a'/></svg>\n",
    ] {
        assert_eq!(drawing(svg), Ok(()), "{svg}");
    }
    for svg in [
        "<svg><script>1</script></svg>",
        "<svg onload='x'/>",
        "<!DOCTYPE svg [<!ENTITY a 'x'>]><svg/>",
        "<?xml-stylesheet href='x'?><svg/>",
        "<?xml version='1.0'?><?xml-stylesheet href='x'?><svg/>",
        "<svg><a href='javascript:x'>y</a></svg>",
        "<svg xmlns:x='http://www.w3.org/1999/xhtml'><x:script>1</x:script></svg>",
        "<svg><set attributeName='href' to='javascript:x'/></svg>",
        "<svg><foreignObject/></svg>",
        "<svg><style>@import 'x'</style></svg>",
        "<html><svg/></html>",
        "",
    ] {
        assert!(drawing(svg).is_err(), "{svg}");
    }
}

#[test]
fn what_could_do_harm_is_refused() {
    for html in [
        // Code.
        "<script>alert(1)</script>",
        "<SCRIPT src=\"x/a.svg\"></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<p onclick=\"x\">x</p>",
        "<p OnClick='x'>x</p>",
        "<p/onclick=x>x</p>",
        "<p\u{b}onclick=x>x</p>",
        "<p title=\"a\"onclick=x>x</p>",
        "<p title=a\u{a0}onclick=x>x</p>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\" javascript:alert(1)\">x</a>",
        "<a href=\"java&#115;cript:alert(1)\">x</a>",
        "<a href=\"data:text/html,x\">x</a>",
        "<svg><a href=\"javascript:x\">x</a></svg>",
        "<svg><script>1</script></svg>",
        "<svg><animate attributeName=\"href\" to=\"javascript:x\"/></svg>",
        "<svg><use href=\"https://example.org/a.svg#x\"/></svg>",
        "<svg><foreignObject><p>x</p></foreignObject></svg>",
        "<svg xlink:href=\"x\"></svg>",
        "<math><mi>x</mi></math>",
        "<iframe srcdoc=\"x\"></iframe>",
        "<object data=\"x\"></object>",
        "<embed src=\"x\">",
        "<template><p>x</p></template>",
        "<style>p { color: red }</style>",
        "<p style=\"position: fixed\">x</p>",
        "<link rel=\"stylesheet\" href=\"x\">",
        "<base href=\"https://example.org/\">",
        "<meta http-equiv=\"refresh\" content=\"0\">",
        "<form action=\"https://example.org/\"><input></form>",
        "<button formaction=\"x\">x</button>",
        "<button type=\"submit\">x</button>",
        "<input type=\"password\">",
        "<input type=\"Submit\">",
        "<img src=\"https://example.org/track.png\" alt=\"\">",
        "<img srcset=\"https://example.org/track.png 1x\" alt=\"\">",
        "<svg><path fill=\"url(https://example.org/x#y)\"/></svg>",
        "<svg><path mask=\"u&#114;l(//x)\"/></svg>",
        "<video src=\"x/a.svg\" autoplay></video>",
        // What would eat the rest of the page, or leave the block.
        "<p>x",
        "<p",
        "<p title=\"x>x</p>",
        "</p>",
        "</wend-bad></div><h1>Mine</h1>",
        "<p><b>x</p></b>",
        "<textarea>x",
        "<textarea><b></textarea>",
        "<title>x</title>",
        "<svg><title><b>x</b></title></svg>",
        "<plaintext>x</plaintext>",
        "<xmp>x</xmp>",
        "<noscript>x</noscript>",
        "<!--",
        "<!--> <script>1</script> -->",
        "<!---> <script>1</script> -->",
        "<!-- --!> <script>1</script> -->",
        "<!doctype html>",
        "<![CDATA[x]]>",
        "<?php 1 ?>",
        "</ p>",
        "<div/>x",
        "<svg><p>x</p></svg>",
        "<p title=\"<script>\">x</p>",
        "1 < 2",
        "<h1>x</h1>",
        "<body class=\"x\"></body>",
        // What poses as another.
        "<p id=\"main\">x</p>",
        "<p id=\"q\">x</p>",
        "<p id=\"q--1\">x</p><p ID='q--1'>x</p>",
        "<input type=\"radio\" name=\"r--1\">",
        "<div data-kind=\"question\"></div>",
        "<div data-item=\"l#q\"></div>",
        "<wend-question></wend-question>",
        "<p slot=\"x\" is=\"y\">x</p>",
        "<div popover>x</div>",
        // What was given, where it does not belong.
        "⟨1⟩",
        "<p ⟨0⟩>x</p>",
        "<p title=\"⟨0⟩\">x</p>",
        "<p title=⟨0⟩>x</p>",
        "<textarea>⟨0⟩</textarea>",
        "<svg>⟨0⟩</svg>",
    ] {
        let out = run(html);
        assert!(out.is_err(), "{html}\n{out:?}");
    }
    assert!(run(&"<b>".repeat(101)).is_err());
    // Pieces count.
    assert!(run(&"⟨0⟩".repeat(60)).is_err_and(|what| what.starts_with("more than")));
}
