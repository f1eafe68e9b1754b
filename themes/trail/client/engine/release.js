// Gradual release: how much help fits now, by evidence. Twin of crates/wend-core/src/release.rs.
import { names } from "./catalog.js";
import { answered, inTime } from "./evidence.js";

/** @typedef {import("./catalog.js").Support} Support */
/** @typedef {import("./affinity.js").Profile} Profile */

export const LEVELS = ["example", "guided", "peer", "alone"];

/** @param {Support | null | undefined} support */
export const levelOf = support => (support ? LEVELS.indexOf(support) : 0);

/**
 * The level of help a lesson should give (0 example … 3 alone): the lowest over what it teaches.
 * @param {Profile} profile
 * @param {import("./catalog.js").Lesson} lesson
 */
export function needOf({ help = {}, support }, { teaches }) {
  const own = levelOf(support || "guided");
  let least = teaches.length ? LEVELS.length : own;
  for (const o of teaches) least = Math.min(least, help[o] ? levelOf(help[o]) : own);
  return least;
}

/**
 * The help that fits, of every objective with answers; for `profile.help`.
 * @param {import("./catalog.js").Curriculum} c
 * @param {import("./evidence.js").Log} log
 * @param {Profile} profile
 * @returns {Record<number, Support>}
 */
export function levels(c, log, { support, group }) {
  const name = names(c);
  /** @type {Support[]} from most help to least */
  const ladder = group ? ["example", "guided", "peer", "alone"] : ["example", "guided", "alone"];
  const own = support || "guided";
  const start = ladder.indexOf(own) < 0 ? 1 : ladder.indexOf(own);
  /** @type {Map<number, {level: number, begun: boolean, right: number, wrong: number}>} */
  const walks = new Map();
  for (const e of inTime(log)) {
    const how = answered(e);
    const ix = how && e.objective ? name.objective(e.objective) : -1;
    if (!how || ix < 0) continue;
    let walk = walks.get(ix);
    if (!walk) walks.set(ix, (walk = { level: start, begun: false, right: 0, wrong: 0 }));
    if (!how.correct) {
      walk.right = 0;
      if (++walk.wrong < 2) continue;
      walk.wrong = 0;
      walk.level = Math.max(walk.level - 1, 0);
    } else if (!how.aided) {
      walk.wrong = 0;
      if (!walk.begun || ++walk.right >= 2) {
        walk.right = 0;
        walk.level = Math.min(walk.level + 1, ladder.length - 1);
      }
      walk.begun = true;
    }
  }
  /** @type {Record<number, Support>} */
  const help = {};
  for (const [ix, { level }] of walks) help[ix] = ladder[level];
  return help;
}
