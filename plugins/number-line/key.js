// Runs in the build only: what the author of a question promised, and what nobody could answer.
import { axis } from "./axis.js";
import { less, minus, over, read, write } from "wend:number";

export function samples(spec) {
  const right = read(spec.answers?.[0]) ? [{ answer: spec.answers[0], correct: true, at: "answers.0" }] : [];
  const wrong = (spec.expected ?? []).flatMap((line, n) => (read(line.when) ? [{ answer: line.when, correct: false, at: `expected.${n}` }] : []));
  return [...right, ...wrong];
}

export function problems(spec) {
  const line = axis(spec);
  const out = [];
  const within = read(spec.within ?? "0");
  if (!within || within.n < 0n) {
    out.push({ message: `\`${spec.within}\` does not say how far off a point may be`, help: "write a number, like `1/20`" });
  }
  const look = (text, at, exact) => {
    const a = read(text);
    if (!a) {
      out.push({ message: `\`${text}\` is not a number`, help: "write it like `3/4`, `0.5` or `-2`", at });
    } else if (less(a, line.from) || less(line.to, a)) {
      out.push({ message: `${write(a)} is not on the line`, help: "make the line longer by `from` and `to`", at });
    } else {
      const steps = over(minus(a, line.from), line.snap);
      if (exact && steps.n % steps.d !== 0n) {
        out.push({
          message: `nobody can put the point at ${write(a)}: it goes to multiples of ${write(line.snap)} from ${write(line.from)}`, at,
          help: `write a finer \`snap\`, or say \`within\` how far off is still right`,
        });
      }
    }
  };
  look(spec.answers?.[0] ?? "", "answers.0", !within || within.n === 0n);
  (spec.expected ?? []).forEach((line, n) => look(line.when, `expected.${n}`, true));
  return out;
}
