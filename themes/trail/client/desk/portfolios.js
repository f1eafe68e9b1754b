/** What learners put into their portfolios, as it came with their files: beside the desk's records, in a database of its own. */

import { openFiles } from "../store/files.js";

/**
 * Files by learner. Where the browser keeps none they are here as long as the page is.
 * @param {string} name
 * @param {IDBFactory | null} idb
 * @returns {import("../store/files.js").Files}
 */
export function portfolios(name, idb) {
  const kept = openFiles(name, () => idb);
  /** @type {Map<string, Uint8Array>} */
  const here = new Map();
  return {
    ...kept,
    put: (key, hash, bytes) => kept.put(key, hash, bytes).catch(() => here.set(`${key} ${hash}`, bytes)),
    get: async (key, hash) => here.get(`${key} ${hash}`) ?? (await kept.get(key, hash).catch(() => undefined)),
    wipe: async (key) => {
      for (const name of here.keys()) if (name.startsWith(`${key} `)) here.delete(name);
      await kept.wipe(key).catch(() => {}); // where nothing could be kept, nothing is
    },
  };
}
