/**
 * The offer of a short check, on pages of lessons and objectives. What the check itself needs is loaded only where there
 * is one to offer.
 */

import { h } from "./dom.js";
import { loadScript } from "./site.js";

/** @typedef {"placed" | "own" | "differ"} Why only placed: this lesson rests on it, or it itself; the learner sees it differently */

/**
 * @param {Why} why
 * @param {number[]} objectives
 * @param {string} [lesson] the lesson it is for, by id
 */
export function checkBox(why, objectives, lesson) {
  void loadScript("assets/wend-check.js");
  return h("wend-check", { "data-why": why, "data-objectives": objectives.join(" "), "data-for": lesson });
}
