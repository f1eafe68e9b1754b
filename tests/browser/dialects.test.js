// Folders of other tools (tests/corpora), read by the plugins that come with Wend: every question is answered by its key,
// solutions stay closed until asked for, pages are accessible and keep to their width.

import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { record } from "./asking.js";
import { axe, build, folder, launch, project, serve, visit } from "./harness.js";
import { go } from "./journey.js";
import { below } from "./kinds.js";

/** Plugin → its site. */
const sites = { carpentries: "git-novice", "mdbook-quiz": "rust-quizzes" };
const made = {};
let browser;

before(async () => {
  for (const [plugin, name] of Object.entries(sites)) {
    const dir = join(folder(), name);
    cpSync(join(project, "tests/corpora", name), dir, { recursive: true });
    writeFileSync(join(dir, "curriculum.toml"), `id = "x"\ntitle = "X"\nplugins = ["${plugin}"]\n`);
    const site = build(dir);
    made[plugin] = { lessons: below(site, ".html", "lessons"), server: await serve(site) };
  }
  browser = await launch();
});
after(async () => {
  await browser?.close();
  Object.values(made).forEach(({ server }) => server.close());
});

test("every question of the quizzes is wrong by a wrong answer, right by its key, and then says why", async () => {
  const { lessons, server } = made["mdbook-quiz"];
  let count = 0;
  const { page, context, clean } = await visit(browser, server.url);
  for (const path of lessons) {
    await go(page, server.url, path);
    for (const block of await page.locator("wend-question").all()) {
      const item = block.locator(".item");
      const name = `${path}#${await block.getAttribute("data-label")}`;
      const spec = JSON.parse(await item.locator("script.spec").textContent());
      const answer = async (fits, text) => {
        if (spec.options) {
          for (const [n, option] of spec.options.entries()) {
            const box = item.locator(".options input").nth(n);
            if (fits(option)) await box.check();
            else if ((await box.getAttribute("type")) === "checkbox") await box.uncheck();
          }
        } else {
          await item.getByRole("textbox").fill(text);
        }
        await item.getByRole("button", { name: "Check" }).click();
      };
      await answer((option) => option === spec.options.find((one) => !one.right), "17");
      await item.locator(".result.is-wrong, .is-wrong .verdict").first().waitFor();
      await item.getByRole("button", { name: "Try again" }).click();
      await answer((option) => option.right === true, spec.answers?.[0]);
      await item.locator(".verdict", { hasText: "Right." }).waitFor();
      await item.locator(".answer .why").waitFor().catch(() => assert.fail(`${name} says why`));
      count += 1;
    }
    clean();
  }
  await context.close();
  assert.equal(count, 28);
});

test("a challenge that somebody has done is kept as a reflection, and stays done", async () => {
  const { lessons, server } = made.carpentries;
  const { page, context, clean } = await visit(browser, server.url);
  const path = lessons.find((path) => path.includes("history"));
  await go(page, server.url, path);
  const challenge = page.locator("wend-challenge").first();
  await challenge.getByRole("button", { name: "I have done this" }).click();
  await page.locator("#wend-live", { hasText: "You have done this." }).waitFor();
  const entries = (await record(page, server.url)).filter((entry) => entry.kind === "reflection");
  await go(page, server.url, path);
  await challenge.getByText("You have done this.").waitFor();
  assert.equal(await challenge.getByRole("button", { name: "I have done this" }).count(), 0);
  const item = await challenge.locator(".item").getAttribute("data-item");
  assert.deepEqual(entries.map((entry) => entry.item), [item]);
  clean();
  await context.close();
});

test("solutions are closed until asked for", async () => {
  const { lessons, server } = made.carpentries;
  let count = 0;
  const { page, context, clean } = await visit(browser, server.url);
  for (const path of lessons) {
    await go(page, server.url, path);
    for (const solution of await page.locator("wend-solution, wend-hint").all()) {
      const hidden = solution.locator("details > :not(summary)").first();
      assert.equal(await hidden.isVisible(), false, path);
      await solution.locator("summary").click();
      assert.equal(await hidden.isVisible(), true, path);
      count += 1;
    }
    clean();
  }
  await context.close();
  assert.ok(count > 20, `${count} solutions and hints`);
});

test("axe finds nothing wherever there is a block of a new kind; nothing runs off the side", async () => {
  const met = new Set();
  for (const { lessons, server } of Object.values(made)) {
    const { page, context, clean } = await visit(browser, server.url, { width: 320 });
    for (const path of lessons) {
      await go(page, server.url, path);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${path} is ${over} px too wide`);
      // What an element is made of, not only its name: a question has fields or options.
      const blocks = await page.locator("[data-kind]").evaluateAll((all) => all.map((el) => [el.localName, ...el.querySelectorAll("input, textarea, pre, table, img, details")].map((it) => it.localName ?? it).join(" ")));
      const fresh = blocks.map((block) => [...new Set(block.split(" "))].sort().join(" ")).filter((block) => !met.has(block));
      if (fresh.length === 0) continue;
      for (const block of fresh) met.add(block);
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        assert.deepEqual(await axe(page), [], `${path} at ${width}`);
      }
      clean();
    }
    await context.close();
  }
  assert.ok(met.size >= 8, `${[...met]}`);
});
