// What a log shows beside standings: when one was there, who met them, what was shown lately, what was mixed up.
// Twin of crates/wend-core/src/board/signs.rs.
import { names } from "./catalog.js";
import { answered, inTime } from "./evidence.js";
import { own } from "./facts.js";
import { listed } from "./member.js";
import { dayOf, zoneOf } from "./retrieval.js";
import { dayOf as dayOfDate, monday } from "./schedule.js";

/** @typedef {[string, number]} Key the writer and number of an entry */
/**
 * @typedef {object} Sign of one objective
 * @property {Key[]} answers the latest, oldest first
 * @property {{ day: number, key: Key } | null} shown the last that shows it
 * @property {Key | null} needs a person saw that a hand is needed, and nothing has changed that since
 * @property {number} rights unaided right answers since then
 * @property {Key | null} handed the learner handed something in, and no person has looked at it
 * @property {Key | null} contest the last objection
 * @property {Map<string, { entries: Key[], rights: number }>} mixups that nothing has mended since: where they were met, and
 *   unaided right answers since
 */
/**
 * @typedef {object} Signs
 * @property {Map<number, Sign>} of by objective
 * @property {number | null} seen the last day of evidence
 * @property {{ day: number, next: number | null } | null} met the last talk, and the day agreed for the next
 * @property {number} worked ms of this week
 */

/** Entries of one kind that are named as evidence, the latest. */
const NAMED = 10;
/** No objective has more mix-ups than this. */
const MOST_MIXUPS = 32;
/** Who writes nothing for longer went away, ms. */
const PAUSE = 30 * 60_000;
/** Unaided right answers after which a mix-up, or a hand that was needed, is past. */
const MENDED = 2;
/** What a person sees or does with a learner. */
const PRESENT = ["observation", "product", "meeting"];
const { max, min } = Math;

/** @param {Key[]} list @param {Key} key */
function keep(list, key) {
  list.push(key);
  if (list.length > NAMED) list.shift();
}

/**
 * @param {import("./catalog.js").Curriculum} c
 * @param {import("./evidence.js").Log} log
 * @param {number} now ms since 1970
 * @param {number} today the learner's day
 * @returns {Signs}
 */
export function signsOf(c, log, now, today) {
  const name = names(c);
  /** @type {Map<number, Sign>} */
  const of = new Map();
  /** @type {Signs["met"]} */
  let met = null;
  /** @type {number | null} */
  let seen = null;
  let worked = 0;
  let zone = 0;
  // As in standings: a clock that is ahead counts as the last entry before it.
  let t = now;
  let before = -Infinity;
  for (const e of inTime(log)) {
    if (listed(e)) continue;
    if (e.t <= now) t = e.t;
    zone = zoneOf(e, zone);
    const day = dayOf(t, zone);
    const mine = own(e);
    if (mine || PRESENT.includes(e.kind)) seen = max(seen ?? day, day);
    if (mine) {
      if (t - before <= PAUSE && monday(day) === monday(today)) worked += t - before;
      before = t;
    }
    if (e.kind === "meeting" && !mine) {
      const next = "next" in e && typeof e.next === "string" ? dayOfDate(e.next) : null;
      met = { day, next };
    }
    const ix = e.objective ? name.objective(e.objective) : -1;
    if (ix < 0) continue;
    let sign = of.get(ix);
    if (!sign) of.set(ix, (sign = { answers: [], shown: null, needs: null, rights: 0, handed: null, contest: null, mixups: new Map() }));
    /** @type {Key} */
    const key = [e.w, e.n];
    const says = typeof e.answer === "boolean" ? e.answer : undefined;
    const how = answered(e);
    const enough = max(min(MENDED, c.objectives[ix].items), 1);
    if (how) {
      keep(sign.answers, key);
      if (how.correct && !how.aided) {
        sign.shown = { day, key };
        if (++sign.rights >= enough) sign.needs = null;
        for (const [mixup, met] of sign.mixups) if (++met.rights >= enough) sign.mixups.delete(mixup);
      }
      if (!how.correct && e.mixup && (sign.mixups.has(e.mixup) || sign.mixups.size < MOST_MIXUPS)) {
        const met = sign.mixups.get(e.mixup) ?? { entries: [], rights: 0 };
        keep(met.entries, key);
        met.rights = 0;
        sign.mixups.set(e.mixup, met);
      }
    } else if (e.kind === "contest") sign.contest = key;
    else if (e.kind === "product" && mine) sign.handed = key;
    if (mine) continue;
    // A person has spoken.
    if (e.kind === "observation" && says === false) {
      sign.needs = key;
      sign.rights = 0;
    }
    const decided = e.kind === "product" || e.kind === "credit" || ((e.kind === "observation" || e.kind === "overrule") && says !== undefined);
    if (decided) sign.handed = null;
    if (!decided || says === false) continue;
    sign.needs = null;
    if (e.kind === "product" || e.kind === "observation") sign.shown = { day, key };
    sign.mixups.clear();
  }
  return { of, seen, met, worked };
}
