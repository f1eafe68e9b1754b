// Breadth and depth as the cheapest swaps. Twin of crates/wend-core/src/path/quota.rs.
import { touches } from "./affinity.js";
import { strandOf } from "./catalog.js";
import { done } from "./task.js";
import { Walk, order } from "./walk.js";

/** @typedef {import("./path.js").Planner} Planner */
/** @typedef {import("./catalog.js").Curriculum} Curriculum */
/** In order, with what was put there on purpose and what that made of the minutes.
 * @typedef {{order: number[], breadth: number[], depth: number[], breadth_minutes: number, depth_minutes: number}} Swapped */

/** @param {Curriculum} c @param {number} l */
const goesDeeper = (c, l) => c.lessons[l].together || c.lessons[l].teaches.some(o => c.objectives[o]?.depth === "inquire");

/**
 * What holds of a lesson, worked out when it is asked for the first time.
 * @param {Curriculum} c
 * @param {(lesson: number) => boolean} holds
 */
function asked(c, holds) {
  const known = new Int8Array(c.lessons.length);
  return (/** @type {number} */ l) => (known[l] ||= holds(l) ? 1 : -1) > 0;
}

/**
 * Swaps lessons in until the quotas of depth and breadth hold or nothing more can be swapped.
 * @param {Planner} planner
 * @param {number[]} lessons
 * @returns {Swapped}
 */
export function applyQuotas(planner, lessons) {
  const { c } = planner.graph;
  const walk = new Walk(planner, lessons);
  const pinned = asked(c, l => isPinned(planner, l));
  const before = planner.minutes(walk.order);
  // Depth first: a step of it may count for breadth as well, and breadth takes none of it away.
  const strand = (/** @type {number} */ l) => strandOf(c, l);
  const deep = asked(c, l => goesDeeper(c, l));
  const depth = fill(walk, [], order => {
    const on = new Set(order);
    // By strand: how many steps, and how many of them go deeper.
    /** @type {Map<number, {steps: number, deeper: number}>} */
    const strands = new Map();
    for (const l of order) {
      const of = strands.get(strand(l)) ?? { steps: 0, deeper: 0 };
      of.steps++;
      if (deep(l)) of.deeper++;
      if (strand(l) >= 0) strands.set(strand(l), of);
    }
    const lacking = new Set([...strands.keys()].filter(s => !strands.get(s)?.deeper));
    // Without it its strand would go on, and no step of it deeper.
    const alone = (/** @type {number} */ l) => {
      const itself = on.has(l) ? 1 : 0;
      const of = deep(l) && strands.get(strand(l));
      return of && of.steps > itself && of.deeper === itself;
    };
    return { held: l => pinned(l) || Boolean(alone(l)), wanted: lacking.size ? l => lacking.has(strand(l)) && deep(l) : null };
  });
  const between = planner.minutes(walk.order);
  const liked = (planner.profile.interests || []).map(([i]) => i);
  const declared = [...liked, ...(planner.profile.avoid || [])];
  const tagged = (/** @type {number} */ l) => c.lessons[l].interests.length > 0;
  const wide = asked(c, l => liked.length > 0 && tagged(l) && !touches(c, c.lessons[l], declared));
  const stays = (/** @type {number} */ l) => pinned(l) || wide(l) || depth.includes(l);
  const breadth = fill(walk, depth, order => {
    // Pins and untagged lessons neither serve nor raise the quota.
    const counted = order.filter(l => tagged(l) && !pinned(l)).length;
    const serve = order.filter(l => wide(l) && !pinned(l)).length;
    return { held: stays, wanted: liked.length && serve < Math.floor((counted * c.weights.breadth) / 1000) ? wide : null };
  });
  const after = planner.minutes(walk.order);
  return {
    order: depth.length || breadth.length ? order(planner.graph, planner.start, walk.order) : walk.order,
    breadth,
    depth,
    breadth_minutes: after - between,
    depth_minutes: between - before,
  };
}

/**
 * Makes swaps, cheapest first, while a path as it is wants any and one can be made. What is seen in a path: which lessons it
 * holds, that is which give way to none, and which it wants. Those to keep stay. The lessons swapped in that are on the path
 * at the end.
 * @param {Walk} walk
 * @param {number[]} keep
 * @param {(order: number[]) => {held: import("./walk.js").Holds, wanted: import("./walk.js").Holds | null}} look
 */
function fill(walk, keep, look) {
  /** @type {number[]} */
  const made = [];
  full: for (let steps = -1, seen; steps !== walk.order.length && (seen = look(walk.order)).wanted; ) {
    // On a path that became shorter other steps can be swapped.
    steps = walk.order.length;
    const swaps = walk.swaps(seen.held, seen.wanted);
    // One swap may make room for another: again, until nothing more can be swapped.
    for (let before = -1; before !== made.length; ) {
      before = made.length;
      for (const [, other, out] of swaps) {
        if (!seen.wanted(other) || !walk.swap(out, other, seen.held, keep)) continue;
        made.push(other);
        seen = look(walk.order);
        if (!seen.wanted) break full;
      }
    }
  }
  return made.filter(l => walk.has(l));
}

/** @param {Planner} planner @param {number} lesson */
export const isPinned = (planner, lesson) => planner.goals.includes(done(lesson));
