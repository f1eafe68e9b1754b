// A path to goals: which lessons, in which order, and why each. Twin of crates/wend-core/src/path.rs.
import { minutesFor, levelOf, terms, touches } from "./affinity.js";
import { Blocked } from "./blocked.js";
import { Readiness, ascending } from "./readiness.js";
import { Solver, done } from "./solve.js";

/** @typedef {import("./readiness.js").Graph} Graph */
/** @typedef {import("./catalog.js").Curriculum} Curriculum */
/** @typedef {import("./catalog.js").Lesson} Lesson */
/** @typedef {import("./affinity.js").Profile} Profile */
/** @typedef {import("./affinity.js").Terms} Terms */
/** @typedef {import("./affinity.js").Reason} Reason */
/** @typedef {{goals?: number[], pins?: number[], excludes?: number[]}} Request */
/** @typedef {{lesson: number, plus_minutes: number}} Alternative */
/** @typedef {{lesson: number, minutes: number, reasons: Reason[], alternatives: Alternative[]}} Step */
/** @typedef {{goal?: number, pin?: number, reason: Reason}} Unreachable */
/** @typedef {{steps: Step[], minutes: number, unreachable: Unreachable[]}} Plan */
/** @typedef {{breadth: Set<number>, depth: Set<number>}} Extra */

/**
 * Plans a path from what is known to the goals.
 * @param {Graph} graph
 * @param {Profile} profile
 * @param {Iterable<number>} known
 * @param {Request} request
 * @returns {Plan}
 */
export function planPath(graph, profile, known, request) {
  const { c, root, size } = graph;
  known = [...known];
  const usable = c.lessons.map(() => true);
  for (const l of request.excludes || []) if (l < usable.length) usable[l] = false;
  const blocked = new Blocked(graph, known, usable);
  const goals = [];
  /** @type {Unreachable[]} */
  const unreachable = [];
  for (const goal of ascending(request.goals || [])) {
    if (goal >= size) continue;
    if (blocked.end.has(goal)) goals.push(goal);
    else unreachable.push({ goal, reason: blocked.reason([goal]) });
  }
  for (const pin of ascending(request.pins || [])) {
    if (pin >= root.length) continue;
    if (usable[pin] && blocked.end.open(pin)) goals.push(done(pin));
    else unreachable.push({ pin, reason: blocked.reasonOfLesson(pin) });
  }
  const all = c.lessons.map(lesson => terms(c, lesson, profile));
  const solver = new Solver(graph, new Readiness(graph, known), all.map(t => t.cost), usable, goals);
  solver.prune();
  const solution = solver.solve();
  const extra = applyQuotas(solver, profile, solution);
  const steps = explain(solver, profile, all, order(solver, solution.lessons), solution.lessons, extra);
  return { steps, minutes: steps.reduce((sum, step) => sum + step.minutes, 0), unreachable };
}

/**
 * A lesson's strand: that of the first objective it teaches; -1 for none.
 * @param {Curriculum} c
 * @param {number} lesson
 */
export function strandOf(c, lesson) {
  return c.objectives[c.lessons[lesson].teaches[0]]?.strand ?? -1;
}

/**
 * Topological; among what is open, a lesson of the strand that rested longest, then the lowest index.
 * @param {Solver} solver
 * @param {Set<number>} lessons
 */
function order(solver, lessons) {
  const { c } = solver.graph;
  const holds = solver.start.clone();
  /** @type {Map<number, number>} */
  const walked = new Map();
  const rested = (/** @type {number} */ l) => {
    const strand = strandOf(c, l);
    return walked.get(strand < c.strands.length ? strand : -1) || 0;
  };
  const left = new Set(ascending(lessons));
  /** @type {number[]} */
  const steps = [];
  for (;;) {
    let best = -1;
    for (const l of left) if (holds.open(l) && (best < 0 || rested(l) < rested(best))) best = l;
    if (best < 0) return steps;
    left.delete(best);
    steps.push(best);
    const strand = strandOf(c, best);
    walked.set(strand < c.strands.length ? strand : -1, steps.length);
    for (const o of c.lessons[best].teaches) holds.add(o);
  }
}

/** @param {Curriculum} c @param {number} l */
const goesDeeper = (c, l) => c.lessons[l].together || c.lessons[l].teaches.some(o => c.objectives[o]?.depth === "inquire");

/**
 * Swaps lessons in until the quotas of depth and breadth hold or nothing more can be swapped.
 * @param {Solver} solver
 * @param {Profile} profile
 * @param {import("./solve.js").Solution} solution
 * @returns {Extra}
 */
function applyQuotas(solver, profile, solution) {
  const { c } = solver.graph;
  const goals = solver.reached(solution.lessons);
  const pinned = new Set(goals.filter(goal => goal < 0).map(goal => -1 - goal));
  /** @type {Extra} */
  const extra = { breadth: new Set(), depth: new Set() };
  const deep = new Set([...solution.lessons].filter(l => goesDeeper(c, l)).map(l => strandOf(c, l)));
  const strands = [...solution.lessons].map(l => strandOf(c, l)).filter(s => s >= 0 && !deep.has(s));
  for (const strand of ascending(strands)) {
    const taken = swap(solver, solution, goals, pinned, l => goesDeeper(c, l) && strandOf(c, l) === strand);
    if (taken >= 0) extra.depth.add(taken);
  }
  const liked = (profile.interests || []).map(([i]) => i);
  const declared = [...liked, ...(profile.avoid || [])];
  const outside = (/** @type {number} */ l) => liked.length > 0 && c.lessons[l].interests.length > 0 && !touches(c, c.lessons[l], declared);
  for (;;) {
    const mine = [...solution.lessons].filter(l => !pinned.has(l) && c.lessons[l].interests.length);
    const away = mine.filter(outside);
    const quota = liked.length ? Math.floor((mine.length * c.weights.breadth) / 1000) : 0;
    const taken = away.length < quota ? swap(solver, solution, goals, new Set([...pinned, ...extra.depth, ...away]), outside) : -1;
    if (taken < 0) {
      for (const l of extra.breadth) if (!solution.lessons.has(l)) extra.breadth.delete(l);
      return extra;
    }
    extra.breadth.add(taken);
  }
}

/**
 * The cheapest swap of one lesson for another that teaches something the same, all else as it is.
 * @param {Solver} solver
 * @param {import("./solve.js").Solution} solution
 * @param {number[]} goals
 * @param {Set<number>} held
 * @param {(lesson: number) => boolean} wanted
 * @returns {number} the lesson taken in, or -1
 */
function swap(solver, solution, goals, held, wanted) {
  const { graph, usable, cost } = solver;
  /** @type {[number, number, number][]} */
  const swaps = [];
  for (const out of solution.lessons) {
    if (held.has(out)) continue;
    for (const l of others(solver, graph.c.lessons[out].teaches, solution.lessons)) if (usable[l] && wanted(l)) swaps.push([cost[l] - cost[out], l, out]);
  }
  swaps.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  for (const [plus, l, out] of swaps) {
    const lessons = new Set(solution.lessons);
    lessons.delete(out);
    lessons.add(l);
    if (solver.reaches(lessons, goals)?.size === lessons.size) {
      solution.cost += plus;
      solution.lessons = lessons;
      return l;
    }
  }
  return -1;
}

/**
 * Other usable lessons that teach any of these objectives, cheapest first.
 * @param {Solver} solver
 * @param {number[]} wanted
 * @param {Set<number>} lessons
 */
function others(solver, wanted, lessons) {
  const { graph, usable, cost } = solver;
  const found = new Set(wanted.flatMap(o => graph.teachers[o] || []));
  return [...found].filter(l => usable[l] && !lessons.has(l)).sort((a, b) => cost[a] - cost[b] || a - b);
}

/**
 * @param {Solver} solver
 * @param {Profile} profile
 * @param {Terms[]} all
 * @param {number[]} steps
 * @param {Set<number>} lessons
 * @param {Extra} extra
 * @returns {Step[]}
 */
function explain(solver, profile, all, steps, lessons, extra) {
  const { c, size } = solver.graph;
  const goals = solver.reached(lessons);
  const end = solver.steps + 40000;
  const known = solver.start.known.slice();
  return steps.map((lesson, at) => {
    const { teaches } = c.lessons[lesson];
    const fresh = teaches.filter((o, i) => o < size && !known[o] && teaches.indexOf(o) === i);
    for (const o of fresh) known[o] = 1;
    const uses = usesOf(solver, fresh, steps.slice(at + 1), goals);
    /** @type {Reason[]} */
    const reasons = [];
    const isPinned = goals.includes(done(lesson));
    if (isPinned) reasons.push({ code: "pinned" });
    if (uses.length) {
      const [objective, user] = uses[0];
      if (user < 0) reasons.push({ code: "goal", args: { objective: { objective } } });
      else reasons.push({ code: "needed", args: { for: { objective: user }, objective: { objective } } });
    }
    if (extra.breadth.has(lesson)) reasons.push({ code: "breadth" });
    if (extra.depth.has(lesson)) {
      const strand = strandOf(c, lesson);
      reasons.push({ code: "depth", ...(strand < 0 ? {} : { args: { strand: { strand } } }) });
    }
    const used = uses.map(([o]) => o);
    const ways = others(solver, used.length ? used : teaches, lessons);
    // What was put here on purpose was not weighed against others.
    if (!isPinned && !extra.breadth.has(lesson) && !extra.depth.has(lesson)) reasons.push(whyThis(c, profile, all, lesson, used, ways));
    const alternatives = isPinned ? [] : price(solver, profile, lesson, ways, lessons, goals, end);
    return { lesson, minutes: minutesFor(c.lessons[lesson], profile), reasons, alternatives };
  });
}

/**
 * What of the newly taught is used: by a goal (-1) or by a later step (what that teaches), goals first.
 * @param {Solver} solver
 * @param {number[]} fresh
 * @param {number[]} later
 * @param {number[]} goals
 * @returns {[number, number][]}
 */
function usesOf(solver, fresh, later, goals) {
  const { c, size, inputs, root } = solver.graph;
  /** @param {number} node @param {number} o @returns {boolean} */
  const names = (node, o) => node === o || (node >= size && inputs[node - size].some(input => names(input, o)));
  /** @type {[number, number][]} */
  const out = fresh.filter(o => goals.includes(o)).map(o => [o, -1]);
  for (const o of fresh) {
    if (goals.includes(o)) continue;
    const user = later.find(l => names(size + root[l], o));
    if (user !== undefined && c.lessons[user].teaches.length) out.push([o, c.lessons[user].teaches[0]]);
  }
  return out;
}

/**
 * The term that speaks most for this lesson against the cheapest other.
 * @param {Curriculum} c
 * @param {Profile} profile
 * @param {Terms[]} all
 * @param {number} lesson
 * @param {number[]} used
 * @param {number[]} ways
 * @returns {Reason}
 */
function whyThis(c, profile, all, lesson, used, ways) {
  const me = c.lessons[lesson];
  if (!ways.length) {
    const objective = used.length ? used[0] : me.teaches[0];
    return objective === undefined ? { code: "only-way" } : { code: "only-way", args: { objective: { objective } } };
  }
  const it = c.lessons[ways[0]];
  const mine = all[lesson];
  const theirs = all[ways[0]];
  const minutes = Math.max(me.minutes, 1);
  const { interest, near } = mine.matched;
  const form = me.form.find(f => (profile.forms || []).includes(f));
  let gain = 0;
  /** @type {Reason} */
  let best = used.length > 1 ? { code: "shared", args: { n: { n: used.length } } } : { code: "best" };
  /** @param {number} by @param {string} code @param {any} args */
  const speak = (by, code, args) => {
    if (by > gain) {
      gain = by;
      best = { code, args };
    }
  };
  if (interest >= 0) speak((theirs.interest - mine.interest) * minutes, near ? "interest-near" : "interest", { interest: { interest } });
  speak((theirs.support - mine.support) * minutes, "support", { level: { n: levelOf(me.support) } });
  if (form !== undefined) speak((theirs.form - mine.form) * minutes, "form", { form: { text: form } });
  const shorter = Math.max(0, minutesFor(it, profile) - minutesFor(me, profile));
  speak((Math.max(it.minutes, 1) - minutes) * 1000, "shorter", { n: { n: shorter } });
  return best;
}

/**
 * The whole path's minutes with each other lesson in this one's place, less those of the path.
 * @param {Solver} solver
 * @param {Profile} profile
 * @param {number} lesson
 * @param {number[]} ways
 * @param {Set<number>} lessons
 * @param {number[]} goals
 * @param {number} end steps after which a swap that needs repair is left out
 */
function price(solver, profile, lesson, ways, lessons, goals, end) {
  const sum = (/** @type {Set<number>} */ set) => [...set].reduce((total, l) => total + minutesFor(solver.graph.c.lessons[l], profile), 0);
  const now = sum(lessons);
  /** @type {Alternative[]} */
  const out = [];
  for (const other of ways.slice(0, 6)) {
    const set = solver.forced(lesson, other, lessons, goals, solver.steps < end);
    if (set) out.push({ lesson: other, plus_minutes: sum(set) - now });
  }
  return out.sort((a, b) => a.plus_minutes - b.plus_minutes || a.lesson - b.lesson);
}
