// On paper: a lesson, the path and the map without what only a screen can do, nothing cut off, and the answers not told.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build, copyOf, disk, open, visit } from "./harness.js";
import { choose, go } from "./journey.js";

let browser, site;

/** A lesson with all that paper has trouble with. */
const HARD = `
[A far place](https://example.org/a/very/long/address/that/goes/on-and-on-and-on-and-on-and-on-and-on-and-on)

\`\`\`text
${"a line of code that is longer than the paper is wide ".repeat(4)}
\`\`\`

| a | b | c | d | e | f |
|---|---|---|---|---|---|
| one column | another column | and another | and one more | then the fifth | and the sixth |
`;

const make = () => {
  const course = copyOf("curricula/fractions");
  const lesson = join(course, "lessons/kitchen/share-the-dumplings.md");
  writeFileSync(lesson, readFileSync(lesson, "utf8") + HARD);
  return build(course);
};
open((it) => ({ browser, site } = { ...it, site: disk(it.dir) }), make);

/** The page as it is printed on A4: how many sheets, and what stands on them. */
async function print(page) {
  await page.setViewportSize({ width: 674, height: 1000 }); // A4 at 96 dpi, less the margins
  await page.emulateMedia({ media: "print" });
  const shown = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const on = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)].filter((el) => el.checkVisibility());
    /** @type {string[]} */
    const cut = on("main *").filter((el) => /auto|scroll|hidden/.test(getComputedStyle(el).overflowX) && !el.closest(".visually-hidden") && el.scrollWidth > el.clientWidth + 1).map((el) => el.outerHTML.slice(0, 120));
    const walker = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (!text.textContent?.trim() || !text.parentElement?.checkVisibility() || text.parentElement.closest(".visually-hidden")) continue;
      const words = document.createRange();
      words.selectNodeContents(text);
      const box = words.getBoundingClientRect();
      if (box.right > room + 1 || box.left < -1) cut.push(text.textContent.trim());
    }
    return {
      text: document.querySelector("main")?.innerText ?? "",
      wide: document.documentElement.scrollWidth - room,
      cut,
      screenOnly: on("button, body > header nav, body > footer, summary, select, textarea, .skip").map((el) => el.outerHTML.slice(0, 120)),
    };
  });
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  await page.emulateMedia({ media: null });
  return { ...shown, sheets, bytes: pdf.length };
}

function fit({ wide, cut, screenOnly, sheets }, most) {
  assert.deepEqual(screenOnly, [], "what only a screen can do");
  assert.deepEqual(cut, [], "cut off");
  assert.ok(wide <= 1, `${wide} px too wide`);
  assert.ok(sheets >= 1 && sheets <= most, `${sheets} sheets`);
}

test("a lesson: its text, its questions with room to answer, no answers, addresses of links", async () => {
  const { page, context } = await visit(browser, site, { path: "lessons/kitchen/share-the-dumplings.html" });
  const printed = await print(page);
  fit(printed, 5);
  assert.match(printed.text, /Dumplings for everyone/);
  assert.match(printed.text, /At New Year a family in northern China/);
  assert.match(printed.text, /There are 24 dumplings on the tray/);
  assert.match(printed.text, /There are 30 dumplings on the tray/, "every variant is there to work on");
  assert.doesNotMatch(printed.text, /Make 3 equal heaps/, "hints stay on the screen");
  assert.doesNotMatch(printed.text, /The answer:|How many heaps does the top number take/, "nor are answers told");
  assert.doesNotMatch(printed.text, /3 heaps of 8/);
  assert.ok(await page.locator('wend-question[data-label="dumpling-1"] input[type="text"]').first().isVisible());
  // The address follows the words; generated content is in no text, so ask for it.
  await page.emulateMedia({ media: "print" });
  const address = await page.getByRole("link", { name: /A far place/ }).evaluate((el) => getComputedStyle(el, "::after").content);
  assert.match(address, /https:\/\/example\.org|attr\(href\)/);
  await page.emulateMedia({ media: null });
  // Answered on screen: the paper does not tell.
  const block = page.locator('wend-question[data-label="dumpling-1"]');
  await block.getByRole("textbox").first().fill("16");
  await block.getByRole("button", { name: "Check" }).first().click();
  await block.getByText("Right").waitFor();
  const later = await print(page);
  fit(later, 5);
  assert.ok(!later.text.includes("Right."), "the verdict is printed");
  await context.close();
});

test("steps that are to be tried first stand open", async () => {
  const { page, context } = await visit(browser, site, { path: "lessons/beats/faster-slower.html" });
  assert.equal(await page.locator("wend-example details:not([open])").count(), 2, "on the screen they wait");
  const printed = await print(page);
  fit(printed, 5);
  assert.match(printed.text, /A quarter of 80 is 20\.\s+.*Three of those are 60/s);
  assert.doesNotMatch(printed.text, /try it yourself/, "the paper does not say that they wait");
  await context.close();
});

test("the path: each step with its reason, and nothing to press", async () => {
  const { page, context } = await visit(browser, site);
  await choose(page, site);
  await go(page, site, "path.html");
  const titles = await page.getByRole("main").getByRole("heading", { level: 2 }).allInnerTexts();
  const printed = await print(page);
  fit(printed, 4);
  const steps = await page.locator("[data-lesson] > h2").allInnerTexts();
  assert.ok(steps.length >= 3 && titles.length >= steps.length);
  for (const step of steps) assert.ok(printed.text.includes(step), step);
  assert.match(printed.text, /It teaches/);
  assert.doesNotMatch(printed.text, /Leave this out|Keep this step|Take this instead/);
  await context.close();
});

test("the map: the drawing whole, and the list with how each thing stands", async () => {
  const { page, context } = await visit(browser, site);
  await choose(page, site);
  await go(page, site, "map.html");
  const printed = await print(page);
  fit(printed, 4);
  assert.match(printed.text, /Plan a whole of your own/);
  assert.match(printed.text, /on your path/);
  await page.emulateMedia({ media: "print" });
  const drawn = await page.evaluate(() => [...document.querySelectorAll("wend-map svg")].filter((svg) => svg.checkVisibility()).map((svg) => svg.getBoundingClientRect()).filter((box) => box.width > 200).map((box) => box.right <= document.documentElement.clientWidth + 1));
  assert.deepEqual(drawn, [true]);
  await context.close();
});
