// Once a week: asked at most once, left out at will, and never on the first day.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newLog } from "../../themes/trail/client/engine/evidence.js";
import { lessonsOf, weekly } from "../../themes/trail/client/weeks.js";

// A Monday.
const MONDAY = Date.UTC(2026, 10, 16);
const DAY = 864e5;
const HOUR = 36e5;
let n = 0;
const at = (days, kind, more) => ({ w: "a", n: (n += 1), t: MONDAY + days * DAY + 9 * HOUR, tz: 0, kind, by: "learner", ...more });
const ask = (entries, days, tz = 0) => weekly(newLog("c", "r", "", entries.map((e) => ({ ...e, tz }))), MONDAY + days * DAY + 10 * HOUR);
const opened = (days, lesson) => at(days, "opened", { lesson });

test("the first day asks nothing; the next one asks for a plan; nothing lies behind yet", () => {
  const entries = [opened(1, "x")];
  assert.deepEqual([ask(entries, 1).askPlan, ask(entries, 2).askPlan, ask(entries, 2).askBack], [false, true, false]);
});

test("from Monday on the week before is asked about, its latest lessons first, at most five", () => {
  const entries = ["a", "b", "c", "d", "e", "f", "a"].map((lesson, i) => opened(i / 10, lesson));
  assert.equal(ask(entries, 6).askBack, false, "Sunday");
  const { askBack, lessons } = ask(entries, 7);
  assert.deepEqual([askBack, lessons], [true, ["a", "f", "e", "d", "c"]]);
});

test("what was said of lessons stays; only the end or a skip closes the look back, for this week", () => {
  const entries = [opened(0, "x"), at(7, "week", { target: "back", lesson: "x", answer: "dull" })];
  assert.deepEqual([ask(entries, 7).askBack, [...ask(entries, 7).said]], [true, [["x", "dull"]]]);
  for (const answer of ["done", "skip"]) {
    const closed = [...entries, at(7.01, "week", { target: "back", answer }), opened(8, "y")];
    assert.equal(ask(closed, 8).askBack, false);
    assert.deepEqual(ask(closed, 14).lessons, ["y"]);
    assert.equal(ask(closed, 14).askBack, true);
  }
});

test("a plan holds for its week, a later one counts, a skip leaves it out", () => {
  const plan = (days, note) => at(days, "week", { target: "plan", note, lessons: ["x"] });
  const entries = [opened(0, "x"), plan(1, "one"), plan(2, "two")];
  assert.deepEqual([ask(entries, 6).plan.note, ask(entries, 6).askPlan], ["two", false]);
  assert.deepEqual([ask(entries, 7).plan, ask(entries, 7).askPlan], [null, true]);
  const skipped = [opened(0, "x"), at(7, "week", { target: "plan", answer: "skip" })];
  assert.deepEqual([ask(skipped, 8).plan, ask(skipped, 8).askPlan], [null, false]);
});

test("the week begins where the learner is: late on Sunday in the west it is not Monday yet", () => {
  const entries = [opened(1, "x")];
  assert.equal(ask(entries, 7, -660).askBack, false, "Sunday 23:00");
  assert.equal(ask(entries, 6.8, 600).askBack, true, "Monday there");
});

test("long ago is nothing to look back on, and a clock that was ahead breaks nothing", () => {
  assert.equal(ask([opened(0, "x")], 70).askBack, false);
  assert.equal(ask([opened(400, "x")], 7).askBack, false);
  assert.equal(ask([], 7).askPlan, false);
});

test("renamed lessons are one, and what a strange file names as lessons harms nothing", () => {
  const entries = [opened(0, "old"), opened(1, "new")];
  assert.deepEqual(weekly(newLog("c", "r", "", entries), MONDAY + 8 * DAY, (_, id) => (id === "old" ? "new" : id)).lessons, ["new"]);
  for (const lessons of [null, "x", [1, "y", null]]) assert.deepEqual(lessonsOf({ lessons }), Array.isArray(lessons) ? ["y"] : []);
});
