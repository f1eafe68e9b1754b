// What may happen beside a learner's way: somebody else on the same device, a renamed lesson, two tabs, a script that does
// not come. (The way itself: weeks.test.js.)

import assert from "node:assert/strict";
import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bring, record } from "./asking.js";
import { build, comes, copyOf, disk, folder, leads, open, settled, visit } from "./harness.js";
import { begin, choose, go, pick, question, type } from "./journey.js";

let browser, dir, http;
open((it) => ({ browser, dir, site: http } = it));

test("a second learner on the same device starts anew, and the first finds everything again", async () => {
  const site = disk(dir);
  const { page, context, clean } = await visit(browser, site);
  await begin(page, site);
  await go(page, site, "me.html#who");
  await page.locator("summary", { hasText: "Someone else" }).click();
  await page.locator("#new-alias").fill("Robin");
  await page.locator("#new-alias").locator("xpath=ancestor::*[contains(@class,'field')][1]").getByRole("button").click();
  await page.waitForFunction(() => document.querySelector("wend-who")?.textContent?.includes("Robin"));
  const entries = await record(page, site);
  assert.equal(entries.filter((e) => e.kind === "answer").length, 0);
  await go(page, site, "me.html#who");
  await page.getByRole("button", { name: "Go on as someone without a name" }).click();
  await page.waitForFunction(() => document.querySelector("wend-who summary")?.textContent?.includes("someone without a name"));
  await go(page, site, "lessons/beats/add.html");
  assert.ok(await question(page, "beats-1").getByRole("radio", { name: "3/4", exact: true }).isChecked());
  clean();
  await context.close();
});

test("a rebuild renames a lesson and removes another: answers are found under the new name, the rest is kept and said", async () => {
  const course = copyOf("curricula/fractions");
  const out = join(folder(), "site");
  build(course, out);
  const { page, context, clean } = await visit(browser, disk(out));
  await begin(page, disk(out));
  await go(page, disk(out), "lessons/outside/leaf-halves.html");
  await page.getByLabel("A question this left you with").fill("Are all leaves even?");
  await page.getByRole("button", { name: "Keep this" }).click();
  await page.locator("wend-after .entries").getByText("Are all leaves even?").waitFor();
  rmSync(join(course, "lessons/outside/leaf-halves.md"));
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
  const entries = await record(page, disk(out));
  assert.equal(entries.filter((e) => e.kind === "wonder" && e.lesson === "outside/leaf-halves").length, 1);
  await page.getByText("Show everything").click();
  await page.getByText(/about the lesson “outside\/leaf-halves”, which is not here any more\. They are kept/).waitFor();
  clean();
  await context.close();
});

test("a goal that a rebuild took away is kept, and Today and My path say so", async () => {
  const { page, context, clean } = await visit(browser, disk(dir));
  await bring(page, disk(dir), (t) => [{ kind: "goal", w: "once", n: 1, t: t - 1000, tz: 0, objective: "fold-a-napkin", answer: true, by: "learner" }]);
  for (const at of ["index.html", "path.html"]) {
    await go(page, disk(dir), at);
    await page.getByText("Something you wanted to reach is no longer in this guide.").waitFor();
  }
  assert.equal((await record(page, disk(dir))).filter((e) => e.objective === "fold-a-napkin").length, 1);
  clean();
  await context.close();
});

test("whoever a branch sends to another lesson comes back to the same question", async () => {
  const { page, context, clean } = await visit(browser, disk(dir), { path: "lessons/kitchen/which-slice.html" });
  const branch = page.locator("#check-size");
  await branch.getByText("1/8", { exact: true }).click();
  await leads(page, () => branch.getByRole("link", { name: /Cut a bread/ }).click());
  await page.waitForURL(/cut-fair\.html$/);
  await page.reload();
  await settled(page);
  assert.equal(await page.getByText("You came here from “Which slice would you take?”.").count(), 2, "above the text and behind it");
  await leads(page, () => page.getByRole("link", { name: "Back to where you were" }).last().click());
  await page.waitForURL(/which-slice\.html#check-size$/);
  await comes(() => branch.evaluate((el) => el.getBoundingClientRect().top < innerHeight), true);
  // Who goes there on their own later was not sent.
  await go(page, disk(dir), "lessons/kitchen/cut-fair.html");
  assert.equal(await page.getByText("You came here from").count(), 0);
  clean();
  await context.close();
});

test("two tabs at once lose nothing", async () => {
  const site = disk(dir);
  const one = await visit(browser, site, { path: "lessons/beats/add.html" });
  const two = await visit(browser, site, { path: "lessons/beats/add.html", context: one.context });
  await pick(one.page, "beats-1", "2/6");
  await type(two.page, "beats-2", "5/8");
  const entries = await record(one.page, site);
  const answers = entries.filter((e) => e.kind === "answer").map((e) => e.item.split("/")[1]);
  assert.equal(answers.length, 2, answers.join());
  assert.equal(new Set(entries.map((e) => e.w)).size >= 2, true, "each tab writes under a name of its own");
  await one.context.close();
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

test("ticks made in quick succession stay ticked on a slow phone, while the ones before are being written", async () => {
  const { page, context, clean } = await visit(browser, http);
  await page.locator(".likes input").first().waitFor();
  await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 6 });
  const undone = await page.evaluate(async () => {
    /** @type {HTMLInputElement[]} */
    const boxes = [...document.querySelectorAll(".likes input")];
    const ticked = new Set();
    let [times, over] = [0, false];
    const look = () => {
      for (const box of ticked) if (!box.isConnected || !box.checked) times += 1;
      if (!over) requestAnimationFrame(look);
    };
    look();
    for (const box of boxes) {
      box.click();
      ticked.add(box);
      await new Promise((ok) => setTimeout(ok, 10));
    }
    await new Promise((ok) => setTimeout(ok, 1500));
    over = true;
    return times;
  });
  assert.equal(undone, 0);
  clean();
  await context.close();
});
