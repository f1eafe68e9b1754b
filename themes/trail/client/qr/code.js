/** A text as the dark modules of a QR code. Pure. */

import { encode } from "../vendor/uqr.js";

/** The longest text that a phone reads off another screen or a card without trouble, in bytes: version 25 of 40. */
export const MOST = 1270;

/** Light modules around the code; the standard asks for four. */
const QUIET = 4;

/**
 * The dark modules as the data of a path, and how many modules wide it is. The strongest correction is taken that does
 * not make the code larger.
 * @param {string} text
 * @returns {{ size: number, path: string } | null} null: too long
 */
export function codeOf(text) {
  const bytes = [...new TextEncoder().encode(text)];
  if (bytes.length > MOST) return null;
  const { size, data } = encode(bytes, { ecc: "L", boostEcc: true, border: QUIET });
  let path = "";
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < size; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      path += `M${from} ${y}h${x - from + 1}v1H${from}z`;
    }
  }
  return { size, path };
}
