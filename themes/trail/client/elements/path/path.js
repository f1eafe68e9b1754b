/**
 * `<wend-path>`: the steps to the goals, each with its reason, what it takes, when, and the other ways with what they
 * cost. Whatever is chosen here is an entry of the log; the engine plans anew.
 */

import { goalChooser } from "../../choosers.js";
import { announce, button, fill, h } from "../../dom.js";
import { facts, lessonLink, list, objectiveLink, reasonText } from "../../marks.js";
import { loadScript } from "../../site.js";
import { duration, t } from "../../text.js";
import { ownSteps } from "../me/steps.js";
import { wayMissing, wayOf } from "../../way.js";
import { breadth } from "./breadth.js";
import { mover, propose } from "./move.js";
import { laid, outlook, spanText, week } from "./week.js";

/** @typedef {import("../../element.js").App} App */

/**
 * @param {HTMLElement} el
 * @param {App} app
 */
export function path(el, app) {
  const head = h("div");
  const steps = h("div");
  const time = week(app);
  const dated = calendarOpener();
  const goals = goalChooser(app);
  const mine = ownSteps(app);
  const own = h("section", { "aria-labelledby": "own-steps" }, h("h2", { id: "own-steps" }, t("steps.title")), mine.el);
  const bind = () => openBooklet(el);
  const change = h("details.goals-change", null, h("summary", null, t("path.change")), goals.el);
  change.toggleAttribute("open", !app.model().goals.length);
  const opening = el.querySelector("header");
  if (opening) opening.after(head, time.el, dated.el, steps, own, change);
  else el.prepend(head, time.el, dated.el, steps, own, change);
  return () => {
    goals.draw();
    mine.draw();
    time.draw();
    const m = app.model();
    const dates = laid(m);
    const some = wayOf(m).plan().steps.length > 0;
    fill(head, summary(m, dates, bind));
    time.el.hidden = !some;
    dated.draw(some && typeof dates === "object" ? dates : null);
    fill(steps, walk(app, dates));
  };
}

/** The dates as a file: what makes it is loaded when it is asked for. */
function calendarOpener() {
  const file = /** @type {HTMLElement & { dates?: import("../../engine/schedule.js").Schedule }} */ (h("wend-calendar"));
  const load = async () => {
    await loadScript("assets/wend-calendar.js");
    if (!customElements.get("wend-calendar")) fill(file, h("p.notice", null, t("calendar.missing")));
  };
  const el = h("details.my-week.no-print", { ontoggle: load }, h("summary", null, t("calendar.open")), file);
  /** @param {import("../../engine/schedule.js").Schedule | null} dates */
  const draw = (dates) => {
    el.hidden = !dates;
    file.dates = dates ?? undefined;
  };
  return { el, draw };
}

/**
 * The booklet takes the page's place until it is closed; what makes it is loaded now.
 * @param {HTMLElement} el
 */
async function openBooklet(el) {
  await loadScript("assets/wend-booklet.js");
  if (!customElements.get("wend-booklet")) return announce(t("path.no_booklet"));
  const booklet = h("wend-booklet");
  booklet.addEventListener("closed", () => {
    booklet.remove();
    el.hidden = false;
    /** @type {HTMLElement | null} */ (el.querySelector("[data-key=booklet]"))?.focus();
  });
  el.hidden = true;
  el.after(booklet);
}

/**
 * @param {import("../../model.js").Model} m
 * @param {ReturnType<typeof laid>} dates
 * @param {() => unknown} bind opens the booklet
 */
function summary(m, dates, bind) {
  const { steps, minutes, unreachable, aside } = wayOf(m).plan();
  if (!m.goals.length && !steps.length) return h("p.empty", null, t("path.none"));
  if (wayMissing()) return h("p.notice", null, t("path.missing"));
  return [
    m.goals.length > 0 && h("p", null, t("path.to"), " ", list(m.goals.map((ix) => objectiveLink(m, ix))), "."),
    steps.length > 0 && h("p.lead", null, t("path.length", { n: steps.length, time: duration(minutes) })),
    steps.length > 0 && outlook(m, dates),
    !steps.length && h("p.lead", null, t(unreachable.length ? "path.no_way" : "path.arrived")),
    // Who has arrived is told so once, not again for each goal.
    aside.filter((note) => steps.length || note.code !== "aside-goal-known").map((note) => h("p.soft", null, reasonText(m, note))),
    unreachable.map((u) => h("p.notice", null, reasonText(m, u.reason))),
    steps.length > 0 && h("p.row.no-print", null, button(t("path.print"), () => print()), button(t("path.booklet"), () => bind(), "btn.plain", { "data-key": "booklet" })),
  ];
}

/**
 * @param {App} app
 * @param {ReturnType<typeof laid>} dates
 */
function walk(app, dates) {
  const m = app.model();
  const { steps } = wayOf(m).plan();
  const { store } = app;
  /** @param {number} lesson @param {string} target @param {boolean} answer */
  const set = (lesson, target, answer) => store.append({ kind: "path", target, lesson: m.c.lessons[lesson].id, answer });
  const excluded = m.request.excludes;
  return [
    h(
      "ol.trail.steps",
      null,
      steps.map((step, i) => {
        const { lesson, minutes, reasons, others } = step;
        const pinned = m.request.pins.includes(lesson);
        const title = m.c.lessons[lesson].title;
        const named = (/** @type {string} */ words) => [words, h("span.visually-hidden", null, " ", title)];
        const skip = async () => {
          if (pinned) await set(lesson, "pin", false);
          await set(lesson, "exclude", true);
          announce(t("path.skipped", { title }));
        };
        return h(
          i === 0 ? "li.next" : "li.ahead",
          { "data-lesson": lesson },
          h("h2.step-title", null, lessonLink(m, lesson)),
          typeof dates === "object" && h("p.step-when", null, spanText(dates.steps[i].from, dates.steps[i].to)),
          facts(m, lesson, minutes),
          reasons.map((r) => h("p.why", null, reasonText(m, r))),
          others.length > 0 && !pinned && swaps(app, step, set),
          h(
            "p.offer-tools.no-print",
            null,
            i === 0 && h("a.btn", { href: lessonLink(m, lesson).getAttribute("href") }, t("offer.start")),
            button(named(t("path.pin")), () => set(lesson, "pin", !pinned), "btn.quiet", { "aria-pressed": String(pinned), "data-key": "pin-" + lesson }),
            button(named(t("path.skip")), skip, "btn.quiet", { "data-key": "skip-" + lesson }),
            steps.length > 1 && mover(app, i, steps.length),
          ),
          h("p.moved-not.no-print", null),
        );
      }),
    ),
    m.wished.length > 0 && steps.length > 1 && h("p.row.no-print", null, button(t("move.propose"), () => propose(app), "btn.quiet")),
    breadth(m, steps),
    excluded.length > 0 &&
      h(
        "section.no-print",
        { "aria-labelledby": "left-out" },
        h("h2", { id: "left-out" }, t("path.left_out")),
        h("ul.links", null, excluded.map((lesson) => h("li", null, lessonLink(m, lesson), " ", button(t("path.put_back"), () => set(lesson, "exclude", false), "btn.quiet")))),
      ),
  ];
}

/** Steps whose other ways are open, so that they stay open when the list is drawn anew. @type {Set<number>} */
const opened = new Set();

/**
 * The other ways of a step. What each costs is worked out when they are opened, one after the other.
 * @param {App} app
 * @param {import("../../engine/explain.js").Step} step
 * @param {(lesson: number, target: string, answer: boolean) => Promise<Entry>} set
 */
function swaps({ model }, step, set) {
  const m = model();
  const ways = h("ul.ways");
  const price = async () => {
    /** @type {import("../../engine/path.js").Alternative[]} */
    const priced = [];
    for (const other of step.others) {
      await new Promise((go) => setTimeout(go));
      if (model() !== m) return;
      priced.push(...wayOf(m).price(step, other));
    }
    priced.sort((a, b) => a.plus_minutes - b.plus_minutes || a.lesson - b.lesson);
    fill(ways, priced.map(way));
  };
  /** @param {import("../../engine/path.js").Alternative} alternative */
  const way = ({ lesson: other, plus_minutes: plus }) => {
    const take = async () => {
      await set(other, "pin", true);
      announce(t("path.swapped", { title: m.c.lessons[other].title }));
    };
    const cost = plus === 0 ? t("path.same_time") : t(plus > 0 ? "path.longer" : "path.shorter", { time: duration(Math.abs(plus)) });
    return h("li", { "data-lesson": other }, lessonLink(m, other), facts(m, other), h("p.row", null, h("span.soft", null, cost), button([t("path.instead"), h("span.visually-hidden", null, " ", m.c.lessons[other].title)], take)));
  };
  let asked = false;
  const toggled = () => {
    if (!box.hasAttribute("open")) return void opened.delete(step.lesson);
    opened.add(step.lesson);
    if (!asked) void price();
    asked = true;
  };
  const box = h("details.swap", { open: opened.has(step.lesson), ontoggle: toggled }, h("summary", null, t("path.others", { n: step.others.length })), ways);
  return box;
}
