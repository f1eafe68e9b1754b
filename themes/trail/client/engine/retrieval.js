// When to look at something again: FSRS-6, one memory for each objective, in whole days. Twin of
// crates/wend-core/src/retrieval.rs, where the model is explained.
import { exp, pow } from "./number.js";

/**
 * @typedef {object} Memory
 * @property {number} stability days until a review succeeds nine times in ten
 * @property {number} difficulty 1 (easy) to 10
 * @property {number} last the day it was last shown or practised; days are counted from 1970 in the learner's own time
 * @property {number} due the day it is due
 * @property {number} rusts from this day on it is rusty
 */
/** @typedef {1 | 2 | 3 | 4} Grade wrong, right with help, right, right and certain */

const W = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014,
  1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
const { floor, max, min } = Math;

/**
 * @param {boolean} correct
 * @param {boolean} aided
 * @param {unknown} certainty
 * @returns {Grade}
 */
export const gradeOf = (correct, aided, certainty) => (!correct ? 1 : aided ? 2 : typeof certainty === "number" && certainty >= 3 ? 4 : 3);

/** How much the curve has fallen when so much is left. @param {number} retention @param {number} [decay] */
const fallen = (retention, decay = W[20]) => pow(retention, -1 / decay) - 1;
const [DUE, RUSTY] = [fallen(0.9), fallen(0.7)];

/**
 * What is left after some days.
 * @param {number} days
 * @param {number} stability
 * @param {number} [decay]
 */
export const recall = (days, stability, decay = W[20]) => pow(1 + ((decay === W[20] ? DUE : fallen(0.9, decay)) * days) / stability, -decay);

/**
 * Days until so much is left.
 * @param {number} retention
 * @param {number} stability
 */
export const daysUntil = (retention, stability) => (stability / DUE) * fallen(retention);

/** @param {number} least @param {number} most @param {number} x */
const between = (least, most, x) => max(least, min(x, most));

/** Difficulty after a first answer, by grade. */
const START = [0, 1, 2, 3, 4].map(grade => W[4] - exp((grade - 1) * W[5]) + 1);
/** What the model raises e to whatever was answered, worked out once: a record has thousands of answers. */
const GROWTH = exp(W[8]);
const SLIP = exp(W[17] * W[18]);

/**
 * @param {number} stability
 * @param {number} difficulty
 * @param {number} last
 * @param {number} before when it would have become rusty, where that can't be put off
 * @returns {Memory}
 */
function scheduled(stability, difficulty, last, before = Infinity) {
  const due = last + max(floor(stability + 0.5), 1);
  return { stability, difficulty, last, due, rusts: min(last + floor((stability / DUE) * RUSTY) + 1, before) };
}

/**
 * After the answer that first showed it.
 * @param {Grade} grade
 * @param {number} day
 */
export const newMemory = (grade, day) => scheduled(max(W[grade - 1], 0.1), between(1, 10, START[grade]), day);

/**
 * Stability and difficulty after one more answer.
 * @param {Memory} memory
 * @param {Grade} grade
 * @param {number} day
 */
function after({ stability: s, difficulty: d, last }, grade, day) {
  let to;
  if (day <= last) {
    const more = pow(s, -W[19]) * exp(W[17] * (grade - 3 + W[18]));
    to = s * (grade === 1 ? more : max(more, 1));
  } else {
    const left = recall(day - last, s);
    if (grade === 1) {
      const lost = W[11] * pow(d, -W[12]) * (pow(s + 1, W[13]) - 1) * exp((1 - left) * W[14]);
      to = min(between(0.001, 36500, lost), s / SLIP);
    } else {
      const by = grade === 2 ? W[15] : grade === 4 ? W[16] : 1;
      to = s * (1 + GROWTH * (11 - d) * pow(s, -W[9]) * (exp((1 - left) * W[10]) - 1) * by);
    }
  }
  const moved = d - (W[6] * (grade - 3) * (10 - d)) / 9;
  return { to: between(0.001, 36500, to), hard: between(1, 10, W[7] * START[4] + (1 - W[7]) * moved) };
}

/**
 * One more answer.
 * @param {Memory} memory
 * @param {Grade} grade
 * @param {number} day
 */
export function review(memory, grade, day) {
  const { to, hard } = after(memory, grade, day);
  return scheduled(to, hard, max(memory.last, day), grade > 1 ? Infinity : memory.rusts);
}

/**
 * A right answer to something that practises this by so many thousandths.
 * @param {Memory} memory
 * @param {Grade} grade
 * @param {number} day
 * @param {number} permille
 */
export function practise(memory, grade, day, permille) {
  const { stability, difficulty, last } = memory;
  const { to, hard } = after(memory, grade, day);
  const thousandths = min(permille, 1000);
  const share = thousandths / 1000;
  return scheduled(stability + share * (to - stability), difficulty + share * (hard - difficulty), last + floor((max(day - last, 0) * thousandths) / 1000));
}

/**
 * The day of a moment, counted from 1970.
 * @param {number} t milliseconds since 1970
 * @param {number} zone minutes east of UTC
 */
export const dayOf = (t, zone) => floor((t + zone * 6e4) / 864e5);

/**
 * Minutes east of UTC that an entry was written at, where it says so.
 * @param {any} e
 * @param {number} or
 */
export const zoneOf = (e, or) => (typeof e.tz === "number" ? floor(between(-1440, 1440, e.tz)) : or);

/**
 * Minutes east of UTC where the learner is: as the log's latest entry says.
 * @param {import("./evidence.js").Log} log
 */
export function zoneNow(log) {
  let zone = 0;
  let latest = -Infinity;
  for (const e of log.entries) {
    if (typeof e.tz === "number" && e.t >= latest) {
      latest = e.t;
      zone = zoneOf(e, 0);
    }
  }
  return zone;
}

/**
 * The learner's day at a moment.
 * @param {import("./evidence.js").Log} log
 * @param {number} now
 */
export const today = (log, now) => dayOf(now, zoneNow(log));
