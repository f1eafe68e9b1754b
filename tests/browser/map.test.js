// A map too large for one sheet: from far all of it, from near the part that is picked; nearer and further.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { axe, build, folder, open, settled, visit } from "./harness.js";

const PARTS = 4;
const EACH = 80;

/** Four strands of eighty objectives, each resting on the one before it. */
function make() {
  const dir = join(folder(), "large");
  mkdirSync(join(dir, "lessons"), { recursive: true });
  let head = 'id = "large"\ntitle = "A large guide"\nlanguage = "en"\n';
  let objectives = "";
  for (let n = 0; n < PARTS * EACH; n++) {
    const part = Math.floor(n / EACH);
    if (n % EACH === 0) head += `\n[strand.s${part}]\ntitle = "Part ${part}"\n`;
    objectives += `[o${n}]\ntitle = "Thing ${n}"\nstrand = "s${part}"\nrequires = [${n % EACH ? `"o${n - 1}"` : ""}]\n\n`;
    writeFileSync(join(dir, `lessons/l${n}.md`), `+++\ntitle = "About ${n}"\nteaches = ["o${n}"]\n+++\n\nText.\n`);
  }
  writeFileSync(join(dir, "curriculum.toml"), head);
  writeFileSync(join(dir, "objectives.toml"), objectives);
  return build(dir);
}

let browser, site;
open((it) => ({ browser, site } = it), make);

const listed = (page) => page.locator(".gazetteer h3").filter({ visible: true }).allInnerTexts();

test("from far every objective is a dot; the part that is picked is drawn and listed; the whole list can be had", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "map.html#strand-2" });
  const far = page.getByRole("region", { name: "From far" });
  assert.equal(await far.locator("circle").count(), PARTS * EACH);
  assert.equal(await far.locator("circle.is-ready").count(), PARTS, "each part begins with what is ready");
  assert.match((await listed(page)).join(), /^\D*\d*\s*Part 2$/, "the part that the address names");
  const one = far.getByRole("button", { name: /^Part 1/ });
  await one.focus();
  await page.keyboard.press("Enter");
  assert.equal(await one.getAttribute("aria-pressed"), "true");
  assert.equal((await listed(page)).length, 1);
  assert.match((await listed(page))[0], /Part 1$/);
  assert.equal(await page.locator("svg.map").filter({ visible: true }).count(), 1);
  assert.match((await page.locator(`svg.map:visible .station[data-objective="${EACH}"]`).getAttribute("aria-label")) ?? "", /Thing 80: ready/i);
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Show the whole list" }).click();
  assert.equal((await listed(page)).length, PARTS);
  assert.equal(await page.locator(".gazetteer .band").filter({ hasText: /./ }).count(), PARTS * EACH, "and says of each how it stands");
  clean();
  await context.close();
});

test("nearer and further, by button and key: from far no words, and what was in the middle stays there", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "map.html" });
  const drawing = page.locator("svg.map:visible");
  const width = async () => Number(await drawing.getAttribute("width"));
  const natural = await width();
  for (let n = 0; n < 2; n++) await page.getByRole("button", { name: "Further away" }).click();
  assert.equal(await width(), natural / 2);
  assert.equal(await drawing.locator(".name").filter({ visible: true }).count(), 0);
  await page.locator(".map-sheet").focus();
  await page.keyboard.press("0");
  assert.equal(await width(), natural);
  assert.ok((await drawing.locator(".name").filter({ visible: true }).count()) > 0);
  await page.keyboard.press("+");
  assert.ok((await width()) > natural);
  clean();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.reload();
  await settled(page);
  assert.equal(await page.locator("svg.map").filter({ visible: true }).count(), 0, "on a phone the list is the map");
  assert.equal((await listed(page)).length, 1);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  await context.close();
});
