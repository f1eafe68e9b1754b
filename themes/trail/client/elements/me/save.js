/** Saving on the learner's own page: with their pictures and files, how large it is, and a button that copies the text. */

import { carrierOf } from "../../carry.js";
import { button, h } from "../../dom.js";
import { offerFile } from "../../save.js";
import { t } from "../../text.js";

/**
 * @param {HTMLElement} into
 * @param {import("../../element.js").App} app
 * @param {Rec} rec
 */
export async function save(into, { store, model }, rec) {
  const entries = await store.read(rec.record);
  const some = entries.some((e) => e.answer?.file);
  const files = some ? await (await carrierOf())?.pack(rec.record, entries) : { fields: {}, missing: 0 };
  /** @param {HTMLTextAreaElement} area */
  const tools = (area) => {
    const said = h("span.soft", { role: "status" });
    const copy = async () => {
      area.select();
      try {
        await navigator.clipboard.writeText(area.value);
      } catch {
        document.execCommand("copy"); // from disk, in frames and in old browsers
      }
      said.textContent = t("save.copied");
    };
    return h("p.row", null, button(t("save.copy"), copy), said);
  };
  const notes = (/** @type {number} */ bytes) => [h("p.soft", null, t("save.size", { n: Math.ceil(bytes / 1000) })), files?.missing !== 0 && h("p.notice", null, t("save.without_files"))];
  await offerFile(into, store, rec, model().c.id, { other: files?.fields, whole: true, tools, notes });
}
