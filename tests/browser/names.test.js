// What a screen reader has: every control with a name that says it once, headings in order, landmarks, and what changes
// on the page said at the moment it changes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open, settled, visit } from "./harness.js";
import { begin, go, pick, question, type } from "./journey.js";
import { kinds } from "./kinds.js";

let browser, dir, site;
open((it) => ({ browser, dir, site } = it));

const CONTROLS = new Set(["button", "link", "checkbox", "radio", "textbox", "combobox", "searchbox", "slider", "switch", "tab", "menuitem", "listbox", "DisclosureTriangle"]);

/** The accessibility tree as Chromium hands it to a screen reader: `{role, name, level}` of what is not ignored. */
async function tree(page) {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  await client.detach();
  return nodes
    .filter((node) => !node.ignored)
    .map((node) => ({
      role: node.role?.value,
      name: (node.name?.value ?? "").trim(),
      level: node.properties?.find((p) => p.name === "level")?.value?.value,
    }));
}

/** A name that says one thing twice over: "Music Music". */
function doubled(name) {
  const words = name.toLowerCase().split(/[\s:,]+/).filter(Boolean);
  const half = words.length / 2;
  return words.length % 2 === 0 && half > 0 && words.slice(0, half).join(" ") === words.slice(half).join(" ");
}

test("what doubled means", () => {
  assert.deepEqual(["Music", "Music Music", "Take it: take it", "so so so"].map(doubled), [false, true, true, false]);
});

/** The button in a date field, which the browser brings and names. */
const BROWSERS_OWN = /^Show (date|time) picker/;

/** Faults of one page, in words. */
function faults(nodes) {
  const found = [];
  for (const { role, name } of nodes) {
    if (!CONTROLS.has(role) || BROWSERS_OWN.test(name)) continue;
    if (!name) found.push(`a ${role} has no name`);
    if (doubled(name)) found.push(`a ${role} says its name twice: ${name}`);
  }
  const all = (role) => nodes.filter((node) => node.role === role);
  for (const role of ["banner", "main", "contentinfo"]) if (all(role).length !== 1) found.push(`${all(role).length} × ${role}`);
  for (const role of ["navigation", "region", "complementary"]) {
    const names = all(role).map((node) => node.name);
    if (names.includes("")) found.push(`a ${role} has no name`);
    const twice = names.filter((name, n) => names.indexOf(name) !== n);
    if (twice.length) found.push(`two ${role}s are called ${twice}`);
  }
  for (const { name } of all("heading")) if (!name) found.push("a heading without words");
  if (all("heading").filter((node) => node.level === 1).length !== 1) found.push("not one first heading");
  return found;
}

/** Headings that come before the first one or leave out a level, as they stand on the page. */
const skips = (page) =>
  page.evaluate(() => {
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((h) => h.checkVisibility() && !h.closest("[aria-hidden=true]"));
    const levels = headings.map((h) => Number(h.tagName[1]));
    return headings.flatMap((h, n) => (levels[n] > (levels[n - 1] ?? 0) + 1 ? [`“${h.textContent}” is of level ${levels[n]} after ${levels[n - 1] ?? 0}`] : []));
  });

test("controls, headings and landmarks of every page, new and begun", async () => {
  const wrong = [];
  for (const stage of ["new", "begun"]) {
    const { page, context } = await visit(browser, site);
    if (stage === "begun") await begin(page, site);
    for (const { name, path } of kinds(dir)) {
      await go(page, site, path);
      // What is folded away has names too.
      await page.evaluate(() => document.querySelectorAll("main details").forEach((d) => d.setAttribute("open", "")));
      await page.waitForTimeout(30);
      const nodes = await tree(page);
      assert.ok(nodes.filter((node) => CONTROLS.has(node.role)).length >= 6, name);
      wrong.push(...[...faults(nodes), ...(await skips(page))].map((fault) => `${name}, ${stage}: ${fault}`));
    }
    await context.close();
  }
  assert.deepEqual(wrong, []);
});

/** Begins to listen: everything that any live region of the page comes to say, as long as the region was there before. */
const listen = (page) =>
  page.evaluate(() => {
    const LIVE = '[role="status"], [role="alert"], [role="log"], [aria-live="polite"], [aria-live="assertive"]';
    window.heard = [];
    const regions = new Set(document.querySelectorAll(LIVE));
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const at = target instanceof Element ? target : target.parentElement;
        const region = at?.closest(LIVE);
        if (region && regions.has(region) && region.textContent.trim()) window.heard.push(region.textContent.trim());
      }
      // One that comes with its words already in it is not heard; the next change of it is.
      setTimeout(() => document.querySelectorAll(LIVE).forEach((region) => regions.add(region)));
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });

/** What was said since the last question. */
const heard = async (page, pattern) => {
  await page.waitForFunction((wanted) => window.heard.some((text) => wanted.test(text)), pattern).catch(() => {});
  const said = await page.evaluate(() => window.heard.splice(0));
  assert.ok(said.some((text) => pattern.test(text)), `${pattern} was not said; heard: ${JSON.stringify(said)}`);
};

test("what comes after an answer is said when it appears", async () => {
  const { page, context } = await visit(browser, site, { path: "lessons/beats/add.html" });
  await listen(page);
  await pick(page, "beats-1", "2/6");
  await heard(page, /Not yet.*shorter than the half/s);
  await question(page, "beats-1").getByRole("button", { name: "Try again" }).click();
  await pick(page, "beats-1", "3/4");
  await heard(page, /Right/);
  await type(page, "beats-2", "what?");
  await heard(page, /can’t read/);
  await type(page, "beats-2", "");
  await heard(page, /Choose or write an answer first/);
  await page.getByRole("button", { name: "Fairly sure" }).click();
  await heard(page, /Kept/);
  await go(page, site, "lessons/kitchen/share-the-dumplings.html");
  await listen(page);
  await question(page, "dumpling-1").getByRole("button", { name: /hint/i }).click();
  await heard(page, /equal heaps/);
  await context.close();
});

test("what a choice changes is said: a path taken, a step left out, a file saved, a file that can't be read", async () => {
  const { page, context } = await visit(browser, site);
  await listen(page);
  await page.getByRole("button", { name: /^Take this path/ }).first().click();
  await heard(page, /Your path is now/);
  await go(page, site, "path.html");
  await listen(page);
  await page.getByRole("button", { name: /^Leave this out/ }).first().click();
  await heard(page, /Left out/);
  await go(page, site, "me.html");
  await listen(page);
  await page.getByLabel("Choose a file").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("Dear diary") });
  await heard(page, /not a file that this site can read/);
  await page.getByRole("button", { name: "Save to a file" }).first().click();
  await heard(page, /Saved/);
  await settled(page);
  await context.close();
});
