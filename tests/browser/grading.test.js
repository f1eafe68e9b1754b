// Every question among the examples is graded in the browser's own JavaScript as the build's QuickJS grades it.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { launch, project, shared } from "./harness.js";

test("the browser grades what the build grades, answer for answer", async () => {
  const { items } = JSON.parse(readFileSync(join(project, "tests/browser/grades.json"), "utf8"));
  const browser = await launch();
  try {
    const page = await browser.newPage();
    // The plugin's script as the site ships it, with what plugins share, alone on an empty page.
    await page.evaluate(() => {
      window.plugins = {};
      window.WEND = { plugin: (name, def) => (window.plugins[name] = def) };
    });
    const assets = join(shared("curricula/fractions"), "assets");
    for (const name of readdirSync(join(assets, "library"))) if (name.endsWith(".js")) await page.addScriptTag({ path: join(assets, "library", name) });
    for (const plugin of new Set(items.map((item) => item.plugin))) await page.addScriptTag({ path: join(assets, `plugins/${plugin}.js`) });
    let count = 0;
    for (const { plugin, example, spec, graded } of items) {
      // As JSON, like everything that passes between a page and its record.
      const results = await page.evaluate(
        ([plugin, answers, spec]) => answers.map((answer) => JSON.parse(JSON.stringify(window.plugins[plugin].grade(answer, spec)))),
        [plugin, graded.map(([answer]) => answer), spec],
      );
      for (const [n, [answer, result]] of graded.entries()) {
        assert.deepEqual(results[n], result, `${example}: ${JSON.stringify(answer)}`);
        count += 1;
      }
    }
    assert.ok(count > 100, `only ${count} answers`);
  } finally {
    await browser.close();
  }
});
