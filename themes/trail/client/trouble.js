/**
 * When the browser does not keep what the learner does, or had cleared it: said once, calmly. The way out beside it is loaded
 * when there is something to say (`elements/trouble`).
 */

import { h } from "./dom.js";
import { lazy } from "./lazy.js";
import { t } from "./text.js";

/**
 * @param {import("./element.js").App} app
 */
export function watchTrouble({ store, onChange }) {
  const { el, open } = lazy("wend-trouble", "");
  const said = h("p");
  const notice = h("section.notice", { role: "status", hidden: true }, said, el);
  const draw = () => {
    const trouble = store.entries().length && (store.trouble() ?? (store.cleared() && "cleared"));
    notice.hidden = !trouble;
    if (!trouble) return;
    const words = t("trouble." + trouble);
    if (said.textContent !== words) said.textContent = words;
    void open();
  };
  document.querySelector("main")?.prepend(notice);
  draw();
  onChange(draw);
  addEventListener("beforeunload", (event) => {
    if (store.atRisk()) event.preventDefault();
  });
}
