// Pictures of every page of a learner (states.js, corners.js) and of the teacher's desk (desk-states.js) in every state, at 360 and 1280 px,
// light and dark, in English and in Arabic, and of sheets of paper. axe-core looks at each state, the Nu
// checker at what stands on the page then; one fault, and this ends with an error.
// Usage: node tests/browser/shots.js [curriculum] [360-light …] [en | ar] [part of a name …], by `cargo xtask shots`.

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { corners, end } from "./corners.js";
import { deskStates } from "./desk-states.js";
import { axe, build, folder, launch, nu, project, serve, visit } from "./harness.js";
import { go } from "./journey.js";
import { kinds } from "./kinds.js";
import { begin, courseOf } from "./lives.js";
import { states } from "./states.js";

const [curriculum = "curricula/fractions", ...given] = process.argv.slice(2);
const LOOKS = [360, 1280].flatMap((width) => ["light", "dark"].map((colour) => ({ width, dark: colour === "dark", name: `${width}-${colour}` })));
/** The sites: the curriculum that was asked for, and one in Arabic. */
const SITES = [{ name: "en", of: curriculum, prefix: "" }, { name: "ar", of: "tests/curricula/arabic", prefix: "ar-" }];
/** Those that are asked for by name, or all. @template {{ name: string }} T @param {T[]} all */
const chosen = (all) => (all.some(({ name }) => given.includes(name)) ? all.filter(({ name }) => given.includes(name)) : all);
const looks = chosen(LOOKS);
const only = given.filter((part) => ![...LOOKS, ...SITES].some(({ name }) => name === part));
const shots = join(project, "tests/browser/shots");
if (!given.length) rmSync(shots, { recursive: true, force: true });
mkdirSync(shots, { recursive: true });

const browser = await launch();
const live = folder();
let count = 0;
let faults = 0;
const fault = (text) => console.log(`${(faults += 1)}. ${text}`);

/** What axe-core says of the language that nobody speaks: no list has it. */
const PRETENDED = /^html-lang-valid: .* lang="qps-/;

/** Keys of texts that stand on the page instead of their texts. */
async function bare(page, { say }) {
  const words = await page.evaluate(() => document.body.innerText.match(/\b[a-z_-]+\.[a-z_-]+\b/g) ?? []);
  return [...new Set(words)].filter((key) => say(`client.${key}`) !== undefined);
}

/** All states of a site, in one look. */
async function look(course, prefix, { width, dark, name: size }, all) {
  // A picture's name begins with that of its state.
  const wanted = (name) => only.length === 0 || only.some((part) => `${prefix}${name}`.includes(part) || part.startsWith(`${prefix}${name}-`));
  /** @type {import("./states.js").Of["shoot"]} */
  const shoot = async (page, name, { size: own = size, full = true, timers = true } = {}) => {
    const file = `${prefix}${name}-${own}`;
    await page.screenshot({ path: join(shots, `${file}.png`), fullPage: full });
    count += 1;
    // Colours change nothing in what stands on the page, and axe-core looks at both.
    if (dark) return;
    for (const found of (await axe(page, { timers })).filter((text) => !PRETENDED.test(text))) fault(`${file}: ${found}`);
    for (const key of await bare(page, course)) fault(`${file}: no text behind ${key}`);
    writeFileSync(join(live, `${file}.html`), await page.content());
  };
  /** @type {import("./states.js").Of["paper"]} */
  const paper = async (page, name) => {
    const file = join(shots, `${prefix}${name}`);
    await page.pdf({ path: `${file}.pdf`, format: "A4" });
    execFileSync("pdftoppm", ["-r", "75", "-png", `${file}.pdf`, file]);
    count += 1;
  };
  const pages = kinds(course.dir).filter(({ name }) => all || !name.startsWith("desk"));
  for (const { name, path } of pages.filter(({ name }) => wanted(`${name}-new`))) {
    // A profile of its own for each: looking at a lesson is a beginning already.
    const { context, page } = await visit(browser, course.url, { width, dark, path });
    await shoot(page, `${name}-new`);
    await context.close();
  }
  if (pages.some(({ name }) => wanted(`${name}-begun`))) {
    const { context, page } = await visit(browser, course.url, { width, dark });
    await begin(page, course);
    for (const { name, path } of pages.filter(({ name }) => wanted(`${name}-begun`) && !name.startsWith("desk"))) {
      await go(page, course.url, path);
      await shoot(page, `${name}-begun`);
    }
    await context.close();
  }
  for (const { name, take, light } of [...states, ...(all ? corners : []), ...deskStates]) {
    if (!wanted(name) || (light && dark)) continue;
    try {
      await take({ browser, curriculum, course, width, dark, shoot, paper });
    } catch (error) {
      fault(`${prefix}${name}-${size} could not be reached: ${error instanceof Error ? error.stack : error}`);
    }
  }
}

for (const { of, prefix } of chosen(SITES)) {
  const dir = build(of);
  const server = await serve(dir);
  const course = courseOf(dir, server.url);
  for (const one of looks) await look(course, prefix, one, !prefix);
  await server.close();
}
await browser.close();
end();
for (const found of count ? nu(live) : []) fault(found);
console.log(`${count} pictures in tests/browser/shots, ${faults} faults`);
if (faults) process.exitCode = 1;
