/**
 * What is kept without being asked for: the next lessons on the way, so that the way goes on where the internet ends. And
 * which lessons can be opened there.
 */

import { published } from "./offline.js";
import { lessonHref } from "./site.js";

/** @typedef {import("./model.js").Model} Model */

/** So many lessons ahead: a few kilobytes each. */
const AHEAD = 2;

/**
 * Asks the worker.
 * @param {Record<string, unknown> & { type: string }} wish
 * @returns {Promise<any>}
 */
export async function askWorker(wish) {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((answer) => {
    port1.onmessage = ({ data }) => answer(data);
    active?.postMessage(wish, [port2]);
  });
}

/** What was asked for last. */
let last = "";

/**
 * Keeps the first of these lessons. Who saves data keeps what they open.
 * @param {Model} m
 * @param {number[]} lessons the next one first
 */
export function keepAhead(m, lessons) {
  const { serviceWorker, onLine } = navigator;
  if (!published() || !serviceWorker || !onLine || /** @type {any} */ (navigator).connection?.saveData) return;
  const paths = [...new Set(lessons)].slice(0, AHEAD).map((ix) => decodeURIComponent(lessonHref(m.c.lessons[ix].id)));
  if (!paths.length || paths.join() === last) return;
  last = paths.join();
  void askWorker({ type: "ahead", paths });
}

/**
 * The lessons that are kept on this device, by index.
 * @param {Model} m
 * @returns {Promise<Set<number>>}
 */
export async function keptLessons({ c }) {
  const names = await caches.keys();
  const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
  const urls = new Set(kept.flat());
  return new Set(c.lessons.flatMap(({ id }, ix) => (urls.has(new URL(lessonHref(id), location.href).href) ? [ix] : [])));
}
