/**
 * One lesson offered: which place it fills, its title, what it is like, and why it is offered.
 */

import { button, h } from "./dom.js";
import { facts, lessonLink, reasonText } from "./marks.js";
import { t } from "./text.js";

/** @typedef {import("./element.js").App} App */

/**
 * @typedef {object} Offer
 * @property {number} lesson
 * @property {string} slot "next", "goal", "other-way", "different", "away" or "open"
 * @property {{ code: string, args?: Record<string, any> }[]} reasons
 * @property {number} [minutes]
 */

/**
 * @param {App} app
 * @param {Offer} offer
 * @param {{ level?: number, tools?: import("./dom.js").Kid }} [options] level of its heading
 */
export function offerCard({ store, model }, { lesson, slot, reasons, minutes }, { level = 3, tools } = {}) {
  const m = model();
  const link = lessonLink(m, lesson);
  const id = m.c.lessons[lesson].id;
  // What was chosen, and as what: the learner's own choices are evidence of a kind.
  link.addEventListener("click", () => void store.append({ kind: "choice", lesson: id, target: slot }));
  const decline =
    slot === "different" &&
    button(t("offer.not_today"), () => store.append({ kind: "decline", lesson: id }), "btn.quiet", { "data-key": "decline" });
  return h(
    `div.offer.offer-${slot}`,
    { "data-lesson": lesson },
    h("p.offer-slot", null, t("slot." + slot)),
    h("h" + level, null, link),
    facts(m, lesson, minutes),
    reasons.map((r) => h("p.why", null, reasonText(m, r))),
    (decline || tools) && h("p.row", null, tools, decline),
  );
}

/**
 * @param {App} app
 * @param {Offer[]} offers
 */
export function offerList(app, offers) {
  return h("ul.offers", null, offers.map((offer) => h("li", null, offerCard(app, offer))));
}

/**
 * Other lessons for the same objectives; another approach first.
 * @param {import("./model.js").Model} m
 * @param {number} lesson
 * @returns {number[]}
 */
export function otherWays(m, lesson) {
  const { teaches, approach } = m.c.lessons[lesson];
  const rest = m.c.lessons.flatMap((l, ix) => (ix !== lesson && l.teaches.some((o) => teaches.includes(o)) ? [ix] : []));
  const same = (/** @type {number} */ ix) => Number(m.c.lessons[ix].approach === approach);
  return rest.sort((a, b) => same(a) - same(b) || a - b);
}
