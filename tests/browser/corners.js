// Curricula of other shapes, for the screenshots: a language nobody speaks from right to left, a bare folder, a large map; and
// ours in large letters on a small screen.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DOUBLED, build, copyOf, folder, launch, serve } from "./harness.js";
import { begin, courseOf } from "./lives.js";
import { PLACES, tour } from "./states.js";

/** Sites of other curricula, built once. */
const sites = new Map();
async function other(name, make) {
  if (!sites.has(name)) {
    const dir = build(make());
    sites.set(name, { dir, server: await serve(dir) });
  }
  const { dir, server } = sites.get(name);
  return courseOf(dir, server.url);
}

/** No more pictures. */
export const end = () => sites.forEach(({ server }) => server.close());

/** Three files without a word about them. */
function bare() {
  const dir = join(folder(), "plain");
  mkdirSync(dir);
  const text = "\n\nSome text that somebody wrote down once, in a file of its own.\n\n- one thing\n- another\n";
  for (const name of ["Sourdough", "Rye", "Flatbread on a stone"]) writeFileSync(join(dir, `${name}.md`), `# ${name}${text}`);
  return dir;
}

/** Two hundred and fifty objectives in nine strands, most resting on some that come shortly before. */
function large() {
  const dir = join(folder(), "large");
  mkdirSync(join(dir, "lessons"), { recursive: true });
  const words = "river stone bridge shadow signal garden number pattern circle weight wave engine letter window mirror copper".split(" ");
  const at = (n, step) => words[(n * step + (n >> 4)) % words.length];
  let head = 'id = "large"\ntitle = "A large guide"\nlanguage = "en"\n';
  let objectives = "";
  for (let n = 0; n < 250; n += 1) {
    const strand = Math.floor(n / 28);
    if (n % 28 === 0) head += `\n[strand.s${strand}]\ntitle = "Strand of ${at(strand, 3)} and ${at(strand, 5)}"\n`;
    const inside = n % 28;
    const needs = inside === 0 ? (n % 56 === 28 ? [n - 20] : []) : inside % 5 === 4 ? [n - 2, n - 4] : [n - 1 - ((n * 7) % Math.min(inside, 4))];
    objectives += `[o${n}]\ntitle = "Compare ${at(n, 7)} with ${at(n, 3)} and ${at(n, 11)}"\nstrand = "s${strand}"\nrequires = [${needs.map((need) => `"o${need}"`).join(", ")}]\n\n`;
    writeFileSync(join(dir, `lessons/l${n}.md`), `+++\ntitle = "About ${at(n, 7)} ${n}"\nteaches = ["o${n}"]\n+++\n\nText.\n`);
  }
  writeFileSync(join(dir, "curriculum.toml"), head);
  writeFileSync(join(dir, "objectives.toml"), objectives);
  return dir;
}

/** A curriculum under words that nobody speaks, from right to left. */
function mirrored(curriculum) {
  const dir = copyOf(curriculum);
  const file = join(dir, "curriculum.toml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/^language = .*$/m, 'language = "qps-Arab"'));
  return dir;
}

/** @type {import("./states.js").State[]} */
export const corners = [
  {
    name: "rtl",
    light: true,
    take: async (of) => {
      const course = await other("rtl", () => mirrored(of.curriculum));
      await tour({ ...of, course }, "rtl", [...PLACES, "placement.html", course.lesson]);
    },
  },
  {
    name: "bare",
    light: true,
    take: async (of) => tour({ ...of, course: await other("bare", bare) }, "bare", [...PLACES, "lessons/Rye.html"]),
  },
  {
    name: "large",
    light: true,
    take: async (of) => tour({ ...of, course: await other("large", large) }, "large", ["map.html", "index.html"]),
  },
  {
    name: "zoomed",
    light: true,
    take: async (of) => {
      if (of.width > 600) return;
      const browser = await launch(undefined, DOUBLED);
      await tour({ ...of, browser, width: 320 }, "zoomed", [...PLACES, "placement.html", of.course.lesson], { size: "320" }, (page) => begin(page, of.course));
      await browser.close();
    },
  },
];
