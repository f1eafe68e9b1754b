/**
 * A class list as people have it: names one a line, or a table from a spreadsheet (commas, semicolons or tabs). Pure: text
 * in; rows out, and what is wrong, each with its line.
 */

import { aliasOf, AUTONOMIES, rowOf, SUPPORTS } from "./roster.js";

/** @typedef {import("./roster.js").Row} Row */
/** @typedef {{ code: string, text: string }} Said what is to be said of a line: a code the page has words for */
/** @typedef {{ line: number, row: Row | null, said: Said[] }} Line */

/** The most learners that are read at once, and the longest text. */
const MOST = 500;
const LONGEST = 200_000;

/**
 * Cells of a table in the way of RFC 4180: a cell in quotes may hold the separator, line ends, and quotes written twice.
 * @param {string} text
 * @param {string} between
 * @returns {{ line: number, cells: string[] }[]} lines are counted from 1; blank ones are left out
 */
export function cellsOf(text, between) {
  const rows = [];
  let [at, line] = [0, 1];
  while (at < text.length) {
    const begun = line;
    const cells = [];
    for (;;) {
      let cell = "";
      while (text[at] === " ") at++;
      if (text[at] === '"') {
        for (at++; at < text.length; at++) {
          if (text[at] === '"' && text[at + 1] !== '"') break;
          if (text[at] === '"') at++;
          if (text[at] === "\n") line++;
          cell += text[at];
        }
        at++;
      }
      while (at < text.length && text[at] !== between && text[at] !== "\n") cell += text[at++];
      cells.push(cell.trim());
      if (text[at] !== between) break;
      at++;
    }
    at++;
    line++;
    if (cells.some(Boolean)) rows.push({ line: begun, cells });
  }
  return rows;
}

/** The separator of a table: what its first line has most of; a plain list has none. @param {string} text */
function separator(text) {
  const first = text.split("\n").find((line) => line.trim()) ?? "";
  const counted = ["\t", ";", ","].map((sign) => ({ sign, n: first.split(sign).length - 1 }));
  return counted.reduce((best, one) => (one.n > best.n ? one : best)).sign;
}

/** Columns that are read, by field. */
const COLUMNS = ["alias", "groups", "interests", "weekly_minutes", "extra_time", "support", "autonomy", "lang", "note", "private_note"];

/**
 * @param {string} text
 * @param {object} about
 * @param {readonly { id: string, title: string }[]} about.interests of the curriculum
 * @param {readonly Row[]} about.rows who is in the class already
 * @param {Record<string, string[]>} [about.names] what else the columns may be called, by field
 * @returns {{ lines: Line[], said: Said[] }} `said` is about all of it
 */
export function readList(text, { interests, rows, names = {} }) {
  /** @type {Said[]} */
  const said = [];
  if (text.length > LONGEST) return { lines: [], said: [{ code: "huge", text: "" }] };
  const clean = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const table = cellsOf(clean, separator(clean));
  const fold = (/** @type {string} */ word) => word.normalize("NFC").toLocaleLowerCase().trim();
  /** @param {string} word */
  const column = (word) => COLUMNS.find((field) => [field, field.replaceAll("_", " "), ...(names[field] ?? [])].some((name) => fold(name) === fold(word)));
  // A first line that calls a column by its name is a head; without one, the first column is the alias and the second the groups.
  let columns = ["alias", "groups"];
  const head = table[0]?.cells.map(column);
  if (head?.includes("alias")) {
    columns = head.map((field) => field ?? "");
    head.forEach((field, i) => !field && table[0].cells[i] && said.push({ code: "column", text: table[0].cells[i] }));
    table.shift();
  } else if ((table[0]?.cells.length ?? 0) > 2) said.push({ code: "no-head", text: "" });
  if (table.length > MOST) said.push({ code: "many", text: String(MOST) });

  const there = new Set(rows.map((row) => fold(row.alias)));
  /** @type {Set<string>} */
  const seen = new Set();
  const lines = table.slice(0, MOST).map(({ line, cells }) => {
    /** @type {Said[]} */
    const wrong = [];
    /** @type {Record<string, string>} */
    const given = {};
    cells.forEach((cell, i) => columns[i] && cell && (given[columns[i]] = cell));
    const alias = aliasOf(given.alias);
    if (!alias) return { line, row: null, said: [{ code: "no-alias", text: "" }] };
    if (alias !== given.alias.trim()) wrong.push({ code: "alias-changed", text: alias });
    if (there.has(fold(alias))) return { line, row: null, said: [{ code: "there", text: alias }] };
    if (seen.has(fold(alias))) return { line, row: null, said: [{ code: "twice", text: alias }] };
    seen.add(fold(alias));
    return { line, row: rowOf("", { ...fields(given, interests, wrong, fold), alias }), said: wrong };
  });
  return { lines, said };
}

/**
 * @param {Record<string, string>} given
 * @param {readonly { id: string, title: string }[]} interests
 * @param {Said[]} wrong
 * @param {(word: string) => string} fold
 */
function fields(given, interests, wrong, fold) {
  /** @param {string} [cell] */
  const list = (cell) => (cell ?? "").split(/[,،;؛|/]/).map((part) => part.trim()).filter(Boolean);
  /** @param {string} field @param {number} least @param {number} most */
  const number = (field, least, most) => {
    if (given[field] === undefined) return undefined;
    const n = Number(given[field].replace(/%$/, ""));
    if (Number.isInteger(n) && n >= least && n <= most) return n;
    wrong.push({ code: "number", text: given[field] });
    return undefined;
  };
  /** @param {string} field @param {string[]} words */
  const word = (field, words) => {
    if (given[field] === undefined) return undefined;
    const found = words.find((one) => one === fold(given[field]));
    if (!found) wrong.push({ code: "word", text: given[field] });
    return found;
  };
  /** @type {Record<string, number>} */
  const likes = {};
  for (const name of list(given.interests)) {
    const found = interests.find(({ id, title }) => fold(title) === fold(name) || id === name);
    if (found) likes[found.id] = 1;
    else wrong.push({ code: "interest", text: name });
  }
  return {
    groups: list(given.groups),
    interests: likes,
    weekly_minutes: number("weekly_minutes", 1, 6000),
    extra_time: number("extra_time", 0, 900),
    support: word("support", SUPPORTS),
    autonomy: word("autonomy", AUTONOMIES),
    lang: given.lang,
    note: given.note,
    private_note: given.private_note,
  };
}
