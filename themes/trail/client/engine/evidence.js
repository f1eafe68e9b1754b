// Evidence, format 1: an append-only log whose merge is set union. With logfile.js the twin of crates/wend-core/src/evidence.rs.

/**
 * @typedef {object} Entry
 * @property {string} w random id of the writer (one per tab session, never restored)
 * @property {number} n the writer's counter
 * @property {number} t milliseconds since 1970, UTC
 * @property {string} kind
 * @property {number} [tz] minutes east of UTC
 * @property {string | null} [objective]
 * @property {string | null} [item]
 * @property {string | null} [lesson]
 * @property {any} [answer]
 * @property {boolean | null} [correct]
 * @property {boolean} [typed] the answer was typed, not picked
 * @property {number} [options] how many there were to pick from
 * @property {boolean} [assisted]
 * @property {string | null} [mixup]
 * @property {number | null} [hints]
 * @property {string | null} [support]
 * @property {number | null} [certainty]
 * @property {number | null} [ms]
 * @property {number | null} [score]
 * @property {any} [target]
 * @property {string | null} [note]
 * @property {string} [by]
 */
/**
 * @typedef {object} Log
 * @property {string} curriculum
 * @property {string} record
 * @property {string} alias
 * @property {Entry[]} entries by (w, n), then text
 * @property {Record<string, any>} other unknown fields, kept
 */

/**
 * JavaScript's order of strings and numbers.
 * @template {string | number} T
 * @param {T} a
 * @param {T} b
 */
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** @param {any} value @returns {value is Record<string, any>} */
export const isObject = value => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The one text of a JSON value (RFC 8785).
 * @param {any} value
 * @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join() + "]";
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).filter(key => value[key] !== undefined).sort();
  return "{" + keys.map(key => JSON.stringify(key) + ":" + canonical(value[key])).join() + "}";
}

/**
 * @param {Entry} a
 * @param {Entry} b
 */
const byWriter = (a, b) => order(a.w, b.w) || a.n - b.n || (a === b ? 0 : order(canonical(a), canonical(b)));

/**
 * Tells what is taken back, the retracts themselves aside.
 * @param {readonly Entry[]} entries
 * @returns {((entry: Entry) => boolean) | null} null: nothing is
 */
export function retracted(entries) {
  const gone = new Set();
  for (const { kind, target } of entries) {
    if (kind === "retract" && Array.isArray(target) && target.length === 2 && typeof target[0] === "string" && Number.isSafeInteger(target[1])) {
      gone.add(target[0] + "\n" + target[1]);
    }
  }
  return gone.size ? ({ kind, w, n }) => kind !== "retract" && gone.has(w + "\n" + n) : null;
}

/**
 * A new log.
 * @param {string} curriculum
 * @param {string} record
 * @param {string} alias
 * @param {Entry[]} [entries]
 * @param {Record<string, any>} [other]
 * @returns {Log}
 */
export function newLog(curriculum, record, alias, entries = [], other = {}) {
  const sorted = [...entries].sort(byWriter).filter((entry, i, all) => !i || byWriter(all[i - 1], entry));
  const gone = retracted(sorted);
  const kept = gone ? sorted.filter(entry => !gone(entry)) : sorted;
  return { curriculum, record, alias, entries: kept, other };
}

/** @type {WeakMap<Entry[], Entry[]>} */
const ordered = new WeakMap();

/**
 * The entries as they happened; sorted once for a log.
 * @param {Log} log
 * @returns {readonly Entry[]}
 */
export function inTime({ entries }) {
  let sorted = ordered.get(entries);
  if (!sorted) ordered.set(entries, (sorted = [...entries].sort((a, b) => a.t - b.t || byWriter(a, b))));
  return sorted;
}

/**
 * Of an answer: whether it was right, and whether help was used.
 * @param {Entry} e
 */
export function answered({ kind, correct, hints, assisted }) {
  if ((kind !== "answer" && kind !== "retrieval" && kind !== "exit") || typeof correct !== "boolean") return null;
  return { correct, aided: (hints || 0) > 0 || assisted === true };
}
