/**
 * "How does this site know?": the entries behind a state, in plain words, latest first.
 */

import { h } from "../../dom.js";
import { own } from "../../engine/facts.js";
import { day, has, t } from "../../text.js";

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

/**
 * One entry, in words.
 * @param {Entry} e
 */
export function sentence(e) {
  const by = own(e) ? "" : t("evidence.by_teacher");
  /** @type {string} */
  let words;
  if (e.kind === "answer" || e.kind === "retrieval" || e.kind === "exit") {
    const how = e.correct === true ? (Number(e.hints) > 0 ? "helped" : "right") : e.correct === false ? "wrong" : "given";
    words = t("evidence." + how);
    if (typeof e.answer === "string" || typeof e.answer === "number") words += " " + t("evidence.answer", { answer: String(e.answer).slice(0, 200) });
  } else if (e.kind === "rating") words = t("evidence.rating", { how: t("rating." + (Number(e.score) || 1)) });
  else words = has("evidence.kind_" + e.kind) ? t("evidence.kind_" + e.kind) : e.kind;
  return [words, by, typeof e.note === "string" ? e.note : ""].filter(Boolean).join(" ");
}
