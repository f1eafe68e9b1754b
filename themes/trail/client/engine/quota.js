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
  // Without it its strand would go on, and no step of it deeper.
  const alone = (/** @type {number[]} */ order, /** @type {number} */ l) => {
    if (!deep(l) || strand(l) < 0) return false;
    const mates = order.filter(mate => mate !== l && strand(mate) === strand(l));
    return mates.length > 0 && !mates.some(deep);
  };
  const depth = fill(walk, (order, l) => pinned(l) || alone(order, l), [], order => {
    const served = new Set(order.filter(deep).map(strand));
    const lacking = new Set(order.map(strand).filter(s => s >= 0 && !served.has(s)));
    return lacking.size ? l => lacking.has(strand(l)) && deep(l) : null;
  });
  const between = planner.minutes(walk.order);
  const liked = (planner.profile.interests || []).map(([i]) => i);
  const declared = [...liked, ...(planner.profile.avoid || [])];
  const tagged = (/** @type {number} */ l) => c.lessons[l].interests.length > 0;
  const wide = asked(c, l => liked.length > 0 && tagged(l) && !touches(c, c.lessons[l], declared));
  const breadth = fill(walk, (_, l) => pinned(l) || wide(l) || depth.includes(l), depth, order => {
    // Pins and untagged lessons neither serve nor raise the quota.
    const counted = order.filter(l => tagged(l) && !pinned(l)).length;
    const serve = order.filter(l => wide(l) && !pinned(l)).length;
    return liked.length && serve < Math.floor((counted * c.weights.breadth) / 1000) ? wide : null;
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
 * Makes swaps, cheapest first, while a path as it is wants any and one can be made; no step that a path holds gives way,
 * and those to keep stay. The lessons swapped in that are on the path at the end.
 * @param {Walk} walk
 * @param {import("./walk.js").HeldBy} held
 * @param {number[]} keep
 * @param {(order: number[]) => ((lesson: number) => boolean) | null} wants
 */
function fill(walk, held, keep, wants) {
  /** @type {number[]} */
  const made = [];
  full: for (let wanted, steps = -1; steps !== walk.order.length && (wanted = wants(walk.order)); ) {
    // On a path that became shorter other steps can be swapped.
    steps = walk.order.length;
    const swaps = walk.swaps(held, wanted);
    // One swap may make room for another: again, until nothing more can be swapped.
    for (let before = -1; before !== made.length; ) {
      before = made.length;
      for (const [, other, out] of swaps) {
        if (!wanted(other) || !walk.swap(out, other, held, keep)) continue;
        made.push(other);
        wanted = wants(walk.order);
        if (!wanted) break full;
      }
    }
  }
  return made.filter(l => walk.has(l));
}

/** @param {Planner} planner @param {number} lesson */
export const isPinned = (planner, lesson) => planner.goals.includes(done(lesson));
