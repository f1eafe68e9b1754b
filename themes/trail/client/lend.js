/**
 * What the script of one page lends another: they share nothing but the script of all pages, which this must cost nothing,
 * so it stands beside the calls of scripts, under a name.
 */

import { loadScript } from "./site.js";

const shared = () => /** @type {Record<string, any>} */ (window.WEND);

/** @param {string} name @param {unknown} it */
export function lend(name, it) {
  shared()[name] = it;
}

/**
 * @param {string} name
 * @param {string} script that lends it, such as "assets/wend-made.js"
 * @returns {Promise<any>} null: it can't be had
 */
export async function borrow(name, script) {
  if (!shared()[name]) await loadScript(script);
  return shared()[name] ?? null;
}
