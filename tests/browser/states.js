// States of a learner's pages beside the happy ones, for the screenshots, in every language alike: a full record, everything
// done, something due, stuck, asked, placed, nothing kept, wiped, answered, without script, without internet, long names, on
// paper.

import { settled, serve, visit } from "./harness.js";
import { go } from "./journey.js";
import { barred, be, begin, choose, done, due, full, give, question } from "./lives.js";

/**
 * @typedef {object} Of what a state is taken of
 * @property {import("playwright-core").Browser} browser
 * @property {string} curriculum
 * @property {import("./lives.js").Course} course
 * @property {number} width
 * @property {boolean} dark
 * @property {(page: import("playwright-core").Page, name: string, how?: { size?: string, full?: boolean, timers?: boolean }) => Promise<void>} shoot
 * @property {(page: import("playwright-core").Page, name: string) => Promise<void>} paper
 */

/** @typedef {{ name: string, light?: boolean, take: (of: Of) => Promise<unknown> }} State `light`: only so */

export const PLACES = ["index.html", "path.html", "map.html", "me.html"];
const nameOf = (path) => path.replace(/\.html$/, "").replace("index", "today").replaceAll("/", "-");

/** A page of the course in a profile of its own. @param {Of} of */
const open = ({ browser, course, width, dark }, path = "index.html", options = {}) => visit(browser, course.url, { width, dark, path, ...options });

/**
 * Pictures of pages of a site in one profile.
 * @param {Of} of
 * @param {string} name
 * @param {string[]} paths
 * @param {{ js?: boolean, size?: string, context?: import("playwright-core").BrowserContext }} [options]
 * @param {(page: import("playwright-core").Page) => Promise<unknown>} [before]
 */
export async function tour(of, name, paths, { size, ...options } = {}, before = async () => {}) {
  const { context, page } = await open(of, "index.html", options);
  await before(page);
  const script = options.js !== false;
  for (const path of paths) {
    if (script) await go(page, of.course.url, path);
    else await page.goto(new URL(path, of.course.url).href);
    await of.shoot(page, `${name}-${nameOf(path)}`, { size, timers: script });
  }
  await context.close();
}

/** What is asked on a page that asks. */
const asked = (page) => page.locator("wend-ask .item").first();
/** The button that leads on from an answered question. */
const on = (page) => page.locator(".asking > .row > .btn:not(.plain, .quiet, [hidden])");

/** Answers until there is no more to ask, or `most` times; `look` at each before and after. */
async function round(page, right, look = async (_n, _when) => {}, most = 40) {
  for (let n = 0; n < most && (await asked(page).count()); n += 1) {
    const item = await asked(page).elementHandle();
    await look(n, "asked");
    // What is answered by hand in a drawing is said not to be known.
    if ((await asked(page).locator(":scope > .option, .options, input[type=text]").count()) > 0) await give(asked(page), right(n));
    else await page.locator("[data-key=pass]").click();
    await on(page).waitFor();
    await look(n, right(n) ? "right" : "wrong");
    await on(page).click();
    await page.waitForFunction((was) => !was?.isConnected, item);
    await page.locator("wend-ask .item, .asking h2[tabindex]").first().waitFor();
  }
}

/** Folds of a page, opened. */
const unfold = (page, selector) =>
  page.evaluate(async (selector) => {
    for (const fold of document.querySelectorAll(selector)) fold.setAttribute("open", "");
    await new Promise((ok) => setTimeout(ok, 400));
  }, selector);

/** @type {State[]} */
export const states = [
  {
    name: "full",
    take: (of) =>
      tour(of, "full", [...PLACES, of.course.lesson, `objectives/${of.course.objectives[1]}.html`], {}, async (page) => {
        await be(page, of.course, full(of.course));
        await go(page, of.course.url, "me.html");
        await unfold(page, "details.part");
        await of.shoot(page, "full-me-open");
        await go(page, of.course.url, "path.html");
        await unfold(page, "wend-path details");
        await of.shoot(page, "full-path-open");
        await go(page, of.course.url, "index.html");
        await unfold(page, "wend-week details");
        await of.shoot(page, "full-today-open");
      }),
  },
  {
    name: "refused",
    take: async (of) => {
      const context = await of.browser.newContext({ viewport: { width: of.width, height: 800 }, colorScheme: of.dark ? "dark" : "light", reducedMotion: "reduce", serviceWorkers: "block" });
      await context.addInitScript(() => {
        for (const name of ["indexedDB", "localStorage", "sessionStorage"])
          Object.defineProperty(window, name, { get: () => { throw new DOMException("denied", "SecurityError"); } });
      });
      const { page } = await visit(of.browser, of.course.url, { path: of.course.lesson, context });
      // Nothing can be lost before something is done.
      await give(question(page));
      await of.shoot(page, "refused-lesson");
      await context.close();
    },
  },
  {
    name: "wiped",
    take: (of) =>
      tour(of, "wiped", ["me.html", "index.html"], {}, async (page) => {
        const { say, url } = of.course;
        await begin(page, of.course);
        await go(page, url, "me.html");
        await page.locator("summary", { hasText: say("client.wipe.title") }).click();
        await page.getByRole("button", { name: say("client.wipe.open"), exact: true }).click();
        await page.getByRole("button", { name: say("client.wipe.sure") }).click();
        await page.getByText(say("client.wipe.done")).first().waitFor();
        await of.shoot(page, "wiped-just-now");
      }),
  },
  {
    name: "answer",
    take: async (of) => {
      const { context, page } = await open(of, of.course.lesson);
      await give(question(page), false);
      await of.shoot(page, "answer-wrong");
      await question(page).locator("button.again").click();
      await give(question(page));
      await page.locator("wend-after [data-key=sure-2]").click();
      await of.shoot(page, "answer-right");
      await page.locator("wend-after [data-key=sure-1]").click();
      for (let n = 0; n < 4; n += 1) {
        await give(question(page, 1), false);
        await question(page, 1).locator("button.again").click();
      }
      await of.shoot(page, "answer-stuck");
      for (const at of ["index.html", "path.html"]) {
        await go(page, of.course.url, at);
        await of.shoot(page, `answer-stuck-${at.slice(0, -5)}`);
      }
      await context.close();
    },
  },
  {
    name: "search",
    take: async (of) => {
      const { context, page } = await open(of);
      await begin(page, of.course);
      await page.mouse.move(0, 0);
      await page.keyboard.press("Control+k");
      const field = page.getByRole("combobox");
      await field.waitFor();
      const shoot = async (name, text) => {
        if (text !== undefined) await field.fill(text);
        await page.waitForTimeout(300);
        // What is over the page is as large as the window.
        await of.shoot(page, `search-${name}`, { full: false });
      };
      await shoot("open", "");
      await shoot("found", of.course.words.found);
      await page.keyboard.press("ArrowDown");
      await shoot("chosen");
      await shoot("inside", of.course.words.inside);
      await shoot("none", "zzyzx");
      await context.close();
    },
  },
  {
    name: "done",
    take: (of) => tour(of, "done", [...PLACES, "review.html"], {}, (page) => be(page, of.course, done(of.course))),
  },
  {
    name: "due",
    take: (of) => tour(of, "due", ["index.html", "map.html"], {}, (page) => be(page, of.course, due(of.course))),
  },
  {
    name: "asking",
    take: async (of) => {
      const { context, page } = await open(of);
      await be(page, of.course, due(of.course));
      await go(page, of.course.url, "review.html");
      await asked(page).waitFor();
      await round(page, (n) => n > 0, async (n, when) => {
        if (n < 2) await of.shoot(page, `asking-review-${n + 1}-${when}`);
      });
      await of.shoot(page, "asking-review-end");
      await go(page, of.course.url, "slip.html");
      await asked(page).waitFor();
      await of.shoot(page, "asking-slip");
      await round(page, (n) => n !== 1);
      await of.shoot(page, "asking-slip-end");
      await context.close();
    },
  },
  {
    name: "placing",
    take: async (of) => {
      const { course } = of;
      const { context, page } = await open(of, "placement.html");
      await page.locator(".asking .btn").first().click();
      await asked(page).waitFor();
      await of.shoot(page, "placing-question");
      // What comes early in the map is known, the rest is not.
      const early = new Set(course.objectives.slice(0, Math.ceil(course.objectives.length / 2)));
      for (let n = 0; (await asked(page).count()) > 0 && n < 40; n += 1) {
        const item = asked(page);
        const was = await item.elementHandle();
        if (early.has((await item.getAttribute("data-objective")) ?? "") && (await item.locator(".options, input[type=text]").count()) > 0) await give(item, true).catch(() => {});
        else await page.locator("[data-key=pass]").click();
        await page.waitForFunction((was) => !was?.isConnected, was);
        await page.locator("wend-ask .item, .asking h2[tabindex] ~ .row").first().waitFor();
      }
      await of.shoot(page, "placing-end");
      const out = page.locator(".placed button").first();
      if (await out.count()) {
        await out.click();
        await page.locator(".placed .is-out").waitFor();
        await of.shoot(page, "placing-put-right");
      }
      if (await rests(page, course)) {
        await of.shoot(page, "placing-check");
        await page.locator("wend-check button").first().click();
        await asked(page).waitFor();
        await of.shoot(page, "placing-check-asks");
      }
      await go(page, course.url, `objectives/${course.objectives.at(-1)}.html`);
      await unfold(page, "wend-standing details");
      await page.locator("#contest").fill(course.words.contest);
      await of.shoot(page, "placing-differ-write");
      await page.locator(".field:has(#contest) .btn").first().click();
      await page.waitForTimeout(300);
      await of.shoot(page, "placing-differ");
      await context.close();
    },
  },
  {
    name: "barred",
    take: (of) => tour(of, "barred", ["index.html", "path.html"], {}, (page) => be(page, of.course, barred(of.course))),
  },
  {
    name: "cleared",
    take: (of) =>
      tour(of, "cleared", [], {}, async (page) => {
        await begin(page, of.course);
        const client = await page.context().newCDPSession(page);
        await client.send("Storage.clearDataForOrigin", { origin: new URL(of.course.url).origin, storageTypes: "all" });
        await page.locator("main > .notice[role=status] .btn").first().waitFor();
        await of.shoot(page, "cleared-lesson");
      }),
  },
  {
    name: "away",
    take: async (of) => {
      const server = await serve(of.course.dir);
      const context = await of.browser.newContext({ viewport: { width: of.width, height: 800 }, colorScheme: of.dark ? "dark" : "light", reducedMotion: "reduce" });
      const course = { ...of.course, url: server.url };
      const never = `lessons/${course.lessons.at(-1)}.html`;
      await tour({ ...of, course }, "away", ["offline.html", never, "index.html", "path.html", "review.html"], { context }, async (page) => {
        await choose(page, course);
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
    take: (of) =>
      tour(of, "long", [...PLACES, of.course.lesson], {}, async (page) => {
        const { say, url, words } = of.course;
        await begin(page, of.course);
        await go(page, url, "me.html#who");
        await page.locator("section:has(> details > summary #who) input[type=text]").first().fill(words.long);
        await page.getByRole("button", { name: say("client.who.keep") }).first().click();
        await page.getByText(words.long.split(" ")[0]).first().waitFor();
        await go(page, url, "me.html#likes");
        await unfold(page, "section:has(#likes) details");
        const own = page.locator("section:has(> details > summary #likes) input[type=text]").first();
        await own.fill(words.like);
        await own.press("Tab");
        await page.keyboard.press("Enter");
        await page.getByLabel(words.like.slice(0, 10)).first().waitFor();
      }),
  },
  {
    name: "booklet",
    take: async (of) => {
      const { context, page } = await open(of);
      await be(page, of.course, full(of.course));
      await bound(page, of.course);
      await of.shoot(page, "booklet");
      await context.close();
    },
  },
  {
    name: "noscript",
    take: (of) => tour(of, "noscript", ["review.html", "placement.html", "slip.html", "offline.html", ...PLACES, of.course.lesson], { js: false }),
  },
  {
    name: "print",
    light: true,
    take: async (of) => {
      if (of.width < 600) return;
      const { course } = of;
      const { context, page } = await open(of);
      await be(page, course, full(course));
      for (const path of ["path.html", "map.html", "me.html", course.lesson]) {
        await go(page, course.url, path);
        if (path === "me.html") await unfold(page, "details.part");
        await of.paper(page, `print-${nameOf(path)}`);
      }
      await bound(page, course);
      await of.paper(page, "print-booklet");
      await context.close();
      const other = await open(of);
      await be(other.page, course, due(course));
      await go(other.page, course.url, "review.html");
      await asked(other.page).waitFor();
      await of.paper(other.page, "print-review");
      await other.context.close();
    },
  },
];

/** My path, bound as a booklet. */
async function bound(page, course) {
  await go(page, course.url, "path.html");
  await page.locator("[data-key=booklet]").click();
  await page.locator(".bk-tools .btn:not(.plain):not([disabled])").waitFor({ timeout: 60_000 });
  await settled(page);
}

/** Goes to a lesson that builds on what was only placed, so that it asks first; whether there is one. */
async function rests(page, course) {
  for (const id of course.lessons.slice(0, 24)) {
    await go(page, course.url, `lessons/${id}.html`);
    if (await page.locator("wend-check button").count()) return true;
  }
  return false;
}
