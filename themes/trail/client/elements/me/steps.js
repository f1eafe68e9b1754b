/** Steps of one's own, beside those of the guide: from a question one wonders about, or just so. Things of kind `step`. */

import { button, fill, h } from "../../dom.js";
import { inTime } from "../../engine/evidence.js";
import { takeBack } from "../../takeback.js";
import { t } from "../../text.js";
import { things } from "../../things.js";
import { line } from "./line.js";

/** @typedef {import("../../element.js").App} App */

/** @param {App} app */
export function ownSteps({ store, model }) {
  const list = h("div");
  const add = line(store, "own-step", "steps.", { kind: "step" });
  const draw = () => {
    const entries = inTime(model().asked.log);
    const mine = things(entries, "step").filter((s) => s.note);
    fill(
      list,
      mine.length > 0 &&
        h(
          "ul.choice-list",
          null,
          mine.map((step) => {
            const key = step.at.join("-");
            const change = () => store.append({ kind: "step", target: step.at, answer: input.checked ? "done" : null });
            const input = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", checked: step.answer === "done", onchange: change, "data-key": "step-" + key }));
            const drop = () => takeBack(store, entries, step);
            return h("li.own-step", null, h("label.choice", null, input, h("span", null, String(step.note))), button([t("me.take_back"), h("span.visually-hidden", null, " ", step.note)], drop, "btn.quiet", { "data-key": "drop-" + key }));
          }),
        ),
    );
  };
  return { el: h("div", null, list, add), draw };
}
