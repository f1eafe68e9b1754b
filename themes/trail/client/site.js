/**
 * Facts of the page we are on, and where other pages are. All links are relative to the page, so that the site
 * runs under any base path and from disk.
 */

const data = document.documentElement.dataset;

/** The page, as the build described it on `<html>`. An index is -1 where the page has none. */
export const page = {
  kind: data.page ?? "",
  root: data.root ?? "",
  curriculum: data.curriculum ?? "",
  lesson: data.lesson ? Number(data.lesson) : -1,
  objective: data.objective ? Number(data.objective) : -1,
  /** The language of the curriculum's own words, where the page speaks another one. */
  words: data.words ?? null,
};

/**
 * Records and settings are kept under this name. A folder that has no id yet is known by its place.
 */
export const storeName = "wend:" + (page.curriculum || new URL(page.root || ".", location.href).pathname);

/** @param {string} id */
const path = (id) => id.split("/").map(encodeURIComponent).join("/");

/** @param {string} id */
export const lessonHref = (id) => `${page.root}lessons/${path(id)}.html`;

/** @param {string} id */
export const objectiveHref = (id) => `${page.root}objectives/${path(id)}.html`;

/** The script with the questions of an objective, below the root. @param {string} id */
export const bankOf = (id) => `assets/ask/${path(id)}.js`;

/** @param {string} name such as "me.html" */
export const href = (name) => page.root + name;

/** @type {(json: unknown) => void} */
let deliver;
/** @type {Promise<unknown>} */
const arrived = new Promise((ok) => (deliver = ok));

/**
 * Called by assets/catalog.js, before or after anyone asked.
 * @param {unknown} json or a function that returns it
 */
export function catalogArrived(json) {
  deliver(typeof json === "function" ? json() : json);
}

/** @type {any} a site that is made for one learner brings their settings */
let preset = null;

/** @param {unknown} json what assets/learner.js calls with */
export function presetArrived(json) {
  preset = json;
}

export const presetOf = () => preset;

/** @type {Record<string, Promise<void> | undefined>} by address: scripts asked for */
const asked = {};

/**
 * A script of the site, where the page does not have it yet: by a script tag, since `fetch` does nothing on a disk.
 * @param {string} name such as "assets/catalog.js"
 * @returns {Promise<void>} when it has run, or can't be had
 */
export function loadScript(name) {
  const src = href(name);
  if ([...document.scripts].some((s) => s.getAttribute("src") === src)) return asked[src] ?? Promise.resolve();
  return (asked[src] = new Promise((ok) => {
    const script = document.createElement("script");
    script.src = src;
    script.async = false; // they run in the order in which they were asked for
    script.onload = () => ok();
    script.onerror = () => ok(script.remove()); // asked for again, it may come
    document.head.append(script);
  }));
}

/**
 * The catalog, loaded when first needed.
 * @returns {Promise<unknown>}
 */
export function loadCatalog() {
  void loadScript("assets/catalog.js");
  return arrived;
}
