/**
 * Planning for one learner or for several at once, by the parts of a learner's own pages: to them it is a record and what it
 * means. What they read is the record with the row as if it had been handed over now; what they keep goes into the rows.
 */

import { inTime, newLog } from "../../engine/evidence.js";
import { saysOf } from "../../engine/member.js";
import { wayOf } from "../../way.js";
import { changed } from "./change.js";

/** @typedef {import("../page.js").Office} Office */
/** @typedef {import("../../model.js").Model} Model */
/** @typedef {import("../roster.js").Row} Row */

/** Paths get better in the background for so long at a time, ms. */
const SLICE = 12;

/**
 * @typedef {object} Draft
 * @property {import("../../element.js").App} app for the parts of a learner's pages: the learner that is shown
 * @property {() => Row[]} rows those that are planned for
 * @property {() => Row | undefined} row the one that is shown
 * @property {(key: string) => Model} of what a learner's plan is
 * @property {(keys: string[], shown?: string) => void} choose
 * @property {(change: (row: Row) => Row) => Promise<unknown>} change of all that are planned for
 */

/**
 * @param {Office} office
 * @param {() => void} draw a better path was found
 * @returns {Draft}
 */
export function draftOf({ desk, read, model: nobody }, draw) {
  /** @type {string[]} */
  let keys = [];
  let shown = "";
  /** Models by learner, until something changes. @type {Map<string, Model>} */
  const models = new Map();
  desk.onChange(() => models.clear());

  /** @param {string} key */
  const of = (key) => {
    let model = models.get(key);
    const row = desk.row(key);
    if (!model) models.set(key, (model = row ? read(handed(nobody.c.id, row, desk.entries(key), Date.now())) : nobody));
    return model;
  };
  /** @param {(row: Row) => Row} change */
  const change = (change) => desk.saveAll(rows().map(change));
  const rows = () => keys.flatMap((key) => desk.row(key) ?? []);

  /** Goes on with the paths that are looked at, one after the other; drawn anew where that found better ones. */
  let refining = 0;
  const refine = () => {
    clearTimeout(refining);
    const open = keys.map(of);
    let better = false;
    const slice = () => {
      const end = performance.now() + SLICE;
      while (open.length && performance.now() < end) {
        const way = wayOf(open[0]);
        const before = lessonsOf(way);
        if (way.refine(() => performance.now() < end)) break;
        better ||= lessonsOf(way) !== before;
        open.shift();
      }
      if (open.length) refining = setTimeout(slice);
      else if (better) draw();
    };
    refining = setTimeout(slice);
  };

  /** @type {any} a learner's page keeps what its learner did; here nothing but rows is written */
  const store = {
    append: (/** @type {{ kind: string }} */ fields) => change((row) => changed(row, fields)),
    current: () => null,
  };
  return {
    app: { store, model: () => of(shown), onChange: () => {}, drawn: async () => {} },
    rows,
    row: () => desk.row(shown),
    of,
    choose: (all, one) => {
      keys = all.filter((key) => desk.row(key));
      shown = keys.includes(one ?? "") ? (one ?? "") : (keys[0] ?? "");
      refine();
    },
    change,
  };
}

/** @param {import("../../way.js").Way} way */
const lessonsOf = (way) => way.plan().steps.map((s) => s.lesson).join();

/**
 * A learner's entries as they will be once the learner has taken what the row says.
 * @param {string} curriculum
 * @param {Row} row
 * @param {readonly Entry[]} entries
 * @param {number} now
 * @returns {Entry[]}
 */
export function handed(curriculum, row, entries, now) {
  const happened = inTime(newLog(curriculum, "", "", [...entries]));
  return [...entries, ...saysOf(curriculum, row.alias, row, happened, Math.max(now, happened.at(-1)?.t ?? now))];
}
