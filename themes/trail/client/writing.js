/** What a learner hands over: the file of a record, and its name. Pure. The format is the engine's (`engine/logfile`). */

import { newLog } from "./engine/evidence.js";
import { serializeLog } from "./engine/logfile.js";

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
