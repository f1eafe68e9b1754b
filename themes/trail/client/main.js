/**
 * The entry: what runs on every page.
 *
 * 1. reading settings, at once (`reading`)
 * 2. `globalThis.WEND`, which catalog and plugin scripts call in any order (`site`, `host`)
 * 3. the record (`store/`) and the catalog (`site`), then what they mean together (`model`)
 * 4. the elements of the page (`pages/<kind>` registers those of one page) and its blocks (`host`) come alive
 *
 * Everything is an addition: without this script, every lesson can be read and reached.
 */

import { painted } from "./dom.js";
import { begin, element } from "./element.js";
import { aa } from "./elements/aa/aa.js";
import { closeMenus, who } from "./elements/who/who.js";
import { register, wake } from "./host.js";
import { modelOf } from "./model.js";
import { keepVisited } from "./offline.js";
import { searchWaits } from "./search/opener.js";
import { applyReading, mirrorReading, readingOf, recallReading } from "./reading.js";
import { catalogArrived, loadCatalog, loadScript, page, presetArrived, storeName } from "./site.js";
import { envOf } from "./store/env.js";
import { openStore } from "./store/store.js";
import { watchTrouble } from "./trouble.js";
import { loadEngine } from "./way.js";

/** How long a lesson counts as still open, ms: coming back within it is no new visit. */
const SAME_VISIT = 30 * 60_000;

/** The path gets better in the background for so long at a time, ms: no frame is late for it. */
const SLICE = 5;

/** Kinds of entry that are work: worth asking the browser to keep them for good. */
const WORK = new Set(["answer", "rating", "claim", "wonder", "goal", "reflection", "product"]);

const html = document.documentElement;

element("wend-aa", aa);
element("wend-who", who);
applyReading(html, recallReading(storeName));
searchWaits();

/** Calls made before this script, if a page brings such a queue: `[["plugin", name, def], …]`. */
const early = /** @type {any} */ (window.WEND)?.queue;
/** @type {Record<string, (...args: any[]) => void>} */
const WEND = { catalog: catalogArrived, plugin: register, learner: presetArrived, wake };
window.WEND = WEND;
if (Array.isArray(early)) for (const [name, ...args] of early) if (Object.hasOwn(WEND, name)) WEND[name](...args);

/** All deferred scripts have run: those of single pages and of plugins too. */
const parsed = new Promise((ok) => {
  if (document.readyState === "complete") ok(null);
  addEventListener("DOMContentLoaded", ok);
  addEventListener("load", ok);
});

async function start() {
  const [store, catalog] = await Promise.all([
    openStore(storeName, envOf(storeName)),
    loadCatalog(),
    parsed,
  ]);

  /** @type {(() => void)[]} */
  const draws = [];
  const compute = modelOf(catalog, page);
  /** What the log means, worked out when it is asked for after a change. @type {import("./model.js").Model | null} */
  let known = null;
  const model = () => (known ??= compute(store.entries(), Date.now()));
  /** The last change on its way to the page. @type {Promise<void> | null} */
  let drawing = null;
  let waiting = false;
  /** @type {import("./element.js").App} */
  const app = { store, model, onChange: (draw) => void draws.push(draw), drawn: async () => void (await drawing) };

  const settle = () => {
    const reading = readingOf(model().facts.settings);
    applyReading(html, reading);
    mirrorReading(storeName, reading);
  };
  settle();
  const drawAll = () => {
    for (const draw of draws) {
      try {
        draw();
      } catch (error) {
        console.error(error);
      }
    }
  };
  /** Goes on with the path, a few milliseconds at a time; drawn anew once, if that found a better one. */
  const refine = () => {
    const m = model();
    const { way } = m;
    if (!way) return;
    const lessons = () => way.plan().steps.map((s) => s.lesson).join();
    const before = lessons();
    const slice = () => {
      if (known !== m) return;
      const end = performance.now() + SLICE;
      if (way.refine(() => performance.now() < end)) return void setTimeout(slice);
      if (lessons() !== before) drawAll();
    };
    setTimeout(slice);
  };
  /** Once nothing waits to be written; a disk that hangs holds nothing up. */
  const quiet = () => Promise.race([store.idle(), new Promise((ok) => setTimeout(ok, 200))]);
  /**
   * Draws what is true now; the first goal waits for what finds the path to it. What answered the learner at once, such as a
   * verdict, is painted before the rest is worked out; several changes in one go are one drawing. A tick that is still being
   * written is waited for: else it would be drawn as not there yet.
   */
  const show = async () => {
    waiting = true;
    await painted();
    await quiet();
    waiting = false;
    settle();
    const engine = loadEngine(model());
    if (engine) await engine.then(quiet);
    drawAll();
    refine();
    void keepForGood(store);
  };
  let owner = store.current()?.record ?? "";
  store.onChange(() => {
    const now = store.current()?.record ?? "";
    // Another learner: nothing of the one before may stay on the page, answers in blocks neither.
    if (owner && now !== owner && !store.trouble()) return location.reload();
    owner = now;
    known = null;
    if (!waiting) drawing = show();
  });

  await loadEngine(model());
  begin(app);
  wake(app);
  watchTrouble(app);
  closeMenus();
  refine();

  const here = model().here();
  if (here && !(Date.now() - (model().facts.opened.get(here.id) ?? 0) < SAME_VISIT)) {
    await store.append({ kind: "opened", lesson: here.id });
    await drawing;
  }

  // Other tabs tell us through the channel; where there is none, we look when we are looked at.
  addEventListener("pageshow", (event) => event.persisted && store.refresh());
  addEventListener("storage", (event) => event.key ?? store.refresh(true)); // all of it was cleared
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && store.refresh());
  html.setAttribute("data-ready", "");
  keepVisited();
}

let asked = false;

/**
 * Asks the browser, once and after real work, not to clear this site's storage by itself.
 * @param {import("./store/store.js").Store} store
 */
async function keepForGood(store) {
  const last = store.entries().at(-1);
  if (asked || !last || !WORK.has(last.kind)) return;
  asked = true;
  try {
    if (localStorage.getItem(storeName + "|asked")) return;
    localStorage.setItem(storeName + "|asked", "1");
    if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  } catch {
    // Not offered here; the file is the way to keep things.
  }
}

// In a frame of my path a page is a leaf of the booklet: it is read, and nothing is done or kept.
if (location.hash === "#leaf" && parent !== window) void loadScript("assets/wend-leaf.js");
else start().catch((error) => console.error("wend", error));
