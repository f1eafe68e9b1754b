import * as grader from "./grade.js";
import * as key from "./key.js";

// For each spec: what key.js says is wrong with it, and how grade.js judges the answers that key.js expects it to.
export function check(specs) {
  return specs.map((spec) => ({
    problems: key.problems ? key.problems(spec) : [],
    graded: (key.samples ? key.samples(spec) : []).map((sample) => {
      const got = grader.grade(sample.answer, spec);
      return { at: sample.at, answer: sample.answer, expected: sample.correct, got: got && got.correct };
    }),
  }));
}
