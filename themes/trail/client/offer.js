/**
 * One lesson offered: which place it fills, its title, what it is like, and why it is offered.
 */

import { button, h } from "./dom.js";
import { facts, lessonLink, reasonText } from "./marks.js";
import { levelOf } from "./engine/release.js";
import { day, t } from "./text.js";

/** @typedef {import("./element.js").App} App */

/** Reasons shown under an offer; the path shows them all. */
const REASONS = 2;

/**
 * @typedef {object} Offer
 * @property {number} lesson
 * @property {string} slot "continue", "goal", "other-way", "different", "away" or "open"
 * @property {{ code: string, args?: Record<string, any> }[]} reasons
 * @property {number} [begun] when the learner began it, ms
 * @property {number} [minutes]
 */

/**
 * @param {App} app
 * @param {Offer} offer
 * @param {boolean} next what is next: framed, with a button to start
 */
function offerCard({ store, model }, { lesson, slot, reasons, begun, minutes }, next) {
  const m = model();
  const link = lessonLink(m, lesson);
  const { id, title } = m.c.lessons[lesson];
  // What was chosen, and as what: the learner's own choices are evidence of a kind.
  const chosen = () => void store.append({ kind: "choice", lesson: id, target: slot });
  link.addEventListener("click", chosen);
  const decline =
    slot === "different" &&
    button(t("offer.not_today"), () => store.append({ kind: "decline", lesson: id }), "btn.quiet", { "data-key": "decline" });
  const look = next ? ".offer-next" : slot === "different" ? ".offer-other" : "";
  return h(
    "li.offer" + look,
    { "data-lesson": lesson, "data-slot": slot },
    h("p.offer-slot", null, t("slot." + slot)),
    h(next ? "h2" : "h3", null, link),
    facts(m, lesson, minutes),
    begun && h("p.why", null, t("offer.begun", { day: day(begun) })),
    reasons.slice(0, REASONS).map((r) => h("p.why", null, reasonText(m, r))),
    (decline || next) && h("p.offer-tools", null, next && h("a.btn", { href: link.getAttribute("href"), onclick: chosen }, t(slot === "continue" ? "offer.go_on" : "offer.start"), h("span.visually-hidden", null, ": ", title)), decline),
  );
}

/**
 * @param {App} app
 * @param {Offer[]} offers
 * @param {boolean} [framed] the first one is what is next
 */
export function offerList(app, offers, framed = false) {
  return h("ul.offers", null, offers.map((offer, i) => offerCard(app, offer, framed && i === 0)));
}

/**
 * Other lessons for the same objectives: another approach first, then those that give enough help.
 * @param {import("./model.js").Model} m
 * @param {number} lesson
 * @returns {number[]}
 */
export function otherWays(m, lesson) {
  const { teaches, approach } = m.c.lessons[lesson];
  const rest = m.c.lessons.flatMap((l, ix) => (ix !== lesson && l.teaches.some((o) => teaches.includes(o)) ? [ix] : []));
  const same = (/** @type {number} */ ix) => Number(m.c.lessons[ix].approach === approach);
  const short = (/** @type {number} */ ix) => Math.max(0, levelOf(m.c.lessons[ix].support) - m.need(ix));
  return rest.sort((a, b) => same(a) - same(b) || short(a) - short(b) || a - b);
}
