// What a teacher hands over, read: a ticket (a link's fragment) and a teacher file; pack.js writes tickets.
// Twin of crates/wend-core/src/ticket.rs.
import { canonical } from "./evidence.js";
import { parseLog, unfit } from "./logfile.js";
import { inflate } from "./inflate.js";
import { sets } from "./taken.js";

/**
 * A path and its settings: alias, ids and settings only.
 * @typedef {object} Ticket
 * @property {string} curriculum
 * @property {string} [alias]
 * @property {string[]} [goals]
 * @property {string[]} [pins]
 * @property {string[]} [excludes]
 * @property {[string, number][]} [interests] id, permille
 * @property {string[]} [avoid]
 * @property {string[]} [forms]
 * @property {import("./catalog.js").Support} [support]
 * @property {"set" | "two-ways" | "choose" | "own-goals" | "own-objectives"} [autonomy]
 * @property {number} [weekly_minutes]
 * @property {number} [extra_percent]
 * @property {string} [deadline] YYYY-MM-DD
 */
/** @typedef {"too-long" | "shape" | "version" | "damaged" | "too-large" | "content"} TicketError */
/** @typedef {import("./evidence.js").Entry} Entry */

/** @param {any} v */
const isText = v => typeof v === "string";
/** @param {any} v */
const isNumber = v => Number.isInteger(v) && v >= 0 && v <= 65535;
/** @param {any} v */
const areTexts = v => Array.isArray(v) && v.every(isText);
/** @param {any} v */
const areWeights = v => Array.isArray(v) && v.every(w => Array.isArray(w) && w.length === 2 && isText(w[0]) && isNumber(w[1]));
/** @param {string[]} values */
const oneOf = (...values) => (/** @type {any} */ v) => values.includes(v);

/** @type {[string, string, (v: any) => boolean][]} */
export const FIELDS = [
  ["c", "curriculum", v => isText(v) && v !== ""],
  ["a", "alias", isText],
  ["g", "goals", areTexts],
  ["p", "pins", areTexts],
  ["x", "excludes", areTexts],
  ["i", "interests", areWeights],
  ["v", "avoid", areTexts],
  ["f", "forms", areTexts],
  ["s", "support", oneOf("example", "guided", "peer", "alone")],
  ["u", "autonomy", oneOf("set", "two-ways", "choose", "own-goals", "own-objectives")],
  ["m", "weekly_minutes", isNumber],
  ["e", "extra_percent", isNumber],
  ["d", "deadline", v => isText(v) && /^\d{4}-\d\d-\d\d$/.test(v)],
];
export const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Kinds of entries that a teacher file may bring. */
const BRINGS = ["credit", "overrule", "observation", "product", "meeting", "note", "goal", "path"];

/**
 * The bytes of a base64url text; null: it is none.
 * @param {string} text
 */
export function unbase64url(text) {
  const out = [];
  let bits = 0;
  let count = 0;
  for (const char of text) {
    const value = ALPHABET.indexOf(char);
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.push((bits >> count) & 255);
    }
  }
  // What is left over of the last letter is nothing.
  return count < 6 && !(bits & ((1 << count) - 1)) ? Uint8Array.from(out) : null;
}

/**
 * CRC-32 of a text, eight hexadecimal digits.
 * @param {string} text
 */
export function checkSum(text) {
  let crc = -1;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (~crc >>> 0).toString(16).padStart(8, "0");
}

/**
 * Unpacks a ticket's text (the part after `#t=`).
 * @param {string} text
 * @returns {{ticket: Ticket} | {error: TicketError}}
 */
export function decodeTicket(text) {
  if (text.length > 800) return { error: "too-long" };
  const parts = text.split(".");
  const [version, middle, sum] = parts;
  if (parts.length !== 3) return { error: "shape" };
  if (version !== "1") return { error: /^[0-9]+$/.test(version) ? "version" : "shape" };
  const packed = checkSum(middle) === sum ? unbase64url(middle) : null;
  const json = packed && inflate(packed, 4096);
  if (!json) return { error: json === undefined ? "too-large" : "damaged" };
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(json);
    const short = JSON.parse(text);
    // There is one text of a ticket: nothing said twice, no number in disguise, no half characters.
    if (unfit(short) || canonical(short) !== text) return { error: "content" };
    /** @type {any} */
    const ticket = {};
    if (typeof short !== "object" || !short || Array.isArray(short)) return { error: "content" };
    for (const [key, name, fits] of FIELDS) {
      const value = short[key];
      // What may be left out may also be null where it has no other way to say "none".
      if (value === undefined ? key === "c" : !(fits(value) || (value === null && "sumed".includes(key)))) return { error: "content" };
      if (value != null) ticket[name] = value;
    }
    return { ticket };
  } catch {
    return { error: "content" };
  }
}

/** Whether a teacher may add such an entry: of settings, those that a ticket sets. @param {Entry} entry */
export const brings = ({ kind, target }) => BRINGS.includes(kind) || (kind === "setting" && typeof target === "string" && sets(target));

/**
 * What a teacher file would bring to a record, before the learner accepts it. It can add, never remove.
 * @param {string} text a log whose `record` is the learner's or empty
 * @param {import("./evidence.js").Log} mine
 * @returns {{accepted: Entry[], refused: {entry: Entry, code: "kind" | "by" | "known"}[], aside: import("./logfile.js").SetAside[], differs: "curriculum" | "record" | null}}
 */
export function previewTeacherFile(text, mine) {
  const { log, aside } = parseLog(text);
  /** @type {ReturnType<typeof previewTeacherFile>} */
  const preview = { accepted: [], refused: [], aside, differs: null };
  if (!log.curriculum && !log.entries.length) return preview;
  if (log.curriculum !== mine.curriculum) preview.differs = "curriculum";
  else if (log.record && log.record !== mine.record) preview.differs = "record";
  const known = new Set(mine.entries.map(canonical));
  for (const entry of log.entries) {
    const code = !brings(entry) ? "kind" : !entry.by || entry.by === "learner" ? "by" : known.has(canonical(entry)) ? "known" : "";
    if (code) preview.refused.push({ entry, code });
    else if (!preview.differs) preview.accepted.push(entry);
  }
  return preview;
}
