// Placement without sampled states: the objective that splits the others best. Twin of
// crates/wend-core/src/placement/plain.rs.
import { ascending, row } from "./readiness.js";

/** @typedef {import("./catalog.js").Requirement} Requirement */

/**
 * The objectives without which a requirement can never hold.
 * @param {Requirement} r
 * @returns {number[]}
 */
function binding(r) {
  if (r.op === "objective") return [r.ix];
  const all = r.op === "all" || (r.op === "any" ? r.of.length === 1 : r.k === r.of.length);
  return all ? r.of.flatMap(binding) : [];
}

/**
 * The objective with the largest min(ancestors, descendants) among those open; what a right answer settles, and what a
 * wrong one does. Null when nothing is open.
 * @param {import("./readiness.js").Graph} graph
 * @param {number[]} open ascending
 * @returns {[number, number[], number[]] | null}
 */
export function split(graph, open) {
  const { c, size, teachers } = graph;
  const up = c.objectives.map((objective, o) => {
    const asks = [...row(teachers, o)].map(lesson => binding(c.lessons[lesson].requires));
    const common = (asks[0] ?? []).filter(need => asks.every(list => list.includes(need)));
    return ascending([...binding(objective.requires), ...common].filter(need => need !== o && need < size));
  });
  /** @type {number[][]} */
  const down = up.map(() => []);
  up.forEach((parents, o) => parents.forEach(parent => down[parent].push(o)));
  const isOpen = new Set(open);
  const beyond = (/** @type {number[][]} */ direct, /** @type {number} */ from) => {
    const met = new Set([from]);
    for (const at of met) for (const next of direct[at]) met.add(next);
    met.delete(from);
    return ascending([...met].filter(o => isOpen.has(o)));
  };
  let best = -1;
  let most = -1;
  for (const o of open) {
    const splits = o < size ? Math.min(beyond(up, o).length, beyond(down, o).length) : -1;
    if (splits > most) [most, best] = [splits, o];
  }
  if (best < 0) return null;
  return [best, ascending([...beyond(up, best), best]), ascending([...beyond(down, best), best])];
}
