// Exact numbers for the test: sums as the file of answers writes them, worked out in whole numbers of any size.

/** @typedef {{ top: bigint, bottom: bigint }} Exact in lowest terms, the bottom above nought */

const gcd = (a, b) => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** @returns {Exact} */
function make(top, bottom) {
  if (bottom === 0n) throw new Error("shared by nought");
  const by = gcd(top, bottom) * (bottom < 0n ? -1n : 1n);
  return { top: top / by, bottom: bottom / by };
}

/** A number as a person writes it: `7`, `7/4`, `1 3/4`, `$\frac{3}{4}$` after a word, or the name of parts: `eighths`. */
export function exact(text) {
  const parts = { sixths: 6n, eighths: 8n }[text];
  if (parts !== undefined) return make(parts, 1n);
  const drawn = /\\frac\{(\d+)\}\{(\d+)\}/.exec(text);
  const found = drawn ? [text, undefined, drawn[1], drawn[2]] : /^(?:(\d+)(?: |$))?(?:(\d+)\/(\d+))?$/.exec(text.replace(/,/g, ""));
  if (found === null || (found[1] === undefined && found[2] === undefined)) throw new Error(`no number: ${text}`);
  const [, whole = "0", top = "0", bottom = "1"] = found;
  return make(BigInt(whole) * BigInt(bottom) + BigInt(top), BigInt(bottom));
}

export const equal = (a, b) => a.top === b.top && a.bottom === b.bottom;
export const show = (x) => (typeof x === "string" ? x : x.bottom === 1n ? `${x.top}` : `${x.top}/${x.bottom}`);

const plus = (a, b) => make(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
const less = (a, b) => plus(a, make(-b.top, b.bottom));
const times = (a, b) => make(a.top * b.top, a.bottom * b.bottom);
const by = (a, b) => make(a.top * b.bottom, a.bottom * b.top);
const floor = (a) => make((a.top - (((a.top % a.bottom) + a.bottom) % a.bottom)) / a.bottom, 1n);
const whole = (a) => (a.bottom === 1n ? a.top : fail(`not whole: ${show(a)}`));
const fail = (why) => {
  throw new Error(why);
};

const FUNCTIONS = {
  max: (a, b) => (less(a, b).top >= 0n ? a : b),
  min: (a, b) => (less(a, b).top <= 0n ? a : b),
  floor,
  ceil: (a) => plus(floor(a), make(a.bottom === 1n ? 0n : 1n, 1n)),
  lcm: (a, b) => make((whole(a) * whole(b)) / gcd(whole(a), whole(b)), 1n),
  power: (a, n) => make(a.top ** whole(n), a.bottom ** whole(n)),
  den: (a) => make(a.bottom, 1n),
  num: (a) => make(a.top, 1n),
  lowest: (a) => a,
  word: (x, below, nought, above) => (x.top < 0n ? below : x.top > 0n ? above : nought),
};

/** Works a sum out; names are columns of `row`, or words where they name none. */
export function evaluate(sum, row) {
  const tokens = sum.match(/\d+|\w+|[-+*/(),]/g) ?? [];
  let at = 0;
  const next = (token) => tokens[at] === token && ((at += 1), true);
  const need = (token) => next(token) || fail(`${token} is missing in: ${sum}`);
  const value = () => {
    if (next("(")) {
      const inner = terms();
      need(")");
      return inner;
    }
    const token = tokens[at++] ?? fail(`it ends too soon: ${sum}`);
    if (/^\d/.test(token)) return exact(token);
    if (!next("(")) return token in row ? exact(row[token]) : token;
    const given = [terms()];
    while (next(",")) given.push(terms());
    need(")");
    return (FUNCTIONS[token] ?? fail(`no function ${token}`))(...given);
  };
  const factors = () => {
    let left = value();
    for (;;) {
      if (next("*")) left = times(left, value());
      else if (next("/")) left = by(left, value());
      else return left;
    }
  };
  const terms = () => {
    let left = factors();
    for (;;) {
      if (next("+")) left = plus(left, factors());
      else if (next("-")) left = less(left, factors());
      else return left;
    }
  };
  const result = terms();
  return at === tokens.length ? result : fail(`what is ${tokens[at]} in: ${sum}`);
}
