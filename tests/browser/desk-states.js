// States of the teacher's desk for the screenshots, in every language alike: a class of thirty, one learner with a long history, a talk,
// a plan and two of them beside each other, what is printed, files with faults, storage refused, large letters.

import { classroom, longHistory } from "./classroom.js";
import { desk, go } from "./desk.js";
import { DOUBLED, launch, visit } from "./harness.js";

/** @typedef {import("./states.js").Of} Of */

/** A Monday at ten. */
const NOW = Date.parse("2026-11-23T10:00:00Z");
const DAY = 864e5;
const PAGES = ["index", "learners", "learner", "conference", "plan", "print"];

/** The curriculum in Arabic, and who learns there. */
const ARABIC = {
  curriculum: "arabic",
  way: ["equal-parts", "compare"],
  names: ["أمينة", "يوسف", "ليلى", "عمر", "سلمى", "كريم", "نور", "هالة", "زياد", "مريم", "طارق", "دينا"],
  goals: ["compare", "compare"],
  likes: "bread",
  mixup: ["equal-parts", "counts-cuts"],
  contest: "فعلتُ هذا في البيت مع جدتي.",
  talk: { decide: "ارسم قبل أن تعدّ.", teach: "نظرنا إلى شريطين من الطول نفسه.", goal: "رغيفان، ثم الحديقة", words: "سأسأل حين يصبح مملًّا." },
  wonder: (i) => `لماذا نقسم على ${i + 2} ولا نقسم على صفر؟`,
};

const TALK = { decide: "Draw it before you count.", teach: "We looked at two strips of one length.", goal: "Two bars, then the kitchen", words: "I will ask when it gets dull." };

/** A drawing as somebody would take a photo of: two wheels of card. */
async function photo(browser) {
  const page = await browser.newPage({ viewport: { width: 900, height: 600 } });
  const wheel = (x, r, n) => `<circle cx="${x}" cy="300" r="${r}" fill="#e9d8b4" stroke="#5a4630" stroke-width="6"/>${[...Array(n).keys()].map((k) => `<line x1="${x}" y1="300" x2="${x + r * Math.cos((k * 2 * Math.PI) / n)}" y2="${300 + r * Math.sin((k * 2 * Math.PI) / n)}" stroke="#5a4630" stroke-width="4"/>`).join("")}`;
  await page.setContent(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600" style="position:fixed;inset:0;background:#9fb3a8">${wheel(300, 150, 4)}${wheel(640, 220, 6)}</svg>`);
  const png = await page.screenshot();
  await page.close();
  return png;
}

/** What the teacher set up: title, groups, notes, and whose each record is. */
const classFile = (files, { goals }) =>
  `[class]\ntitle = "5b"\n\n` +
  files
    .map(({ buffer }, i) => {
      const { alias, record } = JSON.parse(buffer.toString());
      const more = [i % 4 === 0 && `weekly_minutes = 90`, i === 0 && `note = "Your wheels will help here."\nprivate_note = "Her grandmother is ill. Ask how she is before anything else."`, i === 2 && `extra_time = "25%"`].filter(Boolean).join("\n");
      return `[[learner]]\nalias = ${JSON.stringify(alias)}\nrecord = ${JSON.stringify(record)}\ngroups = [${JSON.stringify(["red", "blue", "green"][i % 3])}]\n${more}\n[learner.path]\ngoals = [${JSON.stringify(goals[i % 2])}]\n`;
    })
    .join("\n");

/** A talk, as the teacher wrote it down. */
const talk = (days, fields, n = 1) => ({ w: "teacher", n, t: NOW - days * DAY, tz: 0, by: "teacher", kind: "meeting", ...fields });

/** Who learns in a course; nothing: the class of our own curriculum. @param {Of} of */
const classOf = ({ course }) => (course.lang === "ar" ? ARABIC : undefined);

/** A desk with a class on it; gives the page, and each learner's key, in the order of their files. @param {Of} of */
async function classOn(of, { n = 30 } = {}) {
  const { browser, width, dark } = of;
  const { url } = of.course;
  const course = classOf(of);
  const { context, page } = await visit(browser, url, { width, dark, now: NOW, path: "teach/learners.html" });
  await desk(page);
  const history = course ? { more: [], files: {} } : longHistory(NOW, await photo(browser));
  const talks = (i) => (i % 4 ? [] : [talk(5 + i, { ...(course?.talk ?? TALK), ...(i % 8 === 0 && { next: "2026-11-24" }) })]);
  const files = classroom(n, NOW, (i) => ({ more: [...(i === 0 ? history.more : []), ...talks(i)], files: i === 0 ? history.files : {} }), course);
  await page.setInputFiles("#bring-files", { name: "5b.toml", mimeType: "application/toml", buffer: Buffer.from(classFile(files, course ?? { goals: ["add-unlike", "share-water"] })) });
  await page.locator(".preview .btn").first().click();
  await page.locator(".preview [role=status]").waitFor();
  await page.setInputFiles("#bring-files", files);
  await page.locator(".files > li").nth(n - 1).waitFor();
  await page.waitForTimeout(600);
  const found = Object.fromEntries(await page.locator(".roster .who a").evaluateAll((all) => all.map((a) => [a.textContent, new URL(a.href).hash.slice(1)])));
  const keys = files.map(({ buffer }) => found[JSON.parse(buffer.toString()).alias]);
  /** From an empty page: another hash alone loads none. @param {string} path */
  const to = async (path) => {
    await page.goto("about:blank");
    await go(page, url, "teach/" + path);
  };
  return { context, page, keys, go: to };
}

/** A page as sheets of paper, once. @param {Of} of */
async function paper(of, page, name) {
  if (!of.dark && of.width > 600) await of.paper(page, `${name}-paper`);
}

/** Opens everything that is closed in a part of a page, where it has that part: without standards there is none of them. */
const openAll = (page, part = "main") => page.locator(`${part} details`).evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));

/**
 * A state of a desk with a class on it: the name of each of its pictures begins with its own.
 * @param {string} name
 * @param {{ n?: number }} options
 * @param {(desk: { page: import("playwright-core").Page, go: (path: string) => Promise<void>, keys: string[], shoot: (what: string) => Promise<void>, paper: (what: string) => Promise<void> }) => Promise<void>} steps
 * @returns {import("./states.js").State}
 */
const ofClass = (name, options, steps) => ({
  name,
  take: async (of) => {
    const { context, page, go, keys } = await classOn(of, options);
    await steps({ page, go, keys, shoot: (what) => of.shoot(page, `${name}-${what}`), paper: (what) => paper(of, page, `${name}-${what}`) });
    await context.close();
  },
});

/** @type {import("./states.js").State[]} */
export const deskStates = [
  ofClass("desk-class", {}, async ({ page, go, shoot, paper }) => {
    await go("index.html");
    await shoot("today");
    await paper("today");
    for (const part of ["coverage", "minutes"]) await openAll(page, `[aria-labelledby="${part}"]`);
    await page.locator('[aria-labelledby="fine"] summary').first().click();
    await shoot("today-open");
    await page.locator('[data-key="wall"]').click();
    await shoot("wall");
    await go("learners.html");
    await shoot("learners");
    await paper("learners");
    await page.locator('.roster input[type="checkbox"]').nth(1).check();
    await page.locator('.roster input[type="checkbox"]').nth(3).check();
    await page.locator('.roster [data-key^="change-"]').first().click();
    await openAll(page, ".row-form");
    await shoot("learners-change");
    await go("conference.html");
    await shoot("talks");
  }),
  ofClass("desk-learner", { n: 12 }, async ({ page, go, keys, shoot, paper }) => {
    await go(`learner.html#${keys[0]}`);
    await page.locator("details.part summary").first().click();
    await page.waitForTimeout(300);
    await shoot("long");
    await paper("long");
    await go("index.html");
    await page.locator('[aria-labelledby="hands"] li').first().getByRole("link").nth(1).click();
    await desk(page);
    await page.waitForTimeout(300);
    await shoot("flag");
    await go(`learner.html#${keys[8]}`);
    await shoot("nothing");
    await go("learner.html#nobody");
    await shoot("nobody");
  }),
  ofClass("desk-talk", { n: 12 }, async ({ page, go, keys, shoot, paper }) => {
    await go(`conference.html#${keys[0]}`);
    await shoot("long");
    await paper("long");
    await go(`conference.html#${keys[4]}`);
    await page.locator(".conferring .btn").first().click();
    await shoot("hand");
  }),
  ofClass("desk-plan", { n: 12 }, async ({ page, go, keys, shoot, paper }) => {
    await go(`plan.html#${keys[3]}`);
    await page.locator("svg.qr").waitFor();
    await shoot("one");
    await paper("one");
    await openAll(page, "wend-teach-plan");
    await page.locator("#deadline").fill("2026-11-27");
    await page.waitForTimeout(1500);
    await shoot("open");
    await page.locator("#plan-for").selectOption("group=red");
    await page.waitForTimeout(1500);
    await shoot("group");
  }),
  {
    name: "desk-files",
    take: async (of) => {
      const { context, page } = await visit(of.browser, of.course.url, { width: of.width, dark: of.dark, now: NOW, path: "teach/learners.html" });
      await desk(page);
      const files = classroom(9, NOW, (i) => (i === 6 || i === 7 ? { alias: "Sam" } : i === 8 ? { alias: "Maximiliane-Theodora von Hohenstein-Weißenfels" } : {}), classOf(of));
      const text = (i) => files[i].buffer.toString();
      files[0].buffer = Buffer.from(text(0).slice(0, -40));
      files[1].buffer = Buffer.from("Dear diary");
      files[2].buffer = Buffer.from(text(2).replace(`"${of.course.id}"`, '"history"'));
      files[3].buffer = Buffer.from(text(3).replace('"format":1', '"format":2'));
      files.push({ name: "5b.toml", mimeType: "application/toml", buffer: Buffer.from('[class]\ntitle = "5b"\nshoes = 36\n[[learner]]\nalias = "Leo"\nsupport = "lots"\n[[learner]]\nnote = "nobody"\n') });
      await page.setInputFiles("#bring-files", files);
      await page.locator(".files > li").nth(files.length - 1).waitFor();
      await of.shoot(page, "desk-files-asked");
      await page.locator("#list-text").fill("alias;groups;interests;weekly minutes;shoes\nAmina;red|blue;music;90;36\nzoe;;;;\nLeo;red;chess;many;\n;;;;5");
      await page.locator("#list-text").locator("xpath=ancestor::section").getByRole("button").first().click();
      await page.locator('[aria-labelledby="list"] .preview').waitFor();
      await of.shoot(page, "desk-files-list");
      await context.close();
    },
  },
  {
    name: "desk-refused",
    take: async (of) => {
      const context = await of.browser.newContext({ viewport: { width: of.width, height: 800 }, colorScheme: of.dark ? "dark" : "light", reducedMotion: "reduce", serviceWorkers: "block" });
      await context.addInitScript(() => {
        for (const name of ["indexedDB", "localStorage"]) Object.defineProperty(window, name, { get: () => { throw new DOMException("no", "SecurityError"); } });
      });
      const { page } = await visit(of.browser, of.course.url, { context, path: "teach/learners.html" });
      await desk(page);
      await page.locator("#alias").fill("Amina");
      await page.locator("#alias").press("Enter");
      await page.locator(".notice.trouble:not([hidden])").first().waitFor();
      await of.shoot(page, "desk-refused");
      await context.close();
    },
  },
  ofClass("desk-print", { n: 12 }, async ({ page, go, keys, shoot, paper }) => {
    for (const kind of ["cards", "day", "talks", "books"]) {
      await go(`print.html#${kind}=${encodeURIComponent(keys.slice(0, kind === "books" ? 1 : 6).join())}`);
      await page.locator(`.sheets[data-kind="${kind}"] > *`).first().waitFor();
      await page.waitForFunction(() => !document.querySelector(".btn:disabled"));
      if (kind !== "books") await shoot(kind);
      await paper(kind);
    }
  }),
  {
    name: "desk-zoomed",
    light: true,
    take: async (of) => {
      if (of.width > 600) return;
      const browser = await launch(undefined, DOUBLED);
      const { page, go, keys } = await classOn({ ...of, browser, width: 320 }, { n: 9 });
      for (const path of PAGES) {
        await go(`${path}.html${/learner$|conference|plan/.test(path) ? `#${keys[4]}` : ""}`);
        await page.waitForTimeout(500);
        await of.shoot(page, `desk-zoomed-${path}`, { size: "320" });
      }
      await browser.close();
    },
  },
];
