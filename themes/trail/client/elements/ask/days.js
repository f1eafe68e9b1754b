/** When something comes back, in words; and where to go on from here. */

import { h } from "../../dom.js";
import { today } from "../../engine/retrieval.js";
import { objectiveLink } from "../../marks.js";
import { href } from "../../site.js";
import { day, t } from "../../text.js";

/** @typedef {import("../../model.js").Model} Model */

/** A learner's day, counted from 1970, as a date. @param {Model} m @param {number} at */
export function dayAt(m, at) {
  const { log, now } = m.asked;
  return day(now + (at - today(log, now)) * 864e5);
}

/** An objective, and when it will be asked again. @param {Model} m @param {number} ix */
export function comesBack(m, ix) {
  const { memory, due, stuck } = m.standings[ix];
  const soon = due || (memory && memory.due - today(m.asked.log, m.asked.now) <= 1);
  const when = stuck ? t("standing.stuck") : memory && (soon ? t("ask.back_soon") : t("ask.back", { day: dayAt(m, memory.due) }));
  return h("li", null, objectiveLink(m, ix), when && [" ", h("span.soft", null, when)]);
}

/** Where to go on. @param {import("../../dom.js").Kid[]} more what else could be done */
export function onward(...more) {
  return h("p.row", null, h("a.btn", { href: href("index.html") }, t("ask.today")), h("a.btn.plain", { href: href("map.html") }, t("ask.map")), more);
}
