/**
 * A learner's file that is damaged: what can be read of it is read, and the rest is kept as it stands. Such a file has an entry a
 * line, so that what is wrong with one line is wrong with that one alone. Pure.
 */

import { checkEntry } from "./engine/logfile.js";
import { readFile } from "./incoming.js";

/** @typedef {import("./incoming.js").Incoming & { torn: boolean, unread: string[] }} Whole torn: only what was left of it could be read; unread: pieces that could not, as they stand in it */

/** Under this name a record keeps what of its files could not be read. */
const UNREAD = "unread";

/** A piece that could not be read is kept up to so many letters, and pieces together up to so many. */
const LONG = 9_000;
const MOST = 100_000;

/**
 * Reads a file, a torn one too. A teacher's is asked for again: what it lacks would be set as if that were meant.
 * @param {string} text
 * @param {string} curriculum id of the one that is open
 * @returns {{ file: Whole, fault?: undefined } | { fault: import("./incoming.js").Fault, file?: undefined }}
 */
export function readWhole(text, curriculum) {
  const { file, fault } = readFile(text, curriculum);
  if (file) return { file: { ...file, torn: false, unread: file.aside ? unread(text) : [] } };
  const left = fault === "torn" ? mend(text) : null;
  const again = left && readFile(left.text, curriculum);
  if (!left || !again || again.file?.teacher) return { fault };
  if (!again.file) return { fault: again.fault };
  return { file: { ...again.file, torn: true, aside: again.file.aside + left.rest.length, unread: [...unread(left.text), ...left.rest] } };
}

/** The entries of a file that can't be read, as they stand in it. @param {string} text */
function unread(text) {
  const { entries = [] } = JSON.parse(text.replace(/^\ufeff+/, ""));
  return entries.flatMap((/** @type {unknown} */ entry) => {
    try {
      return checkEntry(entry) ? [wellFormed(JSON.stringify(entry))] : [];
    } catch {
      return []; // nested without end: nobody can write it again
    }
  });
}

/** Half characters, which no file can hold, written as their numbers. @param {string} text */
const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);

/**
 * What a record keeps of files that could not be read.
 * @param {Record<string, any> | undefined} other fields of the record
 * @returns {string[]}
 */
export const unreadOf = (other) => (Array.isArray(other?.[UNREAD]) ? other[UNREAD].filter((/** @type {unknown} */ it) => typeof it === "string") : []);

/**
 * Fields of a record with more of that: each piece once, those it has first, as many as there is room for.
 * @param {Record<string, any> | undefined} other
 * @param {string[]} more
 * @returns {Record<string, any>}
 */
export function withUnread(other, more) {
  let room = MOST;
  const all = [...new Set([...unreadOf(other), ...more.map((text) => wellFormed(text.slice(0, LONG)))])].filter((text) => (room -= text.length) >= 0);
  return all.length ? { ...other, [UNREAD]: all } : { ...other };
}

/** Fields of the file that are texts, and the learner's own files, where all of one is there. */
const FIELD = /"(alias|curriculum|record|file:[^"\\]+)":("(?:[^"\\]|\\.)*")/g;

/** The first line of the entries, and how the last one of them is followed. */
const BEGIN = /"entries"\s*:\s*\[/;

/**
 * @param {string} text that is no JSON
 * @returns {{ text: string, rest: string[] } | null} a file of what could be read, and the lines that could not; null: nothing could
 */
function mend(text) {
  const begin = BEGIN.exec(text);
  if (!begin) return null;
  const [first, ...lines] = text.slice(begin.index + begin[0].length).split("\n");
  /** @type {any[]} */
  const entries = [];
  /** @type {string[]} */
  const rest = [];
  let ends = "";
  for (const line of [first, ...lines].map((line) => line.trim()).filter(Boolean)) {
    if (line.startsWith("]")) {
      ends = line;
      continue;
    }
    try {
      entries.push(JSON.parse(line.replace(/,$/, "")));
    } catch {
      rest.push(line);
    }
  }
  if (!entries.length) return null;
  /** @type {Record<string, any>} */
  const fields = { record: "", alias: "" };
  for (const part of [text.slice(0, begin.index), ends]) {
    for (const [, key, value] of part.matchAll(FIELD)) {
      try {
        fields[key] = JSON.parse(value);
      } catch {
        rest.push(value); // an escape that is none
      }
    }
  }
  return { text: JSON.stringify({ ...fields, format: 1, entries }), rest };
}
