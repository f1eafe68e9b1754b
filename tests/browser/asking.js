// What the tests and pictures of pages that ask share: learners with a past, and who knows the answers.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { go } from "./journey.js";
import { below } from "./kinds.js";

const DAY = 86_400_000;

/** Right answers by item, told from the banks: the text that is typed, or that stands on the option. */
export function answers(site) {
  const found = new Map();
  const plain = (html) => html.replace(/<annotation[\s\S]*?<\/annotation>/g, "").replace(/<[^>]+>/g, "").replaceAll("&#x2f;", "/").replaceAll("&amp;", "&").trim();
  for (const path of below(site, ".js", "assets/ask")) {
    const script = readFileSync(join(site, path), "utf8");
    for (const [, html] of JSON.parse(script.slice(script.indexOf("{"), script.lastIndexOf("}") + 1)).blocks) {
      for (const section of html.split("<section ").slice(1)) {
        const [, item] = section.match(/data-item="([^"]+)"/);
        const { options, answers: keys } = JSON.parse(section.match(/class="spec">(.*?)<\/script>/s)[1]);
        found.set(item, options ? { options: options.flatMap((o, n) => (o.right ? [n] : [])) } : { text: plain(section.match(/<b(?: [^>]*)?>(.*?)<\/b>/s)?.[1] ?? keys[0]) });
      }
    }
  }
  return found;
}

/** The question that is asked now. */
export const asked = (page) => page.locator("wend-ask .item");

/** The button that leads from an answered question to the next one, or to the end. */
export const on = (page) => page.getByRole("button", { name: /^(Go on|Finish)$/ });

/** Goes on from an answered question, and waits until it has gone. */
export async function goOn(page) {
  const item = await asked(page).elementHandle();
  await on(page).click();
  await page.waitForFunction((was) => !was?.isConnected, item);
}

/** Gives an answer to the question that is asked now, and has it checked; gives the item's id. */
export async function answer(page, known, right = true) {
  const item = asked(page);
  const id = await item.getAttribute("data-item");
  const key = known.get(id);
  await item.getByRole("button", { name: "Check" }).waitFor();
  if (key.text !== undefined) await item.getByRole("textbox").fill(right ? key.text : "99999");
  else {
    const options = item.locator(".option input");
    const all = await options.count();
    const wrong = [...Array(all).keys()].filter((n) => !key.options.includes(n)).slice(0, 1);
    for (const n of right ? key.options : wrong) await options.nth(n).check();
  }
  await item.getByRole("button", { name: "Check" }).click();
  return id;
}

/** Takes entries in as a file that the learner saved elsewhere: from the page that takes files. `make` gets the time. */
export async function bring(page, site, make) {
  await go(page, site, "lessons/beats/add.html");
  await go(page, site, "me.html");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save to a file" }).first().click();
  const file = JSON.parse(readFileSync(await (await download).path(), "utf8"));
  file.entries = make(file.entries.at(-1).t);
  await page.locator("#load-file").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
  await page.locator(".preview .btn").first().click();
  await page.getByText(/(is|are) new here/).first().waitFor();
  await page.locator(".preview").waitFor({ state: "detached" });
}

/** All entries of the record, from the file the learner saves. */
export async function record(page, site) {
  await go(page, site, "me.html");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save to a file" }).first().click();
  return JSON.parse(readFileSync(await (await download).path(), "utf8")).entries;
}

/** Objectives shown right so many days ago, each by five answers to items that are not in any bank. */
export const shown = (objectives, days, by = "shown") => (t) =>
  objectives.flatMap((objective, n) =>
    [0, 1, 2, 3, 4].map((item) => ({ kind: "answer", w: by, n: 5 * n + item + 1, t: t - days * DAY + 5000 * n + item, tz: 0, objective, item: `${by}-${objective}-${item}`, correct: true, by: "learner" })),
  );
