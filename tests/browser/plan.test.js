// Planning at the teacher's desk: a path in five clicks, for one and for many, what does not fit, handed over; and what
// strangers put into links.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { encodeTicket } from "../../themes/trail/client/engine/pack.js";
import { decodeTicket } from "../../themes/trail/client/engine/ticket.js";
import { axe, comes, open, project, settled, visit } from "./harness.js";
import { counted, numbersOf } from "./pdf.js";
import { desk, follow, go, newLearner, read } from "./desk.js";

let browser, site;
open((it) => ({ browser, site } = it));

const button = (page, name) => page.getByRole("button", { name });

test("a path for a new learner from a template takes at most five clicks, and the code on the page is its link", async () => {
  const { page, clean } = await visit(browser, site, { path: "teach/index.html" });
  await desk(page);
  const count = () => addEventListener("click", () => (sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1), true);
  await page.evaluate(count);
  await follow(page, page.getByRole("link", { name: "Plan", exact: true }));
  await page.evaluate(count);
  await page.getByLabel("What are they called here?").click();
  await page.keyboard.type("Amina");
  await button(page, "Add them").click();
  await button(page, "Use this path First steps with fractions").click();
  await button(page, "Copy the link").click();
  const clicks = await page.evaluate(() => Number(sessionStorage.clicks));
  assert.equal(clicks, 5);
  const link = await page.locator("#hand-link").inputValue();
  assert.match(link, /index\.html#t=1\./);
  assert.equal(await read(browser, page.locator("svg.qr")), link);
  assert.deepEqual(await axe(page), []);
  clean();
});

test("a group at once: what is kept, left out and swapped counts for all; what does not fit is said and stays", async () => {
  const { page, clean } = await visit(browser, site, { path: "teach/plan.html", width: 360, now: "2026-11-23T08:00:00Z" });
  await desk(page);
  for (const [name, path] of [["Amina", "First steps"], ["Leo", "One big question"]]) await newLearner(page, name, path);
  await page.locator("#plan-for").selectOption({ label: "Everyone (2)" });
  const rows = page.locator("table tbody tr");
  await comes(() => rows.count(), 2);
  const first = await page.locator(".steps > li h2").first().innerText();
  await button(page, `Leave this out ${first}`).click();
  await page.getByRole("heading", { name: "What is left out" }).waitFor();
  for (const name of ["Amina", "Leo"]) {
    await page.locator("#plan-for").selectOption({ label: name });
    await button(page, `Save a file for ${name}`).waitFor();
    assert.ok(!(await page.locator(".steps h2").allInnerTexts()).includes(first), `${name} walks without it`);
  }
  // Another way of a step, with what it costs.
  await page.locator("#plan-for").selectOption({ label: "Amina" });
  await button(page, "Save a file for Amina").waitFor();
  const swap = page.locator("details.swap").first();
  await swap.locator("summary").click();
  const other = swap.getByRole("listitem").filter({ has: page.getByRole("button", { name: /^Take this instead/ }) }).first();
  const title = await other.getByRole("link").first().innerText();
  assert.match(await other.innerText(), /takes as long|more|less/);
  await other.getByRole("button").click();
  await page.locator(".steps h2", { hasText: title }).waitFor();
  // A day that can't be kept.
  await page.locator("summary", { hasText: "Time in a week" }).click();
  await page.getByLabel("30 minutes", { exact: true }).check();
  await page.locator("#deadline").fill("2026-11-27");
  await page.getByText("That is not enough for everything").first().waitFor();
  assert.ok((await page.locator(".steps > li").count()) > 1, "nothing is dropped");
  // Beside another one.
  await page.locator("summary", { hasText: "Compare with another learner" }).click();
  await page.locator(".two-paths").getByRole("heading", { name: "Leo" }).waitFor();
  assert.deepEqual(await axe(page), []);
  clean();
});

test("a path that is too much for a link: the lessons that are left are named, and the file brings all of them", async () => {
  const lessons = readdirSync(join(project, "curricula/fractions/lessons"), { recursive: true }).filter((file) => file.endsWith(".md")).map((file) => file.slice(0, -3)).sort();
  const roster = `[class]\ntitle = "Blue"\n\n[[learner]]\nalias = "Amina"\nnote = "Take your time."\nprivate_note = "Phone home."\n[learner.path]\npin = ${JSON.stringify(lessons)}\n`;
  const { page, clean } = await visit(browser, site, { path: "teach/learners.html" });
  await desk(page);
  await page.locator("#bring-files").setInputFiles({ name: "blue.toml", mimeType: "text/plain", buffer: Buffer.from(roster) });
  await page.locator(".preview .btn").first().click();
  await page.getByText("1 learner was set.").first().waitFor();
  await go(page, site, "teach/plan.html");
  const notice = page.locator(".notice", { hasText: "fit into the link" });
  await notice.waitFor();
  const left = await notice.getByRole("link").count();
  const link = await page.locator("#hand-link").inputValue();
  const { ticket } = decodeTicket(link.split("#t=")[1]);
  assert.equal(ticket.pins.length + left, lessons.length);
  assert.ok(left > 0 && link.split("#t=")[1].length <= 800);
  const download = page.waitForEvent("download");
  await button(page, "Save a file for Amina").click();
  const text = readFileSync(await (await download).path(), "utf8");
  for (const secret of ["Phone home", "Phone"]) assert.ok(!(text + link).includes(secret), "the private note stays at the desk");
  clean();

  const learner = await visit(browser, site, { path: "me.html" });
  await learner.page.locator("#load-file").setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await learner.page.locator(".preview .btn").first().click();
  await learner.page.locator("p.notice", { hasText: "new" }).waitFor();
  await learner.page.goto(new URL("path.html", site).href);
  await learner.page.locator(".steps > li").nth(lessons.length - 1).waitFor();
  learner.clean();
});

test("on paper whose it is stands first, and the note to oneself on none; beside the learner it is closed", async () => {
  const { page, clean } = await visit(browser, site, { path: "teach/learners.html" });
  await desk(page);
  const roster = `[class]\ntitle = "Blue"\n\n${["Amina", "Leo"].map((name) => `[[learner]]\nalias = "${name}"\nprivate_note = "Phone home."\n[learner.path]\ngoals = ["compare"]\n`).join("\n")}`;
  await page.locator("#bring-files").setInputFiles({ name: "blue.toml", mimeType: "text/plain", buffer: Buffer.from(roster) });
  await page.locator(".preview .btn").first().click();
  await page.getByText("2 learners were set.").first().waitFor();
  const printed = async () => {
    await page.emulateMedia({ media: "print" });
    const text = await page.getByRole("main").innerText();
    await page.emulateMedia({ media: null });
    assert.doesNotMatch(text, /Phone home/);
    return text;
  };
  assert.match(await printed(), /^Learners\s+Blue · 2 learners\s/);
  await go(page, site, "teach/plan.html");
  await page.locator("svg.qr").waitFor();
  assert.match(await printed(), /^Amina’s path\s/);
  await page.locator("#plan-for").selectOption({ label: "Leo" });
  assert.match(await printed(), /^Leo’s path\s/);
  await go(page, site, `teach/conference.html#${await page.evaluate(() => decodeURIComponent(location.hash.slice(1)))}`);
  const note = page.locator(".conferring details", { hasText: "A note to yourself" });
  assert.equal(await note.getByText("Phone home.").isVisible(), false);
  assert.match(await printed(), /^Leo\s/);
  await note.locator("summary").click();
  await note.getByText("Phone home.").waitFor();
  await printed();
  clean();
});

test("what strangers pack into a link is said in words, and never becomes a part of the page", async () => {
  const evil = '<img src=x onerror="document.title=1"><script>document.title=1</script>\u202e';
  const ticket = { curriculum: "fractions", alias: evil, goals: [evil, "constructor"], pins: ["__proto__"], interests: [[evil, 1000]], avoid: [evil], forms: [evil], deadline: "9999-99-99", weekly_minutes: 65535 };
  const { page, clean } = await visit(browser, site, { path: `index.html#t=${encodeTicket(ticket)}` });
  /** @param {string} text @param {RegExp} words */
  const look = async (text, words) => {
    // What was said of the one before is wiped away, so that what is read is new.
    await page.locator(".preview").first().evaluate((box) => box.replaceChildren());
    await page.evaluate((hash) => (location.hash = hash), `#t=${text}`);
    await page.locator(".preview", { hasText: words }).first().waitFor().catch(async () => assert.match(await page.locator(".preview").first().innerText(), words, text.slice(0, 20)));
  };
  const before = await page.evaluate(() => document.querySelectorAll("script, img").length);
  assert.match(await page.locator(".preview").innerText(), /<img src=x/, "as text");
  assert.equal(await page.evaluate(() => document.querySelectorAll("script, img").length), before);
  await button(page, /^Take it/).click();
  await page.getByText("Your path is now as your teacher packed it").first().waitFor();
  assert.notEqual(await page.title(), "1");
  const good = encodeTicket({ curriculum: "fractions", alias: "Amina", goals: ["compare"] });
  for (const [text, words] of [
    [encodeTicket({ curriculum: "another", goals: ["x"] }), /another guide/],
    [`2${good.slice(1)}`, /newer version/],
    [good.slice(0, -9), /torn/],
    ["nonsense", /torn/],
    ["1." + "A".repeat(900) + ".00000000", /longer than any/],
  ]) await look(text, words);
  clean();
});

test("two learners on one device: each link goes to its own record, whole, and replaces nothing of the other's", async () => {
  const { page, clean } = await visit(browser, site);
  /** Opens the link of a ticket and presses a button of its preview. @param {import("../../themes/trail/client/engine/ticket.js").Ticket} ticket @param {string} press */
  const open = async (ticket, press) => {
    await page.goto("about:blank");
    await page.goto(new URL(`index.html#t=${encodeTicket({ ...ticket, curriculum: "fractions" })}`, site).href);
    await settled(page);
    await page.locator(".preview").getByRole("button", { name: press, exact: true }).click();
    await page.waitForFunction(() => !location.hash && document.documentElement?.dataset.ready !== undefined);
  };
  /** What the learner who is here is on their way to, and who that is. */
  const now = async () => {
    await page.goto(new URL("me.html#goals", site).href);
    await settled(page);
    return { goals: await page.getByRole("list", { name: "Your goals" }).getByRole("listitem").allInnerTexts(), who: await page.locator("wend-who summary").innerText() };
  };
  await open({ alias: "Ada", goals: ["compare"] }, "Take it");
  await open({ alias: "Ben", goals: ["equivalent"], pins: ["beats/add"] }, "Begin as Ben");
  await page.locator("wend-who summary", { hasText: "Ben" }).waitFor();
  const ben = await now();
  assert.equal(ben.goals.length, 1);
  assert.match(ben.who, /Ben/);
  await open({ alias: "Ada", goals: ["number-line"] }, "Take it as Ada");
  await page.locator("wend-who summary", { hasText: "Ada" }).waitFor();
  const ada = await now();
  assert.match(ada.goals.join(), /number line/i);
  assert.equal(ada.goals.length, 1, "the new link took the old goal back");
  clean();
});

test("paper for the class: cards that a camera reads, a page a talk, the day with slips, a booklet each", async () => {
  const { page, clean } = await visit(browser, site, { path: "teach/plan.html", now: "2026-11-23T08:00:00Z" });
  await desk(page);
  for (const [name, path] of [["Amina", "First steps"], ["Leo", "One big question"]]) await newLearner(page, name, path);
  const link = await page.locator("#hand-link").inputValue();
  /** What is printed: how many sheets. @param {string} kind */
  const print = async (kind) => {
    await page.getByRole("radio", { name: { cards: "Cards", day: "A sheet for the day", talks: "Sheets for talks", books: "Booklets" }[kind] }).check();
    await page.locator(`.sheets[data-kind="${kind}"] > *`).first().waitFor();
    await page.getByText("Ready to print.").first().waitFor();
    return numbersOf(await page.pdf({ format: "A4", preferCSSPageSize: true }));
  };
  await go(page, site, "teach/print.html");
  assert.deepEqual(await print("cards"), [null]);
  assert.equal(await read(browser, page.locator(".ticket", { hasText: "Leo" }).locator("svg.qr")), link);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await print("talks"), [null, null], "a page a talk");
  const day = await print("day");
  assert.ok(day.length <= 4 && day.every((n, at) => n === at + 1), `the day, the slips, their answers: pages ${day}`);
  const asked = page.locator(".slip-asks > li");
  assert.equal(await asked.count(), 6, "three questions each");
  assert.equal(await page.locator(".told ol > li").count(), 6);
  assert.doesNotMatch((await page.locator(".slips").innerText()), /The answer/, "no slip tells");
  const numbers = await print("books");
  assert.ok(numbers.length > 12 && counted(numbers, 2), `pages ${numbers}`);
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((el) => el.id));
  assert.equal(new Set(ids).size, ids.length, "no name stands twice");
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('.sheets a[href^="#"]')].filter((a) => !document.getElementById(decodeURIComponent(a.getAttribute("href").slice(1)))).length), 0, "links lead within");
  assert.deepEqual(await print("cards"), [null], "what a booklet brought changes no other paper");
  clean();
});
