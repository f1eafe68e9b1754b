/**
 * `<wend-aa>`: how the page is to be read, by the eyes (kept per learner, see `reading`) or by the ears.
 */

import { button, h } from "../../dom.js";
import { lazy } from "../../lazy.js";
import { READING, readingOf } from "../../reading.js";
import { t } from "../../text.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../element.js").App} app
 */
export function aa(el, { store, model }) {
  /** @type {Map<string, HTMLInputElement>} */
  const inputs = new Map();
  const sets = Object.entries(READING).map(([name, values]) =>
    h(
      "fieldset",
      null,
      h("legend", null, t("aa." + name)),
      h(
        "div.segments",
        null,
        values.map((value) => {
          const choose = () => store.append({ kind: "setting", target: "read:" + name, answer: value });
          const input = h("input", { type: "radio", name: "aa-" + name, value, onchange: choose });
          inputs.set(name + value, /** @type {HTMLInputElement} */ (input));
          return h("label", null, input, t(`aa.${name}_${value}`));
        }),
      ),
    ),
  );
  const listen = () => {
    el.querySelector("details")?.removeAttribute("open");
    const { el: reader, open } = lazy("wend-listen", "aa.no_listen");
    document.querySelector("wend-listen")?.remove();
    document.body.append(reader);
    void open();
  };
  el.append(
    h(
      "details.menu",
      null,
      h("summary", null, h("span", { "aria-hidden": "true" }, "Aa"), h("span.visually-hidden", null, t("aa.title"))),
      h("div.menu-sheet", null, sets, "speechSynthesis" in window && h("p", null, button(t("aa.listen"), listen))),
    ),
  );
  return () => {
    for (const [name, value] of Object.entries(readingOf(model().facts.settings))) {
      const input = inputs.get(name + value);
      if (input) input.checked = true;
    }
  };
}
