use std::borrow::Cow;

use super::*;

fn link_files(files: &[(&str, &str)]) -> Result<String, Vec<LinkError>> {
    let files: BTreeMap<String, String> = files.iter().map(|(p, t)| (p.to_string(), t.to_string())).collect();
    link("main.js", &|path| files.get(path).map(|text| Source::Text(Cow::Owned(text.clone()))))
}

/// Links and runs the modules; what they put into `out` is the result.
fn run(files: &[(&str, &str)]) -> String {
    let script = link_files(files).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let runtime = rquickjs::Runtime::new().unwrap();
    let context = rquickjs::Context::full(&runtime).unwrap();
    context.with(|ctx| {
        let source = format!("globalThis.out = [];\n{script}\nout.join(\"|\")");
        match ctx.eval::<String, _>(source) {
            Ok(result) => result,
            Err(_) => panic!("{}\n{script}", thrown(&ctx)),
        }
    })
}

fn refused(files: &[(&str, &str)]) -> String {
    link_files(files)
        .unwrap_err()
        .iter()
        .map(|e| format!("{}:{}:{} {}", e.path, e.at.0, e.at.1, e.message))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn modules_run_once_each_imported_first() {
    let out = run(&[
        ("main.js", "import { b } from './b.js'\nimport { a as first } from './a.js'\nout.push(first + b)"),
        ("b.js", "import { a } from './a.js'; export function b() {}\nout.push('b'); export { a as again };"),
        ("a.js", "out.push('a')\nexport const a = 1"),
    ]);
    assert_eq!(out, "a|b|1function b() {}".replace("() {}", "(){}"));
}

#[test]
fn every_supported_export_arrives() {
    let out = run(&[
        (
            "main.js",
            "import { f, g, C, x, y, z, w, renamed, passed } from './lib/all.js'\n\
             out.push(f(), [...g()], new C().n, x, y, z, w, renamed, passed)",
        ),
        (
            "lib/all.js",
            "export function f() { return 'f' }\nexport function* g() { yield 1 }\nexport class C { n = 'C' }\n\
             export const x = 1, { y, q: { z } = { z: 3 }, ...rest } = { y: 2 }, [w] = [4]\n\
             const inner = 5\nexport { inner as renamed }\nexport { deep as passed } from '../deep.js'\nexport async function h() {}",
        ),
        ("deep.js", "const deep = 6; export { deep }"),
    ]);
    assert_eq!(out, "f|1|C|1|2|3|4|5|6");
}

#[test]
fn module_names_do_not_clash() {
    let out = run(&[
        ("main.js", "import { v } from './a.js'\nconst m0 = 'mine'\nout.push(v, m0)"),
        ("a.js", "const hidden = 'a', m1 = 2\nexport const v = hidden + m1"),
    ]);
    assert_eq!(out, "a2|mine");
}

#[test]
fn what_cannot_be_linked_is_refused_where_it_stands() {
    let lib = ("a.js", "export const a = 1");
    let case = |main: &str| refused(&[("main.js", main), lib]);
    assert!(case("import a from './a.js'").contains("main.js:1:8 a default import"));
    assert!(case("\n import * as a from './a.js'").contains("main.js:2:9 `import *`"));
    assert!(case("import { b } from './a.js'").contains("`a.js` does not export `b`"));
    assert!(case("import { b } from './no.js'").contains("no module `no.js`"));
    assert!(case("import { b } from 'react'").contains("not a relative path"));
    assert!(case("import { b } from '../../x.js'").contains("leads out"));
    assert!(case("export default 1").contains("default export"));
    assert!(case("export default function f() {}").contains("default export"));
    assert!(case("export * from './a.js'").contains("`export *`"));
    assert!(case("export * as n from './a.js'").contains("`export *`"));
    assert!(case("export let a = 1").contains("`export let`"));
    assert!(case("let a = 1; export { a }").contains("`a` is exported and can change"));
    assert!(case("const é = await 1").contains("main.js:1:11 top-level `await`"));
    assert!(case("for await (const a of b) {}").contains("top-level `for await`"));
    assert!(case("f(`${await g()}`)").contains("top-level `await`"));
    assert!(case("const f = () => import('./a.js')").contains("dynamic"));
    assert!(case("out(import.meta.url)").contains("import.meta"));
    assert!(case("return 1").contains("`return`"));
    assert!(case("const = 1").contains("not JavaScript"));
    assert!(case("function f() {").contains("main.js:1:15"), "{}", case("function f() {"));
}

#[test]
fn waiting_inside_functions_is_fine() {
    let main = "export const f = async () => { await 1; for await (const x of y) {} }";
    assert!(link_files(&[("main.js", main)]).is_ok());
}

#[test]
fn cycles_are_told_as_a_chain() {
    let message = refused(&[
        ("main.js", "import { a } from './a.js'"),
        ("a.js", "import { b } from './b.js'; export const a = 1"),
        ("b.js", "import { a } from './a.js'; export const b = 1"),
    ]);
    assert!(message.contains("a.js → b.js → a.js"), "{message}");
}

#[test]
fn printing_changes_no_meaning() {
    let tricky = r#"
        // a comment with "quotes" and `ticks`
        const a = 1 /* one */ + /* two */ +1   // +
        const re = / [/] \/ /g, s = "  keep   // this  ", t = `  line
          two ${ /* in */ s .length }  // not a comment`
        const b = a
        ++out.n
        let c = a
          - -1
        const d = 1 .toString() + a / 2 / 1
        if (a) out.push(a, c, d); else out.push("no")
        out.push("x /* y */ z".length, s, t, t.match(re) === null, b)
        const f = async x => { await x }
        const o = { a , in : 1 , "b c" : 2 }
        out.push(a in o, typeof a, void 0, [1, 2, 3].map((n) => n * 2))
        label: for (const k of [1]) { continue label }
        const g = () => {
          return (
            // why
            7
          )
        }
        out.push(g(), a < !--out.n, !(a --> 0))
    "#
    .replace("const a = 1", "let a = 1");
    let plain = {
        let runtime = rquickjs::Runtime::new().unwrap();
        rquickjs::Context::full(&runtime).unwrap().with(|ctx| {
            ctx.eval::<String, _>(format!(
                "globalThis.out = []; out.n = 0;(function(){{'use strict';{tricky}}})();out.join('|')"
            ))
            .unwrap()
        })
    };
    let out = run(&[("main.js", &format!("\"use strict\";\nout.n = 0;{tricky}"))]);
    assert_eq!(out, plain);
    let script = link_files(&[("main.js", &tricky)]).unwrap();
    assert!(!script.contains("why") && !script.contains("/* one */") && script.contains("not a comment"));
    assert!(script.len() * 4 < tricky.len() * 3, "{} of {}", script.len(), tricky.len());
}

#[test]
fn valid_for_one_parser_is_not_enough() {
    // The grammar of tree-sitter is forgiving; QuickJS is not.
    assert!(refused(&[("main.js", "const a = 1; const a = 2;")]).contains("not valid JavaScript"));
}

const SHARED: &[(&str, &str)] = &[
    ("main.js", "import { say } from './say.js'; import { T } from './t.js'; globalThis.WEND = {}; say('main ' + T.a)"),
    ("say.js", "out.push('say runs'); export const say = (x) => out.push(x)"),
    ("t.js", "export const T = {}"),
    (
        "pages/one.js",
        "import { say } from '../say.js'; import { T } from '../t.js'; import { own } from '../own.js'; say(own + T.b)",
    ),
    ("pages/two.js", "import { own } from '../own.js'; out.push('two ' + own)"),
    ("own.js", "export const own = 'own '"),
];

fn pages(files: &[(&str, &str)]) -> Result<(String, Vec<String>), Vec<LinkError>> {
    let files: BTreeMap<String, String> = files.iter().map(|(p, t)| (p.to_string(), t.to_string())).collect();
    let load = |path: &str| files.get(path).map(|text| Source::Text(Cow::Owned(text.clone())));
    let pages = Pages::read("main.js", &["pages/one.js".into(), "pages/two.js".into()], &load)?;
    assert_eq!(pages.modules(), ["say.js", "t.js", "main.js"]);
    assert_eq!(pages.added().map(<[String]>::len).collect::<Vec<_>>(), [2, 2]);
    let heads = ["Object.assign($.T,{b:2});".to_string(), String::new()];
    pages.write("t.js", Module::read("t.js", "export const T = {a: 1}")?, &heads)
}

#[test]
fn a_page_script_takes_what_it_shares_from_the_script_of_all_pages() {
    let (base, added) = pages(SHARED).unwrap_or_else(|errors| panic!("{errors:#?}"));
    for (page, expected) in [(0, "say runs|main 1|own 2"), (1, "say runs|main 1|two own ")] {
        let runtime = rquickjs::Runtime::new().unwrap();
        let context = rquickjs::Context::full(&runtime).unwrap();
        let out: String = context
            .with(|ctx| ctx.eval(format!("globalThis.out = [];\n{base}\n{}\nout.join('|')", added[page])).unwrap());
        assert_eq!(out, expected);
    }
}

#[test]
fn a_fault_in_a_page_script_is_reported_where_it_is() {
    let mut files = SHARED.to_vec();
    files.push(("pages/two.js", "import { nothing } from '../own.js';"));
    let errors = pages(&files).unwrap_err();
    assert_eq!(errors.iter().map(|e| e.path.as_str()).collect::<Vec<_>>(), ["pages/two.js"]);
}

#[test]
fn what_was_read_when_wend_was_compiled_is_what_is_read_now() {
    let known: Vec<&str> = prepared::MODULES.iter().map(|known| known.path).collect();
    assert!(known.contains(&"client/main.js") && known.contains(&"element.js"), "{known:?}");
    for known in prepared::MODULES {
        let found = prepared::find(known.path, known.text);
        assert_eq!(Module::read_short(known.path, known.text).ok(), found, "{}", known.path);
    }
    assert_eq!(prepared::find("client/main.js", "another text"), None);
}

#[test]
fn modules_of_a_theme_are_read_and_checked_when_a_site_is_built() {
    // Two names alike are fine for the parser and no JavaScript: only the last check can find them.
    let errors = link_files(&[("main.js", "const a = 1; const a = 2;")]).unwrap_err();
    assert!(errors[0].message.contains("not valid JavaScript"), "{errors:?}");
}

#[test]
fn a_module_of_another_script_is_taken_from_there() {
    let lib = "export const a = 'a'; const b = () => a + 'b'; export { b as c }; out.push('once')";
    let main = "import { c } from 'wend:lib'; out.push(c())";
    let load = |path: &str| match path {
        "wend:lib" => Some(Source::There(lib.into(), "W.lib".into())),
        "main.js" => Some(main.into()),
        _ => None,
    };
    let shared = link_for_others("wend:lib", &|_| Some(lib.into()), "W.lib", "more:'m'").unwrap();
    let one = link("main.js", &load).unwrap();
    assert!(!one.contains("once"), "{one}");
    let runtime = rquickjs::Runtime::new().unwrap();
    let context = rquickjs::Context::full(&runtime).unwrap();
    let script =
        format!("globalThis.out = [], globalThis.W = {{}};\n{shared}{one}{one}out.push(W.lib.more); out.join('|')");
    assert_eq!(context.with(|ctx| ctx.eval::<String, _>(script).unwrap()), "once|ab|ab|m");
    let wrong = |path: &str| load(path).filter(|_| path != "main.js").or(Some("import { b } from 'wend:lib'".into()));
    assert!(link("main.js", &wrong).unwrap_err()[0].message.contains("does not export `b`"));
}

#[test]
fn short_names_change_no_meaning() {
    let helper = "export const howMany = 3; export function twiceOf(number) { return number * 2; }";
    let tricky = r#"
        import { howMany, twiceOf as doubled } from './helper.js'
        const collected = [], settings = { howMany, inner: { deepest: [1, 2] } }
        const { howMany: renamed, inner: { deepest: [firstOne = 9, ...others] }, missing = firstOne + 1 } = settings
        class Counter { #count = 0; static made = 0; add(amount = howMany) { this.#count += amount; Counter.made += 1; return this.#count } }
        const counter = new Counter(); collected.push(counter.add(), counter.add(4), Counter.made)
        // A parameter here, a global there: the name stays.
        const shadow = (globalThing) => globalThing + 1
        collected.push(shadow(1), globalThing)
        function recursive(depth) { return depth > 0 ? `${depth}${recursive(depth - 1)}` : `<${`${howMany}`}>` }
        collected.push(recursive(2))
        outer: for (const [position, element] of [5, 6].entries()) { for (let element = 0; element < 2; element += 1) if (element) continue outer; collected.push(position, element) }
        for (const position in { key: 1 }) collected.push(position)
        try { throw new Error("thrown") } catch ({ message }) { collected.push(message) }
        const named = function factorial(number) { return number < 2 ? 1 : number * factorial(number - 1) }
        let changing = 1; ({ changing } = { changing: 7 }); [changing] = [changing + 1]
        switch (changing) { case 8: const inCase = changing; collected.push(inCase) }
        const later = async (value) => { for await (const item of value) collected.push(item) }
        collected.push(named(4), doubled(renamed), others.length, missing, typeof later, { collected: changing }.collected)
        out.push(...collected)
    "#;
    let short = |path: &str| match path {
        "main.js" => Module::read_short(path, tricky).ok().map(Source::Written),
        _ => Module::read_short(path, helper).ok().map(Source::Written),
    };
    let (plain, short) =
        (link_files(&[("main.js", tricky), ("helper.js", helper)]).unwrap(), link("main.js", &short).unwrap());
    let result = |script: &str| {
        let runtime = rquickjs::Runtime::new().unwrap();
        let context = rquickjs::Context::full(&runtime).unwrap();
        context.with(|ctx| {
            ctx.eval::<String, _>(format!(
                "globalThis.out = []; globalThis.globalThing = 'g';\n{script}\nout.join('|')"
            ))
            .unwrap()
        })
    };
    assert_eq!(result(&plain), "3|7|2|2|g|21<3>|key|thrown|8|24|6|1|2|function|8");
    assert_eq!(result(&short), result(&plain));
    assert!(short.len() * 5 < plain.len() * 4, "{} of {}", short.len(), plain.len());
    assert!(!short.contains("collected.") && short.contains("globalThing)=>globalThing"), "{short}");
}

#[test]
fn a_module_that_is_not_there_may_have_another_name() {
    for (import, help) in [
        ("./gone.js", "imports are relative paths with `.js`"),
        ("wend:aks", "did you mean `wend:ask`?"),
        ("wend:everything", "there are `wend:ask`, `wend:number`"),
    ] {
        let errors = link_files(&[("main.js", &format!("import {{ a }} from \"{import}\";"))]).unwrap_err();
        assert_eq!(errors.iter().map(|error| &*error.help).collect::<Vec<_>>(), [help], "{import}");
    }
}
