/**
 * Files that come back to the desk, one or thirty at once: what each is, what is wrong with it, and whose it is. Pure.
 * A record is told by its id; an alias is a label that two learners may share, so where only that speaks, a person is asked.
 */

import { readFile } from "../incoming.js";
import { isToml } from "./classfile.js";
import { readBackup } from "./desk.js";

/** @typedef {import("./roster.js").Row} Row */
/** @typedef {import("../engine/evidence.js").Log} Log */

/**
 * @typedef {{ name: string, log: Log, aside: number, files: Record<string, string>, from: number, to: number }} Handed a learner's file; `files`: of the portfolio
 * @typedef {{ name: string, fault: string }} Bad
 * @typedef {{ name: string, backup: import("./desk.js").Backup }} Saved
 * @typedef {{ name: string, toml: string }} Listed a class file, or one learner's, not yet read
 */

/**
 * What a text is.
 * @param {string} name of the file
 * @param {string} text
 * @param {string} curriculum
 * @returns {Handed | Saved | Listed | Bad}
 */
export function sort(name, text, curriculum) {
  const { file, fault } = readFile(text, curriculum);
  if (file && file.teacher) return { name, fault: "teacher" };
  // Without an id nothing says whose it is, now or next time.
  if (file && !file.log.record) return { name, fault: "no-record" };
  if (file) return { name, log: file.log, aside: file.aside, files: file.files, from: file.from, to: file.to };
  if (fault === "not-ours" || fault === "huge") {
    const backup = readBackup(text, curriculum);
    if (backup.file) return { name, backup: backup.file };
    if (backup.fault !== "not-ours") return { name, fault: fault === "huge" ? "huge" : backup.fault };
    if (isToml(text)) return { name, toml: text };
  }
  return { name, fault: fault ?? "not-ours" };
}

/** @param {string} alias */
const fold = (alias) => alias.normalize("NFC").trim().toLocaleLowerCase();

/**
 * @typedef {object} Match whose record it is
 * @property {string} record
 * @property {string} alias as the latest of its files says
 * @property {Handed[]} files
 * @property {string | null} key of the row it belongs to, where that is certain or nothing speaks against it
 * @property {string[]} keys rows it may belong to, where a person has to say
 * @property {"record" | "alias" | "new" | "ask"} by why: the record is known; one learner of that alias awaits a record; nobody of that alias
 *   is here; two could be meant
 */

/**
 * @param {readonly Handed[]} handed
 * @param {readonly Row[]} rows
 * @param {(record: string) => string | undefined} ownerOf the key of the row that has a record
 * @returns {Match[]} one a record, in the order of the files
 */
export function match(handed, rows, ownerOf) {
  /** @type {Map<string, Handed[]>} */
  const records = new Map();
  for (const one of handed) records.set(one.log.record, [...(records.get(one.log.record) ?? []), one]);
  const all = [...records].map(([record, files]) => ({ record, files, alias: files.reduce((a, b) => (b.to > a.to ? b : a)).log.alias }));
  const strangers = all.filter(({ record }) => !ownerOf(record));
  return all.map(({ record, files, alias }) => {
    const owner = ownerOf(record);
    if (owner) return { record, alias, files, key: owner, keys: [], by: "record" };
    const named = rows.filter((row) => fold(row.alias) === fold(alias));
    const rivals = strangers.filter((one) => one !== undefined && fold(one.alias) === fold(alias)).length;
    if (!alias || (named.length === 0 && rivals > 1)) return { record, alias, files, key: null, keys: [], by: alias ? "ask" : "new" };
    if (named.length === 0) return { record, alias, files, key: null, keys: [], by: "new" };
    if (named.length === 1 && !named[0].record && rivals === 1) return { record, alias, files, key: named[0].key, keys: [], by: "alias" };
    return { record, alias, files, key: null, keys: named.map((row) => row.key), by: "ask" };
  });
}
