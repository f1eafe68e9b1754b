/** `<wend-tutor data-mixups>`: where the brief for a tutor is opened. Few do: what writes it is loaded then. */

import { fill, h } from "../../dom.js";
import { loadScript } from "../../site.js";
import { t } from "../../text.js";

/** @param {HTMLElement} el */
export function tutor(el) {
  const brief = h("wend-brief", { "data-mixups": el.dataset.mixups });
  const open = async () => {
    await loadScript("assets/wend-brief.js");
    if (!customElements.get("wend-brief")) fill(brief, h("p.notice", null, t("tutor.missing")));
  };
  fill(el, h("details.tutor", null, h("summary", { onclick: open }, t("tutor.open")), brief));
  return () => {};
}
