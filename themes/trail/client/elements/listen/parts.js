/** What can be heard of a page, in the order it stands there: a piece for each paragraph, heading or item of a list. */

import { t } from "../../text.js";

/** @typedef {{ el: Element, text: string, lang: string }} Piece */

/** What ends a piece and begins the next. */
const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, figcaption, caption, tr, label, legend, summary, blockquote, pre, div, section, fieldset";

/** What is for the eyes or the hands alone. */
const SILENT = "script, style, template, button, input, textarea, select, nav, aside, wend-listen, [aria-hidden=true], [hidden]";

/**
 * Maths as one would say it; a script has no better words than the signs that voices know.
 * @param {Element} math
 * @returns {string}
 */
function spoken(math) {
  const kids = [...math.children];
  if (!kids.length) return math.textContent ?? "";
  const said = kids.map(spoken);
  if (math.localName === "mfrac" && said.length === 2) return said.every((s) => /^\d+$/.test(s)) ? said.join("/") : t("listen.over", { top: said[0], bottom: said[1] });
  return said.join(" ");
}

/**
 * @param {Element} root
 * @returns {Piece[]}
 */
export function piecesOf(root) {
  /** @type {Piece[]} */
  const out = [];
  let words = "";
  let of = root;
  const flush = () => {
    const text = words.replace(/\s+/g, " ").trim();
    words = "";
    // A piece without a letter or a number is a sign between others.
    if (/[\p{L}\p{N}]/u.test(text)) out.push({ el: of, text, lang: of.closest("[lang]")?.getAttribute("lang") ?? "" });
  };
  /** @param {Element} el */
  const walk = (el) => {
    if (el.matches(SILENT) || !el.checkVisibility()) return;
    const named = el.matches("img, svg, [role=img]") ? (el.getAttribute("alt") ?? el.getAttribute("aria-label") ?? el.querySelector(":scope > title")?.textContent ?? "") : null;
    if (named !== null) return void (words += ` ${named}. `);
    if (el.localName === "math") return void (words += spoken(el));
    const block = el.matches(BLOCKS);
    const outer = of;
    if (block) {
      flush();
      of = el;
    }
    for (const kid of el.childNodes) {
      if (kid instanceof Text) words += kid.data;
      else if (kid instanceof Element) walk(kid);
    }
    // Cells of a row are heard one after the other, with a pause.
    if (el.matches("td, th")) words += ", ";
    if (!block) return;
    flush();
    of = outer;
  };
  walk(root);
  return out;
}
