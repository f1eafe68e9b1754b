// Breadth and depth as the cheapest swaps, and the order of the steps. Twin of crates/wend-core/src/path/quota.rs and
// order.rs.
import { touches } from "./affinity.js";
import { strandOf } from "./catalog.js";
import { Held, ascending, row } from "./readiness.js";
import { done, marks, met, named } from "./task.js";

/** @typedef {import("./path.js").Planner} Planner */
/** @typedef {import("./catalog.js").Curriculum} Curriculum */
/** @typedef {import("./readiness.js").Graph} Graph */
/** In order, with what was put there on purpose and what that made of the minutes.
 * @typedef {{order: number[], breadth: number[], depth: number[], breadth_minutes: number, depth_minutes: number}} Swapped */

const TRIES = 10000;
const NEVER = 2 ** 32 - 1;

/**
 * Topological; among what is open, a lesson of the strand that rested longest, then the lowest index.
 * @param {Graph} graph
 * @param {Held} start
 * @param {number[]} lessons
 */
function order(graph, start, lessons) {
  const { c } = graph;
  // When a strand was last walked; the last place is for lessons of no strand.
  const walked = new Uint32Array(c.strands.length + 1);
  const strand = (/** @type {number} */ l) => {
    const s = strandOf(c, l);
    return s < 0 || s > c.strands.length ? c.strands.length : s;
  };
  const has = marks(graph.root.length, lessons);
  const held = new Held(graph, start);
  const open = lessons.filter(l => held.open(l));
  /** @type {number[]} */
  const steps = [];
  while (open.length) {
    let best = 0;
    for (let i = 1; i < open.length; i++) {
      const rested = walked[strand(open[i])] - walked[strand(open[best])];
      if (rested < 0 || (rested === 0 && open[i] < open[best])) best = i;
    }
    const lesson = open[best];
    open.splice(best, 1);
    steps.push(lesson);
    walked[strand(lesson)] = steps.length;
    const from = open.length;
    for (const o of row(graph.teaches, lesson)) held.learn(o, open);
    for (let i = open.length - 1; i >= from; i--) if (!has[open[i]]) open.splice(i, 1);
  }
  return steps;
}

/** @param {Curriculum} c @param {number} l */
const goesDeeper = (c, l) => c.lessons[l].together || c.lessons[l].teaches.some(o => c.objectives[o]?.depth === "inquire");

/**
 * Swaps lessons in until the quotas of depth and breadth hold or nothing more can be swapped.
 * @param {Planner} planner
 * @param {number[]} lessons
 * @returns {Swapped}
 */
export function applyQuotas(planner, lessons) {
  const { c } = planner.graph;
  const walk = new Walk(planner, lessons);
  const held = new Uint8Array(c.lessons.length);
  for (const goal of planner.goals) if (goal < 0) held[-1 - goal] = 1;
  const pinned = held.slice();
  const before = planner.minutes(walk.order);
  // Depth first: a step of it may count for breadth as well.
  const deep = new Set(walk.order.filter(l => goesDeeper(c, l)).map(l => strandOf(c, l)));
  const strands = ascending(walk.order.map(l => strandOf(c, l)).filter(s => s >= 0 && !deep.has(s)));
  /** @type {number[]} */
  const depth = [];
  if (strands.length) {
    const swaps = walk.swaps(held, l => strands.includes(strandOf(c, l)) && goesDeeper(c, l));
    // One swap may make room for another: again, until nothing more can be swapped.
    let left = strands;
    for (let before = -1; before !== left.length; ) {
      before = left.length;
      left = left.filter(s => {
        const found = swaps.find(([, other, out]) => strandOf(c, other) === s && !held[out] && walk.swap(out, other));
        if (!found) return true;
        held[found[1]] = 1;
        depth.push(found[1]);
        return false;
      });
    }
  }
  const between = planner.minutes(walk.order);
  const liked = (planner.profile.interests || []).map(([i]) => i);
  const declared = [...liked, ...(planner.profile.avoid || [])];
  const tagged = (/** @type {number} */ l) => c.lessons[l].interests.length > 0;
  const wide = (/** @type {number} */ l) => liked.length > 0 && tagged(l) && !touches(c, c.lessons[l], declared);
  // Pins and untagged lessons neither serve nor raise the quota.
  let counted = walk.order.filter(l => tagged(l) && !pinned[l]).length;
  let serve = walk.order.filter(l => wide(l) && !pinned[l]).length;
  const quota = () => Math.floor((counted * c.weights.breadth) / 1000);
  /** @type {number[]} */
  const breadth = [];
  if (liked.length && serve < quota()) {
    for (const l of walk.order) if (wide(l)) held[l] = 1;
    const swaps = walk.swaps(held, wide);
    for (let before = -1; before !== serve; ) {
      before = serve;
      for (const [, other, out] of swaps) {
        if (serve >= quota()) break;
        if (!walk.swap(out, other)) continue;
        if (!tagged(out)) counted++;
        serve++;
        breadth.push(other);
      }
    }
  }
  const after = planner.minutes(walk.order);
  return {
    order: depth.length || breadth.length ? order(planner.graph, planner.start, walk.order) : walk.order,
    breadth,
    depth,
    breadth_minutes: after - between,
    depth_minutes: between - before,
  };
}

/** A path in an order, and what that order gives when. */
class Walk {
  /** @param {Planner} planner @param {number[]} lessons */
  constructor(planner, lessons) {
    this.planner = planner;
    this.tries = TRIES;
    const { size, root } = planner.graph;
    /** @type {number[]} */
    this.order = [];
    // Place of a lesson in the order, from 1; 0: not in it.
    this.place = new Uint32Array(root.length);
    // The step after which an objective is known.
    this.known = new Uint32Array(size);
    // A goal, or named by a lesson of the path.
    this.used = new Uint8Array(size);
    this.settle(lessons);
  }
  /** @param {number[]} lessons */
  settle(lessons) {
    const { graph, start, goals } = this.planner;
    this.order = order(graph, start, lessons);
    this.place.fill(0);
    this.used.fill(0);
    start.known.forEach((known, o) => (this.known[o] = known ? 0 : NEVER));
    for (const goal of goals) if (goal >= 0) this.used[goal] = 1;
    this.order.forEach((l, i) => this.put(l, i + 1));
  }
  /** @param {number} l @param {number} place */
  put(l, place) {
    const { graph } = this.planner;
    const { known, used } = this;
    this.place[l] = place;
    for (const o of row(graph.teaches, l)) if (known[o] > place) known[o] = place;
    named(graph, l, o => (used[o] = 1));
  }
  /**
   * Every way to put a wanted lesson in the place of one that is not held and teaches something the same, cheapest first.
   * @param {Uint8Array} held
   * @param {(lesson: number) => boolean} wanted
   */
  swaps(held, wanted) {
    const { graph, usable } = this.planner;
    /** @type {[number, number, number][]} what it costs more, the lesson, the one that goes */
    const swaps = [];
    for (const out of this.order) {
      if (held[out]) continue;
      for (const other of new Set([...row(graph.teaches, out)].flatMap(o => [...row(graph.teachers, o)]))) {
        if (!usable[other] || this.place[other] || !wanted(other)) continue;
        swaps.push([this.planner.cost(other) - this.planner.cost(out), other, out]);
      }
    }
    return swaps.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  }
  /**
   * Makes a swap if every goal and every other step stays.
   * @param {number} out
   * @param {number} other
   */
  swap(out, other) {
    const { graph } = this.planner;
    const { known, used, order } = this;
    const place = this.place[out];
    if (!place || this.place[other]) return false;
    const gives = row(graph.teaches, other);
    const gave = row(graph.teaches, out);
    if (gave.every(o => known[o] !== place || !used[o] || gives.includes(o)) && this.opens(graph.root[other], place)) {
      for (const o of gave) if (known[o] === place) known[o] = NEVER;
      order[place - 1] = other;
      this.place[out] = 0;
      this.put(other, place);
      return true;
    }
    if (this.tries < order.length) return false;
    this.tries -= order.length;
    const lessons = order.map(l => (l === out ? other : l));
    const whole = this.keepsGoals(lessons);
    if (whole) this.settle(lessons);
    return whole;
  }
  /**
   * A gate holds before a step.
   * @param {number} gate
   * @param {number} place
   * @returns {boolean}
   */
  opens(gate, place) {
    const { size, need, inputs } = this.planner.graph;
    let left = need[gate];
    for (const node of row(inputs, gate)) {
      if (!left) break;
      if (node < size ? this.known[node] < place : this.opens(node - size, place)) left--;
    }
    return !left;
  }
  /**
   * Every lesson of a set can be done, and that reaches every goal.
   * @param {number[]} lessons
   */
  keepsGoals(lessons) {
    const { graph, start, goals } = this.planner;
    const held = new Held(graph, start);
    const walked = held.walk(marks(graph.root.length, lessons));
    return lessons.every(l => walked[l]) && goals.every(goal => met(goal, held, walked));
  }
}

/** @param {Planner} planner @param {number} lesson */
export const isPinned = (planner, lesson) => planner.goals.includes(done(lesson));
