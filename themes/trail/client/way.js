/**
 * The path to the learner's goals, on the pages that show it or need it: worked out when first asked for, better by and by.
 */

import { Planner } from "./engine/path.js";

/** Paths on which no more lessons than this can matter are worked out at once, with so much work at most. */
const SMALL = 64;
const AT_ONCE = 10_000;

/**
 * The path of a model.
 * @param {Asked & { way: Way | null }} m
 * @returns {Way}
 */
export function wayOf(m) {
  return (m.way ??= makeWay(m));
}

/**
 * @typedef {object} Asked what the engine is asked with
 * @property {{ graph: import("./engine/readiness.js").Graph, known: number[] }} asked
 * @property {import("./engine/affinity.js").Profile} profile
 * @property {import("./engine/path.js").Request} request
 */

/** @typedef {ReturnType<typeof makeWay>} Way */

/** @param {Asked} m */
function makeWay({ asked: { graph, known }, profile, request }) {
  const planner = new Planner(graph, profile, known, request);
  // What is small has its last answer at once.
  while (planner.task.lesson.length <= SMALL && planner.work < AT_ONCE && planner.step());
  let plan = planner.plan();
  return {
    /** The best path so far. */
    plan: () => plan,
    /**
     * Goes on while there is time; whether there is more to do. The better path stands in `plan` when there is not.
     * @param {() => boolean} time
     */
    refine: (time) => {
      while (time()) {
        if (planner.step()) continue;
        plan = planner.plan();
        return false;
      }
      return true;
    },
    /** What another way of a step would cost, if it is one. @param {import("./engine/explain.js").Step} step @param {number} lesson */
    price: (step, lesson) => planner.alternative(plan, step, lesson) ?? [],
  };
}
