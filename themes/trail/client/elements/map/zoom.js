/**
 * Nearer and further: by buttons, by + − 0 where the sheet has the keyboard, by the wheel with Ctrl (a pinch on a
 * touchpad), two fingers being the browser's own. From far, words would be too small to read: only dots and lines stay.
 */

import { button, h, svg } from "../../dom.js";
import { t } from "../../text.js";

const STEPS = [0.25, 0.35, 0.5, 0.7, 1, 1.4, 2];
/** Words are shown from here on. */
const READABLE = 0.7;

/**
 * @param {HTMLElement} sheet
 * @param {SVGSVGElement[]} drawings
 * @returns {(drawing: SVGSVGElement) => void} for one that comes later
 */
export function zoom(sheet, drawings) {
  /** @type {Map<SVGSVGElement, number[]>} */
  const sizes = new Map();
  let at = STEPS.indexOf(1);
  /** @param {SVGSVGElement} drawing @param {number[]} size */
  const fit = (drawing, size) => {
    drawing.setAttribute("width", String(size[0] * STEPS[at]));
    drawing.setAttribute("height", String(size[1] * STEPS[at]));
    drawing.toggleAttribute("data-far", STEPS[at] < READABLE);
  };
  /** @param {SVGSVGElement} drawing */
  const add = (drawing) => {
    const size = [Number(drawing.getAttribute("width")), Number(drawing.getAttribute("height"))];
    sizes.set(drawing, size);
    fit(drawing, size);
  };
  drawings.forEach(add);
  /** @param {number} to @param {number} [x] @param {number} [y] what stays where it is, px of the sheet's window */
  const set = (to, x = sheet.clientWidth / 2, y = sheet.clientHeight / 2) => {
    const [from, now] = [STEPS[at], STEPS[to]];
    if (now === undefined || from === now) return;
    at = to;
    const [left, top] = [sheet.scrollLeft, sheet.scrollTop].map((n, i) => ((n + (i ? y : x)) * now) / from - (i ? y : x));
    for (const [drawing, size] of sizes) fit(drawing, size);
    sheet.scrollTo({ left, top, behavior: "instant" });
    buttons[0].toggleAttribute("disabled", at === 0);
    buttons[1].toggleAttribute("disabled", at === STEPS.length - 1);
  };
  const sign = (/** @type {string} */ d) => svg("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" }, svg("path", { d }));
  const buttons = [
    button([sign("M4 10h12"), h("span.visually-hidden", null, t("map.further"))], () => set(at - 1), "btn.plain"),
    button([sign("M4 10h12M10 4v12"), h("span.visually-hidden", null, t("map.closer"))], () => set(at + 1), "btn.plain"),
  ];
  sheet.before(h("p.map-zoom.no-print", null, buttons));
  sheet.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== sheet) return;
    const to = { "+": at + 1, "=": at + 1, "-": at - 1, 0: STEPS.indexOf(1) }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    set(to);
  });
  sheet.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const box = sheet.getBoundingClientRect();
      set(at + (event.deltaY < 0 ? 1 : -1), event.clientX - box.left, event.clientY - box.top);
    },
    { passive: false },
  );
  return add;
}
