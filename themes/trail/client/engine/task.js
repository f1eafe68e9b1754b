// What one question is really about: the part of the network that can matter for the goals, renumbered. Twin of
// crates/wend-core/src/path/task.rs.
import { Held, Lists, makeNet, row } from "./readiness.js";

/** @typedef {import("./readiness.js").Net} Net */
/** A goal: objective o as o, lesson l as -1 - l.
 * @typedef {number} Goal */
/** Lessons, ascending, and what they cost.
 * @typedef {{lessons: number[], cost: number}} Solution */
/** Work done: counted, never timed.
 * @typedef {{work: number}} Count */
/** A part of a network with what is asked of it; `lesson` is a lesson's number in what it was cut out of.
 * @typedef {{net: Net, cost: Float64Array, goals: Goal[], lesson: Uint32Array}} Task */

/** The goal that is a lesson, and back. @param {number} lesson */
export const done = lesson => -1 - lesson;

/** @param {Goal} goal @param {Held} held @param {ArrayLike<number>} walked */
export const met = (goal, held, walked) => (goal < 0 ? walked[-1 - goal] : held.known[goal]) === 1;

/** @param {Task} task @param {Iterable<number>} lessons */
export function price(task, lessons) {
  let sum = 0;
  for (const l of lessons) sum += task.cost[l];
  return sum;
}

/** @param {Task} task @param {Uint8Array} has @returns {Solution} */
export function solution(task, has) {
  /** @type {number[]} */
  const lessons = [];
  for (let l = 0; l < has.length; l++) if (has[l]) lessons.push(l);
  return { lessons, cost: price(task, lessons) };
}

/** @param {number} size @param {Iterable<number>} lessons */
export function marks(size, lessons) {
  const has = new Uint8Array(size);
  for (const l of lessons) has[l] = 1;
  return has;
}

/**
 * Does a set; the part of it that can be done, if that reaches all goals.
 * @param {Task} task
 * @param {Uint8Array} has
 * @param {number[]} lessons those, or more
 */
export function reaches({ net, goals }, has, lessons) {
  const held = new Held(net);
  const walked = held.walk(has, lessons);
  return goals.every(goal => met(goal, held, walked)) ? walked : null;
}

/**
 * Objectives that a lesson's requirement names, as far as a network has them.
 * @param {Net} net
 * @param {number} lesson
 * @param {(objective: number) => void} each
 */
export function named({ size, inputs, root }, lesson, each) {
  for (let i = inputs.at[root[lesson]]; i < inputs.at[root[lesson] + 1]; i++) {
    const node = inputs.of[i];
    if (node < size) each(node);
    else below({ size, inputs }, node - size, each);
  }
}

/**
 * The same below one gate.
 * @param {Pick<Net, "size" | "inputs">} net
 * @param {number} gate
 * @param {(objective: number) => void} each
 */
function below(net, gate, each) {
  for (const node of row(net.inputs, gate)) {
    if (node < net.size) each(node);
    else below(net, node - net.size, each);
  }
}

/**
 * Cuts out what can matter for goals from what holds. A gate keeps only what it still misses.
 * @param {Net} net
 * @param {Held} held
 * @param {ArrayLike<number>} usable by lesson
 * @param {(lesson: number) => number} cost
 * @param {Goal[]} goals
 * @returns {Task}
 */
export function cut(net, held, usable, cost, goals) {
  goals = goals.filter(goal => goal < 0 || !held.known[goal]);
  const all = new Seen(net, held, usable, goals);
  const prices = new Float64Array(net.root.length);
  for (let i = 0; i < all.lessons.length; i++) prices[all.lessons[i]] = cost(all.lessons[i]);
  const kept = all.better(net, prices, goals);
  const seen = kept.length < all.lessons.length ? new Seen(net, held, marks(prices.length, kept), goals) : all;
  return seen.renumber(net, held, prices, goals);
}

/** What lies behind the goals. */
class Seen {
  /**
   * @param {Net} net
   * @param {Held} held
   * @param {ArrayLike<number>} usable
   * @param {Goal[]} goals
   */
  constructor({ size, need, inputs, root, teachers }, { known, missing }, usable, goals) {
    /** Objectives that are not known and gates that don't hold, by node. */
    const node = (this.node = new Uint8Array(size + need.length));
    const lesson = (this.lesson = new Uint8Array(root.length));
    /** @type {number[]} */
    const lessons = [];
    /** @type {number[]} */
    const nodes = [];
    /** The same as lists. */
    this.lessons = lessons;
    this.nodes = nodes;
    /** @type {number[]} */
    const stack = [];
    for (const goal of goals) {
      if (goal >= 0) stack.push(goal);
      else if (!lesson[-1 - goal]) {
        lesson[-1 - goal] = 1;
        lessons.push(-1 - goal);
        stack.push(size + root[-1 - goal]);
      }
    }
    for (let at; (at = stack.pop()) !== undefined; ) {
      if (node[at]) continue;
      if (at >= size) {
        const g = at - size;
        if (!missing[g]) continue;
        for (let i = inputs.at[g], end = inputs.at[g + 1]; i < end; i++) stack.push(inputs.of[i]);
      } else {
        if (known[at]) continue;
        for (let i = teachers.at[at], end = teachers.at[at + 1]; i < end; i++) {
          const l = teachers.of[i];
          if (lesson[l] || !usable[l]) continue;
          lesson[l] = 1;
          lessons.push(l);
          stack.push(size + root[l]);
        }
      }
      node[at] = 1;
      nodes.push(at);
    }
  }
  /**
   * The lessons without those that another one always does better.
   * @param {Net} net
   * @param {Float64Array} prices
   * @param {Goal[]} goals
   */
  better(net, prices, goals) {
    return this.lessons.filter(l => goals.includes(done(l)) || !this.isWorse(net, prices, l));
  }
  /**
   * Whether another lesson gives all that this one could, needs nothing more and costs no more; of two that are alike in
   * all this, the one with the higher number is worse.
   * @param {Net} net
   * @param {Float64Array} cost
   * @param {number} lesson
   */
  isWorse({ inputs, root, teaches, teachers }, cost, lesson) {
    const { node } = this;
    const give = teaches.of;
    const from = teaches.at[lesson];
    const to = teaches.at[lesson + 1];
    const ask = inputs.of;
    const asks = inputs.at[root[lesson]];
    const asked = inputs.at[root[lesson] + 1];
    let first = from;
    while (first < to && !node[give[first]]) first++;
    if (first === to) return true;
    const start = teachers.at[give[first]];
    const most = Math.min(teachers.at[give[first] + 1], start + 64);
    others: for (let i = start; i < most; i++) {
      const other = teachers.of[i];
      if (other === lesson || !this.lesson[other] || cost[other] > cost[lesson]) continue;
      const its = teaches.at[other];
      const end = teaches.at[other + 1];
      // What it gives more, what it needs less.
      let more = 0;
      let less = 0;
      for (let j = from; j < to; j++) {
        if (!node[give[j]]) continue;
        if (!among(give, its, end, give[j])) continue others;
        more--;
      }
      for (let j = asks; j < asked; j++) less += node[ask[j]];
      for (let j = inputs.at[root[other]]; j < inputs.at[root[other] + 1]; j++) {
        if (!node[ask[j]]) continue;
        if (!among(ask, asks, asked, ask[j])) continue others;
        less--;
      }
      for (let j = its; j < end; j++) more += node[give[j]];
      if (cost[other] < cost[lesson] || more > 0 || (more === 0 && (less > 0 || (less === 0 && other < lesson)))) return true;
    }
    return false;
  }
  /**
   * @param {Net} net
   * @param {Held} held
   * @param {Float64Array} prices
   * @param {Goal[]} goals
   * @returns {Task}
   */
  renumber({ size, inputs, root, lessonOf, teaches }, { missing }, prices, goals) {
    const { node } = this;
    const lesson = Uint32Array.from(this.lessons).sort();
    // Roots that ask for nothing any more were not seen.
    const nodes = [...this.nodes, ...this.lessons.map(l => size + root[l]).filter(at => !node[at])];
    const [objectives, gates] = split(Uint32Array.from(nodes).sort(), size);
    const at = new Uint32Array(node.length);
    for (let i = 0; i < objectives.length; i++) at[objectives[i]] = i;
    const lessonAt = new Uint32Array(root.length);
    for (let i = 0; i < lesson.length; i++) lessonAt[lesson[i]] = i;
    // Gates come after what they are made of, here as there.
    const left = new Uint32Array(gates.length);
    const rows = new Lists();
    const roots = new Uint32Array(lesson.length);
    for (let i = 0; i < gates.length; i++) {
      const g = gates[i] - size;
      at[gates[i]] = objectives.length + i;
      if (lessonOf[g] >= 0) roots[lessonAt[lessonOf[g]]] = i;
      left[i] = missing[g];
      if (node[gates[i]]) for (let j = inputs.at[g], end = inputs.at[g + 1]; j < end; j++) if (node[inputs.of[j]]) rows.of.push(at[inputs.of[j]]);
      rows.end();
    }
    const taught = new Lists();
    const cost = new Float64Array(lesson.length);
    for (let i = 0; i < lesson.length; i++) {
      const l = lesson[i];
      cost[i] = prices[l];
      for (let j = teaches.at[l], end = teaches.at[l + 1]; j < end; j++) if (node[teaches.of[j]]) taught.of.push(at[teaches.of[j]]);
      taught.end();
    }
    return {
      net: makeNet(objectives.length, left, rows.rows(), roots, taught.rows()),
      cost,
      goals: goals.map(goal => (goal < 0 ? done(lessonAt[-1 - goal]) : at[goal])),
      lesson,
    };
  }
}

/**
 * Whether a number stands in a part of a list.
 * @param {Uint32Array} of
 * @param {number} from
 * @param {number} to
 * @param {number} one
 */
function among(of, from, to, one) {
  for (let i = from; i < to; i++) if (of[i] === one) return true;
  return false;
}

/**
 * Numbers below a bound, and the others.
 * @param {Uint32Array} ascending
 * @param {number} bound
 */
function split(ascending, bound) {
  let at = 0;
  while (at < ascending.length && ascending[at] < bound) at++;
  return [ascending.subarray(0, at), ascending.subarray(at)];
}
