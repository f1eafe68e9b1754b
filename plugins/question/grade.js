// How questions are graded, in the build and in the browser. Pure: the same answer and spec give the same result.
//
// grade(answer, spec) → { correct, feedback?, mixup?, note? }
//   answer    options: a list of their numbers; typed: the text
//   correct   true, false, or null where the answer can't be judged (empty, or no number where one is wanted)
//   feedback  keys of the feedback to show: "options.0", "expected.1"
//   note      "spelling", "lowest", "exact", "partly", "unreadable", "empty"
import { parseKey, matches } from "./key-values.js";
import { readings } from "wend:number";

export function grade(answer, spec) {
  return spec.options ? choose(answer, spec.options) : typed(String(answer ?? ""), spec);
}

function choose(answer, options) {
  const chosen = [...new Set(Array.isArray(answer) ? answer : [answer])].filter((n) => Number.isInteger(n) && options[n]);
  if (chosen.length === 0) return { correct: null, note: "empty" };
  const right = options.filter((option) => option.right).length;
  const hits = chosen.filter((n) => options[n].right).length;
  const correct = hits === right && hits === chosen.length;
  const result = { correct };
  // A wrong choice is answered by what was said about it; what is right needs no word until all of it is.
  const heard = chosen.filter((n) => options[n].feedback && (correct || !options[n].right));
  if (heard.length > 0) result.feedback = heard.map((n) => `options.${n}`);
  if (!correct) {
    const mixup = chosen.map((n) => (options[n].right ? null : options[n].mixup)).find((id) => id);
    if (mixup) result.mixup = mixup;
    if (right > 1 && hits > 0) result.note = "partly";
  }
  return result;
}

function typed(answer, spec) {
  const text = answer.normalize("NFC").trim();
  if (text === "") return { correct: null, note: "empty" };
  const form = spec.form ?? "any";
  const keys = (spec.answers ?? []).flatMap((line) => parseKey(line));
  const outcomes = keys.map((key) => matches(text, key, form));
  if (outcomes.includes("yes")) return { correct: true };
  // What the author expected to be wrong comes before forgiven spelling, and before a remark on form.
  const expected = spec.expected ?? [];
  const at = expected.findIndex((line) =>
    parseKey(line.when).some((key) => matches(text, key, "any", true) === "yes"));
  if (at >= 0) {
    const result = { correct: false, feedback: [`expected.${at}`] };
    if (expected[at].mixup) result.mixup = expected[at].mixup;
    return result;
  }
  const spelt = outcomes.indexOf("spelling");
  if (spelt >= 0) return { correct: true, note: "spelling", word: keys[spelt].text };
  if (outcomes.includes("lowest")) return { correct: false, note: "lowest" };
  if (outcomes.includes("exact")) return { correct: false, note: "exact" };
  const numbers = keys.length > 0 && keys.every((key) => key.values);
  if (numbers && readings(text).length === 0) return { correct: null, note: "unreadable" };
  return { correct: false };
}
