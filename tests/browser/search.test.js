// Search in Chromium: over http under a base path and from disk, by keyboard, on a small screen, without script; what a
// page loads before anybody asks; and how quick a keypress is among thousands of lessons.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, build, disk, folder, launch, leads, serve, shared, visit } from "./harness.js";

let browser, server, site;

before(async () => {
  site = shared("curricula/fractions");
  server = await serve(site);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

const field = (page) => page.getByRole("combobox", { name: "Search this guide" });
const options = (page) => page.getByRole("option");
const said = (page, text) => page.locator(".search-say", { hasText: text }).waitFor();
/** Types, and waits until a result's title is there. */
async function finds(page, text, title) {
  await field(page).fill(text);
  await options(page).filter({ hasText: title }).first().waitFor();
}

for (const [where, of] of [["http, under a base path", () => server.url], ["disk", () => disk(site)]]) {
  test(`titles, statements, interests and text are found from ${where}`, async () => {
    const { page, context, clean } = await visit(browser, of(), { path: "lessons/beats/add.html" });
    await page.getByRole("link", { name: "Search" }).click();
    await field(page).waitFor();
    await finds(page, "same size", "Same size, new name");
    await finds(page, "music", "Add fractions with beats");
    await finds(page, "drummers", "Add fractions with beats");
    assert.match(await options(page).first().innerText(), /in the text/);
    assert.match(await options(page).first().innerText(), /Ready for you|A stretch|Further on|You can/);
    // A slip, and capital letters.
    await finds(page, "FARCTION", "fractions");
    await leads(page, () => page.keyboard.press("Enter"));
    clean();
    await context.close();
  });
}

test("a page that nobody searches on loads nothing of it", async () => {
  const { page, context } = await visit(browser, "about:blank", { path: "about:blank", js: false });
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(server.url);
  await page.waitForTimeout(200);
  assert.deepEqual(asked.filter((url) => /search/.test(url)), []);
  await context.close();
});

test("by keyboard: Ctrl and K open it, arrows choose, Enter goes, Escape gives the page back", async () => {
  const { page, context, clean } = await visit(browser, server.url, { path: "map.html" });
  await page.keyboard.press("Control+k");
  await field(page).waitFor();
  assert.ok(await field(page).evaluate((el) => el === document.activeElement));
  assert.equal(await field(page).inputValue(), "");
  await finds(page, "fraction", "Add fractions with beats");
  assert.equal(await field(page).getAttribute("aria-activedescendant"), null);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const second = options(page).nth(1);
  assert.equal(await second.getAttribute("aria-selected"), "true");
  assert.equal(await field(page).getAttribute("aria-activedescendant"), await second.getAttribute("id"));
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.locator("[role=option][aria-selected=true]").count(), 0);
  await page.keyboard.press("Escape");
  await field(page).waitFor({ state: "hidden" });
  await page.keyboard.press("Control+k");
  await field(page).waitFor();
  await page.keyboard.press("ArrowDown");
  const href = await options(page).first().evaluate((a) => /** @type {HTMLAnchorElement} */ (a).href);
  await page.keyboard.press("Enter");
  await page.waitForURL(href);
  clean();
  await context.close();
});

test("nothing found says so, and leads to all lessons", async () => {
  const { page, context } = await visit(browser, server.url);
  await page.getByRole("link", { name: "Search" }).click();
  await field(page).fill("zzyzx");
  await said(page, "Nothing here has “zzyzx”");
  assert.equal(await field(page).getAttribute("aria-expanded"), "false");
  await page.locator("dialog.search").getByRole("link", { name: "See all lessons" }).click();
  await page.getByRole("heading", { level: 1, name: "All lessons" }).waitFor();
  await context.close();
});

test("without JavaScript the link leads to the list of all lessons", async () => {
  const { page, context } = await visit(browser, server.url, { js: false, path: "lessons/beats/add.html" });
  await page.getByRole("link", { name: "Search" }).click();
  await page.getByRole("heading", { level: 1, name: "All lessons" }).waitFor();
  await context.close();
});

for (const width of [320, 1280]) {
  test(`axe finds nothing in it, and nothing runs off the side: ${width} px`, async () => {
    const { page, context, clean } = await visit(browser, server.url, { width });
    await page.keyboard.press("Control+k");
    await field(page).waitFor();
    assert.deepEqual(await axe(page), [], "before a word");
    await finds(page, "fraction", "Add fractions with beats");
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await axe(page), [], "with results");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    assert.equal(await page.locator("dialog.search").evaluate((d) => d.scrollWidth > d.clientWidth), false);
    clean();
    await context.close();
  });
}

/** A curriculum whose lessons have words of their own behind doors. */
function secrets() {
  const dir = join(folder(), "secrets");
  mkdirSync(join(dir, "lessons"), { recursive: true });
  writeFileSync(join(dir, "curriculum.toml"), 'id = "secrets"\ntitle = "Secrets"\nlanguage = "en"\n');
  const body =
    "Openword. <!-- authorword -->\n\n:::: question q-1\nPromptword?\n\n- [x] Optionword\n  - feedbackword\n- [ ] Other\n\nHint: hintword\nWhy: whyword\n\n::: solution\nsolutionword\n:::\n::::\n\n::: example {fade=1}\nExampleword.\n\n1. stepword\n:::\n";
  writeFileSync(join(dir, "lessons/one.md"), `+++\ntitle = "One"\n+++\n\n${body}`);
  writeFileSync(join(dir, "lessons/zh.md"), '+++\ntitle = "分数入门"\nlang = "zh"\n+++\n\n把一个整体平均分成几份。\n');
  return build(dir);
}

test("what is behind a hint, a solution or an answer is not found; what stands open is", async () => {
  const dir = secrets();
  const index = readdirSync(join(dir, "assets/search")).map((name) => readFileSync(join(dir, "assets/search", name), "utf8")).join("");
  for (const word of ["author", "feedback", "hintw", "whyw", "solutionw", "stepw"]) assert.doesNotMatch(index, new RegExp(word), word);
  const { page, context, clean } = await visit(browser, disk(dir));
  await page.keyboard.press("Control+k");
  await field(page).waitFor();
  for (const word of ["openword", "promptword", "optionword", "exampleword"]) await finds(page, word, "One");
  await field(page).fill("solutionword");
  await said(page, "Nothing here");
  // A language without spaces, by its title and by its text.
  await finds(page, "分数", "分数入门");
  await finds(page, "平均分", "分数入门");
  clean();
  await context.close();
});

/** Ten thousand lessons in words that come about as often as words do (Zipf), so that shards are of a real size. */
function large() {
  const dir = join(folder(), "large");
  let seed = 1;
  const random = () => (seed = (Math.imul(seed, 48271) >>> 0) % 2147483647) / 2147483647;
  const letters = "etaoinshrdlucmfwypvbgk";
  const vocabulary = Array.from({ length: 20_000 }, (_, n) => {
    let word = "";
    for (let k = 0; k < 3 + (n % 8); k += 1) word += letters[Math.floor(random() ** 2 * letters.length)];
    return word;
  });
  const word = () => vocabulary[Math.floor(Math.exp(random() * Math.log(vocabulary.length))) - 1] ?? "the";
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "curriculum.toml"), 'id = "big"\ntitle = "Big"\nlanguage = "en"\n');
  for (let l = 0; l < 10_000; l += 1) {
    const at = join(dir, `lessons/s${Math.floor(l / 100)}`);
    if (l % 100 === 0) mkdirSync(at, { recursive: true });
    const text = Array.from({ length: 300 }, word).join(" ");
    writeFileSync(join(at, `l${l}.md`), `+++\ntitle = "${word()} ${word()} ${word()}"\n+++\n\n${text}\n`);
  }
  return build(dir);
}

test("ten thousand lessons: a keypress is answered within 50 ms on a processor slowed four times", { skip: !process.env.WEND_LARGE }, async () => {
  const dir = large();
  const { page, context } = await visit(browser, disk(dir));
  const client = await context.newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.keyboard.press("Control+k");
  await field(page).waitFor({ timeout: 60_000 });
  const times = await page.evaluate(async () => {
    const input = /** @type {HTMLInputElement} */ (document.querySelector("#search-for"));
    const out = [];
    for (const text of ["e", "et", "eta", "etao", "tae", "taeo", "sht", "sht eta", "xqzjw", "etaoinshr"]) {
      // Twice: the second time the shard is here, and the whole answer is made.
      for (const time of [1, 2]) {
        input.value = text;
        const start = performance.now();
        input.dispatchEvent(new Event("input"));
        out.push([text, time, Math.round(performance.now() - start)]);
        await new Promise((later) => setTimeout(later, 400));
      }
    }
    return out;
  });
  const sizes = readdirSync(join(dir, "assets/search")).map((name) => readFileSync(join(dir, "assets/search", name)).length);
  console.log(JSON.stringify(times), `shards ${sizes.length}, ${Math.round(sizes.reduce((a, b) => a + b, 0) / 1000)} kB, largest ${Math.round(Math.max(...sizes) / 1000)} kB`);
  for (const [text, time, ms] of times) assert.ok(ms <= 50, `“${text}” took ${ms} ms the ${time}. time`);
  await context.close();
});
