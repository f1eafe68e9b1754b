/**
 * Files a learner saves and loads: what a file holds and what is wrong with it, in words the page has texts for.
 * Pure. The format, its bounds and its merge are the engine's (`engine/evidence`).
 */

import { newLog, parseLog, serializeLog } from "./engine/evidence.js";

/** @typedef {import("./engine/evidence.js").Log} Log */

/** The longest text a person can type here, in letters; the format's bound is 10,000 UTF-16 units. */
const LONGEST = 4000;

/**
 * @typedef {object} Incoming
 * @property {Log} log
 * @property {number} aside entries that could not be read; they stay in the file
 * @property {boolean} teacher a teacher's file: no entry is by the learner
 * @property {[string, number][]} kinds how many of each kind, most first
 * @property {number} from ms of the first entry, 0 when none
 * @property {number} to ms of the last
 */

/** @typedef {"empty" | "torn" | "huge" | "not-ours" | "foreign" | "newer"} Fault */

/**
 * Reads a file's text.
 * @param {string} text
 * @param {string} curriculum id of the one that is open
 * @returns {{ file: Incoming, fault?: undefined } | { fault: Fault, file?: undefined }}
 */
export function readFile(text, curriculum) {
  if (!text.trim()) return { fault: "empty" };
  let read;
  try {
    read = parseLog(text);
  } catch {
    return { fault: "torn" }; // nested without end
  }
  const { log, aside } = read;
  const whole = aside.find((a) => a.index === null && a.code !== "entry-json")?.code;
  if (whole === "too-large") return { fault: "huge" };
  if (whole === "newer-format") return { fault: "newer" };
  // A file of ours that lost its end still begins like one.
  if (whole === "not-json") return { fault: /^[\s\uFEFF]*\{/.test(text) ? "torn" : "not-ours" };
  if (whole) return { fault: "not-ours" };
  if (log.curriculum !== curriculum) return { fault: "foreign" };
  if (aside.some((a) => a.code === "too-many")) return { fault: "huge" };

  /** @type {Map<string, number>} */
  const kinds = new Map();
  let from = 0;
  let to = 0;
  for (const { kind, t } of log.entries) {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (!from || t < from) from = t;
    if (t > to) to = t;
  }
  return {
    file: {
      log,
      aside: aside.length,
      teacher: log.entries.length > 0 && log.entries.every((e) => e.by && e.by !== "learner"),
      kinds: [...kinds].sort((a, b) => b[1] - a[1]),
      from,
      to,
    },
  };
}

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
