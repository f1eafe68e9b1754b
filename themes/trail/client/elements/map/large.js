/**
 * A map too large for one sheet, from far and from near: all strands at once, a dot for each objective; and the one that
 * is picked, with its drawing and its list. What is far is small and has no words; what is near is drawn as ever.
 */

import { announce, button, h, svg } from "../../dom.js";
import { t } from "../../text.js";

/** Dots in a row of the overview, and how far apart they are. */
const ROW = 20;
const STEP = 15;

/** @typedef {{ el: HTMLElement, marks: Map<number, SVGElement>, count: HTMLElement, pick: HTMLElement }} Lane */
/** @typedef {(ix: number) => string} Look the classes of an objective's state, with a space between */

/**
 * @param {HTMLElement} before where the overview stands
 * @param {HTMLElement[]} strands of the list
 * @param {SVGSVGElement[]} drawings one a strand, of those that are here
 * @param {(stations: Element[]) => void} mark brings stations up to date that come into sight
 * @param {(n: number) => Promise<void>} bring brings the drawing of a strand, where there is one
 */
export function large(before, strands, drawings, mark, bring) {
  let near = 0;
  let whole = false;
  /** @param {HTMLElement} strand */
  const listed = (strand) => /** @type {HTMLElement[]} */ ([...strand.querySelectorAll("[data-objective]")]);
  /** What is in sight of the stations. */
  const seen = () => strands.flatMap((strand, n) => (whole || n === near ? [...listed(strand), ...(n === near ? (drawings[n]?.querySelectorAll(".station") ?? []) : [])] : []));
  const fold = () => {
    strands.forEach((strand, n) => strand.classList.toggle("folded", !whole && n !== near));
    drawings.forEach((drawing, n) => drawing.classList.toggle("folded", n !== near));
    lanes.forEach(({ pick }, n) => pick.setAttribute("aria-pressed", String(n === near)));
    all.setAttribute("aria-pressed", String(whole));
    mark(seen());
  };
  /** @param {number} n */
  const pick = (n) => {
    near = n;
    whole = false;
    fold();
    void bring(n);
  };
  /** @type {Lane[]} */
  const lanes = strands.map((strand, n) => {
    const title = strand.querySelector("h3")?.lastChild?.textContent?.trim() ?? "";
    const objectives = listed(strand).map((li) => Number(li.dataset.objective));
    const marks = new Map(objectives.map((ix, at) => [ix, svg("circle", { cx: (at % ROW) * STEP + STEP / 2, cy: Math.floor(at / ROW) * STEP + STEP / 2, r: 4.5 })]));
    const count = h("span.soft");
    const go = () => {
      pick(n);
      announce(t("map.near", { title }));
      before.scrollIntoView({ block: "nearest" });
    };
    const rows = Math.ceil(objectives.length / ROW);
    const label = button([h("span.over-name", null, title), count, svg("svg", { viewBox: `0 0 ${ROW * STEP} ${rows * STEP}`, "aria-hidden": "true" }, [...marks.values()])], go, "over-lane");
    return { el: h("li", null, label), marks, count, pick: label };
  });
  const all = button(t("map.whole"), () => {
    whole = !whole;
    fold();
  }, "btn.plain");
  before.before(h("section.map-over", { "aria-labelledby": "map-over" }, h("h2", { id: "map-over" }, t("map.over")), h("p.soft", null, t("map.over_note")), h("ol", null, lanes.map(({ el }) => el)), h("p.row.no-print", null, all)));
  /** The strand that an address names, or that the next step is in. @param {number} first an objective */
  const start = (first) => {
    const named = strands.findIndex((strand) => location.hash && strand.querySelector("h3")?.id === location.hash.slice(1));
    const mine = lanes.findIndex(({ marks }) => marks.has(first));
    pick(Math.max(0, named >= 0 ? named : mine));
  };
  addEventListener("hashchange", () => start(-1));
  // Paper has room for all of it.
  addEventListener("beforeprint", () => mark(strands.flatMap(listed)));
  let begun = false;
  /**
   * @param {Look} look
   * @param {number} next the objective of the next step, or -1
   * @param {(ix: number) => boolean} known
   */
  const draw = (look, next, known) => {
    for (const { marks, count } of lanes) {
      let n = 0;
      for (const [ix, dot] of marks) {
        const now = look(ix);
        if (dot.getAttribute("class") !== now) dot.setAttribute("class", now);
        if (known(ix)) n++;
      }
      count.textContent = t("map.known", { n, of: marks.size });
    }
    if (begun) return mark(seen());
    begun = true;
    start(next);
  };
  return { draw, fold };
}
