/**
 * The steps of a path, each with its reason, what it takes and when, to keep and to leave out; the other ways with what
 * they cost; what was left out. Whatever is chosen here is an entry; the engine plans anew.
 */

import { announce, button, fill, h } from "../../dom.js";
import { leftOut } from "../../leftout.js";
import { facts, lessonLink, reasonText } from "../../marks.js";
import { duration, t } from "../../text.js";
import { instead } from "../../stuck.js";
import { wayOf } from "../../way.js";
import { breadth } from "./breadth.js";
import { spanText } from "./week.js";

/** @typedef {import("../../element.js").App} App */
/** @typedef {ReturnType<typeof import("./week.js").laid>} Dates */

/**
 * @param {App} app
 * @param {Dates} dates
 * @param {typeof import("./move.js")} [mine] whoever looks walks it: they begin with the first step, and put the steps in an
 *   order of their own
 */
export function walk(app, dates, mine) {
  const m = app.model();
  const { steps } = wayOf(m).plan();
  const { store } = app;
  /** @param {number} lesson @param {string} target @param {boolean} answer */
  const set = (lesson, target, answer) => store.append({ kind: "path", target, lesson: m.c.lessons[lesson].id, answer });
  const excluded = m.leftOut;
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
          [...instead(m, lesson), ...reasons].map((r) => h("p.why", null, reasonText(m, r))),
          others.length > 0 && !pinned && swaps(app, step, set),
          h(
            "p.offer-tools.no-print",
            null,
            mine && i === 0 && h("a.btn", { href: lessonLink(m, lesson).getAttribute("href") }, t("offer.start")),
            button(named(t("path.pin")), () => set(lesson, "pin", !pinned), "btn.quiet", { "aria-pressed": String(pinned), "data-key": "pin-" + lesson }),
            button(named(t("path.skip")), skip, "btn.quiet", { "data-key": "skip-" + lesson }),
            steps.length > 1 && mine?.mover(app, i, steps.length),
          ),
          h("p.moved-not.no-print", null),
        );
      }),
    ),
    mine && m.wished.length > 0 && steps.length > 1 && h("p.row.no-print", null, button(t("move.propose"), () => mine.propose(app), "btn.quiet")),
    breadth(m, steps),
    excluded.length > 0 &&
      h(
        "section.no-print",
        { "aria-labelledby": "left-out" },
        h("h2", { id: "left-out" }, t("path.left_out")),
        leftOut(app, excluded),
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
