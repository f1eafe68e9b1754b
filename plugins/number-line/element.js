// A point to put on the line: a slider over the drawing, so that a finger, a mouse and the arrow keys all move it.
// A line that asks nothing needs no script.
import { axis } from "./axis.js";
import { ask } from "wend:ask";
import { minus, over, read, write } from "wend:number";

export function connect(el, host) {
  if (el.dataset.kind !== "place-point") return;
  ask(el, host, "number-line", (section, spec, changed) => {
    const line = axis(spec);
    const at = section.querySelector(".drawn");
    const point = document.createElement("input");
    point.type = "range";
    point.className = "point is-unset";
    point.min = "0";
    point.max = String(line.places);
    point.step = "1";
    point.value = "0";
    point.setAttribute("aria-label", host.t("number-line.point"));
    const prompt = section.querySelector(".prompt");
    point.setAttribute("aria-describedby", prompt.id);
    section.querySelector(".field").append(point);
    let set = false;
    const tell = () => {
      point.classList.toggle("is-unset", !set);
      point.setAttribute("aria-valuetext", set ? words(line, Number(point.value), host) : host.t("number-line.not-yet"));
    };
    const put = () => {
      set = true;
      tell();
      changed();
    };
    point.addEventListener("input", put);
    // A finger that only scrolls the page away over the line has put nothing: the browser takes it over, and the point goes back.
    let was = ["0", false];
    point.addEventListener("pointerdown", () => (was = [point.value, set]));
    point.addEventListener("pointercancel", () => {
      if (point.disabled) return;
      [point.value, set] = was;
      tell();
      changed();
    });
    // Where the point waits is a place too: touching it there puts it there.
    point.addEventListener("pointerup", () => {
      if (!set && !point.disabled) put();
    });
    point.addEventListener("keydown", (event) => {
      if (event.key === " ") {
        event.preventDefault();
        if (!set) put();
      }
    });
    tell();
    return {
      at,
      read: () => (set ? write(line.place(Number(point.value))) : ""),
      write(answer) {
        const number = typeof answer === "string" ? read(answer) : null;
        set = number !== null;
        const steps = number ? over(minus(number, line.from), line.snap) : { n: 0n, d: 1n };
        point.value = String(Number(steps.n / steps.d));
        tell();
      },
      lock(locked) {
        point.disabled = locked;
      },
      focus: () => point.focus(),
      mark: (result) => point.classList.add(result.correct ? "is-right" : "is-wrong"),
      unmark: () => point.classList.remove("is-right", "is-wrong"),
    };
  });
}

/** Where the point stands, as one sees it: so many steps after a number that is written there. */
function words(line, place, host) {
  for (let back = 0; back <= place; back += 1) {
    const number = line.place(place - back);
    const { text } = line.name(number);
    if (!line.named(number)) continue;
    return back === 0 ? host.t("number-line.at", { name: text }) : host.t("number-line.after", { n: back, name: text });
  }
  return "";
}
