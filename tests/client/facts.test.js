// What a log says of its learner: later entries count, each thing by itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inTime, newLog } from "../../themes/trail/client/engine/evidence.js";
import { fold } from "../../themes/trail/client/engine/facts.js";
import { READING, readingOf } from "../../themes/trail/client/reading.js";

const at = (t, kind, more, w = "a") => ({ w, n: t, t, kind, ...more });
const facts = (entries, rename) => fold(inTime(newLog("c", "r", "", entries)), rename);

test("interests: the last word on each counts, own words too, in the order they were said", () => {
  const { interests } = facts([
    at(1, "setting", { target: "interest:music", answer: 1 }),
    at(2, "setting", { target: "interest:my goats: and more", answer: 1 }),
    at(3, "setting", { target: "interest:cooking", answer: 0.5 }),
    at(4, "setting", { target: "interest:music", answer: null }),
    at(5, "setting", { target: "interest:drawing", answer: 7 }),
  ]);
  assert.deepEqual([...interests], [["my goats: and more", 1], ["cooking", 0.5], ["drawing", 1]]);
});

test("order of arrival does not matter", () => {
  const entries = [
    at(1, "goal", { objective: "x", answer: true }),
    at(2, "goal", { objective: "x", answer: false }, "b"),
    at(3, "goal", { objective: "y" }),
    at(4, "path", { lesson: "l", target: "pin", answer: true }),
  ];
  for (const list of [entries, [...entries].reverse()]) {
    const { goals, pins } = facts(list);
    assert.deepEqual([[...goals.keys()], [...pins.keys()]], [["y"], ["l"]]);
  }
});

test("what was taken back no longer counts", () => {
  const { wonders } = facts([at(1, "wonder", { note: "a" }), at(2, "wonder", { note: "b" }), at(3, "retract", { target: ["a", 1] })]);
  assert.deepEqual(wonders.map((e) => e.note), ["b"]);
});

test("a renamed lesson keeps its places, under its new name and once", () => {
  const rename = (kind, id) => (kind === "lesson" && id === "old" ? "new" : id);
  const { opened, ratings } = facts([at(1, "opened", { lesson: "old" }), at(2, "opened", { lesson: "new" }), at(3, "rating", { lesson: "old", score: 2 })], rename);
  assert.deepEqual([...opened], [["new", 2]]);
  assert.equal(ratings.get("new").score, 2);
});

test("reading settings alone do not make a learner", () => {
  assert.equal(facts([at(1, "setting", { target: "read:text", answer: "large" })]).fresh, true);
  assert.equal(facts([at(1, "opened", { lesson: "l" })]).fresh, false);
});

test("a reading setting we don't know is the usual one", () => {
  const { settings } = facts([at(1, "setting", { target: "read:text", answer: "huge" }), at(2, "setting", { target: "read:theme", answer: "dark" })]);
  assert.deepEqual(readingOf(settings), { ...Object.fromEntries(Object.entries(READING).map(([k, [v]]) => [k, v])), theme: "dark" });
});

test("strange entries do no harm", () => {
  facts([at(1, "setting", {}), at(2, "setting", { target: 5, answer: {} }), at(3, "goal", {}), at(4, "path", { target: "pin" }), at(5, "opened", { lesson: "__proto__" })]);
});

test("an entry that changes what was wondered is no question of its own", () => {
  const { wonders } = facts([at(1, "wonder", { note: "why?" }), at(2, "wonder", { target: ["a", 1], answer: "talked" })]);
  assert.deepEqual(wonders.map((e) => e.note), ["why?"]);
});
