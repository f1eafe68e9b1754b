/**
 * A lesson's page inside a frame of my path, where the booklet is put together: it hands over what the build wrote of
 * the lesson, and does nothing else. Frames, because `fetch` does nothing on a disk. Only this site's own pages hear it;
 * on a disk, where pages have no origin, whoever opened the file could read it as well.
 */

import { page } from "./site.js";

/**
 * @typedef {object} Leaf
 * @property {number} leaf the lesson
 * @property {string} url of its page
 * @property {string} html
 * @property {string[]} styles addresses of the sheets that its blocks need
 */

/** What of the page goes into a booklet. */
const PARTS = ".card, .body, .sources";

/** What the build wrote of a lesson. @param {ParentNode} within */
export const written = (within) => [...within.querySelectorAll(PARTS)].map((part) => part.outerHTML).join("");

/** Hands the lesson to the page around this one. */
export function handOver() {
  const html = written(document);
  const styles = [...document.querySelectorAll("link[rel=stylesheet]")].map((link) => /** @type {HTMLLinkElement} */ (link).href);
  /** @type {Leaf} */
  const leaf = { leaf: page.lesson, url: location.href.replace(/#.*/s, ""), html, styles };
  parent.postMessage(leaf, location.protocol === "file:" ? "*" : location.origin);
}
