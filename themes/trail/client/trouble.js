/**
 * When the browser does not keep what the learner does: said once, calmly, with the way out beside it.
 */

import { button, h } from "./dom.js";
import { offerFile } from "./save.js";
import { t } from "./text.js";

/**
 * @param {import("./element.js").App} app
 */
export function watchTrouble({ store, model, onChange }) {
  const notice = h("section.notice", { role: "status", hidden: true });
  const saved = h("div");
  let shown = "";
  const draw = () => {
    const trouble = store.trouble() && store.entries().length ? store.trouble() : null;
    notice.hidden = !trouble;
    if (!trouble || trouble === shown) return;
    shown = trouble;
    notice.replaceChildren(
      h("p", null, t("trouble." + trouble)),
      h(
        "p.row",
        null,
        button(t("trouble.save"), () => {
          const rec = store.current();
          return rec && offerFile(saved, store, rec, model().c.id);
        }),
      ),
      saved,
    );
  };
  document.querySelector("main")?.prepend(notice);
  draw();
  onChange(draw);
  addEventListener("beforeunload", (event) => {
    if (store.atRisk()) event.preventDefault();
  });
}
