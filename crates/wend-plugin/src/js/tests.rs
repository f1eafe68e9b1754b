use super::*;

fn scripts(files: &[(&str, &str)]) -> Arc<Scripts> {
    Arc::new(Scripts::new(files.iter().map(|(path, source)| ((*path).to_owned(), Arc::from(*source)))))
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
        ("export function f() {}", |b| *b == Breach::NotJson),
        ("export function f() { return 1n; }", |b| *b == Breach::NotJson),
        ("export function f() { const a = {}; a.a = a; return a; }", |b| *b == Breach::NotJson),
        ("export async function f() { return 1; }", |b| *b == Breach::Promise),
        ("await new Promise(() => {}); export function f() { return 1; }", |b| *b == Breach::Promise),
        ("export function g() {}", |b| matches!(b, Breach::Missing { .. })),
        ("export function f( {", |b| matches!(b, Breach::Threw { .. })),
        ("export function f() { return import('./x.js'); }", |b| *b == Breach::Promise),
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
                 process, navigator, std, os, scriptArgs, print, Atomics, SharedArrayBuffer, gc";
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
    ] {
        assert!(matches!(run(source), Err(Breach::Threw { .. })), "{source}");
    }
}

#[test]
fn a_breach_renews_the_runtime() {
    let files = scripts(&[(
        "grade.js",
        "let n = 0; export function f(x) { n += 1; if (x === 'boom') throw new Error('boom'); return n; }",
    )]);
    assert_eq!(call_json(&files, "grade.js", "f", "[1]").unwrap(), "1");
    assert!(call_json(&files, "grade.js", "f", r#"["boom"]"#).is_err());
    assert_eq!(call_json(&files, "grade.js", "f", "[1]").unwrap(), "1");
}

#[test]
fn paths() {
    assert_eq!(inside("a/b.js", "./c.js").as_deref(), Some("a/c.js"));
    assert_eq!(inside("(grade.js)", "./grade.js").as_deref(), Some("grade.js"));
    assert_eq!(inside("b.js", "../c.js"), None);
}
