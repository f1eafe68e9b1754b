//! Incremental inside, pure outside.

use wend_compiler::{Compiled, Compiler, Ledger, MemoryWorld, Options};

use crate::support::{BASE, LESSONS, equals_clean_after, shown, without_file_ids};

/// Everything that a later stage could see, as text.
fn print(compiled: &Compiled) -> String {
    let lessons: Vec<_> = compiled
        .lessons
        .iter()
        .map(|lesson| {
            let links: Vec<_> = compiled.links.of(lesson.file).to_vec();
            (
                &lesson.id,
                &lesson.path,
                &lesson.title,
                lesson.front.minutes,
                lesson.outline.headings.len(),
                &lesson.items,
                links,
            )
        })
        .map(|parts| without_file_ids(&format!("{parts:?}")))
        .collect();
    format!(
        "{:#?}\n{:#?}\n{:#?}\n{}\n{:#?}",
        compiled.curriculum,
        lessons,
        compiled.assets.iter().map(|asset| (&asset.path, asset.size)).collect::<Vec<_>>(),
        shown(compiled),
        Ledger::of(compiled),
    )
}

#[test]
fn only_what_changed_is_parsed() {
    let mut world = MemoryWorld::new(BASE.into_iter().chain(LESSONS));
    let mut compiler = Compiler::new(Options::default());
    compiler.compile(&world);
    assert_eq!((compiler.stats().read, compiler.stats().parsed), (5, 5));
    compiler.compile(&world);
    assert_eq!((compiler.stats().read, compiler.stats().parsed), (0, 0));
    world.write("lessons/halves.md", "+++\nteaches = [\"halves\"]\n+++\n# Two halves\n");
    let compiled = compiler.compile(&world);
    assert_eq!((compiler.stats().read, compiler.stats().parsed), (1, 1));
    assert_eq!(compiled.lessons[0].title, "Two halves");
    // Written again with the same bytes: read, but not parsed.
    world.write("lessons/halves.md", "+++\nteaches = [\"halves\"]\n+++\n# Two halves\n");
    compiler.compile(&world);
    assert_eq!((compiler.stats().read, compiler.stats().parsed), (1, 0));
    // A new file in front of all others changes no other's id.
    world.write("lessons/aaa.md", "# First\n");
    compiler.compile(&world);
    assert_eq!((compiler.stats().read, compiler.stats().parsed), (1, 1));
}

/// Steps of a working day, each a path and what is in it then; empty: it is gone.
const STEPS: [(&str, &str); 20] = [
    // A heading comes and goes, seen only from another page.
    ("lessons/l.md", "# L\n[x](halves.md#part) [[Two halves]] ![p](../static/a.svg)\n"),
    ("lessons/halves.md", "+++\nteaches = [\"halves\"]\n+++\n# Two halves\n\n## Part\n"),
    ("static/a.svg", "<svg viewBox='0 0 1 2'>"),
    ("lessons/halves.md", "+++\nteaches = [\"halves\"]\n+++\n# Halves\n\n## Other part\n"),
    // A picture in front of others moves their places in the list of files.
    ("static/0.svg", "<svg viewBox='0 0 1 2'>"),
    ("lessons/new.md", "# New\n[h](halves.md) ![p](p.svg)\n"),
    ("lessons/p.svg", "<svg viewBox='0 0 3 4'>"),
    ("lessons/halves.md", "+++\nteaches = [\"halvs\"]\n+++\n# Halves\n"),
    ("lessons/p.svg", "<svg viewBox='0 0 30 40'>"),
    ("objectives.toml", "[halvs]\n[thirds]\nrequires = [\"halvs\"]\n[sums]\n"),
    ("curriculum.toml", "id = \"x\"\ntitle = \"Y\"\ninterests = [\"a\"]\n"),
    ("lessons/a/index.md", "# In a folder\n::: question q\nW?\n\n- [x] a\n- [ ] b\n:::\n"),
    ("lessons/a.md", "# Clash\n"),
    ("lessons/a/index.md", ""),
    ("items/m.md", "+++\nobjective = \"sums\"\n+++\n::: question q\nW?\n\n- [x] a\n- [ ] b\n:::\n"),
    ("learners/l.toml", "interests = [\"a\"]\n[path]\ngoals = [\"sums\"]\n"),
    ("lessons/new.md", ""),
    ("curriculum.toml", ""),
    ("lessons/new.md", "# New again\n[[a]]\n"),
    ("objectives.toml", ""),
];

#[test]
fn after_every_step_it_equals_a_clean_compile() {
    equals_clean_after(MemoryWorld::new(BASE.into_iter().chain(LESSONS)), &STEPS, print);
}

#[test]
fn threads_change_nothing() {
    let mut world = MemoryWorld::new(BASE.into_iter().chain(LESSONS));
    for n in 0..60 {
        let text = format!(
            "# Lesson {n}\n[x](l{}.md) [y](nowhere{n}.md)\n\n::: question\nW {n}?\n\n- [x] a\n- [ ] b\n:::\n",
            n + 1
        );
        world.write(&format!("lessons/l{n}.md"), text);
    }
    let one = Compiler::new(Options { threads: Some(1), ..Options::default() }).compile(&world);
    for threads in [2, 7] {
        let many = Compiler::new(Options { threads: Some(threads), ..Options::default() }).compile(&world);
        assert_eq!(print(&one), print(&many));
    }
}

#[test]
fn findings_come_in_file_order_also_for_late_files() {
    let mut world = MemoryWorld::new([("b.md", "[x](nowhere.md)\n# B\n"), ("c.md", "[x](nowhere.md)\n# C\n")]);
    let mut compiler = Compiler::new(Options::default());
    compiler.compile(&world);
    world.write("a.md", "[x](nowhere.md)\n# A\n");
    let compiled = compiler.compile(&world);
    let paths: Vec<_> = compiled
        .diagnostics
        .iter()
        .map(|d| compiled.sources.path(d.primary.as_ref().expect("a place").span.file).to_owned())
        .collect();
    assert_eq!(paths, ["a.md", "b.md", "c.md"]);
}
