// With JavaScript off, every lesson can be reached from the first page by links, and read.

import assert from "node:assert/strict";
import { test } from "node:test";
import { disk, open, visit } from "./harness.js";
import { below } from "./kinds.js";

let browser, dir, site;
open((it) => ({ browser, dir, site } = it));

test("every lesson is reached by links", async () => {
  const { page } = await visit(browser, site, { js: false });
  const seen = new Set();
  const queue = [page.url()];
  while (queue.length > 0) {
    const url = queue.shift();
    if (seen.has(url)) continue;
    seen.add(url);
    await page.goto(url);
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((a) => new URL(a.getAttribute("href") ?? "", a.baseURI).href.split("#")[0]));
    queue.push(...links.filter((link) => link.startsWith(site) && link.endsWith(".html") && !seen.has(link)));
  }
  const lessons = below(dir, ".html", "lessons").map((path) => new URL(path.split("/").map(encodeURIComponent).join("/"), site).href);
  assert.deepEqual(lessons.filter((lesson) => !seen.has(lesson)), []);
});

test("a question can be read, and its hints and its explanation opened", async () => {
  const { page } = await visit(browser, disk(dir), { js: false, path: below(dir, ".html", "lessons")[0] });
  const question = page.locator("wend-question").first();
  assert.ok(await question.isVisible());
  assert.ok((await question.locator("details").count()) > 0);
  await question.locator("details summary").first().click();
  assert.ok(await question.locator("details[open]").first().isVisible());
});
