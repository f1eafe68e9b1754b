// The browser's engine gives the values that others published, and those of ts-fsrs, an implementation by others.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fsrs } from "ts-fsrs";
import { trace } from "../../themes/trail/client/engine/mastery.js";
import { daysUntil, newMemory, recall, review } from "../../themes/trail/client/engine/retrieval.js";

/** @param {string} name */
const read = name => JSON.parse(readFileSync(new URL(`../vectors/published/${name}.json`, import.meta.url), "utf8"));

/** @param {number} mine @param {number} theirs @param {number} by relative */
const near = (mine, theirs, by, what = "") =>
  assert.ok(Math.abs(mine - theirs) <= by * Math.max(Math.abs(theirs), 1e-12), `${mine} is not ${theirs} ${what}`);

test("knowledge tracing", () => {
  for (const { params, answers, p_known } of read("bkt").cases) {
    const [init, learn, guess, slip] = params;
    let p = init;
    [...answers].forEach((answer, at) => {
      p = trace({ rule: "bkt", learn, guess, slip }, p, answer === "1");
      assert.ok(Math.abs(p - p_known[at]) < 1e-9, `${p} is not ${p_known[at]}`);
    });
  }
});

test("published values of FSRS-6", () => {
  const { memory_state: state, intervals_for_stability_1: intervals, retrievability: curve } = read("fsrs");
  let day = 0;
  let memory = newMemory(state.ratings[0], day);
  for (let at = 1; at < state.ratings.length; at++) memory = review(memory, state.ratings[at], (day += state.gaps_days[at]));
  near(memory.stability, state.stability, 1e-6);
  near(memory.difficulty, state.difficulty, 1e-6);
  intervals.retention.forEach((/** @type {number} */ r, /** @type {number} */ at) =>
    near(Math.max(Math.round(daysUntil(r, 1)), 1), intervals.days[at], 1e-5));
  curve.t_days.forEach((/** @type {number} */ days, /** @type {number} */ at) => near(recall(days, curve.stability, curve.decay), curve.r[at], 1e-6));
});

test("ts-fsrs says the same after 20,000 random reviews", () => {
  const oracle = fsrs({ request_retention: 0.9, enable_fuzz: false, enable_short_term: true });
  let seed = 1;
  const below = (/** @type {number} */ n) => (seed = (seed * 48271) % 2147483647) % n;
  let intervals = 0;
  for (let learner = 0; learner < 400; learner++) {
    let theirs = null;
    let mine = null;
    let day = 0;
    for (let at = 0; at < 50; at++) {
      // Mostly right, as those are who go on; gaps from the same day to half a year.
      const grade = /** @type {1 | 2 | 3 | 4} */ ([1, 2, 3, 3, 3, 4][below(6)]);
      const gap = at ? [0, 1, 1, 2, 5, 20, 180][below(7)] : 0;
      day += gap;
      const what = `learner ${learner}, review ${at}`;
      if (mine && theirs) near(recall(gap, mine.stability), oracle.forgetting_curve(gap, theirs.stability), 1e-6, what);
      theirs = oracle.next_state(theirs, gap, grade);
      mine = mine ? review(mine, grade, day) : newMemory(grade, day);
      // They round to eight decimals at every step, which is much of a stability of minutes.
      if (theirs.stability < 0.05) break;
      near(mine.stability, theirs.stability, 1e-6, what);
      near(mine.difficulty, theirs.difficulty, 1e-6, what);
      assert.equal(mine.due - mine.last, oracle.next_interval(theirs.stability, 0), what);
      intervals++;
    }
  }
  assert.ok(intervals > 10_000, `${intervals} compared`);
});
