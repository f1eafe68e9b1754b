/**
 * Questions on pages that are not theirs. The build wrote each objective's into a script of its own, and what can be
 * asked at all into an index; both are loaded when first needed, by script tag, since `fetch` does nothing on a disk.
 */

import { h } from "./dom.js";
import { draw } from "./engine/items.js";
import { bankOf, href, loadScript, page } from "./site.js";

/** What is asked for, and where the index has its count. */
const USES = { placement: 0, retrieval: 1, exit: 2 };

/** @typedef {keyof typeof USES | "check"} Use */
/**
 * @typedef {object} Question one item of a bank
 * @property {string} id
 * @property {number} options to pick from; 0: the answer is typed or made
 * @property {string} html its block
 * @property {string | null} lesson the lesson it comes from, by id
 * @property {string | null} lang
 * @property {{ script?: string, style?: string }[]} plugins what its block needs
 * @property {number} uses as bits
 */

/** @type {Map<string, any>} by objective id, as the build wrote them */
const arrived = new Map();
/** @type {string | null} the index, once it is here */
let digits = null;
Object.assign(/** @type {any} */ (window.WEND), {
  bank: (/** @type {string} */ id, /** @type {any} */ json) => void arrived.set(id, json),
  banks: (/** @type {string} */ text) => void (digits = text),
});

/** @type {Map<string, Promise<void>>} by name */
const loading = new Map();

/**
 * Loads a script or a style of the site once; what can't be loaded is not there, and that is all.
 * @param {string} name such as "assets/banks.js"
 * @returns {Promise<void>}
 */
export function load(name) {
  const loaded = loading.get(name) ?? (name.endsWith(".css") ? loadStyle(href(name)) : loadScript(name));
  loading.set(name, loaded);
  return loaded;
}

/** @param {string} src @returns {Promise<void>} */
function loadStyle(src) {
  if (document.querySelector(`link[href="${src}"]`)) return Promise.resolve();
  return new Promise((ok) => document.head.append(h("link", { rel: "stylesheet", href: src, onload: () => ok(), onerror: () => ok() })));
}

/**
 * Loads a script for what it brings. What could not be had, without internet, can be asked for again.
 * @param {string} name
 * @param {() => boolean} here whether it brought it
 */
export async function fetched(name, here) {
  await load(name);
  if (here()) return true;
  loading.delete(name);
  document.querySelector(`script[src="${href(name)}"]`)?.remove();
  return false;
}

/**
 * How many questions there are for a use, by objective; null where the index can't be had now.
 * @returns {Promise<((objective: number, use: Use) => number) | null>}
 */
export async function askable() {
  await fetched("assets/banks.js", () => digits !== null);
  const text = digits;
  if (text === null) return null;
  // A check may ask whatever there is.
  return (objective, use) => Math.max(...(use === "check" ? [0, 1, 2] : [USES[use]]).map((at) => Number(text[3 * objective + at] ?? 0)));
}

/**
 * The questions about an objective that a use allows, in the order to ask them: never met before variants of what was
 * met, before what was missed or is longest ago.
 * @param {import("./model.js").Model} m
 * @param {number} objective
 * @param {Use} use
 * @returns {Promise<Question[] | null>} null where they can't be had now
 */
export async function questions(m, objective, use) {
  const { id } = m.c.objectives[objective];
  if (!(await fetched(bankOf(id), () => arrived.has(id)))) return null;
  const bank = arrived.get(id);
  /** @type {Question[]} */
  const all = (bank?.items ?? []).map((/** @type {[string, number, number, number]} */ [item, block, uses, options]) => {
    const [home, html] = bank.blocks[block];
    const { lesson = null, lang = null } = bank.homes[home];
    return { id: item, options, html: html.replaceAll("\ufdd0", page.root), lesson, lang, plugins: bank.plugins, uses };
  });
  const fit = use === "check" ? all : all.filter((q) => q.uses & (1 << USES[use]));
  // Placement shows no answers, so a question met there is as good as new elsewhere; but there are better ones.
  const placed = new Set(m.evidence(objective).flatMap((e) => (e.kind === "placement" && e.item ? [e.item] : [])));
  const fresh = fit.filter((q) => !placed.has(q.id));
  const best = (/** @type {Question[]} */ list) => draw(m.c, m.asked.log, list.map((q) => q.id), list.length).map((at) => list[at]);
  return [...best(fresh), ...best(fit.filter((q) => placed.has(q.id)))];
}
