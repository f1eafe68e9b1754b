// What a learner begins and changes: the last word on each field, in whatever order devices meet; nothing of anybody else's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inTime, newLog } from "../../themes/trail/client/engine/evidence.js";
import { mergeLogs } from "../../themes/trail/client/engine/logfile.js";
import { madeBy, partsOf, spokenOf, things } from "../../themes/trail/client/things.js";

const at = (t, kind, more, w = "a") => ({ w, n: t, t, kind, by: "learner", ...more });
const read = (entries, kind) => things(inTime(newLog("c", "r", "", entries)), kind);

test("each field keeps its last word, and null takes it out", () => {
  const [goal] = read([at(1, "goal", { note: "swim", answer: true }), at(2, "goal", { target: ["a", 1], note: "swim far" }), at(3, "goal", { target: ["a", 1], answer: "reached", extra: 1 }), at(4, "goal", { target: ["a", 1], extra: null })], "goal");
  assert.deepEqual([goal.note, goal.answer, goal.extra, goal.since, goal.t], ["swim far", "reached", undefined, 1, 4]);
});

test("two devices that change one thing come to the same, whoever merges", () => {
  const first = at(1, "project", { note: "shelf" });
  const log = (...entries) => newLog("c", "r", "", [first, ...entries]);
  const one = log(at(5, "project", { target: ["a", 1], show: "a photo" }, "b"), at(7, "project", { target: ["a", 1], note: "big shelf" }, "b"));
  const two = log(at(6, "project", { target: ["a", 1], note: "low shelf" }, "c"));
  const both = [mergeLogs(one, two), mergeLogs(two, one)].map((l) => things(inTime(l), "project"));
  assert.deepEqual(both[0], both[1]);
  assert.deepEqual([both[0][0].note, both[0][0].show], ["big shelf", "a photo"]);
});

test("a change that a jumping clock dated before the beginning counts all the same", () => {
  assert.equal(read([at(9, "step", { note: "x" }), at(2, "step", { target: ["a", 9], answer: "done" })], "step")[0].answer, "done");
});

test("what was taken back is gone with its changes, and all of its entries are named for that", () => {
  const entries = [at(1, "step", { note: "mine" }), at(2, "step", { target: ["a", 1], note: "still mine" }), at(3, "step", { note: "other" }), at(4, "wonder", { note: "w", target: undefined })];
  const [step] = read(entries, "step");
  const gone = partsOf(entries, step);
  assert.deepEqual(gone, [["a", 1], ["a", 2]]);
  const left = newLog("c", "r", "", [...entries, ...gone.map((target, i) => at(10 + i, "retract", { target }))]);
  assert.deepEqual(things(inTime(left), "step").map((s) => s.note), ["other"]);
  assert.ok(!JSON.stringify(left.entries).includes("mine"), "no text of it stays");
});

test("a teacher's file begins things, and changes none", () => {
  const [goal, more] = read([at(1, "goal", { note: "swim" }), at(2, "goal", { target: ["a", 1], note: "don't" , by: "teacher" }, "t"), at(3, "goal", { note: "dive", by: "teacher" }, "t")], "goal");
  assert.deepEqual([goal.note, more.note], ["swim", "dive"]);
});

test("one key with two contents: both are shown", () => {
  assert.deepEqual(read([at(1, "step", { note: "x" }), at(1, "step", { note: "y" })], "step").map((s) => s.note), ["x", "y"]);
});

test("fields that only look like ours change nothing", () => {
  const odd = JSON.parse('{"w":"a","n":2,"t":2,"kind":"step","by":"learner","target":["a",1],"at":["z",1],"since":0,"__proto__":{"note":"bad"}}');
  const [step] = read([at(1, "step", { note: "x" }), odd], "step");
  assert.deepEqual([step.at, step.since, step.note, Object.getPrototypeOf(step)], [["a", 1], 1, "x", Object.prototype]);
});

test("a talk about a piece finds it as it is called now, and nothing where it was taken back", () => {
  const piece = [at(1, "product", { note: "wheels" }), at(2, "project", { note: "a machine" }), at(3, "product", { note: "mine" }, "t")];
  piece[2].by = "teacher";
  const talk = at(9, "meeting", { about: ["a", 1] });
  assert.deepEqual(madeBy(piece).map(({ note }) => note), ["a machine", "wheels"], "what the learner made, the latest first");
  assert.equal(spokenOf(madeBy([...piece, at(4, "product", { target: ["a", 1], note: "two wheels" })]), talk).note, "two wheels");
  assert.equal(spokenOf(madeBy(piece.slice(1)), talk), undefined);
  assert.equal(spokenOf(madeBy(piece), at(9, "meeting", { about: "a" })), undefined);
});
