use super::*;

fn scripts(files: &[(&str, &str)]) -> Arc<Scripts> {
    Arc::new(Scripts::new(
        files.iter().map(|(path, source)| ((*path).to_owned(), Arc::from(*source))),
        Limits::default(),
    ))
}

fn run(source: &str) -> Result<String, Breach> {
    call_json(&scripts(&[("grade.js", source)]), "grade.js", "f", r#"["x", {"a": 1}]"#)
}

#[test]
fn json_goes_in_and_out() {
    assert_eq!(run("export function f(x, y) { return { x, b: y.a + 1 }; }").unwrap(), r#"{"x":"x","b":2}"#);
}

#[test]
fn imports_stay_in_the_folder() {
    let files = scripts(&[
        ("grade.js", "import { two } from './lib/two.js'; export function f() { return two(); }"),
        ("lib/two.js", "import { one } from '../one.js'; export function two() { return one + 1; }"),
        ("one.js", "export const one = 1;"),
    ]);
    assert_eq!(call_json(&files, "grade.js", "f", "[]").unwrap(), "2");
    for name in ["../secret.js", "fs", "./no.js", "https://example.org/a.js", "/etc/passwd", "./a/../../b.js"] {
        let source = format!("import {{ x }} from '{name}'; export function f() {{ return x; }}");
        assert_eq!(run(&source), Err(Breach::Import(name.to_owned())), "{name}");
    }
}

#[test]
fn breaches_are_named() {
    type Case = (&'static str, fn(&Breach) -> bool);
    let cases: &[Case] = &[
        ("export function f() { for (;;) {} }", |b| *b == Breach::Steps),
        ("export function f() { try { for (;;) {} } catch { return 1 } }", |b| *b == Breach::Steps),
        ("for (;;) {} export function f() {}", |b| *b == Breach::Steps),
        ("export function f() { return /^(a+)+$/.test('a'.repeat(40) + '!'); }", |b| *b == Breach::Steps),
        ("export function f() { const a = []; for (;;) a.push('x'.repeat(1e5) + a.length); }", |b| {
            *b == Breach::Memory
        }),
        ("export function f() { let s = 'x'; for (;;) s += s; }", |b| {
            matches!(b, Breach::Memory | Breach::Threw { .. })
        }),
        ("export function f() { return f() + 1; }", |b| *b == Breach::Stack),
        ("export function f() { return 'x'.repeat(2e6); }", |b| matches!(b, Breach::Output(_))),
        ("export function f() { return () => 1; }", |b| *b == Breach::NotJson),
        ("export function f() { return 1n; }", |b| *b == Breach::NotJson),
        ("export function f() { const a = {}; a.a = a; return a; }", |b| *b == Breach::NotJson),
        ("export async function f() { return 1; }", |b| *b == Breach::Promise),
        ("await new Promise(() => {}); export function f() { return 1; }", |b| *b == Breach::Promise),
        ("export function g() {}", |b| matches!(b, Breach::Missing { .. })),
        ("export function f( {", |b| matches!(b, Breach::Threw { .. })),
        ("export function f() { return import('./x.js'); }", |b| matches!(b, Breach::Import(_))),
        ("export function f() { return import.meta.url; }", |b| matches!(b, Breach::Import(_))),
        ("export function f() { throw null; }", |b| *b == Breach::Memory),
        ("export function f() { throw 'x'; }", |b| matches!(b, Breach::Threw { message, .. } if message == "x")),
        ("} export function f() { return 1; } {", |b| matches!(b, Breach::Threw { .. })),
        ("export function f() { return 1; } <!-- x", |b| matches!(b, Breach::Threw { .. })),
        // What ends a call can't be caught, in whichever way.
        ("let n = 0; function g() { n += 1; g(); } export function f() { try { g(); } catch { return n; } }", |b| {
            *b == Breach::Stack
        }),
        (
            "let n = 0; function g() { n += 1; g(); } export function f() { try { g(); } catch ({ message }) { return n; } }",
            |b| *b == Breach::Stack,
        ),
        ("function g() { g(); } export function f() { try { g(); } catch (e) { function e() {} return 1; } }", |b| {
            matches!(b, Breach::Threw { .. })
        }),
        ("function g() { g(); } export function f() { for (;;) { try { g(); } finally { break; } } return 1; }", |b| {
            matches!(b, Breach::Threw { .. })
        }),
        ("function g() { g(); } export function f() { (async () => g())(); return 1; }", |b| *b == Breach::Promise),
        (
            "const a = []; export function f() { try { for (;;) a.push('x'.repeat(1e5) + a.length); } catch { return 1; } }",
            |b| *b == Breach::Memory,
        ),
        (
            "export function f() { throw new Error('no'); }",
            |b| matches!(b, Breach::Threw { message, place: Some(place) } if message == "no" && place.contains("grade.js:1")),
        ),
    ];
    for (source, expected) in cases {
        let got = run(source).expect_err(source);
        assert!(expected(&got), "{source}\n  gave {got:?}");
    }
}

#[test]
fn nothing_differs_from_run_to_run() {
    let names = "Date, performance, WeakRef, FinalizationRegistry, eval, setTimeout, console, fetch, require, \
                 process, Function, Promise, Proxy, Uint8Array, navigator, std, os, scriptArgs, print, Atomics, SharedArrayBuffer, gc";
    for name in names.split(", ") {
        let name = name.trim();
        assert_eq!(
            run(&format!("export function f() {{ return typeof {name}; }}")).unwrap(),
            r#""undefined""#,
            "{name}"
        );
    }
    assert_eq!(run("export function f() { return typeof Math.random; }").unwrap(), r#""undefined""#);
}

#[test]
fn one_call_can_not_prepare_the_next() {
    for source in [
        "export function f() { globalThis.kept = 1; return 1; }",
        "export function f() { Array.prototype.map = 1; return 1; }",
        "export function f() { Object.prototype.polluted = 1; return 1; }",
        "export function f() { Object.getPrototypeOf(function* () {}).kept = 1; return 1; }",
        "export function f() { JSON.stringify = () => 'no'; return 1; }",
        "export function f() { RangeError.prototype.message = 1; return 1; }",
        "export function f() { (() => {}).constructor('return 1')(); return 1; }",
        "export function f() { (function* () {}).constructor('return 1')(); return 1; }",
    ] {
        assert!(matches!(run(source), Err(Breach::Threw { .. })), "{source}");
    }
}

/// Variables, properties of functions, caches: all of it is new in each call.
#[test]
fn calls_share_nothing() {
    let files = scripts(&[
        (
            "a.js",
            "import { next, kept } from './b.js'; export function f() { f.n = (f.n ?? 0) + 1; kept.push(1); return [next(), f.n, kept.length]; }",
        ),
        ("b.js", "let n = 0; export const kept = []; export function next() { n += 1; return n; }"),
    ]);
    for _ in 0..3 {
        assert_eq!(call_json(&files, "a.js", "f", "[]").unwrap(), "[1,1,1]");
    }
    assert_eq!(call_json(&files, "b.js", "next", "[]").unwrap(), "1");
}

/// What was called before does not change what a call does, however near to the limits it goes.
#[test]
fn a_warm_runtime_answers_as_a_fresh_one() {
    let source = "export function f(n) { let s = 0; for (let i = 0; i < n; i += 1) s += i; return s; }
        export function g(n) { const a = []; for (let i = 0; i < n; i += 1) a.push('x'.repeat(1000) + i); return a.length; }
        export function h(n) { return n === 0 ? 0 : h(n - 1) + 1; }";
    for (function, sizes) in [
        ("f", [2_990_000, 2_995_000, 3_000_000, 3_005_000]),
        ("g", [14_000, 15_000, 15_500, 16_000]),
        ("h", [300, 500, 700, 1100]),
    ] {
        let warm = scripts(&[("a.js", source)]);
        for size in sizes {
            // Another hash, so that it has a runtime of its own.
            let fresh = scripts(&[("a.js", source), ("size.js", &format!("export const size = {size};"))]);
            let args = format!("[{size}]");
            let expected = call_json(&fresh, "a.js", function, &args);
            for _ in 0..3 {
                assert_eq!(call_json(&warm, "a.js", function, &args), expected, "{function}({size})");
            }
        }
    }
}

#[test]
fn modules_as_they_are_written() {
    let files = scripts(&[
        ("a.js", "import d, { one as un, two } from './lib/b.js'; import * as all from './lib/b.js'; import './c.js';
export { three } from './lib/b.js';
export * from './c.js';
export * as c from './c.js';
const four = 4;
export { four as quatre };
export let five = 5, six = 6;
export class Seven { static n = 7; }
export function f() { return [d(), un, two, all.three, four, five, six, Seven.n]; }
export function g() { let n = 0; try { null.x; } catch (e) { n = e instanceof TypeError ? 1 : 2; } finally { n += 10; } return n; }
export function h() { try { throw new RangeError('x'); } catch { return 'caught'; } }"),
        ("lib/b.js", "export default function () { return 'd'; }\nexport const one = 1, two = 2; export function three() { return 3; }"),
        ("c.js", "export const c1 = 'c1'; export default class {}"),
        ("e.js", "import { x } from './f.js'; export function e() { return x; }"),
        ("f.js", "import { e } from './e.js'; export const x = 1;"),
        ("g.js", "import * as a from './a.js'; export function keys() { return [a.three(), a.c1, a.c.c1, a.quatre, Object.keys(a).length]; }"),
    ]);
    assert_eq!(call_json(&files, "a.js", "f", "[]").unwrap(), r#"["d",1,2,null,4,5,6,7]"#);
    assert_eq!(call_json(&files, "a.js", "g", "[]").unwrap(), "11");
    assert_eq!(call_json(&files, "a.js", "h", "[]").unwrap(), r#""caught""#);
    assert_eq!(call_json(&files, "g.js", "keys", "[]").unwrap(), r#"[3,"c1","c1",4,11]"#);
    assert!(matches!(call_json(&files, "e.js", "e", "[]"), Err(Breach::Threw { .. })));
}

/// An error's place is that of the source as it is written.
#[test]
fn places_are_those_of_the_source() {
    let source = "import {\n  two,\n} from './b.js';\n\nexport function f() {\n  try {\n    two();\n  } catch (error) {\n    throw error;\n  }\n}";
    let files = scripts(&[("a.js", source), ("b.js", "export function two() {\n  throw new Error('x');\n}")]);
    match call_json(&files, "a.js", "f", "[]") {
        Err(Breach::Threw { place: Some(place), .. }) => assert!(place.contains("b.js:2:"), "{place}"),
        other => panic!("{other:?}"),
    }
    let files = scripts(&[
        ("a.js", "import {\n  two,\n} from './b.js';\nexport function f() {\n  null.x;\n}"),
        ("b.js", "export const two = 2;"),
    ]);
    match call_json(&files, "a.js", "f", "[]") {
        Err(Breach::Threw { place: Some(place), .. }) => assert!(place.contains("a.js:5:"), "{place}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn paths() {
    assert_eq!(inside("a/b.js", "./c.js").as_deref(), Some("a/c.js"));
    assert_eq!(inside("(grade.js)", "./grade.js").as_deref(), Some("grade.js"));
    assert_eq!(inside("b.js", "../c.js"), None);
}
