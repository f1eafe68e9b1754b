// What breaks texts and values for the fuzz runs, the same each time for a seed.

/** Numbers that look random and are the same each time (mulberry32). @param {number} seed */
export function dice(seed) {
  let a = seed;
  const next = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { below, of: (list) => list[below(list.length)] };
}

export const MARKUP = `<img src=x onerror="document.title='got in'"><script>document.title='got in'</script>`;
const nested = (n) => Array.from({ length: n }).reduce((inner) => [inner], 1);
const VALUES = [null, true, false, -1, 0, 0.5, 1e308, -1e-320, Number.MAX_SAFE_INTEGER, 8.64e15, "", "__proto__", "constructor", "\u0000", "\u202e", "\ud800", MARKUP, "x".repeat(20_000), [], {}, [[]], [null], { toString: 1 }, nested(40), JSON.parse('{"__proto__":{"polluted":1}}'), ["w", 1], "2026-11-24", "javascript:alert(1)"];

/** One value somewhere inside is replaced, left out or named otherwise. */
export function bent(of, value) {
  if (typeof value !== "object" || value === null) return of(VALUES);
  const copy = structuredClone(value);
  let at = copy;
  for (let depth = 0; depth < 6; depth++) {
    const keys = Object.keys(at ?? {});
    if (!keys.length) return of(VALUES);
    const key = of(keys);
    if (depth === 5 || typeof at[key] !== "object" || at[key] === null || of([0, 0, 0, 1])) {
      const how = of(["set", "set", "set", "drop", "rename", "swell"]);
      if (how === "set") at[key] = of(VALUES);
      else if (how === "swell" && Array.isArray(at[key])) at[key] = Array.from({ length: 300 }, () => at[key][0]);
      else {
        if (how === "rename" && !Array.isArray(at)) at[JSON.stringify(of(VALUES)) ?? ""] = at[key];
        delete at[key];
      }
      return copy;
    }
    at = at[key];
  }
  return copy;
}

/** A text with signs changed, taken out, doubled or put in. */
export function torn({ below, of }, text) {
  const from = below(text.length);
  const n = below(40);
  return of([
    () => text.slice(0, from),
    () => text.slice(0, from) + text.slice(from + n),
    () => text.slice(0, from) + text.slice(from, from + n).repeat(3) + text.slice(from + n),
    () => text.slice(0, from) + JSON.stringify(of(VALUES)) + text.slice(from),
    () => text.slice(0, from) + String.fromCharCode(below(0x10000)) + text.slice(from + 1),
  ])();
}
