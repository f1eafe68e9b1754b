// What a browser may do to a learner's record, and what a file may hold: the page says so, nothing made is lost, and
// every lesson can still be read.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { comes, folder, leads, open, settled, visit } from "./harness.js";
import { begin, go, pick, question } from "./journey.js";

let browser, site;
open((it) => ({ browser, site } = it));

const LESSON = "lessons/beats/add.html";

/** The file that "Save to a file" on the open page gives. */
async function saved(page) {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save to a file" }).first().click();
  return JSON.parse(readFileSync(await (await download).path(), "utf8"));
}

const answers = (file) => file.entries.filter((entry) => entry.kind === "answer").map((entry) => [entry.item, entry.correct]);

/** A profile in which storage is as the script leaves it. */
async function profile(script) {
  const context = await browser.newContext({ acceptDownloads: true, reducedMotion: "reduce", serviceWorkers: "block" });
  await context.addInitScript(script);
  return context;
}

const REFUSALS = {
  "IndexedDB throws": () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("refused", "SecurityError");
    };
  },
  "IndexedDB answers with an error": () => {
    IDBFactory.prototype.open = () => {
      const request = /** @type {any} */ ({ error: new DOMException("refused", "UnknownError") });
      setTimeout(() => request.onerror?.({ target: request, preventDefault() {} }), 5);
      return request;
    };
  },
  "there is no IndexedDB": () => Object.defineProperty(window, "indexedDB", { value: undefined }),
};

for (const [how, script] of Object.entries(REFUSALS)) {
  test(`${how}: the record is kept elsewhere, and is there after a reload`, async () => {
    const context = await profile(script);
    const { page, clean } = await visit(browser, site, { path: LESSON, context });
    await pick(page, "beats-1", "3/4");
    await page.reload();
    await settled(page);
    assert.ok(await question(page, "beats-1").getByRole("radio", { name: "3/4", exact: true }).isChecked());
    clean();
    await context.close();
  });
}

test("everything refused: it is said, a lesson can be read and answered, and what was done can be saved", async () => {
  const context = await profile(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("refused", "SecurityError");
    };
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("refused", "SecurityError");
        },
      });
    }
  });
  const { page, clean } = await visit(browser, site, { path: LESSON, context });
  await pick(page, "beats-1", "3/4");
  await page.getByRole("status").getByText("does not let the site keep anything").waitFor();
  await page.getByText("Two drummers share one bar").waitFor();
  assert.deepEqual(answers(await saved(page)), [["beats/add#beats-1", true]]);
  clean();
  await context.close();
});

for (const where of ["IndexedDB", "localStorage"]) {
  test(`${where} full in the middle of it: it is said, everything can be saved, and is kept once there is room`, async () => {
    const context = await profile(
      where === "IndexedDB"
        ? () => {
            const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (...args) {
              const request = put.apply(this, args);
              // As a browser does it: the request succeeds, the transaction is given up when it is to be written.
              if (window.full) {
                const { transaction } = this;
                Object.defineProperty(transaction, "error", { value: new DOMException("full", "QuotaExceededError") });
                Object.defineProperty(transaction, "commit", { value: () => transaction.abort() });
                if (this.name !== "entries") transaction.abort();
              }
              return request;
            };
          }
        : () => {
            IDBFactory.prototype.open = () => {
              throw new DOMException("refused", "SecurityError");
            };
            const setItem = Storage.prototype.setItem;
            Storage.prototype.setItem = function (...args) {
              if (window.full) throw new DOMException("full", "QuotaExceededError");
              return setItem.apply(this, args);
            };
          },
    );
    const { page, clean } = await visit(browser, site, { path: LESSON, context });
    await pick(page, "beats-1", "2/6");
    await question(page, "beats-1").getByText("Not yet").waitFor();
    await page.evaluate(() => (window.full = true));
    await question(page, "beats-1").getByRole("button", { name: "Try again" }).click();
    await pick(page, "beats-1", "3/4");
    await page.getByRole("status").getByText("is not kept yet").waitFor();
    assert.deepEqual(answers(await saved(page)).map(([, right]) => right), [false, true]);
    await page.evaluate(() => (window.full = false));
    await page.getByRole("button", { name: "Fairly sure" }).click();
    await page.getByText("is not kept yet").waitFor({ state: "hidden" });
    await page.reload();
    await settled(page);
    await go(page, site, "me.html");
    assert.deepEqual(answers(await saved(page)).map(([, right]) => right), [false, true]);
    clean();
    await context.close();
  });
}

test("an upgrade that another tab holds up: the page works, and all is in one place when it is through", async () => {
  const context = await profile(() => {});
  const old = await visit(browser, site, { path: LESSON, context });
  await pick(old.page, "beats-1", "2/6");
  await question(old.page, "beats-1").getByText("Not yet").waitFor();
  // A tab of an older site that does not make way, and one of a newer site that waits for it.
  const stay = await context.newPage();
  await stay.goto(new URL("assets/icon.svg", site).href);
  await old.page.goto("about:blank");
  const name = await stay.evaluate(async () => (await indexedDB.databases()).map((db) => db.name).find((db) => db.startsWith("wend:")));
  const open = (page, version) =>
    page.evaluate(
      ([name, version]) =>
        new Promise((ok) => {
          const request = indexedDB.open(name, version);
          request.onsuccess = () => ok((window.held = request.result) && "open");
          request.onblocked = () => ok("blocked");
        }),
      [name, version],
    );
  assert.equal(await open(stay, 1), "open");
  const newer = await context.newPage();
  await newer.goto(new URL("assets/icon.svg", site).href);
  assert.equal(await open(newer, 2), "blocked");

  const { page } = await visit(browser, site, { path: LESSON, context });
  await page.getByText("Two drummers share one bar").waitFor();
  await pick(page, "beats-1", "3/4");
  await question(page, "beats-1").getByText("Right").waitFor();
  await stay.close();
  await newer.waitForFunction(() => window.held);
  await newer.close();
  await go(page, site, "me.html#who");
  // Begun anew while the first record could not be read: it stands beside, and both are there to choose.
  assert.deepEqual(answers(await saved(page)), [["beats/add#beats-1", false]]);
  await Promise.all([page.waitForEvent("load"), page.getByRole("main").getByRole("button", { name: /^Go on as/ }).click()]);
  await settled(page);
  assert.deepEqual(answers(await saved(page)), [["beats/add#beats-1", true]]);
  await context.close();
});

test("what may be gone: the browser is asked to keep it, from the fifth day on Today says that it is in no file, and the file brings it into a private window", async () => {
  const context = await profile(() => {
    window.persisting = 0;
    // An empty page has none.
    if (navigator.storage) navigator.storage.persist = async () => (window.persisting += 1) > 0;
  });
  const { page, clean } = await visit(browser, site, { path: LESSON, context, now: "2026-03-02T09:00:00Z" });
  assert.equal(await page.evaluate(() => window.persisting), 0, "who only reads is asked nothing");
  await pick(page, "beats-1", "3/4");
  await page.waitForFunction(() => window.persisting === 1);
  const nudge = page.getByText("is in this browser and nowhere else");
  for (const [day, said] of [["05", 0], ["06", 1]]) {
    await page.clock.setSystemTime(new Date(`2026-03-${day}T09:30:00Z`));
    await go(page, site, "index.html");
    assert.equal(await nudge.count(), said, `on March ${day}`);
  }
  await page.getByText("since Mar 2, 2026").waitFor();
  await leads(page, () => page.getByRole("link", { name: "Save it to a file" }).click());
  const file = await saved(page);
  await go(page, site, "index.html");
  assert.equal(await nudge.count(), 0, "saved");
  assert.equal(await page.evaluate(() => window.persisting), 0, "asked once, not on each page");

  // The browser clears all of it, as some do after a week; then the same in another, private window.
  // No page is open meanwhile: one that is would write again what it holds.
  await page.goto("about:blank");
  await clear(context, page);
  await go(page, site, "index.html");
  await page.getByRole("heading", { level: 1, name: "Fractions, your way" }).waitFor();
  const away = await visit(browser, site, { path: "me.html" });
  for (const one of [page, away.page]) {
    await go(one, site, "me.html");
    await one.getByLabel("Choose a file").setInputFiles({ name: "record.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
    await one.locator(".preview").getByRole("button").first().click();
    await one.getByText(/^Done: /).first().waitFor();
    await go(one, site, LESSON);
    assert.ok(await question(one, "beats-1").getByRole("radio", { name: "3/4", exact: true }).isChecked());
  }
  clean();
  away.clean();
  await context.close();
  await away.context.close();
});

/** Clears all that the browser keeps of the site, as its settings do, while pages of it are open. */
async function clear(context, page) {
  const client = await context.newCDPSession(page);
  await client.send("Storage.clearDataForOrigin", { origin: new URL(site).origin, storageTypes: "all" });
}

const cleared = (page) => page.getByText("The browser cleared what this site had kept here.");

/** The records that the browser keeps, with how many entries each. */
const kept = (page) =>
  page.evaluate(async () => {
    const name = (await indexedDB.databases()).find((db) => /^wend:[^|]*$/.test(db.name))?.name;
    if (!name) return [];
    const db = await new Promise((ok) => (indexedDB.open(name).onsuccess = (event) => ok(event.target.result)));
    const all = (store, what) => new Promise((ok) => (db.transaction(store).objectStore(store)[what]().onsuccess = (event) => ok(event.target.result)));
    const [records, keys] = [await all("records", "getAll"), await all("entries", "getAllKeys")];
    db.close();
    return records.map(({ record }) => [record, keys.filter((key) => key[0] === record).length]);
  });

test("cleared under two open pages: both say so, all that was done is in one record, once, and can be saved and wiped", async () => {
  const { page: one, context, clean } = await visit(browser, site, { path: LESSON });
  await pick(one, "beats-1", "2/6");
  await question(one, "beats-1").getByText("Not yet").waitFor();
  const two = (await visit(browser, site, { path: LESSON, context })).page;
  const before = await kept(one);
  await clear(context, one);
  for (const page of [one, two]) await cleared(page).waitFor();
  await question(one, "beats-1").getByRole("button", { name: "Try again" }).click();
  await pick(one, "beats-1", "3/4");
  await question(one, "beats-1").getByText("Right").waitFor();
  assert.deepEqual(answers(await saved(one)).map(([, right]) => right), [false, true]);
  const after = await kept(one);
  assert.deepEqual(after.map(([record]) => record), before.map(([record]) => record), "one record, the one from before");
  assert.ok(after[0][1] > before[0][1], `${after}`);
  for (const page of [one, two]) {
    await page.reload();
    await settled(page);
    assert.ok(await question(page, "beats-1").getByRole("radio", { name: "3/4", exact: true }).isChecked());
    assert.equal(await cleared(page).count(), 0, "said once");
  }
  // Cleared once more, and then wiped in one of them: no page writes it again.
  await clear(context, one);
  await cleared(two).waitFor();
  await cleared(one).waitFor();
  await leads(one, () => one.getByRole("link", { name: "Was it meant to be gone?" }).click());
  await one.getByText("Wipe my record", { exact: true }).first().click();
  await one.getByRole("button", { name: "Wipe my record" }).click();
  await Promise.all([two.waitForEvent("load"), one.getByRole("button", { name: "Yes, remove all of it" }).click()]);
  await one.getByText("Your record is gone from this browser.").first().waitFor();
  await two.bringToFront();
  await settled(two);
  assert.equal(await question(two, "beats-1").getByRole("radio", { name: "3/4", exact: true }).isChecked(), false);
  const left = await kept(two);
  assert.ok(!left.some(([record]) => record === before[0][0]), `${left}`);
  clean();
  await context.close();
});

test("cleared while answers come, again and again: none is lost", async () => {
  const { page, context, clean } = await visit(browser, site, { path: LESSON });
  const right = [];
  for (let round = 0; round < 3; round++) {
    if (round) await question(page, "beats-1").getByRole("button", { name: /again/ }).click();
    const gone = clear(context, page);
    await pick(page, "beats-1", "2/6");
    await gone;
    right.push(false);
    await question(page, "beats-1").getByText("Not yet").waitFor();
  }
  await cleared(page).waitFor();
  await page.getByText("is not kept yet").waitFor({ state: "hidden" });
  // What was cleared last is written again, too: that the lesson was opened, and each answer.
  await comes(async () => (await kept(page)).map(([, n]) => n >= 1 + right.length), [true]);
  await page.reload();
  await settled(page);
  assert.equal((await kept(page)).length, 1);
  await go(page, site, "me.html");
  assert.deepEqual(answers(await saved(page)).map(([, is]) => is), right);
  clean();
  await context.close();
});

test("cleared on Me: another learner's record and the pictures are gone, and that is said; what was being written is still a draft", async () => {
  const { page, context, clean } = await visit(browser, site, { path: "me.html#who" });
  await page.locator("#alias").fill("Amina");
  await page.locator("#alias").press("Enter");
  await page.locator("details:has(#new-alias) > summary", { hasText: "else" }).last().click();
  await page.locator("#new-alias").fill("Leo");
  await Promise.all([page.waitForEvent("load"), page.locator("#new-alias").press("Enter")]);
  await settled(page);
  await go(page, site, "me.html#made");
  await page.getByText("Put something in").click();
  await page.getByLabel("What is it?").fill("A drawing");
  const picture = { name: "a.png", mimeType: "image/png", buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64") };
  await page.locator("#piece-file").setInputFiles(picture);
  await page.getByRole("button", { name: "Keep it" }).last().click();
  await page.getByRole("img", { name: "A drawing" }).waitFor();
  await page.getByText("Put something in").click();
  await page.getByLabel("What is it?").fill("half a thought");
  await clear(context, page);
  await cleared(page).waitFor();
  await page.getByText("The pictures and files that you had put in are gone.").waitFor();
  await page.getByText("Others learned on this device too.").waitFor();
  await page.reload();
  await settled(page);
  assert.equal(await page.getByLabel("What is it?").inputValue(), "half a thought");
  await page.getByRole("heading", { name: "A drawing" }).waitFor();
  clean();
  await context.close();
});

test("a clock that jumps five years ahead and back: nothing is lost, Today goes on, and the odd dates are said", async () => {
  const { page, context, clean } = await visit(browser, site, { path: LESSON, now: "2026-03-02T09:00:00Z" });
  await pick(page, "beats-1", "2/6");
  await page.clock.setSystemTime(new Date("2031-03-02T09:00:00Z"));
  await question(page, "beats-1").getByRole("button", { name: "Try again" }).click();
  await pick(page, "beats-1", "3/4");
  await question(page, "beats-1").getByText("Right").waitFor();
  await page.clock.setSystemTime(new Date("2026-03-03T09:00:00Z"));
  await go(page, site, "index.html");
  await page.locator(".offer").first().waitFor();
  await go(page, site, LESSON);
  await question(page, "beats-1").getByText("You got this right before.").waitFor();
  await go(page, site, "me.html");
  assert.deepEqual(answers(await saved(page)).map(([, right]) => right).sort(), [false, true]);
  await page.getByText("Show everything").click();
  await page.getByText(/2031: a clock was ahead/).waitFor();
  clean();
  await context.close();
});

describe("files", () => {
  let page, context, clean;
  /** @type {any} */
  let file;

  test("what is wrong with a file is said, and the record stays as it was", async () => {
    ({ page, context, clean } = await visit(browser, site));
    await begin(page, site);
    await go(page, site, "me.html");
    file = await saved(page);
    const text = JSON.stringify(file);
    const entry = (n) => ({ w: "x", n, t: 1, kind: "wonder", note: "x" });
    const bad = {
      "a file of another guide": [JSON.stringify({ ...file, curriculum: "another" }), /belongs to another guide/],
      "more than 32 million signs": [text + " ".repeat(32_000_001), /larger than a record can be/],
      "more than 100,000 entries": [JSON.stringify({ ...file, entries: Array.from({ length: 100_001 }, (_, n) => ({ w: "x", n, t: 1, kind: "k" })) }), /larger than a record can be/],
      "one that is torn at its head": [text.slice(0, text.indexOf("\"entries\"")), /is torn/],
      "a newer format": [JSON.stringify({ ...file, format: 2 }), /made by a newer version/],
      "an empty one": ["", /nothing in it/],
      "no record at all": [JSON.stringify([entry(1)]), /not a file that this site can read/],
      "a picture": [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff]), /not a file that this site can read/],
    };
    for (const [what, [body, says]] of Object.entries(bad)) {
      // From disk, as a person does it: to send it to the browser piece by piece takes half a minute on a busy machine.
      const bytes = join(folder(), "record.json");
      writeFileSync(bytes, body);
      await page.getByLabel("Choose a file").setInputFiles(bytes);
      await page.getByRole("status").filter({ hasText: says }).first().waitFor().catch(() => assert.fail(`${what}: nothing says ${says}`));
      assert.equal(await page.getByRole("button", { name: /^(Put it together|Open it as|Go on as|Take it in)/ }).count(), 0, `${what} can't be taken in`);
    }
    await page.reload();
    await settled(page);
    assert.deepEqual((await saved(page)).entries, file.entries);
    clean();
  });

  test("of a damaged file what can be read is read, entries of later versions too; the rest is kept, shown, and in the next file", async () => {
    const there = await visit(browser, site, { path: "me.html" });
    const later = { w: "later", n: 1, t: file.entries.at(-1).t, kind: "from-2031", deep: { list: ["two"] } };
    const broken = { w: 7, n: 2, kind: "wonder", note: "A thought that lost its name" };
    const lines = [...file.entries, later, broken].map((entry) => JSON.stringify(entry));
    const text = `{"alias":"","curriculum":"${file.curriculum}","entries":[\n${lines.join(",\n")},\n{"w":"cut","n":9,"kind":"wonder","note":"and its e`;
    await there.page.getByLabel("Choose a file").setInputFiles({ name: "record.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await there.page.getByText("The file is torn. What could still be read of it stands here.").waitFor();
    await there.page.getByText("2 entries can’t be read").waitFor();
    await there.page.getByText("Show what can’t be read").click();
    await there.page.getByText("A thought that lost its name").waitFor();
    await there.page.locator(".preview").getByRole("button").first().click();
    await there.page.getByText(/^Done: /).first().waitFor();
    await there.page.reload();
    await settled(there.page);
    const again = await saved(there.page);
    const key = ({ w, n }) => `${w} ${n}`;
    assert.deepEqual(again.entries.map(key).sort(), [...file.entries, later].map(key).sort());
    assert.deepEqual(again.entries.find(({ w }) => w === "later"), later);
    assert.deepEqual(again.unread, [JSON.stringify(broken), '{"w":"cut","n":9,"kind":"wonder","note":"and its e']);
    await there.page.getByText("Show everything").click();
    await there.page.getByText("2 pieces of files could not be read").click();
    await there.page.getByText("and its e").waitFor();
    there.clean();
    await there.context.close();
  });

  test("nor does a ticket that is torn, foreign, huge or newer change anything", async () => {
    const bad = ["1.AAAA.00000000", "1.", "9.AAAA.1", `1.${"A".repeat(5000)}.12345678`, "%", "1.<b>.x"];
    for (const ticket of bad) {
      await page.goto(new URL(`index.html?${bad.indexOf(ticket)}#t=${ticket}`, site).href);
      await settled(page);
      await page.getByRole("main").getByText(/Nothing was changed/).first().waitFor().catch(() => assert.fail(`nothing is said of ${ticket.slice(0, 30)}`));
    }
    await go(page, site, "me.html");
    assert.deepEqual((await saved(page)).entries, file.entries);
    clean();
    await context.close();
  });
});

test("two tabs take in different files at once that give one entry two contents: both are kept, and it is said", async () => {
  const { page: one, context, clean } = await visit(browser, site);
  await begin(one, site);
  await go(one, site, "me.html");
  const file = await saved(one);
  const two = (await visit(browser, site, { path: "me.html", context })).page;
  const version = (note) => Buffer.from(JSON.stringify({ ...file, entries: [...file.entries, { w: "tablet", n: 1, t: 5, kind: "wonder", note }] }));
  for (const [page, note] of [[one, "from the tablet"], [two, "from the copy of it"]]) {
    await page.getByLabel("Choose a file").setInputFiles({ name: "r.json", mimeType: "application/json", buffer: version(note) });
    await page.getByRole("button", { name: "Put it together with mine" }).waitFor();
  }
  await Promise.all([one, two].map((page) => page.getByRole("button", { name: "Put it together with mine" }).evaluate((button) => button.click())));
  for (const page of [one, two]) await page.getByText(/^Done: /).first().waitFor();
  await go(one, site, "me.html");
  await one.locator("summary", { hasText: /everything|all of it|show/i }).last().click();
  await one.getByText("1 entry is here in two versions").waitFor();
  const notes = (await saved(one)).entries.filter((entry) => entry.w === "tablet").map((entry) => entry.note);
  assert.deepEqual(notes.sort(), ["from the copy of it", "from the tablet"]);
  clean();
  await context.close();
});
