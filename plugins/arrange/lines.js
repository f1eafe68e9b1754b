// Lines that are moved. Where some are not needed, a rule parts the list: what stands below it is left out.
import { said } from "./said.js";
import { button, make, sign } from "wend:ask";

const SVG = "http://www.w3.org/2000/svg";
const ARROWS = { earlier: "M10 16V4M5 9l5-5 5 5", later: "M10 4v12M5 11l5 5 5-5", leave: "M5 5l10 10M15 5L5 15", take: "M10 4v12M4 10h12", handle: "M4 6h12M4 10h12M4 14h12" };

export function ordered(section, spec, changed, say, host) {
  const at = section.querySelector(":scope > .arranging");
  const list = at.querySelector(".lines");
  const rule = spec.extra ? make("li", "rest", say("rest")) : null;
  const name = (line) => said(line.querySelector(".what"));
  const all = () => [...list.children].filter((line) => line !== rule);
  const used = () => [...list.children].slice(0, rule ? [...list.children].indexOf(rule) : list.children.length);
  const isOut = (line) => rule !== null && !used().includes(line);
  let moved = false;
  let locked = false;

  /** Says where a line stands now. */
  const tell = (line) => {
    const place = used().indexOf(line);
    host.announce(place < 0 ? say("out", { what: name(line) }) : say("now", { what: name(line), n: place + 1, all: used().length }));
  };
  /** A line was moved: what can be done with it is shown, and it counts as an answer. */
  const settle = (line) => {
    moved = true;
    draw();
    changed();
    tell(line);
  };
  const step = (line, by) => {
    const other = by < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (!other || (other === rule && by > 0 && used().length < 2)) return tell(line);
    if (by < 0) other.before(line);
    else other.after(line);
    settle(line);
  };
  const part = (line) => {
    if (isOut(line)) rule.before(line);
    else list.append(line);
    settle(line);
  };
  const tool = (line, key, press) => {
    const one = button(`btn quiet ${key}`, "", () => {
      press();
      one.focus();
    });
    one.append(icon(ARROWS[key]));
    one.setAttribute("aria-label", say(key, { what: name(line) }));
    return one;
  };
  for (const line of all()) {
    const handle = make("span", "handle");
    handle.setAttribute("aria-hidden", "true");
    handle.append(icon(ARROWS.handle));
    handle.addEventListener("pointerdown", (event) => {
      if (!locked && event.button === 0) drag(event, line, list, () => settle(line));
    });
    const tools = make("span", "moving");
    tools.append(tool(line, "earlier", () => step(line, -1)), tool(line, "later", () => step(line, 1)));
    if (rule) tools.append(tool(line, "leave", () => part(line)));
    line.prepend(handle);
    line.append(tools);
  }
  if (rule) list.append(rule);
  list.classList.add("is-live");

  function draw() {
    for (const line of all()) {
      const out = isOut(line);
      line.classList.toggle("is-out", out);
      const leave = line.querySelector(".leave");
      if (!leave) continue;
      leave.setAttribute("aria-label", say(out ? "take" : "leave", { what: name(line) }));
      leave.replaceChildren(icon(ARROWS[out ? "take" : "leave"]));
    }
    if (rule) rule.hidden = locked && !rule.nextElementSibling;
  }
  draw();

  return {
    at,
    // As it came it is nobody's answer.
    read: () => (moved ? used().map((line) => Number(line.dataset.n)) : []),
    write(answer) {
      moved = Array.isArray(answer);
      if (!moved) return;
      const lines = all();
      const chosen = answer.map((n) => lines.find((line) => Number(line.dataset.n) === n)).filter(Boolean);
      list.prepend(...chosen);
      if (rule) chosen.length ? chosen[chosen.length - 1].after(rule) : list.prepend(rule);
      draw();
    },
    lock(on) {
      locked = on;
      list.classList.toggle("is-locked", on);
      for (const one of list.querySelectorAll("button")) one.disabled = on;
      draw();
    },
    focus: () => list.querySelector("button").focus(),
    mark(result) {
      // What stands right from the top is told; of the rest nothing, or it would be told by what is left.
      const right = result.correct ? used() : used().slice(0, result.note === "first" ? result.n : 0);
      for (const line of right) {
        line.classList.add("is-right");
        line.querySelector(".what").append(" ", sign());
      }
    },
    unmark() {
      for (const one of list.querySelectorAll(".sign")) one.remove();
      for (const line of list.querySelectorAll(".is-right")) line.classList.remove("is-right");
    },
  };
}

/** A line follows the pointer among the others; Escape, or a touch that the browser takes over, puts it back. */
function drag(event, line, list, done) {
  event.preventDefault();
  const before = line.nextElementSibling;
  const stop = new AbortController();
  const { signal } = stop;
  const end = (keep) => {
    stop.abort();
    line.classList.remove("is-dragged");
    const went = line.nextElementSibling !== before;
    if (!keep) list.insertBefore(line, before);
    else if (went) done();
  };
  line.classList.add("is-dragged");
  addEventListener("pointermove", ({ clientY }) => {
    const others = [...list.children].filter((other) => other !== line);
    const below = others.find((other) => {
      const { top, height } = other.getBoundingClientRect();
      return clientY < top + height / 2;
    });
    if (line.nextElementSibling === (below ?? null)) return;
    list.insertBefore(line, below ?? null);
    // A list may be longer than the window: what is dragged takes the page along.
    line.scrollIntoView({ block: "nearest", behavior: "instant" });
  }, { signal });
  addEventListener("pointerup", () => end(true), { signal });
  addEventListener("pointercancel", () => end(false), { signal });
  addEventListener("keydown", ({ key }) => key === "Escape" && end(false), { signal });
}

function icon(path) {
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("viewBox", "0 0 20 20");
  drawn.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  drawn.append(line);
  return drawn;
}
