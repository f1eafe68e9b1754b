// Three weeks of one learner (weeks.js), twice: with a mouse on a phone, where the network is gone once the first visit is
// over; and by keys alone from a disk. Then what she read, read without script; and her file on another device.

import assert from "node:assert/strict";
import { test } from "node:test";
import { record } from "./asking.js";
import { disk, open, settled, visit } from "./harness.js";
import { keys, mouse } from "./hands.js";
import { BEGIN, live } from "./weeks.js";

let browser, dir, site, away;
open((it) => ({ browser, dir, site, away } = it));

/** What she left with: her file, and the lessons she did. Either of the two stories tells it. */
let left;

test("three weeks with a mouse, on a phone, without internet after the first visit", async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, reducedMotion: "reduce", acceptDownloads: true });
  const { page, clean } = await visit(browser, site, { context, now: BEGIN });
  const leave = async (main) => {
    await main.getByRole("button", { name: /^Keep the whole guide/ }).click();
    await main.getByText("The whole guide is kept").waitFor();
    away(true);
    await context.setOffline(true);
  };
  left = await live({ page, hand: mouse(page), site, dir, leave });
  clean();
  await context.close();
  away(false);
});

test("three weeks by keys alone, from disk", async () => {
  const { page, context, clean } = await visit(browser, disk(dir), { now: BEGIN });
  const leave = (main) => main.getByText("All of it is here already").waitFor();
  left = await live({ page, hand: keys(page), site: disk(dir), dir, leave });
  clean();
  await context.close();
});

test("what she read can be read without script, by keys alone: each lesson by links from Today, its hints and answers opened", async () => {
  const { page, context, clean } = await visit(browser, disk(dir), { js: false });
  const hand = keys(page, () => page.waitForLoadState());
  for (const lesson of left.lessons) {
    await page.goto(new URL("index.html", disk(dir)).href);
    await hand.follow(page.getByRole("contentinfo").getByRole("link", { name: "All lessons" }));
    const link = page.locator(`a[href$="${lesson}"]`).first();
    const title = await link.innerText();
    await hand.follow(link);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    const question = page.locator("wend-question").last().locator(".item:not([hidden])");
    for (const summary of await question.locator("summary").all()) await hand.press(summary);
    assert.equal(await question.locator("details:not([open])").count(), 0);
    assert.ok((await question.locator("details.answer").innerText()).length > 10);
  }
  clean();
  await context.close();
});

test("her file on another device: she has arrived there too, and nothing comes twice", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "me.html", now: BEGIN + 19 * 86_400_000 });
  const text = JSON.stringify(left.file);
  for (let time = 0; time < 2; time += 1) {
    await page.locator("#load-file").setInputFiles({ name: "record.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await page.locator(".preview").getByRole("button").first().click();
    await page.getByText(time ? /^Done: 0 entries/ : /^Done: \d\d+ entries are new/).first().waitFor();
  }
  await page.goto(new URL("index.html", site).href);
  await settled(page);
  await page.getByRole("heading", { level: 1, name: "You have arrived" }).waitFor();
  assert.deepEqual(await record(page, site), left.file.entries);
  clean();
  await context.close();
});
