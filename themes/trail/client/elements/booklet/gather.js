/** Lessons of the site, fetched from their own pages, one after the other, and the style sheets that they need. */

import { h } from "../../dom.js";
import { href, lessonHref } from "../../site.js";

/** @typedef {import("../../leaf.js").Leaf} Leaf */

/** So long a lesson may take, ms. */
const PATIENCE = 20_000;

/**
 * What the build wrote of a lesson; null: it can't be had.
 * @param {HTMLElement} room where the frame may stand, unseen
 * @param {{ id: string }} lesson
 * @param {number} ix
 * @returns {Promise<Leaf | null>}
 */
export function leafOf(room, { id }, ix) {
  const frame = /** @type {HTMLIFrameElement} */ (h("iframe", { src: lessonHref(id) + "#leaf", hidden: true, tabindex: -1, "aria-hidden": "true" }));
  return new Promise((ok) => {
    /** @param {Leaf | null} leaf */
    const end = (leaf) => {
      removeEventListener("message", hear);
      clearTimeout(patience);
      frame.remove();
      ok(leaf);
    };
    const hear = (/** @type {MessageEvent} */ { source, data }) => {
      if (source === frame.contentWindow && data?.leaf === ix && typeof data.html === "string" && Array.isArray(data.styles)) end(data);
    };
    const patience = setTimeout(() => end(null), PATIENCE);
    addEventListener("message", hear);
    room.append(frame);
  });
}

/**
 * A style sheet of the site, where the page does not have it yet.
 * @param {string} name such as "assets/booklet.css", or a whole address
 * @returns {Promise<void>} when it is there, or can't be had
 */
export function loadSheet(name) {
  const { href: at } = new URL(name.startsWith("assets/") ? href(name) : name, location.href);
  if ([...document.styleSheets].some((sheet) => sheet.href === at)) return Promise.resolve();
  return new Promise((ok) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = at;
    link.onload = link.onerror = () => ok();
    document.head.append(link);
  });
}
