//! Holds every language that comes with Wend to the English texts and to the rules of its own plurals.

use std::collections::{BTreeMap, BTreeSet};

use wend_plugin::Registry;

use super::{FALLBACK, Strings, Text, plural_class};
use crate::{Theme, plugins};

/// Texts that may be the same as in English: they have no words.
const WORDLESS: [&str; 2] = ["number-line.mark", "rhythm.notes"];

/// The texts of the theme and of every plugin that comes with Wend, the dialects among them.
fn all() -> Strings {
    let (mut strings, problems) = Strings::of_theme(&Theme::builtin());
    assert_eq!(problems, []);
    let mut registry = Registry::builtin();
    for name in wend_plugin::folder::dialect_files().keys() {
        assert!(registry.add_dialect(name));
    }
    plugins::add_texts(&registry, &mut strings);
    strings
}

/// Every language but English: its name, its texts, the English ones.
fn others(strings: &Strings) -> impl Iterator<Item = (&str, &BTreeMap<String, Text>, &BTreeMap<String, Text>)> {
    let english = &strings.tables[FALLBACK];
    let others = strings.tables.iter().filter(|(lang, _)| *lang != FALLBACK);
    others.map(move |(lang, texts)| (lang.as_str(), texts, english))
}

/// A text's forms by plural class; one that has no classes is its own only form.
fn forms(text: &Text) -> Vec<(&str, &str)> {
    match text {
        Text::One(text) => vec![("", text)],
        Text::Plural(forms) => forms.iter().map(|(class, text)| (class.as_str(), text.as_str())).collect(),
    }
}

/// The names in braces.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|after| after.split_once('}')).map(|(name, _)| name).collect()
}

/// The whole numbers up to 1,000 of each class.
fn numbers(lang: &str) -> BTreeMap<&'static str, Vec<i64>> {
    let mut out = BTreeMap::<_, Vec<i64>>::new();
    for n in 0..=1000 {
        out.entry(plural_class(lang, n)).or_default().push(n);
    }
    // Every table of forms has it, for numbers that are not whole.
    out.entry("other").or_default();
    out
}

#[test]
fn arabic_is_here_and_has_all_six_classes() {
    let strings = all();
    assert!(others(&strings).any(|(lang, texts, _)| lang == "ar" && texts.len() > 500));
    let classes = numbers("ar");
    assert_eq!(classes.keys().copied().collect::<Vec<_>>(), ["few", "many", "one", "other", "two", "zero"]);
    assert_eq!((&classes["two"], &classes["few"][..3], classes["other"][0]), (&vec![2], &[3, 4, 5][..], 100));
}

#[test]
fn every_text_has_the_places_of_the_english_one() {
    let strings = all();
    let mut wrong = Vec::new();
    for (lang, texts, english) in others(&strings) {
        let numbers = numbers(lang);
        for (key, text) in texts {
            let Some(original) = english.get(key) else {
                wrong.push(format!("{lang}: `{key}` is no text of ours"));
                continue;
            };
            let wanted: BTreeSet<&str> = forms(original).into_iter().flat_map(|(_, form)| places(form)).collect();
            for (class, form) in forms(text) {
                // A form for one number alone may say it in words, and a span of one day has no end.
                let single = class == "one" || numbers.get(class).is_some_and(|all| all.len() == 1);
                let mine = places(form);
                let extra = mine.difference(&wanted);
                let lacking = wanted.difference(&mine).filter(|name| !(single && matches!(**name, "n" | "to")));
                let off: Vec<_> = extra.chain(lacking).collect();
                if !off.is_empty() {
                    wrong.push(format!("{lang}: `{key}` {class} differs in {off:?}"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn plural_forms_are_those_of_the_language() {
    let strings = all();
    let mut wrong = Vec::new();
    for (lang, texts, english) in others(&strings) {
        let wanted: BTreeSet<&str> = numbers(lang).into_keys().collect();
        for (key, text) in texts {
            let mine: BTreeSet<&str> = forms(text).into_iter().map(|(class, _)| class).collect();
            let plural = matches!(text, Text::Plural(_));
            if plural && mine != wanted {
                wrong.push(format!("{lang}: `{key}` has {mine:?}, not {wanted:?}"));
            }
            if !plural && matches!(english.get(key), Some(Text::Plural(_))) {
                wrong.push(format!("{lang}: `{key}` needs a form for each of {wanted:?}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn nothing_is_left_in_english() {
    let strings = all();
    for (lang, texts, english) in others(&strings) {
        let same = texts.iter().filter(|(key, text)| english.get(*key) == Some(*text)).map(|(key, _)| key.as_str());
        assert_eq!(same.collect::<Vec<_>>(), WORDLESS, "{lang}");
    }
}

#[test]
fn no_text_is_missing() {
    let strings = all();
    for (lang, texts, english) in others(&strings) {
        let missing: Vec<_> = english.keys().filter(|key| !texts.contains_key(*key)).collect();
        assert!(missing.is_empty(), "{lang} lacks {missing:#?}");
    }
}
