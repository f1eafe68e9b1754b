// The pictures of the manual (and of the README), made from what its chapters say: `cargo xtask pictures` writes them anew.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pieces, put } from "../client/chapter.js";
import { classroom } from "./classroom.js";
import { build, folder, launch, project, serve, serving, settled, visit } from "./harness.js";

/** A Monday, so that dates are the same each time. */
const NOW = "2027-03-01T09:00:00Z";
const lessons = join(project, "curricula/manual/lessons");
const browser = await launch();

/** Keeps what a window of this height shows of a page. */
async function keep(page, name, height) {
  await page.setViewportSize({ width: 960, height });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(lessons, name) });
  console.log(name);
}

// The guide to baking bread, as the chapter has it; and its mistake.
{
  const here = folder();
  for (const piece of pieces("author/fifteen-minutes", "bread")) if (["toml", "markdown"].includes(piece.language)) put(here, piece);
  const { server, url } = await serving(join(here, "bread"));
  const { page } = await visit(browser, url, { path: "lessons/balloon.html", width: 960, now: NOW });
  await keep(page, "author/bread.png", 620);
  await page.goto(`${url}lessons/loaf.html`);
  const file = join(here, "bread/lessons/loaf.md");
  writeFileSync(file, readFileSync(file, "utf8").replace('["bake"]', '["bakke"]'));
  await page.locator(".wend-problems").getByText("did you mean").waitFor();
  await keep(page, "author/mistake.png", 420);
  await page.context().close();
  server.kill();
}

// A learner of the writing workshop who has just chosen a path.
{
  const site = build("curricula/true-story");
  const server = await serve(site);
  const { page } = await visit(browser, server.url, { width: 960, now: NOW });
  await page.getByRole("checkbox", { name: "Games and sport" }).check();
  await page.getByRole("button", { name: /^Take this path From a moment/ }).click();
  await page.getByText("You are on your way to").waitFor();
  await keep(page, "student/today.png", 640);
  await page.goto(new URL("path.html", server.url).href);
  await settled(page);
  await page.locator("wend-path ol > li").first().waitFor();
  await keep(page, "student/path.png", 760);
  await page.context().close();
  await server.close();
}

// A teacher's desk with a class of twelve.
{
  const server = await serve(build("curricula/fractions"));
  const { page } = await visit(browser, server.url, { path: "teach/learners.html", width: 960, now: NOW });
  const ready = () => page.waitForFunction(() => document.documentElement.dataset.desk !== undefined);
  await ready();
  await page.setInputFiles("#bring-files", classroom(12, Date.parse(NOW)));
  await page.getByRole("button", { name: "Take these in" }).click();
  await page.getByText("learners’ work is in").first().waitFor();
  await page.goto(new URL("teach/index.html", server.url).href);
  await ready();
  await page.getByRole("heading", { name: "Your ten minutes" }).waitFor();
  await keep(page, "teacher/desk.png", 860);
  await page.context().close();
  await server.close();
}
await browser.close();
