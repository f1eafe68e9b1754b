// Runs in the build: draws the grid. Time runs along it in hundredths, so that it fits every width.
import { near, over, plus, read, same, write } from "wend:number";
import { readNotes, readVoice, sum } from "./voices.js";

/** A bar to fill takes this much of its drawing: what runs over the end is seen too. */
const FULL = 80;

/** @type {import("./wend-plugin").Expand} */
export function expand(block) {
  return block.kind === "rhythm" ? rhythm(block) : bar(block);
}

const pc = (n) => `${Math.round(n * 100) / 100}%`;

function within(block, key, least, most, problems) {
  const value = block.attributes[key];
  if (value >= least && value <= most) return value;
  problems.push({ message: `\`${key}\` can't be ${value}`, help: `${least} to ${most}`, at: `@${key}` });
  return Math.min(Math.max(value, least), most);
}

function rhythm(block) {
  const problems = [];
  const bars = within(block, "bars", 1, 4, problems);
  const beats = within(block, "beats", 1, 16, problems);
  const tempo = within(block, "tempo", 30, 240, problems);
  const voices = (block.parts.voices ?? []).flatMap((entry, n) => {
    const found = /^(?:([^:]*?)\s*:\s+)?([\s\S]+)$/.exec(entry.text);
    const voice = readVoice(found[2].trim(), bars);
    if (typeof voice !== "string") return [{ ...voice, name: found[1] ?? "" }];
    problems.push({
      message: voice, at: `voices.${n}`,
      help: `write \`x..x..x.\` with one sign for each step, or lengths that make ${bars} together: \`1/4 1/8 (1/8) 1/2\``,
    });
    return [{ name: entry.text, unread: true }];
  });
  const title = block.attributes.title;
  const seconds = Math.round(((bars * beats * 60) / tempo) * 1000) / 1000;
  return {
    data: { title, seconds },
    markup: [
      "div", { class: "grid", "data-seconds": seconds, dir: "ltr" },
      ...voices.map((voice) => (voice.unread ? ["p", { dir: "auto" }, { inline: voice.name }] : row(voice, bars, beats))),
    ],
    problems,
  };
}

function row(voice, bars, beats) {
  const cells = place(voice.notes, { n: BigInt(bars), d: 1n }, 100);
  const lines = Array.from({ length: bars * beats - 1 }, (_, n) => n + 1);
  return [
    "div", { class: "voice" },
    ...(voice.name ? [["p", { class: "name", dir: "auto" }, { inline: voice.name }]] : []),
    [
      "svg", { class: "row", role: "img", "aria-label": inWords(voice) },
      cells.map((cell) => drawn(cell, voice.steps === 0)),
      lines.map((n) => ["line", { class: n % beats === 0 ? "bar-line" : "beat", x1: pc((n * 100) / (bars * beats)), x2: pc((n * 100) / (bars * beats)), y1: "0", y2: "100%" }]),
    ],
  ];
}

/** Where each note stands, in hundredths of the drawing. */
function place(notes, whole, room) {
  let before = { n: 0n, d: 1n };
  return notes.map((note) => {
    const from = near(over(before, whole)) * room;
    before = plus(before, note.long);
    return { ...note, from, to: near(over(before, whole)) * room };
  });
}

function drawn(cell, named, extra = "") {
  const kind = `cell ${cell.rest ? "is-rest" : "is-note"}${cell.loud ? " is-loud" : ""}${extra}`;
  const wide = cell.to - cell.from;
  const [top, bottom] = (cell.text ?? "").split("/");
  const rect = ["rect", { class: kind, x: pc(cell.from + 0.25), width: pc(wide - 0.5), y: "3", height: "calc(100% - 6px)", rx: "4", "data-from": cell.from, "data-sounds": cell.rest ? null : "" }];
  if (!named || wide < 4) return [rect];
  const look = { class: `long${cell.rest ? " is-rest" : ""}${wide < 9 ? " roomy" : ""}`, x: pc(cell.from + wide / 2), y: "50%", overflow: "visible" };
  if (!bottom) return [rect, ["svg", look, ["text", { y: ".35rem", "text-anchor": "middle" }, top]]];
  return [rect, [
    "svg", look,
    ["text", { y: "-.22rem", "text-anchor": "middle" }, top],
    ["line", { x1: "-.5rem", x2: ".5rem", y1: "0", y2: "0" }],
    ["text", { y: "1.02rem", "text-anchor": "middle" }, bottom],
  ]];
}

function inWords({ name, steps, notes }) {
  if (steps === 0) return { t: "rhythm.notes", name: plain(name), notes: spoken(notes) };
  const hits = notes.flatMap((note, n) => (note.rest ? [] : [String(n + 1)]));
  return { t: hits.length > 0 ? "rhythm.steps" : "rhythm.silent", name: plain(name), n: steps, hits: hits.join(", ") };
}

function spoken(notes) {
  return notes.map((note) => (note.rest ? `(${note.text})` : note.text)).join(" ");
}

function plain(text) {
  return text.replace(/[*_`]/g, "");
}

function bar(block) {
  const problems = [];
  within(block, "tempo", 30, 240, problems);
  const length = read(block.attributes.bar);
  const whole = length && length.n > 0n ? length : { n: 1n, d: 1n };
  if (whole !== length) problems.push({ message: `\`${block.attributes.bar}\` is not the length of a bar`, help: "write `1` or `3/4`", at: "@bar" });
  const pieces = readNotes(block.attributes.pieces);
  if (typeof pieces === "string") problems.push({ message: pieces, help: "write lengths: `1/2 1/4 1/8`", at: "@pieces" });
  const line = (block.parts.start ?? [])[0]?.text;
  const start = line ? readNotes(line) : [];
  if (typeof start === "string") problems.push({ message: start, help: "write lengths: `1/4 1/8`", at: "start.0" });
  const unread = typeof start === "string" ? [["p", { dir: "auto" }, { inline: line }]] : [];
  const given = typeof start === "string" ? [] : start;
  const small = typeof pieces === "string" ? [] : pieces.map((one) => one.long).sort((a, b) => (a.n * b.d < b.n * a.d ? -1 : 1));
  // Marks at every smallest note, if they meet the end of the bar and can be told apart.
  const parts = small.length > 0 ? over(whole, small[0]) : { n: 1n, d: 1n };
  const count = same(parts, { n: parts.n / parts.d, d: 1n }) && parts.n / parts.d <= 32n ? Number(parts.n / parts.d) : 1;
  const marks = Array.from({ length: count - 1 }, (_, n) => pc(((n + 1) * FULL) / count));
  const label = given.length > 0 ? { t: "rhythm.bar", bar: write(whole), start: spoken(given) } : { t: "rhythm.empty-bar", bar: write(whole) };
  return {
    data: { pieces: typeof pieces === "string" ? [] : pieces.map((one) => one.text), full: FULL, filled: near(over(sum(given), whole)) },
    markup: [
      "div", { class: "grid", dir: "ltr" },
      [
        "svg", { class: "row to-fill", role: "img", "aria-label": label },
        ["rect", { class: "room", x: "0", width: pc(FULL), y: "1", height: "calc(100% - 2px)", rx: "4" }],
        marks.map((x) => ["line", { class: "mark", x1: x, x2: x, y1: "0", y2: "100%" }]),
        place(given, whole, FULL).map((cell) => drawn(cell, true, " is-given")),
        ["line", { class: "end", x1: pc(FULL), x2: pc(FULL), y1: "-8%", y2: "108%" }],
      ],
      ...unread,
    ],
    problems,
  };
}
