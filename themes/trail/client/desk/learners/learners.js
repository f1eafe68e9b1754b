/**
 * `<wend-teach-learners>`: the class list. Who is in it, in which groups, how it came here and where it is kept.
 */

import { h } from "../../dom.js";
import { t } from "../../text.js";
import { bringIn } from "../bring.js";
import { keeping } from "./keeping.js";
import { pasteList } from "./paste.js";
import { roster } from "./roster.js";

/**
 * @param {HTMLElement} el
 * @param {import("../page.js").Office} office
 */
export function learners(el, office) {
  const list = roster(office);
  const paste = pasteList(office);
  const kept = keeping(office);
  el.append(
    list.el,
    h("section", { "aria-labelledby": "list" }, h("h2", { id: "list" }, t("listing.title")), paste),
    h("section", { "aria-labelledby": "bring" }, h("h2", { id: "bring" }, t("bring.title")), bringIn(office).el),
    h("section", { "aria-labelledby": "keep" }, h("h2", { id: "keep" }, t("keeping.title")), kept.el),
  );
  return () => {
    list.draw();
    kept.draw();
  };
}
