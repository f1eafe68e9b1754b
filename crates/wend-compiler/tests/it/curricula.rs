//! The curricula we ship compile clean.

use std::fs;
use std::path::Path;

use wend_compiler::{Compiled, Compiler, MemoryWorld, Options, check_texts, text_report};
use wend_core::{Approach, Support};
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
    let texts = check_texts(&compiled, &text_report(&compiled));
    let found = compiled.diagnostics.iter().chain(&texts);
    let bad: Vec<_> = found.filter(|diagnostic| diagnostic.severity != Severity::Note).cloned().collect();
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
    let lessons = &compiled.curriculum.lessons;
    let objectives = &compiled.objectives;
    assert!(
        lessons.len() >= 60 && objectives.len() >= 20,
        "{} lessons, {} objectives",
        lessons.len(),
        objectives.len()
    );
    for objective in objectives {
        assert!(objective.own_of.is_none(), "{} is named in objectives.toml", objective.id);
        assert!(objective.lessons.len() >= 2, "{} has one way only", objective.id);
        let typed = objective.items.iter().filter(|item| item.typed).count();
        let all = objective.items.len();
        assert!(all >= 8 && typed * 2 > all, "{}: {all} questions, {typed} of them typed", objective.id);
        assert!(!objective.mixups.is_empty(), "{} names no misconception", objective.id);
        assert!(!objective.standards.is_empty(), "{} names no standard", objective.id);
    }
    for (at, interest) in compiled.config.interests.iter().enumerate().filter(|(_, interest)| !interest.implied) {
        let met = objectives.iter().filter(|objective| {
            let mut interests = objective.lessons.iter().flat_map(|ix| &lessons[ix.index()].interests);
            interests.any(|ix| ix.index() == at)
        });
        let met = met.count();
        assert!(met * 5 >= objectives.len() * 4, "{}: {met} of {} objectives", interest.id, objectives.len());
    }
    for approach in [Approach::Explore, Approach::Direct, Approach::Project] {
        let of = lessons.iter().filter(|lesson| lesson.approach == Some(approach)).count();
        assert!(of >= 15, "{approach:?}: {of} lessons");
    }
    for support in [Support::Example, Support::Guided, Support::Peer, Support::Alone] {
        let of = lessons.iter().filter(|lesson| lesson.support == Some(support)).count();
        assert!(of >= 10, "{support:?}: {of} lessons");
    }
    for learner in &compiled.learners {
        assert!(!compiled.learner(learner).request.goals.is_empty(), "{}", learner.alias.value);
    }
}
