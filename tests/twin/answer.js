// One case of the differential test: the same questions that crates/wend-core/tests/common/mod.rs asks.
import { names, readCatalog } from "../../themes/trail/client/engine/catalog.js";
import { conflicts, mergeLogs, parseLog, serializeLog } from "../../themes/trail/client/engine/evidence.js";
import { knownOf, standings } from "../../themes/trail/client/engine/mastery.js";
import { choices } from "../../themes/trail/client/engine/next.js";
import { Planner } from "../../themes/trail/client/engine/path.js";
import { encodeTicket } from "../../themes/trail/client/engine/pack.js";
import { decodeTicket, previewTeacherFile } from "../../themes/trail/client/engine/ticket.js";
import { bands, innerFringe, makeGraph, makeReadiness, whyNot } from "../../themes/trail/client/engine/readiness.js";

/**
 * @param {any} input
 * @returns {any} what to compare, by question
 */
export function answer(input) {
  const { catalog, profile, known, request, moment, log, other, now } = input;
  const c = readCatalog(catalog);
  const graph = makeGraph(c);
  const readiness = makeReadiness(graph, known);
  const planner = new Planner(graph, profile, known, request);
  const first = planner.plan();
  const plan = planner.finish().plan();
  const mine = parseLog(log);
  const theirs = parseLog(other);
  const merged = mergeLogs(mine.log, theirs.log);
  const standing = standings(c, mine.log, now);
  const name = names(c);
  return {
    curriculum: {
      lessons: c.lessons.map(l => [l.id, l.title, l.teaches, l.interests, l.approach, l.support, l.form, l.minutes, l.place, l.together]),
      objectives: c.objectives.map(o => [o.id, o.title, o.can, o.strand, o.depth, o.items, o.typed_items, o.encompasses, o.own, name.objective(o.id)]),
      old: [name.objective("old-objective"), name.lesson("old-lesson"), name.item("old-lesson#a")],
    },
    ready: readiness.readyLessons(),
    outer: readiness.outerFringe(),
    inner: innerFringe(graph, known),
    bands: bands(graph, known),
    why_not: c.lessons.slice(0, 12).map((_, lesson) => whyNot(graph, known, lesson)),
    first: [first.minutes, first.steps.map(step => step.lesson)],
    plan,
    work: planner.work,
    alternatives: plan.steps.slice(0, 3).map(step => planner.alternatives(plan, step)),
    choices: choices(graph, profile, known, request, { ...moment, path: plan.steps.map(step => step.lesson) }),
    // Most learners have no path yet.
    open_choices: choices(graph, profile, known, request, moment),
    log: serializeLog(mine.log),
    aside: mine.aside.map(({ index, code }) => [index, code]),
    merged: typeof merged === "string" ? merged : serializeLog(merged),
    teacher_file: (({ accepted, refused, differs }) => [accepted.length, refused.map(({ entry, code }) => [entry.n, code]), differs])(
      previewTeacherFile(input.teacher, theirs.log),
    ),
    conflicts: typeof merged === "string" ? [] : conflicts(merged),
    standings: standing,
    known: knownOf(standing),
  };
}

/**
 * A ticket read and packed again.
 * @param {{ticket: string}} input
 */
export function answerTicket({ ticket }) {
  const read = decodeTicket(ticket);
  return "error" in read ? { error: read.error } : { text: encodeTicket(read.ticket) };
}
