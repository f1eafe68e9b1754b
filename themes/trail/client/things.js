/**
 * What a learner makes and may change: goals in own words, projects, pieces that are kept, steps of one's own, things one
 * wonders. Pure.
 *
 * An entry begins a thing. One of the same kind whose `target` is the `[w, n]` of that entry changes it: each field that it
 * names counts from then on (null: none). The log only grows, so two devices can change one thing and lose nothing.
 */

import { changes, own } from "./engine/facts.js";

/** @typedef {Entry & { at: [string, number], since: number, [field: string]: any }} Thing as it stands now; `since`: when it began */

/** What is an entry's own, and no field of the thing. */
const ENTRY = new Set(["w", "n", "t", "tz", "kind", "by", "target", "at", "since", "__proto__"]);

/**
 * Things of one kind, in the order they began. What a teacher's file brings can begin one, and changes none of the learner's.
 * @param {readonly Entry[]} entries as they happened, without what was taken back
 * @param {string} kind
 * @returns {Thing[]}
 */
export function things(entries, kind) {
  /** @type {Map<string, Thing[]>} one key may stand for two contents; both are kept */
  const begun = new Map();
  const mine = entries.filter((e) => e.kind === kind);
  for (const e of mine) {
    if (changes(e)) continue;
    const key = JSON.stringify([e.w, e.n]);
    begun.set(key, [...(begun.get(key) ?? []), { ...e, at: [e.w, e.n], since: e.t }]);
  }
  // By a clock that jumped a change may stand before its beginning.
  for (const e of mine) {
    if (!changes(e) || !own(e)) continue;
    for (const thing of begun.get(JSON.stringify(e.target)) ?? []) {
      for (const [field, value] of Object.entries(e)) if (!ENTRY.has(field)) Object.assign(thing, { [field]: value ?? undefined });
      thing.t = e.t;
    }
  }
  return [...begun.values()].flat();
}

/**
 * All entries of a thing: what is to be taken back when it is to leave the record, texts and all.
 * @param {readonly Entry[]} entries
 * @param {Thing} thing
 * @returns {[string, number][]}
 */
export function partsOf(entries, { kind, at }) {
  const key = JSON.stringify(at);
  return entries.filter((e) => e.kind === kind && (JSON.stringify([e.w, e.n]) === key || (changes(e) && JSON.stringify(e.target) === key))).map((e) => [e.w, e.n]);
}

/** What a learner makes that a talk can be about. */
const MADE = ["product", "project"];

/**
 * What a learner made, the latest first.
 * @param {readonly Entry[]} entries
 * @returns {Thing[]}
 */
export const madeBy = (entries) => MADE.flatMap((kind) => things(entries, kind)).filter(own).sort((a, b) => b.since - a.since);

/**
 * What a talk was about, where that is something that the learner made.
 * @param {readonly Thing[]} made
 * @param {Entry & { about?: unknown }} talk
 */
export const spokenOf = (made, { about }) => made.find(({ at: [w, n] }) => Array.isArray(about) && about[0] === w && about[1] === n);
