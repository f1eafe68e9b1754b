/** Lessons of the site, fetched from their own pages, one after the other. */

import { h } from "../../dom.js";
import { lessonHref } from "../../site.js";

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
