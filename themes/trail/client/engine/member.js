// A learner of a class: the record, and over it what the teacher's list says. Twin of crates/wend-core/src/member.rs.
import { canonical, inTime, newLog } from "./evidence.js";
import { own } from "./facts.js";
import { entriesOf, gaveGroup, takenBack } from "./taken.js";

/** @typedef {import("./evidence.js").Entry} Entry */
/** @typedef {import("./evidence.js").Log} Log */
/** @typedef {import("./ticket.js").Ticket} Ticket */
/**
 * What the teacher's list says of a learner: the words of `learners/*.toml`.
 * @typedef {object} Row
 * @property {Record<string, number>} [interests] weight 0..1
 * @property {string[]} [avoid]
 * @property {string[]} [known] what the teacher credits
 * @property {Record<string, string>} [set_aside] goals that the learner chose and the teacher sets aside, each with the reason
 * @property {string[]} [form]
 * @property {boolean} [group] there is a group to work with
 * @property {number} [weekly_minutes]
 * @property {number} [extra_time] percent
 * @property {string} [support]
 * @property {string} [autonomy]
 * @property {{ goals?: string[], deadline?: string, pin?: string[], exclude?: string[] }} [path]
 */
/**
 * @typedef {object} Member
 * @property {string} alias
 * @property {string} [record]
 * @property {readonly Entry[]} entries the record, with what the teacher observed and decided
 * @property {Row | null} [row]
 */

/** Who writes the entries that a row stands for: no writer's id begins so. */
const LIST = "~";
const LATEST = 864e13;

/**
 * The ticket that hands a row over.
 * @param {string} curriculum
 * @param {string} alias
 * @param {Row} row
 * @returns {Ticket}
 */
export function ticketOf(curriculum, alias, { interests = {}, avoid, form, support, autonomy, weekly_minutes, extra_time, path = {} }) {
  return /** @type {Ticket} */ ({
    curriculum,
    alias,
    goals: path.goals,
    pins: path.pin,
    excludes: path.exclude,
    interests: Object.entries(interests).map(([id, weight]) => [id, Math.round(weight * 1000)]),
    avoid,
    forms: form,
    support,
    autonomy,
    weekly_minutes,
    extra_percent: extra_time,
    deadline: path.deadline,
  });
}

/**
 * The log of a member. The row counts as if the learner had taken it over when they last took something from the teacher
 * (before everything, if they never did): so what they changed since stays changed, and everything else is as the row says.
 * Goals that it sets aside are so whenever they were chosen.
 * @param {string} curriculum
 * @param {Member} member
 * @param {number} now ms since 1970, where there are no entries
 * @returns {Log}
 */
export function logOf(curriculum, { alias, record = "", entries, row }, now) {
  const log = newLog(curriculum, record, alias, [...entries]);
  if (!row) return log;
  const happened = inTime(log);
  const taken = happened.findLast(e => e.kind === "setting" && !own(e));
  const t = taken ? taken.t : Math.max(Math.min(happened[0]?.t ?? now, now) - 1, -LATEST);
  return { ...log, entries: [...log.entries, ...saysOf(curriculum, alias, row, happened, t)] };
}

/**
 * What a row says, as the entries that taking it over would write.
 * @param {string} curriculum
 * @param {string} alias
 * @param {Row} row
 * @param {readonly Entry[]} happened the record so far, as it happened
 * @param {number} t when it is taken over, ms since 1970
 * @returns {Entry[]}
 */
export function saysOf(curriculum, alias, row, happened, t) {
  const ticket = ticketOf(curriculum, alias, row);
  const says = [
    ...takenBack(ticket, happened),
    ...entriesOf(ticket),
    ...(row.group || gaveGroup(happened) ? [{ kind: "setting", target: "group", answer: row.group || null }] : []),
    ...(row.known ?? []).map(objective => ({ kind: "credit", objective })),
  ];
  const last = Math.max(happened.at(-1)?.t ?? t, t);
  const aside = Object.entries(row.set_aside ?? {}).map(([objective, note]) => ({ t: last, kind: "goal", objective, answer: false, note }));
  return [...says, ...aside].map((fields, n) => ({ w: LIST, n, t, by: "teacher", ...fields }));
}

/** Whether an entry stands for a row, and is in no record. @param {Entry} e */
export const listed = ({ w }) => w === LIST;

/** In the order of UTF-16 units. @param {string} a @param {string} b */
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The members of a class in one order, wherever they come from, each with a name of its own: two of one alias are told
 * apart by a number.
 * @template {Member} M
 * @param {readonly M[]} members
 * @returns {{ who: string, member: M }[]}
 */
export function roll(members) {
  const keyed = members.map(member => ({ member, key: canonical(member.entries.map(({ w, n }) => [w, n])) }));
  keyed.sort((a, b) => order(a.member.alias, b.member.alias) || order(a.member.record ?? "", b.member.record ?? "") || order(a.key, b.key));
  /** @type {Set<string>} */
  const taken = new Set();
  return keyed.map(({ member }) => {
    const name = member.alias || "?";
    let who = name;
    for (let n = 2; taken.has(who); n++) who = `${name} (${n})`;
    taken.add(who);
    return { who, member };
  });
}
