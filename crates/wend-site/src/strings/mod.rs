//! Every text a person reads, by key and language.
//!
//! 1. [`table`] reads `strings/<lang>.toml`: nested tables become dotted keys, a table of plural classes is one text.
//! 2. [`Strings::t`] picks the language, the plural class (CLDR, by the argument `n`) and fills `{name}` in.
//! 3. [`pseudo`] makes a language that nobody speaks, to find text that does not come from here.

#[cfg(test)]
mod languages;
mod pseudo;
mod table;

use std::borrow::Cow;
use std::collections::BTreeMap;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

pub use table::Text;

/// The language whose table every theme has; what a table lacks is taken from here.
pub const FALLBACK: &str = "en";

/// The pseudo-locale: English with accents and brackets, left to right.
pub const PSEUDO: &str = "qps";

/// The pseudo-locale written from right to left.
pub const PSEUDO_RTL: &str = "qps-Arab";

/// An argument of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    /// A whole number; as `n` it also picks the plural class.
    Int(i64),
    /// Text that is put in as it is.
    Text(Cow<'a, str>),
}

impl From<i64> for Arg<'_> {
    fn from(value: i64) -> Self {
        Arg::Int(value)
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(value: &'a str) -> Self {
        Arg::Text(Cow::Borrowed(value))
    }
}

impl From<String> for Arg<'_> {
    fn from(value: String) -> Self {
        Arg::Text(Cow::Owned(value))
    }
}

/// Arguments of a text by name.
pub type Args<'a> = BTreeMap<Cow<'a, str>, Arg<'a>>;

/// The texts of a theme and its plugins in all their languages.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    tables: BTreeMap<String, BTreeMap<String, Text>>,
}

/// What is wrong with a string table, in words; the caller knows the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError(pub String);

impl Strings {
    /// The string tables of a theme: one `strings/<lang>.toml` a language. A table that can't be read is reported with
    /// its path and left out.
    pub fn of_theme(theme: &crate::Theme) -> (Strings, Vec<(String, TableError)>) {
        let mut strings = Strings::default();
        let mut problems = Vec::new();
        for (path, _) in theme.below("strings/") {
            let Some(lang) = path.strip_prefix("strings/").and_then(|p| p.strip_suffix(".toml")) else {
                continue;
            };
            let text = theme.text(path).unwrap_or_default();
            if let Err(error) = strings.add(lang, "", &text) {
                problems.push((path.to_string(), error));
            }
        }
        (strings, problems)
    }

    /// Adds a language's texts from TOML, each key below `prefix` (empty: none). Later texts replace earlier ones.
    pub fn add(&mut self, lang: &str, prefix: &str, toml: &str) -> Result<(), TableError> {
        let texts = table::read(prefix, toml)?;
        self.tables.entry(lang.to_string()).or_default().extend(texts);
        Ok(())
    }

    /// Adds a text unless its key has one in that language.
    pub fn add_missing(&mut self, lang: &str, key: &str, text: Text) {
        self.tables.entry(lang.to_string()).or_default().entry(key.to_string()).or_insert(text);
    }

    /// The languages there is a table for, without the pseudo-locales.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }

    /// The language to use where `wanted` is asked for: itself, its base (`pt` for `pt-BR`), else [`FALLBACK`].
    pub fn best<'a>(&'a self, wanted: &'a str) -> &'a str {
        if wanted == PSEUDO || wanted == PSEUDO_RTL || self.tables.contains_key(wanted) {
            return wanted;
        }
        let base = wanted.split(['-', '_']).next().unwrap_or(wanted);
        if self.tables.contains_key(base) { base } else { FALLBACK }
    }

    /// The text of a key with its arguments filled in; the key itself where no table has it.
    ///
    /// ```
    /// use wend_site::strings::{Arg, Args, Strings};
    /// let mut strings = Strings::default();
    /// strings.add("en", "", "left = { one = \"{n} step left\", other = \"{n} steps left\" }").unwrap();
    /// let n = |n| Args::from([("n".into(), Arg::Int(n))]);
    /// assert_eq!(strings.t("en", "left", &n(1)), "1 step left");
    /// assert_eq!(strings.t("en", "left", &n(3)), "3 steps left");
    /// ```
    pub fn t(&self, lang: &str, key: &str, args: &Args<'_>) -> String {
        self.get(lang, key, args).unwrap_or_else(|| key.to_string())
    }

    /// A length of time in words, as the scripts say it (`duration` of the client's `text`).
    pub fn duration(&self, lang: &str, minutes: i64) -> String {
        let some = |key: &str, n: i64| self.t(lang, key, &Args::from([("n".into(), Arg::Int(n))]));
        match (minutes / 60, minutes % 60) {
            (0, rest) => some("minutes", rest),
            (hours, 0) => some("hours", hours),
            (hours, rest) => {
                let both = [("hours", some("hours", hours)), ("minutes", some("minutes", rest))];
                self.t(lang, "hours_minutes", &both.map(|(name, text)| (name.into(), Arg::Text(text.into()))).into())
            }
        }
    }

    /// Like [`Strings::t`], nothing where no table has the key.
    pub fn get(&self, lang: &str, key: &str, args: &Args<'_>) -> Option<String> {
        let (source, text) = self.find(lang, key)?;
        let template = match text {
            Text::One(text) => text.as_str(),
            Text::Plural(forms) => {
                let class = match args.get("n") {
                    Some(Arg::Int(n)) => plural_class(source, *n),
                    _ => "other",
                };
                forms.get(class).or_else(|| forms.get("other"))?.as_str()
            }
        };
        Some(if is_pseudo(lang) { fill(&pseudo::accent(template), args) } else { fill(template, args) })
    }

    /// A text without arguments that a language has itself.
    pub fn own(&self, lang: &str, key: &str) -> Option<String> {
        let pseudo = is_pseudo(lang);
        match self.tables.get(if pseudo { FALLBACK } else { lang })?.get(key)? {
            Text::One(text) if pseudo => Some(pseudo::accent(text)),
            Text::One(text) => Some(text.clone()),
            Text::Plural(_) => None,
        }
    }

    /// Every text whose key starts with one of `prefixes`, for the client, with what `lang` lacks taken from
    /// [`FALLBACK`].
    pub fn subset(&self, lang: &str, prefixes: &[&str]) -> BTreeMap<String, Text> {
        let mut out = BTreeMap::new();
        for source in [FALLBACK, self.best(lang)] {
            let Some(table) = self.tables.get(source) else {
                continue;
            };
            for prefix in prefixes {
                let keys = table.range((*prefix).to_string()..).take_while(|(key, _)| key.starts_with(prefix));
                out.extend(keys.map(|(key, text)| (key.clone(), text.clone())));
            }
        }
        if is_pseudo(lang) {
            for text in out.values_mut() {
                *text = text.map(pseudo::accent);
            }
        }
        out
    }

    /// A text and the language it is really in.
    fn find<'a>(&'a self, lang: &'a str, key: &str) -> Option<(&'a str, &'a Text)> {
        let best = self.best(lang);
        let in_table = |name: &'a str| self.tables.get(name).and_then(|t| t.get(key)).map(|text| (name, text));
        in_table(best).or_else(|| in_table(FALLBACK))
    }
}

/// Whether a language is one of the pseudo-locales.
pub fn is_pseudo(lang: &str) -> bool {
    lang == PSEUDO || lang == PSEUDO_RTL
}

/// `rtl` for languages written from right to left, else `ltr`; the script counts before the language.
pub fn direction(lang: &str) -> &'static str {
    const SCRIPTS: [&str; 8] = ["arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg", "mand"];
    const LANGUAGES: [&str; 14] =
        ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "ug", "ur", "yi"];
    let mut parts = lang.split(['-', '_']).map(str::to_ascii_lowercase);
    let language = parts.next().unwrap_or_default();
    let script = parts.find(|part| part.len() == 4 && part.chars().all(|c| c.is_ascii_alphabetic()));
    let rtl = match script {
        Some(script) => SCRIPTS.contains(&script.as_str()),
        None => LANGUAGES.contains(&language.as_str()),
    };
    if rtl { "rtl" } else { "ltr" }
}

/// The CLDR plural class of a whole number in a language.
pub fn plural_class(lang: &str, n: i64) -> &'static str {
    let rules = |lang: &str| {
        let id: LanguageIdentifier = lang.parse().ok()?;
        PluralRules::create(id, PluralRuleType::CARDINAL).ok()
    };
    let base = lang.split(['-', '_']).next().unwrap_or(lang);
    let rules = rules(lang).or_else(|| rules(base)).or_else(|| rules(FALLBACK));
    match rules.and_then(|r| r.select(n.unsigned_abs()).ok()) {
        Some(PluralCategory::ZERO) => "zero",
        Some(PluralCategory::ONE) => "one",
        Some(PluralCategory::TWO) => "two",
        Some(PluralCategory::FEW) => "few",
        Some(PluralCategory::MANY) => "many",
        _ => "other",
    }
}

/// Puts arguments in for `{name}`; a name without an argument stays as it is, so that the slip can be seen. Where text
/// from right to left is on either side, what is put in is set apart ([Unicode's isolates](https://unicode.org/reports/tr9)),
/// so that a title keeps its own direction and the stop after it stays with the sentence. `client/text.js` does the same.
fn fill(template: &str, args: &Args<'_>) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        match args.get(&rest[1..close]) {
            Some(Arg::Int(n)) => out.push_str(&n.to_string()),
            Some(Arg::Text(text)) if from_right(template) || from_right(text) => {
                out.extend(["\u{2068}", text, "\u{2069}"]);
            }
            Some(Arg::Text(text)) => out.push_str(text),
            None => out.push_str(&rest[..=close]),
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}

/// Whether a text has letters that are written from right to left: Unicode keeps them in blocks of their own.
fn from_right(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings() -> Strings {
        let mut s = Strings::default();
        s.add("en", "", "[nav]\ntoday = \"Today\"\nsteps = { one = \"{n} step\", other = \"{n} steps to {goal}\" }")
            .unwrap();
        s.add(
            "pl",
            "",
            "[nav]\nsteps = { one = \"{n} krok\", few = \"{n} kroki\", many = \"{n} kroków\", other = \"{n} kroku\" }",
        )
        .unwrap();
        s
    }

    fn n(n: i64) -> Args<'static> {
        Args::from([(Cow::Borrowed("n"), Arg::Int(n))])
    }

    #[test]
    fn plural_classes_follow_the_language() {
        let s = strings();
        let polish: Vec<_> = [1, 2, 5, 12, 22].iter().map(|&k| s.t("pl", "nav.steps", &n(k))).collect();
        assert_eq!(polish, ["1 krok", "2 kroki", "5 kroków", "12 kroków", "22 kroki"]);
        assert_eq!(plural_class("ar", 0), "zero");
        assert_eq!(plural_class("ar", 11), "many");
        assert_eq!(plural_class("ja", 1), "other");
        assert_eq!(plural_class("de-AT", 1), "one");
        assert_eq!(plural_class("not a language", 1), "one");
    }

    #[test]
    fn what_a_language_lacks_comes_from_english_with_english_plurals() {
        let s = strings();
        assert_eq!(s.t("pl", "nav.today", &Args::new()), "Today");
        assert_eq!(s.t("pt-BR", "nav.steps", &n(1)), "1 step");
        assert_eq!(s.t("en", "nav.nothing", &Args::new()), "nav.nothing");
    }

    #[test]
    fn a_missing_argument_stays_visible() {
        assert_eq!(strings().t("en", "nav.steps", &n(2)), "2 steps to {goal}");
        assert_eq!(fill("an open { brace", &Args::new()), "an open { brace");
    }

    #[test]
    fn what_is_put_in_is_set_apart_where_right_to_left_is_near() {
        let title = |text| Args::from([("title".into(), Arg::from(text)), ("n".into(), Arg::Int(3))]);
        assert_eq!(fill("في «{title}» {n}", &title("C++")), "في «\u{2068}C++\u{2069}» 3");
        assert_eq!(fill("In “{title}” {n}", &title("مرحبا!")), "In “\u{2068}مرحبا!\u{2069}” 3");
        assert_eq!(fill("In “{title}” {n}", &title("C++")), "In “C++” 3");
    }

    #[test]
    fn the_pseudo_locale_accents_words_but_not_placeholders() {
        let text = strings().t(PSEUDO, "nav.steps", &n(2));
        assert!(text.starts_with('⟦') && text.ends_with('⟧'), "{text}");
        assert!(text.contains("2 ") && text.contains("{goal}"), "{text}");
        assert!(!text.contains("steps"), "{text}");
    }

    #[test]
    fn direction_is_by_script_before_language() {
        assert_eq!(direction("ar-EG"), "rtl");
        assert_eq!(direction("az-Arab-IR"), "rtl");
        assert_eq!(direction("ks-Deva"), "ltr");
        assert_eq!(direction(PSEUDO_RTL), "rtl");
        assert_eq!(direction(PSEUDO), "ltr");
    }
}
