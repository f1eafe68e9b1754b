// Numbers as people write them, exact: fractions of big integers, never floats. `import { read } from "wend:number"`.
//
// A number is { n, d } with d > 0n. Every function is pure, and the same in the build and in the browser.

const VULGAR = {
  "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
  "⅙": "1/6", "⅚": "5/6", "⅐": "1/7", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8", "⅑": "1/9", "⅒": "1/10",
};
const MOST_DIGITS = 60;

/**
 * Digits of every script as 0 to 9, and full-width and Arabic signs of numbers as ours: `１／２`, `٣٫٥`, `३`.
 * Unicode keeps the ten digits of a script together, in order.
 */
export function digits(text) {
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, digit).replace(/[．。٫](?=\d)/g, ".").replace(/[，٬](?=\d)/g, ",")
    .replace(/／/g, "/").replace(/[％٪]/g, "%").replace(/＋/g, "+");
}

function digit(c) {
  if (c <= "9") return c;
  const code = c.codePointAt(0);
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

/**
 * What a text can mean as a number: a list of { n, d, lowest } with d > 0; empty if it is none.
 * `1,000` has two readings: a thousand, and one.
 */
export function readings(text) {
  const clean = plain(text);
  const percent = clean.endsWith("%");
  const body = percent ? clean.slice(0, -1).trim() : clean;
  const found = numbers(body);
  return percent ? found.map((a) => ({ n: a.n, d: a.d * 100n, lowest: a.lowest })) : found;
}

/** One way of writing numbers: plain minus, slash and spaces; `½` as `1/2`. */
export function plain(text) {
  // Most keys and answers are plain already, and the steps below take most of a build's grading time.
  if (/^[-+]?[\d.,\/]+$/.test(text)) return text;
  return digits(String(text))
    .replace(/[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒]/g, (c) => ` ${VULGAR[c]}`)
    .replace(/[−–‒﹣－]/g, "-")
    .replace(/[⁄∕÷]/g, "/")
    .replace(/\s+/g, " ")
    .replace(/\s*\/\s*/g, "/")
    .replace(/^([-+]) /, "$1")
    .trim();
}

function numbers(body) {
  const fraction = /^([-+]?)(?:(\d+) )?(\d+)\/(\d+)$/.exec(body);
  if (fraction) {
    const [, sign, whole, top, bottom] = fraction;
    if (top.length > MOST_DIGITS || bottom.length > MOST_DIGITS || (whole ?? "").length > MOST_DIGITS) return [];
    const d = BigInt(bottom);
    if (d === 0n) return [];
    const n = BigInt(whole ?? "0") * d + BigInt(top);
    const lowest = divisor(BigInt(top), d) === 1n && d !== 1n && (whole === undefined || BigInt(top) < d);
    return [{ n: sign === "-" ? -n : n, d, lowest }];
  }
  const grouped = /^[-+]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/.test(body) ? body.replace(/ /g, "") : body;
  const out = [];
  // A thousand, with commas between groups of three …
  if (/^[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(grouped)) out.push(decimal(grouped.replace(/,/g, "")));
  // … or a decimal number, with a comma or a point.
  if (/^[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/.test(grouped)) out.push(decimal(grouped.replace(",", ".")));
  return out.filter((a) => a !== null);
}

function decimal(text) {
  const sign = text.startsWith("-") ? -1n : 1n;
  const [whole, part = ""] = text.replace(/^[-+]/, "").split(".");
  if (whole.length + part.length > MOST_DIGITS) return null;
  return { n: sign * BigInt(whole + part || "0"), d: 10n ** BigInt(part.length), lowest: true };
}

function divisor(a, b) {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

export function minus(a, b) {
  return { n: a.n * b.d - b.n * a.d, d: a.d * b.d };
}

export function absolute(a) {
  return { n: a.n < 0n ? -a.n : a.n, d: a.d };
}

/** Whether a is smaller than b. */
export function less(a, b) {
  return a.n * b.d < b.n * a.d;
}

/** The first thing that a text can mean as a number, else null. */
export function read(text) {
  return readings(String(text ?? ""))[0] ?? null;
}

/** Whether they are one number, whatever they are called. */
export function same(a, b) {
  return a.n * b.d === b.n * a.d;
}

export function plus(a, b) {
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function times(a, b) {
  return { n: a.n * b.n, d: a.d * b.d };
}

/** a ÷ b; b is not 0. */
export function over(a, b) {
  return b.n < 0n ? { n: -a.n * b.d, d: -a.d * b.n } : { n: a.n * b.d, d: a.d * b.n };
}

/** In lowest terms: `3/4`, `-5/2`, `2`. */
export function write(a) {
  const by = divisor(a.n, a.d);
  return a.d === by ? String(a.n / by) : `${a.n / by}/${a.d / by}`;
}

/** As a float, for drawing. */
export function near(a) {
  return Number((a.n * 1000000n) / a.d) / 1000000;
}
