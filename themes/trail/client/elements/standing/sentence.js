/** An entry of the record, in plain words. */

import { own } from "../../engine/facts.js";
import { has, t } from "../../text.js";

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
