// Without a mouse: everything a learner does on the site, by keys alone. After every key the focus stands on something
// that shows it, and never falls back to the page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, serve, settled, shared, visit } from "./harness.js";
import { kinds } from "./kinds.js";

let browser, server, dir, site;

before(async () => {
  dir = shared("curricula/fractions");
  server = await serve(dir);
  site = server.url;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** What has the focus: null where nothing has; `seen` says whether a sighted person can tell. */
const focused = (page) =>
  page.evaluate(() => {
    const el = document.activeElement;
    if (!el || el === document.body || el === document.documentElement) return null;
    const ringed = (/** @type {Element} */ e) => {
      const style = getComputedStyle(e);
      return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none";
    };
    // A ticked stamp draws its ring around its word; a control may draw it on its label.
    const rings = [el, ...(el.closest("label") ? [el.closest("label"), ...el.closest("label").querySelectorAll("*")] : []), ...el.querySelectorAll("*")];
    const shown = rings.find(ringed);
    const box = (shown ?? el).getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0 && box.height > 0;
    return { what: `${el.tagName} ${(el.getAttribute("aria-label") ?? el.textContent ?? "").trim().slice(0, 60)}`, seen: Boolean(shown) && inside, ringed: Boolean(shown), inside };
  });

/** The focus, which must be somewhere and be seen. */
async function here(page, when) {
  const at = await focused(page);
  assert.ok(at, `${when}: the focus is lost`);
  assert.ok(at.seen, `${when}: nothing shows the focus on ${at.what} (ring: ${at.ringed}, in view: ${at.inside})`);
  return at;
}

const has = (locator) => locator.evaluate((el) => el === document.activeElement).catch(() => false);

/** Presses Tab until the thing has the focus. */
async function tabTo(page, locator, most = 90) {
  await locator.first().waitFor({ state: "attached" });
  for (let n = 0; n < most; n += 1) {
    await page.keyboard.press("Tab");
    await here(page, `Tab ${n + 1} on the way to ${locator}`);
    if (await has(locator.first())) return;
  }
  assert.fail(`${locator} is not reached by Tab`);
}

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
  const from = page.url();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.href !== from);
  await settled(page);
}

const main = (page) => page.getByRole("main");

test("every page: the skip link comes first and works, and Tab walks through everything in its order and out again", async () => {
  for (const width of [360, 1280]) {
    const { page, context } = await visit(browser, site, { width });
    for (const { name, path } of kinds(dir)) {
      await page.goto(new URL(path, site).href);
      await settled(page);
      await page.keyboard.press("Tab");
      const first = await here(page, `${name}: first Tab`);
      assert.match(first.what, /^A Skip/, name);
      await page.keyboard.press("Enter");
      assert.ok(await has(main(page)), `${name}: the skip link leads to the text`);
      await page.goto(new URL(path, site).href);
      await settled(page);
      const most = await page.locator("a[href], button, input, textarea, summary, [tabindex]").count();
      // Marks each stop with its number; the walk ends where the browser's own controls would come.
      let stops = 0;
      for (; stops <= most + 1; stops += 1) {
        await page.keyboard.press("Tab");
        const at = await focused(page);
        if (!at) break;
        assert.ok(at.seen, `${name} at ${width}: nothing shows the focus on ${at.what} (ring: ${at.ringed}, in view: ${at.inside})`);
        const order = await page.evaluate((n) => {
          const el = document.activeElement;
          const before = document.querySelector(`[data-stop="${n - 1}"]`);
          if (el.hasAttribute("data-stop")) return "twice";
          el.setAttribute("data-stop", String(n));
          if (before && !(before.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING)) return "backwards";
          return "on";
        }, stops);
        assert.equal(order, "on", `${name} at ${width}: ${at.what}`);
      }
      assert.ok(stops <= most, `${name}: Tab comes out at the end`);
      assert.ok(stops >= 6, `${name}: only ${stops} stops`);
    }
    await context.close();
  }
});

test("interests, a goal, and the path to it", async () => {
  const { page, context, clean } = await visit(browser, site);
  await press(page, page.getByRole("checkbox", { name: "Music" }), "Space");
  assert.ok(await page.getByRole("checkbox", { name: "Music" }).isChecked());
  await press(page, page.getByText("your own goals", { exact: false }).or(page.locator("summary", { hasText: /goal/i })).first());
  clean();
  await context.close();
});
