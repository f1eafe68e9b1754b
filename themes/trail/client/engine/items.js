// Which question to ask next: one never seen, else another variant, else the one missed or longest ago. Twin of
// crates/wend-core/src/items.rs.
import { names } from "./catalog.js";
import { answered, inTime } from "./evidence.js";

/**
 * The block an item belongs to: rows of a table of variants are `lesson#label/1`, `lesson#label/2`, …
 * @param {string} id
 */
function block(id) {
  const label = id.indexOf("#") + 1;
  const slash = id.slice(label).lastIndexOf("/");
  return slash < 0 ? id : id.slice(0, label + slash);
}

/**
 * Up to `n` positions of a bank, in the order to ask them.
 * @param {import("./catalog.js").Curriculum} c
 * @param {import("./evidence.js").Log} log
 * @param {string[]} bank items' ids of one objective, in the author's order
 * @param {number} n
 * @returns {number[]}
 */
export function draw(c, log, bank, n) {
  const name = names(c);
  /** @type {Map<string, {at: number, right: boolean}>} */
  const seen = new Map();
  inTime(log).forEach((e, at) => {
    const how = answered(e);
    if (how && typeof e.item === "string") seen.set(name.item(e.item), { at, right: how.correct });
  });
  const ids = bank.map(id => name.item(id));
  /** @type {Map<string, number>} */
  const met = new Map();
  const meet = (/** @type {string} */ id) => void met.set(block(id), (met.get(block(id)) || 0) + 1);
  for (const id of seen.keys()) meet(id);
  const left = ids.map((_, at) => at);
  /** @type {number[]} */
  const drawn = [];
  const rank = (/** @type {number} */ at) => {
    const before = seen.get(ids[at]);
    return before ? [before.right ? 2 : 1, before.at, at] : [0, met.get(block(ids[at])) || 0, at];
  };
  while (drawn.length < n && left.length) {
    const best = left.reduce((a, b) => {
      const [x, y] = [rank(a), rank(b)];
      return (x[0] - y[0] || x[1] - y[1] || x[2] - y[2]) <= 0 ? a : b;
    });
    left.splice(left.indexOf(best), 1);
    if (!seen.has(ids[best])) meet(ids[best]);
    drawn.push(best);
  }
  return drawn;
}
