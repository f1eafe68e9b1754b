// When: a path laid over weeks. Twin of crates/wend-core/src/schedule.rs and schedule/.
import { names } from "./catalog.js";
import { inTime } from "./evidence.js";
import { makeReadiness } from "./readiness.js";

/** @typedef {import("./readiness.js").Graph} Graph */
/** @typedef {import("./readiness.js").Readiness} Readiness */
/** @typedef {[number, number]} Task lesson, estimated minutes with the learner's extra time */
/**
 * @typedef {object} When
 * @property {number} today days since 1970-01-01
 * @property {number} weekly_minutes path and practice together
 * @property {number[]} [weekdays] 0 = Monday; none: Monday to Friday
 * @property {number} [pace] permille of the estimate
 * @property {number | null} [deadline] the last day to be there
 */
/** @typedef {{day: number, practice: number, work: [number, number][]}} Day */
/** @typedef {{monday: number, days: Day[], together?: number, conference?: number}} Week */
/** @typedef {{lesson: number, minutes: number, from: number, to: number}} Span */
/**
 * @typedef {object} Deadline
 * @property {number} day
 * @property {boolean} met
 * @property {number} minutes for the path until then
 * @property {number[]} fits goals that fit together, in the order they were asked for
 * @property {{goal: number, missing: number}[]} late goals that don't, and the minutes missing
 * @property {number} [weekly_minutes] with which everything would fit
 */
/** @typedef {{pace: number, minutes: number, steps: Span[], weeks: Week[], end: number, deadline?: Deadline}} Schedule */

const MOST_WEEKS = 520;
const LEAST = 500;
const MOST = 2000;
const MOST_WEEKLY = 6000;
const FAR = 3660;
const { floor, max, min } = Math;
const clamp = (/** @type {number} */ n, /** @type {number} */ least, /** @type {number} */ most) => min(max(n, least), most);

/**
 * The weekday of a day, 0 = Monday.
 * @param {number} day
 */
export const weekday = day => (((day + 3) % 7) + 7) % 7;

/**
 * The Monday of a day's week.
 * @param {number} day
 */
export const monday = day => day - weekday(day);

/**
 * The date of a day, `YYYY-MM-DD`.
 * @param {number} day
 */
export function dateOf(day) {
  const z = day + 719468;
  const era = floor(z / 146097);
  const ofEra = z - era * 146097;
  const yearOfEra = floor((ofEra - floor(ofEra / 1460) + floor(ofEra / 36524) - floor(ofEra / 146096)) / 365);
  const ofYear = ofEra - (365 * yearOfEra + floor(yearOfEra / 4) - floor(yearOfEra / 100));
  const m = floor((5 * ofYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const pad = (/** @type {number} */ n, /** @type {number} */ width) => String(n).padStart(width, "0");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(ofYear - floor((153 * m + 2) / 5) + 1, 2)}`;
}

/**
 * The day of a date `YYYY-MM-DD`; null where it is on no calendar.
 * @param {string} date
 * @returns {number | null}
 */
export function dayOf(date) {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number);
  const [y, m] = month <= 2 ? [year - 1, month + 9] : [year, month - 3];
  const era = floor(y / 400);
  const ofEra = y - era * 400;
  const days = era * 146097 + ofEra * 365 + floor(ofEra / 4) - floor(ofEra / 100) + floor((153 * m + 2) / 5) + day - 1 - 719468;
  return dateOf(days) === date ? days : null;
}

/**
 * The median of actual to estimated minutes over the last ten lessons, in permille, between half and twice;
 * 1000 while fewer than three were measured.
 * @param {import("./catalog.js").Curriculum} c
 * @param {import("./evidence.js").Log} log
 * @param {number} extraPercent
 */
export function pace(c, log, extraPercent) {
  const name = names(c);
  /** @type {number[]} */
  const measured = [];
  let open = -1;
  let ms = 0;
  let last = 0;
  const estimate = (/** @type {number} */ lesson) => max(c.lessons[lesson].minutes, 1) * (100 + min(extraPercent, 900)) * 600;
  for (const entry of inTime(log)) {
    const lesson = typeof entry.lesson === "string" ? name.lesson(entry.lesson) : -1;
    if (open >= 0) ms += min(max(entry.t - last, 0), max(estimate(open), 600000));
    last = entry.t;
    if (lesson < 0) continue;
    if (entry.kind === "opened") {
      if (open !== lesson) [open, ms] = [lesson, 0];
    } else if ((entry.kind === "rating" || entry.kind === "product") && open === lesson) {
      measured.push(clamp(floor((ms * 1000) / estimate(lesson)), LEAST, MOST));
      open = -1;
    }
  }
  const latest = measured.slice(-10).sort((a, b) => a - b);
  if (latest.length < 3) return 1000;
  const middle = floor(latest.length / 2);
  return latest.length % 2 ? latest[middle] : floor((latest[middle - 1] + latest[middle]) / 2);
}

/** @param {When} when */
function learningDays(when) {
  const days = (when.weekdays || []).filter(day => day >= 0 && day < 7);
  return days.length ? [...new Set(days)].sort((a, b) => a - b) : [0, 1, 2, 3, 4];
}

/**
 * Minutes for the path and for practice on a day.
 * @param {number} week
 * @param {number[]} weekdays
 * @param {number} day
 * @returns {[number, number] | null}
 */
function share(week, weekdays, day) {
  const at = weekdays.indexOf(weekday(day));
  if (at < 0) return null;
  const n = weekdays.length;
  const path = max(floor((week * 8) / 10), 1);
  const of = (/** @type {number} */ minutes) => floor((minutes * (at + 1)) / n) - floor((minutes * at) / n);
  return [of(path), of(week - path)];
}

/** @param {When} when @param {number} estimate */
const real = (when, estimate) => Math.ceil((clamp(estimate, 1, 1e6) * (when.pace ? clamp(when.pace, LEAST, MOST) : 1000)) / 1000);

/**
 * Minutes for the path from today to a day, both included.
 * @param {When} when
 * @param {number} weekly
 * @param {number} day
 */
function capacity(when, weekly, day) {
  const weekdays = learningDays(when);
  let sum = 0;
  for (let at = when.today; at <= min(day, when.today + FAR); at++) sum += share(weekly, weekdays, at)?.[0] ?? 0;
  return sum;
}

/**
 * The steps a goal rests on, or null where the path does not reach it.
 * @param {Readiness} start
 * @param {Graph} graph
 * @param {Task[]} tasks
 * @param {number} goal
 */
function restsOn(start, graph, tasks, goal) {
  const used = tasks.map(() => true);
  const reaches = () => {
    const now = start.clone();
    tasks.forEach(([lesson], at) => {
      if (used[at] && now.open(lesson)) for (const o of graph.c.lessons[lesson].teaches) now.add(o);
    });
    return now.has(goal);
  };
  if (!reaches()) return null;
  for (let at = tasks.length - 1; at >= 0; at--) {
    used[at] = false;
    if (!reaches()) used[at] = true;
  }
  return used;
}

/**
 * Whether a deadline can be met, and what to ask if not.
 * @param {Graph} graph
 * @param {number[]} known
 * @param {number[]} goals
 * @param {Task[]} tasks
 * @param {When} when
 * @param {number} day
 * @param {number} end
 * @returns {Deadline}
 */
function weigh(graph, known, goals, tasks, when, day, end) {
  const room = capacity(when, when.weekly_minutes, day);
  const met = !tasks.length || end <= day;
  const start = makeReadiness(graph, known);
  const minutes = (/** @type {boolean[]} */ used) => tasks.reduce((sum, [, estimate], at) => sum + (used[at] ? real(when, estimate) : 0), 0);
  let taken = tasks.map(() => false);
  /** @type {number[]} */
  const fits = [];
  /** @type {{goal: number, missing: number}[]} */
  const late = [];
  for (const goal of goals) {
    if (met) {
      const there = start.has(goal) || tasks.some(([lesson]) => graph.c.lessons[lesson].teaches.includes(goal));
      if (goal < graph.size && there) fits.push(goal);
      continue;
    }
    const used = restsOn(start, graph, tasks, goal);
    if (!used) continue;
    const both = taken.map((is, at) => is || used[at]);
    const need = minutes(both);
    if (need <= room) {
      taken = both;
      fits.push(goal);
    } else late.push({ goal, missing: need - room });
  }
  const all = minutes(tasks.map(() => true));
  const enough = (/** @type {number} */ weekly) => capacity(when, weekly, day) >= all;
  if (met || !enough(MOST_WEEKLY)) return { day, met, minutes: room, fits, late };
  let low = when.weekly_minutes;
  for (let high = MOST_WEEKLY; low < high; ) {
    const middle = low + floor((high - low) / 2);
    if (enough(middle)) high = middle;
    else low = middle + 1;
  }
  return { day, met, minutes: room, fits, late, weekly_minutes: Math.ceil(low / 5) * 5 };
}

/**
 * Lays the steps of a path over weeks, beginning today.
 * @param {Graph} graph
 * @param {number[]} known
 * @param {number[]} goals
 * @param {Task[]} tasks
 * @param {When} when
 * @returns {Schedule | "no-minutes" | "too-long" | "no-day"}
 */
export function schedule(graph, known, goals, tasks, when) {
  const { today, weekly_minutes } = when;
  if (!weekly_minutes) return "no-minutes";
  if (today < -700000 || today > 2900000) return "no-day";
  const weekdays = learningDays(when);
  const minutes = tasks.map(([, estimate]) => real(when, estimate));
  const first = monday(today);
  /** @type {Week[]} */
  const weeks = [];
  /** @type {Span[]} */
  const steps = [];
  let at = 0;
  let left = minutes[0] ?? 0;
  const open = (/** @type {number} */ day) => weeks.length > 0 && weeks[weeks.length - 1].monday === monday(day);
  for (let day = today; at < tasks.length || (weekday(day) !== 0 && open(day)); day++) {
    if ((monday(day) - first) / 7 >= MOST_WEEKS) return "too-long";
    const shares = share(weekly_minutes, weekdays, day);
    if (!shares) continue;
    let [path] = shares;
    /** @type {[number, number][]} */
    const work = [];
    while (at < tasks.length && path > 0) {
      const some = min(left, path);
      work.push([at, some]);
      path -= some;
      left -= some;
      if (steps[at]) steps[at].to = day;
      else steps.push({ lesson: tasks[at][0], minutes: minutes[at], from: day, to: day });
      if (!left) left = minutes[++at] ?? 0;
    }
    if (!open(day)) weeks.push({ monday: monday(day), days: [] });
    weeks[weeks.length - 1].days.push({ day, practice: shares[1], work });
  }
  for (const week of weeks) {
    const done = week.days.flatMap(({ work }) => work.map(([step]) => step));
    const together = done.find(step => graph.c.lessons[tasks[step][0]].together);
    if (together !== undefined) week.together = together;
    else week.conference = week.days[week.days.length - 1].day;
  }
  const end = steps.length ? steps[steps.length - 1].to : today;
  /** @type {Schedule} */
  const out = { pace: real(when, 1000), minutes: minutes.reduce((a, b) => a + b, 0), steps, weeks, end };
  if (typeof when.deadline === "number") out.deadline = weigh(graph, known, goals, tasks, when, when.deadline, end);
  return out;
}
