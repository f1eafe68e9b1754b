// My path in the learner's hands: when, in which order, how wide; kept in the record, alike in all tabs, from disk too.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import ICAL from "ical.js";
import { axe, comes, disk, folder, leads, open, settled, visit, wend } from "./harness.js";
import { choose, go } from "./journey.js";
import { counted, numbersOf } from "./pdf.js";

let browser, site;
open((it) => ({ browser, site } = { ...it, site: disk(it.dir) }));

/** A Monday. */
const NOW = "2026-03-02T09:00:00Z";

const titles = (page) => page.locator(".step-title").allTextContents();
/** The dates of the steps. What keeps them on one line is a space here. */
const dates = async (page) => (await page.locator(".step-when").allTextContents()).map((date) => date.replaceAll("\u00a0", " "));
const ordered = (page, was) => page.waitForFunction((old) => [...document.querySelectorAll(".step-title")].map((h) => h.textContent).join("|") !== old, was.join("|"));

/** What the live region says next. */
const said = (page, words) => page.waitForFunction((text) => document.getElementById("wend-live")?.textContent?.includes(text), words);

test("time in a week gives every step its date, a day that can't be kept is said, and a calendar takes the dates", async () => {
  const { page, context, clean } = await visit(browser, site, { now: NOW });
  await choose(page, site);
  await go(page, site, "path.html");
  const steps = (await titles(page)).length;
  assert.deepEqual(await dates(page), [], "nothing was said of time, so nothing of dates");
  assert.ok(await page.getByText("Put the dates into my calendar").isHidden());
  await page.getByText("How much time do you have in a week?").click();
  await page.getByRole("radio", { name: "1 hour 30" }).check();
  await said(page, "Each step has its date");
  const school = await dates(page);
  assert.equal(school.length, steps);
  assert.match(school[0], /^Mon, Mar 2 – Tue, Mar 3$/);
  await page.getByText(/At this pace you are there on March\s\d+,\s2026/).waitFor();
  // Saturdays only: the first step waits for the first of them.
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday"]) await page.getByRole("checkbox", { name: day }).uncheck();
  await page.getByRole("checkbox", { name: "Saturday" }).check();
  await page.getByRole("checkbox", { name: "Friday" }).uncheck();
  await page.getByText("on Sat").waitFor();
  await comes(async () => (await dates(page))[0], "Sat, Mar 7");
  // A week has a day, or it would say nothing.
  await page.getByRole("checkbox", { name: "Saturday" }).click();
  assert.ok(await page.getByRole("checkbox", { name: "Saturday" }).isChecked());
  await page.getByLabel("By when do you want to be there?").fill("2026-03-09");
  await page.getByText("Until March 9, 2026 there is room for 1 hour 12 minutes").waitFor();
  await page.getByText(/With .* a week, all of it would fit/).waitFor();
  await page.getByLabel("By when do you want to be there?").fill("2027-03-09");
  await page.getByText("That is in time for March 9, 2027").waitFor();

  await page.getByText("Put the dates into my calendar").click();
  const file = async () => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Make the calendar file" }).click();
    const given = await download;
    assert.match(given.suggestedFilename(), /^fractions-.*\.ics$/);
    return ICAL.parse(readFileSync(await given.path(), "utf8"))[2].map((part) => new ICAL.Event(new ICAL.Component(part)));
  };
  const days = await file();
  assert.deepEqual(days.map((event) => event.summary), await titles(page));
  assert.ok(days.every((event) => event.startDate.isDate && event.startDate.dayOfWeek() === ICAL.Time.SATURDAY));
  assert.deepEqual((await file()).map((event) => event.uid), days.map((event) => event.uid), "made again, the same events");
  await page.getByLabel("Always at the same hour?").fill("16:30");
  const hours = await file();
  assert.equal(hours[0].startDate.toString(), "2026-03-07T16:30:00");
  assert.ok(hours.every((event, at) => at === 0 || event.startDate.compare(hours[at - 1].endDate) >= 0), "one after the other");
  assert.equal(new Set(hours.map((event) => event.uid)).size, hours.length);

  // Kept; and left out again when asked to.
  await page.reload();
  await settled(page);
  assert.match((await dates(page))[0], /^Sat, Mar 7$/);
  await page.getByText("on Sat").click();
  await page.getByRole("button", { name: "Leave the dates out" }).click();
  await page.getByText("How much time do you have in a week?").waitFor();
  assert.deepEqual(await dates(page), []);
  clean();
  await context.close();
});

test("a day without time in a week: My path says what is missing before it can say whether it fits", async () => {
  const { page, context, clean } = await visit(browser, site, { now: NOW });
  await choose(page, site);
  await go(page, site, "path.html");
  await page.getByText("How much time do you have in a week?").click();
  await page.getByLabel("By when do you want to be there?").fill("2026-06-09");
  await page.getByText("Whether June 9, 2026 can be kept shows once the time in a week is chosen.").waitFor();
  await page.getByRole("radio", { name: "1 hour 30" }).check();
  await page.getByText("That is in time for June 9, 2026").waitFor();
  assert.equal(await page.getByText("shows once the time in a week is chosen").count(), 0);
  clean();
  await context.close();
});

test("all ways to a goal left out: My path and Today say so once, and one press there puts a way back", async () => {
  const { page, context, clean } = await visit(browser, site, { now: NOW, width: 360 });
  await choose(page, site, "First steps");
  await go(page, site, "path.html");
  const out = [];
  for (let steps = await titles(page); steps.length; steps = await titles(page)) {
    out.push(steps[0]);
    await page.getByRole("button", { name: `Leave this out ${steps[0]}` }).click();
    // Not only another order: the path may just have got better.
    await page.waitForFunction((title) => ![...document.querySelectorAll(".step-title")].some((h) => h.textContent === title), steps[0]);
  }
  assert.ok(out.length > 2);
  assert.equal(await page.getByText("There is no way to “").count(), 1);

  await go(page, site, "index.html");
  await page.getByText(/You want to get to$/).waitFor();
  await page.getByText(/^There is no way to “.*Put one back/).first().waitFor();
  assert.equal(await page.getByText(/You can do everything here|You have arrived/).count(), 0);
  const notice = page.locator(".notice", { hasText: "There is no way to “" });
  assert.equal(await notice.count(), 1);
  assert.equal(await notice.getByRole("button").count(), out.length);
  assert.deepEqual(await axe(page), []);
  await notice.getByRole("button", { name: `Put it back ${out[1]}` }).click();
  await said(page, `Put back: ${out[1]}`);
  await page.getByText("You are on your way to").waitFor();
  assert.equal(await notice.count(), 0);
  assert.equal(await page.locator(".offer-next").getByRole("link", { name: out[1], exact: true }).count(), 1);
  clean();
  await context.close();
});

test("a step goes earlier or later by button and by hand; what it needs stops it, and says so", async () => {
  const { page, context, clean } = await visit(browser, site, { now: NOW, width: 360 });
  await choose(page, site);
  await go(page, site, "path.html");
  const proposed = await titles(page);
  const late = page.getByRole("button", { name: /^Move later/ });
  const early = page.getByRole("button", { name: /^Move earlier/ });

  // The first thing that may go earlier does, and the keyboard stays with it.
  const free = await (async () => {
    for (let at = 1; at < proposed.length; at++) {
      await early.nth(at).focus();
      await page.evaluate(() => (document.getElementById("wend-live").textContent = ""));
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.getElementById("wend-live")?.textContent);
      if (!/comes first/.test((await page.locator("#wend-live").textContent()) ?? "")) {
        await ordered(page, proposed);
        return at;
      }
      assert.match(await page.locator(".moved-not:not(:empty)").last().innerText(), /comes first: it teaches “.+”, which “.+” needs/);
      assert.deepEqual(await titles(page), proposed);
    }
    throw new Error("nothing is free");
  })();
  assert.deepEqual(await titles(page), proposed.with(free - 1, proposed[free]).with(free, proposed[free - 1]));
  assert.ok(await page.evaluate((title) => document.activeElement?.textContent?.includes(title), proposed[free]), "the keyboard is where it was");

  // Every tab shows it, and every later visit.
  const other = await visit(browser, site, { path: "path.html", context });
  const own = await titles(page);
  assert.deepEqual(await titles(other.page), own);
  await other.page.getByRole("button", { name: "Back to the order that was proposed" }).click();
  await ordered(page, own);
  assert.deepEqual(await titles(page), proposed);
  assert.deepEqual(await axe(other.page), []);
  await other.page.close();

  // By hand: the last step is dragged to the top, where the page scrolls along, goes as far as it can, and says what stopped it.
  const handle = page.locator(".handle").last();
  await handle.scrollIntoViewIfNeeded();
  const from = await handle.boundingBox();
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(from.x + 5, 12, { steps: 4 });
  await page.locator(".steps > .drop-before:first-child").waitFor();
  await page.mouse.up();
  await said(page, "comes first");
  await page.locator(".moved-not:not(:empty)").waitFor();

  // Escape puts it down again.
  const now = await titles(page);
  const again = page.locator(".handle").nth(1);
  await again.scrollIntoViewIfNeeded();
  const box = await again.boundingBox();
  await page.mouse.move(box.x + 5, box.y + 5);
  await page.mouse.down();
  await page.mouse.move(box.x + 5, box.y + 250, { steps: 3 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assert.equal(await page.locator(".drop-before, .drop-after, .dragged").count(), 0);
  assert.deepEqual(await titles(page), now);

  // Another tab changes the path while a step is held: it is put down, and the page stops scrolling.
  const third = await visit(browser, site, { path: "path.html", context });
  await page.locator(".handle").last().scrollIntoViewIfNeeded();
  const held = await page.locator(".handle").last().boundingBox();
  await page.mouse.move(held.x + 5, held.y + 5);
  await page.mouse.down();
  await page.mouse.move(held.x + 5, 12, { steps: 3 });
  await page.locator(".dragged").waitFor();
  await third.page.getByRole("button", { name: /^Leave this out/ }).first().click();
  await ordered(page, now);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const rests = await page.evaluate(async () => {
    const y = scrollY;
    await new Promise((ok) => setTimeout(ok, 300));
    return scrollY === y;
  });
  assert.ok(rests, "nothing scrolls any more");
  await page.mouse.up();
  await third.page.close();
  assert.equal(await late.last().getAttribute("aria-disabled"), "true");
  clean();
  await context.close();
});

test("how wide and how deep the path is: in words, one mark a step; all within what one likes: something else is named", async () => {
  const { page, context, clean } = await visit(browser, site);
  await choose(page, site);
  await go(page, site, "path.html");
  const section = page.getByRole("region", { name: "How wide, how deep" });
  const count = async (words) => Number((await section.getByText(words).innerText()).match(/\d+/)?.[0] ?? NaN);
  const steps = (await titles(page)).length;
  assert.equal(await section.locator("rect").count(), steps);
  const outside = await count(/outside of it/);
  assert.ok(outside >= 1);
  assert.equal((await count(/in what you like/)) + outside, steps - (await section.locator("rect.free").count()));
  assert.equal(await section.locator("rect.outside").count(), outside);
  clean();
  await context.close();
});

test("the booklet: from disk, lessons with numbers of their own, answers at the end only; nothing is kept of making it", async () => {
  const { page, context, clean } = await visit(browser, site, { now: NOW });
  await choose(page, site, "One big question");
  await go(page, site, "path.html");
  const steps = await titles(page);
  await page.getByRole("button", { name: "Make a booklet of its lessons" }).click();
  await page.getByRole("button", { name: "Print the booklet" }).and(page.locator(":enabled")).waitFor();
  assert.deepEqual(await page.locator(".bk-lesson h2").allTextContents(), steps);
  assert.deepEqual(await page.locator(".bk-contents li a").allTextContents(), [...steps, "Hints", "Answers"]);
  const book = await page.evaluate(() => {
    const $ = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)];
    const ids = $("[id]").map(({ id }) => id);
    const items = $(".bk-lesson [data-item]").map((el) => el.getAttribute("data-item"));
    return {
      numbers: $(".bk-lesson .bk-number").map((el) => el.textContent),
      answered: $(".bk-answers dt").map((el) => el.textContent),
      twice: ids.filter((id, at) => ids.indexOf(id) !== at),
      variants: items.filter((id) => items.filter((other) => other?.replace(/\/\d+$/, "") === id?.replace(/\/\d+$/, "")).length > 1),
      lost: $('.booklet a[href^="#"]').filter((a) => !document.getElementById(a.getAttribute("href")?.slice(1) ?? "")).map((a) => a.outerHTML),
      away: $(".booklet a[href]").map((a) => a.getAttribute("href") ?? "").filter((href) => /^file:|\.html/.test(href)),
      told: $(".bk-lesson .answer, .bk-lesson .hint, .bk-lesson .feedback, .bk-lesson .spec, .bk-lesson input").length,
      seen: $(".bk-lesson .bk-see").length,
    };
  });
  assert.deepEqual(book.numbers, book.numbers.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })));
  assert.ok(book.numbers[0] === "1.1" && book.answered.length > 10 && book.answered.every((number) => book.numbers.includes(number)));
  assert.deepEqual([book.twice, book.variants, book.lost, book.away, book.told], [[], [], [], [], 0]);
  assert.ok(book.seen > 0, "some lesson names another by its number");
  clean(); // axe, further on, asks for style sheets, which a disk refuses
  assert.deepEqual(await axe(page), []);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".top, .bk-tools").filter({ visible: true }).count(), 0);
  assert.deepEqual(await page.locator(".bk-answers li:only-child").evaluateAll((all) => all.map((li) => li.closest("dd")?.textContent)), [], "one answer is no list");
  const levels = await page.locator("wend-project .rubric").first().evaluate((table) => [...table.querySelectorAll("thead th")].map((th) => Math.round(th.getBoundingClientRect().width)));
  assert.ok(levels.length > 2 && Math.max(...levels) - Math.min(...levels) <= 1, `columns ${levels}`);
  assert.equal(await page.locator("wend-project").first().evaluate((el) => getComputedStyle(el).breakInside), "auto", "what is long begins where there is room");
  const numbers = numbersOf(await page.pdf({ format: "Letter" }));
  assert.ok(numbers.length > steps.length && numbers.length < 4 * steps.length && counted(numbers, 1), `pages ${numbers}`);
  await page.emulateMedia({ media: null });
  const [codes, lesson] = await page.evaluate(() => {
    const list = document.querySelector(".bk-answers dl");
    const title = list?.previousElementSibling?.lastChild?.textContent ?? "";
    return [[...(list?.querySelectorAll(".bk-code") ?? [])].map((el) => el.textContent), title];
  });
  // The program makes the same, in a file of its own, for whom a teacher wrote down.
  const dir = folder();
  writeFileSync(join(dir, "noor.toml"), 'interests = ["music"]\nprivate_note = "SECRET"\n[path]\ngoals = ["share-water"]\npin = ["water/dry-spring"]\n');
  wend("build", "curricula/fractions", "--learner", join(dir, "noor.toml"), "--booklet", "--out", join(dir, "books"));
  const alone = await visit(browser, disk(join(dir, "books")), { path: "noor.html" });
  const texts = (/** @type {import("playwright-core").Page} */ of) => of.locator(".bk-contents, .bk-head, .bk-number, .bk-see").allTextContents();
  assert.deepEqual(await texts(alone.page), await texts(page));
  assert.match((await alone.page.locator(".bk-code").allTextContents()).join(" "), /^(\d\d-\d{3} ?){10,}$/);
  assert.equal(await alone.page.locator("img").evaluateAll((all) => all.filter((img) => !img.complete || !img.naturalWidth).length), 0, "its pictures are in it");
  alone.clean();
  await alone.context.close();
  await page.getByRole("button", { name: "Back to my path" }).click();
  assert.deepEqual(await titles(page), steps);
  await go(page, site, "index.html");
  assert.equal(await page.getByText("Where you were lately").count(), 0, "no lesson counts as opened");
  // What was done on paper comes back by the codes behind the answers.
  await leads(page, () => page.getByRole("link", { name: lesson, exact: true }).first().click());
  await page.locator("summary", { hasText: "I did this on paper" }).click();
  await page.getByLabel("Codes").fill(`${codes.join(" ")} 00000`);
  await page.getByRole("button", { name: "Keep these" }).click();
  await page.getByText(`${codes.length} right answers are kept. Not a code of this lesson: 00-000`).first().waitFor();
  await context.close();
});
