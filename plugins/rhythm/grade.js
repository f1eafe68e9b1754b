// Judges what was put into a bar, in the build and in the browser, exactly. The answer is a list of notes: ["1/4", "1/8"].
import { less, minus, plus, read, same, write } from "wend:number";
import { readNotes, sum } from "./voices.js";

export function grade(answer, spec) {
  const notes = readNotes(Array.isArray(answer) ? answer.join(" ") : answer ?? "");
  if (typeof notes === "string") return { correct: null, note: "empty" };
  const bar = read(spec.bar ?? "1") ?? { n: 1n, d: 1n };
  const start = readNotes(spec.start?.[0] ?? "");
  const all = plus(sum(notes), typeof start === "string" ? { n: 0n, d: 1n } : sum(start));
  if (same(all, bar)) return { correct: true };
  const result = less(all, bar)
    ? { correct: false, note: "short", rest: write(minus(bar, all)) }
    : { correct: false, note: "long", rest: write(minus(all, bar)) };
  const given = sorted(notes);
  const at = (spec.expected ?? []).findIndex((line) => {
    const when = readNotes(line.when);
    return typeof when !== "string" && sorted(when) === given;
  });
  if (at < 0) return result;
  const { mixup } = spec.expected[at];
  return { ...result, feedback: [`expected.${at}`], ...(mixup ? { mixup } : {}) };
}

/** The same notes in whatever order. */
function sorted(notes) {
  return notes.map((note) => write(note.long)).sort().join(" ");
}
