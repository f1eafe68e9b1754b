// Keys of typed answers, and whether an answer fits one. Numbers are exact fractions of big integers, never floats.
import { absolute, digits, less, minus, plain, readings, same } from "wend:number";

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
      : same;
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
