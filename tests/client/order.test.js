// A path in the learner's own order: what they put first comes first as soon as it can be walked, nothing else moves,
// and a step that can't go further says what stands in its way.

import assert from "node:assert/strict";
import { test } from "node:test";
import { makeGraph } from "../../themes/trail/client/engine/readiness.js";
import { fold } from "../../themes/trail/client/engine/facts.js";
import { inOrder, moved, reach, wishes } from "../../themes/trail/client/engine/order.js";

const all = (...of) => ({ op: "all", of: of.map((ix) => ({ op: "objective", ix })) });

/** Lesson n teaches objective n, which needs those given. */
const graph = (...needs) =>
  makeGraph(
    /** @type {any} */ ({
      objectives: needs.map((of) => ({ requires: all(...of) })),
      lessons: needs.map((_, n) => ({ teaches: [n], requires: all() })),
    }),
  );

// 1 needs 0, 2 and 3 need nothing, 4 needs 1 and 3.
const g = graph([], [0], [], [], [1, 3]);
const steps = [0, 1, 2, 3, 4].map((lesson) => ({ lesson }));
const order = (wished, known = [], path = steps) => inOrder(g, known, path, wished).map((s) => s.lesson);

test("what is wished comes first, the rest as it was proposed", () => {
  assert.deepEqual(order([]), [0, 1, 2, 3, 4]);
  assert.deepEqual(order([3]), [3, 0, 1, 2, 4]);
  assert.deepEqual(order([2, 3]), [2, 3, 0, 1, 4]);
});

test("a wish that needs something waits for it, and for nothing else", () => {
  assert.deepEqual(order([1]), [0, 1, 2, 3, 4]);
  assert.deepEqual(order([4, 2]), [2, 0, 1, 3, 4]);
  assert.deepEqual(order([1], [0], steps.slice(1)), [1, 2, 3, 4], "known already: nothing to wait for");
});

test("another path: lessons that are not on it are passed over", () => {
  assert.deepEqual(order([9, 3, 4], [], [{ lesson: 2 }, { lesson: 3 }]), [3, 2]);
});

test("every order that is wished can be walked, and the shortest list of wishes gives it again", () => {
  const permutations = (list) => (list.length < 2 ? [list] : list.flatMap((one, at) => permutations(list.toSpliced(at, 1)).map((rest) => [one, ...rest])));
  const needs = [[], [0], [], [], [1, 3]];
  const walked = new Set();
  for (const wished of permutations([0, 1, 2, 3, 4])) {
    const got = order(wished);
    assert.deepEqual(got.toSorted(), [0, 1, 2, 3, 4]);
    got.forEach((lesson, at) => needs[lesson].forEach((need) => assert.ok(got.indexOf(need) < at, `${got}: ${need} before ${lesson}`)));
    assert.deepEqual(order(wishes([0, 1, 2, 3, 4], got)), got, `wishes for ${got}`);
    walked.add(got.join());
  }
  assert.equal(walked.size, 15, "every order there is can be had");
  assert.deepEqual(wishes([0, 1, 2, 3, 4], [0, 1, 2, 3, 4]), []);
  assert.deepEqual(wishes([0, 1, 2, 3, 4], [0, 2, 1, 3, 4]), [0, 2]);
});

test("a step goes so far, and says what it needs or who needs it", () => {
  const lessons = [0, 1, 2, 3, 4];
  assert.deepEqual(reach(g, [], lessons, 2), { first: 0, last: 4, before: null, behind: null });
  assert.deepEqual(reach(g, [], lessons, 1), { first: 1, last: 3, before: { lesson: 0, objective: 0 }, behind: { lesson: 4, objective: 1 } });
  assert.deepEqual(reach(g, [], lessons, 4).before, { lesson: 3, objective: 3 });
  // What it gives is known from elsewhere: it is free.
  assert.equal(reach(g, [1], lessons, 1).behind, null);
  assert.deepEqual(moved(lessons, 3, 0), [3, 0, 1, 2, 4]);
  assert.deepEqual(moved(lessons, 0, 2), [1, 2, 0, 3, 4]);
});

test("in the record the later order counts, and none takes it back", () => {
  const entry = (n, answer) => /** @type {any} */ ({ w: "w", n, t: n, kind: "path", target: "order", answer });
  assert.deepEqual(fold([entry(1, ["a"]), entry(2, ["b", "a"])]).order, ["b", "a"]);
  assert.equal(fold([entry(1, ["a"]), entry(2, null)]).order, null);
});
