/**
 * What pages add that have a choice of languages; linked into `assets/wend-languages.js`. The links do without it; with it they
 * lead to the same place of the page, and the choice is kept.
 */

import { choose } from "../languages.js";

/** @param {Event} event a link is about to be followed, opened beside this page, or copied */
function follow({ target, type }) {
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (target).closest(".languages a, .offer-language a"));
  if (!link) return;
  link.hash = location.hash;
  if (type !== "contextmenu") choose(link.hreflang);
}
for (const type of ["click", "auxclick", "contextmenu"]) addEventListener(type, follow, true);
