// What a learner waits for, measured: `node tests/browser/budgets.js`, called by `cargo xtask bench pages`. Not a test, for
// what it tells is the machine's as well; so each figure is the median of several, beside the same work done by an empty
// page (a key that only changes a text), which tells the machine from the site; and the processor's time stands behind the
// wall's, since a machine may have more to do.
//
// - from a key to its feedback, processor slowed four times: at most 50 ms
// - Today with a record of 10,000 events, from the page's own scripts to its choices: at most 200 ms

import { launch, serve, settled, shared, visit } from "./harness.js";
import { bring } from "./asking.js";
import { go, question } from "./journey.js";
import { below } from "./kinds.js";

const EVENTS = 10_000;
const DAY = 86_400_000;

const dir = shared("curricula/fractions");
const server = await serve(dir);
const browser = await launch();
const median = (times) => [...times].sort((a, b) => a - b)[times.length >> 1];
const line = (what, { wall, work }, most) => {
  const ms = median(wall);
  if (most && ms > most) process.exitCode = 1;
  console.log(`${what.padEnd(66)} ${ms.toFixed(1).padStart(7)} ms${most ? `, at most ${most}: ${ms <= most ? "kept" : "BROKEN"}` : ""}; of the processor ${median(work).toFixed(0)} (${wall.map((t) => Math.round(t)).join(" ")})`);
};

/** What a page's main thread has worked since it was opened, ms of the processor. */
async function worked(client) {
  const { metrics } = await client.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
}

/** What drives a page's processor: one for each page, since each would set its own pace again wherever the page goes. */
async function driver(page) {
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  return { page, client, slow: (rate) => client.send("Emulation.setCPUThrottlingRate", { rate }) };
}

/** Two years of work: answers about everything, a third of them wrong. */
const years = (t) => {
  const objectives = below(dir, ".html", "objectives").map((path) => path.replace(/^objectives\/|\.html$/g, ""));
  return Array.from({ length: EVENTS }, (_, n) => {
    const objective = objectives[(n * 7) % objectives.length];
    return { kind: n % 5 ? "answer" : "retrieval", w: `w${n % 300}`, n, t: t - 2 * 365 * DAY + Math.floor((n / EVENTS) * 729 * DAY), tz: 0, objective, item: `${objective}-${n % 40}`, answer: "3/4", correct: n % 3 > 0, by: "learner" };
  });
};

/** From the keydown on which something is handed in to the frame that shows what `seen` waits for, ms. */
async function pressed(page, seen) {
  await page.evaluate((seen) => {
    const shown = () => [...document.querySelectorAll(seen)].some((el) => el.checkVisibility());
    const painted = new Promise((told) => {
      let from = 0;
      addEventListener("keydown", (event) => (from = event.timeStamp), { capture: true, once: true });
      const look = new MutationObserver(() => {
        if (!shown()) return;
        look.disconnect();
        // The next task after the next frame is begun: what changed is painted.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => told(performance.now() - from);
          port2.postMessage(0);
        });
      });
      look.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    Object.assign(window, { painted });
  }, seen);
  await page.keyboard.press("Enter");
  return page.evaluate(() => /** @type {any} */ (window).painted);
}

/**
 * Presses nine times slowed, by the wall, and nine times not, for what the processor works until all is drawn. `ready` puts the
 * keyboard where it is to be, `after` clears what was shown.
 */
async function keys({ page, client, slow }, seen, ready, after) {
  const times = { wall: [], work: [] };
  for (const rate of [4, 1]) {
    await slow(rate);
    for (let n = 0; n < 9; n += 1) {
      await ready();
      const before = await worked(client);
      const ms = await pressed(page, seen);
      if (rate > 1) times.wall.push(ms);
      else times.work.push((await worked(client)) - before);
      await after();
    }
  }
  return times;
}

/** The same key in a page that does nothing else than show a word. */
async function floor() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.setContent('<input><p class="verdict" hidden>Right</p>');
  await page.evaluate(() => document.querySelector("input").addEventListener("keydown", () => (document.querySelector("p").hidden = false)));
  const times = await keys(await driver(page), ".verdict", () => page.locator("input").focus(), () => page.evaluate(() => (document.querySelector("p").hidden = true)));
  await context.close();
  return times;
}

async function answering(drive) {
  const { page } = drive;
  await go(page, server.url, "lessons/beats/add.html");
  const block = question(page, "beats-2");
  const ready = async () => {
    const field = block.locator(".item:not([hidden])").getByRole("textbox");
    await field.fill("77");
    await field.focus();
  };
  const after = async () => {
    // By keys, as the answer was: a mouse that rests on the page is looked for again in each frame.
    await block.getByRole("button", { name: "Try again" }).press("Enter");
    await page.waitForTimeout(700);
  };
  return keys(drive, '[data-label="beats-2"] .verdict', ready, after);
}

/** From the page read to its choices drawn, and how much the page's main thread works until then. */
async function opening({ page, client, slow }, rate) {
  await slow(rate);
  const times = { wall: [], work: [] };
  for (let n = 0; n < 7; n += 1) {
    // Another page first: what it worked is not counted.
    await page.goto("about:blank");
    await page.goto(new URL("index.html", server.url).href);
    await settled(page);
    await page.locator(".offer").first().waitFor();
    times.work.push(await worked(client));
    times.wall.push(await page.evaluate(() => performance.getEntriesByName("wend-ready")[0]?.startTime - performance.getEntriesByType("navigation")[0].domInteractive));
  }
  await slow(1);
  return times;
}

line("a key and a word, in an empty page, processor slowed 4 times", await floor());
const { page, context } = await visit(browser, server.url);
await page.addInitScript(() =>
  new MutationObserver((_, look) => {
    if (document.documentElement.dataset.ready === undefined) return;
    look.disconnect();
    performance.mark("wend-ready");
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-ready"] }),
);
const drive = await driver(page);
line("a key to its feedback, new record, processor slowed 4 times", await answering(drive), 50);
line("Today: from the page read to its choices, new record", await opening(drive, 1));
await bring(page, server.url, years);
line(`a key to its feedback, ${EVENTS} events, processor slowed 4 times`, await answering(drive), 50);
line(`Today: from the page read to its choices, ${EVENTS} events`, await opening(drive, 1), 200);
line(`Today: the same, processor slowed 4 times`, await opening(drive, 4));
await context.close();
await browser.close();
await server.close();
