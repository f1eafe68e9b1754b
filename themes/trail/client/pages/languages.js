/**
 * What pages add that have a choice of languages; linked into `assets/wend-languages.js`. The links do without it. With it they
 * lead to the same place of the page, and the front page offers the language that was chosen on this device, or else the one
 * that the browser's owner reads best. It only offers: nobody is led away from an address that they were given.
 */

import { storeName } from "../site.js";

const CHOICE = storeName + "|language";

/** @param {string} tag */
const primary = (tag) => tag.toLowerCase().split("-")[0];

/** @param {Event} event a link is about to be followed, opened beside this page, or copied */
function follow({ target, type }) {
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (target).closest(".languages a, .offer-language a"));
  if (!link) return;
  link.hash = location.hash;
  if (type === "contextmenu") return;
  try {
    localStorage.setItem(CHOICE, link.hreflang);
  } catch {
    // Storage is refused: the choice is asked for again.
  }
}
for (const type of ["click", "auxclick", "contextmenu"]) addEventListener(type, follow, true);

/** The language to offer. @param {string[]} spoken by this site @returns {string | undefined} */
function wanted(spoken) {
  try {
    const chosen = localStorage.getItem(CHOICE);
    if (chosen && spoken.includes(chosen)) return chosen;
  } catch {
    // As above.
  }
  for (const tag of navigator.languages) {
    const found = spoken.find((it) => it.toLowerCase() === tag.toLowerCase()) ?? spoken.find((it) => primary(it) === primary(tag));
    if (found) return found;
  }
  return;
}

const offers = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".offer-language")]);
const language = wanted([document.documentElement.lang, ...offers.map(({ lang }) => lang)]);
for (const offer of offers) offer.hidden = offer.lang !== language;
