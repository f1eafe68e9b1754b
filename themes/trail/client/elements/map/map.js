/**
 * `<wend-map>`: the learner's states on the stations and in the list, by class and in words, and their path as a
 * line. The map itself was drawn by the build; where the screen is too narrow for it, the list is the map, and gets
 * the same lines beside it.
 */

import { svg } from "../../dom.js";
import { t } from "../../text.js";
import { wayOf } from "../../way.js";
import { beside, FLAG, walks } from "./beside.js";

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
  const drawings = /** @type {SVGSVGElement[]} */ ([...el.querySelectorAll("svg")]);
  const lines = beside(document.querySelector(".gazetteer"), drawings);

  return () => {
    const m = model();
    const route = [...new Set(wayOf(m).plan().steps.flatMap((s) => m.c.lessons[s.lesson].teaches))];
    for (const station of stations) {
      const ix = Number(station.dataset.objective);
      if (!m.c.objectives[ix]) continue;
      const band = m.bandOf(ix);
      const on = ["is-" + band, m.standings[ix].level === "rusty" && "is-rusty", route[0] === ix && "is-next", m.goals.includes(ix) && "is-goal", route.includes(ix) && "on-path"];
      station.classList.remove(...STATES);
      station.classList.add(...on.filter((c) => typeof c === "string"));
      const words = [t("band." + band), m.goals.includes(ix) && t("map.goal"), route.includes(ix) && t("map.on_path")].filter(Boolean).join(", ");
      if (station instanceof SVGElement) station.setAttribute("aria-label", `${names.get(station)}: ${words}`);
      else /** @type {HTMLElement} */ (station.querySelector(".band")).textContent = words;
    }
    const known = (/** @type {number} */ ix) => m.standings[ix]?.known ?? false;
    for (const station of el.querySelectorAll("svg .station")) flag(station, m.goals.includes(Number(station.getAttribute("data-objective"))));
    for (const drawing of drawings) line(drawing, route, known);
    lines({ route, known, goals: m.goals });
  };
}

/**
 * The flag of a goal stands on its station.
 * @param {Element} station
 * @param {boolean} goal
 */
function flag(station, goal) {
  station.querySelector(".map-flag")?.remove();
  if (goal) station.querySelector("circle")?.after(svg("path.map-flag", { d: "M0 0" + FLAG, "aria-hidden": "true" }));
}

/**
 * @param {SVGSVGElement} drawing
 * @param {number[]} route objectives of the path, in order
 * @param {(ix: number) => boolean} known
 */
function line(drawing, route, known) {
  drawing.querySelector(".trail-line")?.remove();
  const stations = drawing.querySelector(".station")?.parentNode ?? null;
  const ways = /** @type {NodeListOf<SVGElement>} */ (drawing.querySelectorAll(".way"));
  for (const way of ways) {
    const on = walks(Number(way.dataset.from), Number(way.dataset.to), route, known);
    way.classList.toggle("on-path", on);
    // Above the others, below the stations, which stand in a group of their own.
    if (on) way.parentNode?.insertBefore(way, stations);
  }
  if (ways.length) return;
  // Nothing leads anywhere: the path goes from station to station, level at each of them.
  const points = route.flatMap((ix) => {
    const at = drawing.querySelector(`.station[data-objective="${ix}"]`)?.getAttribute("transform")?.match(/\d+/g);
    return at ? [at.map(Number)] : [];
  });
  if (!stations || points.length < 2) return;
  const d = points.map(([x, y], i) => {
    const [px, py] = points[i - 1] ?? [];
    return i ? `C${(px + x) / 2} ${py} ${(px + x) / 2} ${y} ${x} ${y}` : `M${x} ${y}`;
  });
  drawing.insertBefore(svg("path.trail-line", { d: d.join(""), "aria-hidden": "true" }), stations);
}
