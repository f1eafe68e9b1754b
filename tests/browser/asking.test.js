// Pages that ask outside of a lesson: review, the five before one goes, what one knows already, and the short check. Over
// http under a base path and from disk; with a clock under the test's control; by keyboard; with storage refused.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { answer, answers, asked, bring, goOn, on, record, shown } from "./asking.js";
import { axe, disk, launch, leads, serve, settled, shared, visit } from "./harness.js";
import { go } from "./journey.js";

const MONDAY = Date.UTC(2026, 2, 2, 9);
const DAY = 86_400_000;

let browser, server, dir, known;
before(async () => {
  dir = shared("curricula/fractions");
  server = await serve(dir);
  browser = await launch();
  known = answers(dir);
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** Three things shown a season ago: all of them are due. */
const DUE = ["equal-parts", "name-a-part", "number-line"];

/** A learner for whom these are due, on the page of reviews. */
async function reviewing(site, options = {}, objectives = DUE) {
  const visitor = await visit(browser, site, { now: MONDAY, ...options });
  await bring(visitor.page, site, shown(objectives, 90));
  await go(visitor.page, site, "review.html");
  await asked(visitor.page).waitFor();
  return visitor;
}

for (const where of ["http", "disk"]) {
  describe(`over ${where}`, () => {
    let site;
    before(() => (site = where === "http" ? server.url : disk(dir)));

    test("a review asks what is due with its reason, brings back what slipped, and ends with dates", async () => {
      const { page, context, clean } = await reviewing(site);
      const items = [];
      const reasons = [];
      let slipped = "";
      for (let n = 1; await asked(page).count(); n += 1) {
        reasons.push(await page.locator(".asking > .why").innerText());
        items.push(await answer(page, known, n !== 1));
        await on(page).waitFor();
        assert.ok(await on(page).evaluate((button) => button === document.activeElement), "the keyboard stands where one goes on");
        if (n === 1) {
          slipped = items[0];
          assert.ok(await asked(page).locator("details.answer").evaluate((el) => el.open), "what is right stands there");
          assert.doesNotMatch(await asked(page).locator(".result").innerText(), /again/i, "there is no second try");
          assert.equal(await asked(page).getByRole("button", { name: "Try again" }).isVisible(), false);
        }
        await goOn(page);
      }
      assert.equal(items.length, 4);
      assert.equal(new Set(items).size, 4, "what slipped comes back as another variant");
      const objective = (item) => item.replace("items/", "").split("#")[0];
      assert.equal(objective(items[3]), objective(slipped));
      for (const why of reasons) assert.match(why, /20\d\d|slipped/);
      await page.getByRole("heading", { name: "That is all for now" }).waitFor();
      const back = await page.locator(".asking .links li").allInnerTexts();
      assert.equal(back.length, 3);
      for (const line of back) assert.match(line, /comes back/);
      const entries = (await record(page, site)).filter((e) => e.kind === "retrieval").sort((a, b) => a.t - b.t);
      assert.deepEqual(entries.map((e) => [e.item, e.correct]), items.map((item, n) => [item, n !== 0]));
      for (const e of entries) assert.ok(e.typed === true || e.options > 1, JSON.stringify(e));
      clean();
      await context.close();
    });

    test("a reload in the middle of a review loses nothing and asks nothing twice", async () => {
      const { page, context, clean } = await reviewing(site);
      const first = await answer(page, known);
      await on(page).waitFor();
      await page.reload();
      await settled(page);
      await asked(page).waitFor();
      assert.match(await page.locator(".asked-about").innerText(), /Question 2 of 3/);
      const second = await answer(page, known);
      assert.notEqual(first, second);
      await goOn(page);
      await page.reload();
      await settled(page);
      await asked(page).waitFor();
      const third = await answer(page, known);
      await goOn(page);
      await page.getByRole("heading", { name: "That is all for now" }).waitFor();
      assert.equal((await record(page, site)).filter((e) => e.kind === "retrieval").length, 3);
      assert.ok(third !== first && third !== second);
      clean();
      await context.close();
    });

    test("what somebody knows already is found out, said in words and put right", async () => {
      const { page, context, clean } = await visit(browser, site, { now: MONDAY, path: "placement.html" });
      await page.getByRole("button", { name: "Begin" }).click();
      const seen = [];
      for (let n = 0; n < 26; n += 1) {
        await page.locator("wend-ask .item, .placed").first().waitFor();
        if (!(await asked(page).count())) break;
        const id = await asked(page).getAttribute("data-item");
        seen.push(id);
        assert.equal(await asked(page).locator(".answer, .hints").count(), 0, "it is only asked, so there is no help");
        if (n === 2) {
          await page.reload();
          await settled(page);
          await asked(page).waitFor();
          assert.equal(await asked(page).getAttribute("data-item"), id, "it goes on where it stopped");
        }
        const about = (await asked(page).getAttribute("data-objective")) ?? "";
        if (!/mixed|subtract|area|times|stories|unlike|evenly|part-of-a-part|grow|budget/.test(about)) await answer(page, known);
        else await page.getByRole("button", { name: "I don’t know this" }).click();
        await page.waitForFunction((id) => document.querySelector("wend-ask .item")?.getAttribute("data-item") !== id, id);
      }
      assert.equal(new Set(seen).size, seen.length, "nothing is asked twice");
      assert.ok(seen.length >= 3 && seen.length <= 25);
      await page.getByRole("heading", { name: "You seem to know this already" }).waitFor();
      const rows = page.locator(".placed li");
      const count = await rows.count();
      assert.ok(count >= 2);
      assert.match(await rows.first().innerText(), /^I can/);
      await rows.first().getByRole("button").click();
      await rows.first().getByText("(taken out)").waitFor();
      const entries = (await record(page, site)).filter((e) => e.kind === "placement").sort((a, b) => a.t - b.t || a.n - b.n);
      assert.ok(entries.some((e) => e.correct === null), "I don’t know is kept as what it is");
      assert.equal(entries.filter((e) => e.answer === true && !e.item).length, count);
      assert.equal(entries.at(-1).answer, false);
      await go(page, site, "placement.html");
      await page.getByRole("heading", { name: "You seem to know this already" }).waitFor();
      assert.equal(await rows.count(), count - 1);
      clean();
      await context.close();
    });
  });
}

test("nothing due says so, and when the next comes; who is new reads how it works", async () => {
  const { page, context, clean } = await visit(browser, server.url, { now: MONDAY, path: "review.html" });
  await page.getByRole("heading", { name: "Nothing has come back yet" }).waitFor();
  await bring(page, server.url, shown(["equal-parts"], 1));
  await go(page, server.url, "review.html");
  await page.getByRole("heading", { name: "Nothing to look at again today" }).waitFor();
  assert.match(await page.locator(".asking").innerText(), /next question comes on .*(Mar|3).*: Cut a whole/s);
  clean();
  await context.close();
});

test("who does not remember is shown it, and it counts as slipped", async () => {
  const { page, context, clean } = await reviewing(server.url, {}, ["equal-parts"]);
  await page.getByRole("button", { name: "I don’t remember: show me" }).click();
  await on(page).waitFor();
  assert.ok(await asked(page).locator("details.answer").evaluate((el) => el.open && el.checkVisibility()));
  const [entry] = (await record(page, server.url)).filter((e) => e.kind === "retrieval");
  assert.equal(entry.correct, false);
  clean();
  await context.close();
});

test("how sure one was is kept beside the answer, never asked for, and can be switched off", async () => {
  const { page, context, clean } = await reviewing(server.url);
  const sure = asked(page).getByRole("group", { name: "How sure are you?" });
  const key = known.get(await asked(page).getAttribute("data-item"));
  assert.equal(await sure.isVisible(), false, "before there is an answer there is nothing to be sure of");
  if (key.text === undefined) await asked(page).locator(".option input").nth(key.options[0]).check();
  else await asked(page).getByRole("textbox").fill(key.text);
  await sure.getByLabel("Sure", { exact: true }).check();
  await asked(page).getByRole("button", { name: "Check" }).click();
  await on(page).waitFor();
  assert.equal(await sure.isVisible(), false);
  await goOn(page);
  await page.locator("wend-aa summary").click();
  await page.getByRole("group", { name: "Ask how sure I am" }).getByLabel("No").check();
  await page.locator("html[data-sure=no]").waitFor();
  await page.keyboard.press("Escape");
  await answer(page, known);
  assert.equal(await asked(page).locator(".sure").isVisible(), false);
  await on(page).waitFor();
  const entries = (await record(page, server.url)).filter((e) => e.kind === "retrieval").sort((a, b) => a.t - b.t);
  assert.deepEqual(entries.map((e) => e.certainty), [3, undefined]);
  clean();
  await context.close();
});

test("five questions end the day: recorded as that, no more than five, and what they showed stands there", async () => {
  const { page, context, clean } = await visit(browser, server.url, { now: MONDAY, path: "slip.html" });
  await page.getByRole("heading", { name: "Nothing to ask today" }).waitFor();
  await bring(page, server.url, shown(["equal-parts", "name-a-part"], 0));
  await go(page, server.url, "index.html");
  await leads(page, () => page.getByRole("link", { name: "Five before I go" }).click());
  const items = [];
  for (let n = 0; n < 5; n += 1) {
    await asked(page).waitFor();
    items.push(await answer(page, known, n !== 2));
    await goOn(page);
    if (n === 1) {
      await page.reload();
      await settled(page);
    }
  }
  await page.getByRole("heading", { name: "Done for today" }).waitFor();
  assert.equal(new Set(items).size, 5);
  assert.equal(await page.getByRole("heading", { name: "This needs another look" }).count(), 1);
  await page.reload();
  await settled(page);
  await page.getByRole("heading", { name: "Done for today" }).waitFor();
  assert.deepEqual((await record(page, server.url)).filter((e) => e.kind === "exit").map((e) => e.item).sort(), items.sort());
  clean();
  await context.close();
});

/** `equal-parts` was only placed; what builds on it is `name-a-part`. */
const placed = (objectives) => (t) => objectives.map((objective, n) => ({ kind: "placement", w: "placed", n: n + 1, t: t - DAY, tz: 0, objective, answer: true, by: "learner" }));

test("the first use of what was only placed begins with two questions, which one may leave out", async () => {
  const { page, context, clean } = await visit(browser, server.url, { now: MONDAY });
  await bring(page, server.url, placed(["equal-parts", "name-a-part", "equivalent", "add-like", "number-line"]));
  await go(page, server.url, "lessons/beats/add.html");
  const check = page.locator("wend-check");
  await check.getByText("builds on something you seem to know already").waitFor();
  await check.getByRole("button", { name: "Go on without" }).click();
  await check.waitFor({ state: "detached" });
  await page.reload();
  await settled(page);
  assert.equal(await check.count(), 0, "who left it out is not asked again");
  await go(page, server.url, "lessons/pitch/add.html");
  await check.getByRole("button", { name: "Ask me" }).click();
  for (const right of [true, false]) {
    await asked(page).waitFor();
    await answer(page, known, right);
    await goOn(page);
  }
  await check.getByText("Not quite there yet").waitFor();
  // What was wrong is not known any more, so the lesson says what is missing; what was right needs no check.
  await page.locator(".standing .needs").first().waitFor();
  const entries = (await record(page, server.url)).filter((e) => e.kind === "answer");
  assert.equal(entries.length, 2);
  for (const e of entries) assert.equal(e.lesson, "pitch/add");
  clean();
  await context.close();
});

test("who sees it differently is asked two new questions, and what they show counts", async () => {
  const { page, context, clean } = await visit(browser, server.url, { now: MONDAY, path: "objectives/equal-parts.html" });
  await page.getByText("I see it differently").click();
  await page.locator("#contest").fill("We did this with clay.");
  await page.getByRole("button", { name: "Keep this" }).click();
  const check = page.locator("wend-check");
  const items = [];
  await check.getByRole("button", { name: "Ask me" }).click();
  for (let n = 0; n < 4 && !(await check.getByText("You can do this. On you go.").count()); n += 1) {
    await asked(page).waitFor();
    items.push(await answer(page, known));
    await goOn(page);
    const more = check.getByRole("button", { name: "Two more" });
    if (await more.count()) {
      assert.match(await check.innerText(), /2 of 3/);
      await more.click();
    }
  }
  await check.getByText("You can do this. On you go.").waitFor();
  await page.getByText("You showed it.").first().waitFor();
  assert.equal(new Set(items).size, items.length);
  clean();
  await context.close();
});

test("by keyboard alone, and a screen reader hears it", async () => {
  const { page, context, clean } = await reviewing(server.url, {}, ["number-line"]);
  const here = () => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 80) ?? "");
  const to = async (test) => {
    for (let n = 0; n < 60; n += 1) {
      await page.keyboard.press("Tab");
      if (test(await here())) return;
    }
    assert.fail("not reached by Tab");
  };
  await to((html) => html.includes('type="text"') || html.includes('type="radio"'));
  const key = known.get(await asked(page).getAttribute("data-item"));
  if (key.text === undefined) await page.keyboard.press("Space");
  else await page.keyboard.type(key.text);
  await to((html) => html.includes("check"));
  await page.keyboard.press("Enter");
  await on(page).waitFor();
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ""), /Go on|Finish/);
  // What a screen reader is told.
  await page.locator("#wend-live", { hasText: /Right|Not yet/ }).waitFor({ state: "attached" });
  await page.keyboard.press("Enter");
  await page.locator(".asking h2").waitFor();
  await page.waitForFunction(() => document.activeElement?.matches(".asking h2"));
  clean();
  await context.close();
});

test("storage refused: it asks and goes on all the same", async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, serviceWorkers: "block" });
  await context.addInitScript(() => {
    for (const name of ["indexedDB", "localStorage", "sessionStorage"])
      Object.defineProperty(window, name, { get: () => { throw new DOMException("denied", "SecurityError"); } });
  });
  const { page } = await visit(browser, server.url, { context, path: "placement.html" });
  await page.getByRole("button", { name: "Begin" }).click();
  for (let n = 0; n < 3; n += 1) {
    await asked(page).waitFor();
    const id = await asked(page).getAttribute("data-item");
    await page.getByRole("button", { name: "I don’t know this" }).click();
    await page.waitForFunction((id) => document.querySelector("wend-ask .item")?.getAttribute("data-item") !== id, id);
  }
  await page.getByText("does not let the site keep anything").waitFor();
  await page.getByRole("button", { name: "Stop here" }).click();
  await page.getByRole("heading", { name: "Everything here is new to you" }).waitFor();
  await context.close();
});

test("Today names what a review asks about, in its order, and says how many questions there are", async () => {
  // One of them also practises another: there is one question fewer than there is due.
  const { page, context, clean } = await reviewing(server.url, {}, ["equal-parts", "name-a-part", "number-line", "equivalent", "compare", "add-like"]);
  const place = await page.locator(".asking .over").innerText();
  const first = (await page.locator(".asking h2").innerText()).replace(place, "").trim();
  const of = Number(place.match(/(\d+)$/)?.[1]);
  await go(page, server.url, "index.html");
  const due = page.locator("section[aria-labelledby=due]");
  await due.getByText(new RegExp(`\\b${of} questions`)).waitFor();
  const named = await due.locator("li").allInnerTexts();
  assert.equal(named.at(-1), `and ${of - 3} more`);
  assert.equal(named.length, 4);
  await due.getByRole("link").first().click();
  await page.getByText(first.replace(/\.$/, "")).first().waitFor();
  clean();
  await context.close();
});

test("questions that can't be had now are asked for again, and nothing is called done", async () => {
  const { page, context } = await visit(browser, server.url, { now: MONDAY });
  await bring(page, server.url, shown(DUE, 90));
  for (const lost of ["**/assets/banks.js", "**/assets/ask/**"]) {
    await page.route(lost, (route) => route.abort());
    await go(page, server.url, "review.html");
    await page.getByText("not on this device yet").waitFor();
    await page.unroute(lost);
    await page.getByRole("button", { name: "Try again" }).click();
    await asked(page).waitFor();
  }
  await context.close();
});

test("without script each page says what it is for, and leads on", async () => {
  for (const path of ["review.html", "slip.html", "placement.html"]) {
    const { page, context } = await visit(browser, server.url, { path, js: false });
    assert.ok((await page.locator("noscript .notice").innerText()).length > 60);
    assert.equal(await page.locator("noscript .links a").count(), 2);
    await context.close();
  }
});

test("axe finds nothing while it asks, after an answer, and at the end", async () => {
  for (const width of [360, 1280]) {
    const { page, context, clean } = await reviewing(server.url, { width });
    assert.deepEqual(await axe(page), [], "asking");
    await answer(page, known, false);
    await on(page).waitFor();
    assert.deepEqual(await axe(page), [], "answered");
    for (let n = 0; n < 5 && (await on(page).count()); n += 1) {
      await goOn(page);
      if (!(await asked(page).count())) break;
      await answer(page, known);
      await on(page).waitFor();
    }
    await page.getByRole("heading", { name: "That is all for now" }).waitFor();
    assert.deepEqual(await axe(page), [], "ended");
    clean();
    await context.close();
  }
});

test("a question fits 320 px, and twice the text size", async () => {
  const { page, context } = await reviewing(server.url, { width: 320 });
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await asked(page).getByRole("button", { name: "Check" }).waitFor();
  assert.ok((await wide()) <= 1);
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  assert.ok((await wide()) <= 1);
  await context.close();
});

test("a first visit to a review of three is below 100 kB", async () => {
  const { gzipSync } = await import("node:zlib");
  const { page, context } = await reviewing(server.url);
  /** @type {Map<string, number>} */
  const bytes = new Map();
  page.on("response", async (response) => {
    const body = await response.body().catch(() => Buffer.alloc(0));
    const packed = /woff2$/.test(response.url());
    bytes.set(response.url(), packed ? body.length : gzipSync(body, { level: 6 }).length);
  });
  await page.reload();
  await settled(page);
  for (let n = 0; n < 3; n += 1) {
    await asked(page).waitFor();
    await answer(page, known);
    await goOn(page);
    await page.waitForTimeout(100);
  }
  const sum = [...bytes.values()].reduce((a, b) => a + b, 0);
  assert.ok([...bytes.keys()].some((url) => url.endsWith("woff2")), "the font is among them");
  assert.ok(sum < 100_000, `${sum} bytes: ${[...bytes].map(([url, n]) => `${url.split("/").at(-1)} ${n}`).join(", ")}`);
  await context.close();
});

test("a worked example leaves as much to try as the help that fits", async () => {
  const { page, context, clean } = await visit(browser, server.url, { path: "lessons/beats/add.html" });
  const steps = page.locator("wend-example .steps").first();
  const closed = () => steps.locator("details").evaluateAll((all) => all.map((it) => it.open));
  assert.deepEqual(await closed(), [], "as its author wrote it");
  const said = (entries) => (t) => entries.map((correct, n) => ({ kind: "answer", w: `said${entries.length}`, n: n + 1, t: t - DAY + n, tz: 0, objective: "add-unlike", item: `x-${n}`, correct, by: "learner" }));
  await bring(page, server.url, said([true]));
  await go(page, server.url, "lessons/beats/add.html");
  assert.deepEqual(await closed(), [false, false], "one right answer: the last two are left to try");
  await steps.locator("summary").first().click();
  assert.match(await steps.locator("li").nth(1).innerText(), /quarters/);
  await bring(page, server.url, said([true, false, false, false, false]));
  await go(page, server.url, "lessons/beats/add.html");
  assert.equal((await closed()).filter((open) => !open).length, 0, "four wrong ones: all of it stands there");
  clean();
  await context.close();
});

test("an objective whose questions all stand in lessons: who says they can do it is asked there and then", async () => {
  for (const site of [server.url, disk(dir)]) {
    const { page, context, clean } = await visit(browser, site, { width: 360, now: MONDAY, path: "objectives/share-water.html" });
    assert.equal(await page.locator("[data-item]").count(), 0);
    await page.getByRole("button", { name: "I can do this: let me show it" }).click();
    await page.getByText(/Question 1 of 2/).waitFor();
    await page.waitForFunction(() => document.activeElement?.matches(".asked-about"));
    assert.deepEqual(await axe(page), []);
    await answer(page, known, true);
    await goOn(page);
    await page.getByText(/Question 2 of 2/).waitFor();
    // Pressed again, what was begun stays.
    const id = await asked(page).getAttribute("data-item");
    await page.getByRole("button", { name: "I can do this: let me show it" }).click();
    await page.waitForFunction(() => document.activeElement?.matches("wend-ask .item"));
    assert.equal(await asked(page).getAttribute("data-item"), id);
    assert.deepEqual((await record(page, site)).filter((e) => e.item).map((e) => [e.kind, e.objective]), [["answer", "share-water"]]);
    clean();
    await context.close();
    // The way here from a lesson that has none of its questions.
    const sent = await visit(browser, site, { path: "objectives/share-water.html#check" });
    await sent.page.getByText(/Question 1 of 2/).waitFor();
    await sent.context.close();
  }
  // Where there is one question, no second one is promised.
  const one = await visit(browser, disk(shared("curricula/manual")), { path: "objectives/offline.html" });
  await one.page.getByRole("button", { name: "I can do this: let me show it" }).click();
  await one.page.getByText(/Question 1 of 1/).waitFor();
  await one.context.close();
});

test("what one knows already: offered where something can be asked, and not once more word for word", async () => {
  const [offer, heading] = ["Show what I know", "Have you met some of this?"];
  // Of this guide one thing alone can be asked, and nothing on the way to the first of its paths.
  const writing = disk(shared("curricula/true-story"));
  const { page, context } = await visit(browser, writing, { width: 360, now: MONDAY });
  await page.getByRole("link", { name: offer }).waitFor();
  await page.locator("summary", { hasText: "choose goals of your own" }).click();
  for (const strand of await page.locator(".choosing details > summary").all()) await strand.evaluate((it) => it.parentElement.setAttribute("open", ""));
  await page.getByRole("checkbox", { name: /small true stories/ }).check();
  await page.getByRole("heading", { name: heading }).waitFor({ state: "hidden" });
  await go(page, writing, "placement.html");
  await page.getByText("no questions about what leads to your goals").waitFor();
  assert.equal(await page.getByRole("button", { name: "Begin" }).count(), 0);
  await context.close();

  const fresh = await visit(browser, disk(dir), { width: 360, now: MONDAY, path: "placement.html" });
  await fresh.page.getByRole("button", { name: "Begin" }).click();
  await asked(fresh.page).waitFor();
  await go(fresh.page, disk(dir), "index.html");
  assert.equal(await fresh.page.getByRole("link", { name: offer }).count(), 1, "nothing was answered yet");
  await go(fresh.page, disk(dir), "placement.html");
  await fresh.page.getByRole("button", { name: "Begin" }).click();
  await fresh.page.getByRole("button", { name: "I don’t know this" }).click();
  await fresh.page.getByText("Question 2").waitFor();
  await go(fresh.page, disk(dir), "index.html");
  await fresh.page.getByText("You began to show what you know already").filter({ visible: true }).waitFor();
  await leads(fresh.page, () => fresh.page.getByRole("link", { name: "Go on with that" }).filter({ visible: true }).click());
  const over = fresh.page.getByRole("heading", { name: "Everything here is new to you" });
  for (const unknown = fresh.page.getByRole("button", { name: "I don’t know this" }); ; ) {
    await unknown.or(over).first().waitFor();
    if (await over.count()) break;
    const was = await asked(fresh.page).elementHandle();
    await unknown.click();
    await fresh.page.waitForFunction((it) => !it?.isConnected, was);
  }
  await go(fresh.page, disk(dir), "index.html");
  await fresh.page.getByText("all of this is new to you").waitFor();
  assert.equal(await fresh.page.getByText(/It takes eight minutes/).count(), 0);
  await fresh.page.getByRole("link", { name: "See what came of it" }).click();
  await fresh.page.getByRole("button", { name: "Ask me some more" }).waitFor();
  await fresh.context.close();
});
