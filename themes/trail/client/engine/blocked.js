// Why an objective can't be reached: the nearest dead end, else the smallest cycle. Twin of
// crates/wend-core/src/blocked.rs.
import { Readiness, ascending, row } from "./readiness.js";

/** @typedef {import("./affinity.js").Reason} Reason */

/** What stays closed once all that usable lessons can reach was learned. */
export class Blocked {
  /**
   * @param {import("./readiness.js").Graph} graph
   * @param {Iterable<number>} known
   * @param {ArrayLike<number>} usable
   */
  constructor(graph, known, usable) {
    this.graph = graph;
    this.usable = usable;
    this.end = new Readiness(graph, known);
    /** The lessons among these that can be opened, by lesson. */
    this.walked = this.end.walk(usable);
  }

  /**
   * Objectives that a closed lesson waits for.
   * @param {number} lesson
   */
  waitsFor(lesson) {
    const { size, root, inputs } = this.graph;
    const out = [];
    const stack = [size + root[lesson]];
    for (let node; (node = stack.pop()) !== undefined; ) {
      if (node >= size) {
        if (this.end.missing[node - size]) stack.push(...row(inputs, node - size));
      } else if (!this.end.has(node)) out.push(node);
    }
    return ascending(out);
  }

  /**
   * What an unreached objective waits for, or why nothing can give it.
   * @param {number} objective
   * @returns {number[] | Reason}
   */
  look(objective) {
    const of = { objective: { objective } };
    const teachers = row(this.graph.teachers, objective);
    if (!teachers.length) return { code: "unreachable-nothing-teaches", args: of };
    const usable = [...teachers].filter(l => this.usable[l]);
    if (!usable.length) return { code: "unreachable-excluded", args: { lesson: { lesson: teachers[0] }, ...of } };
    const waits = usable.map(l => this.waitsFor(l));
    return waits.some(list => !list.length) ? { code: "unreachable-never", args: of } : ascending(waits.flat());
  }

  /**
   * The reason for a pinned lesson that never opens.
   * @param {number} lesson
   * @returns {Reason}
   */
  reasonOfLesson(lesson) {
    const { teaches } = this.graph.c.lessons[lesson];
    const of = teaches.length ? { objective: { objective: teaches[0] } } : {};
    if (!this.usable[lesson]) return { code: "unreachable-excluded", args: { lesson: { lesson }, ...of } };
    const waits = this.waitsFor(lesson);
    return waits.length ? this.reason(waits) : { code: "unreachable-never", ...(teaches.length ? { args: of } : {}) };
  }

  /**
   * The reason for objectives that are not reached.
   * @param {number[]} queue
   * @returns {Reason}
   */
  reason(queue) {
    /** @type {Map<number, number[]>} */
    const seen = new Map();
    for (let i = 0; i < queue.length; i++) {
      if (seen.has(queue[i])) continue;
      const found = this.look(queue[i]);
      if (!Array.isArray(found)) return found;
      queue.push(...found);
      seen.set(queue[i], found);
    }
    /** @type {number[]} */
    let best = [];
    const starts = ascending(seen.keys());
    for (const start of starts.slice(0, 200)) {
      const found = circle(seen, start);
      if (found && (!best.length || found.length < best.length)) best = found;
    }
    return { code: "unreachable-cycle", args: { objectives: { objectives: best.length ? best : starts.slice(0, 1) } } };
  }
}

/**
 * The shortest way from an objective back to itself.
 * @param {Map<number, number[]>} waits
 * @param {number} start
 */
function circle(waits, start) {
  /** @type {Map<number, number>} */
  const before = new Map();
  const queue = [start];
  for (let i = 0; i < queue.length; i++) {
    for (const next of waits.get(queue[i]) || []) {
      if (next === start) {
        const out = [queue[i]];
        for (let o; (o = before.get(out[0])) !== undefined; ) out.unshift(o);
        return out;
      }
      if (!before.has(next)) {
        before.set(next, queue[i]);
        queue.push(next);
      }
    }
  }
  return null;
}
