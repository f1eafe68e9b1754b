// Which lessons, quickly: good sets that reach every goal. Twin of crates/wend-core/src/path/build.rs, where each step
// is explained.
import { Held, row } from "./readiness.js";
import { done, marks, met, price, reaches, solution } from "./task.js";

/** @typedef {import("./task.js").Task} Task */
/** @typedef {import("./task.js").Goal} Goal */
/** @typedef {import("./task.js").Count} Count */
/** @typedef {import("./task.js").Solution} Solution */
/** @typedef {NonNullable<ReturnType<typeof pass>>} Pass */

const CEILING = 2 ** 50;
const PART = 40;
const FAR = 2 ** 32 - 1;

/** Least first: a binary heap of (cost, number). */
export class Heap {
  constructor() {
    /** @type {number[]} */
    this.costs = [];
    /** @type {number[]} */
    this.items = [];
    /** What the item cost that was taken last. */
    this.cost = 0;
  }
  get size() {
    return this.costs.length;
  }
  clear() {
    this.costs.length = 0;
    this.items.length = 0;
  }
  /** @param {number} cost @param {number} item */
  push(cost, item) {
    const { costs, items } = this;
    let at = costs.length;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (costs[up] < cost || (costs[up] === cost && items[up] < item)) break;
      costs[at] = costs[up];
      items[at] = items[up];
      at = up;
    }
    costs[at] = cost;
    items[at] = item;
  }
  /** @returns {number} the item; what it cost is in `cost` */
  pop() {
    const { costs, items } = this;
    const top = items[0];
    this.cost = costs[0];
    const cost = /** @type {number} */ (costs.pop());
    const item = /** @type {number} */ (items.pop());
    const n = costs.length;
    if (n) {
      let at = 0;
      for (;;) {
        let next = 2 * at + 1;
        if (next >= n) break;
        if (next + 1 < n && (costs[next + 1] < costs[next] || (costs[next + 1] === costs[next] && items[next + 1] < items[next]))) next++;
        if (cost < costs[next] || (cost === costs[next] && item < items[next])) break;
        costs[at] = costs[next];
        items[at] = items[next];
        at = next;
      }
      costs[at] = cost;
      items[at] = item;
    }
    return top;
  }
}

/**
 * Walks from what holds, least cost first, until the first of some goals is reached, or all of them.
 * @param {Task} task
 * @param {Held} held
 * @param {Goal[]} wanted
 * @param {Uint8Array} has
 * @param {boolean} all
 * @param {Count} count
 */
function pass({ net, cost }, held, wanted, has, all, count) {
  if (!wanted.length) return null;
  const { size, feeds, root, lessonOf, teaches } = net;
  const want = new Set(wanted);
  let left = all ? wanted.length : 1;
  const missing = held.missing.slice();
  const sum = new Float64Array(missing.length);
  const depth = new Uint32Array(missing.length);
  // By gate: when it began to hold, and when others heard of it.
  const full = new Uint32Array(missing.length).fill(FAR);
  const told = new Uint32Array(missing.length).fill(FAR);
  // By objective: cost, lesson, when, how deep.
  const prices = new Float64Array(size);
  const by = new Int32Array(size).fill(-1);
  const when = new Uint32Array(size).fill(FAR);
  const deep = new Uint32Array(size);
  const found = { goal: wanted[0], cost: 0, prices, by, when, deep, full, told };
  const heap = new Heap();
  let at = 0;
  for (let l = 0; l < root.length; l++) {
    if (missing[root[l]] || has[l]) continue;
    full[root[l]] = 0;
    heap.push(cost[l], root[l]);
  }
  /** @param {number} node @param {number} soFar @param {number} down */
  const feed = (node, soFar, down) => {
    for (let i = feeds.at[node], end = feeds.at[node + 1]; i < end; i++) {
      const g = feeds.of[i];
      if (missing[g] === 0) continue;
      missing[g]--;
      sum[g] = Math.min(sum[g] + soFar, CEILING);
      if (down > depth[g]) depth[g] = down;
      if (missing[g]) continue;
      full[g] = at;
      const l = lessonOf[g];
      if (l < 0) heap.push(sum[g], g);
      else if (!has[l]) heap.push(Math.min(sum[g] + cost[l], CEILING), g);
    }
  };
  while (heap.size) {
    const g = heap.pop();
    const soFar = heap.cost;
    const l = lessonOf[g];
    count.work++;
    at++;
    if (l < 0) {
      told[g] = at;
      feed(size + g, soFar, depth[g]);
      continue;
    }
    const down = depth[g] + 1;
    let reached = false;
    if (want.has(done(l))) {
      reached = true;
      found.goal = done(l);
      left--;
    }
    const fresh = [];
    for (let i = teaches.at[l]; i < teaches.at[l + 1]; i++) {
      const o = teaches.of[i];
      if (by[o] !== -1 || held.known[o]) continue;
      prices[o] = soFar;
      by[o] = l;
      when[o] = at;
      deep[o] = down;
      fresh.push(o);
      if (left > 0 && want.has(o)) {
        left--;
        if (!reached) found.goal = o;
        reached = true;
      }
    }
    if (reached) {
      found.cost = soFar;
      if (!left) return found;
    }
    for (let i = 0; i < fresh.length; i++) feed(fresh[i], soFar, down);
  }
  return null;
}

/**
 * The objectives used to open a gate, with those of the gates below it.
 * @param {Task} task
 * @param {Held} held
 * @param {Pass} pass
 * @param {number} gate
 * @param {number[]} out
 */
function support(task, held, pass, gate, out) {
  const { size, inputs } = task.net;
  let left = held.missing[gate];
  for (const node of row(inputs, gate)) {
    if (!left) break;
    if (node >= size) {
      if (pass.told[node - size] > pass.full[gate]) continue;
      support(task, held, pass, node - size, out);
    } else {
      if (pass.by[node] < 0 || pass.when[node] > pass.full[gate]) continue;
      out.push(node);
    }
    left--;
  }
  return out;
}

/** @param {Pass} pass @param {Goal} goal */
const lessonFor = (pass, goal) => (goal < 0 ? -1 - goal : pass.by[goal]);

/**
 * The part of the goal's plan to commit.
 * @param {Task} task
 * @param {Held} held
 * @param {Pass} pass
 */
function part(task, held, pass) {
  let goal = pass.goal;
  for (;;) {
    let deepest = -1;
    for (const o of support(task, held, pass, task.net.root[lessonFor(pass, goal)], [])) {
      if (pass.prices[o] > 0 && (deepest < 0 || pass.deep[o] > pass.deep[deepest] || (pass.deep[o] === pass.deep[deepest] && o < deepest))) deepest = o;
    }
    if (deepest < 0) return pass.goal;
    goal = deepest;
    if (pass.prices[goal] * 100 <= pass.cost * PART) return goal;
  }
}

/**
 * Adds the lessons of a goal's plan; those that are new.
 * @param {Task} task
 * @param {Held} held
 * @param {Pass} pass
 * @param {Goal} goal
 * @param {Uint8Array} has
 */
function collect(task, held, pass, goal, has) {
  const fresh = [];
  const stack = [lessonFor(pass, goal)];
  for (let l; (l = stack.pop()) !== undefined; ) {
    if (has[l]) continue;
    has[l] = 1;
    fresh.push(l);
    for (const o of support(task, held, pass, task.net.root[l], [])) stack.push(pass.by[o]);
  }
  return fresh;
}

/**
 * The lessons of all goals' plans, each made as if nothing were shared; null where a goal can't be reached.
 * @param {Task} task
 * @param {Count} count
 */
export function plain(task, count) {
  const has = new Uint8Array(task.lesson.length);
  if (task.goals.length) {
    const held = new Held(task.net);
    const found = pass(task, held, task.goals, has, true, count);
    if (!found) return null;
    for (const goal of task.goals) collect(task, held, found, goal, has);
  }
  return solution(task, has);
}

/** A set in the making, for sharing. */
export class Build {
  /** @param {Task} task */
  constructor(task) {
    this.held = new Held(task.net);
    this.has = new Uint8Array(task.lesson.length);
  }
  /**
   * One pass more; the set, once every goal is met.
   * @param {Task} task
   * @param {Count} count
   */
  step(task, count) {
    const { held, has } = this;
    const unmet = task.goals.filter(goal => !met(goal, held, has));
    const found = pass(task, held, unmet, has, false, count);
    if (!found) return solution(task, has);
    for (const l of collect(task, held, found, part(task, held, found), has)) for (const o of row(task.net.teaches, l)) held.learn(o);
    return null;
  }
}

/** A step of thinning tries so much. */
const SLICE = 1000;

/** Drops what the rest makes needless, dearest first, until nothing can go; some tries a step. */
export class Thin {
  /** @param {Task} task @param {Solution} found */
  constructor(task, found) {
    this.found = found;
    this.has = marks(task.lesson.length, found.lessons);
    /** Lessons to try in this round, last first. @type {number[]} */
    this.left = [];
    /** @type {Uint8Array} */
    this.plainly = this.has;
    /** So many there were when the round began. */
    this.before = -1;
  }
  /**
   * Some tries more; the set, once nothing can go.
   * @param {Task} task
   * @param {Count} count
   */
  step(task, count) {
    const { cost } = task;
    const { found } = this;
    const end = count.work + SLICE;
    for (;;) {
      for (let l; (l = this.left.pop()) !== undefined; ) {
        if (!this.has[l] || this.plainly[l]) continue;
        this.has[l] = 0;
        count.work += found.lessons.length;
        const walked = reaches(task, this.has, found.lessons);
        if (walked) {
          this.has = walked;
          found.lessons = found.lessons.filter(l => walked[l]);
        } else this.has[l] = 1;
        if (count.work >= end) return null;
      }
      if (found.lessons.length === this.before) {
        found.cost = price(task, found.lessons);
        return found;
      }
      this.before = found.lessons.length;
      this.plainly = plainlyNeeded(task, found.lessons);
      this.left = [...found.lessons].sort((a, b) => cost[a] - cost[b] || b - a);
    }
  }
}

/**
 * The same at once.
 * @param {Task} task
 * @param {Solution} found
 * @param {Count} count
 */
export function thin(task, found, count) {
  const all = new Thin(task, found);
  while (!all.step(task, count));
  return found;
}

/**
 * Lessons of a set that alone in it teach a goal or what another of it can't do without.
 * @param {Task} task
 * @param {number[]} lessons
 */
function plainlyNeeded({ net, goals }, lessons) {
  const { size, need, inputs, root, teaches } = net;
  const out = new Uint8Array(root.length);
  // How many of the set teach an objective, and the last of them.
  const teachers = new Uint32Array(size);
  const last = new Uint32Array(size);
  for (const l of lessons) {
    for (let i = teaches.at[l]; i < teaches.at[l + 1]; i++) {
      teachers[teaches.of[i]]++;
      last[teaches.of[i]] = l;
    }
  }
  for (const goal of goals) {
    if (goal < 0) out[-1 - goal] = 1;
    else if (teachers[goal] === 1) out[last[goal]] = 1;
  }
  const seen = new Uint8Array(need.length);
  const stack = lessons.map(l => root[l]);
  for (let g; (g = stack.pop()) !== undefined; ) {
    if (seen[g]) continue;
    seen[g] = 1;
    const end = inputs.at[g + 1];
    let most = 0;
    for (let i = inputs.at[g]; i < end; i++) if (inputs.of[i] >= size || teachers[inputs.of[i]]) most++;
    if (most > need[g]) continue;
    for (let i = inputs.at[g]; i < end; i++) {
      const node = inputs.of[i];
      if (node >= size) stack.push(node - size);
      else if (teachers[node] === 1) out[last[node]] = 1;
    }
  }
  return out;
}
