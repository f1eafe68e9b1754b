// States of pages beside the happy ones, for the screenshots: everything done, something due, nothing kept, wiped, answered, without
// script, without internet, long names, on paper, from right to left (Arabic, and a language nobody speaks), a bare folder, a
// large map, large letters on a small screen.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answer, answers, asked, bring, shown } from "./asking.js";
import { build, copyOf, folder, project, serve, visit } from "./harness.js";
import { begin, go, pick, question } from "./journey.js";
import { below } from "./kinds.js";

const PLACES = ["index.html", "path.html", "map.html", "me.html"];
const nameOf = (path) => path.replace(/\.html$/, "").replace("index", "today").replaceAll("/", "-");

/** Sites of other curricula, built once. */
const sites = new Map();
async function other(name, make) {
  if (!sites.has(name)) {
    const server = await serve(build(make()));
    sites.set(name, server);
  }
  return sites.get(name).url;
}

/** No more pictures. */
export const end = () => sites.forEach((server) => server.close());

/** Pictures of pages of a site in one profile. */
async function tour(of, url, name, paths, options = {}, before = async () => {}) {
  const { context, page } = await visit(of.browser, url, { width: of.width, dark: of.dark, ...options });
  await before(page);
  for (const path of paths) {
    if (options.js === false) await page.goto(new URL(path, url).href);
    else await go(page, url, path);
    await of.shoot(page, `${name}-${nameOf(path)}`, options.size);
  }
  await context.close();
}

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

/** Our curriculum under words that nobody speaks, from right to left. */
function mirrored(curriculum) {
  const dir = copyOf(curriculum);
  const file = join(dir, "curriculum.toml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/^language = .*$/m, 'language = "qps-Arab"'));
  return dir;
}

/** Entries that somebody else could have made: all objectives credited. */
const credits = (ids, t) => ids.map((objective, n) => ({ kind: "credit", w: "somebody", n: n + 1, t, objective, by: "teacher" }));

/** Four objectives answered right a season ago, and not looked at since. */
const longAgo = (ids, t) =>
  ids.slice(1, 5).flatMap((objective, n) => [0, 1, 2, 3, 4].map((item) => ({ kind: "answer", w: "somebody", n: 5 * n + item + 1, t: t - 90 * 86_400_000 + item, objective, item: `${objective}-${item}`, correct: true, by: "learner" })));

/** A beginning, and then a file that is taken in on the page that takes files. */
async function taking(page, of, entries) {
  await begin(page, of.url);
  await go(page, of.url, "me.html");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save to a file" }).first().click();
  const file = JSON.parse(readFileSync(await (await download).path(), "utf8"));
  const last = file.entries.at(-1);
  const ids = below(of.site, ".html", "objectives").map((path) => path.replace(/^objectives\/|\.html$/g, ""));
  file.entries = entries(ids, last.t);
  await page.locator("#load-file").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
  await page.locator(".preview .btn").first().click();
  await page.getByText("are new here").first().waitFor();
}

export const states = [
  {
    name: "refused",
    both: true,
    take: (of) => {
      const refuse = () => {
        for (const name of ["indexedDB", "localStorage", "sessionStorage"])
          Object.defineProperty(window, name, { get: () => { throw new DOMException("denied", "SecurityError"); } });
      };
      return blocked(of, refuse);
    },
  },
  {
    name: "wiped",
    take: (of) =>
      tour(of, of.url, "wiped", ["me.html", "index.html"], {}, async (page) => {
        await begin(page, of.url);
        await go(page, of.url, "me.html");
        await page.locator("summary", { hasText: "Wipe my record" }).click();
        await page.getByRole("button", { name: "Wipe my record" }).click();
        await page.getByRole("button", { name: "Yes, remove all of it" }).click();
        await page.waitForTimeout(300);
        await of.shoot(page, "wiped-just-now");
      }),
  },
  {
    name: "answer",
    both: true,
    take: async (of) => {
      const { context, page } = await visit(of.browser, of.url, { width: of.width, dark: of.dark, path: "lessons/beats/add.html" });
      await pick(page, "beats-1", "2/6");
      await of.shoot(page, "answer-wrong");
      await question(page, "beats-1").getByRole("button", { name: "Try again" }).click();
      await pick(page, "beats-1", "3/4");
      await page.getByRole("button", { name: "Fairly sure" }).click();
      await of.shoot(page, "answer-right");
      await context.close();
    },
  },
  {
    name: "search",
    both: true,
    take: async (of) => {
      const { context, page } = await visit(of.browser, of.url, { width: of.width, dark: of.dark });
      await begin(page, of.url);
      await page.keyboard.press("Control+k");
      const field = page.getByRole("combobox", { name: "Search this guide" });
      await field.waitFor();
      const shoot = async (name, text) => {
        await field.fill(text);
        await page.waitForTimeout(300);
        // What is over the page is as large as the window.
        await of.shoot(page, `search-${name}`, undefined, false);
      };
      await shoot("open", "");
      await shoot("found", "add");
      await page.keyboard.press("ArrowDown");
      await of.shoot(page, "search-chosen", undefined, false);
      await shoot("inside", "drummers rice");
      await shoot("none", "zzyzx");
      await context.close();
    },
  },
  {
    name: "done",
    both: true,
    take: (of) => tour(of, of.url, "done", PLACES, {}, (page) => taking(page, of, credits)),
  },
  {
    name: "due",
    take: (of) => tour(of, of.url, "due", ["index.html", "map.html"], {}, (page) => taking(page, of, longAgo)),
  },
  {
    name: "asking",
    both: true,
    take: async (of) => {
      const { context, page } = await visit(of.browser, of.url, { width: of.width, dark: of.dark });
      const known = answers(of.site);
      const next = () => page.getByRole("button", { name: /^(Go on|Finish)$/ });
      await bring(page, of.url, shown(["equal-parts", "name-a-part", "number-line"], 90));
      await go(page, of.url, "review.html");
      for (let n = 0; await asked(page).count(); n += 1) {
        if (n < 2) await of.shoot(page, `asking-review-${n + 1}`);
        await answer(page, known, n > 0);
        await next().waitFor();
        if (n < 2) await of.shoot(page, `asking-review-${n ? "right" : "wrong"}`);
        await next().click();
        await page.waitForTimeout(100);
      }
      await of.shoot(page, "asking-review-end");
      await go(page, of.url, "slip.html");
      await asked(page).waitFor();
      await of.shoot(page, "asking-slip");
      for (let n = 0; await asked(page).count(); n += 1) {
        await answer(page, known, n !== 1);
        await next().click();
        await page.waitForTimeout(100);
      }
      await of.shoot(page, "asking-slip-end");
      await context.close();
    },
  },
  {
    name: "placing",
    both: true,
    take: async (of) => {
      const { context, page } = await visit(of.browser, of.url, { width: of.width, dark: of.dark, path: "placement.html" });
      const known = answers(of.site);
      await page.getByRole("button", { name: "Begin" }).click();
      await asked(page).waitFor();
      await of.shoot(page, "placing-question");
      for (let id; (id = await asked(page).getAttribute("data-item", { timeout: 1000 }).catch(() => "")); ) {
        if (/mixed|times|stories|subtract|unlike/.test(id)) await page.getByRole("button", { name: "I don’t know this" }).click();
        else await answer(page, known);
        await page.waitForFunction((id) => document.querySelector("wend-ask .item")?.getAttribute("data-item") !== id, id);
      }
      await page.locator(".placed").waitFor();
      await of.shoot(page, "placing-end");
      await page.locator(".placed button").first().click();
      await page.getByText("(taken out)").waitFor();
      await of.shoot(page, "placing-put-right");
      await go(page, of.url, "lessons/beats/add.html");
      await page.locator("wend-check button").first().waitFor();
      await of.shoot(page, "placing-check");
      await page.locator("wend-check").getByRole("button", { name: "Ask me" }).click();
      await asked(page).waitFor();
      await of.shoot(page, "placing-check-asks");
      await go(page, of.url, "objectives/stories.html");
      await page.getByText("I see it differently").click();
      await page.locator("#contest").fill("I did this at home, with a tape measure.");
      await page.getByRole("button", { name: "Keep this" }).click();
      await page.locator("wend-check button").first().waitFor();
      await of.shoot(page, "placing-differ");
      await context.close();
    },
  },
  {
    name: "away",
    both: true,
    take: async (of) => {
      const server = await serve(of.site);
      const context = await of.browser.newContext({ viewport: { width: of.width, height: 800 }, colorScheme: of.dark ? "dark" : "light", reducedMotion: "reduce" });
      await tour(of, server.url, "away", ["offline.html", "lessons/beats/rests.html", "index.html"], { context }, async (page) => {
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
        await of.shoot(page, "away-not-yet");
        server.away(true);
        await context.setOffline(true);
      });
      await server.close();
    },
  },
  {
    name: "long",
    both: true,
    take: (of) =>
      tour(of, of.url, "long", [...PLACES, "lessons/beats/add.html"], {}, async (page) => {
        await begin(page, of.url);
        await go(page, of.url, "me.html#who");
        await page.getByLabel("My nickname").fill("Maximiliane-Theodora von Hohenstein-Weißenfels");
        await page.getByRole("button", { name: "Keep this name" }).click();
        await go(page, of.url, "me.html#likes");
        await page.locator("summary", { hasText: "Something else" }).click();
        await page.getByLabel("Something else you like").fill("Donaudampfschifffahrtsgesellschaftskapitänsmützen und ihre Geschichte");
        await page.getByRole("button", { name: "Add it" }).click();
        await page.getByLabel("Donaudampf").waitFor();
      }),
  },
  {
    name: "arabic",
    both: true,
    take: async (of) => {
      const url = await other("arabic", () => join(project, "tests/curricula/arabic"));
      const dir = join(project, "tests/curricula/arabic/lessons");
      await tour(of, url, "arabic", [...PLACES, "placement.html", "review.html", "offline.html", "about.html", ...below(dir, ".md").map((path) => `lessons/${path.replace(/md$/, "html")}`)]);
    },
  },
  {
    name: "noscript",
    both: true,
    take: (of) => tour(of, of.url, "noscript", ["review.html", "placement.html", ...PLACES, "lessons/beats/add.html"], { js: false }),
  },
  {
    name: "print",
    take: async (of) => {
      if (of.width < 600) return;
      // The width between the margins of a sheet of A4.
      await tour({ ...of, width: 672 }, of.url, "print", ["lessons/beats/add.html", "path.html", "map.html", "me.html", "offline.html"], { size: "a4" }, async (page) => {
        await begin(page, of.url);
        await page.emulateMedia({ media: "print" });
      });
    },
  },
  {
    name: "rtl",
    take: async (of) => {
      const url = await other("rtl", () => mirrored(of.curriculum));
      await tour(of, url, "rtl", [...PLACES, "placement.html", "lessons/beats/add.html"]);
    },
  },
  {
    name: "bare",
    take: async (of) => {
      const url = await other("bare", bare);
      await tour(of, url, "bare", [...PLACES, "lessons/Rye.html"]);
    },
  },
  {
    name: "large",
    take: async (of) => tour(of, await other("large", large), "large", ["map.html", "index.html"]),
  },
  {
    name: "zoomed",
    take: async (of) => {
      if (of.width > 600) return;
      const double = (page) => page.addInitScript(() => document.addEventListener("DOMContentLoaded", () => (document.documentElement.style.fontSize = "200%")));
      await tour({ ...of, width: 320 }, of.url, "zoomed", [...PLACES, "placement.html", "lessons/beats/add.html"], { size: "320" }, async (page) => {
        await begin(page, of.url);
        await double(page);
      });
    },
  },
];

/** With storage refused: something done, and what the pages say then. */
async function blocked(of, refuse) {
  const context = await of.browser.newContext({ viewport: { width: of.width, height: 800 }, reducedMotion: "reduce", serviceWorkers: "block" });
  await context.addInitScript(refuse);
  await tour(of, of.url, "refused", ["lessons/beats/add.html"], { context }, async (page) => {
    await pick(page, "beats-1", "3/4").catch(() => {});
  });
}
