/**
 * What teachers decided otherwise, for those who write the curriculum: each decision that went over the machine's, with its note. Pure. It names
 * objectives and no learner.
 */

import { own } from "../engine/facts.js";

/**
 * @param {readonly (readonly Entry[])[]} all entries of each learner
 * @param {(objective: string) => string} titleOf
 * @param {{ title: string, what: string, yes: string, no: string, credit: string, none: string, times: (n: number) => string }} words
 * @returns {{ text: string, notes: number }} Markdown; how many decisions are in it
 */
export function forAuthors(all, titleOf, words) {
  /** @type {Map<string, Entry[]>} */
  const by = new Map();
  for (const e of all.flat()) {
    if (own(e) || !(e.kind === "overrule" || (e.kind === "credit" && e.note)) || !e.objective) continue;
    by.set(e.objective, [...(by.get(e.objective) ?? []), e]);
  }
  const line = (/** @type {string} */ text) => text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|]/g, "\\$&");
  const parts = [...by].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1)).map(([id, entries]) => {
    const said = entries.sort((a, b) => a.t - b.t).map((e) => {
      const how = e.kind === "credit" ? words.credit : e.answer === false ? words.no : words.yes;
      return `- ${new Date(e.t).toISOString().slice(0, 10)}: ${how}${e.note ? ` “${line(e.note)}”` : ` (${words.none})`}`;
    });
    return `## ${line(titleOf(id))} (\`${id.replace(/`/g, "")}\`, ${words.times(entries.length)})\n\n${said.join("\n")}\n`;
  });
  return { text: `# ${line(words.title)}\n\n${words.what}\n\n${parts.join("\n")}`, notes: [...by.values()].flat().length };
}
