// A map too large for one sheet: from far all of it, from near the part that is picked; nearer and further.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { axe, build, disk, folder, open, settled, visit } from "./harness.js";

const PARTS = 4;
const EACH = 80;

/** Four strands of eighty objectives, each resting on the one before it; or none, and four folders. */
function make(strands = true) {
  const dir = join(folder(), "large");
  mkdirSync(join(dir, "lessons"), { recursive: true });
  let head = 'id = "large"\ntitle = "A large guide"\nlanguage = "en"\n';
  let objectives = "";
  for (let n = 0; n < PARTS * EACH; n++) {
    const part = Math.floor(n / EACH);
    const at = strands ? "" : `part-${part}/`;
    if (n % EACH === 0) mkdirSync(join(dir, "lessons", at), { recursive: true });
    if (n % EACH === 0 && strands) head += `\n[strand.s${part}]\ntitle = "Part ${part}"\n`;
    objectives += `[o${n}]\ntitle = "Thing ${n}"\ncan = "I can do thing ${n}."\n${strands ? `strand = "s${part}"\n` : ""}requires = [${n % EACH ? `"o${n - 1}"` : ""}]\n\n`;
    writeFileSync(join(dir, `lessons/${at}l${n}.md`), `+++\ntitle = "About ${n}"\nteaches = ["o${n}"]\n+++\n\nText.\n`);
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
  await page.locator(`svg.map:visible .station[data-objective="${EACH}"]`).waitFor();
  assert.equal(await page.locator("svg.map").filter({ visible: true }).count(), 1);
  assert.equal(await page.evaluate(() => document.querySelectorAll("script[src*='assets/map/']").length), 2, "of the drawings, those that were looked at");
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

test("without strands a large map is parted by the folders of its lessons, from disk too; without JavaScript it is a list", async () => {
  const parted = disk(make(false));
  const { page, context, clean } = await visit(browser, parted, { path: "map.html" });
  const far = page.getByRole("region", { name: "From far" });
  assert.deepEqual(await far.locator(".over-name").allInnerTexts(), ["part 0", "part 1", "part 2", "part 3"]);
  await far.getByRole("button", { name: /^part 3/ }).click();
  await page.locator(`svg.map:visible .station[data-objective="${3 * EACH}"]`).waitFor();
  clean();
  await context.close();
  const plain = await visit(browser, parted, { path: "map.html", js: false });
  assert.equal(await plain.page.locator(".gazetteer li").filter({ visible: true }).count(), PARTS * EACH);
  assert.ok(await plain.page.locator(".map-sheet").isHidden(), "no empty sheet");
  await plain.context.close();
});

test("of many goals, words find some, by keys, and it is said how many; parts are opened beside them", async () => {
  for (const [dir, part] of [[site, "Part 2"], [disk(make(false)), "part 2"]]) {
    const { page, context, clean } = await visit(browser, dir);
    const field = page.getByRole("searchbox", { name: "Find a goal by its words" });
    await field.focus();
    await page.keyboard.type("THING 31");
    const found = page.locator(".choosing .choice").filter({ visible: true });
    await page.waitForFunction(() => /13 found/.test(document.getElementById("wend-live")?.textContent ?? ""));
    assert.equal(await found.count(), 13, "31, 131, 231 and 310 to 319");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.locator(".goals", { hasText: "Thing 31" }).first().waitFor();
    assert.equal(await page.getByRole("checkbox", { name: "I can do thing 31.", exact: true }).isChecked(), true);
    await field.fill("zzyzx");
    assert.equal(await found.count(), 0);
    await field.fill("");
    const box = page.locator(".choosing details", { hasText: part }).first();
    await box.locator("summary").click();
    await box.getByRole("checkbox").nth(EACH - 1).waitFor();
    assert.equal(await box.getByRole("checkbox").count(), EACH);
    assert.deepEqual(await axe(page), []);
    clean();
    await context.close();
  }
});
