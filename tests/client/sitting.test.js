// What is left to ask today is told from the log alone: nothing twice by accident, nothing lost, never too much.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newLog } from "../../themes/trail/client/engine/evidence.js";
import { standings } from "../../themes/trail/client/engine/mastery.js";
import { placing, review, slip } from "../../themes/trail/client/sitting.js";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 2, 9);

/** A curriculum of so many objectives with questions, in two strands. */
const curriculum = (n) =>
  /** @type {any} */ ({
    objectives: Array.from({ length: n }, (_, ix) => ({ id: `o${ix}`, title: `o${ix}`, can: "", strand: ix % 2, depth: "apply", requires: { op: "all", of: [] }, mastery: null, items: 6, typed_items: 6, encompasses: [], own: false, page: true })),
    lessons: [],
    interests: [],
    strands: [{ id: "a", title: "a" }, { id: "b", title: "b" }],
    mastery: { rule: "streak", n: 3 },
    aliases: {},
  });

/** A learner's log that is written as one goes. */
function learner(c, now = NOW) {
  /** @type {any[]} */
  const entries = [];
  const add = (fields, t = now) => entries.push({ w: "w", n: entries.length + 1, t: t + entries.length, tz: 0, ...fields });
  return {
    log: () => newLog("c", "", "", [...entries]),
    show: (ix, days) => [0, 1, 2].forEach((item) => add({ kind: "answer", objective: `o${ix}`, item: `o${ix}#${item}`, correct: true, typed: true }, now - days * DAY)),
    answer: (kind, ix, correct, more = {}) => add({ kind, objective: `o${ix}`, item: `o${ix}#${9 + entries.length}`, correct, typed: true, ...more }),
    add,
  };
}

const objectives = (asks) => asks.map((ask) => ask.objective);

test("who has shown nothing is asked nothing", () => {
  const c = curriculum(3);
  const { asks, latest, more } = review(c, learner(c).log(), NOW);
  assert.deepEqual([asks, latest.size, more], [[], 0, 0]);
});

test("each answer leaves the rest as it was planned, and a right one does not come back", () => {
  const c = curriculum(6);
  const me = learner(c);
  for (let ix = 0; ix < 6; ix += 1) me.show(ix, 90 + ix);
  let planned = objectives(review(c, me.log(), NOW).asks);
  assert.equal(new Set(planned).size, 6);
  while (planned.length) {
    me.answer("retrieval", planned[0], true);
    const { asks } = review(c, me.log(), NOW);
    assert.deepEqual(objectives(asks), planned.slice(1));
    planned = objectives(asks);
  }
});

test("what slipped comes back last, and once", () => {
  const c = curriculum(3);
  const me = learner(c);
  for (let ix = 0; ix < 3; ix += 1) me.show(ix, 90);
  const [first, second, third] = objectives(review(c, me.log(), NOW).asks);
  me.answer("retrieval", first, false);
  assert.deepEqual(review(c, me.log(), NOW).asks.map((ask) => [ask.objective, ask.again]), [[second, false], [third, false], [first, true]]);
  for (const [ix, correct] of [[second, true], [third, true], [first, false]]) me.answer("retrieval", ix, correct);
  const { asks, latest } = review(c, me.log(), NOW);
  assert.deepEqual(asks, []);
  assert.deepEqual([...latest].filter(([, how]) => !how.correct).map(([ix]) => ix), [first]);
});

test("tomorrow is another day", () => {
  const c = curriculum(1);
  const me = learner(c);
  me.show(0, 90);
  me.answer("retrieval", 0, false);
  me.answer("retrieval", 0, false);
  assert.deepEqual(review(c, me.log(), NOW).asks, []);
  assert.deepEqual(objectives(review(c, me.log(), NOW + 2 * DAY).asks), [0]);
});

test("ten questions or ten minutes are enough, and more only for who asks for it", () => {
  const c = curriculum(25);
  const me = learner(c);
  for (let ix = 0; ix < 25; ix += 1) me.show(ix, 90);
  const { asks, more } = review(c, me.log(), NOW);
  assert.deepEqual([asks.length, more], [10, 15]);
  for (const ix of objectives(asks)) me.answer("retrieval", ix, true, { ms: 20_000 });
  assert.deepEqual([review(c, me.log(), NOW).asks.length, review(c, me.log(), NOW).more], [0, 15]);
  assert.equal(review(c, me.log(), NOW, 2).asks.length, 10);
  const slow = learner(c);
  for (let ix = 0; ix < 25; ix += 1) slow.show(ix, 90);
  for (const ix of objectives(asks).slice(0, 4)) slow.answer("retrieval", ix, true, { ms: 120_000 });
  assert.equal(review(c, slow.log(), NOW).asks.length, 6);
  slow.answer("retrieval", asks[4].objective, false, { ms: 3_600_000 });
  assert.deepEqual(review(c, slow.log(), NOW).asks, [], "who went away for an hour has not thought for an hour, but ten minutes are over");
});

test("a slip has five questions a day, whatever is answered and done between them", () => {
  const c = curriculum(9);
  const me = learner(c);
  for (let ix = 0; ix < 4; ix += 1) me.answer("answer", ix, true);
  me.show(7, 90);
  me.show(8, 90);
  for (let left = 5; left > 0; left -= 1) {
    const { asks, done } = slip(c, me.log(), NOW);
    assert.deepEqual([asks.length, done.length], [left, 5 - left]);
    me.answer("exit", asks[0], left % 2 === 0);
    if (left === 3) me.answer("answer", 5, true); // something new was met meanwhile
  }
  assert.deepEqual(slip(c, me.log(), NOW).asks, []);
  assert.deepEqual(slip(c, me.log(), NOW + DAY).done, []);
});

test("a slip asks nothing of who did nothing", () => {
  const c = curriculum(3);
  assert.deepEqual(slip(c, learner(c).log(), NOW).asks, []);
});

test("a slip on paper counts what the next lesson teaches as met, so that who begins is asked about it", () => {
  const c = curriculum(4);
  const me = learner(c);
  assert.deepEqual(new Set(slip(c, me.log(), NOW, [2]).asks), new Set([2]));
  me.show(0, 90);
  const asks = slip(c, me.log(), NOW, [2]).asks;
  assert.deepEqual(new Set(asks), new Set([0, 2]), "beside what is due");
});

test("a placement goes on after the last one that was finished", () => {
  const c = curriculum(3);
  const me = learner(c);
  assert.deepEqual([placing(me.log()).begun, placing(me.log()).finished], [false, false]);
  me.answer("placement", 0, true);
  assert.deepEqual([placing(me.log()).begun, placing(me.log()).finished], [true, false]);
  me.add({ kind: "placement", objective: "o0", answer: true });
  me.add({ kind: "placement", target: "done" });
  assert.deepEqual([placing(me.log()).begun, placing(me.log()).finished], [false, true]);
  me.answer("placement", 1, null);
  const { log, begun } = placing(me.log());
  assert.deepEqual([begun, log.entries.map((e) => e.objective)], [true, ["o1"]]);
  assert.ok(standings(c, me.log(), NOW)[0].placed && !standings(c, me.log(), NOW)[1].placed, "an answer of a placement moves nothing by itself");
});
