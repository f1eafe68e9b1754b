/**
 * Who learns on this device, and how: the aliases, and how much help this one wants.
 */

import { announce, button, fill, h } from "../../dom.js";
import { field } from "../../field.js";
import { t } from "../../text.js";

/** @typedef {import("../../element.js").App} App */

/**
 * Who learns on this device.
 * @param {App} app
 */
export function whoIsHere({ store }) {
  const list = h("ul.links");
  /** @param {string} id @param {string} label @param {string} keep @param {(alias: string) => Promise<unknown>} act */
  const named = (id, label, keep, act) =>
    field({
      id,
      label: t(label),
      keep: t(keep),
      rows: 1,
      onkeep: async (alias) => {
        await act(alias);
        announce(t("who.now", { name: alias }));
      },
    });
  const el = h(
    "div",
    null,
    h("p.soft", null, t("who.what")),
    list,
    named("alias", "who.mine", "who.keep", store.rename),
    h(
      "details",
      null,
      h("summary", null, t("who.add")),
      named("new-alias", "who.alias", "who.begin", store.create),
    ),
  );
  const draw = async () => {
    const current = store.current();
    const records = await store.records().catch(() => []);
    fill(
      list,
      records.map((rec) => {
        const name = rec.alias || t("who.nameless");
        return rec.record === current?.record
          ? h("li", { "aria-current": "true" }, h("strong", null, name), " ", h("span.soft", null, t("who.here")))
          : h("li", null, button(t("who.switch", { name }), () => store.use(rec.record), "btn.quiet", { "data-key": rec.record }));
      }),
    );
    list.hidden = records.length === 0;
  };
  return { el, draw };
}

/**
 * How much help, and how much time there is.
 * @param {App} app
 */
export function howMuchHelp({ store, model }) {
  const values = ["", "example", "guided", "peer", "alone"];
  const inputs = values.map((value) => {
    const choose = () => store.append({ kind: "setting", target: "support", answer: value || null });
    return /** @type {HTMLInputElement} */ (h("input", { type: "radio", name: "support", value, onchange: choose }));
  });
  const el = h(
    "fieldset",
    null,
    h("legend", null, t("help.what")),
    h("div.segments", null, inputs.map((input, i) => h("label", null, input, t(values[i] ? "support." + values[i] : "help.any")))),
  );
  const draw = () => {
    const now = model().profile.support ?? "";
    for (const input of inputs) input.checked = input.value === now;
  };
  return { el, draw };
}
