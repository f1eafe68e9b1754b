// Runs in the build only: the author's own order is right, and the other way round it is wrong.

export function samples(spec) {
  if (spec.kind === "match") {
    const { left, names } = spec;
    const turned = [...left.slice(1), left[0]];
    const alike = left.every((row, n) => names[row] === names[turned[n]]);
    return [{ answer: left, correct: true, at: "pairs" }, ...(alike ? [] : [{ answer: turned, correct: false, at: "pairs" }])];
  }
  const at = spec.kind === "order" ? "entries.0" : "prompt";
  const own = spec.lines.map((_, n) => n);
  const back = [...own].reverse();
  const alike = back.every((n, place) => spec.lines[n] === spec.lines[place]);
  return [{ answer: own, correct: true, at }, ...(alike ? [] : [{ answer: back, correct: false, at }])];
}
