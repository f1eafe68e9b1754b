// A learner's first days, over http and from disk: choose, follow the path, answer wrong and right, come back, save and
// load; and an author renames a lesson meanwhile.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { build, copyOf, disk, folder, open, visit } from "./harness.js";
import { begin, choose, go, pick, question, type } from "./journey.js";

let browser, dir, http;
open((it) => ({ browser, dir, site: http } = it));

/** All entries of the record, from the file the learner saves. */
async function record(page, site) {
  await go(page, site, "me.html");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save to a file" }).first().click();
  const text = readFileSync(await (await download).path(), "utf8");
  return { text, file: JSON.parse(text) };
}

for (const where of ["http", "disk"]) {
  describe(`over ${where}`, () => {
    let site;
    before(() => (site = where === "http" ? http : disk(dir)));

    test("interests and a goal lead to a path with reasons", async () => {
      const { page, context, clean } = await visit(browser, site);
      await choose(page, site);
      assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
      const stops = page.locator("ol.trail > li");
      assert.ok((await stops.count()) >= 3);
      assert.equal(await page.locator("ol.trail > li.next").count(), 1);
      const offers = page.locator(".offer");
      assert.ok((await offers.count()) >= 3, "at least three choices");
      for (const why of await offers.locator(".why").allTextContents()) assert.ok(why.trim().length > 5, why);
      assert.ok((await page.getByText("Something different").count()) > 0);
      await go(page, site, "path.html");
      const steps = page.locator("ol.steps > li");
      const titles = await page.locator("ol.steps > li h2").allTextContents();
      assert.ok(titles.length >= 3);
      for (const step of await steps.all()) assert.ok((await step.locator(".why").count()) > 0);
      // Another way instead: the path changes, and says what it costs before.
      await steps.first().locator("details.swap summary").click();
      const other = steps.first().locator("details.swap li").first();
      assert.match(await other.innerText(), /minutes? (more|less)|takes as long|hour/);
      const name = await other.locator("a").first().innerText();
      await other.getByRole("button").click();
      await page.locator("ol.steps > li h2", { hasText: name }).waitFor();
      clean();
      await context.close();
    });

    test("right and wrong answers are kept, and the page comes back as it was", async () => {
      const { page, context, clean } = await visit(browser, site);
      await go(page, site, "lessons/beats/add.html");
      await pick(page, "beats-1", "2/6");
      const block = question(page, "beats-1");
      assert.match(await block.locator(".verdict").innerText(), /Not yet/);
      const feedback = (await block.locator(".feedback:visible").allInnerTexts()).join(" ");
      assert.ok(feedback.length > 20, "feedback that teaches stands beside the wrong answer");
      await block.getByRole("button", { name: "Try again" }).click();
      await pick(page, "beats-1", "3/4");
      assert.match(await block.locator(".verdict").innerText(), /Right/);
      await type(page, "beats-2", "5/8");
      await page.reload();
      await page.waitForFunction(() => document.documentElement.dataset.ready !== undefined);
      assert.ok(await block.getByRole("radio", { name: "3/4", exact: true }).isChecked());
      const { file } = await record(page, site);
      const answers = file.entries.filter((e) => e.kind === "answer");
      assert.deepEqual(answers.map((e) => [e.item, e.correct]), [
        ["beats/add#beats-1", false],
        ["beats/add#beats-1", true],
        [answers[2].item, true],
      ]);
      assert.equal(answers[0].mixup, "adds-tops-and-bottoms");
      clean();
      await context.close();
    });

    test("enough right answers make an objective known, and what builds on it ready", async () => {
      const { page, context, clean } = await visit(browser, site);
      await go(page, site, "map.html");
      const state = (id) => page.locator(`[data-objective].is-can`).filter({ hasText: id }).count();
      assert.equal(await state("Cut a whole into equal parts"), 0);
      await go(page, site, "objectives/equal-parts.html");
      const shown = page.getByText("You showed it.").first();
      for (const block of await page.locator("wend-question").all()) {
        for (let variant = 0; variant < 3 && !(await shown.isVisible()); variant += 1) {
          const item = block.locator(".item:not([hidden])");
          // The answer is on the page for whoever reads without script; a learner who knows it gives it.
          const key = (await item.locator("details.answer").locator("b, li").first().textContent())?.trim() ?? "";
          if (await item.getByRole("textbox").count()) await item.getByRole("textbox").fill(key);
          else await item.getByRole("radio", { name: key, exact: true }).check();
          await item.getByRole("button", { name: "Check" }).click();
          const next = item.getByRole("button", { name: "Another one like this" });
          if (!(await next.isVisible())) break;
          await next.click();
        }
      }
      await shown.waitFor();
      await go(page, site, "map.html");
      assert.ok((await state("Cut a whole into equal parts")) > 0);
      clean();
      await context.close();
    });

    test("a second learner on the same device starts anew, and the first finds everything again", async () => {
      const { page, context, clean } = await visit(browser, site);
      await begin(page, site);
      await go(page, site, "me.html#who");
      await page.locator("summary", { hasText: "Someone else" }).click();
      await page.locator("#new-alias").fill("Robin");
      await page.locator("#new-alias").locator("xpath=ancestor::*[contains(@class,'field')][1]").getByRole("button").click();
      await page.waitForFunction(() => document.querySelector("wend-who")?.textContent?.includes("Robin"));
      const { file } = await record(page, site);
      assert.equal(file.entries.filter((e) => e.kind === "answer").length, 0);
      clean();
      await context.close();
    });

    test("a saved file brings everything to another device, twice the same", async () => {
      const { page, context, clean } = await visit(browser, site);
      await begin(page, site);
      const { text, file } = await record(page, site);
      clean();
      await context.close();
      const other = await visit(browser, site, { path: "me.html" });
      for (let time = 0; time < 2; time += 1) {
        await go(other.page, site, "me.html");
        await other.page.locator("#load-file").setInputFiles({ name: "record.json", mimeType: "application/json", buffer: Buffer.from(text) });
        await other.page.locator(".preview").getByRole("button").first().click();
        await other.page.getByText(/^Done/).first().waitFor();
      }
      const again = await record(other.page, site);
      assert.equal(again.file.record, file.record);
      assert.deepEqual(again.file.entries, file.entries);
      for (const [bad, says] of [["{", /torn|can read/], ["", /nothing in it/], ['{"format":99}', /newer/], ["[1]", /can read/]]) {
        await other.page.locator("#load-file").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(bad) });
        await other.page.locator(".notice", { hasText: says }).first().waitFor({ timeout: 5000 });
      }
      assert.deepEqual((await record(other.page, site)).file.entries, file.entries);
      other.clean();
      await other.context.close();
    });
  });
}

test("a renamed lesson keeps its learners' answers", async () => {
  const course = copyOf("curricula/fractions");
  const out = join(folder(), "site");
  build(course, out);
  const { page, context, clean } = await visit(browser, disk(out));
  await begin(page, disk(out));
  renameSync(join(course, "lessons/beats/add.md"), join(course, "lessons/beats/sums.md"));
  const edit = (path, change) => writeFileSync(path, change(readFileSync(path, "utf8")));
  edit(join(course, "lessons/beats/sums.md"), (text) => text.replace("+++\n", '+++\naliases = ["beats/add"]\n'));
  const walk = (dir) => {
    for (const name of readdirSync(dir)) {
      const path = join(dir, name);
      if (statSync(path).isDirectory()) walk(path);
      else if (path.endsWith(".md")) edit(path, (text) => text.replaceAll("beats/add.md", "beats/sums.md").replaceAll(/\((\.\/)?add\.md/g, path.includes("/beats/") ? "(sums.md" : "($1add.md"));
      else if (path.endsWith(".toml")) edit(path, (text) => text.replaceAll('"beats/add"', '"beats/sums"'));
    }
  };
  walk(course);
  build(course, out);
  await go(page, disk(out), "lessons/beats/sums.html");
  assert.ok(await question(page, "beats-1").getByRole("radio", { name: "3/4", exact: true }).isChecked());
  clean();
  await context.close();
});

test("two tabs at once lose nothing", async () => {
  const site = disk(dir);
  const one = await visit(browser, site, { path: "lessons/beats/add.html" });
  const two = await visit(browser, site, { path: "lessons/beats/add.html", context: one.context });
  await pick(one.page, "beats-1", "2/6");
  await type(two.page, "beats-2", "5/8");
  const { file } = await record(one.page, site);
  const answers = file.entries.filter((e) => e.kind === "answer").map((e) => e.item.split("/")[1]);
  assert.equal(answers.length, 2, answers.join());
  assert.equal(new Set(file.entries.map((e) => e.w)).size >= 2, true, "each tab writes under a name of its own");
  await one.context.close();
});

test("tomorrow everything is as it was, and what was done says its day", async () => {
  const site = disk(dir);
  const monday = new Date("2026-03-02T09:00:00Z");
  const { page, context, clean } = await visit(browser, site, { now: monday.getTime() });
  await begin(page, site);
  await page.clock.setFixedTime(new Date("2026-03-03T09:00:00Z"));
  await go(page, site, "index.html");
  await page.getByText("Good to see you again").waitFor();
  await page.locator(".links", { hasText: "Add fractions with beats" }).first().waitFor();
  await go(page, site, "objectives/add-unlike.html");
  await page.getByText("How does this site know?", { exact: false }).first().click();
  await page.getByText(/March 2|2 March|Mar 2|2 Mar|3\/2\/2026|02\/03\/2026/).first().waitFor();
  const { file } = await record(page, site);
  for (const entry of file.entries) assert.equal(new Date(entry.t).toISOString().slice(0, 10), "2026-03-02");
  clean();
  await context.close();
});

test("what works out a path can't be loaded: that is said, not that one has arrived", async () => {
  const { page, context } = await visit(browser, http);
  await choose(page, http);
  await context.route("**/wend-way.js", (route) => route.abort());
  for (const path of ["path.html", "index.html"]) {
    await go(page, http, path);
    await page.getByText("What works out your path could not be loaded").waitFor();
    assert.equal(await page.getByText("You have arrived").count(), 0);
  }
  await context.unroute("**/wend-way.js");
  await go(page, http, "path.html");
  await page.locator(".steps > li").first().waitFor();
  await context.close();
});
