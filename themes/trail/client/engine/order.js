// The order of a path, where it is free. The engine proposes one; what the learner would rather have first is a list of
// lessons in the record, and goes as far forward as what lessons need allows. Lessons of the list that are on no path
// now wait there for one that has them. `inOrder` is the twin of crates/wend-core/src/order.rs; the rest only pages need.
import { makeReadiness } from "./readiness.js";

/** @typedef {import("./readiness.js").Graph} Graph */
/** @typedef {{ lesson: number }} Step */

/**
 * @typedef {object} Wall why a step goes no further
 * @property {number} lesson the step in the way
 * @property {number} objective what the one teaches and the other needs; -1: no single thing
 */

/** @typedef {{ first: number, last: number, before: Wall | null, behind: Wall | null }} Reach the places a step may take */

/**
 * Steps in the order that is wished, as far as it can be walked; what is not named follows as it was proposed.
 * @template {Step} S
 * @param {Graph} graph
 * @param {number[]} known
 * @param {S[]} steps a path that can be walked as it stands
 * @param {readonly number[]} wished lessons
 * @returns {S[]}
 */
export function inOrder(graph, known, steps, wished) {
  if (!wished.length) return steps;
  const place = new Map(wished.map((lesson, at) => [lesson, at]));
  const of = (/** @type {S} */ { lesson }) => place.get(lesson) ?? wished.length;
  const left = [...steps].sort((a, b) => of(a) - of(b));
  const now = makeReadiness(graph, known);
  /** @type {S[]} */
  const out = [];
  while (left.length) {
    const open = left.findIndex(({ lesson }) => now.open(lesson));
    const [step] = left.splice(Math.max(0, open), 1);
    out.push(step);
    for (const o of graph.c.lessons[step.lesson].teaches) now.add(o);
  }
  return out;
}

/**
 * How far a step may move while the others keep their order, and what stops it there.
 * @param {Graph} graph
 * @param {number[]} known
 * @param {number[]} lessons the path
 * @param {number} at the step's place
 * @returns {Reach}
 */
export function reach(graph, known, lessons, at) {
  /** @param {number[]} done */
  const after = (done) => {
    const now = makeReadiness(graph, known);
    for (const lesson of done) for (const o of graph.c.lessons[lesson].teaches) now.add(o);
    return now;
  };
  /** @param {number[]} done @param {number} giver @param {number} taker @returns {number} */
  const what = (done, giver, taker) =>
    graph.c.lessons[giver].teaches.find((o) => {
      const now = after(done);
      now.add(o);
      return now.open(taker);
    }) ?? -1;
  const me = lessons[at];
  /** @type {Wall | null} */
  let before = null;
  let first = at;
  while (first > 0 && !before) {
    const done = lessons.slice(0, first - 1);
    if (after(done).open(me)) first--;
    else before = { lesson: lessons[first - 1], objective: what(done, lessons[first - 1], me) };
  }
  /** @type {Wall | null} */
  let behind = null;
  let last = at;
  while (last < lessons.length - 1 && !behind) {
    const done = lessons.slice(0, last + 1).filter((lesson) => lesson !== me);
    const next = lessons[last + 1];
    if (after(done).open(next)) last++;
    else behind = { lesson: next, objective: what(done, me, next) };
  }
  return { first, last, before, behind };
}

/**
 * @param {readonly number[]} lessons
 * @param {number} from
 * @param {number} to
 */
export function moved(lessons, from, to) {
  const out = [...lessons];
  out.splice(to, 0, ...out.splice(from, 1));
  return out;
}

/**
 * The shortest list of wishes that makes a proposed order the wanted one: what follows it stands as proposed.
 * @param {readonly number[]} proposed
 * @param {readonly number[]} wanted
 */
export function wishes(proposed, wanted) {
  const place = new Map(proposed.map((lesson, at) => [lesson, at]));
  const of = (/** @type {number} */ at) => place.get(wanted[at]) ?? -1;
  let n = wanted.length;
  while (n > 0 && (n === wanted.length || of(n - 1) < of(n))) n--;
  return wanted.slice(0, n);
}
