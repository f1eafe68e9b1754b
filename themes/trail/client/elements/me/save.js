/**
 * Saving on the learner's own page: with their pictures and files, how large it is, a button that copies the text, and, while
 * the record is small, a code that a teacher's camera reads.
 */

import { carrierOf } from "../../carry.js";
import { copier } from "../../copy.js";
import { announce, fill, h } from "../../dom.js";
import { pack } from "../../packing.js";
import { qrDraw } from "../../qr.js";
import { offerFile } from "../../save.js";
import { t } from "../../text.js";
import { writeFile } from "../../writing.js";

/**
 * @param {HTMLElement} into
 * @param {import("../../element.js").App} app
 * @param {Rec} rec
 */
export async function offer(into, { store, model }, rec) {
  const entries = await store.read(rec.record);
  const some = entries.some((e) => e.answer?.file);
  const files = some ? await (await carrierOf())?.pack(rec.record, entries) : { fields: {}, missing: 0 };
  const tools = (/** @type {HTMLTextAreaElement} */ area) => copier(area, t("save.copy"), t("save.copied")).el;
  const notes = (/** @type {number} */ bytes) => [h("p.soft", null, t("save.size", { n: Math.ceil(bytes / 1000) })), files && files.missing > 0 && h("p.notice", null, t("save.without_files"))];
  await offerFile(into, store, rec, model().c.id, { other: files?.fields, whole: Boolean(files), tools, notes });
  return entries;
}

/**
 * The same, and the code.
 * @param {HTMLElement} into
 * @param {import("../../element.js").App} app
 * @param {Rec} rec
 */
export async function save(into, app, rec) {
  const entries = await offer(into, app, rec);
  into.append(code(writeFile(app.model().c.id, rec, entries)));
}

/**
 * The record as a code: text to paste at the teacher's desk. No link, which a browser would keep in its history and share.
 * @param {string} text the record's file
 */
function code(text) {
  const shown = h("div");
  const show = async () => {
    if (shown.firstChild || !box.hasAttribute("open")) return;
    const [packed, draw] = await Promise.all([pack(text), qrDraw()]);
    const drawing = packed && draw?.(packed, t("save.code_label"));
    const said = t(drawing ? "save.code_what" : packed && draw ? "save.code_large" : "save.code_missing");
    fill(shown, drawing, h("p", null, said));
    announce(said);
  };
  const box = h("details", { ontoggle: show }, h("summary", null, t("save.code")), shown);
  return box;
}
