// Swapping one lesson of a path for another, and the order of the steps. Twin of crates/wend-core/src/path/walk.rs, where
// it is explained, and order.rs.
import { MOST_COST } from "./affinity.js";
import { thin } from "./build.js";
import { strandOf } from "./catalog.js";
import { Held, row } from "./readiness.js";
import { cut, marks, named, reaches, solution } from "./task.js";

/** @typedef {import("./path.js").Planner} Planner */
/** @typedef {import("./readiness.js").Graph} Graph */
/** Whether something holds of a lesson.
 * @typedef {(lesson: number) => boolean} Holds */

const TRIES = 10000;
const NEVER = 2 ** 32 - 1;

/**
 * Topological; among what is open, a lesson of the strand that rested longest, then the lowest index.
 * @param {Graph} graph
 * @param {Held} start
 * @param {number[]} lessons
 */
export function order(graph, start, lessons) {
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

/** A path in an order, and what that order gives when. */
export class Walk {
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
  /** @param {number} l */
  has(l) {
    return this.place[l] > 0;
  }
  /**
   * Every way to put a wanted lesson in the place of one that is not held and teaches something the same, cheapest first.
   * @param {Holds} held
   * @param {Holds} wanted
   */
  swaps(held, wanted) {
    const { graph, usable } = this.planner;
    /** @type {[number, number, number][]} what it costs more, the lesson, the one that goes */
    const swaps = [];
    for (const out of this.order) {
      if (held(out)) continue;
      for (const other of new Set([...row(graph.teaches, out)].flatMap(o => [...row(graph.teachers, o)]))) {
        if (!usable[other] || this.has(other) || !wanted(other)) continue;
        swaps.push([this.planner.cost(other) - this.planner.cost(out), other, out]);
      }
    }
    return swaps.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  }
  /**
   * Makes a swap if every goal and every step to keep stays. What it makes needless goes, what is held last.
   * @param {number} out
   * @param {number} other
   * @param {Holds} held
   * @param {number[]} keep
   */
  swap(out, other, held, keep) {
    const { graph } = this.planner;
    const { known, order } = this;
    const place = this.place[out];
    if (!place || this.has(other) || held(out)) return false;
    if (this.fits(out, other, place)) {
      for (const o of row(graph.teaches, out)) if (known[o] === place) known[o] = NEVER;
      order[place - 1] = other;
      this.place[out] = 0;
      this.put(other, place);
      return true;
    }
    if (this.tries < order.length) return false;
    const lessons = this.needed(order.map(l => (l === out ? other : l)), held);
    if (lessons && keep.every(l => lessons.includes(l))) {
      this.settle(lessons);
      return true;
    }
    this.tries -= order.length;
    return false;
  }
  /**
   * A lesson can take another's place, and nothing becomes needless by it: it asks for all that the other asked for, and
   * gives nothing used that the other did not give.
   * @param {number} out
   * @param {number} other
   * @param {number} place
   */
  fits(out, other, place) {
    const { graph, start } = this.planner;
    const { size, inputs, root, teaches } = graph;
    const gave = row(teaches, out);
    const gives = row(teaches, other);
    const asks = row(inputs, root[other]);
    const used = (/** @type {number} */ o) => this.used[o] && !start.known[o];
    return gave.every(o => this.known[o] !== place || !used(o) || gives.includes(o))
      && gives.every(o => !used(o) || gave.includes(o))
      && row(inputs, root[out]).every(node => (node < size ? start.known[node] : !start.missing[node - size]) || asks.includes(node))
      && this.opens(root[other], place);
  }
  /**
   * The lessons of a set without what the rest makes needless, dearest first and what is held last, ascending; null where
   * they don't reach every goal.
   * @param {number[]} set
   * @param {Holds} held
   */
  needed(set, held) {
    const { planner } = this;
    const { graph, start, goals } = planner;
    const size = graph.root.length;
    const task = cut(graph, start, marks(size, set), l => planner.cost(l) + (held(l) ? 0 : MOST_COST), goals);
    const all = [...task.lesson.keys()];
    const walked = reaches(task, marks(all.length, all), all);
    if (!walked) return null;
    const found = solution(task, walked);
    thin(task, found, { work: 0 });
    return found.lessons.map(l => task.lesson[l]);
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
}
