/**
 * What a learner is given: a ticket, which holds a path and its settings, and a teacher's file, which holds all else that is
 * meant for them. Pure. The private note of a row is read by neither.
 */

import { canonical, inTime, newLog } from "../engine/evidence.js";
import { serializeLog } from "../engine/logfile.js";
import { fold, own } from "../engine/facts.js";
import { saysOf, ticketOf } from "../engine/member.js";
import { encodeTicket } from "../engine/pack.js";
import { brings } from "../engine/ticket.js";

/** @typedef {import("./roster.js").Row} Row */

/**
 * The ticket of a row. Where it gets too long, lessons that were asked for are left to the file, the last ones first.
 * @param {string} curriculum
 * @param {Row} row
 * @returns {{ text: string | null, left: string[] }} text: null where even a ticket without such lessons is too long
 */
export function ticketFor(curriculum, row) {
  const ticket = ticketOf(curriculum, row.alias, row);
  const pins = row.path.pin;
  const packed = (/** @type {number} */ n) => encodeTicket({ ...ticket, pins: pins.slice(0, n) });
  /** @type {string | null} */
  let text = packed(pins.length);
  if (text) return { text, left: [] };
  // So many fit, and one more does not.
  let [fits, beyond] = [0, pins.length];
  text = packed(0);
  while (text && beyond - fits > 1) {
    const n = (fits + beyond) >> 1;
    const more = packed(n);
    if (more) [fits, text] = [n, more];
    else beyond = n;
  }
  return { text, left: pins.slice(fits) };
}

/**
 * The file for a learner: what the row asks for and their record does not say yet, and what the teacher wrote and decided.
 * @param {string} curriculum
 * @param {Row} row
 * @param {readonly Entry[]} entries of the learner, as the desk has them
 * @param {{ w: string, t: number }} now a fresh writer, and the time
 * @returns {string}
 */
export function teacherFile(curriculum, row, entries, { w, t }) {
  const happened = inTime(newLog(curriculum, "", "", [...entries]));
  const facts = fold(happened);
  const before = new Set(happened.filter((e) => !own(e)).map((e) => said(e)));
  const holds = (/** @type {Entry} */ e) => {
    const name = String(e.target);
    const [, group, id = ""] = /^(interest|avoid|form):(.+)$/s.exec(name) ?? [];
    const on = e.answer !== false;
    if (e.kind === "goal") return facts.goals.has(e.objective ?? "") === on;
    if (e.kind === "path") return (name === "pin" ? facts.pins : facts.excludes).has(e.lesson ?? "") === on;
    if (e.kind !== "setting") return before.has(said(e));
    if (group === "interest") return facts.interests.get(id) === e.answer;
    if (group) return (group === "avoid" ? facts.avoid : facts.forms).has(id);
    return canonical(facts.settings.get(name) ?? null) === canonical(e.answer);
  };
  const note = row.note ? [{ w, n: 0, t, kind: "note", note: row.note, by: "teacher" }] : [];
  const asked = [...saysOf(curriculum, row.alias, row, happened, t), ...note].filter((e) => !holds(e)).map((e, n) => ({ ...e, w, n }));
  const mine = happened.filter((e) => !own(e) && e.kind !== "setting" && brings(e));
  return serializeLog(newLog(curriculum, row.record ?? "", row.alias, [...mine, ...asked]));
}

/** What an entry says, whoever wrote it when. @param {Entry} e */
const said = ({ kind, objective = null, target = null, answer = null, note = null }) => canonical([kind, objective, target, answer, note]);
