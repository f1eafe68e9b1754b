// The teacher's desk: a class list, thirty files at once, the class today, a learner, a talk; kept, saved, and put elsewhere.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { classroom, longHistory } from "./classroom.js";
import { axe, comes, copyOf, disk, leads, open, serve, settled, shared, visit, wend } from "./harness.js";

let browser, dir, site;
open((it) => ({ browser, dir, site } = it));

/** A Monday at ten. */
const NOW = Date.parse("2026-11-23T10:00:00Z");
/** The smallest picture. */
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const HOSTILE = `<img src=x onerror="document.title='got in'">`;

const drawn = (page) => page.waitForFunction(() => document.documentElement?.dataset.desk !== undefined);
async function desk(page, path, where = site) {
  // Another hash alone loads no page.
  await page.goto("about:blank");
  await page.goto(where + "teach/" + path);
  await settled(page);
  await drawn(page);
}
const button = (page, name) => page.getByRole("button", { name });
const names = (page, id) => page.locator(`[aria-labelledby="${id}"] > ul > li > .ten-who > a:first-child`).allTextContents();

async function saved(page, name) {
  const download = page.waitForEvent("download");
  await button(page, name).first().click();
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

/** A desk with a class on it. */
async function classOf(n, options = {}, over = undefined) {
  const it = await visit(browser, options.site ?? site, { path: "teach/learners.html", now: NOW, ...options });
  await drawn(it.page);
  await it.page.setInputFiles("#bring-files", classroom(n, NOW, over));
  await button(it.page, "Take these in").click();
  await it.page.getByText("learners’ work is in").first().waitFor();
  return it;
}

test("cleared by the browser under an open desk: the list and all that came in are there again, and it is said", async () => {
  const { page, context, clean } = await classOf(3);
  const before = await saved(page, "Save everything");
  const client = await context.newCDPSession(page);
  await client.send("Storage.clearDataForOrigin", { origin: new URL(site).origin, storageTypes: "all" });
  await page.getByText("The browser cleared what this site had kept here.").waitFor();
  await page.waitForTimeout(500);
  await desk(page, "learners.html");
  const sorted = ({ text }) => JSON.parse(text).learners.map(({ alias, entries }) => [alias, entries.length]);
  const learners = sorted(before);
  assert.ok(learners.length === 3 && learners.every(([, n]) => n > 0));
  assert.deepEqual(sorted(await saved(page, "Save everything")), learners);
  clean();
  await context.close();
});

test("a class list by keyboard and by paste: each line that needs a word gets one; axe finds nothing", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "teach/learners.html", width: 360 });
  await drawn(page);
  await page.getByText("Nobody is here yet").waitFor();
  await page.locator("#alias").focus();
  await page.keyboard.type(HOSTILE);
  await page.keyboard.press("Enter");
  await page.getByRole("list", { name: "Learners" }).getByRole("link", { name: "<img src=x onerror=" }).waitFor();
  await page.keyboard.type("Zoe");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Zoe" }).waitFor();

  await page.locator("#list-text").fill("alias;groups;interests;weekly minutes;shoes\nAmina;red|blue;music;90;36\nzoe;;;;\nLeo;red;chess;many;\n;;;;5");
  await button(page, "Look at it").click();
  const preview = page.getByRole("group", { name: "What was found" });
  for (const word of ["2 new learners", "The column “shoes” is not used", "“zoe” is on your list already", "“chess” is no interest", "“many” is not a number"]) await preview.getByText(word).first().waitFor();
  await button(page, "Add 2 learners").click();
  await page.getByText("2 learners were added").first().waitFor();

  // A form by keyboard: what is typed survives a reload, and is kept when one says so.
  await button(page, "Change Amina").focus();
  await page.keyboard.press("Enter");
  const note = page.getByLabel("A note to yourself");
  await note.fill("Pair with Leo");
  await page.reload();
  await drawn(page);
  await button(page, "Change Amina").click();
  assert.equal(await note.inputValue(), "Pair with Leo");
  assert.deepEqual(await axe(page), []);
  await page.getByRole("group", { name: /What you set for Amina/ }).getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByText("Kept for Amina.").first().waitFor();

  // Groups for several at once.
  await page.getByRole("checkbox", { name: "Choose Zoe" }).check();
  await page.getByRole("checkbox", { name: "Choose Leo" }).check();
  await page.locator("#group").fill("green");
  await page.locator("#group").press("Enter");
  await page.getByRole("button", { name: "green", exact: true }).click();
  await comes(() => page.locator(".roster .who a").allTextContents(), ["Leo", "Zoe"]);
  assert.equal(await page.title().then((title) => title.includes("got in")), false);
  clean();
  await context.close();
});

test("a class has a name, and it stands in its field: kept, after a reload, and changed", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "teach/learners.html" });
  await drawn(page);
  const name = page.locator("#class-title");
  for (const title of ["5b", "6b"]) {
    await name.evaluate((input) => input.closest("details")?.setAttribute("open", ""));
    await name.fill(title);
    await name.press("Enter");
    // Kept, and not only a draft any more.
    await page.waitForFunction(() => Object.keys(sessionStorage).every((key) => !key.endsWith("|class-title")));
    await comes(() => name.inputValue(), title);
    await page.reload();
    await drawn(page);
    assert.equal(await name.inputValue(), title);
  }
  clean();
  await context.close();
});

test("thirty files at once are shown in under a second; each that is wrong says how, two of one name are asked; again, nothing doubles", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "teach/learners.html", now: NOW });
  await drawn(page);
  const files = classroom(30, NOW, (i) => (i === 5 ? { alias: HOSTILE } : i === 6 || i === 7 ? { alias: "Sam" } : {}));
  const text = (i) => files[i].buffer.toString();
  files[0].buffer = Buffer.from(text(0).slice(0, -40));
  files[1].buffer = Buffer.from("Dear diary");
  files[2].buffer = Buffer.from(text(2).replace('"fractions"', '"history"'));
  files[3].buffer = Buffer.from(text(3).replace('"format":1', '"format":2'));
  files[4].name = "<b>bold</b>.json";
  await page.evaluate(() => {
    const w = /** @type {any} */ (window);
    document.getElementById("bring-files")?.addEventListener("change", () => (w.begun = performance.now()), true);
    new MutationObserver(() => document.querySelectorAll(".files > li").length === 30 && (w.shown ??= performance.now())).observe(document.body, { subtree: true, childList: true });
  });
  await page.setInputFiles("#bring-files", files);
  await page.waitForFunction(() => /** @type {any} */ (window).shown);
  const took = await page.evaluate(() => /** @type {any} */ (window).shown - /** @type {any} */ (window).begun);
  assert.ok(took < 1000, `${took} ms`);
  for (const word of ["It is torn", "not a file that the desk can read", "another curriculum", "newer version", "<b>bold</b>.json"]) await page.locator(".files").getByText(word).first().waitFor();
  const sams = page.getByRole("combobox", { name: /^Sam \(/ });
  assert.equal(await sams.count(), 2);
  for (const name of ["Sam (1)", "Sam (2)"]) assert.match((await page.locator(".field", { has: page.getByRole("combobox", { name, exact: true }) }).innerText()), /\.json \(\d+ entr/, "what tells them apart stands beside each");
  assert.deepEqual(await sams.evaluateAll((all) => all.map((one) => one.value)), ["", ""], "nobody is chosen where two could be meant");
  for (const i of [0, 1]) await sams.nth(i).selectOption("new");
  assert.deepEqual(await axe(page), []);
  await button(page, "Take these in").click();
  await page.getByText("26 learners’ work is in").first().waitFor();
  await comes(() => page.locator(".roster > li").count(), 26);

  await page.setInputFiles("#bring-files", files);
  await page.locator(".files").getByText("nothing new").nth(25).waitFor();
  assert.equal(await page.locator(".files").getByText("nothing new").count(), 26);
  await comes(() => page.locator(".roster > li").count(), 26);
  assert.equal(await page.locator("main img").count(), 0);
  clean();
  await context.close();
});

test("Today: ten minutes first, everybody once, each word leads to its evidence; a wall without reasons; an overrule and a talk change it", async () => {
  const { page, context, clean } = await classOf(12, {}, (i) => (i ? {} : longHistory(NOW, PNG)));
  await desk(page, "index.html");
  const [hands, waits, fine] = await Promise.all(["hands", "waits", "fine"].map((id) => names(page, id)));
  assert.equal(new Set([...hands, ...waits, ...fine]).size, 12, "everybody, and nobody twice");
  assert.equal(hands.length + waits.length + fine.length, 12);
  assert.deepEqual(hands, ["Eva", "Jun"], "who tried five times");

  // Done and not today, by keyboard; the next in line moves up.
  const ten = page.locator(".ten .lines > li");
  const first = await ten.first().locator("a").first().textContent();
  await ten.first().getByRole("button", { name: "Not today" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction((name) => document.querySelector(".ten .lines a")?.textContent !== name, first);
  const second = await ten.first().locator("a").first().textContent();
  await ten.first().getByRole("button", { name: "Done" }).press("Enter");
  await ten.first().getByText("done today").waitFor();

  // What may be projected names everybody once more, and says nothing of anybody.
  await button(page, "Show what may be projected").click();
  const wall = page.locator(".wall");
  await wall.waitFor();
  await comes(() => wall.locator(".names li").count(), 12);
  for (const word of ["answers", "hand", "talk", "differently", "nothing"]) assert.equal(await wall.getByText(word).count(), 0, word);
  await button(page, "Back to my desk").click();

  // From a reason to what shows it.
  await leads(page, () => page.locator('[aria-labelledby="hands"] li', { hasText: "Eva" }).getByRole("link").nth(1).click());
  await drawn(page);
  await page.getByRole("heading", { level: 1, name: "Eva" }).waitFor();
  await comes(() => page.locator(".marked").count(), 5);
  const objective = page.locator("details[data-objective]", { has: page.locator(".marked") });
  await objective.getByLabel("A note with it").fill(`Did it aloud ${HOSTILE}`);
  await objective.getByRole("button", { name: "Count it as known" }).click();
  await page.locator("details[data-objective]", { hasText: "A teacher says that they can do this" }).getByText(`Did it aloud ${HOSTILE}`).waitFor();
  const key = new URL(page.url()).hash.slice(1).split("&")[0];
  await desk(page, "index.html");
  assert.deepEqual(await names(page, "hands"), ["Jun"], "the flag is gone with its cause");

  // Seen in class: one tap, and Jun's hand is not needed any more.
  await page.locator('[aria-labelledby="hands"] li', { hasText: "Jun" }).getByRole("button", { name: "Saw it done" }).click();
  await page.getByText("Nobody, just now").waitFor();

  // A talk: one line is enough, none is not.
  await desk(page, "conference.html#" + key);
  await button(page, "Keep this talk").click();
  await page.getByText("One line is enough").waitFor();
  await page.getByLabel("What we decide on").fill("Two bars, then the kitchen");
  await page.getByLabel("We meet again").fill("2026-11-30");
  await button(page, "Keep this talk").click();
  await page.locator('[aria-labelledby="before"]').getByText("Two bars, then the kitchen").waitFor();
  await desk(page, "conference.html");
  const due = await page.locator("wend-teach-conference > div:not([hidden]) > .lines > li").allTextContents();
  assert.ok(due.length > 3 && !due.some((line) => line.startsWith("Eva")), "who was met today is not due");

  // What Amina made is shown as what it is: a picture, an address to read, a file that is no picture. A talk can be about it.
  await desk(page, "learners.html");
  await leads(page, () => page.getByRole("link", { name: "Amina" }).click());
  await drawn(page);
  await page.getByRole("img", { name: "My two wheels" }).waitFor();
  assert.equal(await page.locator(".piece img").count(), 1, "what only says that it is a picture is none");
  assert.equal(await page.locator(".piece a[href^=http]").count(), 0, "addresses lead nowhere");
  await page.getByText("https://example.org/listen/").waitFor();
  await leads(page, () => page.getByRole("link", { name: "Talk about it My two wheels" }).click());
  await drawn(page);
  await page.getByRole("region", { name: "What it is about" }).getByRole("img", { name: "My two wheels" }).waitFor();
  await page.getByLabel("What we decide on").fill("Wheels of another size");
  await button(page, "Keep this talk").click();
  await page.locator('[aria-labelledby="before"] li', { hasText: "Wheels of another size" }).getByText("My two wheels").waitFor();

  // The decision goes to the authors without a name, and all of it to another browser.
  await desk(page, "learners.html");
  const notes = await saved(page, "Save what goes to the authors");
  assert.match(notes.text, /Did it aloud/);
  assert.doesNotMatch(notes.text, /Eva|[^\\]<img/);
  const all = await saved(page, "Save everything to a file");
  const other = await visit(browser, site, { path: "teach/learners.html", now: NOW });
  await drawn(other.page);
  await other.page.setInputFiles("#bring-files", { name: all.name, mimeType: "application/json", buffer: Buffer.from(all.text) });
  await button(other.page, "Put it into this desk").click();
  await other.page.getByText("Done: 12 learners").waitFor();
  await desk(other.page, "conference.html#" + key);
  await other.page.getByText("Two bars, then the kitchen").waitFor();

  // Wiped, the desk is empty; the other one is not.
  await desk(page, "learners.html");
  await page.getByText("Wipe the desk").first().click();
  await button(page, "Wipe the desk").last().click();
  await button(page, "Yes, remove all of it").click();
  await page.getByText("The desk is empty").first().waitFor();
  await page.reload();
  await drawn(page);
  await page.getByText("Nobody is here yet").waitFor();
  assert.equal(second === first, false);
  clean();
  other.clean();
  await context.close();
  await other.context.close();
});

test("the desk and the learner's own page agree on every objective; the class file is read by wend, and wend's by the desk", async () => {
  const { page, context, clean } = await classOf(4);
  await leads(page, () => page.locator(".roster").getByRole("link", { name: "Dana" }).click());
  await drawn(page);
  await page.getByRole("heading", { level: 1, name: "Dana" }).waitFor();
  const can = await page.locator("h3:has-text('Can') + ul > li > details > summary > span:last-child").evaluateAll((all) => all.map((one) => one.firstChild?.textContent?.trim()));
  assert.ok(can.length >= 2, String(can));
  const own = await visit(browser, site, { path: "me.html#can", now: NOW });
  await own.page.locator("#load-file").setInputFiles(classroom(4, NOW)[3]);
  await own.page.locator(".preview .btn").first().click();
  await own.page.waitForFunction((n) => document.querySelectorAll(".links.shown:first-of-type .mark-can").length === n, can.length);
  assert.deepEqual((await own.page.locator("li:has(> .mark-can) p:first-child a").allTextContents()).sort(), [...can].sort());

  await desk(page, "learners.html");
  const curriculum = copyOf("curricula/fractions");
  const amina = readFileSync(join(curriculum, "learners/amina.toml"));
  await page.setInputFiles("#bring-files", { name: "amina.toml", mimeType: "application/toml", buffer: amina });
  await page.getByText("A class file, with 1 learner").waitFor();
  await page.getByLabel(/is here already/).check();
  await page.locator(".preview").getByRole("button", { name: "Take it in" }).click();
  await page.getByText("1 learner was set").waitFor();
  const file = await saved(page, "Save the class file");
  assert.match(file.name, /\.toml$/);
  assert.match(file.text, /^# A class file of Fractions/);
  assert.match(file.text, /private_note/, "it is the teacher's own");
  const folder = join(curriculum, "learners");
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  writeFileSync(join(folder, "class.toml"), file.text);
  wend("check", curriculum);
  clean();
  own.clean();
  await context.close();
  await own.context.close();
});

test("without JavaScript the desk says what it is and how to do the same by files; where storage is refused it works and says so; in Arabic too", async () => {
  const plain = await visit(browser, disk(dir), { path: "teach/index.html", js: false });
  assert.match((await plain.page.locator("noscript").allTextContents()).join(" "), /The teacher’s desk needs JavaScript[^]*wend path --all[^]*wend board/);
  await plain.context.close();

  const context = await browser.newContext({ serviceWorkers: "block" });
  await context.addInitScript(() => {
    for (const name of ["indexedDB", "localStorage"]) Object.defineProperty(window, name, { get: () => { throw new DOMException("no", "SecurityError"); } });
  });
  const refused = await visit(browser, site, { path: "teach/learners.html", context });
  await drawn(refused.page);
  await refused.page.locator("#alias").fill("Amina");
  await refused.page.locator("#alias").press("Enter");
  await refused.page.getByText("does not let the site keep anything").first().waitFor();
  assert.deepEqual(await axe(refused.page), []);
  await context.close();

  const server = await serve(shared("tests/curricula/arabic"));
  const arabic = server.url;
  const { page, clean, context: there } = await visit(browser, arabic, { path: "teach/learners.html", width: 360 });
  await drawn(page);
  await page.locator("#alias").fill("أمينة");
  await page.locator("#alias").press("Enter");
  await page.getByRole("link", { name: "أمينة" }).waitFor();
  for (const path of ["index.html", "conference.html"]) {
    await desk(page, path, arabic);
    assert.equal(await page.evaluate(() => document.dir), "rtl");
    assert.deepEqual(await axe(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path);
  }
  clean();
  await there.close();
  await server.close();
});
