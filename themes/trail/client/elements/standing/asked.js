/**
 * `<wend-standing>` on an objective's own page: who says that they can do it finds the questions on the page; where all
 * stand in lessons, they are asked here.
 */

import { fetched } from "../../banks.js";
import { announce, fill, h } from "../../dom.js";
import { t } from "../../text.js";
import { objectiveStanding } from "./objective.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../element.js").App} app
 */
export function asked(el, app) {
  const objective = Number(el.dataset.objective);
  const draw = objectiveStanding(el, app);
  const here = h("div");
  el.firstChild?.after(here);
  const ask = async () => {
    if (document.querySelector("[data-item]")) return;
    const can = await fetched("assets/wend-check.js", () => !!customElements.get("wend-check"));
    fill(here, can ? h("wend-check", { "data-why": "differ", "data-objectives": objective, "data-now": true }) : h("p.notice", null, t("ask.away")));
    if (!can) announce(t("ask.away"));
  };
  const { items } = app.model().c.objectives[objective] ?? { items: 0 };
  if (items) el.addEventListener("click", ({ target }) => void (target instanceof Element && target.closest("[data-key^=claim-]") && ask()));
  // Whoever was sent here for questions finds some.
  if (items && location.hash === "#check" && !app.model().standings[objective].known) void ask();
  return draw;
}
