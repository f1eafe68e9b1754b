// What a learner does on the fractions site, step by step; the journey tests assert, the screenshots only walk.

import { settled } from "./harness.js";

/** Goes to a page of the site and waits until it is drawn. */
export async function go(page, site, path) {
  await page.goto(new URL(path, site).href);
  await settled(page);
}

/** The first visit: likes music, takes a ready-made path, named by how it begins. */
export async function choose(page, site, path = "Adding") {
  await go(page, site, "index.html");
  await page.getByRole("checkbox", { name: "Music" }).check();
  const take = page.getByRole("button", { name: new RegExp(`^Take this path ${path}`), includeHidden: true });
  await take.waitFor({ state: "attached" });
  if (!(await take.isVisible())) await page.locator("summary", { hasText: "more paths" }).click();
  await take.click();
  await page.getByText("You are on your way to").waitFor();
}

/** A question by its label. */
export const question = (page, label) => page.locator(`wend-question[data-label="${label}"]`);

/** Chooses an option of a question and has it checked. */
export async function pick(page, label, option) {
  const block = question(page, label);
  await block.getByRole("radio", { name: option, exact: true }).check();
  await block.getByRole("button", { name: "Check" }).click();
}

/** Types an answer into the visible variant of a question and has it checked. */
export async function type(page, label, answer) {
  const block = question(page, label);
  await block.locator(".item:not([hidden])").getByRole("textbox").fill(answer);
  await block.locator(".item:not([hidden])").getByRole("button", { name: "Check" }).click();
}

/** A beginning: interests, a path, one lesson opened, one answer wrong and then right, something wondered. */
export async function begin(page, site) {
  await choose(page, site);
  await go(page, site, "lessons/beats/add.html");
  await pick(page, "beats-1", "2/6");
  await question(page, "beats-1").getByRole("button", { name: "Try again" }).click();
  await pick(page, "beats-1", "3/4");
  await page.getByLabel("A question this left you with").fill("Why do drummers count in fours?");
  await page.getByRole("button", { name: "Keep this" }).click();
}
