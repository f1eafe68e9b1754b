// What of a log could not be used as it stands, said rather than guessed. Twin of crates/wend-core/src/exceptions.rs.
import { names } from "./catalog.js";
import { conflicts } from "./logfile.js";

/**
 * @typedef {object} Exception
 * @property {"unknown-objective" | "unknown-lesson" | "future" | "conflict"} code
 * @property {string} id the id, or the writer
 * @property {number} n how many entries
 * @property {number} t the latest of them
 */

/**
 * Everything in a log that this version of the curriculum, or a clock, can't account for; by code and id.
 * @param {import("./catalog.js").Curriculum} c
 * @param {import("./evidence.js").Log} log
 * @param {number} now milliseconds since 1970
 * @returns {Exception[]}
 */
export function exceptions(c, log, now) {
  const name = names(c);
  /** @type {Map<string, Exception>} */
  const found = new Map();
  /** @param {Exception["code"]} code @param {string} id @param {number} t */
  const note = (code, id, t) => {
    const it = found.get(code + " " + id);
    if (it) {
      it.n++;
      it.t = Math.max(it.t, t);
    } else found.set(code + " " + id, { code, id, n: 1, t });
  };
  const twice = new Set(conflicts(log).map(key => JSON.stringify(key)));
  for (const { w, n, t, objective, lesson } of log.entries) {
    if (objective && name.objective(objective) < 0) note("unknown-objective", objective, t);
    if (lesson && name.lesson(lesson) < 0) note("unknown-lesson", lesson, t);
    if (t > now) note("future", w, t);
    if (twice.size && twice.has(JSON.stringify([w, n]))) note("conflict", w, t);
  }
  const order = (/** @type {string} */ a, /** @type {string} */ b) => (a < b ? -1 : a > b ? 1 : 0);
  return [...found.values()].sort((a, b) => order(a.code, b.code) || order(a.id, b.id));
}
