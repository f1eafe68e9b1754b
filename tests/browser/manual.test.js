// The manual's chapter "Your first plugin in ten minutes", followed to the letter while `wend serve` runs: every piece of
// text in it is taken from the chapter, in order, and everything that it says one sees is seen.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { WEND, folder, open, project, serving } from "./harness.js";

let browser;
open((it) => ({ browser } = it), () => null);

const chapter = readFileSync(join(project, "curricula/manual/lessons/maker/first-plugin.md"), "utf8");
const pieces = [...chapter.matchAll(/^```\w+\n([^]*?)^```$/gm)].map(([, text]) => text);

test("what the chapter on a first plugin says is what one gets", async () => {
  const dir = folder();
  const [begin, lesson, attribute, ticks, fault, template, grade, element, texts, tried, second, blessed] = pieces;
  const run = (commands, cwd) =>
    execFileSync("sh", ["-ec", commands], {
      cwd,
      encoding: "utf8",
      // What a browser makes of examples is `plugintest.test.js`'s.
      env: { ...process.env, WEND_BROWSER: "", PATH: `${dirname(WEND)}:${process.env.PATH}` },
      stdio: ["ignore", "pipe", "pipe"],
    });
  run(begin, dir);
  const course = join(dir, "my-course");
  const plugin = (file) => join(course, "plugins/beads", file);
  const edit = (file, change) => writeFileSync(file, change(readFileSync(file, "utf8")));
  /** Puts a text where another stood, which must be there. */
  const swap = (file, old, text) =>
    edit(file, (all) => {
      assert.ok(all.includes(old), `${file} has no ${old}`);
      return all.replace(old, () => text);
    });
  const lines = (file, begins) => readFileSync(file, "utf8").split("\n").filter((l) => l.trim().startsWith(begins)).map((l) => `${l}\n`);

  const first = join(course, "lessons/try.md");
  writeFileSync(first, lesson);
  const { server, url } = await serving(course);
  const page = await browser.newPage();
  try {
    await page.goto(`${url}lessons/try.html`);
    const over = page.locator(".wend-problems");
    const named = async (n) => {
      const texts = page.locator("wend-beads svg text");
      await texts.nth(n - 1).waitFor({ state: "attached" });
      assert.equal(await texts.count(), n);
    };
    await named(2);

    edit(plugin("plugin.toml"), (all) => `${all}\n${attribute}`);
    swap(plugin("expand.js"), lines(plugin("expand.js"), "const ticks")[0], ticks + fault);
    swap(plugin("block.html"), lines(plugin("block.html"), "<text").join(""), template);
    await named(3);
    swap(first, "beads first", "beads first {every=2}");
    await named(6);
    swap(first, "{every=2}", "{every=0}");
    await over.getByText("every 0 ticks can't be named").waitFor();
    swap(first, "{every=0}", "{evry=2}");
    await over.getByText("did you mean `every`?").waitFor();
    swap(first, "{evry=2}", "{every=2}");
    await over.waitFor({ state: "hidden" });

    swap(plugin("grade.js"), lines(plugin("grade.js"), "return").at(-1), grade);
    swap(plugin("grade.js"), "off < 1e-9", "off <= 1");
    await over.getByText("graded as right").first().waitFor();
    swap(plugin("grade.js"), "off <= 1)", "off < 1e-9)");
    await over.waitFor({ state: "hidden" });

    writeFileSync(plugin("element.js"), element);
    swap(plugin("plugin.toml"), "[strings.en.beads]\n", `[strings.en.beads]\n${texts}`);
    const framed = page.frameLocator("iframe");
    const answer = async (text) => {
      const again = framed.getByRole("button", { name: "Try again" });
      if (await again.isVisible()) await again.click();
      await framed.getByLabel("The number").fill(text);
      await framed.getByLabel("The number").press("Enter");
    };
    await framed.getByLabel("The number").waitFor();
    await answer("8");
    await framed.getByText("Close. Count the ticks again.").waitFor();
    await answer("7");
    await framed.getByText("Right.").waitFor();
    await page.reload();
    await framed.getByText("You got this right before.").waitFor();

    assert.throws(() => run(tried, course), /block|beads/, "a page that became another one is not passed over");
    writeFileSync(plugin("examples/every-second.md"), second);
    run(blessed, course);
  } finally {
    await page.close();
    server.kill();
  }
});
