// A set made better part by part, for what is too large to be solved as a whole. Twin of
// crates/wend-core/src/path/windows.rs.
import { Search } from "./exact.js";
import { Held, row } from "./readiness.js";
import { cut, marks, named, solution } from "./task.js";

/** @typedef {import("./task.js").Task} Task */
/** @typedef {import("./task.js").Count} Count */
/** @typedef {import("./task.js").Solution} Solution */
/** A window with the search that fills it: the lessons that stay, the best filling, what it costs, work left.
 * @typedef {{task: Task, rest: number[], search: Search, filling: number[] | null, most: number, left: number}} Gap */

const LEAST = 3;
const MOST = 24;
const WORK = 30000;

/** A walk of windows over a set. */
export class Windows {
  constructor() {
    this.size = LEAST;
    /** Lessons to begin a window with, last first. @type {number[]} */
    this.seeds = [];
    /** Windows of this size found something. */
    this.better = true;
    /** @type {Gap | null} */
    this.gap = null;
  }
  /**
   * Looks at some of a gap, or takes out the next window; a set with a gap filled, not thinned, if there is one now;
   * false when there is nothing left to try.
   * @param {Task} task
   * @param {Solution} best
   * @param {Count} count
   * @returns {Solution | boolean}
   */
  step(task, best, count) {
    const { gap } = this;
    if (!gap) return this.open(task, best, count);
    const before = count.work;
    const found = gap.search.step(gap.task, gap.most, count);
    if (found) {
      gap.most = found.cost;
      gap.filling = found.lessons;
    }
    const spent = count.work - before;
    if (!gap.search.isOver && gap.left > spent) {
      gap.left -= spent;
      return true;
    }
    this.gap = null;
    return !gap.filling || solution(task, marks(task.lesson.length, [...gap.rest, ...gap.filling.map(l => gap.task.lesson[l])]));
  }
  /**
   * @param {Task} task
   * @param {Solution} best
   * @param {Count} count
   */
  open(task, { lessons }, count) {
    const has = marks(task.lesson.length, lessons);
    let seed;
    while ((seed = this.seeds.pop()) === undefined || !has[seed]) {
      if (seed !== undefined) continue;
      if (!this.better) {
        if (this.size >= Math.min(MOST, lessons.length)) return false;
        this.size *= 2;
      }
      this.better = false;
      // Dearest first, so last.
      this.seeds = [...lessons].sort((a, b) => task.cost[a] - task.cost[b] || b - a);
    }
    let most = 0;
    for (const l of around(task, has, seed, this.size)) {
      has[l] = 0;
      most += task.cost[l];
    }
    count.work += lessons.length;
    const held = new Held(task.net);
    const done = held.walk(has);
    const cost = (/** @type {number} */ l) => (has[l] ? 0 : task.cost[l]);
    // What costs as much as the window can't be part of anything cheaper.
    const usable = done.map((done, l) => (!done && cost(l) < most ? 1 : 0));
    const part = cut(task.net, held, usable, cost, task.goals);
    count.work += part.lesson.length;
    this.gap = { task: part, rest: lessons.filter(l => has[l]), search: new Search(), filling: null, most, left: WORK };
    return true;
  }
}

/**
 * So many lessons of a set around one of them: what it builds on, what builds on it, and so on.
 * @param {Task} task
 * @param {Uint8Array} has
 * @param {number} seed
 * @param {number} size
 */
function around({ net }, has, seed, size) {
  const seen = new Uint8Array(has.length);
  seen[seed] = 1;
  const window = [seed];
  for (let i = 0; i < window.length && i < size; i++) {
    const l = window[i];
    /** @type {number[]} */
    const near = [];
    named(net, l, o => near.push(...row(net.teachers, o)));
    const nodes = [...row(net.teaches, l)];
    for (let node; (node = nodes.pop()) !== undefined; ) {
      for (const g of row(net.feeds, node)) {
        if (net.lessonOf[g] < 0) nodes.push(net.size + g);
        else near.push(net.lessonOf[g]);
      }
    }
    for (const next of near.sort((a, b) => a - b)) {
      if (!has[next] || seen[next]) continue;
      seen[next] = 1;
      window.push(next);
    }
  }
  return window.slice(0, size);
}
