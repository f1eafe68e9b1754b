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

test("the level that pages ask for is the one that completes", () => {
  assert.equal(productLevel(c, 0), null);
  for (const ix of [1, 2]) {
    const level = productLevel(c, ix);
    const known = (score) => {
      const entry = { w: "w", n: 1, t: 1, tz: 0, kind: "product", objective: c.objectives[ix].id, answer: { text: "It hangs in the hall." }, score };
      return standings(c, newLog("c", "r", "", [/** @type {any} */ (entry)]), 2)[ix].known;
    };
    assert.deepEqual([known(level - 1), known(level)], [false, true], c.objectives[ix].id);
  }
});
