/**
 * The class as the engine sees it: members, their board on a day, and each learner's own model. What is shown of a learner comes from
 * here alone, so that no two pages of the desk disagree, nor the desk and the learner's own pages.
 */

import { logOf, roll } from "../engine/member.js";
import { dayOf } from "../engine/retrieval.js";
import { loadScript } from "../site.js";

/** @typedef {import("./page.js").Office} Office */
/** @typedef {import("../engine/board.js").Board} Board */
/** @typedef {import("../engine/board.js").Flag} Flag */

/** Loads the engine's part that makes boards: several pages need it, and none to begin with. */
export const loadBoard = () => loadScript("assets/wend-teach-board.js");

/** The teacher's day, since 1970. @param {number} [now] ms */
export const todayIs = (now = Date.now()) => dayOf(now, -new Date(now).getTimezoneOffset());

/** @param {Office} office @param {string} [key] of the only one who is wanted */
const membersOf = ({ desk }, key) => desk.rows().filter((row) => !key || row.key === key).map((row) => ({ key: row.key, alias: row.alias, record: row.record, entries: desk.entries(row.key), row }));

/**
 * What the board calls each learner: two of one alias are told apart.
 * @param {Office} office
 * @returns {Map<string, string>} names by key
 */
export const called = (office) => new Map(roll(membersOf(office)).map(({ who, member }) => [member.key, who]));

/** @type {{ of: unknown[], room: ReturnType<typeof worked> } | null} what was worked out last: a tap that changes no learner costs nothing */
let last = null;

/**
 * The board of a day, and who is who on it: two of one alias are told apart there.
 * @param {Office} office
 * @param {number} day
 * @param {string} [key] only this learner
 */
export function classOn(office, day, key) {
  const members = membersOf(office, key);
  const { size, past } = office.desk.class;
  const of = [day, JSON.stringify([size, past, members.map(({ row }) => row)]), ...members.map(({ entries }) => entries)];
  if (!last || of.length !== last.of.length || of.some((one, i) => one !== last?.of[i])) last = { of, room: worked(office, day, members) };
  return last.room;
}

/**
 * @param {Office} office
 * @param {number} day
 * @param {ReturnType<typeof membersOf>} members
 */
function worked({ desk, model, facts }, day, members) {
  const keys = new Map(roll(members).map(({ who, member }) => [who, member.key]));
  const names = new Map([...keys].map(([who, key]) => [key, who]));
  const { size, past } = desk.class;
  const earlier = past.map((meeting) => meeting.map((group) => group.flatMap((key) => names.get(key) ?? [])));
  /** @type {typeof import("../engine/board.js").board} */
  const board = /** @type {any} */ (window.WEND).board;
  return { board: board(model.asked.graph, members, { day, size, past: earlier, standards: facts.standards }), keys, names };
}

/** @typedef {ReturnType<typeof classOn>} Room */

/**
 * What is known of one learner now: the same as on their own pages, and what the teacher set beside it.
 * @param {Office} office
 * @param {string} key
 */
export function learnerOf({ desk, model, read }, key) {
  const row = desk.row(key);
  if (!row) return null;
  const log = logOf(model.c.id, { alias: row.alias, record: row.record, entries: desk.entries(key), row }, Date.now());
  return { row, model: read(log.entries) };
}
