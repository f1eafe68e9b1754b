/** What a learner hands over: the file of a record, and its name. Pure. The format is the engine's (`engine/logfile`). */

import { newLog } from "./engine/evidence.js";
import { MOST_ENTRIES, MOST_TEXT, serializeLog } from "./engine/logfile.js";

/**
 * The file of a record.
 * @param {string} curriculum
 * @param {Rec} rec
 * @param {readonly Entry[]} entries
 */
export function writeFile(curriculum, rec, entries) {
  return serializeLog(newLog(curriculum, rec.record, rec.alias, [...entries], rec.other));
}

/**
 * The file of a record, or several where one would be too large to be read again: each is a file of the same record, and any
 * order brings them together. Files of the portfolio stand with the entries that name them.
 * @param {string} curriculum
 * @param {Rec} rec
 * @param {readonly Entry[]} entries
 * @param {Record<string, string>} [files] fields of the learner's own files
 * @returns {string[]}
 */
export function writeParts(curriculum, rec, entries, files = {}) {
  const names = Object.keys(files);
  const text = writeFile(curriculum, { ...rec, other: { ...rec.other, ...files } }, entries);
  if (text.length <= MOST_TEXT && entries.length <= MOST_ENTRIES) return [text];
  if (names.length) {
    const named = entries.filter((e) => e.answer?.file && names.includes(`file:${e.answer.file.hash}`));
    if (named.length < entries.length) return [...writeParts(curriculum, rec, entries), ...writeParts(curriculum, rec, named, files)];
  }
  if (entries.length < 2) return [text];
  const half = entries.length >> 1;
  return [entries.slice(0, half), entries.slice(half)].flatMap((some) => writeParts(curriculum, rec, some, files));
}

/**
 * The name under which a record is saved. Letters and digits of any script stay.
 * @param {string} curriculum
 * @param {string} alias
 * @param {Date} when
 */
export function fileName(curriculum, alias, when) {
  const clean = (/** @type {string} */ s) => s.normalize("NFC").replace(/[^\p{L}\p{N}\p{M}]+/gu, "-").replace(/^-|-$/g, "");
  const date = [when.getFullYear(), when.getMonth() + 1, when.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  return [clean(curriculum) || "wend", clean(alias), date].filter(Boolean).join("-") + ".json";
}
