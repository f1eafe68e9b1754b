/** A record packed as a short text (`packed` reads it). */

import { base64url } from "./engine/pack.js";
import { checkSum } from "./engine/ticket.js";

/**
 * @param {string} text a record's file
 * @returns {Promise<string | null>} null: this browser can't pack
 */
export async function pack(text) {
  if (!globalThis.CompressionStream) return null;
  try {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const middle = base64url(new Uint8Array(await new Response(stream).arrayBuffer()));
    return `r1.${middle}.${checkSum(middle)}`;
  } catch {
    return null; // knows the stream, but not this format
  }
}
