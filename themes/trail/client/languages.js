/** The language of the pages that was chosen on this device: one for all sites of a curriculum, beside its records. */

import { storeName } from "./site.js";

const KEY = storeName + "|language";

/** @param {string} tag */
export function choose(tag) {
  try {
    localStorage.setItem(KEY, tag);
  } catch {
    // Storage is refused: the language is chosen again on the next visit.
  }
}

/** @returns {string | null} */
export function chosen() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
