// Judges an answer: the same file in the build, on what `key.js` promises, and in the browser, on what a learner types.

/** @type {import("./wend-plugin").GradeFunction} */
export function grade(answer, spec) {
  const given = Number(String(answer).trim().replace(",", "."));
  if (String(answer).trim() === "" || Number.isNaN(given)) return { correct: null };
  return { correct: Math.abs(given - Number(spec.marks[0])) < 1e-9 };
}
