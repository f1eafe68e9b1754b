// Judges what was filled in, in the build and in the browser: words whatever their capitals and spaces, numbers in whatever way
// they are written. The answer is a list of texts, one for each gap.
import { readings, same } from "wend:number";

export function grade(answer, spec) {
  const gaps = spec.gaps ?? [];
  const given = gaps.map((_, n) => (Array.isArray(answer) && typeof answer[n] === "string" ? plain(answer[n]) : ""));
  if (gaps.length === 0 || given.includes("")) return { correct: null, note: "empty" };
  const right = gaps.map((keys, n) => keys.some((key) => fits(given[n], plain(key))));
  const n = right.filter(Boolean).length;
  return n === gaps.length ? { correct: true, right } : { correct: false, note: "fit", n, all: gaps.length, right };
}

const plain = (text) => text.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();

function fits(given, key) {
  if (given === key) return true;
  const numbers = readings(key);
  return numbers.length > 0 && readings(given).some((one) => numbers.some((other) => same(one, other)));
}
