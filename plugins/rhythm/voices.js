// Rhythms as authors write them, read exactly.
import { less, minus, plus, read, same, write } from "wend:number";

const NOTHING = { n: 0n, d: 1n };
/** More than this nobody can see in a row. */
const MOST_NOTES = 128;

/** `2/8 1/8 (1/8)` as `[{ long, rest, text }]`, or a sentence that says what is wrong. `text` is as the author writes it: 2/8. */
export function readNotes(text) {
  const notes = [];
  for (const word of String(text).trim().split(/[\s,]+/).filter((one) => one !== "")) {
    const rest = /^\((.+)\)$/.exec(word);
    const text = rest ? rest[1] : word;
    const long = read(text);
    if (!long) return `\`${word}\` is not the length of a note`;
    if (!less(NOTHING, long)) return `\`${word}\` takes no time`;
    notes.push({ long, rest: rest !== null, text });
  }
  if (notes.length === 0) return "there is no note";
  if (notes.length > MOST_NOTES) return `more than ${MOST_NOTES} notes can't be seen in one row`;
  return notes;
}

/** How long they all are together. */
export function sum(notes) {
  return notes.reduce((all, note) => plus(all, note.long), NOTHING);
}

/**
 * One voice over so many bars: `{ notes, steps }` with `steps` 0 where lengths are written out, or a sentence. Signs: `x` sounds,
 * `X` sounds loud, `.` and `-` are silent; blanks and bars (`|`) are for reading.
 */
export function readVoice(text, bars) {
  const signs = text.replace(/[\s|]/g, "");
  if (/^[xX.\-–]+$/.test(signs)) {
    const all = [...signs];
    if (all.length > MOST_NOTES) return `more than ${MOST_NOTES} steps can't be seen in one row`;
    const long = { n: BigInt(bars), d: BigInt(all.length) };
    return { steps: all.length, notes: all.map((sign) => ({ long, rest: !/x/i.test(sign), loud: sign === "X" })) };
  }
  const notes = readNotes(text.replaceAll("|", " "));
  if (typeof notes === "string") return notes;
  const whole = { n: BigInt(bars), d: 1n };
  const all = sum(notes);
  if (same(all, whole)) return { steps: 0, notes };
  const off = less(all, whole) ? `${write(minus(whole, all))} too short` : `${write(minus(all, whole))} too long`;
  return `these notes make ${write(all)}, so the voice is ${off}`;
}
