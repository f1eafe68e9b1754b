//! The curricula we ship compile clean.

use std::fs;
use std::path::Path;

use wend_compiler::{Compiled, Compiler, MemoryWorld, Options};
use wend_diagnostics::{Severity, render};

fn read(world: &mut MemoryWorld, root: &Path, folder: &Path) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            read(world, root, &path);
        } else {
            let name = path.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
            world.write(&name, fs::read(&path).expect("a file"));
        }
    }
}

/// Compiles one of our curricula, which must give no error and no warning.
fn clean(root: &Path) -> Compiled {
    let mut world = MemoryWorld::default();
    read(&mut world, root, root);
    let compiled = Compiler::new(Options::default()).compile(&world);
    let bad: Vec<_> =
        compiled.diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Note).cloned().collect();
    assert!(bad.is_empty(), "{}", render::human(&bad, &compiled.sources, false));
    compiled
}

#[test]
fn all_are_clean() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../curricula");
    let mut folders: Vec<_> = fs::read_dir(&root).expect("a folder").flatten().map(|entry| entry.path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let compiled = clean(folder);
        assert!(!compiled.lessons.is_empty(), "{}", folder.display());
    }
}

#[test]
fn fractions_gives_a_choice_everywhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../curricula/fractions");
    let compiled = clean(&root);
    assert!(compiled.curriculum.lessons.len() >= 30);
    assert!(compiled.objectives.iter().filter(|objective| objective.own_of.is_none()).count() >= 12);
    for objective in &compiled.objectives {
        assert!(objective.lessons.len() >= 2, "{} has one way only", objective.id);
    }
    for learner in &compiled.learners {
        assert!(!compiled.learner(learner).request.goals.is_empty(), "{}", learner.alias.value);
    }
}
