// By a finger, on a phone: touches that the browser itself turns into taps, scrolling, dragging and pinching.

import assert from "node:assert/strict";
import { test } from "node:test";
import { comes, leads, open, settled, shared, visit } from "./harness.js";
import { choose, go, question } from "./journey.js";
import { kinds } from "./kinds.js";

let browser, dir, site, manual;
open((it) => ({ browser, dir, site } = it));
open(({ site }) => (manual = site), () => shared("curricula/manual"));

const GALLERY = "lessons/maker/gallery.html";

/** A page on a phone, and a finger on it. */
async function phone(of, path = "index.html", height = 740) {
  const context = await browser.newContext({ viewport: { width: 360, height }, hasTouch: true, isMobile: true, deviceScaleFactor: 2, reducedMotion: "reduce", serviceWorkers: "block" });
  const { page, clean } = await visit(browser, of, { context, path });
  const client = await context.newCDPSession(page);
  const send = (type, ...points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const scrolled = () => page.evaluate(() => scrollY);
  /** A page that a finger pushed glides on for a while; a touch would only stop it. */
  const rests = async () => {
    for (let last = NaN, now = await scrolled(); now !== last; now = await scrolled()) {
      last = now;
      await page.waitForTimeout(120);
    }
  };
  /** The middle of something, once that stands in the middle of the screen. */
  const middle = async (locator) => {
    await locator.evaluate((el) => el.scrollIntoView({ block: "center", behavior: "instant" }));
    await rests();
    const box = await locator.boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const finger = {
    rests,
    middle,
    tap: async (locator, [x, y] = [0, 0]) => {
      await locator.waitFor();
      const [left, top] = await middle(locator);
      await send("touchStart", [left + x, top + y]);
      await send("touchEnd");
    },
    /** From one point to another; gives how far the page scrolled. */
    drag: async (from, to) => {
      const before = await scrolled();
      await send("touchStart", from);
      for (let n = 1; n <= 10; n += 1) {
        await send("touchMove", [from[0] + ((to[0] - from[0]) * n) / 10, from[1] + ((to[1] - from[1]) * n) / 10]);
        await page.waitForTimeout(16);
      }
      await send("touchEnd");
      await rests();
      return (await scrolled()) - before;
    },
    /** Two fingers that part. */
    spread: async ([x, y]) => {
      for (let n = 0; n <= 8; n += 1) {
        await send(n ? "touchMove" : "touchStart", [x - 20 - 8 * n, y], [x + 20 + 8 * n, y]);
        await page.waitForTimeout(16);
      }
      await send("touchEnd");
    },
  };
  return { page, finger, end: async () => (clean(), context.close()) };
}

const item = (page, kind, label) => page.locator(`wend-${kind}[data-label="${label}"] .item:not([hidden])`);
const button = (block, name) => block.getByRole("button", { name });

test("the first visit, a choice and a typed answer, by taps alone", async () => {
  const { page, finger, end } = await phone(site);
  await finger.tap(page.locator(".likes .stamp").first());
  await comes(() => page.locator(".likes input").first().isChecked(), true);
  await finger.tap(page.getByRole("button", { name: /^Take this path/ }).first());
  await page.getByText("You are on your way to").waitFor();
  await go(page, site, "lessons/beats/add.html");
  const one = question(page, "beats-1");
  await finger.tap(one.locator(".option", { has: page.getByRole("radio", { name: "3/4", exact: true }) }).locator("label"));
  await finger.tap(button(one, "Check"));
  await one.getByText("Right", { exact: false }).first().waitFor();
  const two = item(page, "question", "beats-2");
  await finger.tap(two.getByRole("textbox"));
  await comes(() => two.getByRole("textbox").evaluate((el) => el === document.activeElement), true);
  await page.keyboard.type("5/8");
  await finger.tap(button(two, "Check"));
  await two.getByText("Right", { exact: false }).first().waitFor();
  await end();
});

test("lines are dragged by their handles and the page stays; on their words a finger scrolls and moves nothing", async () => {
  const { page, finger, end } = await phone(manual, GALLERY);
  for (const [kind, label] of [["order", "by-size"], ["parsons", "count-down"]]) {
    const block = item(page, kind, label);
    const lines = () => block.locator(".lines .what").allInnerTexts();
    const was = await lines();
    await finger.middle(block.locator(".lines"));
    const handles = block.locator(".handle");
    const [from, to] = [await handles.nth(0).boundingBox(), await handles.nth(2).boundingBox()];
    const scrolled = await finger.drag([from.x + 9, from.y + 9], [to.x + 9, to.y + to.height]);
    assert.deepEqual(await lines(), [was[1], was[2], was[0], ...was.slice(3)], kind);
    assert.equal(scrolled, 0, "the page stays where it is");
    const now = await lines();
    const word = await finger.middle(block.locator(".what").nth(1));
    assert.ok((await finger.drag(word, [word[0], word[1] - 150])) > 60, "the page scrolls");
    assert.deepEqual(await lines(), now);
    // And a step at a time.
    await finger.tap(block.locator(".later").first());
    assert.deepEqual(await lines(), [now[1], now[0], ...now.slice(2)]);
  }
  await end();
});

test("a point goes where a finger draws it; a finger that scrolls over the line puts none", async () => {
  const { page, finger, end } = await phone(manual, GALLERY);
  const block = item(page, "place-point", "guess");
  const point = block.getByRole("slider");
  const swipe = async () => {
    await finger.middle(block.locator(".axis"));
    const axis = await block.locator(".axis").boundingBox();
    const from = [axis.x + 0.4 * axis.width, axis.y + axis.height / 2];
    assert.ok((await finger.drag(from, [from[0], from[1] - 200])) > 60, "the page scrolls");
  };
  await swipe();
  assert.equal(await point.getAttribute("aria-valuetext"), "not on the line yet");
  await finger.middle(block.locator(".axis"));
  const axis = await block.locator(".axis").boundingBox();
  const y = axis.y + axis.height / 2;
  assert.equal(await finger.drag([axis.x + 0.2 * axis.width, y], [axis.x + 0.7 * axis.width, y + 4]), 0);
  const value = Number(await point.inputValue());
  assert.ok(Math.abs(value - 70) <= 1, `${value}`);
  await swipe();
  assert.equal(Number(await point.inputValue()), value, "it stands where it was put");
  await end();
});

test("several, gaps, pairs, cards, steps, a bar and words of one's own, by taps", async () => {
  const { page, finger, end } = await phone(manual, GALLERY);
  // Of what holds code the whole of it can be touched, not the little box alone.
  const code = page.locator(".option:has(div.label)").first();
  await finger.tap(code.locator("pre"));
  await comes(() => code.locator("input").isChecked(), true);
  await finger.tap(code.locator("pre"));
  await comes(() => code.locator("input").isChecked(), false);

  const gaps = item(page, "gaps", "parts-of-a-fraction");
  for (const [n, text] of ["top number", "denominator", "8/2"].entries()) {
    await finger.tap(gaps.getByRole("textbox", { name: `Gap ${n + 1} of 3` }));
    await page.keyboard.type(text);
  }
  await finger.tap(button(gaps, "Check"));
  await gaps.getByText("Right.", { exact: true }).waitFor();

  const match = item(page, "match", "fraction-decimal");
  for (const [n, text] of ["3", "3", "2"].entries()) {
    // The list that opens is the phone's own.
    await match.locator("select").nth(n).selectOption({ index: Number(text) });
  }
  await finger.tap(button(match, "Check"));
  await match.locator(".verdict").first().waitFor();

  const cards = page.locator("wend-flash-cards").first();
  await finger.tap(cards.locator(".flash:visible"));
  await cards.locator(".flash:visible .told").waitFor();
  await finger.tap(cards.getByRole("group").getByRole("button").last());
  await cards.getByText(/^Card 2 of/).waitFor();

  const steps = page.locator("wend-steps").first();
  await finger.tap(steps.getByRole("checkbox").first(), [15, 12]);
  await steps.getByText(/^1 of \d+ done/).waitFor();

  const bar = item(page, "fill-bar", "fill-1");
  await finger.tap(button(bar, "Add 1/2"));
  await bar.getByText("In the bar: 1/2").waitFor();

  const open = page.locator('wend-open[data-label="why-cut"]');
  await finger.tap(open.getByRole("textbox"));
  await page.keyboard.type("Two fifths are less than one half.");
  for (const row of [0, 1]) await finger.tap(open.locator(".rubric tbody tr").nth(row).locator("label").last());
  await finger.tap(button(open, "Hand it in to my record"));
  await open.getByText("Kept in your record.").waitFor();
  await end();
});

test("the map: a finger pans, two make it larger, a tap opens a station", async () => {
  const { page, finger, end } = await phone(site, "map.html");
  assert.ok((await finger.drag([180, 600], [180, 250])) > 200);
  const station = page.locator("li[data-objective] a:visible").nth(4);
  const href = await station.evaluate((a) => a.href);
  await leads(page, () => finger.tap(station));
  assert.equal(page.url(), href);
  await go(page, site, "map.html");
  // A busy machine takes some of two fingers' moves for one; whoever sees that tries again.
  const spread = async () => {
    await finger.spread([180, 400]);
    await finger.rests();
    return page.evaluate(() => visualViewport.scale > 1.5);
  };
  await comes(spread, true, "the page lets itself be made larger");
  await end();
});

test("a step of My path is dragged by its handle, and the page stays", async () => {
  // Two steps and what they say are to be seen at once.
  const { page, finger, end } = await phone(site, "index.html", 1500);
  await choose(page, site);
  await go(page, site, "path.html");
  const [x, y] = await finger.middle(page.locator(".handle").nth(1));
  const titles = await page.locator(".step-title").allTextContents();
  // Past the middle of the one before. Either it goes, or what it rests on is named.
  const before = await page.locator(".steps > li").first().boundingBox();
  const to = before.y + before.height / 2 - 10;
  assert.ok(to > 80 && y < 1400, "both are in view, and not at the edge where the page scrolls along");
  assert.equal(await finger.drag([x, y], [x, to]), 0);
  await page.waitForFunction((was) => document.querySelector(".moved-not:not(:empty)") || [...document.querySelectorAll(".step-title")].map((h) => h.textContent).join() !== was, titles.join());
  assert.equal(await page.locator(".dragged, .drop-before, .drop-after").count(), 0);
  await end();
});

test("what is pressed is 44 px high to a finger, on every kind of page and of block; links within lists and texts keep to their line", async () => {
  for (const [of, pages] of [[site, kinds(dir).filter(({ name }) => !name.startsWith("desk")).map(({ path }) => path)], [manual, [GALLERY]]]) {
    const { page, end } = await phone(of);
    for (const path of pages) {
      await go(page, of, path);
      await page.evaluate(() => document.querySelectorAll("main details").forEach((it) => it.setAttribute("open", "")));
      await settled(page);
      const small = await page.evaluate(() => {
        const found = [];
        for (const el of document.querySelectorAll("button, input:not([type=file]), select, textarea, summary, .handle, .top a, .foot a")) {
          if (!el.checkVisibility({ visibilityProperty: true }) || el.closest(".visually-hidden") || el.disabled) continue;
          el.scrollIntoView({ block: "center", behavior: "instant" });
          const { left, top, width, height } = el.getBoundingClientRect();
          if (width <= 1 || height <= 1) continue;
          const label = el.closest("label, div.label") ?? (el.id && document.querySelector(`label[for="${CSS.escape(el.id)}"]`));
          // What the finger meets, from the middle up and down.
          const meets = (by) => {
            const at = document.elementFromPoint(left + width / 2, top + height / 2 + by);
            return at && (el === at || el.contains(at) || at.closest("label, div.label") === (label || null) && label);
          };
          let high = 1;
          for (const sign of [-1, 1]) for (let by = 1; by < 44 && meets(sign * by); by += 1) high += 1;
          if (high < 43) found.push(`${high} px: ${el.outerHTML.slice(0, 110)}`);
        }
        return found;
      });
      assert.deepEqual(small, [], path);
    }
    await end();
  }
});
