// Screenshots of every kind of page, at 360 and 1280 px, light and dark, as a new learner and as one who has begun.
// Usage: node tests/browser/shots.js [curriculum], by `cargo xtask shots`.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, launch, project, serve, settled, visit } from "./harness.js";
import { begin } from "./journey.js";
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
    for (const stage of ["new", "begun"]) {
      for (const { name, path } of kinds(site)) {
        // A profile of its own for each picture of a new learner: looking at a lesson is a beginning already.
        const { context, page } = await visit(browser, server.url, { width, dark, path });
        if (stage === "begun") await begin(page, server.url);
        await page.goto(new URL(path, server.url).href);
        await settled(page);
        await page.screenshot({ path: join(shots, `${name}-${stage}-${look}.png`), fullPage: true });
        await context.close();
        count += 1;
      }
    }
  }
}
await browser.close();
server.close();
console.log(`${count} pictures in tests/browser/shots`);
