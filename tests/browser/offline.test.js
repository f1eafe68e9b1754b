// Without internet: what was visited goes on, what was chosen is kept whole, an update never mixes two builds, and what
// can't be is said. The worker is real, and so is the silence: the server does not answer.

import assert from "node:assert/strict";
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, build, copyOf, disk, folder, launch, leads, serve, serving, settled, shared, until, visit } from "./harness.js";
import { choose, go, pick, question } from "./journey.js";

let browser, server, site;
before(async () => {
  server = await serve(shared("curricula/fractions"));
  site = server.url;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** A profile with a worker, for one test. */
async function profile(t) {
  const context = await browser.newContext({ reducedMotion: "reduce", viewport: { width: 1000, height: 800 } });
  t.after(() => context.close());
  return context;
}

/** A server for one test. */
async function hosted(t, dir, base) {
  const own = await serve(dir, base);
  t.after(own.close);
  return own;
}

/** The network of a profile and of its site: away, or back. */
async function internet(context, of, on) {
  of.away(!on);
  await context.setOffline(!on);
}

/** Waits until the worker has kept what every visitor keeps. */
const ready = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));

/** Caches and how many files each has, without the state. */
const caches = (page) =>
  page.evaluate(async () => {
    const names = (await window.caches.keys()).filter((name) => !name.endsWith("|state"));
    return Promise.all(names.map(async (name) => [name, (await (await window.caches.open(name)).keys()).length]));
  });

/** Changes a lesson, and the title that is on every page. */
function renew(course) {
  const change = (path, from, to) => {
    const text = readFileSync(join(course, path), "utf8");
    writeFileSync(join(course, path), text.replace(from, to));
  };
  change("lessons/beats/rests.md", "A rhythm is made of sound", "New: a rhythm is made of sound");
  change("curriculum.toml", /^title = .*/m, 'title = "Fractions, anew"');
}

const line = (page, text) => page.getByRole("main").getByText(text);

test("the browser reads what it takes to install the guide: a name, a beginning within it, a window, a picture that is there", async (t) => {
  const context = await profile(t);
  const { page } = await visit(browser, site, { context });
  const client = await context.newCDPSession(page);
  const { errors, manifest } = await client.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.ok(manifest.name);
  assert.equal(manifest.startUrl, new URL("index.html", site).href);
  assert.equal(manifest.scope, new URL("./", site).href);
  assert.equal(manifest.display, "kStandalone");
  const icons = await page.evaluate((all) => Promise.all(all.map(async (url) => (await fetch(url)).headers.get("content-type"))), manifest.icons.map(({ url }) => url));
  assert.ok(icons.length > 0 && icons.every((type) => type?.startsWith("image/")), icons.join());
});

test("the first visit is enough to go on: places, search, an answer; a page that is not kept says so, and comes with the internet", async (t) => {
  const context = await profile(t);
  const { page } = await visit(browser, site, { context });
  await choose(page, site);
  await go(page, site, "lessons/beats/add.html");
  await ready(page);
  await until(page, async () => (await Promise.all([location.href, ...[...document.images].map(({ src }) => src)].map((it) => window.caches.match(it)))).every(Boolean));
  await internet(context, server, false);

  await page.reload();
  await settled(page);
  await pick(page, "beats-1", "3/4");
  await question(page, "beats-1").getByText("Right").waitFor();
  await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0));
  for (const path of ["index.html", "path.html", "map.html", "review.html", "placement.html", "me.html", "all/"]) {
    await go(page, site, path);
    assert.notEqual(new URL(page.url()).pathname.split("/").at(-1), "offline.html", path);
  }
  assert.match(await page.getByRole("main").innerText(), /Notes and rests/);
  await go(page, site, "me.html");
  await page.getByText(/Not saved to a file yet/).waitFor();
  await page.getByRole("link", { name: "Search" }).click();
  await page.getByRole("combobox", { name: "Search this guide" }).fill("drummers");
  await page.getByRole("option").filter({ hasText: "Add fractions with beats" }).first().waitFor();

  await page.goto(new URL("lessons/beats/rests.html", site).href);
  await settled(page);
  await page.getByRole("heading", { name: "“Notes and rests” is not kept on this device" }).waitFor();
  assert.deepEqual(await axe(page), []);
  await internet(context, server, true);
  await page.getByRole("status").getByText("You are back online.").waitFor();
  await page.getByRole("link", { name: "Try again" }).click();
  await page.getByRole("heading", { level: 1, name: "Notes and rests" }).waitFor();
});

test("a path is taken, and the internet ends: the next step opens, and Today puts first what is kept and says what is not", async (t) => {
  const context = await profile(t);
  const { page } = await visit(browser, site, { context, width: 360 });
  await choose(page, site);
  const start = page.locator(".offer-next").getByRole("link", { name: /^Start/ });
  const next = await start.evaluate((link) => link.href);
  await until(page, (url) => window.caches.match(url).then(Boolean), next);
  await internet(context, server, false);
  await page.locator(".notice", { hasText: "There is no internet just now. What is kept on this device comes first." }).waitFor();
  await page.locator("#wend-live", { hasText: "There is no internet just now." }).waitFor({ state: "attached" });
  const marked = page.locator(".offer", { hasText: "Not on this device: it needs internet." }).filter({ visible: true });
  assert.ok((await marked.count()) > 0);
  assert.equal(await page.locator(".offer-next", { hasText: "Not on this device" }).count(), 0);
  assert.deepEqual(await axe(page), []);
  const far = await marked.last().getByRole("link").first().evaluate((link) => link.href);
  await leads(page, () => start.click());
  assert.equal(page.url(), next);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0));
  await page.goto(new URL("path.html", site).href);
  await settled(page);
  await page.locator(".steps > li", { hasText: "Not on this device: it needs internet." }).last().waitFor();
  assert.equal(await page.locator(".steps > .next", { hasText: "Not on this device" }).count(), 0, "the next step is kept");
  await page.goto(far);
  await settled(page);
  await leads(page, () => page.getByRole("link", { name: "What can I do now?" }).click());
  await page.locator(".notice", { hasText: "There is no internet just now" }).waitFor();
  await page.locator(".offer-next").waitFor();
  assert.equal(await page.locator(".offer-next", { hasText: "Not on this device" }).count(), 0);
  await internet(context, server, true);
  await page.locator(".notice", { hasText: "There is no internet just now" }).waitFor({ state: "detached" });
  assert.equal(await marked.count(), 0);
});

test("who saves data keeps nothing that they did not open", async (t) => {
  const context = await profile(t);
  await context.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  const { page } = await visit(browser, site, { context });
  await choose(page, site);
  await go(page, site, "path.html");
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length + (await window.caches.keys()).length), 0);
});

test("my path, and then the whole guide, with sizes before; how far it is, is said; and it can be removed", async (t) => {
  const context = await profile(t);
  const { page } = await visit(browser, site, { context });
  await choose(page, site);
  await go(page, site, "me.html");
  await leads(page, () => page.getByRole("link", { name: "Keep pages for when there is no internet" }).click());
  const mine = page.getByRole("button", { name: /^Keep my path: \d+ lessons, about [\d.]+ MB$/ });
  await mine.focus();
  await page.keyboard.press("Enter");
  await line(page, /^Your path is kept/).waitFor();
  await page.locator("#wend-live", { hasText: "Your path is kept" }).waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Keep my path as it is now" }).waitFor();
  await go(page, site, "path.html");
  const steps = await page.locator("wend-path h3 a, wend-path li a").evaluateAll((links) => links.map((link) => link.href).filter((href) => href.includes("/lessons/")));
  assert.ok(steps.length > 3);
  await internet(context, server, false);
  await page.goto(steps.at(-1));
  await settled(page);
  assert.match(page.url(), /lessons/);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0));
  // Offline, nothing is offered that could not be had.
  await go(page, site, "offline.html");
  await line(page, /^Your path is kept/).waitFor();
  assert.equal(await page.getByRole("button", { name: /^Keep the whole/ }).count(), 0);

  await internet(context, server, true);
  await page.getByRole("button", { name: /^Keep the whole guide: about [\d.]+ MB$/ }).click();
  await line(page, /^The whole guide is kept/).waitFor();
  assert.equal(await page.getByRole("button", { name: /^Keep/ }).count(), 0);
  const [[, all]] = await caches(page);
  await page.getByRole("button", { name: "Remove what is kept" }).click();
  await line(page, /^What you opened is kept/).waitFor();
  const [[, core]] = await caches(page);
  // Beside the files themselves, the lists of them and what they are called.
  const at = join(shared("curricula/fractions"), "assets/offline");
  const lists = readdirSync(at).map((_, n) => Object.keys(JSON.parse(readFileSync(join(at, `${n}.json`), "utf8"))));
  assert.deepEqual([all, core], [lists.flat().length + lists.length + 1, lists[0].length + lists.length + 1]);
});

test("an update: an open page goes on with its build and keeps a half-typed answer; the next page is whole of the new one", async (t) => {
  const course = copyOf("curricula/fractions");
  const dir = build(course, join(folder(), "site"));
  const own = await hosted(t, dir, "/");
  const context = await profile(t);
  const { page } = await visit(browser, own.url, { context, path: "offline.html" });
  await page.getByRole("button", { name: /^Keep the whole guide/ }).click();
  await line(page, /^The whole guide is kept/).waitFor();
  const [[old]] = await caches(page);
  await go(page, own.url, "lessons/beats/add.html");
  const box = page.locator("wend-question[data-label=\"beats-2\"] .item:not([hidden])").getByRole("textbox");
  await box.fill("5/");

  renew(course);
  build(course, dir);
  await context.addInitScript(() => navigator.serviceWorker?.addEventListener("controllerchange", () => Object.assign(window, { tookOver: true })));
  const { page: other } = await visit(browser, own.url, { context, path: "about.html" });
  await other.evaluate(() => navigator.serviceWorker.ready.then((it) => it.update()));
  await until(other, async () => (await window.caches.keys()).filter((name) => !name.endsWith("|state")).length === 2);
  await other.waitForFunction(() => /** @type {any} */ (window).tookOver);
  // The page that is open gets what its own build has.
  const text = (page, path) => page.evaluate((path) => fetch(path).then((it) => it.text(), () => "nothing"), path);
  const rests = new URL("lessons/beats/rests.html", own.url).href;
  await other.goto(new URL("map.html", own.url).href);
  await settled(other);
  assert.match(await other.title(), /Fractions, anew/);
  assert.match(await text(other, rests), /New: a rhythm/);
  assert.doesNotMatch(await text(page, rests), /New: a rhythm/);
  assert.equal(await box.inputValue(), "5/");
  await box.fill("5/8");
  await page.locator("wend-question[data-label=\"beats-2\"] .item:not([hidden])").getByRole("button", { name: "Check" }).click();
  await question(page, "beats-2").getByText("Right").waitFor();
  assert.match(await page.title(), /Fractions, your way/);
  // Also without internet, all of the new build is here, and the old one goes when its last page has.
  await page.goto(rests);
  await settled(page);
  await page.getByText("New: a rhythm").waitFor();
  await go(page, own.url, "me.html");
  await page.getByText("Not saved to a file yet").waitFor();
  // Each page that is opened takes some more of the new build over; when nothing is missing, the old one goes.
  const kept = () => page.evaluate((old) => window.caches.keys().then((names) => names.includes(old)), old);
  for (let n = 0; n < 40 && (await kept()); n += 1) {
    await go(page, own.url, n % 2 ? "me.html" : "map.html");
    await page.waitForTimeout(250);
  }
  assert.equal(await kept(), false);
  await internet(context, own, false);
  await go(page, own.url, "lessons/beats/longer-than-a-bar.html");
  assert.match(page.url(), /longer-than-a-bar/);
  await go(page, own.url, "lessons/beats/rests.html");
  await page.getByText("New: a rhythm").waitFor();
});

test("a page that the server has only of a newer build brings that build with it; one that was taken away is shown as gone", async (t) => {
  const course = copyOf("curricula/fractions");
  const dir = build(course, join(folder(), "site"));
  const own = await hosted(t, dir);
  const context = await profile(t);
  const { page } = await visit(browser, own.url, { context });
  await ready(page);
  renew(course);
  build(course, dir);
  await page.goto(new URL("lessons/beats/rests.html", own.url).href);
  await page.getByText("New: a rhythm").waitFor();
  await settled(page);
  assert.match(await page.evaluate(() => fetch("../../index.html").then((it) => it.text())), /Fractions, anew/);
  await page.goto(new URL("lessons/no/such.html", own.url).href);
  await page.getByText("not found").waitFor();
});

test("two sites of one host that leaves out the endings of addresses, one in two languages: each keeps its own, and all addresses of a page lead to it", async (t) => {
  const dir = folder();
  cpSync(shared("tests/curricula/arabic"), dir, { recursive: true });
  cpSync(shared("curricula/fractions"), join(dir, "two"), { recursive: true });
  const own = await serve(dir, "/", { clean: true });
  t.after(own.close);
  const context = await profile(t);
  const two = new URL("two/", own.url).href;
  const { page } = await visit(browser, own.url, { context, path: "map.html" });
  assert.equal(new URL(page.url()).pathname, "/map");
  await ready(page);
  // The other language, and then the other site: under the worker of what stands above it, and then under its own.
  await leads(page, () => page.getByRole("navigation", { name: "اللغة" }).getByRole("link", { name: "English" }).click());
  await page.waitForURL(/\/en\/map$/);
  await until(page, async () => (await navigator.serviceWorker.ready).scope.endsWith("/en/") && (await window.caches.match(location.href + ".html")) !== undefined);
  await go(page, two, "lessons/beats/add.html");
  assert.equal(new URL(page.url()).pathname, "/two/lessons/beats/add");
  await pick(page, "beats-1", "3/4");
  await question(page, "beats-1").getByText("Right").waitFor();
  await until(page, async () => (await navigator.serviceWorker.ready).scope.endsWith("/two/"));
  const keeps = () => until(page, async () => {
    const shown = [location.href.replace(/(\.html)?$/, ".html"), ...[...document.images].map(({ src }) => src)];
    return (await Promise.all(shown.map((it) => window.caches.match(it)))).every(Boolean);
  });
  await keeps();
  await go(page, two, "lessons/beats/choir.html");
  const title = await page.getByRole("heading", { level: 1 }).innerText();
  await keeps();
  await internet(context, own, false);
  for (const path of ["lessons/beats/add.html", "lessons/beats/add"]) {
    await go(page, two, path);
    await question(page, "beats-1").getByText("Right").waitFor();
    await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0));
  }
  for (const path of ["all", "all/", "all/index.html"]) {
    await go(page, two, path);
    await leads(page, () => page.getByRole("link", { name: title }).click());
    await page.waitForURL(/\/two\/lessons\/beats\/choir/);
  }
  await go(page, two, "lessons/beats/rests");
  await page.getByRole("heading", { name: "“Notes and rests” is not kept on this device" }).waitFor();
  await go(page, own.url, "map");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "ar");
  await leads(page, () => page.getByRole("link", { name: "English" }).click());
  await page.waitForURL(/\/en\/map/);
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  const records = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  assert.ok(records.length >= 2 && records.every((name) => /^wend:(arabic|fractions)/.test(name)), records.join());
  await internet(context, own, true);
  // An address that nobody can have written is the server's to answer.
  assert.equal(await page.evaluate(() => fetch("map%zz").then(({ status }) => status)), 404);
  await go(page, own.url, "offline");
  await page.getByRole("main").getByRole("button").last().click();
  await page.waitForTimeout(300);
  assert.equal((await caches(page)).length, 3, "what one site lets go of, the other keeps");
});

test("no room left: it is said in plain words, and what was there stays", async (t) => {
  const context = await profile(t);
  const { page } = await visit(browser, site, { context, path: "offline.html" });
  await page.getByRole("button", { name: /^Keep the whole/ }).waitFor();
  const cdp = await context.newCDPSession(page);
  const { usage } = await cdp.send("Storage.getUsageAndQuota", { origin: new URL(site).origin });
  await cdp.send("Storage.overrideQuotaForOrigin", { origin: new URL(site).origin, quotaSize: usage + 100_000 });
  const [[, before]] = await caches(page);
  await page.getByRole("button", { name: /^Keep the whole/ }).click();
  await line(page, /There is no more room on this device/).waitFor();
  assert.ok((await caches(page))[0][1] >= before);
  await page.getByRole("button", { name: "Get the rest" }).waitFor();
  await go(page, site, "map.html");
  await go(page, site, "lessons/beats/add.html");
});

test("from disk there is no worker, and nothing wrong is said; where there can be none, the page says what else works", async (t) => {
  const { page, clean } = await visit(browser, disk(shared("curricula/fractions")), { path: "offline.html", context: await profile(t) });
  await line(page, "All of it is here already").waitFor();
  assert.equal(await page.locator('link[rel="manifest"]').count(), 0);
  clean();
  const refused = await profile(t);
  await refused.addInitScript(() => Object.defineProperty(Navigator.prototype, "serviceWorker", { value: undefined }));
  const bare = await visit(browser, site, { path: "offline.html", context: refused });
  await line(bare.page, "Pages can’t be kept here").waitFor();
  assert.deepEqual(await axe(bare.page), []);
  bare.clean();
});

test("`wend serve` on an address where a built site was ends its worker, and shows what is written", async (t) => {
  const own = await hosted(t, shared("curricula/fractions"), "/");
  const context = await profile(t);
  const { page } = await visit(browser, own.url, { context });
  await ready(page);
  await own.close();
  const course = copyOf("curricula/fractions");
  renew(course);
  const { server: writing } = await serving(course, { port: own.port });
  try {
    await page.reload();
    await page.waitForFunction(() => document.title === "Fractions, anew");
    await until(page, async () => (await window.caches.keys()).length === 0 && !(await navigator.serviceWorker.getRegistration()));
    await go(page, own.url, "offline.html");
    await line(page, "Nothing is kept.").waitFor();
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  } finally {
    writing.kill();
  }
});
