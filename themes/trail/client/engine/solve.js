// Which lessons: the least cost set found that makes every goal hold. Twin of
// crates/wend-core/src/path/solve.rs, where each step is explained. A set of lessons is a Set.
import { ascending } from "./readiness.js";

/** @typedef {import("./readiness.js").Graph} Graph */
/** @typedef {import("./readiness.js").Readiness} Readiness */
/** @typedef {Set<number>} Lessons */
/** A goal: objective o as o, lesson l as -1 - l.
 * @typedef {number} Goal */
/** @typedef {{lessons: Lessons, cost: number}} Solution */

const CEILING = 2 ** 50;
const BUDGET = 40000;
const PART = 40;
const FAR = 2 ** 32 - 1;

/** @param {number} lesson */
export const done = lesson => -1 - lesson;

/** Least first: a binary heap of (cost, gate). */
class Heap {
  constructor() {
    /** @type {number[]} */
    this.costs = [];
    /** @type {number[]} */
    this.gates = [];
  }
  /** @param {number} cost @param {number} gate */
  push(cost, gate) {
    const { costs, gates } = this;
    let at = costs.length;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (costs[up] < cost || (costs[up] === cost && gates[up] < gate)) break;
      costs[at] = costs[up];
      gates[at] = gates[up];
      at = up;
    }
    costs[at] = cost;
    gates[at] = gate;
  }
  /** @returns {[number, number]} */
  pop() {
    const { costs, gates } = this;
    /** @type {[number, number]} */
    const top = [costs[0], gates[0]];
    const cost = /** @type {number} */ (costs.pop());
    const gate = /** @type {number} */ (gates.pop());
    const n = costs.length;
    if (n) {
      let at = 0;
      for (;;) {
        let next = 2 * at + 1;
        if (next >= n) break;
        if (next + 1 < n && (costs[next + 1] < costs[next] || (costs[next + 1] === costs[next] && gates[next + 1] < gates[next]))) next++;
        if (cost < costs[next] || (cost === costs[next] && gate < gates[next])) break;
        costs[at] = costs[next];
        gates[at] = gates[next];
        at = next;
      }
      costs[at] = cost;
      gates[at] = gate;
    }
    return top;
  }
}

export class Solver {
  /**
   * @param {Graph} graph
   * @param {Readiness} start what holds in the learner's state
   * @param {number[]} cost by lesson
   * @param {boolean[]} usable neither excluded nor beside the point, by lesson
   * @param {Goal[]} goals objectives ascending, then lessons ascending
   */
  constructor(graph, start, cost, usable, goals) {
    this.graph = graph;
    this.start = start;
    this.cost = cost;
    this.usable = usable;
    this.goals = goals;
    this.steps = 0;
  }

  solve() {
    const best = this.build(this.cost, this.usable, new Set());
    this.thin(best);
    return this.improve(best);
  }

  /** @param {Goal} goal @param {Readiness} holds @param {Lessons} lessons */
  met(goal, holds, lessons) {
    return goal < 0 ? lessons.has(-1 - goal) : holds.has(goal);
  }

  /** @param {Lessons} lessons */
  price(lessons) {
    let sum = 0;
    for (const l of lessons) sum += this.cost[l];
    return sum;
  }

  /**
   * Sharing-aware build on top of some lessons that can be done from the learner's state.
   * @param {number[]} cost
   * @param {boolean[]} usable
   * @param {Lessons} lessons
   * @returns {Solution}
   */
  build(cost, usable, lessons) {
    const { holds } = this.run(lessons);
    for (;;) {
      const unmet = new Set(this.goals.filter(goal => !this.met(goal, holds, lessons)));
      const pass = unmet.size ? this.pass(holds, unmet, cost, usable, lessons) : null;
      if (!pass) break;
      for (const l of this.collect(pass, this.part(pass))) {
        for (const o of this.graph.c.lessons[l].teaches) holds.add(o);
        lessons.add(l);
      }
    }
    return { lessons, cost: this.price(lessons) };
  }

  /**
   * Knuth's generalisation of Dijkstra's algorithm, to the first goal.
   * @param {Readiness} holds
   * @param {Set<Goal>} unmet
   * @param {number[]} cost
   * @param {boolean[]} usable
   * @param {Lessons} lessons
   */
  pass(holds, unmet, cost, usable, lessons) {
    const { graph } = this;
    const { size, feeds, root, lessonOf } = graph;
    const missing = holds.missing.slice();
    const sum = new Float64Array(missing.length);
    const depth = new Uint32Array(missing.length);
    // By gate: when it began to hold, and when others heard of it.
    const full = new Uint32Array(missing.length).fill(FAR);
    const told = new Uint32Array(missing.length).fill(FAR);
    // By objective: cost, lesson, when, how deep.
    const price = new Float64Array(size);
    const by = new Int32Array(size).fill(-1);
    const when = new Uint32Array(size).fill(FAR);
    const deep = new Uint32Array(size);
    const found = { goal: 0, cost: 0, price, by, when, deep, full, told };
    const heap = new Heap();
    let at = 0;
    for (let l = 0; l < root.length; l++) {
      if (missing[root[l]] === 0 && usable[l] && !lessons.has(l)) {
        full[root[l]] = 0;
        heap.push(cost[l], root[l]);
      }
    }
    /** @param {number} node @param {number} soFar @param {number} down */
    const feed = (node, soFar, down) => {
      for (const g of feeds[node]) {
        if (missing[g] === 0) continue;
        missing[g]--;
        sum[g] = Math.min(sum[g] + soFar, CEILING);
        if (down > depth[g]) depth[g] = down;
        if (missing[g]) continue;
        full[g] = at;
        const l = lessonOf[g];
        if (l < 0) heap.push(sum[g], g);
        else if (usable[l] && !lessons.has(l)) heap.push(Math.min(sum[g] + cost[l], CEILING), g);
      }
    };
    while (heap.costs.length) {
      const [soFar, g] = heap.pop();
      const l = lessonOf[g];
      this.steps++;
      at++;
      found.cost = soFar;
      if (l < 0) {
        told[g] = at;
        feed(size + g, soFar, depth[g]);
        continue;
      }
      if (unmet.has(done(l))) {
        found.goal = done(l);
        return found;
      }
      let reached = Infinity;
      const fresh = [];
      for (const o of graph.c.lessons[l].teaches) {
        if (by[o] !== -1 || holds.known[o] !== 0) continue;
        price[o] = soFar;
        by[o] = l;
        when[o] = at;
        deep[o] = depth[g] + 1;
        fresh.push(o);
        if (o < reached && unmet.has(o)) reached = o;
      }
      if (reached < Infinity) {
        found.goal = reached;
        return found;
      }
      for (const o of fresh) feed(o, soFar, depth[g] + 1);
    }
    return null;
  }

  /**
   * The objectives that a pass used to open a gate, with those of the gates below it.
   * @param {NonNullable<ReturnType<Solver["pass"]>>} pass
   * @param {number} gate
   * @param {number[]} out
   */
  support(pass, gate, out) {
    const { size, need, inputs } = this.graph;
    let left = need[gate];
    for (const node of inputs[gate]) {
      if (node >= size) {
        if (pass.told[node - size] <= pass.full[gate]) this.support(pass, node - size, out);
      } else if (pass.by[node] >= 0 && pass.when[node] <= pass.full[gate] && left > 0) {
        out.push(node);
        left--;
      }
    }
    return out;
  }

  /** @param {NonNullable<ReturnType<Solver["pass"]>>} pass @param {Goal} goal */
  lessonFor(pass, goal) {
    return goal < 0 ? -1 - goal : pass.by[goal];
  }

  /**
   * The part of the goal's plan to commit.
   * @param {NonNullable<ReturnType<Solver["pass"]>>} pass
   */
  part(pass) {
    let goal = pass.goal;
    for (;;) {
      let deepest = -1;
      for (const o of this.support(pass, this.graph.root[this.lessonFor(pass, goal)], [])) {
        if (pass.price[o] > 0 && (deepest < 0 || pass.deep[o] > pass.deep[deepest] || (pass.deep[o] === pass.deep[deepest] && o < deepest))) deepest = o;
      }
      if (deepest < 0) return pass.goal;
      goal = deepest;
      if (pass.price[goal] * 100 <= pass.cost * PART) return goal;
    }
  }

  /** @param {NonNullable<ReturnType<Solver["pass"]>>} pass @param {Goal} goal */
  collect(pass, goal) {
    const out = new Set();
    const stack = [this.lessonFor(pass, goal)];
    for (let l; (l = stack.pop()) !== undefined; ) {
      if (out.has(l)) continue;
      out.add(l);
      for (const o of this.support(pass, this.graph.root[l], [])) stack.push(pass.by[o]);
    }
    return out;
  }

  /**
   * What holds once a set was done from the learner's state, and which of it could be done.
   * @param {Lessons} lessons
   */
  run(lessons) {
    this.steps += lessons.size;
    const holds = this.start.clone();
    /** @type {Lessons} */
    const ran = new Set();
    let left = [...lessons];
    for (;;) {
      const before = left.length;
      left = left.filter(l => {
        if (!holds.open(l)) return true;
        ran.add(l);
        for (const o of this.graph.c.lessons[l].teaches) holds.add(o);
        return false;
      });
      if (left.length === before) return { holds, ran };
    }
  }

  /** @param {Lessons} lessons */
  reached(lessons) {
    const { holds, ran } = this.run(lessons);
    return this.goals.filter(goal => this.met(goal, holds, ran));
  }

  /**
   * The part of a set that can be done, if it reaches these goals.
   * @param {Lessons} lessons
   * @param {Goal[]} goals
   */
  reaches(lessons, goals) {
    const { holds, ran } = this.run(lessons);
    return goals.every(goal => this.met(goal, holds, ran)) ? ran : null;
  }

  /** @param {Lessons} lessons */
  dearestFirst(lessons) {
    return [...lessons].sort((a, b) => this.cost[b] - this.cost[a] || a - b);
  }

  /**
   * Drops what the rest makes needless.
   * @param {Solution} solution
   */
  thin(solution) {
    const goals = this.reached(solution.lessons);
    for (;;) {
      const before = solution.lessons.size;
      const plainly = this.plainlyNeeded(solution.lessons, goals);
      for (const l of this.dearestFirst(solution.lessons)) {
        if (!solution.lessons.has(l) || plainly.has(l)) continue;
        const less = new Set(solution.lessons);
        less.delete(l);
        solution.lessons = this.reaches(less, goals) || solution.lessons;
      }
      if (solution.lessons.size === before) break;
    }
    solution.cost = this.price(solution.lessons);
  }

  /**
   * Lessons of a set that alone in it teach a goal or what another of it can't do without.
   * @param {Lessons} lessons
   * @param {Goal[]} goals
   */
  plainlyNeeded(lessons, goals) {
    const { size, inputs, root, teachers } = this.graph;
    const needed = new Set();
    /** @type {Lessons} */
    const out = new Set();
    for (const l of lessons) for (const node of inputs[root[l]]) if (node < size) needed.add(node);
    for (const goal of goals) {
      if (goal < 0) out.add(-1 - goal);
      else needed.add(goal);
    }
    for (const o of needed) {
      if (this.start.has(o)) continue;
      const mine = teachers[o].filter(l => lessons.has(l));
      if (mine.length === 1) out.add(mine[0]);
    }
    return out;
  }

  /**
   * The best set without one lesson, the rest of a set being free.
   * @param {number} lesson
   * @param {Lessons} set
   */
  without(lesson, set) {
    const cost = [...this.cost];
    for (const l of set) cost[l] = 0;
    const usable = [...this.usable];
    usable[lesson] = false;
    const rest = new Set(set);
    rest.delete(lesson);
    const solution = this.build(cost, usable, this.run(rest).ran);
    this.thin(solution);
    return solution;
  }

  /**
   * A set with one lesson in another's place, without what that makes needless; what is missing is added, if `repair`.
   * @param {number} out
   * @param {number} other
   * @param {Lessons} set
   * @param {Goal[]} goals
   * @param {boolean} repair
   */
  forced(out, other, set, goals, repair) {
    const lessons = new Set(set);
    lessons.delete(out);
    lessons.add(other);
    goals = [...goals, done(other)];
    if (this.reaches(lessons, goals)) return this.thinNear(lessons, goals, [out, other]);
    if (!repair) return null;
    const mine = this.goals;
    this.goals = goals;
    const solution = this.without(out, lessons);
    this.goals = mine;
    return this.reaches(solution.lessons, goals);
  }

  /**
   * Drops what a change made needless, from what the changed lessons named or taught onward.
   * @param {Lessons} lessons
   * @param {Goal[]} goals
   * @param {number[]} stack
   */
  thinNear(lessons, goals, stack) {
    const { c, size, root, inputs, teachers } = this.graph;
    /** @param {number} node @returns {number[]} */
    const below = node => (node < size ? [node] : inputs[node - size].flatMap(below));
    const tried = new Set();
    for (let changed; (changed = stack.pop()) !== undefined; ) {
      const plainly = this.plainlyNeeded(lessons, goals);
      for (const o of ascending([...c.lessons[changed].teaches, ...below(size + root[changed])])) {
        for (const l of teachers[o] || []) {
          if (!lessons.has(l) || plainly.has(l) || tried.has(l)) continue;
          tried.add(l);
          const less = new Set(lessons);
          less.delete(l);
          if (this.reaches(less, goals)?.size !== less.size) continue;
          lessons = less;
          stack.push(l);
        }
      }
    }
    return lessons;
  }

  /**
   * Each chosen lesson is forbidden once, the rest being free; the cheaper set stays.
   * @param {Solution} best
   */
  improve(best) {
    const goals = this.reached(best.lessons);
    const end = this.steps + BUDGET;
    for (;;) {
      const before = best.cost;
      for (const l of this.dearestFirst(best.lessons)) {
        if (this.steps >= end) return best;
        if (!best.lessons.has(l) || this.alone(l, goals)) continue;
        const other = this.without(l, best.lessons);
        if (other.cost < best.cost && this.reaches(other.lessons, goals)) best = other;
      }
      if (best.cost === before) return best;
    }
  }

  /**
   * A goal can't do without this lesson.
   * @param {number} lesson
   * @param {Goal[]} goals
   */
  alone(lesson, goals) {
    return goals.some(goal => {
      if (goal < 0) return -1 - goal === lesson;
      const teachers = this.graph.teachers[goal].filter(l => this.usable[l]);
      return teachers.length === 1 && teachers[0] === lesson;
    });
  }

  /** Marks as unusable what can't matter for the goals, looking backward from them. */
  prune() {
    const { size, root, inputs, teachers } = this.graph;
    const wanted = new Uint8Array(root.length);
    const seen = new Uint8Array(size);
    /** @type {number[]} */
    const stack = [];
    /** @param {number} l */
    const want = l => {
      if (!wanted[l]) stack.push(size + root[l]);
      wanted[l] = 1;
    };
    for (const goal of this.goals) {
      if (goal < 0) want(-1 - goal);
      else stack.push(goal);
    }
    for (let node; (node = stack.pop()) !== undefined; ) {
      if (node >= size) {
        if (this.start.missing[node - size]) for (const input of inputs[node - size]) stack.push(input);
      } else if (!this.start.has(node) && !seen[node]) {
        seen[node] = 1;
        for (const l of teachers[node]) if (this.usable[l]) want(l);
      }
    }
    this.usable = this.usable.map((usable, l) => usable && wanted[l] === 1);
  }
}

