// From right to left: a small curriculum in Arabic, and the pseudo-locale that is written so, whose texts are longer than
// any and whose map is large.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, build, copyOf, disk, nu, open, serve, shared, visit } from "./harness.js";
import { go } from "./journey.js";
import { kinds } from "./kinds.js";

let browser, dir, site, arabic, arabicDir;

const make = () => {
  const course = copyOf("curricula/fractions");
  const file = join(course, "curriculum.toml");
  const toml = readFileSync(file, "utf8");
  writeFileSync(file, toml.replace('language = "en"', 'language = "qps-Arab"'));
  assert.notEqual(readFileSync(file, "utf8"), toml);
  // Something from left to right in it: code.
  const lesson = join(course, "lessons/beats/add.md");
  writeFileSync(lesson, `${readFileSync(lesson, "utf8")}\n\`1/2 + 1/4\`\n\n\`\`\`python\nprint(1/2 + 1/4)  # three quarters\n\`\`\`\n`);
  return build(course);
};
open((it) => ({ browser, dir, site } = { ...it, site: disk(it.dir) }), make);

let server;
before(async () => {
  arabicDir = shared("tests/curricula/arabic");
  server = await serve(arabicDir);
  arabic = server.url;
});
after(() => server?.close());

/** A learner who has begun: a path, a lesson opened. */
async function begun(width) {
  const { page, context, clean } = await visit(browser, site, { width });
  await page.locator("main .route button").first().waitFor();
  await page.locator("[data-path] button").first().click();
  await page.locator("#way").waitFor();
  await go(page, site, "lessons/beats/add.html");
  return { page, context, clean };
}

for (const width of [360, 1280]) {
  test(`no page runs off the side at ${width} px, new and begun`, async () => {
    for (const stage of ["new", "begun"]) {
      const { page, context, clean } = stage === "new" ? await visit(browser, site, { width }) : await begun(width);
      for (const { name, path } of kinds(dir)) {
        await go(page, site, path);
        const { dir: way, wide, out } = await page.evaluate(() => {
          const html = document.documentElement;
          const room = html.clientWidth;
          // What sticks out to either side and is not inside something that scrolls or hides.
          const out = [...document.querySelectorAll("body *")].filter((el) => {
            const box = el.getBoundingClientRect();
            if (!el.checkVisibility() || box.width <= 1 || (box.left >= -1 && box.right <= room + 1) || el.closest(".skip, .visually-hidden")) return false;
            for (let up = el.parentElement; up && up !== document.body; up = up.parentElement) if (getComputedStyle(up).overflowX !== "visible") return false;
            return true;
          });
          return { dir: html.dir, wide: html.scrollWidth - room, out: out.slice(0, 3).map((el) => el.outerHTML.slice(0, 100)) };
        });
        assert.equal(way, "rtl", name);
        assert.ok(wide <= 1, `${name}, ${stage}: ${wide} px too wide: ${out.join("\n")}`);
        assert.deepEqual(out, [], `${name}, ${stage}`);
      }
      clean();
      await context.close();
    }
  });
}

test("text begins at the right, formulas and code read from left to right", async () => {
  const { page, context } = await visit(browser, site, { path: "lessons/beats/add.html" });
  const found = await page.evaluate(() => {
    const direction = (selector) => [...new Set([...document.querySelectorAll(selector)].map((el) => getComputedStyle(el).direction))];
    const h1 = document.querySelector("h1");
    const words = document.createRange();
    words.selectNodeContents(h1);
    const box = h1.getBoundingClientRect();
    const text = words.getBoundingClientRect();
    return { p: direction("main .body > p"), math: direction("math"), pre: direction("pre, pre code"), code: direction("p > code"), begins: box.right - text.right <= text.left - box.left };
  });
  assert.deepEqual(found, { p: ["rtl"], math: ["ltr"], pre: ["ltr"], code: ["ltr"], begins: true });
  await context.close();
});

test("the map: its drawing stands mirrored with no word mirrored, and its list has the lines at the side where reading begins", async () => {
  const { page, context } = await visit(browser, site, { path: "map.html", width: 1280 });
  const found = await page.evaluate(() => {
    const drawing = [...document.querySelectorAll("wend-map svg")].find((svg) => svg.checkVisibility() && svg.querySelector("text"));
    // getScreenCTM speaks of the drawing only; the styles' own transforms are told by their matrices, multiplied.
    const mirrored = (el) => {
      let sign = 1;
      for (let up = el; up; up = up.parentElement) {
        const transform = getComputedStyle(up).transform;
        if (transform !== "none" && new DOMMatrix(transform).a < 0) sign = -sign;
      }
      return sign < 0;
    };
    const words = [...drawing.querySelectorAll("text")].filter((text) => text.checkVisibility());
    const sheet = drawing.getBoundingClientRect();
    const out = words.filter((text) => {
      const box = text.getBoundingClientRect();
      return box.left < sheet.left - 2 || box.right > sheet.right + 2;
    });
    return { count: words.length, mirrored: words.filter(mirrored).map((text) => text.textContent), out: out.map((text) => text.textContent) };
  });
  assert.ok(found.count > 5, `${found.count} words`);
  assert.deepEqual(found.mirrored, []);
  assert.deepEqual(found.out, []);
  await page.setViewportSize({ width: 360, height: 900 });
  const ways = page.locator(".map-beside path.way");
  await ways.first().waitFor({ state: "attached" });
  const [line, word] = [await page.locator(".map-beside").boundingBox(), await page.locator("li[data-objective] a").first().boundingBox()];
  assert.ok(line && word && line.x + line.width / 2 > word.x + word.width, "the lines stand to the right of the words");
  await context.close();
});

/** Letters of Arabic in a text, and none of Latin but in names that have no others. */
const isArabic = (text) => /[\u0620-\u064a]/.test(text) && !/[a-z]{3}/i.test(text.replace(/JavaScript|Markdown|Wend|CC-BY/g, ""));

for (const [width, of, speaks, direction] of /** @type {const} */ ([[360, "Arabic", "ar", "rtl"], [1280, "Arabic", "ar", "rtl"], [1280, "Arabic inside of English pages", "en", "ltr"]])) {
  test(`${of} at ${width} px: axe finds nothing; language, title and width are right`, async () => {
    const site = speaks === "ar" ? arabic : new URL("en/", arabic).href;
    const { page, context, clean } = await visit(browser, site, { width });
    for (const { name, path } of kinds(arabicDir)) {
      await go(page, site, path);
      const { lang, way, title, wide } = await page.evaluate(() => {
        const html = document.documentElement;
        return { lang: html.lang, way: html.dir, title: document.title, wide: html.scrollWidth - html.clientWidth };
      });
      assert.deepEqual([lang, way, wide <= 1], [speaks, direction, true], name);
      assert.match(title, /[\u0620-\u064a]/, name);
      assert.deepEqual(await axe(page), [], name);
      clean();
    }
    await context.close();
  });
}

test("Arabic: the Nu HTML checker finds nothing", () => assert.deepEqual(nu(arabicDir), []));

test("Arabic: a lesson is answered in the figures of Arabic too; formulas, code and the number line keep their way, and arrow keys theirs", async () => {
  const { page, context, clean } = await visit(browser, arabic, { path: "lessons/compare.html", width: 360 });
  const found = await page.evaluate(() => {
    const direction = (selector) => [...new Set([...document.querySelectorAll(selector)].map((el) => getComputedStyle(el).direction))];
    return { p: direction(".body > p"), math: direction("math"), code: direction("pre, code"), line: direction(":is(wend-number-line, wend-place-point) .field, input.point"), marker: direction(".body table") };
  });
  assert.deepEqual(found, { p: ["rtl"], math: ["ltr"], code: ["ltr"], line: ["ltr"], marker: ["rtl"] });

  for (const [label, answer] of [["bigger", "١/١٢"], ["decimal", "٠٫٧٥"]]) {
    const item = page.locator(`wend-question[data-label="${label}"] .item:not([hidden])`);
    await item.getByRole("textbox").fill(answer);
    await item.getByRole("button", { name: "تحقّق" }).click();
    await item.getByText("صحيح.", { exact: true }).first().waitFor();
  }

  const point = page.getByRole("slider");
  const middle = async () => {
    await point.evaluate((el) => el.scrollIntoView({ block: "center" }));
    return point.evaluate((el) => Number(/** @type {HTMLInputElement} */ (el).value));
  };
  await point.focus();
  const before = await middle();
  await page.keyboard.press("ArrowRight");
  assert.equal(await middle(), before + 1, "the point moves to the right, where the larger numbers are");
  clean();
  await context.close();
});

test("Arabic: a lesson in English keeps its direction inside; what the browser says of dates is Arabic", async () => {
  const { page, context } = await visit(browser, arabic, { path: "lessons/garden.html" });
  const found = await page.evaluate(() => {
    const of = (selector) => {
      const el = /** @type {HTMLElement} */ (document.querySelector(selector));
      return [el.closest("[lang]")?.getAttribute("lang"), getComputedStyle(el).direction];
    };
    return { title: of("h1"), text: of(".body p"), list: of(".body > ol"), beside: of(".beside") };
  });
  assert.deepEqual(found, { title: ["en", "ltr"], text: ["en", "ltr"], list: ["en", "ltr"], beside: ["ar", "rtl"] });

  await go(page, arabic, "lessons/bread.html");
  assert.ok(isArabic(await page.locator(".alert-title").innerText()));
  await page.locator('wend-question[data-label="pieces"]').getByRole("textbox").fill("٤");
  await page.locator('wend-question[data-label="pieces"]').getByRole("button", { name: "تحقّق" }).click();
  await page.locator('wend-question[data-label="pieces"]').getByText("صحيح.", { exact: true }).first().waitFor();
  await go(page, arabic, "objectives/equal-parts.html");
  const evidence = page.locator("details", { hasText: "كيف يعرف الموقع ذلك؟" }).first();
  await evidence.locator("summary").click();
  const entry = await evidence.locator(".entries li").first().innerText();
  const day = await page.evaluate(() => new Intl.DateTimeFormat("ar", { day: "numeric", month: "short", year: "numeric", numberingSystem: "latn" }).format());
  assert.ok(entry.replaceAll("\u00a0", " ").includes(day) && isArabic(day), `${entry} has ${day}`);
  assert.ok(isArabic(entry), entry);
  await context.close();
});

test("on a phone the guide's title stands in one line beside the other language; of two names the second begins with its «و»; states stand beside each other", async () => {
  const { page, context } = await visit(browser, arabic, { width: 360 });
  const lines = await page.evaluate(() => {
    const words = document.createRange();
    words.selectNodeContents(document.querySelector(".top-title"));
    return new Set([...words.getClientRects()].map(({ top }) => Math.round(top))).size;
  });
  assert.equal(lines, 1);
  await page.locator("#wants ~ details > summary").click();
  for (const goal of await page.locator("#wants ~ details .choice").all()) await goal.click();
  await page.locator(".goals a, .goals li").nth(1).waitFor();
  await go(page, arabic, "path.html");
  const goals = page.locator("wend-path p", { hasText: "هذا يقود إلى" });
  assert.deepEqual(await goals.locator("a").allTextContents(), ["تقسيم شيء إلى أجزاء متساوية", "والمقارنة بين كسرين"]);
  assert.match((await goals.textContent()) ?? "", /متساوية والمقارنة بين كسرين\.$/);
  await go(page, arabic, "map.html");
  assert.equal(await page.locator(".stations .band").nth(1).textContent(), "فيه بعض التحدي، هدفك، على طريقك");
  await context.close();
});
