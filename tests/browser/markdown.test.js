// Every lesson and objective as plain Markdown: linked from its page, readable, without answers; links lead to files.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { axe, disk, launch, serve, shared, visit } from "./harness.js";
import { pick } from "./journey.js";
import { below } from "./kinds.js";

let browser, site;

before(async () => {
  site = shared("curricula/fractions");
  browser = await launch();
});
after(() => browser?.close());

const pages = () => [...below(site, ".html", "lessons"), ...below(site, ".html", "objectives")];

test("every lesson and objective has one, and says where", () => {
  for (const path of pages()) {
    const plain = path.replace(/\.html$/, ".md");
    assert.ok(existsSync(join(site, plain)), plain);
    const html = readFileSync(join(site, path), "utf8");
    const name = encodeURI(plain.split("/").at(-1));
    assert.ok(html.includes(`<link rel="alternate" type="text/markdown" href="${name}">`), path);
    const text = readFileSync(join(site, plain), "utf8");
    assert.match(text, /^# /, plain);
    assert.equal(text.match(/^# /gm)?.length, 1, `${plain} has one title`);
  }
});

test("no answer, hint, solution or key is in any of them", () => {
  for (const path of pages()) {
    const text = readFileSync(join(site, path.replace(/\.html$/, ".md")), "utf8");
    assert.doesNotMatch(text, /^:::/m, path);
    assert.doesNotMatch(text, /\[x\]/i, path);
    assert.doesNotMatch(text, /^(Answer|Hint|Why|If [^:]+):/m, path);
    assert.doesNotMatch(text, /<!--/, path);
  }
});

test("links within them lead to files of the site", () => {
  let count = 0;
  for (const path of pages()) {
    const plain = path.replace(/\.html$/, ".md");
    for (const [, link] of readFileSync(join(site, plain), "utf8").matchAll(/\]\(([^)\s]+)[^)]*\)/g)) {
      if (/^([a-z]+:|#)/.test(link)) continue;
      const target = decodeURIComponent(link.split("#")[0]);
      assert.ok(existsSync(join(site, dirname(plain), target)), `${plain}: ${link}`);
      count += 1;
    }
  }
  assert.ok(count > 20, `${count} links`);
});

test("a question stands in it with its options and without its key", async () => {
  const { page, context, clean } = await visit(browser, disk(site), { path: "lessons/beats/add.html" });
  const link = page.getByRole("link", { name: "This page as plain text" });
  assert.equal(await link.getAttribute("href"), "add.md");
  const text = readFileSync(join(site, "lessons/beats/add.md"), "utf8");
  const source = readFileSync(new URL("../../curricula/fractions/lessons/beats/add.md", import.meta.url), "utf8");
  const right = /^- \[x\] (.+)$/m.exec(source)?.[1] ?? "";
  assert.ok(right && text.includes(`- [ ] ${right}`), right);
  clean();
  await context.close();
});

test("a brief for a tutor says what, where I stand and the mix-ups, asks for hints, and names nobody", async () => {
  for (const path of ["lessons/beats/add.html", "objectives/add-unlike.html"]) {
    const { page, context, clean } = await visit(browser, disk(site), { path });
    await page.locator("summary", { hasText: "A brief for a tutor" }).click();
    const text = await page.getByRole("textbox", { name: "The text" }).inputValue();
    for (const part of ["I can add two fractions whose denominators differ.", "not firm either", "Adds the tops and the bottoms", "Give me hints and no answers"])
      assert.ok(text.includes(part), `${part} in ${text}`);
    await page.getByText("Nothing is sent from here").waitFor();
    await page.getByRole("button", { name: "Copy it" }).click();
    await page.getByText("Copied.").waitFor();
    clean();
    assert.deepEqual(await axe(page), []);
    await context.close();
  }
});

test("a mix-up of my own answers comes first in the brief", async () => {
  const { page, context } = await visit(browser, disk(site), { path: "lessons/beats/add.html" });
  await pick(page, "beats-1", "2/6");
  await page.locator("summary", { hasText: "A brief for a tutor" }).click();
  const box = page.getByRole("textbox", { name: "The text" });
  await page.waitForFunction(() => /** @type {HTMLTextAreaElement | null} */ (document.querySelector("#tutor-text"))?.value.includes("this mix-up"));
  const text = await box.inputValue();
  assert.match(text, /this mix-up:\n- Adds the tops and the bottoms\n/);
  assert.match(text, /answered 1 question about it, 0 of them right/);
  await context.close();
});

test("a brief that is slow to come is not called missing", async () => {
  const served = await serve(site); // what is asked of a disk can't be held back
  const { page, context } = await visit(browser, served.url, { path: "lessons/beats/add.html" });
  let send;
  const held = new Promise((ok) => (send = ok));
  await page.route(/wend-brief\.js/, async (route) => (await held, route.continue()));
  const fold = page.locator("summary", { hasText: "A brief for a tutor" });
  const asked = page.waitForRequest(/wend-brief\.js/);
  for (const _ of ["opened", "closed", "opened again"]) await fold.click();
  await asked;
  // Whatever the page makes of it by then.
  await page.evaluate(() => new Promise((ok) => setTimeout(ok, 100)));
  assert.equal(await page.locator("wend-brief .notice").count(), 0);
  send();
  await page.getByRole("textbox", { name: "The text" }).waitFor();
  await context.close();
  served.close();
});
