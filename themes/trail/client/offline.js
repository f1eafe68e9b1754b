/**
 * The worker that keeps pages for when there is no internet (`worker/`, served as `sw.js`), and what tells a browser
 * how to install the site. From disk and while an author serves there is neither.
 */

import { h } from "./dom.js";
import { href } from "./site.js";

/** Whether this page comes from where it will be learned from. */
export const published = () => location.protocol.startsWith("http") && !document.querySelector('[src*="-/reload.js"]');

/**
 * Starts the worker, or finds the one that is there.
 * @returns {Promise<ServiceWorkerRegistration | undefined>} none: this browser has no workers, or not for this page
 */
export async function worker() {
  try {
    return await navigator.serviceWorker.register(href("sw.js"));
  } catch {
    return;
  }
}

/** Once the page is drawn: keeping what is visited comes after everything that the visit needs itself. */
export function keepVisited() {
  if (!published()) return;
  document.head.append(h("link", { rel: "manifest", href: href("manifest.webmanifest") }));
  // Who saves data asks for it on the page about it.
  if (!(/** @type {any} */ (navigator).connection?.saveData)) void worker();
}
