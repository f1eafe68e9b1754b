// Two weeks of a class of three, each person in a browser of their own: a roster and paths, handed over by a link, by a code that
// a camera reads and by a file; work, hand-ins; the desk's board, a talk, a decision with its note, a new path. What each person
// sees is asserted, and at the end the program `wend` says the same of the same files.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { openDesk, readBackup } from "../../themes/trail/client/desk/desk.js";
import { board as boardOn } from "../../themes/trail/client/engine/board.js";
import { dayOf } from "../../themes/trail/client/engine/schedule.js";
import { modelOf } from "../../themes/trail/client/model.js";
import { memoryKeys } from "../../themes/trail/client/store/keyed.js";
import { desk, follow, go, newLearner, read } from "./desk.js";
import { comes, folder, open, settled, visit, wend } from "./harness.js";
import { pick } from "./journey.js";

let browser, dir, site;
open((it) => ({ browser, dir, site } = it));

const FIRST = "2026-11-23T08:00:00Z"; // a Monday
const WEDNESDAY = "2026-11-25T09:00:00Z";
const SECOND = "2026-11-30T07:30:00Z";
const LAST = "2026-12-02T10:00:00Z";
const SECRET = "phone the grandmother";

const button = (page, name) => page.getByRole("button", { name });
const main = (page) => page.locator("main");
const time = (page, when) => page.clock.setSystemTime(new Date(when));

/** A page of the learners' site. */
async function to(page, path) {
  await page.goto(new URL(path, site).href);
  await settled(page);
}

/** Saves with a button; gives the file's name and text. */
async function saved(page, name) {
  const download = page.waitForEvent("download");
  await button(page, name).first().click();
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

/** Opens a link, looks at what it asks for and takes it. */
async function take(page, link, asks) {
  await page.goto("about:blank");
  await page.goto(link);
  await settled(page);
  const preview = page.locator(".preview");
  for (const words of asks) await preview.getByText(words).first().waitFor();
  await preview.locator("button.btn").first().click();
  await page.getByText("Your path is now as your teacher packed it").first().waitFor();
}

/** Brings files in at the desk. */
async function bring(page, files) {
  await page.locator("#bring-files").setInputFiles(files.map(({ name, text }) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) })));
}

/** Takes a file in on Me. */
async function load(page, { name, text }) {
  await to(page, "me.html");
  await page.locator("#load-file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  await page.locator(".preview button.btn").first().click();
  await page.locator(".preview").waitFor({ state: "detached" });
}

/** The names in a part of Today. */
const names = (page, part) => page.locator(`section[aria-labelledby="${part}"] .ten-who > a:first-child`).allInnerTexts();

test("a teacher and three learners live through two weeks", async () => {
  // Monday: a class, a path for each.
  const teacher = await visit(browser, site, { path: "teach/plan.html", now: FIRST });
  const t = teacher.page;
  await desk(t);
  for (const [name, path] of [["Amina", "Adding"], ["Leo", "First steps"], ["Noor", "One big question"]]) await newLearner(t, name, path);
  const link = () => t.locator("#hand-link").inputValue();
  /** @type {Record<string, string>} */
  const links = {};
  for (const name of ["Amina", "Leo", "Noor"]) {
    await t.locator("#plan-for").selectOption({ label: name });
    await t.getByRole("img", { name: `${name}’s path as a QR code` }).waitFor();
    links[name] = await link();
  }
  assert.equal(new Set(Object.values(links)).size, 3);
  await t.locator("#plan-for").selectOption({ label: "Leo" });
  await t.getByRole("img", { name: "Leo’s path as a QR code" }).waitFor();
  const scanned = await read(browser, t.locator("svg.qr"));
  assert.equal(scanned, links.Leo, "the code is the link");

  // Noor gets a note in a file; what is private stays.
  await t.locator("#plan-for").selectOption({ label: "Noor" });
  await t.getByRole("img", { name: "Noor’s path as a QR code" }).waitFor();
  const key = await t.evaluate(() => decodeURIComponent(location.hash.slice(1)));
  await go(t, site, `teach/learner.html#${key}`);
  await follow(t, t.getByRole("link", { name: /^Change alias/ }));
  await t.getByLabel("A note for the learner").fill("Your drums will help here.");
  await t.getByLabel("A note to yourself").fill(SECRET);
  await t.getByRole("group", { name: "What you set for Noor" }).getByRole("button", { name: "Keep", exact: true }).click();
  await t.getByText("Kept for Noor.").first().waitFor();
  await go(t, site, `teach/plan.html#${key}`);
  const file = await saved(t, "Save a file for Noor");
  for (const text of [file.text, ...Object.values(links)]) assert.ok(!text.includes(SECRET), "the private note is in no file and no link");

  // The learners, each on a device of their own.
  const people = {};
  for (const name of ["Amina", "Leo", "Noor"]) people[name] = await visit(browser, site, { now: FIRST, width: 360 });
  const { Amina: amina, Leo: leo, Noor: noor } = people;
  await take(amina.page, links.Amina, ["Add fractions with different denominators"]);
  await take(leo.page, scanned, ["Find a part of a group"]);
  await take(noor.page, links.Noor, ["Share water fairly"]);
  for (const { page } of Object.values(people)) await page.getByText("You are on your way to").first().waitFor();
  await load(noor.page, file);
  await noor.page.locator("summary", { hasText: "From my teacher" }).click();
  await noor.page.getByText("Your drums will help here.").first().waitFor();

  // Work: Amina gets it right, Leo does not, Noor changes her path.
  for (const { page } of Object.values(people)) await time(page, WEDNESDAY);
  await to(amina.page, "lessons/beats/add.html");
  await pick(amina.page, "beats-1", "3/4");
  await to(leo.page, "lessons/beats/add.html");
  await pick(leo.page, "beats-1", "2/6");
  await to(noor.page, "path.html");
  const step = await noor.page.locator(".steps h2").first().innerText();
  await button(noor.page, `Leave this out ${step}`).click();
  await noor.page.getByRole("heading", { name: "What you left out" }).waitFor();

  const records = [];
  for (const { page } of Object.values(people)) {
    await to(page, "me.html");
    records.push(await saved(page, "Save to a file"));
  }

  // The second Monday: all files at once, and the board.
  await time(t, SECOND);
  await go(t, site, "teach/learners.html");
  await bring(t, records);
  await t.getByText("3 learners’ work is in.").first().waitFor();
  await go(t, site, "teach/index.html");
  const placed = Object.fromEntries(await Promise.all(["hands", "waits", "fine"].map(async (part) => [part, await names(t, part)])));
  assert.deepEqual(Object.values(placed).flat().sort(), ["Amina", "Leo", "Noor"], "everybody once");
  await t.getByRole("heading", { name: "Your ten minutes" }).waitFor();
  assert.ok(!(await main(t).innerText()).includes(SECRET), "nothing private on Today");
  // What the teacher saw in class counts too.
  const seen = t.locator('section[aria-labelledby="fine"] > ul > li').filter({ has: t.getByRole("link", { name: "Leo", exact: true }) });
  await seen.locator("summary").click();
  await seen.getByRole("button", { name: /^Needs a hand/ }).click();
  await t.locator('section[aria-labelledby="hands"]').getByRole("link", { name: "Leo", exact: true }).first().waitFor();

  // What Noor changed is seen where her path is planned, and taken over.
  await go(t, site, `teach/plan.html#${key}`);
  await t.getByRole("heading", { name: "What Noor changed" }).waitFor();
  await t.getByText(`They left this out: ${step}`).first().waitFor();
  await button(t, "Take it over into my plan").click();
  await t.getByRole("heading", { name: "What is left out" }).waitFor();

  // A talk with Leo: one line is enough.
  await go(t, site, "teach/conference.html");
  await t.getByRole("link", { name: "Talk Leo" }).click();
  await t.getByLabel("What we decide on: one thing").fill("Draw it before you count.");
  await button(t, "Keep this talk").click();
  await t.getByText("Kept. It goes to the learner").first().waitFor();

  // A decision about Amina, with its note; and a new path for her.
  await go(t, site, "teach/learners.html");
  await follow(t, t.getByRole("link", { name: "Amina", exact: true }));
  const rest = t.locator("details > summary", { hasText: "not begun" });
  await rest.click();
  const part = t.locator("details.part").filter({ hasText: "Put a fraction on a number line" });
  await part.locator("summary").click();
  await part.getByLabel("A note with it").fill("You drew it on the board.");
  await part.getByRole("button", { name: "Count it as known" }).click();
  await t.getByText("Kept.").first().waitFor();
  await follow(t, t.getByRole("link", { name: "Plan", exact: true }).last());
  await t.getByRole("img", { name: "Amina’s path as a QR code" }).waitFor();
  await t.locator("summary", { hasText: "A ready-made path" }).click();
  const old = await link();
  await button(t, "Use this path First steps").click();
  await t.waitForFunction((old) => ![undefined, "", old].includes(document.querySelector("#hand-link")?.value), old);
  const next = await link();
  const aminaFile = await saved(t, "Save a file for Amina");
  await t.locator("#plan-for").selectOption({ label: "Leo" });
  const leoFile = await saved(t, "Save a file for Leo");

  // They see it: the new path, the old goals taken back, what was decided, the talk.
  await time(amina.page, LAST);
  await take(amina.page, next, ["Find a part of a group", "Your teacher no longer asks for:"]);
  await load(amina.page, aminaFile);
  await amina.page.locator("summary", { hasText: "From my teacher" }).click();
  await amina.page.getByText("You drew it on the board.").first().waitFor();
  await time(leo.page, LAST);
  await load(leo.page, leoFile);
  await leo.page.locator("summary", { hasText: "From my teacher" }).click();
  await leo.page.getByText("Draw it before you count.").first().waitFor();

  // The same by files: the last records walk the same path, the desk's own file makes the same board.
  const files = folder();
  await to(amina.page, "me.html");
  const record = await saved(amina.page, "Save to a file");
  writeFileSync(join(files, "amina.json"), record.text);
  const path = JSON.parse(wend("path", "curricula/fractions", "--record", join(files, "amina.json"), "--from", LAST.slice(0, 10), "--format", "json"));
  assert.ok(path.steps.length > 0);
  await to(amina.page, "path.html");
  // The page's own gets better in the background, until it is the best there is.
  await comes(() => amina.page.locator(".steps h2").allInnerTexts(), path.steps.map((step) => step.title));
  await go(t, site, "teach/learners.html");
  const backup = await saved(t, "Save everything to a file");
  const saves = join(files, "saves");
  mkdirSync(saves);
  writeFileSync(join(saves, "desk.json"), backup.text);
  const day = SECOND.slice(0, 10);
  const { board } = JSON.parse(wend("board", saves, "--curriculum", "curricula/fractions", "--day", day, "--format", "json"));
  assert.deepEqual(board, await boardOf(backup.text, day));
  await go(t, site, "teach/index.html");
  for (const [part, all] of [["hands", board.hands.map(({ who }) => who)], ["waits", board.waits.map(({ who }) => who)], ["fine", board.fine]]) assert.deepEqual(await names(t, part), all, part);

  for (const person of [teacher, ...Object.values(people)]) person.clean();
});

/**
 * The board that the browser's own modules make of a desk's file.
 * @param {string} text
 * @param {string} day
 */
async function boardOf(text, day) {
  /** What a script of the site calls with. @param {string} file @param {string} name */
  const called = (file, name) => {
    /** @type {any[]} */
    let found = [];
    new Function("WEND", readFileSync(join(dir, "assets", file), "utf8"))({ [name]: (...args) => (found = args) });
    return found[0];
  };
  const env = { idb: new IDBFactory(), local: memoryKeys(), channel: null, now: () => Date.parse(SECOND), zone: () => 0, random: () => Math.random().toString(36) };
  const it = await openDesk("fractions", "wend:fractions", env);
  await it.restore(readBackup(text, "fractions").file);
  const catalog = called("catalog.js", "catalog");
  const model = modelOf(typeof catalog === "function" ? catalog() : catalog, { kind: "", lesson: -1, objective: -1 })([], Date.parse(SECOND));
  const members = it.rows().map((row) => ({ alias: row.alias, record: row.record, entries: it.entries(row.key), row }));
  const options = { day: dayOf(day), size: it.class.size, past: [], standards: called("teach.js", "teach").standards };
  return JSON.parse(JSON.stringify(boardOn(model.asked.graph, members, options)));
}
