/**
 * The learner's files, for whoever saves, takes in or wipes a record. What handles them (`elements/made`) is loaded when there
 * are any.
 */

import { borrow, lend } from "./lend.js";

/**
 * @typedef {object} Carrier
 * @property {(record: string, entries: readonly Entry[]) => Promise<{ fields: Record<string, string>, missing: number }>} pack
 *   fields of a saved record, and how many files are not on this device
 * @property {(record: string, entries: readonly Entry[], other: Record<string, any>) => Promise<{ taken: number, left: number }>} unpack
 * @property {(record: string) => Promise<unknown>} wipe
 */

/** @param {Carrier} it */
export const carrierArrived = (it) => lend("carrier", it);

/** @returns {Promise<Carrier | null>} null: it can't be had */
export const carrierOf = () => borrow("carrier", "assets/wend-made.js");
