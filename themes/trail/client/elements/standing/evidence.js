/**
 * "How does this site know?": the entries behind a state, in plain words, latest first.
 */

import { h } from "../../dom.js";
import { day, t } from "../../text.js";
import { sentence } from "./sentence.js";

/** How many entries are shown before "and so many more". */
const SHOWN = 20;

/**
 * @param {import("../../model.js").Model} m
 * @param {number} objective
 */
export function evidence(m, objective) {
  const entries = m.evidence(objective).reverse();
  if (!entries.length) return h("p.soft", null, t("evidence.none"));
  return h(
    "details.evidence",
    { open: location.hash === "#differ" },
    h("summary", null, t("evidence.open", { n: entries.length })),
    h("ul.entries", null, entries.slice(0, SHOWN).map((e) => h("li", null, h("span.soft", null, day(e.t)), " ", sentence(e)))),
    entries.length > SHOWN && h("p.soft", null, t("evidence.more", { n: entries.length - SHOWN })),
  );
}
