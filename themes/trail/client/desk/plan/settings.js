/** How much help, who decides, and how much extra time: what only the teacher sets. */

import { h } from "../../dom.js";
import { t } from "../../text.js";
import { AUTONOMIES, SUPPORTS } from "../roster.js";

/** Extra time that one tick gives, percent. */
const EXTRA = [0, 10, 25, 50, 100];

/**
 * @param {import("../../element.js").App} app
 * @returns {{ el: HTMLElement, draw: () => void }}
 */
export function settings({ store, model }) {
  /** @type {(() => void)[]} */
  const draws = [];
  /**
   * One of several, as a row of ticks.
   * @template {string | number} T
   * @param {string} target
   * @param {string} legend
   * @param {readonly T[]} values the first: nothing is set
   * @param {(value: T) => string} say
   * @param {() => unknown} now
   */
  const ticks = (target, legend, values, say, now) => {
    const inputs = values.map((value) => /** @type {HTMLInputElement} */ (h("input", { type: "radio", name: "plan-" + target, value, onchange: () => store.append({ kind: "setting", target, answer: value || null }) })));
    draws.push(() => inputs.forEach((input, i) => (input.checked = values[i] === (now() || values[0]))));
    return h("fieldset", null, h("legend", null, legend), h("div.segments", null, inputs.map((input, i) => h("label", null, input, say(values[i])))));
  };
  const setting = (/** @type {string} */ name) => model().facts.settings.get(name);
  const el = h(
    "details.my-week",
    null,
    h("summary", null, t("plan.settings")),
    ticks("support", t("row.support"), ["", ...SUPPORTS], (value) => t(value ? "support." + value : "row.support_any"), () => setting("support")),
    ticks("autonomy", t("row.autonomy"), ["", ...AUTONOMIES], (value) => t("row.autonomy_" + (value || "any")), () => setting("autonomy")),
    ticks("extra_percent", t("row.extra_time"), EXTRA, (value) => (value ? t("row.percent", { n: value }) : t("row.none")), () => setting("extra_percent")),
  );
  return { el, draw: () => draws.forEach((draw) => draw()) };
}
