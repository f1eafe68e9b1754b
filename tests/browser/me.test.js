// The learner's own page: what they want, make, wonder and think, in their own words; it stays, goes along with a saved
// file, and is nobody else's.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, comes, leads, open, settled, visit } from "./harness.js";
import { begin, go } from "./journey.js";

let browser, site;
open((it) => ({ browser, site } = it));

/** A picture of 10 by 10 pixels. */
const PICTURE = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mP8z8BQz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC", "base64");
const picture = { name: "shelf.png", mimeType: "image/png", buffer: PICTURE };

const part = (page, name) => page.locator("details.part > summary", { hasText: name });
const button = (page, name) => page.getByRole("button", { name });

async function saved(page) {
  const download = page.waitForEvent("download");
  await button(page, "Save to a file").first().click();
  return readFileSync(await (await download).path(), "utf8");
}

async function load(page, text) {
  await page.locator("#load-file").setInputFiles({ name: "r.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await page.locator(".preview .btn").first().click();
}

test("everything the site knows: settings in the words of where they are set, never by their keys", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "me.html" });
  const settings = [["support", "peer"], ["weekly_minutes", 90], ["weekdays", [5]], ["deadline", "2027-03-09"], ["read:theme", "dark"], ["interest:music", 1], ["interest:music", null], ["started", true]];
  const entries = settings.map(([target, answer], n) => ({ kind: "setting", w: "them", n: n + 1, t: Date.now() - 60_000 + n, tz: 0, by: "learner", target, answer }));
  await load(page, JSON.stringify({ format: 1, curriculum: "fractions", record: "theirs", alias: "Amina", entries }));
  await page.locator(".preview").waitFor({ state: "detached" });
  await go(page, site, "me.html");
  await page.getByText("Show everything").click();
  const lines = page.locator("li", { hasText: "Settings ·" });
  await lines.nth(settings.length - 1).waitFor();
  const words = (await lines.allInnerTexts()).join("\n");
  for (const text of ["How much help do you want? with a partner", "In a week 1 hour 30 minutes", "On which days?", "2027-03-09", "Light or dark: Dark", "What do you like? Music"]) assert.ok(words.includes(text), `${text} in\n${words}`);
  assert.doesNotMatch(words, /[a-z][_:][a-z]|started|preset/);
  assert.equal(await lines.locator("s", { hasText: "Music" }).count(), 1, "what was taken away is struck through");
  clean();
  await context.close();
});

test("a page of one's own: goals, a project, a picture, a question that becomes a step; kept, saved, brought elsewhere, wiped", async () => {
  const { page, context, clean } = await visit(browser, site, { width: 360 });
  await begin(page, site);
  await go(page, site, "me.html#goals");

  // Goals in own words: written, changed, reached.
  const goals = page.getByRole("list", { name: "In my own words" });
  for (const text of ["Build a shelf", "Win at cards"]) {
    await page.locator("#own-goal").fill(text);
    await page.locator("#own-goal").press("Enter");
    await goals.getByText(text).first().waitFor();
  }
  await button(page, "Change it Win at cards").click();
  await page.getByLabel("How do you say it now?").fill("Win at cards against Ada");
  await page.getByLabel("How do you say it now?").press("Enter");
  await button(page, "I got there Win at cards against Ada").click();
  await goals.getByText("You got there on").waitFor();

  // A project with a brief and lines to judge; a reload in the middle of typing loses nothing.
  await part(page, "My projects").click();
  await page.getByText("Begin a project").click();
  await page.getByLabel("What do I want to make or find out?").fill("A song in thirds");
  await page.reload();
  await settled(page);
  assert.equal(await page.getByLabel("What do I want to make or find out?").inputValue(), "A song in thirds");
  await page.getByLabel("What will show it?").fill("A recording");
  await page.getByLabel("How will I see that it is good?").fill("- Every bar adds up\nAda can play it");
  await button(page, "Begin it").click();
  await page.getByRole("group", { name: "Ada can play it" }).getByRole("button", { name: "Partly" }).click();
  await page.locator('[aria-pressed="true"]', { hasText: "Partly" }).waitFor();

  // The portfolio: a picture with words, tied to an objective.
  await part(page, "What I made").click();
  await page.getByText("Put something in").click();
  await button(page, "Keep it").last().click();
  await page.getByText("Nothing is in it yet").waitFor();
  await page.getByLabel("What is it?").fill("My shelf");
  await page.getByLabel("A link, if it stands on the web").fill("javascript:alert(1)");
  await page.locator("#piece-file").setInputFiles({ ...picture, buffer: Buffer.alloc(2_000_001, 1), name: "film.bin", mimeType: "video/mp4" });
  await button(page, "Keep it").last().click();
  await page.getByText("This is not an address on the web").waitFor();
  await page.getByLabel("A link, if it stands on the web").fill("example.org/shelf");
  await button(page, "Keep it").last().click();
  await page.getByText("This file has 2 MB, and the most is 2 MB").waitFor();
  assert.equal(await page.getByLabel("What is it?").inputValue(), "My shelf", "what was typed stays");
  await page.locator("#piece-file").setInputFiles(picture);
  await page.getByLabel("What does it show?").selectOption({ index: 1 });
  await button(page, "Keep it").last().click();
  await page.getByRole("img", { name: "My shelf" }).waitFor();
  await page.getByText("Your files take 1 kB of 5 MB").waitFor();

  // What one wonders becomes a step of one's own, and stands on My path.
  await part(page, "I wonder").click();
  await button(page, "Make it a step of mine").click();
  await page.getByText("It is a step of yours").waitFor();
  // How sure one is, beside what was shown; and the way to the evidence.
  await part(page, "What I can do").click();
  await page.locator(".sure > summary").first().click();
  await page.locator(".sure").getByRole("button", { name: "Not yet" }).click();
  await page.locator(".sure", { hasText: "You said: Not yet" }).first().waitFor();
  assert.deepEqual(await axe(page), []);

  const text = await saved(page);
  const file = JSON.parse(text);
  assert.equal(file.entries.filter((e) => e.answer?.file).length, 1);
  assert.deepEqual(Object.keys(file).filter((key) => key.startsWith("file:")).map((key) => Buffer.from(file[key], "base64").equals(PICTURE)), [true]);
  await page.getByText("No file there? Copy the text instead").click();
  assert.ok(!(await page.locator("#save-text").inputValue()).includes('"file:'), "text to copy holds no files");

  await leads(page, () => page.locator(".sure").first().locator("xpath=preceding-sibling::p").getByRole("link", { name: "Why do you think I can’t?" }).click());
  await page.getByLabel("What do you think you can do").fill("I did it with beans.");
  await page.locator("details.evidence[open] li").first().waitFor();
  await button(page, "Keep this").click();
  await go(page, site, "path.html");
  await page.getByRole("region", { name: "My own steps" }).getByLabel("Why do drummers count in fours?").check();

  // Another device: a teacher's words come with the file, and the picture too.
  const there = await visit(browser, site, { path: "me.html" });
  const talk = { w: "teacher", n: 1, t: file.entries.at(-1).t, kind: "meeting", by: "teacher", decide: "Try the kitchen next", next: "Friday" };
  await load(there.page, JSON.stringify({ ...file, entries: [...file.entries, talk] }));
  await there.page.getByText("1 picture or file came along.").first().waitFor();
  await part(there.page, "From my teacher").click();
  await there.page.getByText("Try the kitchen next").waitFor();
  await part(there.page, "What I made").click();
  await there.page.getByRole("img", { name: "My shelf" }).waitFor();
  // Somebody else on that device sees nothing of it, and their wipe touches nothing of it.
  await part(there.page, "Who is here").click();
  await there.page.getByText("Someone else wants to begin").click();
  await there.page.locator("#new-alias").fill("Robin");
  await Promise.all([there.page.waitForEvent("load"), there.page.locator("#new-alias").press("Enter")]);
  await settled(there.page);
  await there.page.getByText("A photo of a drawing").waitFor();
  await there.page.locator("summary", { hasText: "Wipe my record" }).click();
  await button(there.page, "Wipe my record").click();
  await Promise.all([there.page.waitForEvent("load"), button(there.page, "Yes, remove all of it").click()]);
  await settled(there.page);
  await there.page.getByRole("main").getByRole("button", { name: /^Go on as/ }).click();
  await there.page.getByRole("img", { name: "My shelf" }).waitFor();
  // Taken back, the picture leaves the device with the words.
  const left = () =>
    there.page.evaluate(async () => {
      const name = (await indexedDB.databases()).map((db) => db.name).find((name) => name.endsWith("|files"));
      const db = await new Promise((ok) => (indexedDB.open(name).onsuccess = (e) => ok(e.target.result)));
      const n = await new Promise((ok) => (db.transaction("files").objectStore("files").count().onsuccess = (e) => ok(e.target.result)));
      db.close();
      return n;
    });
  await comes(left, 1);
  await there.page.locator(".piece").getByRole("button", { name: "Take this back" }).click();
  await button(there.page, "Yes, take it away").click();
  await there.page.getByText("A photo of a drawing").waitFor();
  await there.page.waitForFunction(() => !document.querySelector(".piece"));
  await comes(left, 0);
  assert.doesNotMatch(await saved(there.page), /My shelf/);
  there.clean();
  clean();
  await there.context.close();
  await context.close();
});

test("a browser that has no room for files, or refuses them: it is said, and what was written stays", async () => {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  await context.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...args) {
      if (this.name === "files" && window.full) throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, args);
    };
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...args) {
      if (window.refuses && String(args[0]).endsWith("|files")) throw new DOMException("refused", "SecurityError");
      return open.apply(this, args);
    };
  });
  const { page, clean } = await visit(browser, site, { path: "me.html#made", context });
  await page.getByText("Put something in").click();
  await page.getByLabel("What is it?").fill("My shelf");
  await page.locator("#piece-file").setInputFiles(picture);
  await page.evaluate(() => (window.refuses = true));
  await button(page, "Keep it").last().click();
  await page.getByText("does not let the site keep files").waitFor();
  await page.evaluate(() => ([window.refuses, window.full] = [false, true]));
  await button(page, "Keep it").last().click();
  await page.getByText("There is no room for it").waitFor();
  assert.equal(await page.getByLabel("What is it?").inputValue(), "My shelf");
  await page.evaluate(() => (window.full = false));
  await button(page, "Keep it").last().click();
  await page.getByRole("img", { name: "My shelf" }).waitFor();
  clean();
  await context.close();
});

test("once a week: the last one looked back on, this one planned; seen on Today and on Me, and not asked again", async () => {
  const { page, context, clean } = await visit(browser, site, { width: 360, now: "2026-11-12T09:00:00Z" });
  await begin(page, site);
  await go(page, site, "index.html");
  assert.equal(await page.getByText("Plan my week").count(), 0, "the first day asks nothing");
  await page.clock.setFixedTime(new Date("2026-11-17T09:00:00Z"));
  await go(page, site, "index.html");
  await page.getByText("Look back at last week").click();
  await page.getByRole("group", { name: "Add fractions with beats" }).getByRole("button", { name: "Too hard" }).click();
  await page.getByText("Plan my week").click();
  await page.locator("wend-week .choice input").first().check();
  await page.getByLabel("This week I want to").fill("count in fours");
  // What is answered above leaves what is ticked and typed below as it is.
  await button(page, "Done").click();
  await page.getByText("Look back at last week").waitFor({ state: "hidden" });
  assert.ok(await page.locator("wend-week .choice input").first().isChecked());
  assert.equal(await page.getByLabel("This week I want to").inputValue(), "count in fours");
  await page.reload();
  await settled(page);
  await page.getByText("Plan my week").click();
  assert.ok(await page.locator("wend-week .choice input").first().isChecked());
  assert.equal(await page.getByLabel("This week I want to").inputValue(), "count in fours");
  assert.deepEqual(await axe(page), []);
  await button(page, "That is my plan").click();
  await page.getByRole("region", { name: "This week" }).getByText("count in fours").waitFor();
  await page.reload();
  await settled(page);
  await page.getByRole("region", { name: "This week" }).getByRole("listitem").waitFor();
  assert.equal(await page.getByText("A new week").count(), 0);
  await go(page, site, "me.html#words");
  await page.getByText("Too hard").waitFor();
  await page.getByText("count in fours").waitFor();
  assert.deepEqual(await axe(page), []);
  clean();
  await context.close();
});
