/** QR codes, for whoever shows one: what draws them (`qr/draw`) is loaded when there is one to draw. */

import { loadScript } from "./site.js";

/**
 * @callback Draw
 * @param {string} text
 * @param {string} label what it is, for who can't see it
 * @returns {SVGElement | null} null: the text is too long
 */

/** Scripts of pages share nothing but the one of all pages, which this must cost nothing: so it stands beside its calls. */
const shared = () => /** @type {{ qr?: Draw }} */ (window.WEND);

/** @param {Draw} it */
export function drawArrived(it) {
  shared().qr = it;
}

/** @returns {Promise<Draw | null>} null: it can't be had */
export async function qrDraw() {
  if (!shared().qr) await loadScript("assets/wend-qr.js");
  return shared().qr ?? null;
}
