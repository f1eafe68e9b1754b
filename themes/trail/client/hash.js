/** Numbers made of texts: FNV-1a (Fowler, Noll & Vo), 32 bits. They spread things evenly; they keep no secret. */

/** @param {Iterable<number>} units @returns {number} */
export function fnv1a(units) {
  let hash = 0x811c9dc5;
  for (const unit of units) hash = Math.imul(hash ^ unit, 0x01000193);
  return hash >>> 0;
}

/** One of so many, as the build chooses: both halves of the number count. @param {Iterable<number>} units @param {number} of */
export function oneOf(units, of) {
  const hash = fnv1a(units);
  return ((hash ^ (hash >>> 16)) >>> 0) % of;
}

/** The UTF-16 units of a text. @param {string} text */
export function unitsOf(text) {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}
