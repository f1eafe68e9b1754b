// `wend serve`: a save reloads the page, problems are laid over it, and go when they are mended.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { WEND, copyOf, open, visit } from "./harness.js";

let browser, course, server, url;
open((it) => ({ browser } = it), () => null);
before(async () => {
  course = copyOf("curricula/fractions");
  server = spawn(WEND, ["serve", course, "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
  url = await new Promise((found, failed) => {
    let said = "";
    server.stderr.on("data", (text) => {
      said += text;
      const address = /http:\/\/[\d.:]+\//.exec(said);
      if (address) found(address[0]);
    });
    server.on("exit", () => failed(new Error(said)));
  });
});
after(() => server?.kill());

test("a save reloads the page; a mistake is laid over it with its line, and goes", async () => {
  const { page, context, clean } = await visit(browser, url, { path: "lessons/beats/add.html" });
  const file = join(course, "lessons/beats/add.md");
  const good = readFileSync(file, "utf8");
  writeFileSync(file, good.replace("Two drummers", "Three drummers"));
  await page.getByText("Three drummers").first().waitFor();
  writeFileSync(file, good.replace("\n+++\n\n", "\n+++\n\n[nowhere](nowhere.md)\n\n"));
  const over = page.locator(".wend-problems");
  await over.getByText("nowhere.md").first().waitFor();
  assert.match(await over.innerText(), /lessons\/beats\/add\.md/);
  // The page itself is still there.
  await page.getByText("Two drummers").first().waitFor();
  writeFileSync(file, good);
  await over.waitFor({ state: "hidden" });
  clean();
  await context.close();
});

test("a file that vanishes is no end of the world", async () => {
  const { page, context } = await visit(browser, url, { path: "lessons/beats/rests.html" });
  const file = join(course, "lessons/beats/rests.md");
  const good = readFileSync(file, "utf8");
  rmSync(file);
  await page.getByRole("heading", { name: "The trail ends here" }).waitFor();
  writeFileSync(file, good);
  await page.getByRole("heading", { level: 1, name: "Notes and rests" }).waitFor();
  await context.close();
});
