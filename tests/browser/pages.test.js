// Every page kind: accessible in both colours and widths, asks nobody but the site, holds to the content policy, and is
// valid HTML.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { axe, nu, open, visit } from "./harness.js";
import { begin, go } from "./journey.js";
import { below, kinds } from "./kinds.js";

let browser, dir, site;
open((it) => ({ browser, dir, site } = it));

test("every kind of page is there", () => {
  const names = kinds(dir).map((page) => page.name);
  assert.deepEqual(names, ["today", "path", "map", "me", "review", "slip", "placement", "about", "list", "offline", "missing", "objective", "lesson", "lesson-first", "desk-index", "desk-learners", "desk-learner", "desk-conference", "desk-plan", "desk-print"]);
});

for (const width of [360, 1280]) {
  test(`axe finds nothing at ${width} px`, async () => {
    const { page, context, clean } = await visit(browser, site, { width });
    for (const { name, path } of kinds(dir)) {
      await go(page, site, path);
      assert.deepEqual(await axe(page), [], name);
      clean();
    }
    await context.close();
  });
}

test("nothing runs off the side at 320 px, nor at twice the text size, for somebody with a long name", async () => {
  for (const zoom of [1, 2]) {
    const { page, context } = await visit(browser, site, { width: zoom === 1 ? 320 : 640 });
    await begin(page, site);
    await go(page, site, "me.html#who");
    await page.getByLabel("My nickname").fill("Maximiliane-Theodora von Hohenstein-Weißenfels");
    await page.getByRole("button", { name: "Keep this name" }).click();
    await page.getByRole("banner").getByText("Maximiliane").waitFor();
    for (const { name, path } of kinds(dir)) {
      await go(page, site, path);
      if (zoom === 2) await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
      const wide = await page.evaluate(() => {
        const room = document.documentElement.clientWidth;
        return document.documentElement.scrollWidth > room + 1 ? document.documentElement.scrollWidth : 0;
      });
      assert.equal(wide, 0, `${name} at zoom ${zoom} is ${wide} px wide`);
    }
    await context.close();
  }
});

test("no page has a style attribute, an inline script that runs, or more than one h1", () => {
  for (const path of below(dir, ".html")) {
    const html = readFileSync(join(dir, path), "utf8");
    assert.doesNotMatch(html, /\sstyle=/, path);
    assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)(?![^>]*type="application\/json")/, path);
    assert.doesNotMatch(html, /\son[a-z]+=/, path);
    assert.equal(html.match(/<h1[\s>]/g)?.length, 1, path);
    assert.match(html, /http-equiv="Content-Security-Policy"/i, path);
  }
});

test("every page and style is valid for the Nu HTML checker", () => assert.deepEqual(nu(dir), []));

test("every link within the site leads to a file, and every fragment to an element", () => {
  const pages = new Map(below(dir, ".html").map((path) => [path, readFileSync(join(dir, path), "utf8")]));
  const files = new Set(below(dir, ""));
  const unescape = (text) => text.replaceAll("&amp;", "&").replaceAll("&#x2f;", "/").replaceAll("&quot;", '"');
  for (const [path, html] of pages) {
    for (const [, raw] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      const link = unescape(raw);
      if (/^(https?|mailto|tel|data):/.test(link)) continue;
      const url = new URL(link, new URL(path, "http://site/"));
      assert.equal(url.origin, "http://site", `${path}: ${link}`);
      const target = decodeURIComponent(url.pathname.slice(1)) || "index.html";
      assert.ok(files.has(target), `${path}: ${link} leads to nothing`);
      const fragment = decodeURIComponent(url.hash.slice(1));
      if (fragment && pages.has(target)) {
        assert.ok(pages.get(target)?.includes(`id="${fragment}"`), `${path}: ${link} names no element`);
      }
    }
  }
});
