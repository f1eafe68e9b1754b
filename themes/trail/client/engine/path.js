// A path to goals: which lessons, in which order, and why each. Twin of crates/wend-core/src/path.rs, where the stages
// are explained.
import { minutesFor, terms } from "./affinity.js";
import { MOST_EXTRA } from "./asked.js";
import { Blocked } from "./blocked.js";
import { Build, Thin, plain, thin } from "./build.js";
import { Search } from "./exact.js";
import { explain } from "./explain.js";
import { applyQuotas, isPinned } from "./quota.js";
import { Held, ascending } from "./readiness.js";
import { cut, done, marks } from "./task.js";
import { Windows } from "./windows.js";

/** @typedef {import("./readiness.js").Graph} Graph */
/** @typedef {import("./affinity.js").Profile} Profile */
/** @typedef {import("./affinity.js").Terms} Terms */
/** @typedef {import("./affinity.js").Reason} Reason */
/** @typedef {import("./explain.js").Plan} Plan */
/** @typedef {import("./explain.js").Step} Step */
/** @typedef {import("./task.js").Solution} Solution */
/** @typedef {{goals?: number[], pins?: number[], excludes?: number[]}} Request */
/** @typedef {{lesson: number, plus_minutes: number}} Alternative */

const WORK = 600000;
const GLANCE = 60000;
const SMALL = 64;
const LARGE = 4000;
const WINDOWS = 60;
// Other ways are planned as a whole where no more lessons than this can matter, with so much work.
const WHOLE = 400;
const WHOLE_WORK = 20000;

/** A path that is there at once and gets better, step by small step. */
export class Planner {
  /**
   * The first answer, ready for `plan()`.
   * @param {Graph} graph
   * @param {Profile} profile
   * @param {Iterable<number>} known
   * @param {Request} request
   */
  constructor(graph, profile, known, request) {
    const { c, size, root } = graph;
    this.graph = graph;
    this.c = c;
    this.profile = profile;
    this.known = [...known];
    this.request = request;
    const { goals = [], pins = [], excludes = [] } = request;
    const wanted = new Uint8Array(root.length).fill(1);
    for (const l of excludes) wanted[l] = 0;
    const blocked = new Blocked(graph, this.known, wanted);
    /** Not excluded, and can be opened from here, by lesson. */
    this.usable = blocked.walked;
    /** Objectives ascending, then lessons ascending. @type {import("./task.js").Goal[]} */
    this.goals = [];
    /** @type {import("./explain.js").Unreachable[]} */
    this.unreachable = [];
    for (const goal of ascending(goals)) {
      if (goal >= size) continue;
      if (blocked.end.has(goal)) this.goals.push(goal);
      else this.unreachable.push({ goal, reason: blocked.reason([goal]) });
    }
    for (const pin of ascending(pins)) {
      if (pin >= root.length) continue;
      if (this.usable[pin]) this.goals.push(done(pin));
      else this.unreachable.push({ pin, reason: blocked.reasonOfLesson(pin) });
    }
    /** By lesson, reckoned when asked for; 0: not yet. */
    this.costs = new Float64Array(root.length);
    this.start = new Held(graph);
    for (const o of this.known) this.start.learn(o);
    this.aside = asideOf(graph, profile, this.start, request);
    this.task = cut(graph, this.start, this.usable, l => this.cost(l), this.goals);
    /** @type {Solution} */
    this.best = plain(this.task, { work: 0 }) || { lessons: [], cost: 0 };
    thin(this.task, this.best, { work: 0 });
    /** @type {"build" | "glance" | "windows" | "prove" | "done"} */
    this.stage = "build";
    this.builder = new Build(this.task);
    this.search = new Search();
    this.windows = new Windows();
    /** What was found and is being thinned before it is weighed. @type {Thin | null} */
    this.thinning = null;
    this.work = 0;
    /** So much work in all. */
    this.most = WORK;
  }
  /** @param {number} lesson @returns {Terms} */
  terms(lesson) {
    return terms(this.c, this.c.lessons[lesson], this.profile);
  }
  /** @param {number} lesson */
  cost(lesson) {
    return this.costs[lesson] || (this.costs[lesson] = this.terms(lesson).cost);
  }
  /** One small piece of work more; false when there is nothing left to do. */
  step() {
    const { task, thinning } = this;
    const size = task.lesson.length;
    if (thinning) {
      const found = thinning.step(task, this);
      if (found) this.take(found);
      return true;
    }
    if (!this.best.lessons.length || this.work >= this.most) this.stage = "done";
    if (this.stage === "build") {
      const found = this.builder.step(task, this);
      if (found) {
        this.thinning = new Thin(task, found);
        this.stage = size > LARGE ? "windows" : "glance";
      }
    } else if (this.stage === "windows") {
      const found = this.windows.step(task, this.best, this);
      if (typeof found === "object") this.thinning = new Thin(task, found);
      if (size > LARGE) this.stage = found ? "windows" : "done";
      else if (!found || this.work * 100 >= this.most * WINDOWS) this.stage = "prove";
    } else if (this.stage !== "done") {
      const found = this.search.step(task, this.best.cost, this);
      if (found) this.thinning = new Thin(task, found);
      if (this.search.isOver) this.stage = "done";
      else if (this.stage === "glance" && size > SMALL && this.work >= GLANCE) this.stage = "windows";
    } else return false;
    return true;
  }
  /** @param {Solution} found */
  take(found) {
    this.thinning = null;
    if (found.cost >= this.best.cost) return;
    this.best = found;
    this.windows.better = true;
  }
  /** All that is left to do, at once. */
  finish() {
    while (this.step());
    return this;
  }
  /** Proved to be the best there is. */
  get exact() {
    return !this.best.lessons.length || (this.search.isOver && !this.thinning);
  }
  /** The best path so far. */
  plan() {
    return explain(this);
  }
  /** The lessons chosen, before the quotas, by number in the curriculum. */
  chosen() {
    return this.best.lessons.map(l => this.task.lesson[l]);
  }
  /** @param {number[]} lessons */
  minutes(lessons) {
    return lessons.reduce((sum, l) => sum + minutesFor(this.c.lessons[l], this.profile), 0);
  }
  /**
   * The other ways of a step and what each would cost, least first: minutes of the path with it in for certain, less
   * those of this path. A pinned step has none: the pin goes first.
   * @param {Plan} plan
   * @param {Step} step
   * @returns {Alternative[]}
   */
  alternatives(plan, step) {
    return step.others.flatMap(other => this.alternative(plan, step, other)).sort((a, b) => a.plus_minutes - b.plus_minutes || a.lesson - b.lesson);
  }
  /**
   * One of them, for pages that price one at a time.
   * @param {Plan} plan
   * @param {Step} step
   * @param {number} lesson
   * @returns {Alternative[]} at most one
   */
  alternative(plan, step, lesson) {
    if (isPinned(this, step.lesson)) return [];
    const minutes = this.forced(plan.steps.map(s => s.lesson), lesson);
    return minutes < 0 ? [] : [{ lesson, plus_minutes: minutes - plan.minutes }];
  }
  /**
   * Minutes of the path with one lesson more pinned, or -1: planned as a whole, or, where too much can matter, with the
   * other steps staying where they can.
   * @param {number[]} lessons
   * @param {number} other
   */
  forced(lessons, other) {
    const { graph, usable } = this;
    const request = { ...this.request, pins: [...(this.request.pins || []), other] };
    const whole = new Planner(graph, this.profile, this.known, request);
    if (!isPinned(whole, other)) return -1;
    if (whole.task.lesson.length <= WHOLE) {
      whole.most = WHOLE_WORK;
      return whole.minutes(applyQuotas(whole, whole.finish().chosen()).order);
    }
    const has = marks(graph.root.length, lessons);
    const held = new Held(graph, this.start);
    held.walk(has);
    const cost = (/** @type {number} */ l) => this.cost(l);
    // What is missing for the other lesson, if anything; then what it makes needless goes.
    const gap = cut(graph, held, usable, cost, [done(other)]);
    const more = plain(gap, { work: 0 });
    if (!more) return -1;
    for (const l of more.lessons) has[gap.lesson[l]] = 1;
    const task = cut(graph, this.start, has, cost, whole.goals);
    const set = plain(task, { work: 0 });
    if (!set) return -1;
    thin(task, set, { work: 0 });
    return whole.minutes(applyQuotas(whole, set.lessons.map(l => task.lesson[l])).order);
  }
}

/**
 * What of a request is not taken as it stands, or has nothing to do.
 * @param {Graph} graph
 * @param {Profile} profile
 * @param {Held} start
 * @param {Request} request
 */
function asideOf(graph, profile, start, { goals = [], pins = [], excludes = [] }) {
  /** @type {Reason[]} */
  const aside = [];
  const n = goals.filter(o => o >= graph.size).length + [...pins, ...excludes].filter(l => l >= graph.root.length).length;
  if (n) aside.push({ code: "aside-unknown-id", args: { n: { n } } });
  if (!goals.length && !pins.length) aside.push({ code: "aside-no-goal" });
  for (const objective of ascending(goals)) if (start.known[objective]) aside.push({ code: "aside-goal-known", args: { objective: { objective } } });
  if ((profile.extra_percent || 0) > MOST_EXTRA) aside.push({ code: "aside-extra-time", args: { n: { n: MOST_EXTRA } } });
  return aside;
}
