// Where something was tried in vain, and which lessons to leave out for another way. Twin of crates/wend-core/src/tried.rs.
import { answered } from "./evidence.js";
import { names } from "./catalog.js";
import { holds } from "./readiness.js";

/** So many wrong answers in a lesson, and it was tried. */
const TRIES = 2;

/**
 * Objectives where drilling stopped, each with the lessons that teach it and in which it was tried.
 * @param {import("./catalog.js").Curriculum} c
 * @param {import("./evidence.js").Log} log
 * @param {import("./mastery.js").Standing[]} standings
 * @returns {Map<number, number[]>} ascending
 */
export function tried(c, log, standings) {
  /** @type {Map<number, number[]>} */
  const out = new Map(standings.flatMap(({ stuck }, ix) => (stuck ? [[ix, []]] : [])));
  if (!out.size) return out;
  const name = names(c);
  /** @type {Map<string, number>} */
  const wrong = new Map();
  for (const e of log.entries) {
    if (answered(e)?.correct !== false) continue;
    const objective = name.objective(e.objective ?? "");
    const lesson = name.lesson(e.lesson ?? "");
    const lessons = out.get(objective);
    // A check before a lesson asks about what that lesson rests on.
    if (!lessons || !c.lessons[lesson]?.teaches.includes(objective)) continue;
    const key = `${objective} ${lesson}`;
    const n = (wrong.get(key) ?? 0) + 1;
    wrong.set(key, n);
    if (n === TRIES) lessons.push(lesson);
  }
  for (const lessons of out.values()) lessons.sort((a, b) => a - b);
  return out;
}

/**
 * Lessons that the path leaves out for now: each was tried in vain, and another that can be begun teaches all that it would.
 * @param {import("./catalog.js").Curriculum} c
 * @param {Map<number, number[]>} hard what `tried` found
 * @param {import("./mastery.js").Standing[]} standings
 * @param {number[]} pins these stay
 * @param {number[]} excludes these are no other way
 * @returns {number[]} ascending
 */
export function leftForAnother(c, hard, standings, pins, excludes) {
  const all = new Set([...hard.values()].flat());
  const known = (/** @type {number} */ o) => standings[o]?.known === true;
  const begins = (/** @type {import("./catalog.js").Lesson} */ l) => holds(l.requires, known) && l.teaches.every(o => !c.objectives[o] || holds(c.objectives[o].requires, known));
  return [...all].sort((a, b) => a - b).filter(lesson => {
    if (pins.includes(lesson) || excludes.includes(lesson)) return false;
    const { teaches } = c.lessons[lesson];
    return c.lessons.some((other, ix) => !all.has(ix) && !excludes.includes(ix) && teaches.every(o => known(o) || other.teaches.includes(o)) && teaches.some(o => other.teaches.includes(o)) && begins(other));
  });
}
