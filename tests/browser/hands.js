// Two ways to use a page: with a mouse, and by keys alone. A test that is handed one of them lives through the same story
// with either.
//
// By keys, after every key the focus stands on something that shows it, and never falls back to the page.

import assert from "node:assert/strict";
import { settled } from "./harness.js";

/**
 * What has the focus: null where nothing has. `seen`: a sighted person can tell; `wanted`: it is the one asked for;
 * `past`: it stands behind the one asked for; `last`: it is in the page's foot.
 */
export const focused = (page, wanted = null) =>
  page.evaluate((wanted) => {
    const el = document.activeElement;
    if (!el || el === document.body || el === document.documentElement) return null;
    const ringed = (/** @type {Element} */ e) => {
      const style = getComputedStyle(e);
      return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none";
    };
    // A stamp draws its ring around its word: a control may draw it on its label.
    const label = el.closest("label");
    const shown = [el, ...(label ? [label, ...label.querySelectorAll("*")] : []), ...el.querySelectorAll("svg *")].find(ringed);
    const box = (shown ?? el).getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0 && box.height > 0;
    const what = `${el.tagName} ${(el.getAttribute("aria-label") ?? el.textContent ?? "").trim().slice(0, 60)}`;
    // Options of which one can be chosen are one stop: the keys go to one of them, arrows to the others.
    const group = (/** @type {any} */ e) => e?.type === "radio" && e.name;
    const wantedHere = el === wanted || (group(el) && group(el) === group(wanted));
    const past = Boolean(wanted && wanted.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING);
    return { what, seen: Boolean(shown) && inside, ringed: Boolean(shown), inside, wanted: wantedHere, past, last: Boolean(el.closest("body > footer")) };
  }, wanted);

/** The focus, which must be somewhere and be seen. */
export const here = async (page, when) => seen(await focused(page), when);

export function seen(at, when) {
  assert.ok(at, `${when}: the focus is lost`);
  assert.ok(at.seen, `${when}: nothing shows the focus on ${at.what} (ring: ${at.ringed}, in view: ${at.inside})`);
  return at;
}

/** How many stops of the Tab key, as far as a script can tell, lie between the focus and a thing; below zero: it stands before. */
const stops = (page, wanted) =>
  page.evaluate((wanted) => {
    const free = (/** @type {any} */ el) => !el.disabled && el.tabIndex >= 0 && el.checkVisibility({ visibilityProperty: true });
    // Of options of which one can be chosen, the keys stop at one.
    const one = (/** @type {any} */ el) => {
      if (el.type !== "radio") return true;
      const group = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(el.name)}"]`)];
      return el === (group.includes(wanted) ? wanted : (group.find((/** @type {any} */ it) => it.checked) ?? group[0]));
    };
    const all = [...document.querySelectorAll("a[href], button, input, textarea, select, summary, [tabindex]")].filter((el) => free(el) && one(el));
    const here = document.activeElement === document.body ? null : document.activeElement;
    // Where nothing can be stopped at, the next one after it is where the keys go.
    const from = here ? all.findLastIndex((el) => el === here || el.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING) : -1;
    return all.indexOf(wanted) - from;
  }, wanted);

/** Presses Tab until the thing has the focus; Shift and Tab, where it stands before. `steps`: looks at every stop. */
export async function tabTo(page, locator, { most = 120, steps = true } = {}) {
  let wanted = await locator.first().elementHandle();
  const look = async () => {
    // A page that draws itself anew has another one in its place.
    if (!(await wanted.evaluate((el) => el.isConnected))) wanted = await locator.first().elementHandle();
    return focused(page, wanted);
  };
  let at = await look();
  if (!steps && !at?.wanted) {
    // A key waits for the page to be drawn; who looks at where it ends only needs not wait for each.
    const far = await stops(page, wanted);
    if (far < 0) await page.keyboard.down("Shift");
    await Promise.all(Array.from({ length: Math.abs(far) }, () => page.keyboard.press("Tab")));
    if (far < 0) await page.keyboard.up("Shift");
    at = await look();
  }
  const key = at?.past ? "Shift+Tab" : "Tab";
  let rounds = 0;
  for (let n = 0; n < most && !at?.wanted; n += 1) {
    const { last } = at ?? {};
    await page.keyboard.press(key);
    at = await look();
    // Behind the last link come the browser's own controls, then the page again from its top.
    if (!at && last && (rounds += 1) === 1) continue;
    seen(at, `${key} ${n + 1} on the way to ${locator}`);
  }
  assert.ok(at?.wanted, `${locator} is not reached by ${key}`);
  seen(at, `at ${locator}`);
}

/**
 * @typedef {object} Hand
 * @property {(locator: import("playwright-core").Locator) => Promise<void>} press a button or a part that opens
 * @property {(locator: import("playwright-core").Locator) => Promise<void>} tick a box or an option
 * @property {(locator: import("playwright-core").Locator, text: string) => Promise<void>} write into a field
 * @property {(locator: import("playwright-core").Locator) => Promise<void>} follow a link to another page
 */

/** Waits for the page behind a link, once the link was used; `ready` waits until that page is drawn. */
async function arrive(page, ready, use) {
  const from = page.url();
  await use();
  await page.waitForURL((url) => url.href.split("#")[0] !== from.split("#")[0]);
  await ready(page);
}

/** @returns {Hand} */
export const mouse = (page, ready = settled) => ({
  press: (locator) => locator.first().click(),
  tick: (locator) => locator.first().check(),
  write: (locator, text) => locator.first().fill(text),
  follow: (locator) => arrive(page, ready, () => locator.first().click()),
});

/** @returns {Hand} */
export const keys = (page, ready = settled) => ({
  press: async (locator) => {
    await tabTo(page, locator, { steps: false });
    await page.keyboard.press("Enter");
  },
  tick: async (locator) => {
    await locator.first().waitFor();
    const wanted = locator.first();
    await tabTo(page, wanted, { steps: false });
    if ((await wanted.getAttribute("type")) === "radio") {
      // The first key chooses where the keyboard stands, arrows walk on.
      await page.keyboard.press("Space");
      for (let n = 0; n < 12 && !(await wanted.isChecked()); n += 1) await page.keyboard.press("ArrowDown");
    } else if (!(await wanted.isChecked())) await page.keyboard.press("Space");
    assert.ok(await wanted.isChecked(), `${wanted} is chosen`);
    await here(page, `${wanted} chosen`);
  },
  write: async (locator, text) => {
    await tabTo(page, locator, { steps: false });
    await page.keyboard.press("Control+a");
    await page.keyboard.type(text);
  },
  follow: async (locator) => {
    await tabTo(page, locator, { steps: false });
    await arrive(page, ready, () => page.keyboard.press("Enter"));
  },
});
