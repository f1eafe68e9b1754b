/** `<wend-tutor data-mixups>`: where the brief for a tutor is opened. */

import { fill, h } from "../../dom.js";
import { lazy } from "../../lazy.js";
import { t } from "../../text.js";

/** @param {HTMLElement} el */
export function tutor(el) {
  const brief = lazy("wend-brief", "tutor.missing", { "data-mixups": el.dataset.mixups });
  fill(el, h("details.tutor", null, h("summary", { onclick: brief.open }, t("tutor.open")), brief.el));
  return () => {};
}
