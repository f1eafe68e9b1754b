/**
 * `<wend-map>`: the learner's states on the stations and in the list, by class and in words, and their path as a
 * line through the stations. The map itself was drawn by the build.
 */

import { h, svg } from "../../dom.js";
import { t } from "../../text.js";

const STATES = ["is-can", "is-ready", "is-stretch", "is-later", "is-rusty", "is-next", "is-goal", "on-path"];

/**
 * @param {HTMLElement} el
 * @param {import("../../element.js").App} app
 */
export function map(el, { model }) {
  /** @type {Map<Element, string>} */
  const names = new Map();
  const stations = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("main [data-objective]")]);
  for (const station of stations) names.set(station, station.querySelector(".name, a")?.textContent?.trim() ?? "");

  return () => {
    const m = model();
    const route = [...new Set(m.plan().steps.flatMap((s) => m.c.lessons[s.lesson].teaches))];
    for (const station of stations) {
      const ix = Number(station.dataset.objective);
      if (!m.c.objectives[ix]) continue;
      const band = m.bandOf(ix);
      const on = ["is-" + band, m.standings[ix].level === "rusty" && "is-rusty", route[0] === ix && "is-next", m.goals.includes(ix) && "is-goal", route.includes(ix) && "on-path"];
      station.classList.remove(...STATES);
      station.classList.add(...on.filter((c) => typeof c === "string"));
      const words = [t("band." + band), m.goals.includes(ix) && t("map.goal"), route.includes(ix) && t("map.on_path")].filter(Boolean).join(", ");
      if (station instanceof SVGElement) station.setAttribute("aria-label", `${names.get(station)}: ${words}`);
      else {
        station.querySelector(".band")?.remove();
        station.append(" ", h("span.band.soft", null, words));
      }
    }
    for (const station of el.querySelectorAll("svg .station")) flag(station, m.goals.includes(Number(station.getAttribute("data-objective"))));
    for (const drawing of el.querySelectorAll("svg")) line(drawing, route, (ix) => m.standings[ix]?.known);
  };
}

/**
 * The flag of a goal stands on its station.
 * @param {Element} station
 * @param {boolean} goal
 */
function flag(station, goal) {
  station.querySelector(".map-flag")?.remove();
  const dot = station.querySelector("circle");
  if (!goal || !dot) return;
  const at = `M${dot.getAttribute("cx")} ${dot.getAttribute("cy")}`;
  dot.after(svg("path.map-flag", { d: at + "v-30q6-4 11 0t11 0q-3 5 0 10-5 4-11 0t-11 0", "aria-hidden": "true" }));
}

/**
 * A line that bends through the points, level at each of them along `axis`.
 * @param {[number, number][]} points
 * @param {"x" | "y"} axis
 */
export function bend(points, axis) {
  return points
    .map(([x, y], i) => {
      if (i === 0) return `M${x} ${y}`;
      const [px, py] = points[i - 1];
      return axis === "x"
        ? `C${(px + x) / 2} ${py} ${(px + x) / 2} ${y} ${x} ${y}`
        : `C${px} ${(py + y) / 2} ${x} ${(py + y) / 2} ${x} ${y}`;
    })
    .join("");
}

/**
 * @param {SVGSVGElement} drawing
 * @param {number[]} route objectives of the path, in order
 * @param {(ix: number) => boolean} known
 */
function line(drawing, route, known) {
  drawing.querySelector(".trail-line")?.remove();
  const stations = drawing.querySelector(".station")?.parentNode ?? null;
  const ways = /** @type {NodeListOf<SVGElement>} */ (drawing.querySelectorAll(".way[data-from]"));
  if (ways.length) {
    for (const way of ways) {
      const on = route.includes(Number(way.dataset.to)) && (route.includes(Number(way.dataset.from)) || known(Number(way.dataset.from)));
      way.classList.toggle("on-path", on);
      // Above the others, below the stations, which stand in a group of their own.
      if (on) way.parentNode?.insertBefore(way, stations);
    }
    return;
  }
  /** @type {[number, number][]} */
  const points = route.flatMap((ix) => {
    const dot = drawing.querySelector(`.station[data-objective="${ix}"] circle`);
    const x = Number(dot?.getAttribute("cx"));
    const y = Number(dot?.getAttribute("cy"));
    return dot && Number.isFinite(x) && Number.isFinite(y) ? [/** @type {[number, number]} */ ([x, y])] : [];
  });
  if (!stations || points.length < 2) return;
  const tall = drawing.classList.contains("map-tall");
  drawing.insertBefore(svg("path.trail-line", { d: bend(points, tall ? "y" : "x"), "aria-hidden": "true" }), stations);
}
