// A log as a file: read within bounds, written, merged. With evidence.js the twin of crates/wend-core/src/evidence.rs.

import { canonical, isObject, newLog } from "./evidence.js";

/** @typedef {import("./evidence.js").Entry} Entry */
/** @typedef {import("./evidence.js").Log} Log */
/** @typedef {{index: number | null, code: string, text: string}} SetAside */

/**
 * Bounds of a file: UTF-16 units of its text, which hold as many entries as there may be, of usual length, and all files of a
 * portfolio in base64 (`store/files`). What is larger is written in parts (`writing`).
 */
export const MOST_TEXT = 32_000_000;
export const MOST_ENTRIES = 100_000;

const TEXTS = ["objective", "item", "lesson", "mixup", "support", "note", "by"];
const NUMBERS = ["tz", "hints", "certainty", "ms", "score"];
const FIELDS = ["alias", "curriculum", "entries", "format", "record"];

/** A text without half characters, which no file can hold. @param {any} value @returns {value is string} */
const whole = value => typeof value === "string" && !/\p{Surrogate}/u.test(value);

/**
 * What keeps a value from being kept: half characters, numbers without bound, strings and nesting without end.
 * @param {any} value
 * @param {number} [depth]
 * @returns {string} a code or ""
 */
export function unfit(value, depth = 0) {
  if (typeof value === "string") return !whole(value) ? "entry-json" : value.length > 10000 ? "entry-string" : "";
  if (typeof value === "number") return isFinite(value) ? "" : "entry-json";
  let code = "";
  if (value && typeof value === "object") {
    if (depth > 31) return "entry-json";
    for (const key of Object.keys(value)) {
      for (const found of [unfit(key), unfit(value[key], depth + 1)]) if (code !== "entry-json" && found) code = found;
    }
  }
  return code;
}

/**
 * Checks one entry.
 * @param {any} e
 * @returns {string} the code of what is wrong with it, or ""
 */
export function checkEntry(e) {
  const bad = unfit(e);
  if (bad === "entry-json") return bad;
  if (!isObject(e)) return "entry-shape";
  /** @param {any} text */
  const short = text => typeof text === "string" && text && text.length <= 64;
  /** @param {string[]} keys @param {string} type */
  const fits = (keys, type) => keys.every(key => e[key] == null || typeof e[key] === type);
  return (
    bad ||
    (!short(e.w) ? "entry-w"
    : !(Number.isSafeInteger(e.n) && e.n >= 0) ? "entry-n"
    : !(Number.isSafeInteger(e.t) && Math.abs(e.t) <= 864e13) ? "entry-t"
    : !short(e.kind) ? "entry-kind"
    : fits(TEXTS, "string") && fits(["correct"], "boolean") && fits(NUMBERS, "number") ? ""
    : "entry-field")
  );
}

/**
 * Reads a log; what can't be used is set aside and reported.
 * @param {string} text
 * @returns {{log: Log, aside: SetAside[]}}
 */
export function parseLog(text) {
  const begin = (/** @type {string} */ s) => [...s.slice(0, 400)].slice(0, 200).join("");
  const refuse = (/** @type {string} */ code) => ({ log: newLog("", "", ""), aside: [{ index: null, code, text: begin(text) }] });
  if (text.length > MOST_TEXT) return refuse("too-large");
  let file;
  try {
    file = JSON.parse(text.replace(/^\ufeff+/, ""));
  } catch {
    return refuse("not-json");
  }
  if (!isObject(file) || !Object.keys(file).every(whole)) return refuse("not-a-log");
  const { format, curriculum, record, alias, entries = [] } = file;
  if (Number.isSafeInteger(format) && format > 1) return refuse("newer-format");
  if (format !== 1 || !whole(curriculum) || !whole(record) || !Array.isArray(entries)) return refuse("not-a-log");
  /** @type {SetAside[]} */
  const aside = [];
  /** @type {Record<string, any>} */
  const other = Object.create(null);
  for (const key of Object.keys(file).sort()) {
    if (FIELDS.includes(key)) continue;
    if (unfit(file[key]) === "entry-json") aside.push({ index: null, code: "entry-json", text: key });
    else other[key] = file[key];
  }
  const kept = entries.filter((entry, index) => {
    const code = index >= MOST_ENTRIES ? "too-many" : checkEntry(entry);
    if (code) aside.push({ index, code, text: code === "entry-json" ? "" : begin(canonical(entry)) });
    return !code;
  });
  return { log: newLog(curriculum, record, whole(alias) ? alias : "", kept, other), aside };
}

/**
 * Set union of two logs of one record.
 * @param {Log} a
 * @param {Log} b
 * @returns {Log | "curriculum" | "record"} or what differs
 */
export function mergeLogs(a, b) {
  if (a.curriculum !== b.curriculum) return "curriculum";
  if (a.record !== b.record) return "record";
  const other = Object.assign(Object.create(null), a.other);
  for (const key of Object.keys(b.other)) {
    if (!(key in other) || canonical(other[key]) < canonical(b.other[key])) other[key] = b.other[key];
  }
  return newLog(a.curriculum, a.record, a.alias < b.alias ? b.alias : a.alias, [...a.entries, ...b.entries], other);
}

/**
 * The (w, n) that stand for more than one content; all are kept.
 * @param {Log} log
 * @returns {[string, number][]}
 */
export function conflicts(log) {
  const same = (/** @type {Entry} */ a, /** @type {Entry | undefined} */ b) => b && a.w === b.w && a.n === b.n;
  return log.entries
    .filter((entry, i, all) => same(entry, all[i + 1]) && !same(entry, all[i - 1]))
    .map(({ w, n }) => [w, n]);
}

/**
 * The one text of a log, entries one a line.
 * @param {Log} log
 */
export function serializeLog(log) {
  /** @type {Record<string, string>} */
  const fields = Object.create(null);
  for (const key of Object.keys(log.other)) fields[key] = canonical(log.other[key]);
  fields.alias = JSON.stringify(log.alias);
  fields.curriculum = JSON.stringify(log.curriculum);
  fields.entries = "[" + log.entries.map(entry => "\n" + canonical(entry)).join() + "\n]";
  fields.format = "1";
  fields.record = JSON.stringify(log.record);
  return "{" + Object.keys(fields).sort().map(key => JSON.stringify(key) + ":" + fields[key]).join() + "}\n";
}
