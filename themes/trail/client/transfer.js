/**
 * What a learner hands over: the file of a record, and what a person typed as a record may hold it.
 * Pure. The format, its bounds and its merge are the engine's (`engine/evidence`).
 */

import { newLog, serializeLog } from "./engine/evidence.js";

/** The longest text a person can type here, in letters; the format's bound is 10,000 UTF-16 units. */
const LONGEST = 4000;

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

/**
 * A value as an entry may hold it: plain JSON, whole characters, strings within the format's bound. An entry that
 * did not fit would be set aside when the record is read again.
 * @param {unknown} value
 * @returns {any}
 */
export function fitting(value) {
  const json = JSON.stringify(value, (_, v) => (typeof v === "string" ? whole(v).slice(0, 10_000).replace(/[\ud800-\udbff]$/, "") : v));
  return json === undefined ? undefined : JSON.parse(json);
}

/** @param {string} text */
const whole = (text) => text.replace(/\p{Surrogate}/gu, "\ufffd");

/**
 * Text a person typed, ready to be kept: normalised, whole characters, no control characters, bounded.
 * @param {string} text
 * @param {number} [most] letters
 */
export function ownText(text, most = LONGEST) {
  const clean = whole(text)
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, "");
  return [...clean.trim()].slice(0, most).join("").trim();
}
