/**
 * Words and where they are: of the titles, made here from the catalog, or of the texts, a shard of the index that the
 * build made (`crates/wend-site/src/search`).
 */

/**
 * @typedef {object} Lexicon
 * @property {string[]} terms
 * @property {(term: number, each: (doc: number, weight: number) => void) => void} at where a word is
 */

/** How much a word in a heading or in the text of a lesson counts. */
const HEADING = 3;
const TEXT = 1;

/** @param {number} code */
const digit = (code) => code - (code > 92 ? 36 : 35);

/**
 * Reads a shard: a line a word; how many letters it shares with the word before, the others, a space, its lessons as
 * steps.
 * @param {string} text
 * @returns {Lexicon}
 */
export function shardOf(text) {
  /** @type {string[]} */
  const terms = [];
  /** @type {string[]} */
  const steps = [];
  let before = "";
  for (const line of text.split("\n")) {
    const space = line.indexOf(" ");
    if (space < 0) continue;
    before = before.slice(0, digit(line.charCodeAt(0))) + line.slice(1, space);
    terms.push(before);
    steps.push(line.slice(space + 1));
  }
  return {
    terms,
    at(term, each) {
      const line = steps[term];
      let doc = -1;
      for (let i = 0; i < line.length; i++) {
        let n = digit(line.charCodeAt(i));
        for (let d = n, times = 45; d > 45 && i + 1 < line.length; times *= 45) n += times * (d = digit(line.charCodeAt(++i)));
        doc += (n >> 1) + 1;
        each(doc, n & 1 ? HEADING : TEXT);
      }
    },
  };
}

/** A lexicon that is filled word by word. */
export function collect() {
  /** @type {Map<string, number>} */
  const known = new Map();
  /** @type {string[]} */
  const terms = [];
  /** @type {number[][]} document and weight in turn */
  const places = [];
  return {
    /** @param {string} word @param {number} doc @param {number} weight */
    add(word, doc, weight) {
      let ix = known.get(word);
      if (ix === undefined) {
        known.set(word, (ix = terms.length));
        terms.push(word);
        places.push([]);
      }
      places[ix].push(doc, weight);
    },
    /** @type {Lexicon} */
    lexicon: {
      terms,
      at(term, each) {
        const list = places[term];
        for (let i = 0; i < list.length; i += 2) each(list[i], list[i + 1]);
      },
    },
  };
}

/**
 * The words of a lexicon that are meant by a typed one: itself, those that begin with it; only where there are none,
 * those that begin with nearly it.
 * @param {Lexicon} lexicon
 * @param {string} word
 * @param {(term: number, likeness: number) => void} each likeness up to 1
 * @param {boolean} [near] look for words that are nearly it
 * @returns {boolean} whether there was any
 */
export function meant({ terms }, word, each, near = false) {
  let found = false;
  if (!near) {
    for (let i = 0; i < terms.length; i++) {
      if (!terms[i].startsWith(word)) continue;
      found = true;
      each(i, terms[i].length === word.length ? 1 : 0.5 + (0.3 * word.length) / terms[i].length);
    }
    return found;
  }
  const slips = word.length > 7 ? 2 : word.length > 3 ? 1 : 0;
  if (!slips) return false;
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i];
    // Most slips leave one of the first two letters where it was.
    if (term[0] !== word[0] && term[1] !== word[1] && term[0] !== word[1]) continue;
    if (term.length + slips < word.length) continue;
    const n = distance(word, term, slips);
    if (n > slips) continue;
    found = true;
    each(i, 0.4 / n);
  }
  return found;
}

/**
 * Letters to change, add, leave out or swap so that `word` is a beginning of `term` (optimal string alignment), or
 * more than `most`.
 * @param {string} word
 * @param {string} term
 * @param {number} most
 */
export function distance(word, term, most) {
  const width = Math.min(term.length, word.length + most);
  /** @type {number[]} */
  let older = [];
  let last = Array.from({ length: width + 1 }, (_, i) => i);
  for (let i = 1; i <= word.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= width; j++) {
      const same = word[i - 1] === term[j - 1];
      let n = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && word[i - 1] === term[j - 2] && word[i - 2] === term[j - 1]) n = Math.min(n, older[j - 2] + 1);
      row.push(n);
      if (n < least) least = n;
    }
    if (least > most) return least;
    older = last;
    last = row;
  }
  return Math.min(...last);
}
