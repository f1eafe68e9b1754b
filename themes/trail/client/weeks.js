/**
 * The week: what one wants to do in it, and how the last one was. Pure. Both are asked once a week, a week beginning on Monday, told from the
 * log alone; both may be left out. Entries of kind `week`: `target` "plan" (`note`, `lessons`) or "back" (a `lesson` and in
 * `answer` "right", "easy", "hard" or "dull"; at the end `answer` "done", with a `note`); `answer` "skip" leaves it out.
 */

import { inTime } from "./engine/evidence.js";
import { dayOf, today, zoneOf } from "./engine/retrieval.js";

/** Lessons that are looked back on, the latest. */
const LESSONS = 5;
/** A week longer ago than this is nothing to look back on. */
const AGO = 4;

/** Weeks since 1970, whose first day was a Thursday. @param {number} day since 1970 */
const weekOf = (day) => Math.floor((day + 3) / 7);

/**
 * @typedef {object} Weekly
 * @property {Entry | null} plan this week's
 * @property {boolean} askPlan
 * @property {boolean} askBack
 * @property {string[]} lessons of the week to look back on, latest first
 * @property {Map<string, string>} said of them, by lesson
 */

/**
 * @param {import("./engine/evidence.js").Log} log
 * @param {number} now ms since 1970 UTC
 * @param {import("./engine/facts.js").Rename} [rename]
 * @returns {Weekly}
 */
export function weekly(log, now, rename = (_, id) => id) {
  const day = today(log, now);
  const week = weekOf(day);
  /** @type {Map<number, Map<string, true>>} lessons of each week, in the order they were last opened */
  const opened = new Map();
  /** @type {Map<string, string>} */
  const said = new Map();
  /** @type {Entry | null} */
  let plan = null;
  let [planned, looked, before] = [false, false, false];
  let zone = 0;
  for (const e of inTime(log)) {
    zone = zoneOf(e, zone);
    const at = dayOf(Math.min(e.t, now), zone);
    const lesson = typeof e.lesson === "string" ? rename("lesson", e.lesson) : "";
    before ||= at < day;
    if (e.kind === "opened" && lesson) {
      const list = opened.get(weekOf(at)) ?? new Map();
      opened.set(weekOf(at), list);
      list.delete(lesson);
      list.set(lesson, true);
    }
    if (e.kind !== "week" || weekOf(at) !== week) continue;
    if (e.target === "plan") {
      planned = true;
      if (e.answer !== "skip") plan = e;
    }
    if (e.target === "back" && lesson) said.set(lesson, String(e.answer));
    else if (e.target === "back") looked = true;
  }
  const last = Math.max(...[...opened.keys()].filter((w) => w < week));
  const lessons = last >= week - AGO ? [...(opened.get(last) ?? new Map()).keys()].reverse().slice(0, LESSONS) : [];
  return { plan, askPlan: before && !planned, askBack: lessons.length > 0 && !looked, lessons, said };
}

/**
 * The lessons that a plan names; it may come from a file and hold anything.
 * @param {Entry & { lessons?: unknown }} plan
 * @returns {string[]}
 */
export function lessonsOf({ lessons }) {
  return Array.isArray(lessons) ? lessons.filter((id) => typeof id === "string") : [];
}
