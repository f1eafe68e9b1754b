// What a plugin's frame may say to the page: shapes and sizes, whose items, how often.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Bucket, entryOf, read } from "../../themes/trail/client/frame/messages.js";

test("messages of the listed shapes are read, and nothing else", () => {
  for (const message of [["ready"], ["height", 12], ["pong", 1], ["record", 1, { item: "a" }], ["announce", "x"], ["assisted"], ["go", "a.html"], ["failed", "why"]]) {
    assert.deepEqual(read(JSON.stringify(message)), message);
  }
  const odd = [
    "", "[", "null", "7", "{}", "[]", "[[]]", '["hear"]', '["__proto__"]', '["constructor"]', '["toString"]', '["ready",1]', '["height"]', '["height",-1]',
    '["height",1.5]', '["height","9"]', '["height",1e400]', '["record",1]', '["record","1",{}]', '["record",1,null]', '["announce",7]', '["go",{}]', '["failed"]',
    JSON.stringify(["announce", "x".repeat(1_001)]), JSON.stringify(["failed", "x".repeat(30_000)]),
  ];
  for (const text of odd) assert.equal(read(text), null, text.slice(0, 60));
  for (const value of [undefined, null, 7, {}, ["ready"], new String('["ready"]'), new ArrayBuffer(8)]) assert.equal(read(value), null);
});

test("an entry is about the block's own item and that item's objective", () => {
  const items = new Map([["a#1", "add"], ["a#2", undefined]]);
  assert.deepEqual(entryOf({ item: "a#1", objective: "other", correct: true, answer: [1], by: "teacher", w: "x", t: 1, lesson: "b", note: "x" }, items), {
    item: "a#1",
    kind: "answer",
    objective: "add",
    answer: [1],
    correct: true,
  });
  assert.deepEqual(entryOf({ item: "a#2", kind: "reflection", answer: "…" }, items), { item: "a#2", kind: "reflection", answer: "…" });
  assert.deepEqual(entryOf({ item: "a#2", kind: "state", answer: { x: 1 } }, items), { item: "a#2", kind: "state", answer: { x: 1 } });
  const good = { item: "a#1", correct: true };
  for (const wrong of [
    { item: "b#1" }, { item: undefined }, { item: ["a#1"] }, { kind: "credit" }, { kind: null }, { correct: undefined }, { correct: 1 },
    { mixup: {} }, { hints: -1 }, { hints: 101 }, { certainty: 4 }, { ms: 1.5 }, { score: "1" }, { score: null }, { typed: 1 }, { answer: "x".repeat(10_000) },
  ]) {
    assert.equal(entryOf({ ...good, ...wrong }, items), null, JSON.stringify(wrong).slice(0, 60));
  }
  const sent = JSON.parse('{"item":"a#1","correct":false,"__proto__":{"answer":1,"polluted":1}}');
  assert.deepEqual(entryOf(sent, items), { item: "a#1", kind: "answer", objective: "add", correct: false });
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});

test("a bucket gives so many at once, and so many a second from then on", () => {
  const bucket = new Bucket(3, 2);
  const taken = (/** @type {number} */ now, /** @type {number} */ tries) => Array.from({ length: tries }, () => bucket.take(now)).filter(Boolean).length;
  assert.equal(taken(1000, 10), 3);
  assert.equal(taken(1400, 10), 0);
  assert.equal(taken(2000, 10), 2);
  assert.equal(taken(60_000, 10), 3);
});
