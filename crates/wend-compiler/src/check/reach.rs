//! What nobody can reach, and why.

use std::collections::BTreeSet;

use wend_core::{Arg, ObjectiveIx, Reason, lint};
use wend_diagnostics::{Diagnostic, Severity, codes};

use super::Subject;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let own: BTreeSet<ObjectiveIx> = self_requirements(subject, diagnostics);
    let untaught = untaught(subject, diagnostics);
    unreachable(subject, &own, &untaught, diagnostics);
}

fn self_requirements(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) -> BTreeSet<ObjectiveIx> {
    let found: BTreeSet<ObjectiveIx> = lint::self_requirements(subject.graph).into_iter().collect();
    for ix in &found {
        let at = subject.mention(*ix, *ix).unwrap_or_else(|| subject.span(*ix));
        diagnostics.push(
            Diagnostic::new(&codes::objective::SELF_REQUIREMENT, format!("`{}` requires itself", subject.id(*ix)))
                .at(at)
                .help("leave it out of its own `requires`"),
        );
    }
    found
}

fn untaught(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) -> BTreeSet<ObjectiveIx> {
    let goals: BTreeSet<ObjectiveIx> =
        subject.compiled.paths.iter().flat_map(|path| path.goals.iter().copied()).collect();
    let found = lint::untaught(subject.graph);
    for (ix, required) in &found {
        let goal = goals.contains(ix);
        let id = subject.id(*ix);
        let (message, severity) = if *required {
            (format!("something requires `{id}`, and no lesson teaches it"), Severity::Error)
        } else if goal {
            (format!("a path leads to `{id}`, and no lesson teaches it"), Severity::Error)
        } else {
            (format!("no lesson teaches `{id}`"), Severity::Warning)
        };
        diagnostics.push(
            Diagnostic::new(&codes::objective::UNTAUGHT, message)
                .severity(severity)
                .at(subject.span(*ix))
                .help(format!("write a lesson with teaches = [\"{id}\"]")),
        );
    }
    found.into_iter().map(|(ix, _)| ix).collect()
}

/// Each cause once: a circle of three blocks many more behind it, and all of these would say the same.
fn unreachable(
    subject: &Subject<'_>,
    own: &BTreeSet<ObjectiveIx>,
    untaught: &BTreeSet<ObjectiveIx>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut circles: BTreeSet<BTreeSet<ObjectiveIx>> = BTreeSet::new();
    for blocked in lint::unreachable(subject.graph) {
        let ix = blocked.objective;
        match blocked.reason.code {
            "unreachable-cycle" => {
                let circle = objectives(&blocked.reason);
                let members: BTreeSet<ObjectiveIx> = circle.iter().copied().collect();
                let known = members.is_subset(own) || !circles.insert(members);
                if !known {
                    diagnostics.push(self::circle(subject, &circle));
                }
            }
            "unreachable-nothing-teaches" => {
                // Reported by itself where it stands.
                let causes = objectives(&blocked.reason);
                if !causes.iter().all(|cause| untaught.contains(cause)) {
                    diagnostics.push(never(subject, ix));
                }
            }
            _ if own.contains(&ix) => {}
            _ => diagnostics.push(never(subject, ix)),
        }
    }
}

/// The objectives that a reason speaks of, in its order.
fn objectives(reason: &Reason) -> Vec<ObjectiveIx> {
    let mut out = Vec::new();
    for arg in reason.args.values() {
        match arg {
            Arg::Objective(ix) => out.push(*ix),
            Arg::Objectives(list) => out.extend(list),
            _ => {}
        }
    }
    out
}

/// Spells a circle out, with the places where each member names the next.
fn circle(subject: &Subject<'_>, circle: &[ObjectiveIx]) -> Diagnostic {
    let mut names: Vec<String> = circle.iter().map(|ix| format!("`{}`", subject.id(*ix))).collect();
    names.extend(names.first().cloned());
    let edges: Vec<(ObjectiveIx, ObjectiveIx)> =
        circle.iter().copied().zip(circle.iter().copied().cycle().skip(1)).collect();
    let place =
        |(from, to): (ObjectiveIx, ObjectiveIx)| subject.mention(from, to).unwrap_or_else(|| subject.span(from));
    let mut diagnostic = Diagnostic::new(
        &codes::objective::UNREACHABLE,
        format!("nobody can begin here, because each needs the next: {}", names.join(" → ")),
    );
    let mut first = true;
    for edge in edges {
        let text = format!("`{}` needs `{}`", subject.id(edge.0), subject.id(edge.1));
        diagnostic = if first { diagnostic.at_saying(place(edge), text) } else { diagnostic.label(place(edge), text) };
        first = false;
    }
    diagnostic.help("leave one of these requirements out, or open it with { any = [...] }")
}

fn never(subject: &Subject<'_>, ix: ObjectiveIx) -> Diagnostic {
    Diagnostic::new(
        &codes::objective::UNREACHABLE,
        format!("`{}` can't be reached from knowing nothing", subject.id(ix)),
    )
    .at(subject.span(ix))
    .help("look at what it requires, and at what the lessons that teach it require")
}
