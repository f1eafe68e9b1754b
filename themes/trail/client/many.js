/** Many goals: a field finds some by their words; where no strands part them, the folders of their lessons do. */

import { announce, fill, h } from "./dom.js";
import { t } from "./text.js";

/** @typedef {import("./engine/catalog.js").Curriculum} Curriculum */

/** So many that were found are shown. */
const FOUND = 20;
/** So many goals are a part where nothing else parts them. */
const RUN = 40;

/**
 * @param {object} of
 * @param {Curriculum} of.c
 * @param {number[]} of.all
 * @param {(ix: number) => HTMLElement} of.choice
 * @param {HTMLElement} of.find where words are written
 * @param {() => void} of.draw ticks what is chosen
 * @param {(parts: [string, number[]][]) => void} of.parted
 */
export function many({ c, all, choice, find, draw, parted }) {
  if (!c.strands.length) parted(partsOf(c, all));
  finder(c, all, choice, find, draw);
}

/**
 * What stands together without strands: folders of lessons, or else so many at a time.
 * @param {Curriculum} c
 * @param {number[]} all
 * @returns {[string, number[]][]}
 */
function partsOf(c, all) {
  /** @type {Map<number, string>} */
  const folders = new Map();
  for (const { id, teaches } of c.lessons) for (const ix of teaches) if (!folders.has(ix)) folders.set(ix, id.slice(0, Math.max(0, id.lastIndexOf("/"))));
  /** @type {Map<string, number[]>} */
  const parts = new Map();
  for (const ix of all) {
    const folder = (folders.get(ix) || t("goals.rest")).replace(/[-_]/g, " ").replaceAll("/", " › ");
    parts.set(folder, [...(parts.get(folder) ?? []), ix]);
  }
  if (parts.size > 1 && parts.size < all.length / 2) return [...parts];
  const runs = Array.from({ length: Math.ceil(all.length / RUN) }, (_, n) => all.slice(n * RUN, (n + 1) * RUN));
  return runs.map((run) => [[run[0], run[run.length - 1]].map((ix) => c.objectives[ix].title).join(" – "), run]);
}

/** A text as words are looked for in it: without capitals and marks. @param {string} text */
const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/**
 * @param {Curriculum} c
 * @param {number[]} all
 * @param {(ix: number) => HTMLElement} choice
 * @param {HTMLElement} field
 * @param {() => void} draw
 */
function finder(c, all, choice, field, draw) {
  const input = /** @type {HTMLInputElement} */ (field.querySelector("input"));
  const list = h("ul.choice-list", { hidden: true });
  const said = h("p.soft", { hidden: true });
  const find = () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    const fits = (/** @type {number} */ ix) => {
      const { can, title } = c.objectives[ix];
      const text = plain(can + " " + title);
      return words.every((word) => text.includes(word));
    };
    const found = words.length ? all.filter(fits) : [];
    const text = found.length > FOUND ? t("search.first", { n: FOUND }) : found.length ? t("search.n", { n: found.length }) : t("search.none", { text: input.value });
    list.hidden = !found.length;
    said.hidden = !words.length;
    fill(list, found.slice(0, FOUND).map(choice));
    fill(said, text);
    if (words.length) announce(text);
    draw();
  };
  input.addEventListener("input", find);
  field.append(said);
  field.after(list);
  if (input.value) find();
}
