// Numbers that look random and are always the same for a seed: sfc32. Twin of crates/wend-core/src/dice.rs.

/** A seeded generator. */
export class Dice {
  /**
   * Two streams of one seed have nothing to do with each other.
   * @param {number} seed
   * @param {number} stream
   */
  constructor(seed, stream) {
    this.a = 0;
    this.b = seed | 0;
    this.c = stream | 0;
    this.d = 1;
    for (let i = 0; i < 15; i++) this.bits();
  }
  /** The next 32 bits, as a number from 0. */
  bits() {
    const out = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + out) | 0;
    return out >>> 0;
  }
  /**
   * Below `n`; the product stays exact up to 2²¹.
   * @param {number} n
   */
  below(n) {
    return Math.floor((this.bits() * n) / 4294967296);
  }
}
