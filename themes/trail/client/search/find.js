/**
 * What is found for the words that are typed: lessons and objectives by their titles, statements, interests and strands
 * (from the catalog), lessons by their texts (from the index, a shard at a time).
 */

import { collect, meant, shardOf } from "./lexicon.js";
import { shard, shards, unspaced, words } from "./words.js";

/** @typedef {import("./lexicon.js").Lexicon} Lexicon */

/** How much a word counts where it stands. */
const TITLE = 12;
const STATEMENT = 6;
const INTEREST = 5;
const STRAND = 2;
/** From this weight on a word stands in what a result shows. */
const SEEN = INTEREST;

/**
 * @typedef {object} Found
 * @property {number} lesson -1: it is an objective
 * @property {number} objective
 * @property {number} score
 * @property {boolean} inside what was typed stands in the text alone
 */

/**
 * @typedef {object} Answer
 * @property {Found[]} found best first
 * @property {boolean} all each of them has all words
 * @property {number} waits shards that are still on their way
 * @property {boolean} failed a shard could not be loaded
 */

/**
 * @param {import("../engine/catalog.js").Curriculum} c
 * @param {(shard: number) => Promise<string>} load
 */
export function searchIn(c, load) {
  const lessons = c.lessons.length;
  const docs = lessons + c.objectives.length;
  const { add, lexicon: titles } = collect();
  const interests = c.interests.map((i) => words(i.title));
  const strands = c.strands.map((s) => words(s.title));
  c.lessons.forEach((lesson, ix) => {
    for (const word of words(lesson.title)) add(word, ix, TITLE);
    for (const i of lesson.interests) for (const word of interests[i] ?? []) add(word, ix, INTEREST);
  });
  c.objectives.forEach((o, ix) => {
    if (!o.page) return;
    for (const word of words(o.title)) add(word, lessons + ix, TITLE);
    if (o.can !== o.title) for (const word of words(o.can)) add(word, lessons + ix, STATEMENT);
    if (o.strand !== null) for (const word of strands[o.strand] ?? []) add(word, lessons + ix, STRAND);
  });

  const of = shards(lessons);
  /** @type {Map<number, Lexicon | "coming" | "failed">} */
  const texts = new Map();
  /** @param {number} n @param {() => void} arrived */
  const shardAt = (n, arrived) => {
    const known = texts.get(n);
    if (known) return known;
    texts.set(n, "coming");
    load(n).then(
      (text) => void texts.set(n, shardOf(text)),
      () => void texts.set(n, "failed"),
    ).then(arrived);
    return "coming";
  };

  const sum = new Float32Array(docs);
  const best = new Float32Array(docs);
  const shown = new Uint8Array(docs);
  const having = new Uint8Array(docs);

  return {
    /**
     * @param {string} typed
     * @param {number} most so many at most
     * @param {(found: Found) => number} favour what else speaks for it, as a factor
     * @param {() => void} arrived called when more of the index is here
     * @returns {Answer}
     */
    find(typed, most, favour, arrived) {
      const asked = [...new Set(words(typed, true))].slice(0, 8);
      sum.fill(0);
      shown.fill(0);
      having.fill(0);
      let waits = 0;
      let failed = false;
      for (const word of asked) {
        best.fill(0);
        const places = [titles];
        if (unspaced(word) || word.length > 1) {
          const text = shardAt(shard(word, of), arrived);
          if (text === "coming") waits += 1;
          else if (text === "failed") failed = true;
          else places.push(text);
        }
        /** @param {boolean} near */
        const look = (near) => {
          let any = false;
          for (const place of places) {
            const found = meant(
              place,
              word,
              (term, likeness) =>
                place.at(term, (doc, weight) => {
                  if (doc >= docs) return;
                  if (weight * likeness > best[doc]) best[doc] = weight * likeness;
                  if (weight >= SEEN) shown[doc] = 1;
                }),
              near,
            );
            any = found || any;
          }
          return any;
        };
        // While something is still on its way, a slip may turn out to be none.
        if (!look(false) && !waits) look(true);
        let count = 0;
        for (let doc = 0; doc < docs; doc++) if (best[doc]) count += 1;
        // A word that few have says more.
        const rare = Math.log2(1 + docs / (count || 1));
        for (let doc = 0; doc < docs; doc++) {
          if (!best[doc]) continue;
          sum[doc] += best[doc] * rare;
          having[doc] += 1;
        }
      }
      let top = 0;
      for (let doc = 0; doc < docs; doc++) if (having[doc] > top) top = having[doc];
      // What is asked of every one must be cheap: thousands may begin with a letter, and no more are kept than can be among the
      // best once all is asked that speaks for them, which may cost more.
      const room = 4 * most;
      /** Documents, the best first, of equals the earlier. @type {number[]} */
      const ranked = [];
      for (let doc = 0; top && doc < docs; doc++) {
        if (having[doc] < top || (ranked.length === room && sum[doc] <= sum[ranked[room - 1]])) continue;
        let at = ranked.length;
        while (at > 0 && sum[ranked[at - 1]] < sum[doc]) at--;
        ranked.splice(at, 0, doc);
        if (ranked.length > room) ranked.pop();
      }
      /** @type {Found[]} */
      const first = ranked.map((doc) => ({ lesson: doc < lessons ? doc : -1, objective: doc - lessons, score: sum[doc], inside: doc < lessons && !shown[doc] }));
      for (const one of first) one.score *= favour(one);
      first.sort((a, b) => b.score - a.score);
      return { found: first.slice(0, most), all: top === asked.length, waits, failed };
    },
  };
}
