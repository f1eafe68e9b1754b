// Without a mouse: everything a learner does on the site, by keys alone. After every key the focus stands on something
// that shows it, and never falls back to the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { focused, here, seen, tabTo } from "./hands.js";
import { comes, leads, open, settled, visit } from "./harness.js";
import { kinds } from "./kinds.js";

let browser, dir, site;
open((it) => ({ browser, dir, site } = it));

const has = (locator) => locator.evaluate((el) => el === document.activeElement).catch(() => false);

/** Goes to it and presses a key; afterwards the focus is somewhere still. */
async function press(page, locator, key = "Enter") {
  await tabTo(page, locator);
  await page.keyboard.press(key);
  await page.waitForTimeout(120); // the record is written first, the page drawn after
  await here(page, `after ${key} on ${locator}`);
}

/** Goes to a link and follows it. */
async function follow(page, locator) {
  await tabTo(page, locator);
  await leads(page, () => page.keyboard.press("Enter"));
}

const main = (page) => page.getByRole("main");

test("every page: the skip link comes first and works, and Tab walks through everything in its order and out again", async () => {
  for (const width of [360, 1280]) {
    const { page, context } = await visit(browser, site, { width });
    for (const { name, path } of kinds(dir)) {
      // The wide page orders its columns otherwise; its lists are the narrow one's.
      if (width > 360 && !["today", "lesson", "me"].includes(name)) continue;
      await page.goto(new URL(path, site).href);
      await settled(page);
      // Nothing more than there is to reach; and everything there is.
      const most = await page.locator("a[href], button, input, textarea, summary, [tabindex]").count();
      let stops = 0;
      for (; stops <= most + 1; stops += 1) {
        await page.keyboard.press("Tab");
        const at = await focused(page);
        if (!at) break;
        const order = await page.evaluate((n) => {
          const el = document.activeElement;
          const before = document.querySelector(`[data-stop="${n - 1}"]`);
          if (el.hasAttribute("data-stop")) return el.getAttribute("data-stop") === "0" ? "round" : "twice";
          el.setAttribute("data-stop", String(n));
          if (before && !(before.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING)) return "backwards";
          return "on";
        }, stops);
        if (order === "round") break; // from the last one to the first again: nothing held the focus
        assert.equal(order, "on", `${name} at ${width}: ${at.what}`);
        seen(at, `${name} at ${width}`);
        if (stops === 0) assert.match(at.what, /^A Skip/, name);
      }
      assert.ok(stops <= most, `${name}: Tab comes out at the end`);
      assert.ok(stops >= 6, `${name}: only ${stops} stops`);
      const missed = await page.evaluate(() =>
        [...document.querySelectorAll("a[href], button, input, textarea, summary")]
          .filter((el) => el.checkVisibility({ visibilityProperty: true }) && !el.hasAttribute("data-stop") && !el.hasAttribute("disabled"))
          .filter((el) => !(el.type === "radio" && document.querySelector(`input[name="${el.name}"][data-stop]`)))
          .map((el) => el.outerHTML.slice(0, 120)),
      );
      assert.deepEqual(missed, [], `${name} at ${width}: never reached`);
      await page.locator("[data-stop='0']").focus();
      await page.keyboard.press("Enter");
      assert.ok(await has(main(page)), `${name}: the skip link leads to the text`);
    }
    await context.close();
  }
});

test("interests and a goal, then a step of the path swapped, pinned and left out", async () => {
  const { page, context, clean } = await visit(browser, site);
  await press(page, page.getByRole("checkbox", { name: "Music" }), "Space");
  assert.ok(await page.getByRole("checkbox", { name: "Music" }).isChecked());
  await press(page, page.locator("summary", { hasText: "choose goals of your own" }));
  await press(page, page.locator("summary", { hasText: "Adding" }));
  await press(page, page.getByRole("checkbox", { name: /whose denominators differ/ }), "Space");
  await press(page, page.getByRole("button", { name: "Show me my way" }));
  await page.getByText("You are on your way to").waitFor();
  await here(page, "the way is shown");
  await follow(page, page.getByRole("link", { name: "See all steps" }));
  const steps = main(page).getByRole("heading", { level: 2 });
  assert.ok((await steps.count()) >= 3);
  await press(page, page.locator("summary", { hasText: /other ways?$/ }));
  const before = await steps.allTextContents();
  await press(page, page.getByRole("button", { name: /^Take this instead/ }));
  await page.waitForFunction((was) => [...document.querySelectorAll("main h2")].map((h) => h.textContent).join() !== was, before.join());
  await here(page, "swapped");
  const step = (await steps.first().textContent()).trim();
  const pin = page.getByRole("button", { name: /^Keep this step/ }).last();
  await press(page, pin, "Space");
  await comes(() => pin.getAttribute("aria-pressed"), "true");
  await press(page, page.getByRole("button", { name: `Leave this out ${step}` }));
  await press(page, page.getByRole("button", { name: /^Put it back/ }));
  await page.getByRole("button", { name: /^Put it back/ }).waitFor({ state: "detached" });
  await follow(page, steps.first().getByRole("link"));
  assert.match(page.url(), /\/lessons\//);
  clean();
  await context.close();
});

test("a ready-made path, taken by one key", async () => {
  const { page, context, clean } = await visit(browser, site);
  await press(page, page.getByRole("button", { name: /^Take this path/ }));
  await page.getByText("You are on your way to").waitFor();
  await here(page, "taken");
  assert.ok(await main(page).evaluate((el) => el.contains(document.activeElement)), "the focus is in the new page's text");
  clean();
  await context.close();
});

test("a lesson: a wrong answer, then the right one, how sure, what one wonders", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "lessons/beats/add.html" });
  const block = page.locator('wend-question[data-label="beats-1"]');
  /** Moves among the options with the arrows until one is chosen. */
  const choose = async (name) => {
    const option = block.getByRole("radio", { name, exact: true });
    for (let n = 0; n < 6 && !(await option.isChecked()); n += 1) await page.keyboard.press("ArrowDown");
    assert.ok(await option.isChecked(), name);
    await here(page, `${name} chosen`);
  };
  const check = block.getByRole("button", { name: "Check" });
  // A group of options is entered at its first or chosen one.
  for (let n = 0; n < 90 && !(await block.evaluate((el) => el.contains(document.activeElement) && document.activeElement.type === "radio")); n += 1) {
    await page.keyboard.press("Tab");
    await here(page, "on the way to the question");
  }
  await page.keyboard.press("Space");
  await choose("2/6");
  await press(page, check);
  await block.getByText("Not yet").first().waitFor();
  const again = block.getByRole("button", { name: "Try again" });
  await comes(() => has(again), true, "after a wrong answer, trying again is one key away");
  await page.keyboard.press("Enter");
  await here(page, "trying again");
  await page.keyboard.press("Space");
  await choose("3/4");
  await press(page, check);
  await block.getByText("Right").first().waitFor();
  assert.ok(await block.evaluate((el) => el.contains(document.activeElement)), "the focus stays at the question");
  await press(page, page.getByRole("button", { name: "Fairly sure" }));
  await tabTo(page, page.getByLabel("A question this left you with"));
  await page.keyboard.type("Why fours?");
  await press(page, page.getByRole("button", { name: "Keep this" }));
  await page.getByText("Why fours?").waitFor();
  clean();
  await context.close();
});

test("hints, one after the other to the last", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "lessons/kitchen/share-the-dumplings.html" });
  const block = page.locator('wend-question[data-label="dumpling-1"]');
  const hint = block.getByRole("button", { name: /hint/i });
  let given = 0;
  for (; given < 6 && (await hint.isVisible()); given += 1) await press(page, hint);
  assert.ok(given > 0);
  assert.ok(await block.evaluate((el) => el.contains(document.activeElement)), "the focus stays at the question");
  assert.equal(await block.locator("details[open]:visible").count(), given);
  clean();
  await context.close();
});

test("the map: the stations of its drawing, and of the list that stands for it on a phone, lead to objectives", async () => {
  for (const [width, stations] of /** @type {const} */ ([
    [1280, "svg a[href]:visible"],
    [360, "ol a[href]:visible"],
  ])) {
    const { page, context, clean } = await visit(browser, site, { path: "map.html", width });
    await tabTo(page, main(page).locator(stations).first());
    await follow(page, main(page).locator(stations).nth(3));
    assert.match(page.url(), /objectives|lessons/);
    await page.goBack();
    await settled(page);
    await follow(page, main(page).getByRole("list").getByRole("link").last());
    assert.match(page.url(), /objectives|lessons/);
    clean();
    await context.close();
  }
});

test("the record: saved, another alias begun, and the way back", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "lessons/beats/add.html" });
  await page.goto(new URL("me.html", site).href);
  await settled(page);
  const file = page.waitForEvent("download");
  await press(page, page.getByRole("button", { name: "Save to a file" }));
  await file;
  await press(page, page.locator("summary", { hasText: "Wipe my record" }));
  await press(page, page.getByRole("button", { name: "Wipe my record" }));
  await press(page, page.getByRole("button", { name: "No, keep it" }));
  await press(page, page.getByRole("button", { name: "Wipe my record" }));
  await tabTo(page, page.getByRole("button", { name: "Yes, remove all of it" }));
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await settled(page);
  // The page began anew, and what was done to it is said there.
  await page.locator("p:focus", { hasText: "Your record is gone from this browser." }).waitFor();
  await here(page, "wiped");
  await page.reload();
  await settled(page);
  assert.equal(await page.getByText("Your record is gone").count(), 0);
  await press(page, page.locator("summary", { hasText: "Who is here" }));
  await press(page, page.locator("summary", { hasText: "Someone else" }));
  await tabTo(page, page.locator("#new-alias"));
  await page.keyboard.type("Robin");
  await page.keyboard.press("Enter");
  await page.getByRole("banner").getByText("Robin").waitFor();
  await settled(page);
  await press(page, page.getByRole("banner").locator("summary", { hasText: "Robin" }));
  await page.keyboard.press("Escape");
  await here(page, "the menu closed by Escape");
  clean();
  await context.close();
});
