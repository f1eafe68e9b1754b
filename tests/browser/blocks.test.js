// Blocks that are drawn, turned, ticked and filled: by keys, by a finger, without JavaScript, on paper, from right to left.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { keys as byKeys, tabTo } from "./hands.js";
import { axe, build, copyOf, disk, open, settled, shared, visit } from "./harness.js";

/** A page that shows every kind of block by its plugin's own examples. */
const GALLERY = "lessons/maker/gallery.html";
const KINDS = ["number-line", "place-point", "timeline", "flash-cards", "steps", "chart", "rhythm", "fill-bar", "order", "parsons", "match", "gaps"];

let browser, site, gallery;
open((it) => ({ browser, site } = it));
open(({ site }) => (gallery = site), () => shared("curricula/manual"));

/** The item of a block that is to be seen now. */
const item = (page, kind, label) => page.locator(`wend-${kind}[data-label="${label}"] .item:not([hidden])`);

/** Presses keys one after the other. */
async function keys(page, ...all) {
  for (const key of all) await page.keyboard.press(key);
}

const focused = (page) => page.evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.getAttribute("aria-label"));

test("a point is put on the line by keys: nothing, beside it, on it", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "lessons/beats/where-the-beat-falls.html" });
  const block = item(page, "place-point", "falls-4");
  const point = block.getByRole("slider", { name: "Your point" });
  await point.focus();
  assert.equal(await point.getAttribute("aria-valuetext"), "not on the line yet");
  await keys(page, "Enter");
  await block.getByText("Put the point on the line first.").waitFor();
  await keys(page, "ArrowRight", "ArrowRight", "Enter");
  assert.equal(await point.getAttribute("aria-valuetext"), "2 steps after 0");
  await block.getByText("Did you count the mark at 0?").waitFor();
  assert.equal(await focused(page), "Try again");
  await keys(page, "Enter");
  assert.equal(await focused(page), "Your point");
  assert.equal(await point.getAttribute("aria-valuetext"), "not on the line yet", "a new try begins without a point");
  await keys(page, "ArrowRight", "ArrowRight", "ArrowRight", "Enter");
  await block.getByText("Right.", { exact: true }).waitFor();
  assert.ok(await point.isDisabled());
  await page.reload();
  await settled(page);
  await block.getByText("You got this right before.").waitFor();
  assert.equal(await point.getAttribute("aria-valuetext"), "3 steps after 0");
  clean();
  await context.close();
});

for (const width of [360, 1280]) {
  test(`a point stands where a finger put it, at ${width} px`, async () => {
    const { page, context, clean } = await visit(browser, gallery, { path: GALLERY, width });
    const block = item(page, "place-point", "guess");
    const point = block.getByRole("slider");
    await point.scrollIntoViewIfNeeded();
    for (const at of [0.25, 0.03, 0.5, 0.9]) {
      const axis = await block.locator(".axis").boundingBox();
      assert.ok(axis);
      await page.mouse.click(axis.x + at * axis.width, axis.y + axis.height / 2);
      // The line goes by hundredths; on a narrow page one of them is less than three pixels.
      const off = Math.abs(Number(await point.inputValue()) / 100 - at) * axis.width;
      assert.ok(off <= 2.5, `at ${at} the point stands ${off.toFixed(1)} px beside the finger`);
    }
    clean();
    await context.close();
  });
}

test("cards are turned and rated by keys and by a finger; those not known come first the next time", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "lessons/parts/fraction-wall.html" });
  const block = item(page, "flash-cards", "wall-names");
  const card = block.locator(".flash:visible");
  const back = card.locator(".told");
  assert.equal(await card.count(), 1, "one card at a time");
  const first = await card.locator(".front").textContent();
  assert.ok(!(await back.isVisible()), "the back is told before the card is turned");
  await block.getByRole("button", { name: "Turn the card" }).focus();
  await keys(page, "Enter");
  await back.waitFor();
  await keys(page, "3");
  await block.getByText("Card 2 of 5").waitFor();
  const second = await card.locator(".front").textContent();
  assert.notEqual(second, first);
  assert.ok(!(await back.isVisible()));
  await card.click();
  await back.waitFor();
  const ratings = block.getByRole("group").getByRole("button");
  assert.equal(await ratings.count(), 3);
  await ratings.first().click();
  await block.getByText("Card 3 of 5").waitFor();
  await page.reload();
  await settled(page);
  assert.equal(await card.locator(".front").textContent(), second, "the card that was not known");
  for (let n = 1; n <= 5; n += 1) {
    await block.getByText(`Card ${n} of 5`).waitFor();
    await block.getByRole("button", { name: "Turn the card" }).click();
    await keys(page, n === 1 ? "1" : "3");
  }
  // Only what was not known comes again.
  assert.equal(await card.count(), 0);
  await keys(page, "Enter");
  await block.getByText("Card 1 of 1").waitFor();
  assert.equal(await card.locator(".front").textContent(), second);
  clean();
  await context.close();
});

test("steps are ticked by keys and by a finger, stay ticked over a reload, and are begun anew", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "lessons/outside/read-the-rain.html", width: 360 });
  const block = item(page, "steps", "gauge");
  const boxes = block.getByRole("checkbox");
  const ticked = () => boxes.evaluateAll((all) => all.map((box) => /** @type {HTMLInputElement} */ (box).checked));
  assert.equal(await boxes.count(), 5);
  await boxes.nth(0).focus();
  await keys(page, "Space");
  await block.getByText("1 of 5 done").waitFor();
  await boxes.nth(2).click();
  await block.getByText("2 of 5 done").waitFor();
  await page.reload();
  await settled(page);
  assert.deepEqual(await ticked(), [true, false, true, false, false]);
  await block.getByText("2 of 5 done").waitFor();
  await block.getByRole("button", { name: "Begin anew" }).click();
  assert.deepEqual(await ticked(), [false, false, false, false, false]);
  assert.equal(await focused(page), "Step 1 is done", "the button is gone, the keyboard is at the first step");
  await page.reload();
  await settled(page);
  assert.deepEqual(await ticked(), [false, false, false, false, false]);
  clean();
  await context.close();
});

test("a bar is filled: not full, over its end, full", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "lessons/beats/rests.html", width: 360 });
  const block = item(page, "fill-bar", "rests-4");
  // Lengths are called as the author calls them: 2/8 is not 1/4 here.
  const heard = page.locator("wend-rhythm").getByRole("img", { name: "your bar" });
  assert.equal(await heard.getAttribute("aria-label"), "your bar: 3/8 2/8 (3/8)");
  const put = (piece) => block.getByRole("button", { name: `Add ${piece}` });
  const check = block.getByRole("button", { name: "Check" });
  await check.click();
  await block.getByText("Put a note into the bar first.").waitFor();
  await put("2/8").focus();
  await keys(page, "Enter");
  await block.getByText("In the bar: 2/8").waitFor();
  await check.click();
  await block.getByText("Not full yet: 3/8 of a bar is still silent.").waitFor();
  await block.getByRole("button", { name: "Take the last one away" }).click();
  await put("3/8").click();
  await put("3/8").click();
  await check.click();
  await block.getByText("Too long: it runs 1/8 over the end of the bar.").waitFor();
  await block.getByText("Three and three and three are nine eighths.").waitFor();
  await block.getByRole("button", { name: "Take the last one away" }).click();
  await put("1/8").click();
  await put("1/8").click();
  // What was put in ends where the bar ends.
  const [last, end] = [await block.locator("rect.is-put").last().boundingBox(), await block.locator(".end").boundingBox()];
  assert.ok(last && end && Math.abs(last.x + last.width - end.x) < 4, `${last?.x} + ${last?.width} at ${end?.x}`);
  await check.click();
  await block.getByText("Right. The bar is full.").waitFor();
  assert.ok(await put("1/8").isDisabled());
  assert.deepEqual(await block.getByRole("group", { name: "Put notes into the bar" }).getByRole("button").allTextContents(), ["1/8", "2/8", "3/8"]);
  await page.reload();
  await settled(page);
  await block.getByText("In the bar: 3/8 + 1/8 + 1/8").waitFor();
  clean();
  await context.close();
});

test("lines are put in order, pairs found, gaps filled, an answer judged: by keys alone, and by a finger on a handle", async () => {
  const { page, context, clean } = await visit(browser, gallery, { path: GALLERY, width: 360 });
  const hand = byKeys(page);
  const lines = (block) => block.locator(".lines .what").allInnerTexts();
  const check = (block) => block.getByRole("button", { name: "Check" });

  const order = item(page, "order", "by-size");
  await hand.press(check(order));
  await order.getByText("Move the lines into their order first.").waitFor();
  await hand.press(order.getByRole("button", { name: "Move down: one third" }));
  assert.equal(await focused(page), "Move down: one third", "the keyboard goes along with the line");
  await page.locator("#wend-live", { hasText: "one third: now number 2 of 4." }).waitFor({ state: "attached" });
  await keys(page, "Enter");
  await hand.press(check(order));
  await order.getByText("Not yet. The first one stands right. Look at what comes next.").waitFor();
  await hand.press(order.getByRole("button", { name: "Try again" }));
  assert.equal(await order.getByRole("button", { name: "Move up: 1/8" }).count(), 1, "a fraction is called with its bar");
  await hand.press(order.getByRole("button", { name: "Move up: one third" }));
  await hand.press(check(order));
  await order.getByText("Right.", { exact: true }).waitFor();

  // A finger drags the first line behind the last one; Escape lets it go where it was.
  const parsons = item(page, "parsons", "count-down");
  const before = await lines(parsons);
  const last = parsons.locator(".lines > li").nth(before.length - 1);
  await parsons.locator(".lines").evaluate((list) => list.scrollIntoView({ block: "center" }));
  for (const [keep, now] of /** @type {const} */ ([[false, before], [true, [before.at(-1), ...before.slice(0, -1)]]])) {
    const [from, to] = [await last.locator(".handle").boundingBox(), await parsons.locator(".handle").first().boundingBox()];
    await page.mouse.move(from.x + 9, from.y + 9);
    await page.mouse.down();
    await page.mouse.move(to.x + 9, to.y - 12, { steps: 6 });
    if (!keep) await keys(page, "Escape");
    await page.mouse.up();
    assert.deepEqual(await lines(parsons), now);
  }
  const program = ["n = 3", "while n > 0:", "print(n)", "n = n - 1", 'print("go")'];
  await hand.press(check(parsons));
  await parsons.getByText("Something among them is not needed.").waitFor();
  await hand.press(parsons.getByRole("button", { name: "Try again" }));
  for (const line of ["n = n + 1", "while n < 0:"]) await hand.press(parsons.getByRole("button", { name: `Not needed: ${line}` }));
  for (const [at, line] of program.entries()) {
    for (let n = 0; n < 9 && (await lines(parsons))[at].trim() !== line; n += 1) await hand.press(parsons.getByRole("button", { name: `Move up: ${line}`, exact: true }));
  }
  await hand.press(check(parsons));
  await parsons.getByText("Right.", { exact: true }).waitFor();

  const match = item(page, "match", "fraction-decimal");
  const choose = async (n, text) => {
    await tabTo(page, match.locator("select").nth(n), { steps: false });
    await page.keyboard.type(text);
  };
  assert.deepEqual(await match.getByRole("combobox", { name: "1/2" }).locator("option").allInnerTexts(), ["Choose", "1 · 0.4", "2 · 0.25", "3 · 0.5"]);
  await choose(0, "3");
  await hand.press(check(match));
  await match.getByText("Choose something for each of them first.").waitFor();
  for (const n of [1, 2]) await choose(n, "3");
  await hand.press(check(match));
  await match.getByText("Not yet. 2 of 3 fit.").waitFor();
  await hand.press(match.getByRole("button", { name: "Try again" }));
  for (const [n, text] of ["3", "3", "2"].entries()) await choose(n, text);
  await hand.press(check(match));
  await match.getByText("Right.", { exact: true }).waitFor();

  const gaps = item(page, "gaps", "parts-of-a-fraction");
  const gap = (n) => gaps.getByRole("textbox", { name: `Gap ${n} of 3` });
  for (const [n, text] of ["NUMERATOR", "bottom  number", "5"].entries()) await hand.write(gap(n + 1), text);
  await keys(page, "Enter");
  await gaps.getByText("Not yet. 2 of 3 fit.").waitFor();
  assert.equal(await gap(3).getAttribute("aria-invalid"), "true");
  await hand.press(gaps.getByRole("button", { name: "Try again" }));
  for (const [n, text] of ["top number", "denominator", "8/2"].entries()) await hand.write(gap(n + 1), text);
  await keys(page, "Enter");
  await gaps.getByText("Right.", { exact: true }).waitFor();

  const open = page.locator('wend-open[data-label="why-cut"]');
  await hand.press(open.getByRole("button", { name: "Hand it in to my record" }));
  await open.getByText("Write your answer first.").waitFor();
  await hand.write(open.getByRole("textbox"), "Two fifths are less than one half.");
  for (const row of [0, 1]) await hand.tick(open.locator(".rubric tbody tr").nth(row).getByRole("radio").last());
  await hand.press(open.getByRole("button", { name: "Hand it in to my record" }));
  await open.getByText("Kept in your record.").waitFor();

  await page.reload();
  await settled(page);
  for (const block of [order, parsons, match, gaps]) await block.getByText("You got this right before.").waitFor();
  assert.deepEqual((await lines(parsons)).map((line) => line.trim()), [...program, ...(await lines(parsons)).slice(5).map((line) => line.trim())]);
  assert.equal(await open.getByRole("textbox").inputValue(), "Two fifths are less than one half.");
  clean();
  await context.close();
});

test("a rhythm is started and stopped, and a page that is left falls silent", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "lessons/beats/rests.html" });
  const block = page.locator("wend-rhythm").first();
  await block.getByRole("button", { name: "Play" }).click();
  await block.getByRole("button", { name: "Stop" }).click();
  await block.getByRole("button", { name: "Play" }).waitFor();
  clean();
  await context.close();
});

/** What a visitor without JavaScript, or a sheet of paper, has to hold of each kind. */
const PLAIN = [
  ["number-line", "the song rests"],
  ["place-point", "Mark the place on the line."],
  ["timeline", "Simon Stevin writes a booklet on decimal fractions."],
  ["flash-cards", "The bottom number of a fraction"],
  ["steps", "Press the two folds flat, and unroll it."],
  ["chart", "on the wall"],
  ["rhythm", "quarters"],
  ["fill-bar", "Draw the notes into the bar."],
  ["order", "Number the lines in their order."],
  ["parsons", "cross out what is not needed"],
  ["match", "Write the number of what belongs to it behind each."],
  ["gaps", "Write into the gaps."],
  ["open", "What counts"],
];

test("without JavaScript every kind shows what it holds, and nothing to press that does nothing", async () => {
  const { page, context } = await visit(browser, gallery, { path: GALLERY, js: false });
  for (const [kind, words] of PLAIN) assert.ok(await page.locator(`wend-${kind}`).getByText(words).first().isVisible(), `${kind}: ${words}`);
  const dead = page.locator(KINDS.map((kind) => `wend-${kind} :is(button, input)`).join());
  assert.equal(await dead.count(), 0);
  const card = page.locator("wend-flash-cards .flash").last();
  await card.locator("summary").click();
  assert.ok(await card.locator(".told").isVisible());
  await context.close();
});

test("on paper every kind shows what it holds: cards with both sides, charts with their numbers, bars and lines to draw on", async () => {
  const { page, context } = await visit(browser, gallery, { path: GALLERY });
  // What was done on the screen is not printed into what is to be done by hand.
  await item(page, "fill-bar", "fill-1").getByRole("button", { name: "Add 1/2" }).click();
  await page.setViewportSize({ width: 674, height: 1000 });
  await page.emulateMedia({ media: "print" });
  for (const [kind, words] of PLAIN) assert.ok(await page.locator(`wend-${kind}`).getByText(words).first().isVisible(), `${kind}: ${words}`);
  assert.ok(!(await page.locator("wend-fill-bar .is-put").first().isVisible()), "a note that was put in");
  const cards = page.locator("wend-flash-cards .flash");
  for (const part of [".front", ".told"]) {
    const shown = await cards.locator(part).evaluateAll((all) => all.map((el) => el.checkVisibility({ contentVisibilityAuto: true }) && el.getBoundingClientRect().height > 0));
    assert.ok(shown.length >= 5 && shown.every(Boolean), `${part}: ${shown}`);
  }
  const tables = await page.locator("wend-chart .numbers table").evaluateAll((all) => all.map((el) => el.getBoundingClientRect().height > 0 && el.checkVisibility()));
  assert.ok(tables.length >= 3 && tables.every(Boolean), `${tables}`);
  const screenOnly = await page.locator(KINDS.map((kind) => `wend-${kind} :is(button, input, summary)`).join()).evaluateAll((all) => all.filter((el) => el.checkVisibility()).map((el) => el.outerHTML.slice(0, 120)));
  assert.deepEqual(screenOnly, []);
  await context.close();
});

for (const width of [360, 1280]) {
  test(`axe finds nothing at ${width} px, new and answered`, async () => {
    const { page, context, clean } = await visit(browser, gallery, { path: GALLERY, width });
    assert.deepEqual(await axe(page), []);
    await page.locator("wend-flash-cards").first().getByRole("button", { name: "Turn the card" }).click();
    await page.locator("wend-steps").getByRole("checkbox").first().check();
    const bar = item(page, "fill-bar", "fill-1");
    await bar.getByRole("button", { name: "Add 1/2" }).click();
    await bar.getByRole("button", { name: "Check" }).click();
    const line = item(page, "place-point", "three-quarters");
    await line.getByRole("slider").press("ArrowRight");
    await line.getByRole("button", { name: "Check" }).click();
    await line.getByText("Not yet").waitFor();
    assert.deepEqual(await axe(page, { parts: ["flash-cards", "steps", "fill-bar", "place-point"].map((kind) => `wend-${kind}`) }), []);
    clean();
    await context.close();
  });
}

test("from right to left: nothing runs off the side, drawings mirror, words, number lines and rhythms do not", async () => {
  const course = copyOf("curricula/manual");
  const file = join(course, "curriculum.toml");
  const toml = readFileSync(file, "utf8");
  writeFileSync(file, toml.replace('language = "en"', 'language = "qps-Arab"'));
  const rtl = disk(build(course));
  for (const width of [360, 1280]) {
    const { page, context, clean } = await visit(browser, rtl, { path: GALLERY, width });
    assert.equal(await page.evaluate(() => document.documentElement.dir), "rtl");
    const found = await page.evaluate((kinds) => {
      const room = document.documentElement.clientWidth;
      const all = [...document.querySelectorAll(kinds.map((kind) => `wend-${kind} *`).join())].filter((el) => el.checkVisibility());
      const off = all.filter((el) => {
        const box = el.getBoundingClientRect();
        return box.width > 1 && (box.left < -1 || box.right > room + 1) && !el.closest(".visually-hidden");
      });
      const mirrored = (el) => {
        let sign = 1;
        for (let up = el; up; up = up.parentElement) {
          const { transform } = getComputedStyle(up);
          if (transform !== "none" && new DOMMatrix(transform).a < 0) sign = -sign;
        }
        return sign < 0;
      };
      const words = all.filter((el) => el.tagName === "text");
      const drawn = (selector) => [...document.querySelectorAll(selector)].map(mirrored);
      const x = (el) => el.getBoundingClientRect().left;
      const later = (selector) => {
        const marks = [...document.querySelectorAll(selector)].filter((el) => el.checkVisibility());
        return Math.sign(x(marks[marks.length - 1]) - x(marks[0]));
      };
      return {
        wide: document.documentElement.scrollWidth - room,
        off: off.slice(0, 4).map((el) => el.outerHTML.slice(0, 120)),
        words: words.length,
        mirrored: words.filter(mirrored).map((el) => el.textContent),
        charts: new Set(drawn("wend-chart :is(.bar, .dots, .plot)")).size === 1 && drawn("wend-chart .plot")[0],
        lines: drawn("wend-number-line .line").some(Boolean),
        rhythms: drawn("wend-rhythm .row").some(Boolean),
        ticks: later("wend-number-line .line .tick"),
        notes: later("wend-rhythm .voice:first-child .cell"),
        point: getComputedStyle(document.querySelector("wend-place-point .point")).direction,
      };
    }, KINDS);
    assert.ok(found.words > 40, `${found.words} words`);
    assert.deepEqual({ ...found, words: 0 }, { wide: 0, off: [], words: 0, mirrored: [], charts: true, lines: false, rhythms: false, ticks: 1, notes: 1, point: "ltr" });
    clean();
    await context.close();
  }
});
