/** Several fields that are kept together. Like a single one (`field`), what is typed survives a reload before it is kept. */

import { button, h } from "../../dom.js";
import { drafted } from "../../field.js";
import { ownText } from "../../transfer.js";

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {string} [hint]
 * @property {number} [rows] 1: a single line
 * @property {string} [type] of a single line
 * @property {string} [value]
 * @property {[string, string][]} [options] value and words: one is chosen
 */

/**
 * @param {{ id: string, fields: Field[], keep: string, onkeep: (values: Record<string, string>) => unknown, more?: import("../../dom.js").Kid, extra?: import("../../dom.js").Kid }} of
 *   onkeep: what gives false keeps what was typed; `more` stands below the fields, `extra` beside the button
 */
export function form({ id, fields, keep, onkeep, more, extra }) {
  /** @type {[string, HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, () => void][]} */
  const inputs = [];
  const rows = fields.map(({ name, label, hint, rows = 1, type = "text", value = "", options }) => {
    const key = `${id}-${name}`;
    const about = hint ? key + "-hint" : null;
    const input = /** @type {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} */ (
      options
        ? h("select", { id: key }, options.map(([v, words]) => h("option", { value: v }, words)))
        : rows > 1
          ? h("textarea", { id: key, rows, maxlength: 4000, "aria-describedby": about })
          : h("input", { id: key, type, maxlength: 500, autocomplete: "off", "aria-describedby": about })
    );
    inputs.push([name, input, drafted(input, key, value)]);
    return h("div.field.long", null, h("label", { for: key }, label), hint && h("p.soft", { id: about }, hint), input);
  });
  const keepIt = async () => {
    const values = Object.fromEntries(inputs.map(([name, input]) => [name, ownText(input.value)]));
    if ((await onkeep(values)) === false) return inputs[0][1].focus();
    for (const [, input, forget] of inputs) {
      input.value = "";
      forget();
    }
  };
  return h("div.form", null, rows, more, h("p.row", null, button(keep, keepIt, "btn"), extra));
}

/**
 * A form that opens, for what is to begin; a draft that waits in it is shown. `close` puts it away when something was kept.
 * @param {string} label
 * @param {(close: () => void) => HTMLElement} make
 */
export function opening(label, make) {
  const summary = h("summary", null, label);
  const box = h("details.add", null, summary);
  box.append(
    make(() => {
      box.removeAttribute("open");
      summary.focus();
    }),
  );
  const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (box.querySelectorAll("input:not([type=file]), textarea"));
  if ([...inputs].some((input) => input.value)) box.setAttribute("open", "");
  return box;
}
