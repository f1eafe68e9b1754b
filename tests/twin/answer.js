// One case of the differential test: the same questions that crates/wend-core/tests/common/mod.rs asks.
import { names, readCatalog } from "../../themes/trail/client/engine/catalog.js";
import { conflicts, mergeLogs, parseLog, serializeLog } from "../../themes/trail/client/engine/logfile.js";
import { evenness } from "../../themes/trail/client/engine/breadth.js";
import { exceptions } from "../../themes/trail/client/engine/exceptions.js";
import { draw } from "../../themes/trail/client/engine/items.js";
import { checks, knownOf, standings } from "../../themes/trail/client/engine/mastery.js";
import { choices, declined } from "../../themes/trail/client/engine/next.js";
import { Planner } from "../../themes/trail/client/engine/path.js";
import { levels } from "../../themes/trail/client/engine/release.js";
import { newMemory, practise, review, today } from "../../themes/trail/client/engine/retrieval.js";
import { due, exitSlip, queue } from "../../themes/trail/client/engine/session.js";
import { encodeTicket } from "../../themes/trail/client/engine/pack.js";
import { packedIn, unpack } from "../../themes/trail/client/packed.js";
import { pack } from "../../themes/trail/client/packing.js";
import { decodeTicket, previewTeacherFile } from "../../themes/trail/client/engine/ticket.js";
import { bands, innerFringe, makeGraph, makeReadiness, whyNot } from "../../themes/trail/client/engine/readiness.js";

/**
 * Only what readiness and paths are about, for many small cases.
 * @param {any} input
 * @returns {any} what to compare, by question
 */
export function answerPath({ catalog, profile, known, request, moment, price }) {
  const graph = makeGraph(readCatalog(catalog));
  const planner = new Planner(graph, profile, known, request);
  const first = planner.plan();
  const plan = planner.finish().plan();
  return {
    ready: makeReadiness(graph, known).readyLessons(),
    bands: bands(graph, known),
    first: [first.minutes, first.steps.map(step => step.lesson)],
    plan,
    work: planner.work,
    alternatives: plan.steps.slice(0, price ? 1 : 0).map(step => planner.alternatives(plan, step)),
    choices: choices(graph, profile, known, request, moment),
  };
}

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
  const bank = c.objectives.slice(0, 1).flatMap(({ id }) => ["0", "1", "rows/0", "rows/1", "more/0", "more/1", "2", "3"].map(at => `${id}#${at}`));
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
    checks: c.lessons.slice(0, 12).map((_, lesson) => checks(c, standing, lesson)),
    today: today(mine.log, now),
    due: due(standing),
    queue: queue(c, standing, 4),
    slip: exitSlip(c, standing, today(mine.log, now)),
    drawn: draw(c, mine.log, bank, 7),
    help: levels(c, mine.log, profile),
    evenness: evenness(c, moment.declined),
    declined: declined(c, mine.log, now),
    exceptions: exceptions(c, mine.log, now),
  };
}

/**
 * A memory after each of some reviews.
 * @param {{reviews: [1 | 2 | 3 | 4, number, number][]}} input grade, day, share (1000: of itself)
 */
export function answerReviews({ reviews: [[grade, day], ...later] }) {
  const all = [newMemory(grade, day)];
  for (const [grade, day, share] of later) {
    const last = all[all.length - 1];
    all.push(share < 1000 ? practise(last, grade, day, share) : review(last, grade, day));
  }
  return all;
}

/**
 * A file read as a log.
 * @param {{file: string}} input
 */
export function answerFile({ file }) {
  const { log, aside } = parseLog(file);
  return [serializeLog(log), aside.map(({ index, code }) => [index, code])];
}

/**
 * A text that may be a packed record, and a file packed as a learner's site does it.
 * @param {{packed: string, pack: string}} input
 */
export async function answerPacked({ packed, pack: file }) {
  const found = packedIn(packed);
  return { file: found === null ? null : unpack(found), found, text: await pack(file) };
}

/**
 * A ticket read and packed again.
 * @param {{ticket: string}} input
 */
export function answerTicket({ ticket }) {
  const read = decodeTicket(ticket);
  return "error" in read ? { error: read.error } : { text: encodeTicket(read.ticket) };
}
