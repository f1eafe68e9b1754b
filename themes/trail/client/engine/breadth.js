// How evenly a learner's lessons spread over the interests there are. Twin of crates/wend-core/src/breadth.rs.
import { ln } from "./number.js";

/**
 * Evenness H / ln n over the vocabulary's n interests in the last 20 lessons, in permille; null where it says nothing.
 * @param {import("./catalog.js").Curriculum} c
 * @param {number[]} lately lessons, latest first
 * @returns {number | null}
 */
export function evenness(c, lately) {
  const counts = c.interests.map(() => 0);
  for (const ix of lately.slice(0, 20)) {
    for (const interest of c.lessons[ix]?.interests || []) if (interest < counts.length) counts[interest]++;
  }
  const total = counts.reduce((a, b) => a + b, 0);
  if (counts.length < 2 || !total) return null;
  let entropy = 0;
  for (const count of counts) if (count) entropy -= (count / total) * ln(count / total);
  return Math.max(0, Math.min(Math.floor((1000 * entropy) / ln(counts.length) + 0.5), 1000));
}
