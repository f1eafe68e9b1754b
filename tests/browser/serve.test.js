// `wend serve`: a save reloads the page, problems are laid over it, and go when they are mended.

import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { copyOf, open, serving, visit } from "./harness.js";

let browser, course, server, url;

open((it) => ({ browser } = it), () => null);
before(async () => {
  course = copyOf("curricula/fractions");
  ({ server, url } = await serving(course));
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

test("a plugin is seen live in every part of it, and its mistakes lie over the page until they are mended", async () => {
  const course = copyOf("tests/browser/foreign");
  const { server, url } = await serving(course);
  try {
    const { page, context } = await visit(browser, url, { path: "lessons/one.html" });
    const frame = page.frameLocator("wend-dial iframe:not(.coming)");
    await frame.getByRole("button", { name: "Check" }).waitFor();
    const plugin = join(course, "plugins/dial");
    const edit = (name, from, to) => {
      const text = readFileSync(join(plugin, name), "utf8");
      assert.ok(text.includes(from), `${name}: ${from}`);
      writeFileSync(join(plugin, name), text.replace(from, to));
    };
    edit("plugin.toml", 'check = "Check"', 'check = "Turn it"');
    await frame.getByRole("button", { name: "Turn it" }).waitFor();
    edit("block.html", '<p class="title">', '<p class="title">New ');
    await frame.getByText("New Dial").waitFor();
    edit("element.js", "section.append(check, said);", 'section.append(check, said, "made anew");');
    await frame.getByText("made anew").waitFor();
    edit("element.css", ".said {", ".prompt { color: rgb(1, 2, 3); }\nwend-dial .said {");
    await page.waitForFunction(() => {
      const prompt = document.querySelector("wend-dial .prompt");
      return prompt && getComputedStyle(prompt).color === "rgb(1, 2, 3)";
    });
    const over = page.locator(".wend-problems");
    for (const [name, right, wrong] of [
      ["element.js", "let turns = kept", "let turns = = kept"],
      ["grade.js", "return {", "return }{"],
      ["plugin.toml", 'is = "blocks"', 'is = "blocs"'],
      ["block.html", "{% endfor %}", "{% endfr %}"],
      ["element.css", ".prompt {", "@import url(https://example.org/x.css); wend-dial .prompt {"],
    ]) {
      edit(name, right, wrong);
      await over.getByText(`plugins/dial/${name}`).first().waitFor();
      assert.match(await over.innerText(), /\d+/, `${name}: a line`);
      edit(name, wrong, right);
      await over.waitFor({ state: "hidden" });
      await frame.getByText("made anew").waitFor();
    }
    await context.close();
  } finally {
    server.kill();
  }
});
