// Runs in the build: reads the dates, and draws a scale on which each event has its true place.
import { later, readDate, when, words } from "./dates.js";

/** Numbers on the scale that are nearer than this (hundredths of it) go into another row, of which there are so many. */
const TOUCH = 9;
const ROWS = 3;

/** @type {import("./wend-plugin").Expand} */
export function expand(block) {
  const problems = [];
  const read = (block.parts.events ?? []).map((entry, n) => readEvent(entry, n, problems));
  const events = read.filter((one) => one.from);
  const undated = read.filter((one) => !one.from);
  events.forEach((one, n) => {
    if (n > 0 && when(one.from) < when(events[n - 1].from)) {
      problems.push({
        message: "this event was before the one above it", at: one.at,
        help: "the page shows events in the order of time; write them so too",
      });
    }
  });
  // Events of one date stay as they were written.
  const sorted = events.map((one, n) => ({ ...one, n })).sort((a, b) => when(a.from) - when(b.from) || a.n - b.n);
  const title = block.attributes.title;
  return {
    markup: [
      "figure", { class: "drawn" },
      ...(title ? [["figcaption", title]] : []),
      scale(sorted),
      ["ol", { class: "events" }, ...sorted.map((one, n) => event(one, sorted[n - 1])), ...undated.map((one) => ["li", told(one)])],
    ],
    problems,
  };
}

function readEvent(entry, n, problems) {
  const at = `events.${n}`;
  const found = /^\s*([^:]+?)\s*:\s+([\s\S]*)$/.exec(entry.text);
  const date = found ? readDate(found[1]) : "has no date before a colon";
  if (typeof date === "string") {
    problems.push({
      message: found ? `\`${found[1]}\` ${date}` : `this event ${date}`, at,
      help: "write `- 1202: words`; also `c. 1650 BCE`, `1969-07-20`, `1914 – 1918`",
    });
    // What was written is shown all the same, below the others.
    return { text: entry.text, nested: entry.nested ?? "" };
  }
  return { ...date, at, text: found[2], nested: entry.nested ?? "" };
}

function event(one, before) {
  const gap = before ? later(before.to ?? before.from, one.from, before.about || one.about) : null;
  return [
    "li",
    ...(gap ? [["p", { class: "gap" }, ...gap]] : []),
    ["p", { class: "date" }, ...words(one)],
    told(one),
  ];
}

function told(one) {
  return ["div", { class: "told" }, { markdown: one.text }, ...(one.nested ? [{ markdown: one.nested }] : [])];
}

function scale(events) {
  if (events.length < 2) return [];
  const first = when(events[0].from);
  const last = Math.max(...events.map((one) => when(one.to ?? one.from)));
  if (last - first < 1e-6) return [];
  const room = (last - first) * 0.04;
  const [low, high] = [first - room, last + room];
  const x = (place) => `${Math.round(((place - low) / (high - low)) * 10000) / 100}%`;
  const rows = Array(ROWS).fill(-100);
  const dots = events.map((one, n) => {
    const at = ((when(one.from) - low) / (high - low)) * 100;
    const row = rows.findIndex((taken) => at - taken >= TOUCH);
    if (row >= 0) rows[row] = at;
    return { n: n + 1, x: x(when(one.from)), to: one.to ? x(when(one.to)) : null, row };
  });
  const deep = Math.max(0, ...dots.map((dot) => dot.row));
  const base = 1.7 + deep * 1.75;
  const rem = (n) => `${Math.round(n * 100) / 100}rem`;
  // What begins last need not end last.
  const end = events.map((one) => one.to ?? one.from).reduce((a, b) => (when(b) > when(a) ? b : a));
  const [from, to] = [events[0].from.year, end.year];
  const said = from > 0 ? "timeline.scale" : to > 0 ? "timeline.scale-across" : "timeline.scale-before";
  const label = { t: said, from: String(Math.abs(from)), to: String(Math.abs(to)) };
  return [
    "svg", { class: `scale is-${deep}`, role: "img", "aria-label": label },
    ["line", { class: "axis", x1: "0%", x2: "100%", y1: rem(base), y2: rem(base) }],
    ticks(low, high).map((year) => [
      ["line", { class: "tick", x1: x(when({ year })), x2: x(when({ year })), y1: rem(base), y2: rem(base + 0.5) }],
      ["text", { class: "year", x: x(when({ year })), y: rem(base + 1.6), "text-anchor": "middle" }, ...words({ from: { year } })],
    ]),
    dots.filter((dot) => dot.to).map((dot) => ["line", { class: "span", x1: dot.x, x2: dot.to, y1: rem(base), y2: rem(base) }]),
    dots.filter((dot) => dot.row < 0).map((dot) => ["circle", { class: "dot", cx: dot.x, cy: rem(base), r: ".3rem" }]),
    dots.filter((dot) => dot.row >= 0).map((dot) => {
      const y = base - 0.9 - dot.row * 1.75;
      return [
        ["line", { class: "stem", x1: dot.x, x2: dot.x, y1: rem(base), y2: rem(y) }],
        ["circle", { class: "disc", cx: dot.x, cy: rem(y), r: ".78rem" }],
        ["text", { class: "number", x: dot.x, y: rem(y + 0.34), "text-anchor": "middle" }, String(dot.n)],
      ];
    }),
  ];
}

/** Round years between two places, three at most, not so near to the ends that their names have no room. */
function ticks(low, high) {
  const [from, to] = [low + (high - low) * 0.08, high - (high - low) * 0.08];
  const inner = (step) => {
    const out = [];
    // Where a year 0 would be, the common era begins.
    for (let n = Math.floor(from / step); n * step <= to; n += 1) out.push(n === 0 ? 1 : n * step);
    return out.filter((year) => when({ year }) >= from && when({ year }) <= to);
  };
  for (let size = 1; size <= 1000000; size *= 10) {
    for (const step of [1, 2, 5].map((n) => n * size)) {
      const found = inner(step);
      if (found.length <= 3) return found;
    }
  }
  return [];
}
