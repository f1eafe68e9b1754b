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
  const pinned = marks(lesson.length, goals.filter(goal => goal < 0).map(done));
  let fewer = false;
  for (let l = 0; l < lesson.length; l++) {
    if (lesson[l] && !pinned[l] && isWorse(net, held, seen, prices, l)) {
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
      for (let i = inputs.at[g]; i < inputs.at[g + 1]; i++) stack.push(inputs.of[i]);
    } else if (!held.known[node] && !objective[node]) {
      objective[node] = 1;
      for (let i = teachers.at[node]; i < teachers.at[node + 1]; i++) if (usable(teachers.of[i])) want(teachers.of[i]);
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
  const { objective } = seen;
  const give = teaches.of;
  const from = teaches.at[lesson];
  const to = teaches.at[lesson + 1];
  const ask = inputs.of;
  const asks = inputs.at[root[lesson]];
  const asked = inputs.at[root[lesson] + 1];
  let first = from;
  while (first < to && !objective[give[first]]) first++;
  if (first === to) return true;
  const start = teachers.at[give[first]];
  const most = Math.min(teachers.at[give[first] + 1], start + 64);
  others: for (let i = start; i < most; i++) {
    const other = teachers.of[i];
    if (other === lesson || !seen.lesson[other] || cost[other] > cost[lesson]) continue;
    const its = teaches.at[other];
    const end = teaches.at[other + 1];
    // What it gives more, what it needs less.
    let more = 0;
    let less = 0;
    for (let j = from; j < to; j++) {
      if (!objective[give[j]]) continue;
      if (!among(give, its, end, give[j])) continue others;
      more--;
    }
    for (let j = asks; j < asked; j++) if (lacks(size, held, ask[j])) less++;
    for (let j = inputs.at[root[other]]; j < inputs.at[root[other] + 1]; j++) {
      if (!lacks(size, held, ask[j])) continue;
      if (!among(ask, asks, asked, ask[j])) continue others;
      less--;
    }
    for (let j = its; j < end; j++) if (objective[give[j]]) more++;
    if (cost[other] < cost[lesson] || more > 0 || (more === 0 && (less > 0 || (less === 0 && other < lesson)))) return true;
  }
  return false;
}

/** @param {Uint32Array} of @param {number} from @param {number} to @param {number} one */
function among(of, from, to, one) {
  for (let i = from; i < to; i++) if (of[i] === one) return true;
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
  // Gates come after what they are made of, here as there. Roots that ask for nothing any more were not seen.
  const gateAt = new Int32Array(need.length);
  /** @type {number[]} */
  const left = [];
  const rows = new Lists();
  const root = new Uint32Array(lesson.length);
  for (let g = 0; g < need.length; g++) {
    const of = lessonOf[g];
    const isRoot = of >= 0 && seen.lesson[of];
    if (!seen.gate[g] && !isRoot) continue;
    gateAt[g] = left.length;
    if (isRoot) root[lessonAt[of]] = left.length;
    left.push(held.missing[g]);
    if (seen.gate[g]) {
      for (let i = inputs.at[g]; i < inputs.at[g + 1]; i++) {
        const input = inputs.of[i];
        if (input >= size) {
          if (held.missing[input - size]) rows.of.push(objectives.length + gateAt[input - size]);
        } else if (!held.known[input]) rows.of.push(objective[input]);
      }
    }
    rows.end();
  }
  const taught = new Lists();
  for (const l of lesson) {
    for (let i = teaches.at[l]; i < teaches.at[l + 1]; i++) if (seen.objective[teaches.of[i]]) taught.of.push(objective[teaches.of[i]]);
    taught.end();
  }
  const cost = new Float64Array(lesson.length);
  for (let l = 0; l < cost.length; l++) cost[l] = prices[lesson[l]];
  return {
    net: makeNet(objectives.length, new Uint32Array(left), rows.rows(), root, taught.rows()),
    cost,
    goals: goals.map(goal => (goal < 0 ? done(lessonAt[-1 - goal]) : objective[goal])),
    lesson,
  };
}

/**
 * The positions that are marked, and the number of each among them.
 * @param {Uint8Array} marked
 * @returns {[Uint32Array, Int32Array]}
 */
function numbers(marked) {
  let n = 0;
  const number = new Int32Array(marked.length).fill(-1);
  for (let i = 0; i < marked.length; i++) if (marked[i]) number[i] = n++;
  const of = new Uint32Array(n);
  for (let i = 0; i < marked.length; i++) if (marked[i]) of[number[i]] = i;
  return [of, number];
}
