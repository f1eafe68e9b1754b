/**
 * `<wend-review>`: what was shown some days ago and begins to fade, a question each, at most ten minutes. What slips comes
 * back once; what is left over comes back tomorrow. The log alone says what is done, so nothing is lost by leaving.
 */

import { button, h } from "../../dom.js";
import { list, objectiveLink } from "../../marks.js";
import { review as reviewOf } from "../../sitting.js";
import { href } from "../../site.js";
import { comesBack, dayAt, onward } from "../ask/days.js";
import { run } from "../ask/round.js";
import { t } from "../../text.js";

/** @typedef {import("../../element.js").App} App */
/** @typedef {import("../../model.js").Model} Model */

/**
 * @param {HTMLElement} el
 * @param {App} app
 */
export function review(el, app) {
  const { model } = app;
  const box = h("div.asking");
  el.append(box);
  let sittings = 1;
  const now = () => {
    const m = model();
    return reviewOf(m.c, m.asked.log, m.asked.now, sittings);
  };
  /** @param {import("../ask/round.js").Can} can */
  const left = (can) => now().asks.filter((ask) => can(ask.objective));
  const go = run(box, app, {
    kind: "retrieval",
    use: "retrieval",
    next: (can) => {
      const [ask] = left(can);
      return ask ? { objective: ask.objective, why: why(model(), ask) } : null;
    },
    count: (can) => {
      const { answered } = now();
      return { n: answered + 1, of: answered + left(can).length };
    },
    end: (can) => ending(can),
    stop: h("a.btn.quiet", { href: href("index.html") }, t("ask.later")),
  });

  /** @param {import("../ask/round.js").Can} can */
  const ending = (can) => {
    const m = model();
    const { latest, more } = now();
    const people = m.due().filter((ix) => !can(ix) && !latest.has(ix));
    const [good, again] = [true, false].map((correct) => [...latest].flatMap(([ix, how]) => (how.correct === correct ? [ix] : [])));
    const further = () => {
      sittings += 1;
      void go(true);
    };
    return [
      h("h2", { tabindex: -1 }, t(latest.size ? "review.end" : people.length ? "review.people" : m.standings.some((s) => s.memory) ? "review.none" : "review.never")),
      !latest.size && !people.length && nextTime(m),
      good.length > 0 && [h("h3", null, t("review.good")), h("ul.links", null, good.map((ix) => comesBack(m, ix)))],
      again.length > 0 && [h("h3", null, t("review.again")), h("p.soft", null, t("review.again_note")), h("ul.links", null, again.map((ix) => comesBack(m, ix)))],
      people.length > 0 && h("p", null, t("review.by_hand"), " ", list(people.map((ix) => objectiveLink(m, ix)), true)),
      more > 0 && h("p.row", null, h("span", null, t("review.more", { n: more })), button(t("review.go_on"), further)),
      onward(),
    ];
  };

  void go(false);
  return () => {};
}

/** When the next one comes. @param {Model} m */
function nextTime(m) {
  const coming = m.standings.flatMap((s, ix) => (s.memory && !s.stuck ? [{ ix, due: s.memory.due }] : []));
  const first = coming.reduce((/** @type {typeof coming[0] | null} */ a, b) => (a && a.due <= b.due ? a : b), null);
  return h("p", null, first ? [t("review.next", { day: dayAt(m, first.due) }), " ", list([objectiveLink(m, first.ix)], true)] : t("review.how"));
}

/**
 * Why this, and why now.
 * @param {Model} m
 * @param {{ objective: number, serves: number[], again: boolean }} ask
 */
function why(m, { objective, serves, again }) {
  if (again) return t("review.why_again");
  const { memory, level, due } = m.standings[objective];
  const others = serves.filter((ix) => ix !== objective);
  const day = memory ? dayAt(m, memory.last) : "";
  return [
    t(!due ? "review.why_serves" : level === "rusty" ? "review.why_rusty" : "review.why", { day }),
    others.length > 0 && [" ", t("review.why_also"), " ", list(others.map((ix) => m.c.objectives[ix].title), true)],
  ];
}
