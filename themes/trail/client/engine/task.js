// What one question is really about: the part of the network that can matter for the goals, renumbered. Twin of
// crates/wend-core/src/path/task.rs.
import { Held, makeNet } from "./readiness.js";

/** @typedef {import("./readiness.js").Net} Net */
/** A goal: objective o as o, lesson l as -1 - l.
 * @typedef {number} Goal */
/** Lessons, ascending, and what they cost.
 * @typedef {{lessons: number[], cost: number}} Solution */
/** Work done: counted, never timed.
 * @typedef {{work: number}} Count */
/** A part of a network with what is asked of it; `lesson` is a lesson's number in what it was cut out of.
 * @typedef {{net: Net, cost: number[], goals: Goal[], lesson: number[]}} Task */

/** @param {number} lesson */
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
  const stack = inputs[root[lesson]].slice();
  for (let node; (node = stack.pop()) !== undefined; ) {
    if (node < size) each(node);
    else stack.push(...inputs[node - size]);
  }
}

/**
 * Cuts out what can matter for goals from what holds. A gate keeps only what it still misses.
 * @param {Net} net
 * @param {Held} held
 * @param {(lesson: number) => unknown} usable
 * @param {(lesson: number) => number} cost
 * @param {Goal[]} goals
 * @returns {Task}
 */
export function cut(net, held, usable, cost, goals) {
  goals = goals.filter(goal => goal < 0 || !held.known[goal]);
  let seen = backward(net, held, usable, goals);
  const { lesson } = seen;
  const prices = new Float64Array(lesson.length);
  for (let l = 0; l < lesson.length; l++) if (lesson[l]) prices[l] = cost(l);
  const kept = lesson.slice();
  let fewer = false;
  for (let l = 0; l < lesson.length; l++) {
    if (lesson[l] && !goals.includes(done(l)) && isWorse(net, held, seen, prices, l)) {
      kept[l] = 0;
      fewer = true;
    }
  }
  if (fewer) seen = backward(net, held, l => kept[l], goals);
  return renumber(net, held, seen, prices, goals);
}

/**
 * What lies behind the goals.
 * @param {Net} net
 * @param {Held} held
 * @param {(lesson: number) => unknown} usable
 * @param {Goal[]} goals
 */
function backward({ size, need, inputs, root, teachers }, held, usable, goals) {
  const seen = { objective: new Uint8Array(size), gate: new Uint8Array(need.length), lesson: new Uint8Array(root.length) };
  const { objective, gate, lesson } = seen;
  /** @type {number[]} */
  const stack = [];
  /** @param {number} l */
  const want = l => {
    if (!lesson[l]) stack.push(size + root[l]);
    lesson[l] = 1;
  };
  for (const goal of goals) {
    if (goal < 0) want(-1 - goal);
    else stack.push(goal);
  }
  for (let node; (node = stack.pop()) !== undefined; ) {
    if (node >= size) {
      const g = node - size;
      if (!held.missing[g] || gate[g]) continue;
      gate[g] = 1;
      for (const input of inputs[g]) stack.push(input);
    } else if (!held.known[node] && !objective[node]) {
      objective[node] = 1;
      for (const l of teachers[node]) if (usable(l)) want(l);
    }
  }
  return seen;
}

/**
 * Whether another lesson gives all that this one could, needs nothing more and costs no more; of two that are alike in
 * all this, the one with the higher number is worse.
 * @param {Net} net
 * @param {Held} held
 * @param {ReturnType<typeof backward>} seen
 * @param {Float64Array} cost
 * @param {number} lesson
 */
function isWorse({ size, inputs, root, teaches, teachers }, held, seen, cost, lesson) {
  const mine = teaches[lesson];
  const needs = inputs[root[lesson]];
  const first = mine.find(o => seen.objective[o]);
  if (first === undefined) return true;
  const all = teachers[first];
  const most = Math.min(all.length, 64);
  others: for (let i = 0; i < most; i++) {
    const other = all[i];
    if (other === lesson || !seen.lesson[other] || cost[other] > cost[lesson]) continue;
    const its = teaches[other];
    // What it gives more, what it needs less.
    let more = 0;
    let less = 0;
    for (const o of mine) {
      if (!seen.objective[o]) continue;
      if (!its.includes(o)) continue others;
      more--;
    }
    for (const node of needs) if (lacks(size, held, node)) less++;
    for (const node of inputs[root[other]]) {
      if (!lacks(size, held, node)) continue;
      if (!needs.includes(node)) continue others;
      less--;
    }
    for (const o of its) if (seen.objective[o]) more++;
    if (cost[other] < cost[lesson] || more > 0 || (more === 0 && (less > 0 || (less === 0 && other < lesson)))) return true;
  }
  return false;
}

/** @param {number} size @param {Held} held @param {number} node */
const lacks = (size, held, node) => (node < size ? !held.known[node] : held.missing[node - size] > 0);

/**
 * @param {Net} net
 * @param {Held} held
 * @param {ReturnType<typeof backward>} seen
 * @param {Float64Array} prices
 * @param {Goal[]} goals
 * @returns {Task}
 */
function renumber(net, held, seen, prices, goals) {
  const { size, need, inputs, lessonOf, teaches } = net;
  const [objectives, objective] = numbers(seen.objective);
  const [lesson, lessonAt] = numbers(seen.lesson);
  /** @type {number[]} */
  const left = [];
  /** @type {number[][]} */
  const rows = [];
  /** @type {number[]} */
  const root = [];
  // Gates come after what they are made of, here as there. Roots that ask for nothing any more were not seen.
  const gateAt = new Int32Array(need.length);
  for (let g = 0; g < need.length; g++) {
    const of = lessonOf[g];
    const isRoot = of >= 0 && seen.lesson[of];
    if (!seen.gate[g] && !isRoot) continue;
    gateAt[g] = left.length;
    if (isRoot) root[lessonAt[of]] = left.length;
    left.push(held.missing[g]);
    /** @type {number[]} */
    const row = [];
    if (seen.gate[g]) {
      for (const input of inputs[g]) {
        if (input >= size) {
          if (held.missing[input - size]) row.push(objectives.length + gateAt[input - size]);
        } else if (!held.known[input]) row.push(objective[input]);
      }
    }
    rows.push(row);
  }
  const taught = lesson.map(l => {
    /** @type {number[]} */
    const out = [];
    for (const o of teaches[l]) if (seen.objective[o]) out.push(objective[o]);
    return out;
  });
  return {
    net: makeNet(objectives.length, left, rows, root, taught),
    cost: lesson.map(l => prices[l]),
    goals: goals.map(goal => (goal < 0 ? done(lessonAt[-1 - goal]) : objective[goal])),
    lesson,
  };
}

/**
 * The positions that are marked, and the number of each among them.
 * @param {Uint8Array} marked
 * @returns {[number[], Int32Array]}
 */
function numbers(marked) {
  /** @type {number[]} */
  const of = [];
  const number = new Int32Array(marked.length).fill(-1);
  for (let i = 0; i < marked.length; i++) if (marked[i]) number[i] = of.push(i) - 1;
  return [of, number];
}
