// What placement may ask about. Twin of a part of crates/wend-core/src/placement.rs.
import { row } from "./readiness.js";

/** @typedef {import("./readiness.js").Graph} Graph */

/**
 * What could matter for goals, whichever way is taken; without goals, everything.
 * @param {Graph} graph
 * @param {number[]} goals
 * @returns {Set<number>}
 */
export function relevant(graph, goals) {
  const { size, inputs, teachers, root } = graph;
  const stack = goals.filter(o => o < size);
  /** @type {Set<number>} */
  const scope = new Set(stack.length ? [] : graph.c.objectives.keys());
  for (let node; (node = stack.pop()) !== undefined; ) {
    if (node >= size) stack.push(...row(inputs, node - size));
    else if (!scope.has(node)) {
      scope.add(node);
      for (const lesson of row(teachers, node)) stack.push(size + root[lesson]);
    }
  }
  return scope;
}
