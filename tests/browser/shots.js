// Screenshots of every kind of page, at 360 and 1280 px, light and dark, as a new learner and as one who has begun.
// Usage: node tests/browser/shots.js [curriculum], by `cargo xtask shots`.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, launch, project, serve, visit } from "./harness.js";
import { begin, go } from "./journey.js";
import { kinds } from "./kinds.js";

const curriculum = process.argv[2] ?? "curricula/fractions";
const shots = join(project, "tests/browser/shots");
rmSync(shots, { recursive: true, force: true });
mkdirSync(shots, { recursive: true });

const site = build(curriculum);
const server = await serve(site);
const browser = await launch();
let count = 0;
for (const width of [360, 1280]) {
  for (const dark of [false, true]) {
    const look = `${width}-${dark ? "dark" : "light"}`;
    const shoot = async (page, name, stage) => {
      await page.screenshot({ path: join(shots, `${name}-${stage}-${look}.png`), fullPage: true });
      count += 1;
    };
    for (const { name, path } of kinds(site)) {
      // A profile of its own for each: looking at a lesson is a beginning already.
      const { context, page } = await visit(browser, server.url, { width, dark, path });
      await shoot(page, name, "new");
      await context.close();
    }
    const { context, page } = await visit(browser, server.url, { width, dark });
    await begin(page, server.url);
    for (const { name, path } of kinds(site)) {
      await go(page, server.url, path);
      await shoot(page, name, "begun");
    }
    await context.close();
  }
}
await browser.close();
server.close();
console.log(`${count} pictures in tests/browser/shots`);
