// What the browser tests share: a built site, a server for it, Chromium, and pages that are watched.
//
// - `shared(curriculum)`: its site, built once for all test files; nobody changes it.
// - `build(curriculum)`: a site in a new temporary folder.
// - `serve(folder)`: the folder over http on loopback.
// - `serving(folder)`: `wend serve` on a curriculum.
// - `launch()`: Debian's Chromium; `WHOLE` is the one with its windows.
// - `open(use)`: all of these for the tests of a file, closed after the last.
// - `visit(browser, where, options)`: a page in a profile of its own; it fails the test when the page asks anybody but
//   the site, breaks the content policy or throws.
// - `settled(page)`, `leads(page, act)`, `comes(read, wanted)`, `until(page, is)`: what a person would wait for.
// - `axe(page)`: what axe-core finds, light and dark.
// - `nu(folder)`: what the Nu HTML checker finds.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { WEND, project, serving } from "../program.js";

export { WEND, project, serving };

/** Folders to remove when the process ends. */
const temporary = [];
process.on("exit", () => temporary.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

export function folder() {
  const dir = mkdtempSync(join(tmpdir(), "wend-test-"));
  temporary.push(dir);
  return dir;
}

/** A copy of a curriculum of ours that a test may change. */
export function copyOf(curriculum) {
  const dir = join(folder(), "curriculum");
  cpSync(join(project, curriculum), dir, { recursive: true });
  return dir;
}

/** Runs the program; gives what it printed. */
export function wend(...args) {
  return execFileSync(WEND, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Builds a curriculum; gives the site's folder. */
export function build(curriculum, out = join(folder(), "site"), ...more) {
  wend("build", resolve(project, curriculum), "--out", out, ...more);
  return out;
}

/** Where the sites stand that all test files of one run share (`cargo xtask test` names the folder and removes it). */
const SITES = process.env.WEND_SITES ?? folder();

/** The site of a curriculum of ours, built when it is first asked for. No test may change it. */
export function shared(curriculum) {
  const site = join(SITES, curriculum.replaceAll("/", "-"));
  if (existsSync(site)) return site;
  const made = build(curriculum, `${site}.${process.pid}`);
  try {
    renameSync(made, site);
  } catch {
    rmSync(made, { recursive: true }); // another file's test was quicker
  }
  return site;
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/**
 * Serves a folder under a base path that is not the root, as many hosts do. `away` makes it answer nobody, or again.
 * `gzip`: what can be packed is sent packed, as hosts do it where bytes count. `clean`: addresses without `.html` and
 * `index.html`, to which those with them lead, as some hosts have it.
 */
export async function serve(dir, base = "/some/where/", { gzip = false, clean = false } = {}) {
  let silent = false;
  const server = createServer((request, response) => {
    if (silent) return void request.socket.destroy();
    try {
      const path = decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname);
      if (!path.startsWith(base)) throw new Error("outside");
      let file = join(dir, path.slice(base.length));
      if (clean && /\.html$/.test(path)) return void response.writeHead(308, { location: path.replace(/(index)?\.html$/, "") }).end();
      if (clean && !path.endsWith("/") && existsSync(`${file}.html`)) file += ".html";
      else if (clean && !path.endsWith("/") && statSync(file).isDirectory()) return void response.writeHead(301, { location: `${path}/` }).end();
      if (statSync(file).isDirectory()) file = join(file, "index.html");
      const packed = gzip && extname(file) !== ".woff2";
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", ...(packed && { "content-encoding": "gzip" }) });
      response.end(packed ? gzipSync(readFileSync(file)) : readFileSync(file));
    } catch {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("not found");
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const close = () => (server.closeAllConnections(), new Promise((closed) => server.close(closed)));
  return { url: `http://127.0.0.1:${port}${base}`, port, close, away: (is) => (silent = is) };
}

/** The address of a site's folder from disk. */
export const disk = (dir) => `${pathToFileURL(dir).href}/`;

/** Chromium as people have it. */
export const WHOLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Chromium without its windows where that is installed: the same engine for a third of the work. */
const SHELL = process.env.CHROMIUM ?? ["/usr/bin/chromium-headless-shell", WHOLE].find((path) => existsSync(path));

/** What a browser is started with whose reader has set letters twice as large. */
export const DOUBLED = ["--blink-settings=defaultFontSize=32"];

/** @param {string} [executablePath] @param {string[]} [more] what it is started with besides */
export const launch = (executablePath = SHELL, more = []) =>
  chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });

/**
 * Opens a site and a browser before the first test of a file, and closes them after the last.
 * @param {(open: { browser: import("playwright-core").Browser, dir: string, site: string, away: (is: boolean) => void }) => void} use
 *   the site's folder, its address over http, and what makes that answer nobody
 * @param {() => string | null} make the site's folder; null: there is none
 * @param {string} [program] the browser
 */
export function open(use, make = () => shared("curricula/fractions"), program) {
  let browser, server;
  before(async () => {
    const dir = make();
    server = dir === null ? null : await serve(dir);
    browser = await launch(program);
    use({ browser, dir: dir ?? "", site: server?.url ?? "", away: (is) => server?.away(is) });
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });
}

/**
 * A page in a new profile, watched.
 * @param {import("playwright-core").Browser} browser
 * @param {string} site the site's address
 * @param {{path?: string, width?: number, dark?: boolean, js?: boolean, now?: string | number, context?: import("playwright-core").BrowserContext}} [options]
 */
export async function visit(browser, site, options = {}) {
  const { path = "index.html", width = 1280, dark = false, js = true, now } = options;
  const context =
    options.context ??
    (await browser.newContext({
      viewport: { width, height: width < 600 ? 740 : 900 },
      colorScheme: dark ? "dark" : "light",
      javaScriptEnabled: js,
      acceptDownloads: true,
      reducedMotion: "reduce",
      // `offline.test.js` lets the worker in; every other test would wait for it and be told nothing.
      serviceWorkers: "block",
    }));
  const page = await context.newPage();
  if (now !== undefined) await page.clock.install({ time: new Date(now) });
  /** @type {string[]} */
  const faults = [];
  const origin = site.startsWith("file:") ? site : new URL(site).origin;
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob|about):/.test(url)) faults.push(`asks ${url}`);
  });
  page.on("pageerror", (error) => faults.push(`throws ${error.stack ?? error}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`complains ${message.text()} (${message.location().url})`);
  });
  await page.goto(new URL(path, site).href);
  if (js) await settled(page);
  return { page, context, faults, clean: () => assert.deepEqual(faults, []) };
}

/** Waits until what the page is asked is so. Playwright's own wait takes a promise for a yes. */
export async function until(page, is, argument) {
  for (let n = 0; n < 600; n += 1) {
    // A page that is just being left gives no answer.
    if (await page.evaluate(is, argument).catch((error) => (/context was destroyed|navigat/i.test(error) ? false : Promise.reject(error)))) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`never true: ${is}`);
}

/** Reads again and again until what is read is what is wanted, which it is asserted to be in the end: pages are drawn after a key, not by it. */
export async function comes(read, wanted, message) {
  const end = performance.now() + 20_000;
  for (;;) {
    const is = await read();
    if (isDeepStrictEqual(is, wanted)) return;
    if (performance.now() > end) assert.deepEqual(is, wanted, message);
    await new Promise((later) => setTimeout(later, 40));
  }
}

/** Waits until the page's script has read the record and drawn, in its typeface. Of a link that was clicked, see `leads`. */
export async function settled(page) {
  await page.waitForFunction(() => document.documentElement?.dataset.ready !== undefined && document.fonts.status === "loaded");
}

/**
 * Does what leads to another page, and waits until that one is drawn: a click is over before its page is left, and the page that is
 * being left is drawn too.
 */
export async function leads(page, act) {
  await page.evaluate(() => document.documentElement.setAttribute("data-left", ""));
  await act();
  await page.waitForFunction(() => document.documentElement && !document.documentElement.hasAttribute("data-left"));
  await settled(page);
}

/** axe-core as a script; parts in frames, whose origins differ, answer the page's by messages. */
const AXE = `${readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")};
axe.configure({ allowedOrigins: ["<unsafe_all_origins>"] });`;

/** axe-core's rules that say something else in the dark. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** Where a page's script is off, no timer ever ends, and axe-core waits on some: there they end at once. */
const AT_ONCE = "globalThis.setTimeout = (then, _, ...args) => (Promise.resolve().then(() => then(...args)), 0)";

/**
 * What axe-core finds on the page and in its frames, light and dark, in words.
 * @param {import("playwright-core").Page} page
 * @param {{ timers?: boolean, parts?: string[] }} [options] `timers`: whether the page's own end; `parts`: look at these alone,
 *   where the rest was looked at before
 */
export async function axe(page, { timers = true, parts = ["html"] } = {}) {
  if (!timers) await page.evaluate(AT_ONCE);
  const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
  for (const frame of page.frames()) {
    await frame.evaluate(AXE);
    // Frames let the page show through; axe would take what it can't see for white.
    if (frame.parentFrame()) await frame.evaluate(() => void (document.documentElement.style.background = "var(--paper)"));
  }
  // Only what is wrong: listing all that is right takes most of its time.
  const run = async (runOnly) => (await page.evaluate(([include, options]) => globalThis.axe.run({ include }, options), [parts, { runOnly, resultTypes: ["violations"], preload: false, pingWaitTime: 15_000 }])).violations;
  const found = [["", await run(tags)]];
  const dark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  await page.emulateMedia({ colorScheme: dark ? "light" : "dark" });
  found.push([dark ? "light: " : "dark: ", await run({ type: "rule", values: OF_COLOURS })]);
  await page.emulateMedia({ colorScheme: null });
  return found.flatMap(([where, all]) => all.map((v) => `${where}${v.id}: ${v.help}: ${v.nodes.map((n) => `${n.target} ${n.html}`).slice(0, 4).join(" | ")}`));
}

/** What the Nu HTML checker finds in the pages, styles and drawings of a folder, a line each. */
export function nu(dir) {
  const jar = createRequire(import.meta.url)("vnu-jar");
  // What current CSS has and the checker's own list does not have yet.
  const young = ".*(Property “(container-type|math-style|math-shift|paint-order|vector-effect|counter-set)” doesn't exist|Unrecognized at-rule “@container”).*";
  // It lives for seconds only: a plain collector, and no second compiler.
  const java = ["-Xss4m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];
  const options = ["--also-check-css", "--also-check-svg", "--skip-non-html", "--errors-only", "--filterpattern", young];
  try {
    execFileSync("java", [...java, "-jar", jar, ...options, dir], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    return [];
  } catch (error) {
    return `${error.stderr || error.stdout || error}`.split("\n").filter(Boolean).slice(0, 30);
  }
}
