// Placement: what does a learner know already? Twin of crates/wend-core/src/placement.rs and placement/sample.rs.
// States are sampled here, from the same dice: nothing is shipped for them, and they begin at what is held.
import { names } from "./catalog.js";
import { Dice } from "./dice.js";
import { inTime } from "./evidence.js";
import { ascending, makeReadiness, row } from "./readiness.js";
import { relevant } from "./relevant.js";

/** @typedef {import("./readiness.js").Graph} Graph */
/** @typedef {{ask: number} | {done: "clear" | "questions" | "minutes" | "nothing"}} Now */
/**
 * @typedef {object} Samples
 * @property {number} states
 * @property {Uint32Array[]} columns the states an objective is in, by objective
 * @property {number[]} scope what is asked about, ascending
 */

/** So many states are enough. */
export const STATES = 2000;
const SLIP = 0.1;
const TYPED_GUESS = 0.05;
const KNOWN = 0.8;
const UNKNOWN = 0.2;
const MOST_EACH = 2;
const MOST = 25;
const MOST_MS = 480000;

/** Samples feasible states that contain all that is held; `more` makes some of them at a time. */
export class Sampler {
  /**
   * @param {Graph} graph
   * @param {Iterable<number>} held
   * @param {number[]} goals
   * @param {number} seed
   * @param {number} states
   */
  constructor(graph, held, goals, seed, states) {
    const { c, size, root } = graph;
    const wanted = relevant(graph, goals);
    this.graph = graph;
    this.seed = seed;
    this.states = states;
    this.done = 0;
    this.usable = c.lessons.map(l => l.teaches.some(o => o < size && wanted.has(o)));
    const readiness = makeReadiness(graph, held);
    this.known = readiness.known;
    this.missing = readiness.missing;
    this.open = [...root.keys()].filter(lesson => this.usable[lesson] && readiness.ready(lesson));
    const strands = c.strands.length;
    this.strand = c.lessons.map(l => Math.min(c.objectives[l.teaches[0]]?.strand ?? strands, strands));
    /** @type {number[]} */
    const all = [];
    this.walk(new Dice(seed, 0), Infinity, o => all.push(o));
    this.scope = ascending(all.filter(o => wanted.has(o)));
    /** @type {Uint32Array[]} */
    this.columns = c.objectives.map(() => new Uint32Array(0));
    for (const o of this.scope) this.columns[o] = new Uint32Array(Math.ceil(states / 32));
  }
  /**
   * Samples up to `n` more; true when all are there.
   * @param {number} n
   */
  more(n) {
    for (let left = n; left > 0 && this.done < this.states; left--) {
      const state = this.done++;
      const dice = new Dice(this.seed, state + 1);
      this.walk(dice, dice.below(this.scope.length + 1), o => {
        if (this.columns[o].length) this.columns[o][state >>> 5] |= 1 << (state & 31);
      });
    }
    return this.done === this.states;
  }
  /**
   * Learns `far` objectives along ready lessons.
   * @param {Dice} dice
   * @param {number} far
   * @param {(objective: number) => void} learn
   */
  walk(dice, far, learn) {
    const { c, size, feeds, lessonOf } = this.graph;
    const known = this.known.slice();
    const missing = this.missing.slice();
    const open = this.open.slice();
    const lean = dice.below(2) === 1;
    const favour = Array.from({ length: c.strands.length + 1 }, () => dice.below(256));
    for (let learned = 0; learned < far && open.length; ) {
      let at = dice.below(open.length);
      if (lean) {
        const other = dice.below(open.length);
        if (favour[this.strand[open[other]]] > favour[this.strand[open[at]]]) at = other;
      }
      const lesson = open[at];
      const last = /** @type {number} */ (open.pop());
      if (at < open.length) open[at] = last;
      /** @type {number[]} */
      const opened = [];
      for (const o of c.lessons[lesson].teaches) {
        if (o >= size || known[o]) continue;
        known[o] = 1;
        learn(o);
        learned++;
        const stack = [o];
        for (let node; (node = stack.pop()) !== undefined; ) {
          for (const gate of row(feeds, node)) {
            if (missing[gate] && !--missing[gate]) {
              stack.push(size + gate);
              if (lessonOf[gate] >= 0 && this.usable[lessonOf[gate]]) opened.push(lessonOf[gate]);
            }
          }
        }
      }
      open.push(...opened.sort((a, b) => a - b));
    }
  }
}

/**
 * All states at once.
 * @param {Graph} graph
 * @param {Iterable<number>} held
 * @param {number[]} goals
 * @param {number} seed
 * @param {number} [states]
 */
export function sample(graph, held, goals, seed, states = STATES) {
  const sampler = new Sampler(graph, held, goals, seed, states);
  sampler.more(states);
  return sampler;
}

/** A placement in progress. */
export class Placement {
  /**
   * @param {Graph} graph
   * @param {Samples} samples
   */
  constructor(graph, samples) {
    const inScope = new Set(samples.scope);
    this.samples = samples;
    this.placeable = graph.c.objectives.map(o => o.depth !== "inquire");
    /** How often each objective may still be asked. */
    this.left = graph.c.objectives.map((o, ix) => (this.placeable[ix] && inScope.has(ix) ? Math.min(o.items, MOST_EACH) : 0));
    this.weights = new Float64Array(samples.states).fill(1 / Math.max(1, samples.states));
    this.questions = 0;
    this.ms = 0;
  }
  /**
   * Goes on where the log left off: entries with an item. What is held by now is out of the samples' scope.
   * @param {Graph} graph
   * @param {Samples} samples
   * @param {import("./evidence.js").Log} log
   */
  static resume(graph, samples, log) {
    const placement = new Placement(graph, samples);
    const name = names(graph.c);
    for (const entry of inTime(log)) {
      if (entry.kind !== "placement" || typeof entry.item !== "string" || typeof entry.objective !== "string") continue;
      const objective = name.objective(entry.objective);
      if (objective < 0) continue;
      const number = (/** @type {unknown} */ value) => (typeof value === "number" ? value : 0);
      const options = number(entry.options);
      const right = typeof entry.correct === "boolean" ? entry.correct : null;
      placement.answer(objective, right, options >= 2 && options <= 100 ? Math.floor(options) : 0);
      placement.ms += Math.min(Math.max(number(entry.ms), 0), MOST_MS);
    }
    return placement;
  }
  /**
   * Takes in an answer; one about an objective out of scope, or asked often enough, only counts as a question.
   * @param {number} objective
   * @param {boolean | null} right null is "I don't know"
   * @param {number} options to pick from; below 2, the answer was typed
   */
  answer(objective, right, options) {
    this.questions++;
    if (!this.left[objective]) return;
    this.left[objective]--;
    const guess = options < 2 ? TYPED_GUESS : 1 / options;
    const [known, unknown] = right ? [1 - SLIP, guess] : [SLIP, 1 - guess];
    const column = this.samples.columns[objective];
    const { weights } = this;
    let sum = 0;
    for (let state = 0; state < weights.length; state++) {
      weights[state] *= (column[state >>> 5] >>> (state & 31)) & 1 ? known : unknown;
      sum += weights[state];
    }
    for (let state = 0; state < weights.length; state++) weights[state] /= sum;
  }
  /**
   * The chance that an objective in scope is known.
   * @param {number} objective
   */
  chance(objective) {
    const column = this.samples.columns[objective];
    let sum = 0;
    for (let word = 0; word < column.length; word++) {
      for (let bits = column[word]; bits; bits &= bits - 1) sum += this.weights[word * 32 + 31 - Math.clz32(bits & -bits)];
    }
    return sum;
  }
  /**
   * The next question, or why there is none.
   * @returns {Now}
   */
  now() {
    const { scope } = this.samples;
    let unclear = 0;
    let ask = -1;
    let least = 1;
    for (const o of scope) {
      const chance = this.chance(o);
      if (chance > UNKNOWN && chance < KNOWN) unclear++;
      const off = chance < 0.5 ? 0.5 - chance : chance - 0.5;
      if (this.left[o] && off < least) [least, ask] = [off, o];
    }
    if (unclear * 50 < scope.length || !unclear) return { done: "clear" };
    if (this.questions >= MOST) return { done: "questions" };
    if (this.ms >= MOST_MS) return { done: "minutes" };
    return ask < 0 ? { done: "nothing" } : { ask };
  }
  /** What is held as known, provisionally, if it ends here. */
  known() {
    return this.samples.scope.filter(o => this.questions && this.placeable[o] && this.chance(o) >= KNOWN);
  }
}
