//! A lesson's page.

use wend_core::{LessonIx, Requirement};

use super::{Made, plugins};
use crate::context::{Can, Lesson};
use crate::shared::Shared;
use crate::strings::direction;

pub(super) fn gather<'a>(shared: &'a Shared, root: &str, ix: LessonIx) -> Made<'a> {
    let compiled = &shared.compiled;
    let lesson = &compiled.curriculum.lessons[ix.index()];
    let doc = &compiled.lessons[ix.index()];
    let can = lesson.teaches.iter().filter_map(|&objective| {
        let about = compiled.curriculum.objective(objective)?;
        Some(Can {
            text: &about.can,
            id: &about.id,
            title: &about.title,
            href: (!about.own).then(|| format!("{root}{}", shared.objective_path(objective))),
            index: objective.index(),
        })
    });
    let requirements = std::iter::once(&lesson.requires)
        .chain(lesson.teaches.iter().filter_map(|&o| compiled.curriculum.objective(o)).map(|o| &o.requires));
    // A short check asks about what the lesson rests on (`wend_core::checks`).
    let asks = requirements.clone().flat_map(Requirement::literals).collect();
    let lang = shared.lesson_lang(lesson);
    let value = Lesson {
        id: &lesson.id,
        index: ix.index(),
        title: &lesson.title,
        lang,
        dir: lang.map(direction),
        // A lesson's own objective without a statement would only say the title again.
        can: can.filter(|can| can.href.is_some() || can.text != lesson.title).collect(),
        strand: shared.strand(compiled.curriculum.strand_of(ix)),
        minutes: lesson.minutes,
        support: lesson.support,
        approach: lesson.approach,
        form: &lesson.form,
        place: lesson.place,
        together: lesson.together,
        bring: &doc.front.bring,
        interests: lesson.interests.iter().filter_map(|&i| shared.interest(i)).collect(),
        sources: doc.front.sources.iter().map(|source| source.value.as_str()).collect(),
        needs: shared.needs(root, requirements, &lesson.teaches),
        alternatives: shared.alternatives(root, ix),
        useful_for: shared.useful_for(root, &lesson.teaches),
        brief: shared.brief(&lesson.teaches),
    };
    let mut sources = blake3::Hasher::new();
    sources.update(&doc.hash);
    shared.hash_links(doc.file, &mut sources);
    shared.hash_items(&doc.items, &mut sources);
    shared.hash_kinds(&doc.kinds, &mut sources);
    Made {
        kind: "lesson",
        title: lesson.title.clone(),
        description: doc.front.description.clone().or_else(|| shorten(&doc.outline.lead)),
        plugins: plugins(shared, &doc.kinds),
        asks,
        name: "lesson",
        value: Box::new(value),
        sources: sources.finalize(),
    }
}

/// The first words of a text, as much as a search engine shows.
fn shorten(text: &str) -> Option<String> {
    const MOST: usize = 160;
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if text.chars().count() <= MOST {
        return Some(text.to_string());
    }
    let cut: String = text.chars().take(MOST - 1).collect();
    let words = cut.rfind(char::is_whitespace).map_or(cut.as_str(), |at| &cut[..at]);
    Some(format!("{}…", words.trim_end_matches([',', ';', ':', '.', ' '])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(shorten("  Short. "), Some("Short.".into()));
        assert_eq!(shorten(" "), None);
        let long = shorten(&"word, ".repeat(40)).unwrap();
        assert!(long.chars().count() <= 160 && long.ends_with("word…"), "{long}");
        assert!(shorten(&"é".repeat(500)).unwrap().ends_with('…'));
    }
}
