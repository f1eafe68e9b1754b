// A text as the words that search knows it by; twin of crates/wend-site/src/search/words.rs, which says why.

import { oneOf } from "../hash.js";

const LONGEST = 32;

/** Accents; points and vowels of Hebrew and Arabic; the stroke that lengthens a word; signs that are not seen. */
const LEFT_OUT = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200c\u200d]/g;
/** @type {Record<string, string>} */
const TWO_WAYS = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", đ: "d", ð: "d", ł: "l", ħ: "h", ı: "i", ς: "σ" };
const WORD = /[\p{Alphabetic}\p{N}\p{M}]+/gu;
/** Thai, Lao, Tibetan, Burmese, Khmer, kana, Han: no spaces between words. */
const UNSPACED =
  /[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
const PARTS = new RegExp(`${UNSPACED.source}+|[^${UNSPACED.source.slice(1)}+`, "gu");

/** @param {string} text */
function fold(text) {
  return text
    .normalize("NFKD")
    .replace(LEFT_OUT, "")
    .toLowerCase()
    .replace(/[ßæœþøđðłħıς]/g, (c) => TWO_WAYS[c])
    .replace(/[\u30a1-\u30f6]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));
}

/** @param {string} word of a script without spaces */
export const unspaced = (word) => UNSPACED.test(word.slice(0, 2));

/**
 * Every word of a text, in order.
 * @param {string} text
 * @param {boolean} [asked] the words of a question: the last letter of a script without spaces stands in the pair before it
 * @returns {string[]}
 */
export function words(text, asked = false) {
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(text)) return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map((word) => word.slice(0, LONGEST));
  /** @type {string[]} */
  const out = [];
  for (const [run] of fold(text).matchAll(WORD)) {
    for (const [part] of run.matchAll(PARTS)) {
      const letters = [...part];
      if (!UNSPACED.test(letters[0])) out.push(letters.slice(0, LONGEST).join(""));
      else letters.forEach((c, i) => (!asked || i + 1 < letters.length || i === 0) && out.push(c + (letters[i + 1] ?? "")));
    }
  }
  return out;
}

/** How many shards the index of so many lessons has. @param {number} lessons */
export function shards(lessons) {
  let n = 1;
  while (n < 256 && n * 64 < lessons) n *= 2;
  return n;
}

/**
 * The shard that a word is in, and what begins like it.
 * @param {string} word
 * @param {number} of how many there are
 */
export function shard(word, of) {
  const first = [...word].slice(0, unspaced(word) ? 1 : 3);
  return oneOf(first.map((c) => c.codePointAt(0) ?? 0), of);
}
