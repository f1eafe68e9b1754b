// Writes tickets, with the fixed codes of deflate only; apart from ticket.js because a learner's page only
// reads them.
import { canonical } from "./evidence.js";
import { DISTANCES, LENGTHS, LENGTH_BITS, distanceBits } from "./inflate.js";
import { ALPHABET, FIELDS, checkSum } from "./ticket.js";

/** @param {Uint8Array} bytes */
export function base64url(bytes) {
  let out = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = (bytes[i] << 16) | ((bytes[i + 1] || 0) << 8) | (bytes[i + 2] || 0);
    for (let k = 0; k <= Math.min(3, bytes.length - i); k++) out += ALPHABET[(bits >> (18 - 6 * k)) & 63];
  }
  return out;
}

/**
 * Packs a ticket: `1.<base64url(deflate(json))>.<crc>`.
 * @param {import("./ticket.js").Ticket} ticket
 * @returns {string | null} null where it is too long: hand over a file
 */
export function encodeTicket(ticket) {
  /** @type {Record<string, any>} */
  const short = {};
  for (const [key, name, fits] of FIELDS) {
    const value = /** @type {any} */ (ticket)[name];
    if (value != null && fits(value) && value.length !== 0) short[key] = value;
  }
  const json = new TextEncoder().encode(canonical(short));
  const middle = json.length > 4096 ? "" : base64url(deflate(json));
  const text = "1." + middle + "." + checkSum(middle);
  return middle && text.length <= 800 ? text : null;
}

/**
 * Packs with the fixed codes.
 * @param {Uint8Array} bytes
 */
function deflate(bytes) {
  /** @type {number[]} */
  const out = [];
  let held = 0;
  let count = 0;
  const put = (/** @type {number} */ value, /** @type {number} */ n) => {
    held |= value << count;
    for (count += n; count > 7; count -= 8, held >>>= 8) out.push(held & 255);
  };
  // Codes go highest bit first, all else lowest first.
  const code = (/** @type {number} */ value, /** @type {number} */ n) => {
    for (let k = n - 1; k >= 0; k--) put((value >> k) & 1, 1);
  };
  const literal = (/** @type {number} */ s) => {
    if (s < 144) code(48 + s, 8);
    else if (s < 256) code(256 + s, 9);
    else if (s < 280) code(s - 256, 7);
    else code(s - 88, 8);
  };
  const last = (/** @type {number[]} */ table, /** @type {number} */ value) => {
    let k = table.length - 1;
    while (table[k] > value) k--;
    return k;
  };
  put(3, 3);
  for (let i = 0; i < bytes.length; ) {
    let best = 2;
    let from = 0;
    for (let j = i - 1; j >= 0; j--) {
      let n = 0;
      while (n < 258 && i + n < bytes.length && bytes[j + n] === bytes[i + n]) n++;
      if (n > best) [best, from] = [n, j];
    }
    if (best < 3) {
      literal(bytes[i++]);
      continue;
    }
    const l = last(LENGTHS, best);
    literal(257 + l);
    put(best - LENGTHS[l], LENGTH_BITS[l]);
    const d = last(DISTANCES, i - from);
    code(d, 5);
    put(i - from - DISTANCES[d], distanceBits(d));
    i += best;
  }
  literal(256);
  put(0, 7);
  return Uint8Array.from(out);
}
