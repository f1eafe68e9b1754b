/**
 * `<wend-map>`: the learner's states on the stations and in the list, by class and in words, and their path as a
 * line. The map itself was drawn by the build; where the screen is too narrow for it, the list is the map, and gets
 * the same lines beside it.
 */

import { svg } from "../../dom.js";
import { loadScript } from "../../site.js";
import { row, t } from "../../text.js";
import { wayOf } from "../../way.js";
import { beside, FLAG, walks } from "./beside.js";
import { large } from "./large.js";
import { zoom } from "./zoom.js";

const STATES = ["is-can", "is-ready", "is-stretch", "is-later", "is-rusty", "is-next", "is-goal", "on-path"];

/** Sheets of a large map that stand beside the page, once they are here. @type {string[]} */
const arrived = [];
Object.assign(/** @type {any} */ (window.WEND), { sheet: (/** @type {number} */ n, /** @type {string} */ drawing) => void (arrived[n] = drawing) });

/** @typedef {{ m: import("../../model.js").Model, route: number[], on: Set<number>, known: (ix: number) => boolean }} Now */

/**
 * @param {HTMLElement} el
 * @param {import("../../element.js").App} app
 */
export function map(el, { model }) {
  const list = /** @type {HTMLElement | null} */ (document.querySelector(".gazetteer"));
  const sheet = /** @type {HTMLElement | null} */ (el.querySelector(".map-sheet"));
  const strands = /** @type {HTMLElement[]} */ ([...(list?.querySelectorAll(".strand") ?? [])]);
  const drawings = /** @type {SVGSVGElement[]} */ ([...el.querySelectorAll("svg.map")]);
  // The sign of what fades is explained to those who have some of it.
  const fading = /** @type {HTMLElement | null} */ (el.querySelector(".legend > [hidden]"));
  const lines = beside(list, drawings);
  /** @type {Now} */
  let now;
  /** @param {Iterable<Element>} stations */
  const mark = (stations) => {
    /** @type {Set<SVGSVGElement>} */
    const drawn = new Set();
    for (const station of stations) {
      stand(now, /** @type {HTMLElement | SVGElement} */ (station));
      if (station instanceof SVGElement && station.ownerSVGElement) drawn.add(station.ownerSVGElement);
    }
    for (const drawing of drawn) line(drawing, now);
  };
  // One sheet holds it all, or each strand has one, which comes when it is looked at, or there is none.
  const sheets = Number(sheet?.dataset.sheets ?? 0);
  const sized = sheet && (sheets || drawings.length) ? zoom(sheet, drawings) : null;
  /** @param {number} n */
  const bring = async (n) => {
    if (n >= sheets || drawings[n]) return;
    await loadScript(`assets/map/${n}.js`);
    if (!arrived[n] || drawings[n]) return;
    const holder = document.createElement("template");
    holder.innerHTML = arrived[n];
    const drawing = (drawings[n] = /** @type {SVGSVGElement} */ (holder.content.firstElementChild));
    sized?.(drawing);
    sheet?.append(drawing);
    lines.add(drawing);
    far?.fold();
  };
  const far = sheet && drawings.length !== 1 && strands.length > 1 ? large(sheet, strands, drawings, mark, bring) : null;

  return () => {
    const m = model();
    const route = [...new Set(wayOf(m).plan().steps.flatMap((s) => m.c.lessons[s.lesson].teaches))];
    const known = (/** @type {number} */ ix) => m.standings[ix]?.known ?? false;
    now = { m, route, on: new Set(route), known };
    if (fading) fading.hidden = !m.standings.some((s) => s.level === "rusty");
    if (far) far.draw((ix) => states(now, ix).join(" "), route[0] ?? -1, known);
    else mark(document.querySelectorAll("main [data-objective]"));
    lines.draw({ route, known, goals: m.goals });
  };
}

/** How an objective stands, as classes. @param {Now} now @param {number} ix */
function states({ m, route, on }, ix) {
  const all = ["is-" + m.bandOf(ix), rusty(m, ix) && "is-rusty", route[0] === ix && "is-next", m.goals.includes(ix) && "is-goal", on.has(ix) && "on-path"];
  return all.filter((c) => typeof c === "string");
}

/** @param {Now["m"]} m @param {number} ix */
const rusty = (m, ix) => m.standings[ix].level === "rusty";

/** How each station is called, without its state. @type {WeakMap<Element, string>} */
const names = new WeakMap();

/**
 * A station of the drawing or of the list, as its objective stands.
 * @param {Now} now
 * @param {HTMLElement | SVGElement} station
 */
function stand(now, station) {
  const { m, on } = now;
  const ix = Number(station.dataset.objective);
  if (!m.c.objectives[ix]) return;
  station.classList.remove(...STATES);
  station.classList.add(...states(now, ix));
  const words = row([t("band." + m.bandOf(ix)), ...(rusty(m, ix) ? [t("map.rusty")] : []), ...(m.goals.includes(ix) ? [t("map.goal")] : []), ...(on.has(ix) ? [t("map.on_path")] : [])]);
  if (!(station instanceof SVGElement)) return void (/** @type {HTMLElement} */ (station.querySelector(".band")).textContent = words);
  const name = names.get(station) ?? station.querySelector(".name")?.textContent?.trim() ?? "";
  names.set(station, name);
  station.setAttribute("aria-label", `${name}: ${words}`);
  flag(station, m.goals.includes(ix));
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
 * @param {Now} now
 */
function line(drawing, { route, known }) {
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
