//! Today, map, path, me, about, and the page for an address that does not exist.

use wend_core::{MasteryRule, ObjectiveIx};

use super::{Made, plugins};
use crate::context::{About, Goal, Map, PathCard, Planning, StrandCard, StrandList, Today, Weight};
use crate::shared::Shared;
use crate::strings::{Arg, Args};

/// Places to aim for that the first page names.
const GOALS: usize = 24;

pub(super) fn simple<'a>(shared: &'a Shared, kind: &'static str) -> Made<'a> {
    let key = if kind == "404" { "missing.title" } else { return titled(shared, kind, &format!("{kind}.title")) };
    titled(shared, kind, key)
}

fn titled<'a>(shared: &'a Shared, kind: &'static str, key: &str) -> Made<'a> {
    let name = if kind == "404" { "missing" } else { kind };
    made(shared, kind, name, shared.t(key, &Args::new()), ())
}

fn made<'a, T: serde::Serialize + 'a>(
    shared: &'a Shared,
    kind: &'static str,
    name: &'static str,
    title: String,
    value: T,
) -> Made<'a> {
    Made {
        kind,
        title,
        description: lead(shared, name),
        plugins: plugins(shared, &[]),
        asks: Vec::new(),
        name,
        value: Box::new(value),
        sources: blake3::hash(b""),
    }
}

/// What a page says of itself below its title.
pub(super) fn lead(shared: &Shared, name: &str) -> Option<String> {
    shared.strings.get(&shared.lang, &format!("{name}.what"), &Args::new())
}

pub(super) fn today<'a>(shared: &'a Shared, root: &str) -> Made<'a> {
    let compiled = &shared.compiled;
    let curriculum = &compiled.curriculum;
    let interests = (0..curriculum.interests.len())
        .filter(|&ix| !compiled.config.interests.get(ix).is_some_and(|def| def.implied))
        .filter_map(|ix| shared.interest(wend_core::InterestIx::at(ix)));
    let goals = curriculum.objectives.iter().enumerate().map(|(ix, o)| (ObjectiveIx::at(ix), o));
    let goals = goals.filter(|(ix, o)| !o.own && !shared.is_needed(*ix)).take(GOALS).map(|(ix, objective)| Goal {
        id: &objective.id,
        index: ix.index(),
        title: &objective.title,
        can: &objective.can,
        href: format!("{root}{}", shared.objective_path(ix)),
    });
    let strands = curriculum.strands.iter().enumerate().map(|(index, strand)| StrandCard {
        title: &strand.title,
        index,
        href: format!("{root}map.html#strand-{index}"),
        objectives: curriculum.objectives.iter().filter(|o| o.strand.is_some_and(|s| s.index() == index)).count(),
    });
    let value = Today {
        interests: interests.collect(),
        goals: goals.collect(),
        paths: ready_made(shared, root),
        strands: strands.filter(|strand| strand.objectives > 0).collect(),
    };
    let mut made = made(shared, "today", "today", shared.title().to_string(), value);
    if compiled.config.description.is_some() {
        made.description.clone_from(&compiled.config.description);
    }
    made
}

/// Paths that the curriculum's authors made.
fn ready_made<'a>(shared: &'a Shared, root: &str) -> Vec<PathCard<'a>> {
    let paths = shared.compiled.paths.iter().map(|path| PathCard {
        id: &path.id,
        title: &path.title,
        audience: path.audience.as_deref(),
        goals: path.goals.iter().filter_map(|&goal| shared.objective_link(root, goal)).collect(),
        pins: path.pins.iter().map(|ix| ix.index()).collect(),
        excludes: path.excludes.iter().map(|ix| ix.index()).collect(),
        deadline: path.request.deadline.as_ref().map(|day| &*day.value),
    });
    paths.collect()
}

/// Where a teacher plans paths.
pub(super) fn planning<'a>(shared: &'a Shared, root: &str, kind: &'static str) -> Made<'a> {
    let title = shared.t(&format!("{kind}.title"), &Args::new());
    let mut made = made(shared, kind, kind, title, Planning { paths: ready_made(shared, root) });
    made.name = "planning";
    made
}

pub(super) fn map<'a>(shared: &'a Shared, root: &str) -> Made<'a> {
    let strands = crate::map::lanes(shared).into_iter().map(|lane| StrandList {
        title: lane.title,
        index: lane.index,
        objectives: lane.stations.iter().filter_map(|&ix| shared.objective_link(root, ix)).collect(),
    });
    let value = Map { strands: strands.collect(), sheets: crate::map::sheets(shared) };
    let mut made = made(shared, "map", "map", shared.t("map.title", &Args::new()), value);
    made.sources = crate::map::hash(shared);
    made
}

pub(super) fn about<'a>(shared: &'a Shared) -> Made<'a> {
    let compiled = &shared.compiled;
    let weights = compiled.curriculum.weights.table().into_iter().map(|(key, value, doc)| {
        let text = shared.strings.get(&shared.lang, &format!("weight.{key}"), &Args::new());
        Weight { key, value, doc: text.unwrap_or_else(|| doc.to_string()) }
    });
    let value = About {
        weights: weights.collect(),
        mastery: mastery(shared, compiled.curriculum.mastery),
        licence: compiled.config.licence.as_deref(),
        authors: &compiled.config.authors,
    };
    made(shared, "about", "about", shared.t("about.title", &Args::new()), value)
}

/// The rule of mastery in a sentence; empty where the theme has no words for it.
fn mastery(shared: &Shared, rule: MasteryRule) -> String {
    let int = |n: u16| Arg::Int(i64::from(n));
    let (key, args) = match rule {
        MasteryRule::Streak { n } => ("mastery.streak", vec![("n", int(n))]),
        MasteryRule::MOfN { m, n } => ("mastery.m_of_n", vec![("m", int(m)), ("n", int(n))]),
        MasteryRule::Bkt { threshold, .. } => {
            ("mastery.bkt", vec![("percent", Arg::Text(format!("{}", (threshold * 100.0).round()).into()))])
        }
        MasteryRule::Rubric { at_least } => ("mastery.rubric", vec![("n", int(at_least))]),
    };
    let args = args.into_iter().map(|(name, arg)| (name.into(), arg)).collect();
    shared.strings.get(&shared.lang, key, &args).unwrap_or_default()
}
