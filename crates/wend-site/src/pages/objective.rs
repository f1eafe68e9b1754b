//! An objective's page.

use wend_core::ObjectiveIx;

use super::{Made, body, plugins};
use crate::context::{MixUp, Objective};
use crate::shared::Shared;

pub(super) fn gather<'a>(shared: &'a Shared, root: &str, ix: ObjectiveIx) -> Made<'a> {
    let compiled = &shared.compiled;
    let objective = &compiled.curriculum.objectives[ix.index()];
    let doc = &compiled.objectives[ix.index()];
    let value = Objective {
        id: &objective.id,
        index: ix.index(),
        title: &objective.title,
        can: if objective.can == objective.title { "" } else { &objective.can },
        strand: shared.strand(objective.strand),
        depth: objective.depth,
        standards: &doc.standards,
        needs: shared.needs(root, std::iter::once(&objective.requires), &[]),
        lessons: shared.lessons_of(root, ix),
        useful_for: shared.useful_for(root, &[ix]),
        mixups: doc
            .mixups
            .iter()
            .map(|mixup| MixUp { id: &mixup.id, title: &mixup.title, about: mixup.about.as_deref() })
            .collect(),
        brief: shared.brief(&[ix]),
        own: objective.own,
    };
    let mut sources = blake3::Hasher::new();
    let mut kinds: Vec<String> = Vec::new();
    for file in body::files_of(shared, ix) {
        sources.update(&file.hash);
        shared.hash_links(file.file, &mut sources);
        shared.hash_items(&file.items, &mut sources);
        kinds.extend(file.kinds.iter().cloned());
    }
    kinds.sort();
    kinds.dedup();
    shared.hash_kinds(&kinds, &mut sources);
    Made {
        kind: "objective",
        title: objective.title.clone(),
        description: Some(objective.can.clone()).filter(|can| !can.is_empty()),
        plugins: plugins(shared, &kinds),
        asks: vec![ix],
        name: "objective",
        value: Box::new(value),
        sources: sources.finalize(),
    }
}
