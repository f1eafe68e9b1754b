/** Ready-made paths, as the build writes them into a page: the list that everybody reads is also what scripts know of them. */

/**
 * @typedef {object} Route
 * @property {string} id
 * @property {string} title
 * @property {string[]} goals objectives
 * @property {string[]} pins lessons that are in it
 * @property {string[]} excludes lessons that are not
 * @property {string} [deadline] `YYYY-MM-DD`
 */

/**
 * @param {HTMLElement} el of the class `route`
 * @param {import("./engine/catalog.js").Curriculum} c
 * @returns {Route | null} null where the page and the catalog are not of one build
 */
export function routeOf(el, { objectives, lessons }) {
  const { path: id = "", pins = "", excludes = "", deadline } = el.dataset;
  /** @param {{ id: string }[]} things @param {string[]} numbers */
  const ids = (things, numbers) => numbers.map((ix) => things[Number(ix)]?.id ?? "");
  const numbers = (/** @type {string} */ list) => list.split(" ").filter(Boolean);
  const goals = [...el.querySelectorAll("[data-objective]")].map((li) => /** @type {HTMLElement} */ (li).dataset.objective ?? "");
  const route = { id, title: el.querySelector("h3")?.textContent ?? "", goals: ids(objectives, goals), pins: ids(lessons, numbers(pins)), excludes: ids(lessons, numbers(excludes)), deadline };
  const all = [...route.goals, ...route.pins, ...route.excludes];
  return all.length && all.every(Boolean) ? route : null;
}
