/**
 * A record as a short text, for a QR code or a message: `r1.<base64url(deflate)>.<crc>`, packed as tickets are but with
 * the browser's own deflate (`packing`), which packs a third tighter. Here it is read.
 */

import { inflate } from "./engine/inflate.js";
import { checkSum, unbase64url } from "./engine/ticket.js";

/** The longest text that is looked at, and the most it may hold: a record that is packed is a small one. */
const MOST_TEXT = 20_000;
const MOST_BYTES = 300_000;

/** A text that somebody pasted, if it is a packed record. It is never a link: those stay in histories. @param {string} text */
export const packedIn = (text) => /^r1\.[\w-]+\.[0-9a-f]{8}$/.exec(text.trim())?.[0] ?? null;

/**
 * The file in a packed record.
 * @param {string} packed
 * @returns {string | null} null: damaged, or larger than any that is packed
 */
export function unpack(packed) {
  const [, middle, sum] = packed.split(".");
  if (packed.length > MOST_TEXT || checkSum(middle) !== sum) return null;
  const bytes = inflate(unbase64url(middle) ?? new Uint8Array(), MOST_BYTES);
  try {
    return bytes ? new TextDecoder("utf-8", { fatal: true }).decode(bytes) : null;
  } catch {
    return null;
  }
}
