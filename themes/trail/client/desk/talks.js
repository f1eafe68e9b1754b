/** Talks that were held, and the look-backs at weeks that a learner wrote: what the next talk begins with. */

import { h } from "../dom.js";
import { inTime } from "../engine/evidence.js";
import { own } from "../engine/facts.js";
import { lessonLink, objectiveLink } from "../marks.js";
import { day, t } from "../text.js";
import { spokenOf } from "../things.js";
import { madeOf, nameOf } from "./pieces.js";
import { isDay } from "./roster.js";
import { dated } from "./say.js";

/** @typedef {import("../model.js").Model} Model */

/** Fields of a talk, in the order in which they are read. */
export const FIELDS = ["research", "decide", "teach", "note", "goal", "words", "next"];

/** How a lesson of a week was, as learners say it. */
const HOW = ["right", "easy", "hard", "dull"];
const SHOWN = 6;

/** @typedef {Entry & Partial<Record<"decide" | "goal" | "teach" | "research" | "words" | "next", unknown>>} Talk */

/** The latest first. @param {Model} model @returns {Talk[]} */
export const talksOf = (model) => inTime(model.asked.log).filter((e) => e.kind === "meeting" && !own(e)).reverse();

/**
 * @param {Model} model
 * @param {number} [most]
 * @returns {import("../dom.js").Kid}
 */
export function pastTalks(model, most = 20) {
  const all = talksOf(model).slice(0, most);
  const made = madeOf(model);
  if (!all.length) return h("p.soft", null, t("talk.none"));
  return h(
    "ul.things",
    null,
    all.map((e) => {
      const ix = model.objective(e.objective);
      const piece = spokenOf(made, e);
      const said = FIELDS.flatMap((field) => {
        const text = /** @type {Record<string, any>} */ (e)[field];
        return typeof text === "string" && text ? [h("p.own", { dir: "auto" }, h("strong", null, t("talk.short_" + field), " "), field === "next" && isDay(text) ? dated(text) : h("bdi", null, text))] : [];
      });
      return h("li", null, h("p.soft.row", null, h("span", null, day(e.t)), piece && h("bdi", null, nameOf(model, piece)), ix >= 0 && objectiveLink(model, ix)), said);
    }),
  );
}

/**
 * How their weeks were, in their own words: the case for choosing more themselves.
 * @param {Model} model
 * @returns {import("../dom.js").Kid}
 */
export function lookBacks(model) {
  const back = inTime(model.asked.log).filter((e) => e.kind === "week" && e.target === "back" && own(e) && e.answer !== "skip");
  if (!back.length) return null;
  const counts = HOW.map((how) => ({ how, n: back.filter((e) => e.answer === how).length })).filter(({ n }) => n > 0);
  const notes = back.filter((e) => e.note).reverse().slice(0, SHOWN);
  const last = back.filter((e) => HOW.includes(e.answer) && model.lesson(e.lesson) >= 0).reverse().slice(0, SHOWN);
  return [
    h("h3", null, t("talk.look_backs")),
    counts.length > 0 && h("p", null, counts.map(({ how, n }, i) => [i > 0 && " · ", t("weeks.how_" + how), " ", n])),
    last.length > 0 && h("ul.links", null, last.map((e) => h("li", null, lessonLink(model, model.lesson(e.lesson)), " ", h("span.soft", null, t("weeks.how_" + e.answer), ", ", day(e.t))))),
    notes.length > 0 && h("ul.things", null, notes.map((e) => h("li", null, h("p.own", { dir: "auto" }, e.note), h("p.soft", null, day(e.t))))),
  ];
}
