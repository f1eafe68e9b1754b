// Judges a point, in the build and in the browser. The answer is the number where it stands, exact: "5/4".
import { absolute, less, minus, read, same } from "wend:number";

export function grade(answer, spec) {
  const given = read(answer);
  if (!given) return { correct: null, note: "empty" };
  const key = read(spec.answers?.[0]);
  const within = read(spec.within ?? "0");
  if (key && within && !less(within, absolute(minus(given, key)))) return { correct: true };
  const at = (spec.expected ?? []).findIndex((line) => {
    const when = read(line.when);
    return when && same(when, given);
  });
  if (at < 0) return { correct: false };
  const { mixup } = spec.expected[at];
  return { correct: false, feedback: [`expected.${at}`], ...(mixup ? { mixup } : {}) };
}
