// Broken, swollen and hostile tickets and hand-over files in a real browser: at the desk, on a learner's page, on Me. Nothing of them may become a
// part of a page, throw, or ask anybody for anything. By hand: `WEND=… node tests/browser/fuzz.js [rounds] [seed]`; `tests/client/fuzz.test.js`
// goes through far more of them, without pages.

import assert from "node:assert/strict";
import { bent, dice, MARKUP, torn } from "../client/bend.js";
import { encodeTicket } from "../../themes/trail/client/engine/pack.js";
import { checkSum } from "../../themes/trail/client/engine/ticket.js";
import { classroom, longHistory } from "./classroom.js";
import { desk, go } from "./desk.js";
import { build, launch, serve, visit } from "./harness.js";

const [rounds = 300, seed = 1] = process.argv.slice(2).map(Number);
const NOW = Date.parse("2026-11-23T10:00:00Z");
const server = await serve(build("curricula/fractions"));
const browser = await launch();
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const files = classroom(4, NOW, (i) => (i ? {} : longHistory(NOW, PNG))).map(({ buffer }) => JSON.parse(buffer.toString()));
/** Of whom every word is markup. */
const loud = JSON.parse(JSON.stringify(files[0]), (key, value) => (typeof value === "string" && /^(alias|note|show|text|link|name|target|answer)$/.test(key) && !/^(image|interest:)/.test(value) ? value + MARKUP : value));
let stood = 0;

/** What must never stand on a page: what somebody typed as a part of it. */
const clear = async (page, where) => {
  const found = await page.evaluate(() => ({ title: document.title, parts: [...document.querySelectorAll("main :is(script, iframe, object, embed, style, [onerror], img:not([src^='blob:']), a[href^='javascript'])")].map((el) => el.outerHTML.slice(0, 200)) }));
  assert.deepEqual(found.parts, [], where);
  assert.doesNotMatch(found.title, /got in/, where);
  stood += (await page.getByText("<img src=x").count()) > 0 ? 1 : 0;
};

const { page, clean } = await visit(browser, server.url, { path: "teach/learners.html", now: NOW });
for (let done = 0; done < rounds; done += 50) {
  const some = Array.from({ length: Math.min(50, rounds - done) }, (_, n) => {
    const die = dice(seed * 1e6 + done + n);
    let file = die.of([...files, loud, loud]);
    for (let k = die.below(3); k > 0; k--) file = bent(die.of, file);
    const text = JSON.stringify({ ...file, ...(die.below(2) && { record: `r${done + n}`, alias: MARKUP + n }) }) ?? "";
    return { name: `${MARKUP.replaceAll("/", "-").slice(0, 60)}${n}.json`, mimeType: "application/json", buffer: Buffer.from(die.below(4) ? text : torn(die, text)) };
  });
  await desk(page);
  await page.setInputFiles("#bring-files", some);
  await page.locator(".files > li").nth(some.length - 1).waitFor();
  await clear(page, "what came");
  for (const select of await page.locator(".preview select").all()) await select.selectOption("new");
  const take = page.getByRole("button", { name: "Take these in" });
  if (await take.count()) await take.click();
  await page.waitForTimeout(1000);
  await go(page, server.url, "teach/learners.html");
}
const keys = await page.locator(".roster .who a").evaluateAll((all) => all.map((a) => new URL(a.href).hash));
for (const path of ["index.html", "index.html#wall", "conference.html", ...keys.slice(0, 12).flatMap((hash) => ["learner", "conference", "plan"].map((name) => `${name}.html${hash}`)), "print.html#day=all", "print.html#talks=all", "print.html#cards=all"]) {
  await page.goto("about:blank");
  await go(page, server.url, `teach/${path}`);
  await page.locator("main").evaluate((main) => main.querySelectorAll("details").forEach((one) => one.setAttribute("open", "")));
  await page.waitForTimeout(300);
  await clear(page, path);
}
clean();

const learner = await visit(browser, server.url, { path: "index.html", now: NOW });
const ticket = { curriculum: "fractions", alias: MARKUP, goals: ["add-unlike", MARKUP], pins: ["beats/add", MARKUP], interests: [["music", 500], [MARKUP, 1000]], avoid: [MARKUP], forms: [MARKUP], weekly_minutes: 90, deadline: "2027-02-01" };
for (let n = 0; n < rounds; n++) {
  const die = dice(seed * 1e7 + n);
  const [, middle = ""] = torn(die, encodeTicket(die.below(2) ? ticket : bent(die.of, ticket)) ?? encodeTicket(ticket) ?? "").split(".");
  await learner.page.evaluate((hash) => (location.hash = hash), `#t=1.${middle}.${checkSum(middle)}`);
  await clear(learner.page, `ticket ${n}`);
}
learner.clean();
await browser.close();
server.close();
console.log(`${rounds} files of ${keys.length} learners and ${rounds} tickets: no markup reached a page, nothing threw; ${stood} pages showed it as text`);
