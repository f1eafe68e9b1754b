// A folder of three bare Markdown files: built, served from disk, and walked to its end by a learner who says "I can do
// this" of each. Tomorrow it is all still there.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { disk, folder, leads, open, settled, visit, wend } from "./harness.js";
import { below } from "./kinds.js";

let browser;
open((it) => ({ browser } = it), () => null);

test("three bare files are a course that can be finished", async () => {
  const course = join(folder(), "knots");
  mkdirSync(course);
  const titles = ["The reef knot", "The bowline", "The clove hitch"];
  for (const [n, title] of titles.entries()) writeFileSync(join(course, `${n + 1}-knot.md`), `# ${title}\n\nTake a rope and tie it.\n`);
  wend("build", course);
  const out = join(course, "site");
  const site = disk(out);
  assert.equal(below(out, ".html", "lessons").length, 3);
  const { page, context, clean } = await visit(browser, site, { now: Date.parse("2026-03-02T09:00:00Z") });
  for (const title of titles) {
    await page.goto(site + "index.html");
    await settled(page);
    await leads(page, () => page.getByRole("main").getByRole("link", { name: title }).first().click());
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await page.getByRole("button", { name: "I can do this", exact: true }).first().click();
    await page.getByText("You said that you can do this").or(page.getByText("You can do what this lesson teaches")).first().waitFor();
  }
  await page.clock.setFixedTime(new Date("2026-03-03T09:00:00Z"));
  await page.goto(site + "index.html");
  await settled(page);
  await page.getByText("You can do everything here").waitFor();
  await page.goto(site + "me.html#can");
  await settled(page);
  const can = page.getByRole("region", { name: "What you can do" }).or(page.locator("section", { has: page.getByRole("heading", { name: /can/i }) })).first();
  for (const title of titles) await can.getByRole("link", { name: title }).waitFor();
  await page.goto(site + "map.html");
  await settled(page);
  assert.equal(await page.locator("li.is-can[data-objective]").count(), 3);
  clean();
  await context.close();
});
