/**
 * A file that a learner loads: what it holds and what is wrong with it, in words the page has texts for. Pure.
 */

import { parseLog } from "./engine/logfile.js";

/** @typedef {import("./engine/evidence.js").Log} Log */

/**
 * @typedef {object} Incoming
 * @property {Log} log
 * @property {number} aside entries that could not be read; they stay in the file
 * @property {boolean} teacher a teacher's file: no entry is by the learner
 * @property {[string, number][]} kinds how many of each kind, most first
 * @property {Record<string, string>} files of the portfolio, as they stand in the file: they are kept apart from the record
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

  /** @type {Record<string, string>} */
  const files = {};
  for (const [key, value] of Object.entries(log.other)) {
    if (!key.startsWith("file:")) continue;
    delete log.other[key];
    if (typeof value === "string") files[key] = value;
  }

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
      files,
      aside: aside.length,
      teacher: log.entries.length > 0 && log.entries.every((e) => e.by && e.by !== "learner"),
      kinds: [...kinds].sort((a, b) => b[1] - a[1]),
      from,
      to,
    },
  };
}
