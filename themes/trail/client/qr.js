/** QR codes, for whoever shows one: what draws them (`qr/draw`) is loaded when there is one to draw. */

import { borrow, lend } from "./lend.js";

/**
 * @callback Draw
 * @param {string} text
 * @param {string} label what it is, for who can't see it
 * @returns {SVGElement | null} null: the text is too long
 */

/** @param {Draw} it */
export const drawArrived = (it) => lend("qr", it);

/** @returns {Promise<Draw | null>} null: it can't be had */
export const qrDraw = () => borrow("qr", "assets/wend-qr.js");
