// Blocks of plugins that nobody trusts with the page: what such a block can do in its frame. What it can't is in
// `hostile.test.js`.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { record } from "./asking.js";
import { axe, build, comes, copyOf, disk, folder, leads, open, project, settled, shared, visit } from "./harness.js";
import { go } from "./journey.js";

const COURSE = "tests/browser/foreign";
const LESSON = "lessons/one.html";

let browser, dir, site;
open((it) => ({ browser, dir, site } = it), () => shared(COURSE));

/** Answers to the examples of our plugins, as the build judges them, and the plugins. */
const { items: grades } = JSON.parse(readFileSync(join(project, "tests/browser/grades.json"), "utf8"));
const graders = [...new Set(grades.map((item) => item.plugin))];

/** A lesson with fifty dials. */
function fifty(course) {
  const block = (n) => `::: dial d${n}\nSet it to ${n}.\n\nGoal: ${n}\n:::\n\n${"A paragraph stands between two dials. ".repeat(12)}\n`;
  writeFileSync(join(course, "lessons/many.md"), `# Many\n\n${Array.from({ length: 50 }, (_, n) => block(n)).join("\n")}`);
}

/** A lesson with a question whose plugin builds on `wend:ask`. */
function depths(course) {
  const folder = join(course, "plugins/deep");
  mkdirSync(folder);
  const part = (name, more) => `[kind.deep.part.${name}]\n${more}\n`;
  writeFileSync(
    join(folder, "plugin.toml"),
    `name = "deep"\nversion = "1.0.0"\napi = 1\ndoc = "A depth."\n[kind.deep]\ndoc = "A depth."\nlabel = "wanted"\nyields = "evidence"\n` +
      part("prompt", 'is = "text"') + part("answers", 'is = "line"\nkey = "Answer"\nplain = true') + part("hints", 'is = "line"\nkey = "Hint"\nmany = true') + part("rows", 'is = "table"') +
      `[kind.deep.item]\ntyped = "answers"\nrows = "rows"\n[strings.en.deep]\ndepth = "Depth"\nwrong = "Not so deep."\n`,
  );
  writeFileSync(join(folder, "block.html"), '{% extends "wend:ask" %}\n{% block field %}<p class="line">{{ t("deep.depth") }}</p>{% endblock %}\n');
  writeFileSync(join(folder, "grade.js"), 'import { read, same } from "wend:number";\nexport function grade(answer, spec) { const given = read(answer); return { correct: given && same(given, read(spec.answers[0])) }; }\n');
  writeFileSync(
    join(folder, "element.js"),
    `import { ask, make } from "wend:ask";
    export function connect(el, host) {
      ask(el, host, "deep", (section, spec, changed) => {
        const input = make("input");
        input.setAttribute("aria-label", host.t("deep.depth"));
        input.addEventListener("input", changed);
        section.querySelector(".line").append(input);
        return { at: section.querySelector(".line"), read: () => input.value, write: (answer) => { input.value = answer ?? ""; }, lock: (on) => { input.disabled = on; }, focus: () => input.focus() };
      });
    }\n`,
  );
  writeFileSync(join(course, "lessons/deep.md"), "# Deep\n\n::: deep well\nHow deep is the {what}?\n\nAnswer: {metres}\nHint: Count the rings.\n\n| what | metres |\n|---|---|\n| well | 1/2 |\n| lake | 2/3 |\n:::\n");
}

/** A lesson with the graders of our plugins under other names, which nobody trusts; their elements only hand them to the test. */
function copies(course) {
  for (const plugin of graders) {
    const folder = join(course, "plugins", `copied-${plugin}`);
    mkdirSync(folder);
    for (const file of readdirSync(join(project, "plugins", plugin)).filter((name) => name.endsWith(".js") && name !== "expand.js")) cpSync(join(project, "plugins", plugin, file), join(folder, file));
    writeFileSync(join(folder, "element.js"), "export function connect(el, host) { globalThis.graded = host.grade; }\n");
    writeFileSync(join(folder, "plugin.toml"), `name = "copied-${plugin}"\nversion = "1.0.0"\napi = 1\ndoc = "A copy."\n[kind.copied-${plugin}]\ndoc = "A copy."\n`);
    writeFileSync(join(folder, "block.html"), "<p>A copy.</p>\n");
  }
  writeFileSync(join(course, "lessons/copied.md"), `# Copied\n\n${graders.map((plugin) => `::: copied-${plugin}\n:::\n`).join("\n")}`);
}

/** A site with all of these. */
let more;
before(() => {
  const course = copyOf(COURSE);
  for (const add of [fifty, depths, copies]) add(course);
  more = disk(build(course));
});

const dial = (page) => page.frameLocator("wend-dial iframe");
const set = (page) => dial(page).getByLabel("Your number");
const frameOf = async (locator) => (await locator.locator("iframe").elementHandle()).contentFrame();

for (const where of ["http", "disk"]) {
  describe(`over ${where}`, () => {
    const at = () => (where === "http" ? site : disk(dir));

    test("a framed block grades, records, keeps its state, speaks, grows, and follows its links", async () => {
      const { page, context, clean } = await visit(browser, at(), { path: LESSON });
      await set(page).fill("6");
      const frame = page.locator("wend-dial iframe");
      const low = (await frame.boundingBox()).height;
      await dial(page).getByRole("button", { name: "Check" }).click();
      await dial(page).getByText("Not yet. 1 turn. 1 try.").waitFor();
      await page.locator("#wend-live", { hasText: "Not yet." }).waitFor();
      await page.waitForFunction((low) => document.querySelector("wend-dial").shadowRoot.querySelector("iframe").getBoundingClientRect().height > low + 150, low);
      await set(page).fill("7");
      await dial(page).getByRole("button", { name: "Check" }).click();
      await dial(page).getByText("Right. 2 turns. 2 tries.").waitFor();
      // Leaving the page writes the state.
      await leads(page, () => dial(page).getByRole("link", { name: "The other lesson" }).click());
      await page.getByRole("heading", { level: 1, name: "The other lesson" }).waitFor();
      await page.goBack();
      await comes(() => set(page).inputValue(), "7");
      const made = await record(page, at());
      const answers = made.filter((e) => e.kind === "answer").map((e) => [e.item, e.objective, e.answer, e.correct]);
      assert.deepEqual(answers, [["one#seven", "one", "6", false], ["one#seven", "one", "7", true]]);
      assert.deepEqual(made.filter((e) => e.kind === "state").at(-1).answer, { value: "7", turns: 2 });

      // It is asked on other pages too: one try, and then the page goes on.
      await go(page, at(), "slip.html");
      await page.frameLocator("wend-ask iframe").getByLabel("Your number").fill("6");
      assert.ok(await page.evaluate(() => [...document.scripts].some((script) => /wend-frame\.js$/.test(script.src))));
      const one = page.frameLocator("wend-ask iframe");
      await one.getByRole("button", { name: "Check" }).click();
      await one.getByText("Not yet.").waitFor();
      await page.getByRole("button", { name: /^(Go on|Finish)$/ }).waitFor();
      await comes(() => one.locator(":is(input, button):not(:disabled)").count(), 0, "there is one try");
      // By key: the frame may still be growing, and a button that moves under the mouse is not pressed.
      await page.getByRole("button", { name: /^(Go on|Finish)$/ }).press("Enter");
      await page.locator("wend-ask").waitFor({ state: "detached" });
      const asked = (await record(page, at())).filter((e) => e.kind === "exit").map((e) => [e.item, e.objective, e.answer, e.correct]);
      assert.deepEqual(asked, [["one#seven", "one", "6", false]]);
      clean();
      await context.close();
    });

    test("a picture of the block is seen, in the frame or above it", async () => {
      const { page, context, clean } = await visit(browser, at(), { path: LESSON });
      await set(page).waitFor();
      const picture = where === "http" ? dial(page).getByRole("img", { name: "Two dials" }) : page.locator("wend-dial > img[slot]");
      await picture.waitFor();
      assert.ok(await picture.evaluate((img) => /** @type {HTMLImageElement} */ (img).naturalWidth > 0));
      clean();
      await context.close();
    });
  });
}

test("a frame can be walked by keyboard, has a name, and axe finds nothing", async () => {
  const { page, context, clean } = await visit(browser, site, { path: LESSON });
  await set(page).waitFor();
  assert.equal(await page.locator("wend-dial iframe").getAttribute("title"), "Dial seven");
  await page.locator("main a", { hasText: "the other lesson" }).first().focus();
  const inside = await frameOf(page.locator("wend-dial"));
  const at = () => inside.evaluate(() => (document.hasFocus() ? document.activeElement.textContent || document.activeElement.id : ""));
  /** Presses a key and waits until the keys stand there: a frame is another process. */
  const comesTo = async (key, there, message) => {
    await page.keyboard.press(key);
    await comes(async () => (await at()).replace(/.*answer$/, "field"), there, message);
  };
  for (const there of ["The other lesson", "field", "Check", ""]) await comesTo("Tab", there, "link, field, button, and out");
  await page.locator("wend-hint summary").first().focus();
  await comesTo("Shift+Tab", "Check", "and back in");
  await comesTo("Shift+Tab", "field");
  await page.keyboard.type("7");
  await comesTo("Tab", "Check");
  await page.keyboard.press("Enter");
  await dial(page).getByText("Right.").waitFor();
  assert.deepEqual(await axe(page), []);
  clean();
  await context.close();
});

test("a frame is dark where the page is, as large as the learner reads, and in the page's typeface", async () => {
  const { page, context, clean } = await visit(browser, site, { path: LESSON, dark: true });
  await set(page).waitFor();
  const inside = await frameOf(page.locator("wend-dial"));
  const look = (where) => where.evaluate(() => {
    const { color, fontSize, fontFamily } = getComputedStyle(document.querySelector(".prompt") ?? document.querySelector(".body p"));
    return { color, fontSize, fontFamily, face: document.fonts.check("16px 'Atkinson Next'") && [...document.fonts].some((f) => f.status === "loaded") };
  });
  // Its own typeface is asked for and comes a moment later.
  const same = async () => comes(() => look(inside), await look(page));
  await same();
  const large = await look(inside);
  await page.evaluate(() => {
    document.documentElement.dataset.text = "larger";
    document.documentElement.dataset.theme = "light";
  });
  await inside.waitForFunction(() => document.documentElement.dataset.text === "larger");
  await same();
  assert.notDeepEqual(await look(inside), large);
  assert.deepEqual(await axe(page), []);
  clean();
  await context.close();
});

test("from right to left a frame is so too", async () => {
  const course = copyOf(COURSE);
  writeFileSync(join(course, "curriculum.toml"), 'id = "foreign"\ntitle = "Blocks"\nlanguage = "qps-Arab"\n');
  const { page, context, clean } = await visit(browser, disk(build(course)), { path: LESSON, width: 360 });
  const inside = await frameOf(page.locator("wend-dial"));
  await inside.waitForSelector("wend-dial button");
  assert.deepEqual(await inside.evaluate(() => [document.documentElement.dir, document.documentElement.lang]), ["rtl", "qps-Arab"]);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1));
  clean();
  await context.close();
});

test("on paper and without scripts the block is its plain self", async () => {
  const { page, context, clean } = await visit(browser, site, { path: LESSON });
  await set(page).waitFor();
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("wend-dial .prompt").isVisible());
  assert.ok(!(await page.locator("wend-dial iframe").isVisible()));
  clean();
  await context.close();
  const plain = await visit(browser, site, { path: LESSON, js: false });
  assert.ok(await plain.page.getByText("Set the dial to seven.").isVisible());
  assert.equal(await plain.page.locator("iframe").count(), 0);
  await plain.context.close();
});

test("of fifty blocks those that are near have frames; those that are far give them back, but for one that was used", async () => {
  const { page, context, clean } = await visit(browser, more, { path: "lessons/many.html", width: 360 });
  const dials = page.locator("wend-dial");
  const stands = (n) => dials.nth(n).locator("iframe:not(.coming)").waitFor();
  const frames = () => page.locator("wend-dial iframe").count();
  await stands(0);
  const first = await frames();
  assert.ok(first >= 1 && first < 12, `${first} frames at the top of the page`);
  // Somebody begins to answer and has not checked it yet.
  await dials.nth(2).scrollIntoViewIfNeeded();
  await page.frameLocator('wend-dial[data-label="d2"] iframe').getByLabel("Your number").fill("23");
  const high = () => page.evaluate(() => document.documentElement.scrollHeight);
  for (const n of [6, 12, 18, 24, 30, 36, 42, 49]) {
    await dials.nth(n).scrollIntoViewIfNeeded();
    await stands(n);
  }
  await comes(async () => (await frames()) <= 14, true, "few frames after a walk through the page");
  await comes(() => dials.nth(0).locator("iframe").count(), 0);
  assert.equal(await page.frameLocator('wend-dial[data-label="d2"] iframe').getByLabel("Your number").inputValue(), "23");
  const before = await high();
  await dials.nth(0).scrollIntoViewIfNeeded();
  await stands(0);
  assert.ok(Math.abs((await high()) - before) < 40, "nothing jumps: a frame's place is as high as the frame");
  await page.frameLocator('wend-dial[data-label="d0"] iframe').getByLabel("Your number").fill("0");
  await page.frameLocator('wend-dial[data-label="d0"] iframe').getByRole("button", { name: "Check" }).click();
  await page.frameLocator('wend-dial[data-label="d0"] iframe').getByText("Right.").waitFor();
  clean();
  await context.close();
});

test("a page without framed blocks loads nothing of them, and one with stays under 100 kB", async () => {
  const sizes = {};
  for (const path of [LESSON, "lessons/two.html", "index.html"]) {
    const { page, context } = await visit(browser, site, { path });
    await page.waitForTimeout(200);
    const loaded = await page.evaluate(() => [location.href, ...performance.getEntriesByType("resource").map((entry) => entry.name)]);
    const files = [...new Set(loaded.map((url) => new URL(url).pathname.replace("/some/where/", "")))].filter((file) => !file.endsWith("icon.svg"));
    sizes[path] = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dir, file))).length, 0);
    assert.equal(files.includes("assets/wend-frame.js"), path === LESSON, path);
    await context.close();
  }
  assert.ok(sizes[LESSON] < 100_000, JSON.stringify(sizes));
});

test("a question that is made with wend:ask works in a frame: hints, tries, variants, its own words, what was kept", async () => {
  const { page, context, clean } = await visit(browser, more, { path: "lessons/deep.html" });
  const inside = page.frameLocator("wend-deep iframe");
  const one = inside.locator(".item:visible");
  const field = one.getByRole("textbox", { name: "Depth" });
  await field.fill("7");
  await one.getByRole("button", { name: "A hint" }).click();
  await one.getByText("Count the rings.").waitFor();
  await field.press("Enter");
  await one.getByText("Not so deep.").waitFor();
  assert.ok(await one.getByRole("button", { name: "Try again" }).isVisible());
  await one.getByRole("button", { name: "Another one like this" }).click();
  await one.getByText("How deep is the lake?").waitFor();
  await field.fill("4/6");
  await one.getByLabel("Fairly").check();
  await one.getByRole("button", { name: "Check" }).click();
  await one.getByText("Right.").waitFor();
  assert.match(await one.locator("details.answer").innerText(), /The answer, and why/);
  assert.notEqual(await one.evaluate((el) => getComputedStyle(el).borderBlockStartWidth), "0px", "the look came along");
  await page.reload();
  await settled(page);
  await one.getByText("You got this right before.").waitFor();
  const answers = (await record(page, more)).filter((e) => e.kind === "answer").sort((a, b) => a.t - b.t);
  assert.deepEqual(answers.map((e) => [e.item, e.answer, e.correct, e.hints, e.certainty]), [["deep#well/1", "7", false, 1, undefined], ["deep#well/2", "4/6", true, undefined, 2]]);
  clean();
  await context.close();
});

test("in a frame answers are graded as in the build", async () => {
  const { page, context } = await visit(browser, more, { path: "lessons/copied.html" });
  for (const plugin of graders) {
    const inside = await frameOf(page.locator(`wend-copied-${plugin}`));
    await inside.waitForFunction(() => "graded" in globalThis);
    let count = 0;
    for (const { example, spec, graded } of grades.filter((item) => item.plugin === plugin)) {
      const results = await inside.evaluate(
        ([answers, spec]) => answers.map((answer) => JSON.parse(JSON.stringify(/** @type {any} */ (globalThis).graded(answer, spec)))),
        [graded.map(([answer]) => answer), spec],
      );
      for (const [n, [answer, result]] of graded.entries()) {
        assert.deepEqual(results[n], result, `${example}: ${JSON.stringify(answer)}`);
        count += 1;
      }
    }
    assert.ok(count > 0, plugin);
  }
  await context.close();
});

test("the text of a frame's script does nothing in the page itself", async () => {
  const own = folder();
  cpSync(dir, own, { recursive: true });
  const file = join(own, LESSON);
  const script = JSON.parse(/script:("(?:[^"\\]|\\.)*")/.exec(readFileSync(join(own, "assets/plugins/dial.js"), "utf8"))[1]);
  writeFileSync(file, readFileSync(file, "utf8").replace("</body>", `<script>${script}</script><iframe srcdoc="&lt;script>${script.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}&lt;/script>"></iframe></body>`));
  const { page, context, faults } = await visit(browser, disk(own), { path: LESSON });
  await page.waitForTimeout(300);
  const refused = faults.filter((fault) => fault.includes("this script runs in a sandboxed frame only"));
  assert.equal(refused.length, 2, faults.join("\n"));
  await context.close();
});

test("a site without plugins of its own has nothing of this", () => {
  const site = shared("curricula/fractions");
  assert.ok(!readdirSync(join(site, "assets")).includes("wend-frame.js"));
  assert.ok(!readFileSync(join(site, "index.html"), "utf8").includes("sha256-"));
});
