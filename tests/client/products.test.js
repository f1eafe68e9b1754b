// Where a product shows what somebody can do, pages ask for the product, and never for right answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newLog } from "../../themes/trail/client/engine/evidence.js";
import { productLevel, standings } from "../../themes/trail/client/engine/mastery.js";

const streak = { rule: "streak", n: 3 };
const rubric = { rule: "rubric", at_least: 2 };
const objective = (id, more) => ({ id, items: 1, typed_items: 0, depth: "apply", mastery: null, encompasses: [], aliases: [], requires: { op: "all", of: [] }, ...more });
const c = /** @type {any} */ ({
  id: "c",
  mastery: streak,
  objectives: [objective("drilled"), objective("written", { mastery: rubric }), objective("inquired", { depth: "inquire" })],
  lessons: [],
  interests: [],
  aliases: {},
});

const YEAR = 365 * 86_400_000;

/** How objective `ix` stands so long after something of this score was handed in. */
function handedIn(ix, score, later) {
  const entry = { w: "w", n: 1, t: 1, tz: 0, kind: "product", objective: c.objectives[ix].id, answer: { text: "It hangs in the hall." }, score };
  return standings(c, newLog("c", "r", "", [/** @type {any} */ (entry)]), 1 + later)[ix];
}

test("the level that pages ask for is the one that completes", () => {
  assert.equal(productLevel(c, 0), null);
  for (const ix of [1, 2]) {
    const level = productLevel(c, ix);
    assert.deepEqual([level - 1, level].map((score) => handedIn(ix, score, 1).known), [false, true], c.objectives[ix].id);
  }
});

test("what was made stays made; what questions go with comes back as one", () => {
  const { level, due, memory } = handedIn(1, 2, YEAR);
  assert.deepEqual({ level, due, memory }, { level: "proficient", due: false, memory: null });
  assert.ok(handedIn(2, 1, YEAR).due);
});
