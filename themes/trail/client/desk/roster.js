/**
 * A learner as the teacher sets them up: one row of the roster, in the words of `learners/*.toml`. Pure.
 *
 * A row is kept, saved and read field by field; what a field may hold is said once, in `FIELDS`.
 */

import { ownText } from "../transfer.js";

/**
 * @typedef {object} Way where the path leads
 * @property {string[]} goals objectives
 * @property {string} [deadline] `YYYY-MM-DD`
 * @property {string[]} pin lessons
 * @property {string[]} exclude lessons
 * @property {string} [template] id of the ready-made path it began with
 */
/**
 * @typedef {object} Row ids are the curriculum's
 * @property {string} key random, local to this desk
 * @property {string} alias
 * @property {string} [record] of the learner's own log, once a file of theirs was brought in
 * @property {string[]} [also] other records of theirs, from devices that were never merged
 * @property {Record<string, string>} [set_aside] goals of their own that the teacher sets aside, each with the reason they read
 * @property {string[]} groups
 * @property {Record<string, number>} interests weight 0..1 by id
 * @property {string[]} avoid
 * @property {string[]} known credited objectives
 * @property {string[]} form
 * @property {boolean} [group] whether others are there to work with
 * @property {number} [weekly_minutes]
 * @property {number} [extra_time] percent
 * @property {string} [support] example, guided, peer, alone
 * @property {string} [autonomy] set, two-ways, choose, own-goals, own-objectives
 * @property {string} [lang]
 * @property {string} [note] the learner sees it
 * @property {string} [private_note] nobody but the teacher sees it: it stands in no site, ticket, card or file for a learner
 * @property {Way} path
 */

/** The longest name of anything, in letters; and the most things in one list. */
const NAME = 200;
const MOST = 500;

export const SUPPORTS = ["example", "guided", "peer", "alone"];
export const AUTONOMIES = ["set", "two-ways", "choose", "own-goals", "own-objectives"];

/** @param {number} most letters */
const text = (most) => (/** @type {unknown} */ value) => (typeof value === "string" && ownText(value, most)) || undefined;
/** @param {unknown} value */
const texts = (value) => {
  if (!Array.isArray(value)) return undefined;
  const all = new Set(value.flatMap((one) => (typeof one === "string" && ownText(one, NAME)) || []));
  return all.size ? [...all].slice(0, MOST) : undefined;
};
/** @param {readonly string[]} words */
const oneOf = (words) => (/** @type {unknown} */ value) => (words.includes(String(value)) ? String(value) : undefined);
/** @param {number} least @param {number} most */
const whole = (least, most) => (/** @type {unknown} */ value) => {
  const ok = typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
  return ok ? value : undefined;
};

/**
 * Each field with what makes a value of anything: what it gives is kept; undefined says that the value is none.
 * @type {Record<string, (value: unknown) => any>}
 */
export const FIELDS = {
  alias: (value) => aliasOf(value) || undefined,
  record: text(NAME),
  also: texts,
  groups: texts,
  interests: weights,
  avoid: texts,
  known: texts,
  set_aside: reasons,
  form: texts,
  group: (value) => (value === true ? true : undefined),
  weekly_minutes: whole(1, 6000),
  extra_time: whole(0, 900),
  support: oneOf(SUPPORTS),
  autonomy: oneOf(AUTONOMIES),
  lang: text(35),
  note: text(4000),
  private_note: text(4000),
  "path.goals": texts,
  "path.deadline": (value) => (isDay(value) ? value : undefined),
  "path.pin": texts,
  "path.exclude": texts,
  "path.template": text(NAME),
};

/**
 * How much someone likes what: `["music"]`, all fully, or `{ music: 1, cooking: 0.5 }`.
 * @param {unknown} value
 */
function weights(value) {
  const all = Array.isArray(value) ? value.map((id) => [id, 1]) : value && typeof value === "object" ? Object.entries(value) : [];
  const good = all.filter(([id, w]) => typeof id === "string" && id && id !== "__proto__" && id.length <= NAME && typeof w === "number" && w >= 0 && w <= 1);
  return good.length ? Object.fromEntries(good.slice(0, MOST)) : undefined;
}

/**
 * Reasons by id.
 * @param {unknown} value
 */
function reasons(value) {
  const all = value && typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : [];
  const good = all.flatMap(([id, why]) => {
    const said = text(4000)(why);
    return said && id && id !== "__proto__" && id.length <= NAME ? [[id, said]] : [];
  });
  return good.length ? Object.fromEntries(good.slice(0, MOST)) : undefined;
}

/**
 * `YYYY-MM-DD` and on the calendar.
 * @param {unknown} value
 * @returns {value is string}
 */
export function isDay(value) {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const at = new Date(value + "T00:00:00Z");
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

/**
 * An alias as files and command lines can hold it: without `/ # ? : \`, in one line, at most 200 bytes.
 * @param {unknown} value
 */
export function aliasOf(value) {
  if (typeof value !== "string") return "";
  const clean = ownText(value).replace(/[\s/#?:\\\p{Cc}]+/gu, " ").trim();
  let short = "";
  for (const letter of clean) {
    if (new TextEncoder().encode(short + letter).length > NAME) break;
    short += letter;
  }
  short = short.trim();
  return short === "." || short === ".." ? "" : short;
}

/**
 * The row that fields make up; what is missing or no value of its field is left out.
 * @param {string} key
 * @param {Record<string, unknown>} fields by name, as in `FIELDS`
 * @returns {Row}
 */
export function rowOf(key, fields) {
  /** @type {any} */
  const row = { key, alias: "", groups: [], interests: {}, avoid: [], known: [], form: [], path: { goals: [], pin: [], exclude: [] } };
  for (const [name, make] of Object.entries(FIELDS)) {
    const value = Object.hasOwn(fields, name) ? make(fields[name]) : undefined;
    if (value === undefined) continue;
    if (name.startsWith("path.")) row.path[name.slice(5)] = value;
    else row[name] = value;
  }
  return row;
}

/**
 * A row as fields that say something.
 * @param {Row} row
 * @returns {Record<string, unknown>}
 */
export function fieldsOf(row) {
  /** @type {Record<string, unknown>} */
  const fields = {};
  for (const [name, make] of Object.entries(FIELDS)) {
    const value = make(name.startsWith("path.") ? /** @type {any} */ (row.path)[name.slice(5)] : /** @type {any} */ (row)[name]);
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

/**
 * Rows in the order of a class list.
 * @param {Iterable<Row>} rows
 * @param {string} [lang]
 */
export function byAlias(rows, lang = "en") {
  const { compare } = new Intl.Collator(lang, { numeric: true });
  return [...rows].sort((a, b) => compare(a.alias, b.alias) || (a.key < b.key ? -1 : 1));
}

/**
 * Names of groups, each once, in order.
 * @param {readonly Row[]} rows
 */
export const groupsOf = (rows) => [...new Set(rows.flatMap((row) => row.groups))].sort(new Intl.Collator(undefined, { numeric: true }).compare);
