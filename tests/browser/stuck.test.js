// Where trying again does not help, another way is found, that day and the days after: on the lesson, on Today, on My path.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, answers, asked, bring, goOn, shown } from "./asking.js";
import { axe, leads, open, visit } from "./harness.js";
import { choose, go } from "./journey.js";

let browser, site, dir;
open((it) => ({ browser, site, dir } = it));

const NOW = Date.UTC(2026, 2, 2, 9);
const DAY = 86_400_000;

const box = (page) => page.getByRole("region", { name: "Time for another way" });
const steps = (page) => page.locator(".step-title").allTextContents();
/** Four wrong answers to the first question of a lesson that is typed. */
const struggle = async (page) => {
  const item = page.locator("wend-question .item:not([hidden])").filter({ has: page.getByRole("textbox") }).first();
  for (let n = 0; n < 4; n += 1) {
    await item.getByRole("textbox").fill(`${77 + n}`);
    await item.getByRole("button", { name: "Check" }).click();
    if (n < 3) await item.getByRole("button", { name: "Try again" }).click();
  }
};

test("a lesson tried in vain gives way to another on Today and on My path, with the reason", async () => {
  const { page, context, clean } = await visit(browser, site, { now: NOW });
  await choose(page, site, "First steps");
  await go(page, site, "path.html");
  const [hard] = await steps(page);
  await go(page, site, "index.html");
  await leads(page, () => page.locator(".offer-next a").first().click());
  await struggle(page);
  // Said where it happens, too, and led to from there.
  await page.locator(".block + p").getByRole("link", { name: "Time for another way" }).click();
  await page.waitForFunction(() => document.activeElement?.id === "stuck");
  await box(page).getByText("someone who can sit beside you").waitFor();
  const [other] = await box(page).getByRole("link").allTextContents();
  await leads(page, () => box(page).getByRole("link", { name: other }).click());
  assert.ok(await box(page).isHidden(), "nothing was tried in the other lesson yet");
  await page.clock.setSystemTime(NOW + DAY);
  await go(page, site, "index.html");
  const next = page.locator(".offer-next");
  assert.notEqual(await next.getByRole("heading").innerText(), hard);
  await box(page).getByText("This has been hard for a while.").waitFor();
  const ways = await box(page).getByRole("link").allTextContents();
  assert.ok(ways.includes(other) && !ways.includes(hard), ways.join());
  assert.deepEqual(await axe(page), []);
  await go(page, site, "path.html");
  assert.ok(!(await steps(page)).includes(hard));
  await page.getByText(`“${hard}” was hard for a while. This is another way to the same place.`).first().waitFor();
  assert.equal(await page.getByRole("heading", { name: "What you left out" }).count(), 0, "nobody left it out");
  await clean();
  await context.close();
});

test("what slips again and again is not silent: Today offers another way to learn it, and once it was right it comes back", async () => {
  const { page, context, clean } = await visit(browser, site, { now: NOW });
  const known = answers(dir);
  await bring(page, site, shown(["name-a-part"], 10));
  for (const day of [0, 1]) {
    await page.clock.setSystemTime(NOW + day * DAY);
    await go(page, site, "review.html");
    await asked(page).waitFor();
    while (await asked(page).count()) {
      await answer(page, known, false);
      await goOn(page);
    }
  }
  await page.getByText("This has been hard for a while. Another way").waitFor();
  assert.equal(await page.getByText("comes back tomorrow").count(), 0, "that would not be true");
  await page.clock.setSystemTime(NOW + 30 * DAY);
  await go(page, site, "index.html");
  await box(page).getByRole("link", { name: "Name a part of a whole" }).waitFor();
  await leads(page, () => box(page).getByRole("link", { name: "Count a bar" }).click());
  const item = page.locator("wend-question .item:not([hidden])").first();
  await item.locator(".option", { hasText: "3/4" }).locator("input").check();
  await item.getByRole("button", { name: "Check" }).click();
  await item.getByText("Right").first().waitFor();
  await go(page, site, "index.html");
  assert.equal(await box(page).count(), 0);
  await clean();
  await context.close();
});

test("what was hard without a lesson: Today says what to look back at, and offers no way that was left out", async () => {
  const { page, context, clean } = await visit(browser, site, { now: NOW });
  await bring(page, site, (t) => [
    ...shown(["equal-parts", "name-a-part"], 10)(t),
    ...[1, 2, 3, 4].map((n) => ({ kind: "retrieval", w: "hard", n, t: t - DAY + n, tz: 0, objective: "name-a-part", item: `hard-${n}`, correct: false, by: "learner" })),
    { kind: "path", w: "hard", n: 5, t: t - 5, tz: 0, target: "exclude", lesson: "beats/count-a-bar", answer: true, by: "learner" },
  ]);
  await go(page, site, "index.html");
  const links = await box(page).getByRole("link").allTextContents();
  assert.deepEqual(links.filter((it) => /Name a part|equal parts|Count a bar/i.test(it)), ["Name a part of a whole", "Cut a whole into equal parts"]);
  assert.ok(links.length > 3, links.join());
  await clean();
  await context.close();
});
