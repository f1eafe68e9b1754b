export function grade(answer, spec) { return { correct: String(answer).trim() === spec.goal[0] }; }
