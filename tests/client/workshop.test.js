// The writing workshop sends learners of English over the lessons that were written for them, and others over the rest, whatever they like.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";

const project = resolve(import.meta.dirname, "../..");
const WEND = process.env.WEND ?? join(project, "target/debug/wend");

let here = "";
before(() => {
  here = mkdtempSync(join(tmpdir(), "wend-workshop-"));
  cpSync(join(project, "curricula/true-story"), here, { recursive: true });
});
after(() => rmSync(here, { recursive: true, force: true }));

/** The lessons of the way to reading aloud, and of each whether it begins with a worked example, as those for learners of English do. */
function way(learner) {
  writeFileSync(join(here, "learners/new.toml"), `${learner}\n[path]\ngoals = ["aloud"]\n`);
  const { stdout, stderr } = spawnSync(WEND, ["path", here, "--learner", "new", "--format", "json"], { encoding: "utf8", env: { ...process.env, WEND_CACHE: "" } });
  const { steps } = JSON.parse(stdout || assert.fail(stderr));
  return steps.map(({ lesson }) => ({ lesson, shown: /^support = "example"$/m.test(readFileSync(join(here, `lessons/${lesson}.md`), "utf8")) }));
}

for (const interests of [[], ["people"], ["outside"], ["play"], ["making"]]) {
  test(`who likes ${interests[0] ?? "nothing in particular"} and asks for no help meets no lesson for learners of English`, () => {
    const steps = way(`interests = ${JSON.stringify(interests)}`);
    assert.ok(steps.length > 8);
    assert.deepEqual(steps.filter(({ shown }) => shown), []);
  });
}

test("a learner of English meets them, but for the steps that lead outside of what they like", () => {
  const steps = way('interests = ["people", "making"]\nsupport = "example"\nform = ["draw"]');
  const others = steps.filter(({ shown }) => !shown).map(({ lesson }) => lesson);
  assert.ok(others.length <= steps.length / 3, `${others}`);
  assert.ok(steps.some(({ lesson }) => lesson === "readers/my-story"), "the product too");
});
