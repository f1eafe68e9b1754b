// Screenshots of every kind of page at 360 and 1280 px, light and dark: as a new learner, as one who has begun, and in
// the states that are easily forgotten (states.js).
// Usage: node tests/browser/shots.js [curriculum] [part of a name …], by `cargo xtask shots`. With WEND_CHECK=1 axe-core
// looks at each of them too, and the Nu checker at what stands on the page then; what they find is printed.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { axe, build, folder, launch, nu, project, serve, visit } from "./harness.js";
import { begin, go } from "./journey.js";
import { kinds } from "./kinds.js";
import { end, states } from "./states.js";

const [curriculum = "curricula/fractions", ...only] = process.argv.slice(2);
const wanted = (name) => only.length === 0 || only.some((part) => name.includes(part));
const shots = join(project, "tests/browser/shots");
rmSync(shots, { recursive: true, force: true });
mkdirSync(shots, { recursive: true });

const site = build(curriculum);
const server = await serve(site);
const browser = await launch();
let count = 0;
let faults = 0;
const check = process.env.WEND_CHECK ? folder() : "";
for (const width of [360, 1280]) {
  for (const dark of [false, true]) {
    const look = `${width}-${dark ? "dark" : "light"}`;
    const shoot = async (page, name, size = look, fullPage = true) => {
      if (!wanted(name)) return;
      await page.screenshot({ path: join(shots, `${name}-${size}.png`), fullPage });
      count += 1;
      // axe-core waits for ever where a page has no script.
      if (!check || name.startsWith("noscript")) return;
      for (const fault of await axe(page)) console.log(`${name}-${size}: ${(faults += 1)}. ${fault}`);
      if (!dark) writeFileSync(join(check, `${name}-${size}.html`), await page.content());
    };
    for (const { name, path } of kinds(site)) {
      if (!wanted(`${name}-new`)) continue;
      // A profile of its own for each: looking at a lesson is a beginning already.
      const { context, page } = await visit(browser, server.url, { width, dark, path });
      await shoot(page, `${name}-new`);
      await context.close();
    }
    if (kinds(site).some(({ name }) => wanted(`${name}-begun`))) {
      const { context, page } = await visit(browser, server.url, { width, dark });
      await begin(page, server.url);
      for (const { name, path } of kinds(site)) {
        await go(page, server.url, path);
        await shoot(page, `${name}-begun`);
      }
      await context.close();
    }
    for (const { name, take, both } of states) {
      if (wanted(name) && (both || !dark)) await take({ browser, curriculum, site, url: server.url, width, dark, shoot });
    }
  }
}
await browser.close();
server.close();
end();
if (check) for (const fault of nu(check)) console.log(`${(faults += 1)}. ${fault}`);
console.log(`${count} pictures in tests/browser/shots${check ? `, ${faults} faults` : ""}`);
