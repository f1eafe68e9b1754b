// The best set there is: depth-first branch and bound over LM-cut. Twin of crates/wend-core/src/path/exact.rs, where it
// is explained.
import { Heap } from "./build.js";
import { row } from "./readiness.js";
import { done, price } from "./task.js";

/** @typedef {import("./task.js").Task} Task */
/** @typedef {import("./task.js").Goal} Goal */
/** @typedef {import("./task.js").Count} Count */
/** @typedef {import("./task.js").Solution} Solution */
/** A node still to be looked at: lessons that are in, and lessons that are out.
 * @typedef {{chosen: number[], without: number[]}} Node */
/** The same, not yet made: of a choice the lesson `at` is in as well, and those before it are out.
 * @typedef {Node & {choice: number[], at: number}} Ahead */
/** A node whose bound is being found: what the chosen cost, the bound so far, the cut with the fewest lessons so far if
 * none has only one, and the lessons of those that have.
 * @typedef {{node: Node, cuts: Cuts, soFar: number, bound: number, narrowest: number[], forced: number[]}} Open */

/** A step looks at so much, or at so many cuts, or at one cut. */
const SLICE = 500;
const CUTS = 16;

/** A search in progress. */
export class Search {
  constructor() {
    /** @type {Ahead[]} */
    this.stack = [{ chosen: [], without: [], choice: [], at: 0 }];
    /** @type {Open | null} */
    this.open = null;
  }
  /** Everything was looked at. */
  get isOver() {
    return !this.stack.length && !this.open;
  }
  /**
   * Looks at some of one node; a set cheaper than `most`, if it is one.
   * @param {Task} task
   * @param {number} most
   * @param {Count} count
   * @returns {Solution | null}
   */
  step(task, most, count) {
    let open = this.open;
    this.open = null;
    if (!open) {
      const ahead = this.stack.pop();
      if (!ahead) return null;
      const { chosen, without, choice, at } = ahead;
      const node = { chosen: [...chosen, ...choice.slice(at, at + 1)], without: [...without, ...choice.slice(0, at)] };
      const soFar = price(task, node.chosen);
      open = { node, cuts: new Cuts(task, node), soFar, bound: soFar, narrowest: [], forced: [] };
    }
    const end = count.work + SLICE;
    for (let cuts = 0; open.bound < most; cuts++) {
      if (count.work >= end || cuts === CUTS) {
        this.open = open;
        return null;
      }
      const found = open.cuts.next(count);
      if (found === "unreachable") return null;
      if (found === "nothing") {
        if (open.bound === open.soFar) return { lessons: open.node.chosen.sort((a, b) => a - b), cost: open.soFar };
        this.branch(task, open, most);
        return null;
      }
      open.bound += found.least;
      if (found.cut.length === 1) open.forced.push(found.cut[0]);
      else if (!open.narrowest.length || found.cut.length < open.narrowest.length) open.narrowest = found.cut;
    }
    return null;
  }
  /**
   * The nodes below: with what is needed in any case, else one for each lesson of the narrowest cut.
   * @param {Task} task
   * @param {Open} open
   * @param {number} most
   */
  branch({ cost }, { node: { chosen, without }, cuts, bound, narrowest, forced }, most) {
    cuts.cost.forEach((rest, l) => {
      if (rest !== Infinity && rest > 0 && bound + rest >= most) without.push(l);
    });
    if (forced.length) {
      this.stack.push({ chosen: [...chosen, ...new Set(forced.sort((a, b) => a - b))], without, choice: [], at: 0 });
      return;
    }
    const out = new Set(without);
    const choice = narrowest.filter(l => !out.has(l)).sort((a, b) => cost[a] - cost[b] || a - b);
    // Taken from the top: the cheapest first.
    for (let i = choice.length - 1; i >= 0; i--) this.stack.push({ chosen, without, choice, at: i });
  }
}

/** Costs that are cut down. */
class Cuts {
  /** @param {Task} task @param {Node} node */
  constructor(task, { chosen, without }) {
    const { net } = task;
    this.net = net;
    const gates = net.need.length;
    /** What is left of each lesson's cost; Infinity: out. */
    this.cost = task.cost.slice();
    for (const l of without) this.cost[l] = Infinity;
    for (const l of chosen) this.cost[l] = 0;
    // What is in has to be done as well. Objectives ascending, then lessons ascending.
    this.goals = [...new Set([...task.goals, ...chosen.map(done)])].sort((a, b) => (a < 0 && b < 0 ? b - a : (a < 0 ? 1 : 0) - (b < 0 ? 1 : 0) || a - b));
    this.goalObjective = new Uint8Array(net.size);
    this.goalGate = new Uint8Array(gates);
    for (const goal of this.goals) {
      if (goal < 0) this.goalGate[net.root[-1 - goal]] = 1;
      else this.goalObjective[goal] = 1;
    }
    // h_max by node: objectives, then gates.
    this.value = new Float64Array(net.size + gates);
    this.left = new Uint32Array(gates);
    this.heap = new Heap();
    // From where the goal costs nothing, by node and by lesson; lessons with a cost that lead there.
    this.near = new Uint8Array(net.size + gates);
    this.nearLesson = new Uint8Array(net.root.length);
    this.border = new Uint8Array(net.root.length);
    this.reached = new Uint8Array(net.size + gates);
  }
  /**
   * @param {Count} count
   * @returns {"unreachable" | "nothing" | {cut: number[], least: number}}
   */
  next(count) {
    const { net, cost, value } = this;
    this.dearestInputs(count);
    let most = 0;
    let dearest = 0;
    for (const goal of this.goals) {
      const l = -1 - goal;
      const now = goal < 0 ? value[net.size + net.root[l]] + cost[l] : value[goal];
      if (now === Infinity) return "unreachable";
      if (now > most) {
        most = now;
        dearest = goal;
      }
    }
    if (!most) return "nothing";
    this.backward(dearest);
    const cut = this.forward();
    let least = Infinity;
    for (const l of cut) least = Math.min(least, cost[l]);
    for (const l of cut) cost[l] -= least;
    return { cut, least };
  }
  /**
   * h_max of every node, least first, until all goals have one.
   * @param {Count} count
   */
  dearestInputs(count) {
    const { cost, value, left, heap, goalGate, goalObjective } = this;
    const { size, need, feeds, root, lessonOf, teaches } = this.net;
    value.fill(Infinity);
    left.set(need);
    heap.clear();
    let waiting = this.goals.length;
    for (let l = 0; l < root.length; l++) {
      const g = root[l];
      if (need[g]) continue;
      value[size + g] = 0;
      waiting -= goalGate[g];
      if (cost[l] !== Infinity) heap.push(cost[l], l);
    }
    /** @type {number[]} */
    const stack = [];
    while (waiting > 0 && heap.size) {
      const lesson = heap.pop();
      const now = heap.cost;
      count.work++;
      for (let i = teaches.at[lesson]; i < teaches.at[lesson + 1]; i++) {
        const o = teaches.of[i];
        if (value[o] !== Infinity) continue;
        value[o] = now;
        waiting -= goalObjective[o];
        stack.push(o);
      }
      for (let node; (node = stack.pop()) !== undefined; ) {
        for (let i = feeds.at[node], end = feeds.at[node + 1]; i < end; i++) {
          const g = feeds.of[i];
          if (!left[g] || --left[g]) continue;
          value[size + g] = now;
          waiting -= goalGate[g];
          const l = lessonOf[g];
          if (l < 0) stack.push(size + g);
          else if (cost[l] !== Infinity) heap.push(now + cost[l], l);
        }
      }
    }
  }
  /**
   * Inputs of a gate of which one at least is needed and that are dearest: all but the `need - 1` cheapest, ties by place.
   * @param {number} gate
   * @param {number} at its place among all inputs
   */
  counts(gate, at) {
    const { value } = this;
    const { of, at: starts } = this.net.inputs;
    const mine = value[of[at]];
    let before = 0;
    for (let i = starts[gate], end = starts[gate + 1]; i < end; i++) if (value[of[i]] < mine || (value[of[i]] === mine && i < at)) before++;
    return before + 1 >= this.net.need[gate];
  }
  /**
   * One of a gate's inputs is this node, and counts.
   * @param {number} gate
   * @param {number} node
   */
  countsFrom(gate, node) {
    const { of, at } = this.net.inputs;
    for (let i = at[gate]; i < at[gate + 1]; i++) if (of[i] === node && this.counts(gate, i)) return true;
    return false;
  }
  /**
   * Everything from which the goal costs nothing more, and the lessons with a cost that lead there.
   * @param {Goal} goal
   */
  backward(goal) {
    const { cost, near, nearLesson, border } = this;
    const { size, inputs, root, teachers } = this.net;
    near.fill(0);
    nearLesson.fill(0);
    border.fill(0);
    /** @type {number[]} */
    const stack = [];
    const lead = (/** @type {number} */ l) => {
      if (cost[l] === 0) {
        if (!nearLesson[l]) stack.push(size + root[l]);
        nearLesson[l] = 1;
      } else if (cost[l] !== Infinity) border[l] = 1;
    };
    if (goal < 0) lead(-1 - goal);
    else stack.push(goal);
    for (let node; (node = stack.pop()) !== undefined; ) {
      if (near[node]) continue;
      near[node] = 1;
      if (node < size) for (let i = teachers.at[node]; i < teachers.at[node + 1]; i++) lead(teachers.of[i]);
      else for (let g = node - size, i = inputs.at[g]; i < inputs.at[g + 1]; i++) if (this.counts(g, i)) stack.push(inputs.of[i]);
    }
  }
  /** Lessons of the border that can be reached from the start without crossing it. */
  forward() {
    const { cost, near, nearLesson, border, reached } = this;
    const { size, need, feeds, root, lessonOf, teaches } = this.net;
    reached.fill(0);
    /** @type {number[]} */
    const cut = [];
    /** @type {number[]} */
    const open = [];
    for (let l = 0; l < root.length; l++) if (!need[root[l]]) open.push(l);
    for (let l; (l = open.pop()) !== undefined; ) {
      if (cost[l] === Infinity || nearLesson[l]) continue;
      if (border[l]) cut.push(l);
      const stack = [...row(teaches, l)];
      for (let node; (node = stack.pop()) !== undefined; ) {
        if (near[node] || reached[node]) continue;
        reached[node] = 1;
        for (let i = feeds.at[node], end = feeds.at[node + 1]; i < end; i++) {
          const g = feeds.of[i];
          if (reached[size + g] || near[size + g]) continue;
          if (!this.countsFrom(g, node)) continue;
          if (lessonOf[g] < 0) stack.push(size + g);
          else {
            reached[size + g] = 1;
            open.push(lessonOf[g]);
          }
        }
      }
    }
    return cut.sort((a, b) => a - b);
  }
}
