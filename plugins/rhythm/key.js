// Runs in the build only: the author's own way to fill the bar, and notes that nobody can take.
import { read, same, write } from "wend:number";
import { readNotes } from "./voices.js";

const PIECES = "1/2 1/4 1/8";

export function samples(spec) {
  const list = (text) => {
    const notes = readNotes(text ?? "");
    return typeof notes === "string" ? null : notes.map((note) => write(note.long));
  };
  const right = list(spec.answers?.[0]);
  const wrong = (spec.expected ?? []).flatMap((line, n) => {
    const notes = list(line.when);
    return notes ? [{ answer: notes, correct: false, at: `expected.${n}` }] : [];
  });
  return [...(right ? [{ answer: right, correct: true, at: "answers.0" }] : []), ...wrong];
}

export function problems(spec) {
  const pieces = readNotes(spec.pieces ?? PIECES);
  const out = [];
  const look = (text, at) => {
    const notes = readNotes(text ?? "");
    if (typeof notes === "string") {
      out.push({ message: notes, help: "write lengths: `1/4 1/8 1/8`", at });
    } else if (typeof pieces !== "string") {
      const other = notes.find((note) => !pieces.some((piece) => same(piece.long, note.long)));
      if (other) out.push({ message: `there is no note of ${write(other.long)} to take`, help: `add it to \`pieces\``, at });
    }
  };
  look(spec.answers?.[0], "answers.0");
  (spec.expected ?? []).forEach((line, n) => look(line.when, `expected.${n}`));
  if (!read(spec.bar ?? "1")) out.push({ message: `\`${spec.bar}\` is not the length of a bar` });
  return out;
}
