// exp, ln and pow from the basic operations alone, equal to the last bit everywhere. Twin of crates/wend-core/src/number.rs.

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const MOST = 700;
const { floor, max, min } = Math;
/** 1 / n!, the series of exp; 1 / (2n + 1), that of artanh. */
const EXP = Array.from({ length: 15 }, (_, n) => 1 / Array.from({ length: n }, (_, i) => i + 1).reduce((a, b) => a * b, 1));
const ARTANH = Array.from({ length: 12 }, (_, n) => 1 / (2 * n + 1));

/**
 * e to the power of x, for |x| ≤ 700.
 * @param {number} x
 */
export function exp(x) {
  x = max(-MOST, min(x, MOST));
  let twos = floor(x * Math.LOG2E + 0.5);
  const rest = x - twos * LN2_HIGH - twos * LN2_LOW;
  let sum = 0;
  for (let n = 14; n >= 0; n--) sum = sum * rest + EXP[n];
  for (; twos > 0; twos--) sum *= 2;
  for (; twos < 0; twos++) sum *= 0.5;
  return sum;
}

/**
 * The natural logarithm of x > 0; of anything else, that of the smallest number there is.
 * @param {number} x
 */
export function ln(x) {
  if (!(x > 2.2250738585072014e-308)) x = 2.2250738585072014e-308;
  let twos = 0;
  for (; x > Math.SQRT2; twos++) x *= 0.5;
  for (; x < Math.SQRT1_2; twos--) x *= 2;
  const ratio = (x - 1) / (x + 1);
  const square = ratio * ratio;
  let sum = 0;
  for (let n = 11; n >= 0; n--) sum = sum * square + ARTANH[n];
  return twos * LN2_HIGH + (twos * LN2_LOW + 2 * ratio * sum);
}

/**
 * x to the power of y, for x > 0.
 * @param {number} x
 * @param {number} y
 */
export const pow = (x, y) => exp(y * ln(x));
