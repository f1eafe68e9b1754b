//! What all pages of one site share: the curriculum, the templates, the texts, who needs whom, where everything is.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use minijinja::Environment;
use wend_compiler::{Compiled, ItemDoc, Target};
use wend_core::{InterestIx, Lesson, LessonIx, ObjectiveIx, Requirement, StrandIx, Test};
use wend_diagnostics::{Diagnostic, FileId, codes};

use crate::context::{Extra, Interest, Needs, Strand, To, Way};
use crate::generated::{Scripts, page_script};
use crate::languages::{self, Language};
use crate::link_js::LinkError;
use crate::map::Graph;
use crate::plan::Options;
use crate::plugins::{self, InSite};
use crate::strings::{Args, Strings};
use crate::templates::environment;
use crate::{Theme, urls};
use wend_plugin::{Plugin, Registry, Translate};

/// Other ways shown on a lesson's page; the objective's page has more, the lists have all.
const WAYS: usize = 8;
/// Lessons shown on an objective's page.
const LESSONS: usize = 60;
/// What builds on it, on one page.
const USEFUL: usize = 8;

#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) compiled: Arc<Compiled>,
    pub(crate) theme: Arc<Theme>,
    pub(crate) options: Options,
    pub(crate) strings: Arc<Strings>,
    /// The same for the templates of blocks.
    pub(crate) block_texts: Translate,
    pub(crate) registry: Arc<Registry>,
    /// Hash of each plugin's files, in the order of the registry.
    pub(crate) plugin_hashes: Arc<[blake3::Hash]>,
    /// Each plugin's files in the site, in the order of the registry.
    pub(crate) plugins: Arc<[plugins::InSite]>,
    /// The languages of the site, and which of them this is.
    pub(crate) languages: Arc<[Language]>,
    pub(crate) at: usize,
    /// The language that its pages speak.
    pub(crate) lang: String,
    pub(crate) dir: &'static str,
    pub(crate) env: Arc<Environment<'static>>,
    /// Paths of lessons' pages in links.
    lesson_paths: Arc<[String]>,
    /// Objectives whose requirement speaks of an objective.
    needed_by: Arc<[Vec<ObjectiveIx>]>,
    /// The lines of the map.
    pub(crate) graph: Arc<Graph>,
    /// What the map calls objectives of no strand.
    pub(crate) other_lane: String,
    /// Scripts and styles that every page has.
    pub(crate) extras: Vec<Extra>,
    /// All lessons in the order of the lists.
    pub(crate) listed: Arc<[(Option<StrandIx>, LessonIx)]>,
    /// Hash of what every page depends on.
    pub(crate) base: blake3::Hash,
    /// What is made of the theme, its texts and the registry when first asked for.
    pub(crate) made: Arc<Made>,
    /// The catalog's script, made when first asked for.
    pub(crate) catalog: Arc<OnceLock<Vec<u8>>>,
    /// The index of the lessons' texts, made when first asked for.
    pub(crate) search: Arc<Search>,
}

/// The index for search, and what it is made from.
#[derive(Default)]
pub(crate) struct Search {
    pub(crate) inputs: OnceLock<blake3::Hash>,
    pub(crate) scripts: OnceLock<Vec<Vec<u8>>>,
}

/// What is made once and asked for again.
#[derive(Default)]
pub(crate) struct Made {
    pub(crate) scripts: OnceLock<Scripts>,
    /// Hash of what they are made from.
    pub(crate) sources: OnceLock<blake3::Hash>,
    /// The script of a booklet in a file of its own.
    pub(crate) booklet: OnceLock<Result<String, Vec<LinkError>>>,
    pub(crate) style: OnceLock<String>,
}

impl Shared {
    /// What a site in one language shares.
    pub(crate) fn of_one(compiled: Arc<Compiled>, theme: &Theme, options: &Options) -> (Shared, Vec<Diagnostic>) {
        Shared::new(compiled, theme, options, false)
    }

    /// What the first language of a site shares.
    pub(crate) fn of_all(compiled: Arc<Compiled>, theme: &Theme, options: &Options) -> (Shared, Vec<Diagnostic>) {
        Shared::new(compiled, theme, options, true)
    }

    fn new(compiled: Arc<Compiled>, theme: &Theme, options: &Options, all: bool) -> (Shared, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let overrides = compiled.theme.iter().map(|(path, bytes)| (path.clone(), bytes.to_vec()));
        let theme = Arc::new(theme.clone().with_overrides(overrides));
        let (mut strings, problems) = Strings::of_theme(&theme);
        let registry = Arc::clone(&compiled.registry);
        plugins::add_texts(&registry, &mut strings);
        for (path, problem) in problems {
            diagnostics.push(
                Diagnostic::new(&codes::site::STRINGS, format!("texts can't be read: {}", problem.0.trim_end()))
                    .at_path(format!("theme/{path}"))
                    .help("each value is a text, or a table of texts by plural class with `other`"),
            );
        }
        let strings = Arc::new(strings);
        let languages = match &options.language {
            None if all => languages::chosen(&compiled, &theme, &strings, &mut diagnostics),
            None => vec![Language::of(&strings, &compiled.curriculum.language, String::new())],
            Some(wanted) => vec![Language::of(&strings, wanted, String::new())],
        };
        let curriculum = &compiled.curriculum;
        let mut needed_by = vec![Vec::new(); curriculum.objectives.len()];
        for (ix, objective) in curriculum.objectives.iter().enumerate() {
            let needs: BTreeSet<ObjectiveIx> = objective.requires.literals().into_iter().collect();
            for need in needs {
                if let Some(list) = needed_by.get_mut(need.index()) {
                    list.push(ObjectiveIx::at(ix));
                }
            }
        }
        let lesson_paths =
            curriculum.lessons.iter().map(|lesson| format!("lessons/{}.html", urls::encode(&lesson.id))).collect();
        let mut shared = Shared {
            plugins: Arc::new([]),
            block_texts: plugins::translate(&strings, ""),
            plugin_hashes: registry.plugins().iter().map(wend_plugin::Plugin::hash).collect(),
            registry,
            graph: Arc::new(Graph::new(curriculum)),
            other_lane: String::new(),
            extras: Vec::new(),
            listed: Arc::new([]),
            languages: languages.into(),
            at: 0,
            lang: String::new(),
            dir: "",
            theme,
            options: options.clone(),
            strings,
            env: Arc::default(),
            lesson_paths,
            needed_by: needed_by.into(),
            base: blake3::hash(b""),
            made: Arc::default(),
            catalog: Arc::default(),
            search: Arc::default(),
            compiled,
        };
        shared.listed = crate::pages::order(&shared).into();
        (shared.speaking(0, &mut diagnostics), diagnostics)
    }

    /// The same site in another of its languages. What is wrong with the theme was said for the first.
    pub(crate) fn in_language(&self, at: usize) -> Shared {
        self.clone().speaking(at, &mut Vec::new())
    }

    /// Fills in all that depends on the language.
    fn speaking(self, at: usize, diagnostics: &mut Vec<Diagnostic>) -> Shared {
        let Language { tag, dir, .. } = self.languages[at].clone();
        let Shared { compiled, theme, strings, .. } = &self;
        // A curriculum without strands is one lane, called what it is called.
        let other = strings.get(&tag, "map.other", &Args::new());
        let other = other.filter(|_| !compiled.curriculum.strands.is_empty());
        let plugins = self.registry.plugins().iter();
        let plugins = plugins.map(|plugin| InSite::of(compiled, plugin, theme, (strings, &tag), diagnostics)).collect();
        let words = Some(compiled.curriculum.language.as_str()).filter(|words| *words != tag);
        let mut spoken = Shared {
            at,
            dir,
            env: Arc::new(environment(theme, strings, &tag, words, diagnostics)),
            block_texts: plugins::translate(strings, &tag),
            other_lane: other.unwrap_or_else(|| site_title(compiled).to_string()),
            plugins,
            made: Arc::default(),
            lang: tag,
            ..self
        };
        spoken.extras = spoken.on_every_page();
        spoken.base = spoken.base();
        spoken
    }

    /// Scripts and styles that every page has.
    fn on_every_page(&self) -> Vec<Extra> {
        let mut extras = Vec::new();
        extras.extend(self.options.learner.is_some().then(|| Extra::script(crate::plan::LEARNER)));
        let several = self.languages.len() > 1;
        extras.extend(page_script(self, languages::SCRIPT).filter(|_| several).map(Extra::script));
        // The server has it once, for all languages.
        let server = urls::root(self.folder());
        extras.extend(self.options.reload_script.then(|| Extra::script(format!("{server}-/reload.js"))));
        extras
    }

    /// The language of the curriculum's own words, where the pages speak another one.
    pub(crate) fn words_lang(&self) -> Option<&str> {
        Some(self.compiled.curriculum.language.as_str()).filter(|words| *words != self.lang)
    }

    /// The language of a lesson, where that is not the pages'.
    pub(crate) fn lesson_lang<'a>(&'a self, lesson: &'a Lesson) -> Option<&'a str> {
        let lang = lesson.lang.as_deref().unwrap_or(&self.compiled.curriculum.language);
        Some(lang).filter(|lang| *lang != self.lang)
    }

    /// Where the pages stand below the root of the whole site: `""`, or a folder with `/`.
    pub(crate) fn folder(&self) -> &str {
        &self.languages[self.at].folder
    }

    /// The same for a curriculum of which only texts changed. `None`: more than that did.
    pub(crate) fn again(&self, compiled: Arc<Compiled>) -> Option<Shared> {
        let before = &self.compiled;
        let same = Arc::ptr_eq(&compiled.registry, &before.registry)
            && compiled.theme == before.theme
            && compiled.config.trust == before.config.trust
            // What templates make once shows the signs of interests.
            && compiled.config.interests == before.config.interests
            && compiled.config.languages == before.config.languages
            && compiled.curriculum == before.curriculum
            // The map's lane may be called after the first lesson, which names a site without a title.
            && site_title(&compiled) == site_title(before);
        same.then(|| {
            let mut again = Shared { compiled, search: Arc::default(), ..self.clone() };
            again.base = again.base();
            again
        })
    }

    /// Hash of what every page depends on.
    fn base(&self) -> blake3::Hash {
        let Shared { compiled, theme, options, .. } = self;
        let mut hasher = blake3::Hasher::new();
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
        for folder in ["templates/", "strings/"] {
            for (path, bytes) in theme.below(folder) {
                hasher.update(path.as_bytes()).update(&[0]).update(blake3::hash(bytes).as_bytes());
            }
        }
        let config = &compiled.config;
        let facts = (
            (self.at, &self.languages, options.reload_script, &options.base_url, config.html),
            (&compiled.curriculum.id, site_title(compiled), &config.language, &config.licence, &config.description),
        );
        hasher.update(&serde_json::to_vec(&facts).unwrap_or_default());
        hasher.finalize()
    }

    pub(crate) fn title(&self) -> &str {
        site_title(&self.compiled)
    }

    /// A text of the interface.
    pub(crate) fn t(&self, key: &str, args: &Args<'_>) -> String {
        self.strings.t(&self.lang, key, args)
    }

    /// A length of time in words.
    pub(crate) fn duration(&self, minutes: u16) -> String {
        self.strings.duration(&self.lang, minutes.into())
    }

    /// The path of a lesson's page, encoded.
    pub(crate) fn lesson_path(&self, ix: LessonIx) -> &str {
        self.lesson_paths.get(ix.index()).map_or("", String::as_str)
    }

    /// The path of an objective's page, encoded; the lesson's page for an objective made for it.
    pub(crate) fn objective_path(&self, ix: ObjectiveIx) -> String {
        let Some(doc) = self.compiled.objectives.get(ix.index()) else { return String::new() };
        match doc.own_of {
            Some(lesson) => self.lesson_path(lesson).to_string(),
            None => format!("objectives/{}.html", urls::encode(&doc.id)),
        }
    }

    /// Where a link leads, seen from a page; empty: nowhere.
    pub(crate) fn href(&self, root: &str, target: &Target, dest: &str) -> String {
        let with = |path: &str, fragment: &Option<Box<str>>| match fragment {
            Some(id) => format!("{root}{path}#{}", urls::fragment(id)),
            None => format!("{root}{path}"),
        };
        match target {
            Target::Lesson(ix, fragment) => with(self.lesson_path(*ix), fragment),
            Target::Objective(ix) => format!("{root}{}", self.objective_path(*ix)),
            Target::Term(id) => match self.compiled.terms.get(&**id) {
                Some(term) => format!("{root}{}#{}", self.lesson_path(term.lesson), urls::fragment(&term.anchor)),
                None => String::new(),
            },
            Target::Here(id) => format!("#{}", urls::fragment(id)),
            Target::Asset(at, fragment) => match self.compiled.assets.get(*at as usize) {
                Some(asset) if asset.withheld => String::new(),
                Some(asset) => with(&urls::encode(&asset.path), fragment),
                None => String::new(),
            },
            // From disk, `//host` would lead to a file of that host.
            Target::External if dest.starts_with("//") => format!("https:{dest}"),
            Target::External => dest.to_string(),
            Target::Broken => String::new(),
        }
    }

    /// Adds everything that the links and pictures of a file lead to.
    pub(crate) fn hash_links(&self, file: FileId, hasher: &mut blake3::Hasher) {
        for (dest, target) in self.compiled.links.of(file) {
            hasher.update(dest.as_bytes()).update(&[0]);
            hasher.update(self.href("", target, dest).as_bytes()).update(&[0]);
            match target {
                Target::Asset(at, _) => {
                    let size = self.compiled.assets.get(*at as usize).and_then(|asset| asset.size);
                    hasher.update(format!("{size:?}").as_bytes());
                }
                _ => {
                    hasher.update(self.words(target).unwrap_or_default().as_bytes());
                }
            }
        }
    }

    /// Adds the ids that a file's items have on its page.
    pub(crate) fn hash_items(&self, items: &[ItemDoc], hasher: &mut blake3::Hasher) {
        for item in items {
            let objective = item.objective.and_then(|ix| self.compiled.curriculum.objective(ix));
            hasher.update(item.local_id.as_bytes()).update(&[0]);
            hasher.update(objective.map_or("", |objective| &objective.id).as_bytes()).update(&[0]);
        }
    }

    /// The files in the site of the plugin that blocks of this kind come from.
    pub(crate) fn in_site(&self, kind: &str) -> Option<&InSite> {
        let has = |plugin: &Plugin| plugin.manifest().kinds.iter().any(|k| k.name == kind);
        self.plugins.get(self.registry.plugins().iter().position(has)?)
    }

    /// What pages with blocks of this kind load for them, in order.
    pub(crate) fn extras(&self, kind: &str) -> impl Iterator<Item = &Extra> {
        self.in_site(kind).into_iter().flat_map(InSite::extras)
    }

    /// Adds the plugins that these kinds of blocks come from.
    pub(crate) fn hash_kinds(&self, kinds: &[String], hasher: &mut blake3::Hasher) {
        for (plugin, hash) in self.registry.plugins().iter().zip(self.plugin_hashes.iter()) {
            if plugin.manifest().kinds.iter().any(|kind| kinds.contains(&kind.name)) {
                hasher.update(hash.as_bytes());
            }
        }
    }

    /// What a link without words of its own says.
    pub(crate) fn words(&self, target: &Target) -> Option<&str> {
        match target {
            Target::Lesson(ix, _) => self.compiled.lessons.get(ix.index()).map(|lesson| lesson.title.as_str()),
            Target::Objective(ix) => self.compiled.objectives.get(ix.index()).map(|o| o.title.as_str()),
            Target::Term(id) => self.compiled.terms.get(&**id).map(|term| term.title.as_str()),
            _ => None,
        }
    }

    pub(crate) fn interest(&self, ix: InterestIx) -> Option<Interest<'_>> {
        let interest = self.compiled.curriculum.interests.get(ix.index())?;
        let sign = self.compiled.config.interests.get(ix.index()).and_then(|def| def.sign.clone());
        let letter = || letter(&interest.title).map(|c| c.to_uppercase().collect()).unwrap_or_default();
        Some(Interest {
            id: &interest.id,
            title: &interest.title,
            index: ix.index(),
            letter: sign.unwrap_or_else(letter),
        })
    }

    pub(crate) fn strand(&self, ix: Option<StrandIx>) -> Option<Strand<'_>> {
        let ix = ix?;
        let strand = self.compiled.curriculum.strands.get(ix.index())?;
        Some(Strand { title: &strand.title, index: ix.index() })
    }

    /// A lesson as other pages offer it.
    pub(crate) fn way(&self, root: &str, ix: LessonIx) -> Option<Way<'_>> {
        let lesson = self.compiled.curriculum.lesson(ix)?;
        Some(Way {
            href: format!("{root}{}", self.lesson_path(ix)),
            title: &lesson.title,
            lang: self.lesson_lang(lesson),
            index: ix.index(),
            interests: lesson.interests.iter().filter_map(|&i| self.interest(i)).collect(),
            approach: lesson.approach,
            support: lesson.support,
            minutes: lesson.minutes,
        })
    }

    /// The lessons that teach an objective, as its page shows them.
    pub(crate) fn lessons_of(&self, root: &str, ix: ObjectiveIx) -> Vec<Way<'_>> {
        let Some(doc) = self.compiled.objectives.get(ix.index()) else { return Vec::new() };
        doc.lessons.iter().take(LESSONS).filter_map(|&lesson| self.way(root, lesson)).collect()
    }

    /// Other lessons for what a lesson teaches, nearest in the catalog first, so that an edit far away changes nothing.
    pub(crate) fn alternatives(&self, root: &str, ix: LessonIx) -> Vec<Way<'_>> {
        let Some(lesson) = self.compiled.curriculum.lesson(ix) else { return Vec::new() };
        let mut found: BTreeSet<(u32, LessonIx)> = BTreeSet::new();
        for objective in &lesson.teaches {
            let Some(doc) = self.compiled.objectives.get(objective.index()) else { continue };
            let at = doc.lessons.partition_point(|&other| other < ix);
            let near = doc.lessons[at.saturating_sub(WAYS)..].iter().take(2 * WAYS + 1);
            found.extend(near.filter(|&&other| other != ix).map(|&other| (other.0.abs_diff(ix.0), other)));
        }
        let mut ways: Vec<LessonIx> = found.into_iter().take(WAYS).map(|(_, other)| other).collect();
        ways.sort_unstable();
        ways.into_iter().filter_map(|other| self.way(root, other)).collect()
    }

    pub(crate) fn objective_link(&self, root: &str, ix: ObjectiveIx) -> Option<To<'_>> {
        let objective = self.compiled.curriculum.objective(ix)?;
        Some(To { href: format!("{root}{}", self.objective_path(ix)), title: &objective.title, index: ix.index() })
    }

    /// Objectives that build on these, without these.
    pub(crate) fn useful_for(&self, root: &str, taught: &[ObjectiveIx]) -> Vec<To<'_>> {
        let found: BTreeSet<ObjectiveIx> = taught
            .iter()
            .filter_map(|o| self.needed_by.get(o.index()))
            .flat_map(|list| list.iter().copied().take(USEFUL + taught.len()))
            .filter(|o| !taught.contains(o))
            .collect();
        found.into_iter().take(USEFUL).filter_map(|o| self.objective_link(root, o)).collect()
    }

    /// Known mix-ups of objectives for the tutor's brief: pairs of id and title, as JSON; nothing where there are none.
    pub(crate) fn brief(&self, objectives: &[ObjectiveIx]) -> Option<String> {
        let docs = objectives.iter().filter_map(|ix| self.compiled.objectives.get(ix.index()));
        let pairs: Vec<_> = docs.flat_map(|doc| &doc.mixups).map(|mixup| (&mixup.id, &mixup.title)).collect();
        (!pairs.is_empty()).then(|| serde_json::to_string(&pairs).unwrap_or_default())
    }

    pub(crate) fn is_needed(&self, ix: ObjectiveIx) -> bool {
        self.needed_by.get(ix.index()).is_some_and(|list| !list.is_empty())
    }

    /// Requirements as one tree, without what `taught` gives; nothing where nothing is left.
    pub(crate) fn needs<'a>(
        &'a self,
        root: &str,
        requirements: impl Iterator<Item = &'a Requirement>,
        taught: &[ObjectiveIx],
    ) -> Option<Needs<'a>> {
        let mut parts: Vec<Needs<'a>> = Vec::new();
        for requirement in requirements {
            match self.need(root, requirement, taught) {
                // What must all hold stands in one list, each thing once.
                Some(need) if need.op == "all" && need.why.is_none() => {
                    for part in need.of {
                        push_once(&mut parts, part);
                    }
                }
                Some(need) => push_once(&mut parts, need),
                None => {}
            }
        }
        match parts.len() {
            0 => None,
            1 => parts.pop(),
            _ => Some(Needs { op: "all", of: parts, ..Needs::default() }),
        }
    }

    fn need<'a>(&'a self, root: &str, requirement: &'a Requirement, taught: &[ObjectiveIx]) -> Option<Needs<'a>> {
        let why = requirement.why.as_deref();
        let (op, k, parts) = match &requirement.test {
            Test::Objective(ix) if taught.contains(ix) => return None,
            Test::Objective(ix) => {
                let objective = self.compiled.curriculum.objective(*ix)?;
                return Some(Needs {
                    op: "objective",
                    id: Some(&objective.id),
                    index: Some(ix.index()),
                    title: Some(&objective.title),
                    href: Some(format!("{root}{}", self.objective_path(*ix))),
                    why,
                    ..Needs::default()
                });
            }
            Test::All(parts) => ("all", None, parts),
            Test::Any(parts) => ("any", None, parts),
            Test::AtLeast(k, parts) => ("at_least", Some(*k), parts),
        };
        // A choice that the lesson itself fulfils is no need.
        let given = parts.iter().filter(|part| part.holds(&|o| taught.contains(&o))).count();
        if (op == "any" && given > 0) || k.is_some_and(|k| given >= usize::from(k)) {
            return None;
        }
        let mut of: Vec<Needs<'a>> = parts.iter().filter_map(|part| self.need(root, part, taught)).collect();
        match of.len() {
            0 => None,
            1 if k.is_none() => {
                let mut only = of.pop()?;
                only.why = only.why.or(why);
                Some(only)
            }
            _ => Some(Needs { op, k: k.map(|k| k - given as u16), of, why, ..Needs::default() }),
        }
    }
}

fn push_once<'a>(parts: &mut Vec<Needs<'a>>, part: Needs<'a>) {
    let again = part.op == "objective" && parts.iter().any(|known| known.op == "objective" && known.id == part.id);
    if !again {
        parts.push(part);
    }
}

/// The letter that stands for a title; the article of Arabic begins half of all words, so it is passed over.
fn letter(title: &str) -> Option<char> {
    let word = title.strip_prefix("ال").filter(|word| word.chars().count() > 2);
    word.unwrap_or(title).chars().next()
}

fn site_title(compiled: &Compiled) -> &str {
    match compiled.curriculum.title.as_str() {
        "" => compiled.lessons.first().map_or("Wend", |lesson| lesson.title.as_str()),
        title => title,
    }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn a_title_is_told_by_a_letter_that_tells_it_from_others() {
        for (title, expected) in
            [("Music", Some('M')), ("الخبز", Some('خ')), ("ألعاب", Some('أ')), ("الف", Some('ا')), ("", None)]
        {
            assert_eq!(letter(title), expected, "{title}");
        }
    }
}
