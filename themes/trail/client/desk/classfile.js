/**
 * The class as one file, in the words of `learners/*.toml`: `[class]`, and a `[[learner]]` table each, which `wend` reads too.
 * Pure. It holds what the teacher set up, private notes among it; no evidence.
 */

import { isMeeting, isSize, PAST } from "./desk.js";
import { FIELDS, fieldsOf, rowOf } from "./roster.js";

/** @typedef {import("./roster.js").Row} Row */
/** @typedef {{ where: string, text: string, code: string }} Fault `where`: the learner or line it is about */

/** Fields that are the desk's alone. */
const OURS = new Set(["path.template"]);
/** The longest class file. */
const LONGEST = 1_000_000;
const MOST = 500;

/**
 * @param {readonly Row[]} rows
 * @param {import("./desk.js").ClassFacts} facts `past` by the names that the board calls learners by
 * @param {string[]} head lines that say what is in it
 * @param {import("./toml.js").Toml} toml
 */
export function writeClass(rows, { title, size, past }, head, { stringify, TomlDate }) {
  const learner = rows.map((row) => {
    /** @type {Record<string, any>} */
    const table = {};
    for (const [name, value] of Object.entries(fieldsOf(row))) {
      if (OURS.has(name)) continue;
      if (name === "also") {
        table.record = [row.record, ...(row.also ?? [])].filter(Boolean);
        continue;
      }
      const written = name === "extra_time" ? `${value}%` : name === "path.deadline" ? new TomlDate(/** @type {string} */ (value)) : name === "interests" ? likes(value) : value;
      if (name.startsWith("path.")) (table.path ??= {})[name.slice(5)] = written;
      else table[name] = written;
    }
    return table;
  });
  const comment = head.map((line) => `# ${line.replace(/[\p{Cc}\u2028\u2029]/gu, " ")}\n`).join("");
  return `${comment}\n${stringify({ class: { ...(title && { title }), groups: size.most, smallest: size.min, largest: size.max, ...(past.length && { past: past.map((groups) => ({ groups })) }) }, learner })}`;
}

/** A list where all are liked fully. @param {any} weights */
const likes = (weights) => (Object.values(weights).every((w) => w === 1) ? Object.keys(weights) : weights);

/**
 * Whether a text may be a class file rather than a record.
 * @param {string} text
 */
export const isToml = (text) => /^(\[\[?\s*[\w"']|[\w-]+\s*=)/.test(text.replace(/^(\ufeff|\s|#[^\n]*\n)+/, "").slice(0, 400)) && !/^[\s\ufeff]*\{/.test(text);

/**
 * @param {string} text
 * @param {import("./toml.js").Toml} toml
 * @returns {{ rows: Row[], facts: Partial<import("./desk.js").ClassFacts>, faults: Fault[] }} rows have no key yet, so `past` has
 *   names; what could not be read is in the faults, and everything else is here
 */
export function readClass(text, { parse }) {
  /** @type {Fault[]} */
  const faults = [];
  const none = (/** @type {string} */ code, /** @type {string} */ where = "", said = "") => ({ rows: [], facts: {}, faults: [{ code, where, text: said }] });
  if (text.length > LONGEST) return none("huge");
  let file;
  try {
    file = parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    const { line = 0, message = "" } = /** @type {any} */ (error);
    return none("toml", String(line), String(message).split("\n")[0]);
  }
  const several = file.learner !== undefined || file.class !== undefined;
  const tables = several ? (Array.isArray(file.learner) ? file.learner : []) : [file];
  if (several) for (const key of Object.keys(file)) if (key !== "learner" && key !== "class") faults.push({ code: "key", where: "", text: key });
  if (tables.length > MOST) faults.push({ code: "many", where: "", text: String(MOST) });
  const rows = tables.slice(0, MOST).flatMap((/** @type {any} */ table, /** @type {number} */ i) => {
    const where = typeof table?.alias === "string" && table.alias ? table.alias : String(i + 1);
    if (!isTable(table)) return faults.push({ code: "no-table", where, text: "" }), [];
    const fields = fieldsIn(table, where, faults);
    const row = rowOf("", fields);
    if (!row.alias) return faults.push({ code: "no-alias", where, text: "" }), [];
    return [row];
  });
  return { rows, facts: classIn(file.class, faults), faults };
}

/** @param {unknown} value @returns {value is Record<string, any>} */
const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

/**
 * Fields by name; what is no field, or no value of its field, is a fault.
 * @param {Record<string, any>} table
 * @param {string} where
 * @param {Fault[]} faults
 */
function fieldsIn(table, where, faults) {
  /** @type {Record<string, unknown>} */
  const fields = {};
  /** @param {string} name @param {any} value */
  const take = (name, value) => {
    if (!Object.hasOwn(FIELDS, name) || OURS.has(name)) return void faults.push({ code: "key", where, text: name });
    const plain = value instanceof Date ? value.toISOString() : name === "extra_time" && /^\s*\d+\s*%\s*$/.test(String(value)) ? parseInt(value, 10) : value;
    const empty = (Array.isArray(plain) && !plain.length) || plain === "" || plain === false || (isTable(plain) && !Object.keys(plain).length);
    if (!empty && FIELDS[name](plain) === undefined) faults.push({ code: "value", where, text: name });
    fields[name] = plain;
  };
  for (const [name, value] of Object.entries(table)) {
    if (name === "record" && Array.isArray(value)) {
      take("record", value[0]);
      if (value.length > 1) take("also", value.slice(1));
    } else if (name === "also") faults.push({ code: "key", where, text: name });
    else if (name === "path" && isTable(value)) for (const [part, of] of Object.entries(value)) take("path." + part, of);
    else take(name, value);
  }
  return fields;
}

/**
 * @param {any} table
 * @param {Fault[]} faults
 */
function classIn(table, faults) {
  /** @type {Partial<import("./desk.js").ClassFacts>} */
  const facts = {};
  if (!isTable(table)) return facts;
  const { title, groups, smallest, largest, past, ...rest } = table;
  for (const key of Object.keys(rest)) faults.push({ code: "key", where: "class", text: key });
  if (typeof title === "string") facts.title = title.slice(0, 200);
  const size = { most: groups, min: smallest, max: largest };
  if (isSize(size)) facts.size = size;
  else if (groups !== undefined || smallest !== undefined || largest !== undefined) faults.push({ code: "value", where: "class", text: "groups, smallest, largest" });
  if (past !== undefined) {
    const meetings = Array.isArray(past) ? past.map((meeting) => meeting?.groups) : [null];
    facts.past = meetings.filter(isMeeting).slice(-PAST);
    if (!meetings.every(isMeeting)) faults.push({ code: "value", where: "class", text: "past" });
  }
  return facts;
}
