/**
 * Moving a step where the order is free: by two buttons, or by dragging its handle. Where something stands in the way,
 * the step stays and says what. What was moved is an entry of the log, which every tab and every later visit reads.
 */

import { announce, button, fill, h, svg } from "../../dom.js";
import { objectiveLink } from "../../marks.js";
import { moved, reach, wishes } from "../../engine/order.js";
import { pieces, t } from "../../text.js";
import { wayOf } from "../../way.js";

/** @typedef {import("../../element.js").App} App */
/** @typedef {import("../../engine/order.js").Wall} Wall */

/** So near the edge of the window a drag scrolls the page, px; so far at a time; and so often, ms. */
const EDGE = 70;
const SCROLL = 14;
const BEAT = 16;

/** What is kept: the shortest list that gives this order. @param {App} app @param {number[]} lessons */
function keep({ store, model }, lessons) {
  const m = model();
  const first = wishes(wayOf(m).proposed().map((s) => s.lesson), lessons);
  return store.append({ kind: "path", target: "order", answer: first.length ? first.map((ix) => m.c.lessons[ix].id) : null });
}

/** Back to the order that was proposed. @param {App} app */
export async function propose({ store }) {
  await store.append({ kind: "path", target: "order", answer: null });
  announce(t("move.proposed"));
}

/**
 * Puts a step to another place, or says why it can't be there.
 * @param {App} app
 * @param {number} from
 * @param {number} to
 * @param {(words: import("../../dom.js").Kid[]) => void} refuse
 */
async function put(app, from, to, refuse) {
  const m = app.model();
  const { graph, known } = m.asked;
  const lessons = wayOf(m).plan().steps.map((s) => s.lesson);
  const { first, last, before, behind } = reach(graph, known, lessons, from);
  const at = Math.min(Math.max(to, first), last);
  const wall = to < first ? before : to > last ? behind : null;
  const title = (/** @type {number} */ ix) => m.c.lessons[ix].title;
  const why = wall && words(m, wall, to < first ? wall.lesson : lessons[from], to < first ? lessons[from] : wall.lesson);
  if (at !== from) {
    await keep(app, moved(lessons, from, at));
    announce(t("move.done", { title: title(lessons[from]), n: at + 1, of: lessons.length }));
    await app.drawn();
  }
  if (!why) return;
  refuse(why);
  announce(why.map((part) => (part instanceof Node ? part.textContent : part)).join(""));
}

/**
 * @param {import("../../model.js").Model} m
 * @param {Wall} wall
 * @param {number} giver a step that comes first
 * @param {number} taker the one that needs it
 */
function words(m, { objective }, giver, taker) {
  const [first, then] = [giver, taker].map((ix) => m.c.lessons[ix].title);
  return objective < 0 ? [t("move.order", { first, then })] : pieces("move.needs", { first, then, objective: objectiveLink(m, objective) });
}

/**
 * The handle and the two buttons of a step.
 * @param {App} app
 * @param {number} at its place
 * @param {number} n how many steps there are
 */
export function mover(app, at, n) {
  const m = app.model();
  const { lesson } = wayOf(m).plan().steps[at];
  const { title } = m.c.lessons[lesson];
  /** @param {import("../../dom.js").Kid[]} why */
  const refuse = (why) => {
    const step = document.querySelector(`.steps > [data-lesson="${lesson}"] > .moved-not`);
    if (step) fill(step, why);
  };
  /** @param {number} by @param {string} key */
  const press = (by, key) => {
    const there = at + by >= 0 && at + by < n;
    const arrow = svg("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" }, svg("path", { d: by < 0 ? "M10 16V4M5 9l5-5 5 5" : "M10 4v12M5 11l5 5 5-5" }));
    const go = () => (there ? put(app, at, at + by, refuse) : announce(t(by < 0 ? "move.is_first" : "move.is_last")));
    return button([arrow, h("span.visually-hidden", null, t(key, { title }))], go, "btn.quiet.arrow", { "data-key": `${key}-${lesson}`, "aria-disabled": there ? null : "true", title: t(key, { title: "" }).trim() });
  };
  const handle = h("span.handle", { "aria-hidden": "true", onpointerdown: (/** @type {PointerEvent} */ event) => drag(app, event, at, refuse) }, svg("svg", { viewBox: "0 0 20 20", width: 20, height: 20 }, svg("path", { d: "M4 6h12M4 10h12M4 14h12" })));
  return h("span.mover.no-print", null, handle, press(-1, "move.earlier"), press(1, "move.later"));
}

/**
 * Follows the pointer: a line shows where the step would come to stand.
 * @param {App} app
 * @param {PointerEvent} event
 * @param {number} from
 * @param {(words: import("../../dom.js").Kid[]) => void} refuse
 */
function drag(app, event, from, refuse) {
  const handle = /** @type {HTMLElement} */ (event.currentTarget);
  const step = handle.closest("li");
  const all = step?.parentElement ? /** @type {HTMLElement[]} */ ([...step.parentElement.children]) : [];
  if (!step || event.button !== 0) return;
  event.preventDefault();
  const stop = new AbortController();
  const { signal } = stop;
  let to = from;
  let y = event.clientY;
  const clear = () => all.forEach((li) => li.classList.remove("drop-before", "drop-after"));
  const end = () => {
    stop.abort();
    clearInterval(beat);
    clear();
    step.classList.remove("dragged");
  };
  handle.setPointerCapture(event.pointerId);
  step.classList.add("dragged");
  const look = () => {
    const middles = all.map((li) => li.getBoundingClientRect()).map((box) => box.top + box.height / 2);
    to = middles.filter((middle, at) => at !== from && middle < y).length;
    clear();
    if (to !== from) all[to].classList.add(to > from ? "drop-after" : "drop-before");
  };
  const beat = setInterval(() => {
    // The path was drawn anew meanwhile: the step that is held stands nowhere.
    if (!step.isConnected) return end();
    const by = y < EDGE ? -SCROLL : y > innerHeight - EDGE ? SCROLL : 0;
    if (!by) return;
    scrollBy({ top: by, behavior: "instant" });
    look();
  }, BEAT);
  const follow = (/** @type {PointerEvent} */ at) => {
    y = at.clientY;
    look();
  };
  handle.addEventListener("pointermove", follow, { signal });
  const drop = () => {
    end();
    if (to !== from) void put(app, from, to, refuse);
  };
  handle.addEventListener("pointerup", drop, { signal });
  handle.addEventListener("pointercancel", end, { signal });
  addEventListener("keydown", (key) => key.key === "Escape" && end(), { signal });
}
