/**
 * What is left to ask today, told from the log alone: so a page that was closed goes on where it stopped, and nothing is
 * asked twice. What was planned is worked out from the log as it was before today's answers of that kind.
 */

import { answered, inTime, newLog } from "./engine/evidence.js";
import { names } from "./engine/catalog.js";
import { standings } from "./engine/mastery.js";
import { dayOf, today, zoneOf } from "./engine/retrieval.js";
import { exitSlip, queue } from "./engine/session.js";

/** @typedef {import("./engine/catalog.js").Curriculum} Curriculum */
/** @typedef {import("./engine/evidence.js").Log} Log */
/** @typedef {{ objective: number, correct: boolean, ms: number }} Done */

/** Questions of one review, about a minute each. */
const MOST = 10;
/** A review is over after so long, ms; of one question no more than `LONGEST` counts, nobody thinks that long. */
const TEN_MINUTES = 600_000;
const LONGEST = 120_000;
/** What slipped comes back once in the same sitting. */
const TIMES = 2;
/** So much may be due at once; what is more, is there tomorrow. */
const ALL = 60;

/**
 * Today's answers of a kind, and the log without them.
 * @param {Curriculum} c
 * @param {Log} log
 * @param {string} kind
 * @param {number} now
 * @returns {{ done: Done[], before: Log, day: number }}
 */
function split(c, log, kind, now) {
  const day = today(log, now);
  const name = names(c);
  /** @type {Done[]} */
  const done = [];
  const gone = new Set();
  let zone = 0;
  for (const e of inTime(log)) {
    zone = zoneOf(e, zone);
    const how = e.kind === kind && answered(e);
    const objective = how && e.objective ? name.objective(e.objective) : -1;
    if (!how || objective < 0 || dayOf(Math.min(e.t, now), zone) !== day) continue;
    gone.add(e);
    done.push({ objective, correct: how.correct, ms: Math.min(Math.max(Number(e.ms) || 0, 0), LONGEST) });
  }
  return { done, day, before: gone.size ? newLog(log.curriculum, log.record, log.alias, log.entries.filter((e) => !gone.has(e))) : log };
}

/**
 * Today's review.
 * @param {Curriculum} c
 * @param {Log} log
 * @param {number} now
 * @param {number} [sittings] how often the learner asked for more
 */
export function review(c, log, now, sittings = 1) {
  const { done, before } = split(c, log, "retrieval", now);
  /** @type {Map<number, { correct: boolean, times: number }>} */
  const latest = new Map();
  for (const { objective, correct } of done) {
    const times = (latest.get(objective)?.times ?? 0) + 1;
    latest.delete(objective); // again last
    latest.set(objective, { correct, times });
  }
  const open = queue(c, standings(c, before, now), ALL).filter((ask) => !latest.has(ask.objective));
  const enough = done.reduce((sum, { ms }) => sum + ms, 0) >= TEN_MINUTES * sittings;
  const room = enough ? 0 : Math.max(0, MOST * sittings - latest.size);
  const again = enough ? [] : [...latest].filter(([, { correct, times }]) => !correct && times < TIMES);
  return {
    /** What to ask, in order. @type {{ objective: number, serves: number[], again: boolean }[]} */
    asks: [...open.slice(0, room).map((ask) => ({ ...ask, again: false })), ...again.map(([objective]) => ({ objective, serves: [], again: true }))],
    /** How it went, latest last. */
    latest,
    /** How many were answered. */
    answered: done.length,
    /** What is due and did not fit. */
    more: Math.max(0, open.length - room),
  };
}

/**
 * The five questions at the end of a day.
 * @param {Curriculum} c
 * @param {Log} log
 * @param {number} now
 * @param {readonly number[]} [ahead] objectives that will be met today: a slip on paper is made in the morning
 */
export function slip(c, log, now, ahead = []) {
  const { done, before, day } = split(c, log, "exit", now);
  const all = standings(c, before, now);
  const plan = exitSlip(c, ahead.length ? all.map((s, ix) => (ahead.includes(ix) ? { ...s, day } : s)) : all, day);
  const left = [...plan];
  for (const { objective } of done) {
    const at = left.indexOf(objective);
    if (at >= 0) left.splice(at, 1);
  }
  return { asks: left.slice(0, Math.max(0, plan.length - done.length)), done };
}

/**
 * The log with the answers of the placement that goes on, and of no earlier one: the last entry of a finished one has
 * neither an item nor an objective.
 * @param {Log} log
 * @returns {{ log: Log, begun: boolean, finished: boolean }}
 */
export function placing(log) {
  const all = inTime(log).filter((e) => e.kind === "placement");
  const last = all.findLastIndex((e) => e.target === "done");
  const asked = all.slice(last + 1).filter((e) => typeof e.item === "string");
  return { log: newLog(log.curriculum, log.record, log.alias, asked), begun: asked.length > 0, finished: last >= 0 };
}
