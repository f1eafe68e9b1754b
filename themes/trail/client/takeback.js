/** Taking a thing back: all its entries leave the record, texts and all, here and in every later merge. */

import { partsOf } from "./things.js";

/**
 * @param {import("./store/store.js").Store} store
 * @param {readonly Entry[]} entries as they happened
 * @param {import("./things.js").Thing} thing
 */
export async function takeBack(store, entries, thing) {
  for (const target of partsOf(entries, thing)) await store.append({ kind: "retract", target });
}
