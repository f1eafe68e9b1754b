// A rhythm that is heard when somebody wants it, and a bar to put notes into.
import { ask, button, make } from "wend:ask";
import { near, over, plus, read } from "wend:number";
import { play } from "./sound.js";
import { readNotes } from "./voices.js";

const SVG = "http://www.w3.org/2000/svg";
/** So often a rhythm is played, and a bar that was filled; so many notes go into a bar. */
const ROUNDS = 4;
const ONCE = 1;
const MOST = 64;
/** A bar has four beats, whatever it is called. */
const BEATS = 4;

export function connect(el, host) {
  if (el.dataset.kind === "rhythm") rhythm(el, host);
  else ask(el, host, "rhythm", (section, spec, changed) => fill(section, spec, changed, host));
}

/** A button that plays what `score` gives, and stops it. */
function player(host, score, times, moved) {
  const say = (key) => host.t(`rhythm.${key}`);
  let stop = null;
  const end = (at) => {
    if (at === null) {
      stop = null;
      one.textContent = say("play");
    }
    // Who wants no motion hears it, and looks at a still grid.
    if (at === null || !host.settings.reduced_motion) moved(at);
  };
  const one = button("btn plain play", say("play"), () => {
    if (stop) {
      stop();
      return;
    }
    const { events, seconds } = score();
    stop = play(events, seconds, times, end);
    if (stop) one.textContent = say("stop");
    else host.announce(say("no-sound"));
  });
  addEventListener("pagehide", () => stop?.());
  return one;
}

function rhythm(el, host) {
  const grid = el.querySelector(".grid");
  const rows = [...grid.querySelectorAll(".row")];
  if (rows.length === 0) return;
  const cells = rows.flatMap((row, n) =>
    [...row.querySelectorAll(".cell[data-sounds]")].map((rect) => ({ rect, from: Number(rect.dataset.from) / 100, row: n, rows: rows.length, loud: rect.classList.contains("is-loud") })));
  const moved = (at) => {
    for (const cell of cells) {
      const to = cell.from + parseFloat(cell.rect.getAttribute("width")) / 100;
      cell.rect.classList.toggle("is-now", at !== null && at >= cell.from && at < to);
    }
  };
  const tools = make("div", "tools");
  tools.append(player(host, () => ({ events: cells, seconds: Number(grid.dataset.seconds) }), ROUNDS, moved));
  grid.after(tools);
}

function fill(section, spec, changed, host) {
  const say = (key, args) => host.t(`rhythm.${key}`, args);
  const bar = read(spec.bar ?? "1");
  const offered = readNotes(spec.pieces ?? "1/2 1/4 1/8");
  if (!bar || typeof offered === "string") return null;
  const given = spec.start ? readNotes(spec.start[0]) : [];
  const start = typeof given === "string" ? [] : given;
  const row = section.querySelector(".row");
  const full = parseFloat(row.querySelector(".end").getAttribute("x1"));
  const written = String(spec.pieces ?? "1/2 1/4 1/8").trim().split(/[\s,]+/);
  let put = [];
  let locked = false;

  const list = make("p", "now", say("nothing"));
  const pieces = make("div", "pieces");
  pieces.setAttribute("role", "group");
  pieces.setAttribute("aria-label", say("pieces"));
  for (const [n, piece] of written.entries()) {
    const one = button("btn plain piece", piece, () => {
      if (put.length >= MOST) return;
      put.push({ text: piece, long: offered[n].long });
      draw(true);
    });
    one.setAttribute("aria-label", say("add", { piece }));
    pieces.append(one);
  }
  const take = button("btn quiet take", say("take"), () => {
    put.pop();
    draw(true);
    if (put.length === 0) pieces.querySelector("button").focus();
  });
  const score = () => {
    let from = { n: 0n, d: 1n };
    const events = [...start.map((note) => ({ ...note })), ...put].map((note) => {
      const event = { from: near(over(from, bar)), row: 1, rows: 3, rest: note.rest };
      from = plus(from, note.long);
      return event;
    });
    const tempo = Math.min(Math.max(Number(spec.tempo ?? 90), 30), 240);
    const long = Math.max(1, near(over(from, bar)));
    return { events: events.filter((event) => !event.rest).map((event) => ({ ...event, from: event.from / long })), seconds: (long * near(bar) * BEATS * 60) / tempo };
  };
  // What can be done with the bar is not among what goes into it.
  const filled = make("div", "filled");
  filled.append(list, player(host, score, ONCE, () => {}), take);
  const sheet = section.querySelector(".sheet");
  sheet.append(pieces, filled);

  function draw(told) {
    for (const old of row.querySelectorAll(".is-put")) old.remove();
    let from = start.reduce((all, note) => plus(all, note.long), { n: 0n, d: 1n });
    for (const note of put) {
      const x = near(over(from, bar)) * full;
      from = plus(from, note.long);
      const wide = near(over(note.long, bar)) * full;
      const cell = svg("rect", { class: "cell is-note is-put", x: `${x + 0.25}%`, width: `${Math.max(0.3, wide - 0.5)}%`, y: "3", height: "calc(100% - 6px)", rx: "4" });
      row.append(cell);
      if (wide >= 6) {
        const text = svg("text", { class: "is-put put", x: `${x + wide / 2}%`, y: "50%", dy: ".35em", "text-anchor": "middle" });
        text.textContent = note.text;
        row.append(text);
      }
    }
    row.append(row.querySelector(".end"));
    list.textContent = put.length > 0 ? say("now", { notes: put.map((note) => note.text).join(" + ") }) : say("nothing");
    take.hidden = put.length === 0 || locked;
    if (told) {
      changed();
      host.announce(list.textContent);
    }
  }

  draw(false);
  return {
    at: sheet,
    read: () => put.map((note) => note.text),
    write(answer) {
      const notes = Array.isArray(answer) ? answer.slice(0, MOST).map((text) => ({ text: String(text), long: read(text) })) : [];
      put = notes.filter((note) => note.long && note.long.n > 0n);
      draw(false);
    },
    lock(on) {
      locked = on;
      for (const one of pieces.querySelectorAll(".piece")) one.disabled = on;
      draw(false);
    },
    focus: () => pieces.querySelector("button").focus(),
    mark: (result) => row.classList.add(result.correct ? "is-right" : "is-wrong"),
    unmark: () => row.classList.remove("is-right", "is-wrong"),
  };
}

function svg(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
