/**
 * Every sentence the client shows comes through here: keys in, text (or text with nodes in it) out.
 * Plural classes are CLDR's, chosen by the argument `n`.
 */

import { LANG, STRINGS } from "./strings.gen.js";

const plural = new Intl.PluralRules(LANG);
// What the build writes has these digits too, whatever the browser holds to be its own.
const latn = { numberingSystem: "latn" };
const number = new Intl.NumberFormat(LANG, latn);
/** A letter of a script from right to left. */
export const fromRight = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * The pattern behind a key; the key itself when no table has it, so that a gap is seen and nothing breaks.
 * @param {string} key
 * @param {Record<string, unknown>} args
 * @param {Record<string, Phrase>} [own] looked in first
 */
function pattern(key, args, own) {
  const text = own && Object.hasOwn(own, key) ? own[key] : Object.hasOwn(STRINGS, key) ? STRINGS[key] : key;
  if (typeof text === "string") return text;
  return text[plural.select(Number(args.n))] ?? text.other ?? key;
}

/**
 * A text as pieces, each argument standing where its `{name}` stood. An argument may be a node. Where text from right to
 * left is on either side, an argument is set apart (Unicode's isolates), so that a title keeps its own direction.
 * A title that asks or calls out ends a sentence by itself.
 * @template T
 * @param {string} key
 * @param {Record<string, T>} [args]
 * @param {Record<string, Phrase>} [own]
 * @returns {(T | string)[]}
 */
export function pieces(key, args = {}, own) {
  const text = pattern(key, args, own);
  /** @type {any} What was put in last. */
  let said = "";
  return text.split(/\{(\w+)\}/).flatMap((part, i) => {
    if (i % 2 === 0) return part[0] === "." ? stop(said) + part.slice(1) : part;
    if (!Object.hasOwn(args, part)) return `{${part}}`;
    const value = args[part];
    said = /** @type {any} */ (value)?.textContent ?? value;
    if (typeof value === "number") return number.format(value);
    return fromRight.test(text + said) ? ["\u2068", value, "\u2069"] : [value];
  });
}

/** The full stop after what was said, where that has no end of its own. @param {string | null} said */
export const stop = (said) => (/[?!؟…]$/.test(said ?? "") ? "" : ".");

/** Several things beside each other, with the commas of the page's language. @param {string[]} texts */
export const row = (texts) => texts.join(t("row.comma"));

/**
 * A text as one string.
 * @param {string} key
 * @param {Record<string, string | number>} [args]
 * @param {Record<string, Phrase>} [own]
 */
export function t(key, args, own) {
  return pieces(key, args, own).join("");
}

/**
 * Whether the page's language has a text for this key.
 * @param {string} key
 */
export function has(key) {
  return Object.hasOwn(STRINGS, key);
}

/**
 * A length of time in words a child reads: "20 minutes", "1 hour 40".
 * @param {number} minutes
 */
export function duration(minutes) {
  const n = Math.max(0, Math.round(minutes));
  if (n < 60) return t("minutes", { n });
  const rest = n % 60;
  const hours = t("hours", { n: Math.floor(n / 60) });
  return rest ? t("hours_minutes", { hours, minutes: t("minutes", { n: rest }) }) : hours;
}

/** A date that stays on one line. @param {string} date */
export const whole = (date) => date.replace(/(\d) | (?=\d)/g, "$1\u00a0");

/**
 * A moment as a date in the page's language.
 * @param {number} ms
 */
export function day(ms) {
  return whole(new Intl.DateTimeFormat(LANG, { day: "numeric", month: "short", year: "numeric", ...latn }).format(ms));
}
