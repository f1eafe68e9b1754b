/**
 * Lines beside the list of the map, for narrow screens: they bow out at the side, away from the words. Measured, not
 * drawn by the build, so that they fit any size of letters.
 */

import { svg } from "../../dom.js";

/** @typedef {{ route: number[], known: (ix: number) => boolean, goals: number[] }} Seen */

/** A flag on a pole, from its foot. */
export const FLAG = "v-30q6-4 11 0t11 0q-3 5 0 10-5 4-11 0t-11 0";

/** The same, flying away from the words of the list. */
const AWAY = "v-30q-6-4-11 0t-11 0q3 5 0 10 5 4 11 0t11 0";

/** How far out a line between neighbours of neighbours goes, and how much further for each station passed, px. */
const BOW = 12;
const STEP = 7;

/**
 * @param {HTMLElement | null} list
 * @param {SVGSVGElement[]} drawings which know who leads to whom
 * @returns {{ draw: (seen: Seen) => void, add: (drawing: SVGSVGElement) => void }} drawings that come later are added
 */
export function beside(list, drawings) {
  const stations = /** @type {HTMLElement[]} */ ([...(list?.querySelectorAll("li[data-objective]") ?? [])]);
  const waysOf = (/** @type {SVGSVGElement} */ drawing) => /** @type {SVGElement[]} */ ([...drawing.querySelectorAll(".way")]).map((way) => ({ from: Number(way.dataset.from), to: Number(way.dataset.to), either: way.classList.contains("either") }));
  const ways = drawings.flatMap(waysOf);
  if (!list || !stations.length) return { draw: () => {}, add: () => {} };
  const sheet = svg("svg.map-beside", { "aria-hidden": "true" });
  list.prepend(sheet);
  /** @type {Seen} */
  let seen = { route: [], known: () => false, goals: [] };

  const draw = () => {
    const { width } = sheet.getBoundingClientRect();
    if (!width) return;
    const { top, height } = list.getBoundingClientRect();
    sheet.setAttribute("height", String(height));
    // Of a large map one strand is unfolded at a time.
    const unfolded = stations.filter((station) => !station.closest(".folded"));
    const order = new Map(unfolded.map((station, n) => [Number(station.dataset.objective), n]));
    const at = unfolded.map((station) => {
      const box = station.getBoundingClientRect();
      return Math.round(box.top - top + box.height / 2);
    });
    /** @param {number} from @param {number} to @param {string} look */
    const way = (from, to, look) => {
      const [m, n] = [order.get(from), order.get(to)];
      return m === undefined || n === undefined ? null : svg("path" + look, { d: shape(width, at[m], at[n], Math.abs(m - n)) });
    };
    const { route, known, goals } = seen;
    const all = ways.map(({ from, to, either }) => {
      const on = walks(from, to, route, known);
      return { on, path: way(from, to, ".way" + (either ? ".either" : "") + (on ? ".on-path" : "")) };
    });
    const trail = ways.length ? [] : route.slice(1).map((to, n) => way(route[n], to, ".trail-line"));
    const flags = goals.map((ix) => order.get(ix)).map((n) => (n === undefined ? null : svg("path.map-flag", { d: `M${width} ${at[n]}${AWAY}` })));
    const paths = [...all.filter((w) => !w.on), ...all.filter((w) => w.on)].map((w) => w.path);
    sheet.replaceChildren(...[...paths, ...trail, ...flags].filter((path) => path !== null));
  };
  // Also when it first stands there, and when the letters grow.
  new ResizeObserver(draw).observe(list);
  return {
    draw: (now) => {
      seen = now;
      draw();
    },
    add: (drawing) => {
      ways.push(...waysOf(drawing));
      draw();
    },
  };
}

/**
 * Whether the learner's path goes along a way.
 * @param {number} from
 * @param {number} to
 * @param {number[]} route objectives of the path, in order
 * @param {(ix: number) => boolean} known
 */
export function walks(from, to, route, known) {
  return route.includes(to) && (route.includes(from) || known(from));
}

/**
 * A line at the side, from one height to another.
 * @param {number} x where the stations stand
 * @param {number} a
 * @param {number} b
 * @param {number} apart how many stations further
 */
function shape(x, a, b, apart) {
  if (apart === 1) return `M${x} ${a}V${b}`;
  const bow = Math.min(BOW + STEP * apart, x - 6, Math.abs(b - a) / 2);
  const turn = b > a ? bow : -bow;
  return `M${x} ${a}Q${x - bow} ${a} ${x - bow} ${a + turn}V${b - turn}Q${x - bow} ${b} ${x} ${b}`;
}
