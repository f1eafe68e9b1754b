// Runs in the build only: each way that the author gave is right; with one gap filled in wrong, all of it is.

export function samples(spec) {
  const first = spec.gaps.map((keys) => keys[0] ?? "");
  const others = spec.gaps.flatMap((keys, n) => keys.slice(1).map((key) => first.with(n, key)));
  const wrong = first.length > 0 ? [{ answer: first.with(0, `${first[0]} ?`), correct: false, at: "prompt" }] : [];
  return [...[first, ...others].filter((answer) => answer.length > 0 && !answer.includes("")).map((answer) => ({ answer, correct: true, at: "prompt" })), ...wrong];
}
