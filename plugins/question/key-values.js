// Keys of typed answers, and whether an answer fits one. Numbers are exact fractions of big integers, never floats.

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
 * The alternatives of an `Answer:` line: `3/4 | three quarters`, `/colou?r/i`, `5 ± 0.1`.
 * Each is { text } with one of: pattern, flags · values (its readings as numbers) and maybe within · neither (a word).
 */
export function parseKey(line) {
  return split(line).map((text) => {
    const pattern = /^\/(.*)\/([iu]*)$/s.exec(text);
    if (pattern) return { text, pattern: pattern[1], flags: pattern[2] };
    const parts = text.split(/\s*(?:±|\+\/-|\+-)\s*/);
    if (parts.length === 2) {
      const values = readings(parts[0]);
      const within = readings(parts[1]);
      if (values.length > 0 && within.length > 0) return { text, values, within: within[0] };
    }
    const values = readings(text);
    return values.length > 0 ? { text, values } : { text };
  });
}

/** Cuts at bars, but not inside of a /pattern/. */
function split(line) {
  const out = [];
  let rest = String(line).trim();
  while (rest !== "") {
    const pattern = /^\/(?:[^\/\\]|\\.)+\/[iu]*(?=\s*(?:\||$))/s.exec(rest);
    const end = pattern ? pattern[0].length : rest.indexOf("|");
    const cut = end < 0 ? rest.length : end;
    const text = rest.slice(0, cut).trim();
    if (text !== "") out.push(text);
    rest = rest.slice(cut).replace(/^\s*\|/, "").trim();
  }
  return out;
}

/**
 * Whether an answer fits a key: "yes", "spelling" (one slip), "lowest" or "exact" (right size, other form), or "no".
 * `strict` forgives no slip.
 */
export function matches(answer, key, form, strict = false) {
  if (key.pattern !== undefined) {
    if (answer.length > 100) return "no";
    const pattern = new RegExp(`^(?:${key.pattern})$`, key.flags.includes("u") ? key.flags : key.flags + "u");
    return pattern.test(answer) || pattern.test(digits(answer)) ? "yes" : "no";
  }
  if (key.values) {
    const given = readings(answer);
    const near = key.within
      ? (a, b) => !less(key.within, absolute(minus(a, b)))
      : (a, b) => a.n * b.d === b.n * a.d;
    if (!given.some((a) => key.values.some((b) => near(a, b)))) return "no";
    if (form === "exact") return plain(answer) === plain(key.text) ? "yes" : "exact";
    if (form === "lowest") return given.every((a) => a.lowest) ? "yes" : "lowest";
    return "yes";
  }
  const [a, b] = [word(answer), word(key.text)];
  if (a === b) return "yes";
  if (strict || form === "exact" || [...b].length < 5 || /\d/.test(a + b)) return "no";
  return oneSlip([...a], [...b]) ? "spelling" : "no";
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

/** One way of writing: plain minus, slash and spaces; `½` as `1/2`. */
function plain(text) {
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

function minus(a, b) {
  return { n: a.n * b.d - b.n * a.d, d: a.d * b.d };
}

function absolute(a) {
  return { n: a.n < 0n ? -a.n : a.n, d: a.d };
}

function less(a, b) {
  return a.n * b.d < b.n * a.d;
}

/** A word as it is compared: case, outer punctuation, kinds of apostrophe, hyphen and space don't count. */
function word(text) {
  const all = digits(String(text).normalize("NFC"))
    .toLowerCase()
    .replace(/[’‘ʼ`´]/g, "'")
    .replace(/[‐‑‒–—]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
  // Where there is nothing but punctuation, that is what was asked for.
  return all.replace(/^[\s"“”„«»(]+|[\s"“”„«».,;:!?)]+$/g, "") || all;
}

/** Whether one letter is changed, added, left out, or swapped with its neighbour. */
function oneSlip(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (x.length <= 1 && y.length <= 1) return true;
  return x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0];
}
