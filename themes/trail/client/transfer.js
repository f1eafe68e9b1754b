/**
 * What a person typed, as a record may hold it. Pure. The format and its bounds are the engine's (`engine/logfile`).
 */

/** The longest text a person can type here, in letters; the format's bound is 10,000 UTF-16 units. */
const LONGEST = 4000;

/**
 * A value as an entry may hold it: plain JSON, whole characters, strings within the format's bound. An entry that
 * did not fit would be set aside when the record is read again.
 * @param {unknown} value
 * @returns {any}
 */
export function fitting(value) {
  const json = JSON.stringify(value, (_, v) => (typeof v === "string" ? whole(v).slice(0, 10_000).replace(/[\ud800-\udbff]$/, "") : v));
  return json === undefined ? undefined : JSON.parse(json);
}

/** @param {string} text */
const whole = (text) => text.replace(/\p{Surrogate}/gu, "\ufffd");

/**
 * Text a person typed, ready to be kept: normalised, whole characters, no control characters, bounded.
 * @param {string} text
 * @param {number} [most] letters
 */
export function ownText(text, most = LONGEST) {
  const clean = whole(text)
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, "");
  return [...clean.trim()].slice(0, most).join("").trim();
}
