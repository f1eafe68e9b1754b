/**
 * The path to the learner's goals, on the pages that show it or need it: worked out when first asked for, better by and by.
 *
 * The engine that finds it is a script of its own (`pages/way`), loaded when there is something to find a path to: a
 * first visit can do without it, and all later pages have it from the browser's cache.
 */

import { loadScript, page } from "./site.js";

/** Paths on which no more lessons than this can matter are worked out at once, with so much work at most. */
const SMALL = 64;
const AT_ONCE = 10_000;

/** Pages that show the path or what it leads to. */
const SHOWN = new Set(["today", "lesson", "map", "path", "offline"]);

/** @type {Engine | null} */
let engine = null;

/** @type {Promise<void> | null} */
let loading = null;
let asked = false;

/**
 * The engine's script is here.
 * @param {Engine} it
 */
export function engineArrived(it) {
  engine = it;
}

/**
 * Loads the engine, where this page shows a path and the learner has a goal or a lesson pinned.
 * @param {Asked} m
 * @returns {Promise<void> | null} null: nothing to wait for, or it can't be had
 */
export function loadEngine({ request: { goals = [], pins = [] } }) {
  if (asked || !SHOWN.has(page.kind) || !(goals.length + pins.length)) return null;
  return (loading ??= loadScript("assets/wend-way.js").then(() => void (asked = true)));
}

/** The engine was asked for and could not be had: that there are no steps says nothing then. */
export const wayMissing = () => asked && !engine;

/** Without a goal there is nowhere to go. @type {Way} */
const NOWHERE = {
  plan: () => ({ steps: [], minutes: 0, breadth_minutes: 0, depth_minutes: 0, exact: true, unreachable: [], aside: [] }),
  proposed: () => [],
  refine: () => false,
  price: () => [],
};

/**
 * The path of a model.
 * @param {Asked & { way: Way | null }} m
 * @returns {Way}
 */
export function wayOf(m) {
  return (m.way ??= engine ? makeWay(m, engine) : NOWHERE);
}

/**
 * @typedef {object} Engine what `assets/wend-way.js` brings
 * @property {typeof import("./engine/path.js").Planner} Planner
 * @property {typeof import("./engine/order.js").inOrder} inOrder
 */

/**
 * @typedef {object} Asked what the engine is asked with
 * @property {{ graph: import("./engine/readiness.js").Graph, known: number[] }} asked
 * @property {import("./engine/affinity.js").Profile} profile
 * @property {import("./engine/path.js").Request} request
 * @property {number[]} wished lessons that the learner would rather have first, in this order
 */

/**
 * @typedef {object} Way
 * @property {() => import("./engine/explain.js").Plan} plan the best path so far, in the order that the learner wants
 * @property {() => import("./engine/explain.js").Step[]} proposed its steps in the engine's own order
 * @property {(time: () => boolean) => boolean} refine goes on while there is time; whether there is more to do. The
 *   better path stands in `plan` when there is not
 * @property {(step: import("./engine/explain.js").Step, lesson: number) => import("./engine/path.js").Alternative[]} price
 *   what another way of a step would cost, if it is one
 */

/**
 * @param {Asked} m
 * @param {Engine} engine
 * @returns {Way}
 */
function makeWay({ asked: { graph, known }, profile, request, wished }, { Planner, inOrder }) {
  const planner = new Planner(graph, profile, known, request);
  // What is small has its last answer at once.
  while (planner.task.lesson.length <= SMALL && planner.work < AT_ONCE && planner.step());
  /** @type {import("./engine/explain.js").Step[]} */
  let proposed;
  const planned = () => {
    const plan = planner.plan();
    proposed = plan.steps;
    return { ...plan, steps: inOrder(graph, known, proposed, wished) };
  };
  let plan = planned();
  return {
    plan: () => plan,
    proposed: () => proposed,
    refine: (time) => {
      while (time()) {
        if (planner.step()) continue;
        plan = planned();
        return false;
      }
      return true;
    },
    price: (step, lesson) => planner.alternative(plan, step, lesson) ?? [],
  };
}
