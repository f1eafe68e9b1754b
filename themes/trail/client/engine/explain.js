// Why each step. Twin of crates/wend-core/src/path/explain.rs.
import { minutesFor } from "./affinity.js";
import { strandOf } from "./catalog.js";
import { levelOf } from "./release.js";
import { row } from "./readiness.js";
import { applyQuotas, isPinned } from "./quota.js";
import { marks, named } from "./task.js";

/** @typedef {import("./path.js").Planner} Planner */
/** @typedef {import("./affinity.js").Reason} Reason */
/** @typedef {{lesson: number, minutes: number, reasons: Reason[], others: number[]}} Step */
/** @typedef {{goal?: number, pin?: number, reason: Reason}} Unreachable */
/**
 * @typedef {object} Plan
 * @property {Step[]} steps
 * @property {number} minutes
 * @property {number} breadth_minutes what the steps outside the declared interests made of that
 * @property {number} depth_minutes what the steps that go deeper made of it
 * @property {boolean} exact before those two, proved to be the best there is
 * @property {Unreachable[]} unreachable
 * @property {Reason[]} aside what in the request could not be taken as it stands
 */

/** So many other ways of a step are shown. */
const MOST = 6;

/**
 * The best path so far, in order and explained.
 * @param {Planner} planner
 * @returns {Plan}
 */
export function explain(planner) {
  const { graph, profile } = planner;
  const { c } = graph;
  const { order, breadth, depth, breadth_minutes, depth_minutes } = applyQuotas(planner, planner.chosen());
  const has = marks(c.lessons.length, order);
  const uses = usesOf(planner, order);
  const steps = order.map((lesson, at) => {
    /** @type {Reason[]} */
    const reasons = [];
    const pinned = isPinned(planner, lesson);
    if (pinned) reasons.push({ code: "pinned" });
    if (uses[at].length) {
      const [objective, user] = uses[at][0];
      if (user < 0) reasons.push({ code: "goal", args: { objective: { objective } } });
      else reasons.push({ code: "needed", args: { for: { objective: user }, objective: { objective } } });
    }
    const broad = breadth.includes(lesson);
    const deep = depth.includes(lesson);
    if (broad) reasons.push({ code: "breadth" });
    if (deep) {
      const strand = strandOf(c, lesson);
      reasons.push({ code: "depth", ...(strand < 0 ? {} : { args: { strand: { strand } } }) });
    }
    const used = uses[at].map(([o]) => o);
    const others = othersOf(planner, used.length ? used : [...row(graph.teaches, lesson)], has);
    // What was put here on purpose was not weighed against others.
    if (!pinned && !broad && !deep) reasons.push(whyThis(planner, lesson, used, others[0]));
    return { lesson, minutes: minutesFor(c.lessons[lesson], profile), reasons, others: others.slice(0, MOST) };
  });
  return {
    steps,
    minutes: planner.minutes(order),
    breadth_minutes,
    depth_minutes,
    exact: planner.exact,
    unreachable: planner.unreachable,
    aside: planner.aside,
  };
}

/**
 * What each step newly teaches that is used: by a goal (-1) or by a later step (what that teaches), goals first.
 * @param {Planner} planner
 * @param {number[]} order
 */
function usesOf({ graph, start, goals }, order) {
  const { c, size } = graph;
  const known = start.known.slice();
  const fresh = order.map(l => c.lessons[l].teaches.filter(o => o < size && !known[o] && (known[o] = 1)));
  // Backward, so that the user noted last is the first one after a step.
  const user = new Int32Array(size).fill(-1);
  /** @type {[number, number][][]} */
  const out = [];
  for (let at = order.length - 1; at >= 0; at--) {
    const isGoal = (/** @type {number} */ o) => goals.includes(o);
    const later = fresh[at].filter(o => !isGoal(o) && user[o] >= 0);
    out[at] = [...fresh[at].filter(isGoal).map(o => /** @type {[number, number]} */ ([o, -1])), ...later.map(o => /** @type {[number, number]} */ ([o, user[o]]))];
    const [first] = c.lessons[order[at]].teaches;
    if (first !== undefined) named(graph, order[at], o => (user[o] = first));
  }
  return out;
}

/**
 * Other usable lessons that teach any of these objectives, those that suit best first.
 * @param {Planner} planner
 * @param {number[]} wanted
 * @param {Uint8Array} has
 */
function othersOf(planner, wanted, has) {
  const { graph, usable } = planner;
  const found = new Set(wanted.flatMap(o => [...row(graph.teachers, o)]));
  const cost = (/** @type {number} */ l) => planner.cost(l);
  return [...found].filter(l => usable[l] && !has[l]).sort((a, b) => cost(a) - cost(b) || a - b);
}

/**
 * The term that speaks most for this lesson against the one that suits next.
 * @param {Planner} planner
 * @param {number} lesson
 * @param {number[]} used
 * @param {number | undefined} other
 * @returns {Reason}
 */
function whyThis(planner, lesson, used, other) {
  const { c } = planner.graph;
  const { profile } = planner;
  const me = c.lessons[lesson];
  if (other === undefined) {
    const objective = used.length ? used[0] : me.teaches[0];
    return objective === undefined ? { code: "only-way" } : { code: "only-way", args: { objective: { objective } } };
  }
  const it = c.lessons[other];
  const mine = planner.terms(lesson);
  const theirs = planner.terms(other);
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
