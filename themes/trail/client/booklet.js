/**
 * A booklet in a file of its own, as `wend build --booklet` writes it: the lessons stand in it as the build wrote them, readable as they
 * are, and become the pages of a booklet when it is opened, by the same modules as on a site.
 */

import { fill } from "./dom.js";
import { chapterOf } from "./elements/booklet/chapter.js";
import { sheetsOf } from "./elements/booklet/sheets.js";
import { written } from "./leaf.js";

/** Lessons link to each other as on a site, of which no address is known here. */
const SITE = "https://booklet.invalid/";

/** @typedef {Omit<import("./elements/booklet/sheets.js").Part, "chapter"> & { path: string }} Step `path`: of the lesson's page on a site */
/** @typedef {Omit<import("./elements/booklet/sheets.js").Book, "parts"> & { seed: string, steps: Step[] }} Told what the build says beside the lessons */

const book = document.querySelector(".booklet");
const about = document.getElementById("book");
if (book && about) {
  /** @type {Told} */
  const { seed, steps, ...of } = JSON.parse(about.textContent ?? "");
  const url = (/** @type {Step} */ { path }) => new URL(path, SITE).href;
  const chapters = new Map(steps.map((step, at) => [url(step), at + 1]));
  const leaves = [...book.children];
  const parts = steps.map((step, at) => ({ ...step, chapter: chapterOf({ html: leaves[at] ? written(leaves[at]) : "", url: url(step) }, at + 1, chapters, seed, "") }));
  fill(book, sheetsOf({ ...of, parts }, ""));
  document.documentElement.dataset.ready = "";
}
