// With JavaScript off, every lesson can be reached from the first page by links, and read.

import assert from "node:assert/strict";
import { test } from "node:test";
import { disk, open, visit } from "./harness.js";
import { below } from "./kinds.js";

let browser, dir, site;
open((it) => ({ browser, dir, site } = it));

test("every lesson is reached by links", async () => {
  const { page, context } = await visit(browser, site, { path: "404.html" });
  // A parser that runs no script takes what stands in `noscript` for part of the page.
  const seen = await page.evaluate(async (first) => {
    const seen = new Set([first]);
    for (const url of seen) {
      const html = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
      for (const a of html.querySelectorAll("a[href]")) {
        const { href } = new URL(a.getAttribute("href") ?? "", url);
        const [to] = href.split("#");
        if (to.startsWith(first) && to.endsWith(".html")) seen.add(to);
      }
    }
    return [...seen];
  }, site);
  const lessons = below(dir, ".html", "lessons").map((path) => new URL(path.split("/").map(encodeURIComponent).join("/"), site).href);
  assert.deepEqual(lessons.filter((lesson) => !seen.includes(lesson)), []);
  await context.close();
});

test("a question can be read, and its hints and its explanation opened", async () => {
  const { page } = await visit(browser, disk(dir), { js: false, path: below(dir, ".html", "lessons")[0] });
  const question = page.locator("wend-question").first();
  assert.ok(await question.isVisible());
  assert.ok((await question.locator("details").count()) > 0);
  await question.locator("details summary").first().click();
  assert.ok(await question.locator("details[open]").first().isVisible());
});
