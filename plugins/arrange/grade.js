// Judges an order or pairs, in the build and in the browser. What is alike counts as the same: two lines that read `}` may stand
// in each other's place.
//
// order, parsons  a list of the author's lines by their numbers; of a program those that are not needed are left out
// match           for each thing on the left, the number of the row whose second cell was chosen

export function grade(answer, spec) {
  const given = Array.isArray(answer) ? answer : [];
  return spec.kind === "match" ? pairs(given, spec) : order(given, spec);
}

function order(given, { lines = [], extra = [] }) {
  const all = [...lines, ...extra];
  const fits = new Set(given).size === given.length && given.every((n) => Number.isInteger(n) && n >= 0 && n < all.length);
  if (!fits || given.length === 0 || (extra.length === 0 && given.length !== lines.length)) return { correct: null, note: "unmoved" };
  const wrong = given.findIndex((n, at) => all[n] !== lines[at]);
  if (wrong < 0) return given.length === lines.length ? { correct: true } : { correct: false, note: "few" };
  if (given.some((n) => n >= lines.length)) return { correct: false, note: "extra" };
  return wrong > 0 ? { correct: false, note: "first", n: wrong } : { correct: false };
}

function pairs(given, { names = [], left = [] }) {
  if (given.length !== left.length || !given.every((n) => Number.isInteger(n) && names[n])) return { correct: null, note: "empty" };
  const n = left.filter((row, at) => names[given[at]] === names[row]).length;
  return n === left.length ? { correct: true } : { correct: false, note: "fit", n, all: left.length };
}
