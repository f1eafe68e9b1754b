// Unpacks raw deflate (RFC 1951), a few kilobytes of it: browsers' own streams are asynchronous and missing
// on old phones.

export const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
export const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
export const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** @param {number} code */
export const distanceBits = code => (code < 4 ? 0 : (code >> 1) - 1);

/** Lengths of the fixed literal code. @returns {number[]} */
const fixed = () => Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));

/**
 * First code and first place of every length, and the symbols by code.
 * @param {number[]} lengths
 */
function codes(lengths) {
  const counts = new Array(16).fill(0);
  for (const length of lengths) if (length) counts[length]++;
  /** @type {number[]} */
  const symbols = [];
  for (let length = 1; length < 16; length++) lengths.forEach((l, symbol) => l === length && symbols.push(symbol));
  return { counts, symbols };
}

/**
 * Unpacks.
 * @param {Uint8Array} bytes
 * @param {number} most
 * @returns {Uint8Array | null | undefined} null: damaged; undefined: more than `most` bytes
 */
export function inflate(bytes, most) {
  /** @type {number[]} */
  const out = [];
  let at = 0;
  const bits = (/** @type {number} */ n) => {
    let value = 0;
    for (let k = 0; k < n; k++, at++) {
      if (at >> 3 >= bytes.length) throw 0;
      value |= ((bytes[at >> 3] >> (at & 7)) & 1) << k;
    }
    return value;
  };
  const symbol = (/** @type {ReturnType<typeof codes>} */ { counts, symbols }) => {
    let code = 0;
    let first = 0;
    let place = 0;
    for (let length = 1; length < 16; length++) {
      code |= bits(1);
      if (code - first < counts[length]) return symbols[place + code - first];
      place += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw 0;
  };
  try {
    for (let last = 0; !last; ) {
      last = bits(1);
      const kind = bits(2);
      if (kind === 3) return null;
      if (kind === 0) {
        at = (at + 7) & ~7;
        const n = bits(16);
        if ((bits(16) ^ n) !== 0xffff) return null;
        for (let k = 0; k < n; k++) out.push(bits(8));
        if (out.length > most) return undefined;
        continue;
      }
      let lengths = fixed();
      let far = new Array(30).fill(5);
      if (kind === 2) {
        const [literals, distances, meta] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
        const small = new Array(19).fill(0);
        for (let k = 0; k < meta; k++) small[ORDER[k]] = bits(3);
        const code = codes(small);
        /** @type {number[]} */
        const all = [];
        while (all.length < literals + distances) {
          const s = symbol(code);
          if (s < 16) all.push(s);
          else {
            if (s === 16 && !all.length) return null;
            const value = s === 16 ? all[all.length - 1] : 0;
            for (let n = s === 16 ? 3 + bits(2) : s === 17 ? 3 + bits(3) : 11 + bits(7); n > 0; n--) all.push(value);
          }
        }
        if (all.length > literals + distances) return null;
        lengths = all.slice(0, literals);
        far = all.slice(literals);
      }
      const near = codes(lengths);
      const away = codes(far);
      for (let s; (s = symbol(near)) !== 256; ) {
        if (s < 256) out.push(s);
        else if (s > 285) return null;
        else {
          const length = LENGTHS[s - 257] + bits(LENGTH_BITS[s - 257]);
          const d = symbol(away);
          const distance = DISTANCES[d] + bits(distanceBits(d));
          if (!(distance <= out.length)) return null;
          for (let k = 0; k < length; k++) out.push(out[out.length - distance]);
        }
        if (out.length > most) return undefined;
      }
    }
  } catch {
    return null;
  }
  return Uint8Array.from(out);
}
