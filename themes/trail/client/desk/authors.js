/**
 * What a class says to those who write the curriculum: each decision of a teacher that went over the machine's, with its note, and how
 * many like what, from the list and in own words. Pure. It names no learner.
 */

import { inTime, newLog } from "../engine/evidence.js";
import { fold, own } from "../engine/facts.js";

/** An interest in more letters than these is a story, and may tell whose. */
const LONGEST = 40;

/**
 * @typedef {object} Words
 * @property {string} title
 * @property {string} what
 * @property {string} decided
 * @property {string} yes
 * @property {string} no
 * @property {string} credit
 * @property {string} none
 * @property {(n: number) => string} times
 * @property {string} likes
 * @property {string} listed
 * @property {string} worded
 * @property {(n: number) => string} learners
 */

/** A text as Markdown that says the same. @param {string} text */
const line = (text) => text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|]/g, "\\$&");

/**
 * @param {readonly (readonly Entry[])[]} all entries of each learner
 * @param {{ objective: (id: string) => string, interest: (id: string) => string | undefined }} titles undefined: none of the curriculum's
 * @param {Words} words
 * @returns {{ text: string, notes: number, likes: number }} Markdown; how many decisions and interests are in it
 */
export function forAuthors(all, titles, words) {
  const decided = decisions(all, titles.objective, words);
  const { listed, worded } = liked(all, titles.interest);
  /** @param {string} head @param {[string, number][]} counts */
  const list = (head, counts) => (counts.length ? `### ${head}\n\n${counts.map(([word, n]) => `- ${line(word)}: ${words.learners(n)}\n`).join("")}\n` : "");
  const likes = list(words.worded, worded) + list(words.listed, listed);
  const text = `# ${line(words.title)}\n\n${words.what}\n\n${decided.text && `## ${words.decided}\n\n${decided.text}\n`}${likes && `## ${words.likes}\n\n${likes}`}`;
  return { text: text.trimEnd() + "\n", notes: decided.notes, likes: listed.length + worded.length };
}

/**
 * @param {readonly (readonly Entry[])[]} all
 * @param {(objective: string) => string} titleOf
 * @param {Words} words
 */
function decisions(all, titleOf, words) {
  /** @type {Map<string, Entry[]>} */
  const by = new Map();
  for (const e of all.flat()) {
    if (own(e) || !(e.kind === "overrule" || (e.kind === "credit" && e.note)) || !e.objective) continue;
    by.set(e.objective, [...(by.get(e.objective) ?? []), e]);
  }
  const parts = [...by].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1)).map(([id, entries]) => {
    const said = entries.sort((a, b) => a.t - b.t).map((e) => {
      const how = e.kind === "credit" ? words.credit : e.answer === false ? words.no : words.yes;
      return `- ${new Date(e.t).toISOString().slice(0, 10)}: ${how}${e.note ? ` “${line(e.note)}”` : ` (${words.none})`}`;
    });
    return `### ${line(titleOf(id))} (\`${id.replace(/`/g, "")}\`, ${words.times(entries.length)})\n\n${said.join("\n")}\n`;
  });
  return { text: parts.join("\n"), notes: [...by.values()].flat().length };
}

/**
 * How many learners like what, the most liked first: only what they chose or wrote themselves, as it stands now.
 * @param {readonly (readonly Entry[])[]} all
 * @param {(interest: string) => string | undefined} titleOf
 */
function liked(all, titleOf) {
  /** @type {Map<string, number>} */
  const listed = new Map();
  /** Own words that differ in letters' size or spaces only are one. @type {Map<string, Map<string, number>>} */
  const spelt = new Map();
  for (const entries of all) {
    const { interests } = fold(inTime(newLog("", "", "", entries.filter(own))));
    /** @type {Set<string>} */
    const once = new Set();
    for (const id of interests.keys()) {
      const title = titleOf(id);
      if (title !== undefined) {
        listed.set(title, (listed.get(title) ?? 0) + 1);
        continue;
      }
      const word = id.normalize("NFC").replace(/\s+/g, " ").trim();
      const key = word.toLowerCase();
      if (!key || once.has(key) || [...word].length > LONGEST) continue;
      once.add(key);
      const spellings = spelt.get(key) ?? new Map();
      spelt.set(key, spellings.set(word, (spellings.get(word) ?? 0) + 1));
    }
  }
  const most = (/** @type {Iterable<[string, number]>} */ counts) => [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : a > b ? 1 : 0));
  const worded = [...spelt.values()].map((spellings) => /** @type {[string, number]} */ ([most(spellings)[0][0], [...spellings.values()].reduce((a, b) => a + b)]));
  return { listed: most(listed), worded: most(worded) };
}
