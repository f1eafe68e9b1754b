// Build only: the answers that this block's author promises. `grade.js` has to agree with each.

/** @type {import("./wend-plugin").Samples} */
export function samples(spec) {
  const mark = Number(spec.marks?.[0]);
  if (Number.isNaN(mark)) return [];
  return [
    { answer: String(mark), correct: true, at: "marks.0" },
    { answer: String(mark + 1), correct: false, at: "marks.0" },
  ];
}
