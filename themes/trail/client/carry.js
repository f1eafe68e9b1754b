/**
 * The learner's files, for whoever saves, takes in or wipes a record. What handles them (`elements/made`) is loaded when there
 * are any.
 */

import { loadScript } from "./site.js";

/**
 * @typedef {object} Carrier
 * @property {(record: string, entries: readonly Entry[]) => Promise<{ fields: Record<string, string>, missing: number }>} pack
 *   fields of a saved record, and how many files are not on this device
 * @property {(record: string, entries: readonly Entry[], other: Record<string, any>) => Promise<{ taken: number, left: number }>} unpack
 * @property {(record: string) => Promise<unknown>} wipe
 */

/** Scripts of pages share nothing but the one of all pages, which this must cost nothing: so it stands beside its calls. */
const shared = () => /** @type {{ carrier?: Carrier }} */ (window.WEND);

/** @param {Carrier} it */
export function carrierArrived(it) {
  shared().carrier = it;
}

/** @returns {Promise<Carrier | null>} null: it can't be had */
export async function carrierOf() {
  if (!shared().carrier) await loadScript("assets/wend-made.js");
  return shared().carrier ?? null;
}
