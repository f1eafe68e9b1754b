// Runs in the build: draws the line. Positions along it are in hundredths, so that it fits every width and its numbers
// keep the size of text; what is above and below is in rem, so that it grows with the text.
import { axis, percent, thinned, width } from "./axis.js";
import { less, minus, over, read, write } from "wend:number";

/** Names that are nearer than this (hundredths of the line) would touch. */
const TOUCH = 6;

/** @type {import("./wend-plugin").Expand} */
export function expand(block) {
  const line = axis(block.attributes);
  const problems = line.problems;
  const entries = (block.parts.entries ?? []).map((entry, n) => readEntry(entry, n, line, problems));
  const title = block.attributes.title;
  const names = { from: line.name(line.from).text, to: line.name(line.to).text, step: write(line.step) };
  const jumps = entries.filter((one) => one.kind === "jump");
  const points = block.kind === "place-point";
  const high = jumps.map((one) => 1.1 + (2.4 * Math.abs(one.b - one.a)) / 100);
  const up = points ? 1.5 : Math.max(0.9, ...high.map((ry) => ry + 0.5));
  const level = points ? "point" : up <= 0.9 ? "flat" : up <= 2.4 ? "low" : "high";
  const base = { point: 1.5, flat: 0.9, low: 2.4, high: 4.1 }[level];
  const named = writeNames(line, entries, base + (points ? 0.35 : 0));
  const svg = [
    "svg",
    { class: `line is-${level}${named.deep ? " is-deep" : ""}`, role: "img", "aria-label": { t: "number-line.label", ...names } },
    ["line", { class: "axis", x1: "0%", x2: "100%", y1: rem(base), y2: rem(base) }],
    line.ticks.map((a) => tick(line, a, base)),
    entries.filter((one) => one.kind === "stretch").map((one) => stretch(one, base)),
    jumps.map((one, n) => jump(one, base, high[n])),
    entries.filter((one) => one.kind === "mark").map((one) => ["circle", { class: "mark", cx: pc(one.a), cy: rem(base), r: ".42rem" }]),
    named.drawn,
  ];
  const head = title ? [["figcaption", title]] : [];
  return {
    markup: ["figure", { class: "drawn" }, ...head, ["div", { class: "field", dir: "ltr" }, svg], list(entries)],
    search: entries.map((one) => one.text).join(" "),
    problems,
  };
}

const rem = (n) => `${Math.round(n * 100) / 100}rem`;
const pc = (n) => `${Math.round(n * 100) / 100}%`;

/** `3/4: words`, `1/4 -> 3/4: words`, `1/4 .. 3/4: words`. What is none of these stays as it is written. */
function readEntry(entry, n, line, problems) {
  const at = `entries.${n}`;
  const found = /^\s*(.+?)(?:\s*(->|→|\.\.\.?|…)\s*(.+?))?\s*(?::\s+([\s\S]*))?$/.exec(entry.text);
  const numbers = found ? [found[1], found[3]].filter((text) => text !== undefined).map((text) => read(text)) : [];
  if (numbers.length === 0 || numbers.includes(null)) {
    problems.push({
      message: "this is no place on a number line", at,
      help: "write `3/4: words` for a mark, `1/4 -> 3/4: words` for a jump, `1/4 .. 3/4: words` for a stretch",
    });
    return { kind: "unread", text: entry.text };
  }
  const outside = numbers.find((a) => less(a, line.from) || less(line.to, a));
  if (outside) {
    problems.push({ message: `${write(outside)} is not on a line from ${write(line.from)} to ${write(line.to)}`, at, help: "make the line longer by `from` and `to`" });
    return { kind: "unread", text: entry.text };
  }
  const text = (found[4] ?? "").trim();
  const kind = numbers.length === 1 ? "mark" : /[.…]/.test(found[2]) ? "stretch" : "jump";
  // As the author writes it: 2/4 stays 2/4.
  const [first, second] = [spelt(found[1]), spelt(found[3])];
  return { kind, text, first, second, from: numbers[0], a: line.at(numbers[0]), b: numbers[1] && line.at(numbers[1]) };
}

function spelt(text) {
  if (text === undefined) return undefined;
  const clean = text.trim().replace(/^-/, "−");
  const parts = /^(−?)(\d+)\s*\/\s*(\d+)$/.exec(clean);
  return parts ? { text: clean.replace(/\s/g, ""), top: parts[2], bottom: parts[3], minus: parts[1] !== "" } : { text: clean };
}

function tick(line, a, base) {
  const long = line.named(a);
  return ["line", { class: long ? "tick is-long" : "tick", x1: pc(line.at(a)), x2: pc(line.at(a)), y1: rem(base - (long ? 0.5 : 0.32)), y2: rem(base + (long ? 0.5 : 0.32)) }];
}

function stretch(one, base) {
  const y = rem(base);
  return [
    ["line", { class: "stretch", x1: pc(one.a), x2: pc(one.b), y1: y, y2: y }],
    ...[one.a, one.b].map((x) => ["line", { class: "stretch-end", x1: pc(x), x2: pc(x), y1: rem(base - 0.55), y2: rem(base + 0.55) }]),
  ];
}

/** An ellipse, of which the style shows the upper half: as a path it could not be as wide as its line. */
function jump(one, base, high) {
  const y = rem(base);
  const half = Math.abs(one.b - one.a) / 2;
  return [
    ["ellipse", { class: "jump", cx: pc((one.a + one.b) / 2), cy: y, rx: pc(half), ry: rem(high) }],
    ["svg", { x: pc(one.b), y, overflow: "visible" }, ["polygon", { class: "tip", points: "-6,-11 6,-11 0,0" }]],
  ];
}

/** The numbers under the line: those of marks first, then those of ticks that have room. */
function writeNames(line, entries, base) {
  const marks = entries.filter((one) => one.kind === "mark").sort((one, other) => one.a - other.a);
  let before = -100;
  let deep = false;
  const taken = [];
  for (const one of marks) {
    one.lower = one.a - before < TOUCH && !taken[taken.length - 1]?.lower;
    deep ||= one.lower;
    before = one.a;
    taken.push(one);
  }
  const all = line.ticks.filter((a) => line.named(a)).map((a) => ({ a: line.at(a), name: line.name(a), on: over(a, line.every) }));
  // Of names in equal distances every second may have to do; the ends stay.
  const inner = all.filter((one) => one.on.n % one.on.d === 0n);
  const gap = percent(over(line.every, minus(line.to, line.from)));
  const thin = thinned(gap, Math.max(1, ...all.map((one) => width(one.name))));
  const drawn = [];
  all.forEach((one, n) => {
    const near = taken.some((mark) => Math.abs(mark.a - one.a) < TOUCH);
    if (near) return;
    const end = n === 0 || n === all.length - 1;
    const index = inner.includes(one) ? Number(one.on.n / one.on.d) : 0;
    if (!end && index % thin.wide !== 0) return;
    // Beside an end that is no name of the row, a name may have no room.
    if (!end && [all[0], all[all.length - 1]].some((other) => Math.abs(other.a - one.a) < TOUCH * 0.7)) return;
    drawn.push(nameAt(one.a, one.name, base, "name", !end && index % thin.narrow !== 0));
  });
  for (const one of taken) drawn.push(nameAt(one.a, one.first, base + (one.lower ? 2.6 : 0), "name of-mark", false));
  return { drawn, deep };
}

function nameAt(x, name, base, kind, roomy) {
  const at = { x: pc(x), y: rem(base), overflow: "visible", class: roomy ? `${kind} roomy` : kind };
  if (!name.top) return ["svg", at, ["text", { y: "1.6rem", "text-anchor": "middle" }, name.text]];
  const half = (Math.max(name.top.length, name.bottom.length) * 0.62 + 0.15) / 2;
  return [
    "svg", at,
    ...(name.minus ? [["text", { x: rem(-half - 0.2), y: "2.05rem", "text-anchor": "end" }, "−"]] : []),
    ["text", { y: "1.55rem", "text-anchor": "middle" }, name.top],
    ["line", { class: "bar", x1: rem(-half), x2: rem(half), y1: "1.78rem", y2: "1.78rem" }],
    ["text", { y: "2.82rem", "text-anchor": "middle" }, name.bottom],
  ];
}

/** What is on the line, in words. */
function list(entries) {
  if (entries.length === 0) return [];
  const key = {
    mark: [["circle", { class: "mark", cx: "50%", cy: "50%", r: ".42rem" }]],
    jump: [["path", { class: "jump", d: "M4 20C6 4 20 4 22 18" }], ["polygon", { class: "tip", points: "17,13 28,13 22.5,22" }]],
    stretch: [["line", { class: "stretch", x1: "10%", x2: "90%", y1: "50%", y2: "50%" }]],
  };
  const place = (one) => {
    if (one.kind === "mark") return { t: "number-line.mark", at: one.first.text };
    return { t: "number-line.jump", from: one.first.text, to: one.second.text };
  };
  return [
    "ul", { class: "what" },
    ...entries.map((one) => one.kind === "unread" ? ["li", ["span", { inline: one.text }]] : [
      "li",
      ["svg", { class: "key", viewBox: "0 0 32 24", "aria-hidden": "true" }, ...key[one.kind]],
      ["span", ["b", ["bdi", place(one)]], ...(one.text ? [" ", { inline: one.text }] : [])],
    ]),
  ];
}
