/**
 * SHA-256 (FIPS 180-4). The browser's own is there in secure contexts only, and many a school's server is none.
 */

/** @param {number} n the first bits of the fractional part of a root of the first primes @param {number} root */
function roots(n, root) {
  const out = [];
  for (let p = 2; out.length < n; p++) {
    let prime = true;
    for (let d = 2; d * d <= p; d++) if (p % d === 0) prime = false;
    if (prime) out.push(((p ** (1 / root)) % 1) * 2 ** 32);
  }
  return Uint32Array.from(out);
}

const K = roots(64, 3);
const START = roots(8, 2);

/**
 * @param {Uint8Array} bytes
 * @returns {string} hexadecimal
 */
export function sha256(bytes) {
  const blocks = ((bytes.length + 8) >> 6) + 1;
  const text = new Uint8Array(blocks * 64);
  text.set(bytes);
  text[bytes.length] = 0x80;
  const view = new DataView(text.buffer);
  view.setUint32(text.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(text.length - 4, bytes.length << 3);
  const hash = START.slice();
  const w = new Uint32Array(64);
  const turn = (/** @type {number} */ x, /** @type {number} */ n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < text.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const [a, b] = [w[i - 15], w[i - 2]];
      w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i++) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => (hash[i] += x));
  }
  return [...hash].map((x) => x.toString(16).padStart(8, "0")).join("");
}
