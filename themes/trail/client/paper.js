/**
 * Codes by which what was done on paper comes back: five digits for each question, printed behind its answer and typed on the page of
 * its lesson. Digits, since every keyboard has them. A code names a question among those of one lesson, and keeps no secret.
 */

import { fnv1a, unitsOf } from "./hash.js";

/** So many codes there are. */
const ALL = 100_000;

/** The code of an item as it is printed, such as "27-418". @param {string} item */
export function codeOf(item) {
  const digits = String(fnv1a(unitsOf(item)) % ALL).padStart(5, "0");
  return digits.slice(0, 2) + "-" + digits.slice(2);
}

/**
 * The codes in what somebody typed: in digits of any script, with whatever between them.
 * @param {string} text
 */
export function codesIn(text) {
  const plain = text.replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)));
  return [...plain.matchAll(/(?<!\d)(\d\d)\D?(\d{3})(?!\d)/g)].map(([, two, three]) => two + "-" + three);
}

/** What a digit is worth: Unicode keeps the ten of a script together, in order. @param {string} digit */
function valueOf(digit) {
  const at = digit.codePointAt(0) ?? 0;
  let zero = at;
  while (at - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return at - zero;
}
