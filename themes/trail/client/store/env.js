/** What a store needs from this browser, some of which it may refuse even to name. */

/**
 * @template T
 * @param {() => T} get
 * @returns {T | null}
 */
function maybe(get) {
  try {
    return get() ?? null;
  } catch {
    return null;
  }
}

/** @returns {string} 96 random bits, in letters that are safe in keys and addresses */
export function random() {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(12)))).replace(/\+/g, "-").replace(/\//g, "_");
}

/**
 * @param {string} name of the store
 * @returns {import("./store.js").Env}
 */
export const envOf = (name) => ({
  idb: maybe(() => indexedDB),
  local: maybe(() => localStorage),
  channel: maybe(() => new BroadcastChannel(name)),
  now: () => Date.now(),
  zone: () => -new Date().getTimezoneOffset(),
  random,
});
